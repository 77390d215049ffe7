-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who was marked, by account. Kept on this computer only.

-- name: bookmarks-schema
CREATE TABLE bookmark (account TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (account, person))
STRICT, WITHOUT ROWID;

-- name: bookmarks-set
INSERT INTO bookmark (account, person) VALUES (:account, :person) ON CONFLICT DO NOTHING;

-- name: bookmarks-unset
DELETE FROM bookmark WHERE account = :account AND person = :person;

-- name: bookmarks-load
SELECT person FROM bookmark WHERE account = :account;
