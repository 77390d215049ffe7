-- SPDX-License-Identifier: GPL-3.0-or-later
-- The commands without an answer. The file is never thrown away; a row goes with its answer, when its person takes it back
-- or leaves it, when the command before it failed, and, of what is of the moment, when that passed before it was sent.

-- name: outbox-schema
CREATE TABLE command (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, account TEXT NOT NULL,
  event TEXT NOT NULL, verb TEXT NOT NULL, chat TEXT, person TEXT NOT NULL, whom TEXT, starts INTEGER NOT NULL,
  ends INTEGER NOT NULL, message TEXT, answer TEXT, seen INTEGER NOT NULL, created INTEGER NOT NULL,
  minutes INTEGER NOT NULL DEFAULT 0, sent INTEGER NOT NULL DEFAULT 0) STRICT;
-- What was noted on a chat and not sent: of each chat what was written last.
CREATE TABLE draft (account TEXT NOT NULL, chat TEXT NOT NULL, event TEXT NOT NULL, author TEXT NOT NULL,
  body TEXT NOT NULL, next_step TEXT NOT NULL, mark TEXT NOT NULL, shared INTEGER NOT NULL, seen INTEGER NOT NULL,
  forbidden INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (account, chat)) STRICT, WITHOUT ROWID;

-- name: outbox-upgrade-2
ALTER TABLE command ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0;

-- name: outbox-upgrade-3
ALTER TABLE command ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;

-- name: outbox-upgrade-4
CREATE TABLE draft (account TEXT NOT NULL, chat TEXT NOT NULL, event TEXT NOT NULL, author TEXT NOT NULL,
  body TEXT NOT NULL, next_step TEXT NOT NULL, mark TEXT NOT NULL, shared INTEGER NOT NULL, seen INTEGER NOT NULL,
  PRIMARY KEY (account, chat)) STRICT, WITHOUT ROWID;

-- name: outbox-upgrade-5
ALTER TABLE draft ADD COLUMN forbidden INTEGER NOT NULL DEFAULT 0;

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

-- name: outbox-put-draft
INSERT INTO draft (account, chat, event, author, body, next_step, mark, shared, seen, forbidden)
VALUES (:account, :chat, :event, :author, :body, :next_step, :mark, :shared, :seen, :forbidden)
ON CONFLICT (account, chat) DO UPDATE SET event = excluded.event, author = excluded.author, body = excluded.body,
  next_step = excluded.next_step, mark = excluded.mark, shared = excluded.shared, seen = excluded.seen,
  forbidden = excluded.forbidden;

-- name: outbox-remove-draft
DELETE FROM draft WHERE account = :account AND chat = :chat;

-- name: outbox-load-drafts
SELECT account, chat, event, author, body, next_step, mark, shared, seen, forbidden FROM draft WHERE account = :account;
