-- SPDX-License-Identifier: GPL-3.0-or-later
-- The commands without an answer. The file is never thrown away; a row goes with its answer, when its person takes it back
-- or leaves it, when the command before it failed, and, of what is of the moment, when that passed before it was sent.

-- name: outbox-schema
CREATE TABLE command (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, account TEXT NOT NULL,
  event TEXT NOT NULL, verb TEXT NOT NULL, chat TEXT, person TEXT NOT NULL, whom TEXT, starts INTEGER NOT NULL,
  ends INTEGER NOT NULL, message TEXT, answer TEXT, seen INTEGER NOT NULL, created INTEGER NOT NULL,
  minutes INTEGER NOT NULL DEFAULT 0, sent INTEGER NOT NULL DEFAULT 0) STRICT;

-- name: outbox-upgrade-2
ALTER TABLE command ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0;

-- name: outbox-upgrade-3
ALTER TABLE command ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;

-- name: outbox-put
INSERT INTO command (key, account, event, verb, chat, person, whom, starts, ends, message, answer, seen, created,
  minutes, sent)
VALUES (:key, :account, :event, :verb, :chat, :person, :whom, :starts, :ends, :message, :answer, :seen, :created,
  :minutes, :sent)
ON CONFLICT (key) DO NOTHING;

-- name: outbox-note-sent
UPDATE command SET sent = :sent WHERE key = :key;

-- name: outbox-remove
DELETE FROM command WHERE key = :key;

-- name: outbox-load
SELECT key, account, event, verb, chat, person, whom, starts, ends, message, answer, seen, created, minutes,
  sent
FROM command WHERE account = :account ORDER BY number;
