-- SPDX-License-Identifier: GPL-3.0-or-later
-- With which keys each person has been talked to, by account. Kept on this computer only: the service that hands out
-- keys must not be the one who remembers them.

-- name: known-keys-schema
CREATE TABLE known_key (account TEXT NOT NULL, person TEXT NOT NULL, key TEXT NOT NULL, seen INTEGER NOT NULL,
  PRIMARY KEY (account, person, key)) STRICT, WITHOUT ROWID;

-- name: known-keys-remember
INSERT INTO known_key (account, person, key, seen) VALUES (:account, :person, :key, :seen) ON CONFLICT DO NOTHING;

-- name: known-keys-forget
DELETE FROM known_key WHERE account = :account AND person = :person AND key = :key;

-- name: known-keys-load
SELECT key FROM known_key WHERE account = :account AND person = :person ORDER BY seen;
