-- SPDX-License-Identifier: GPL-3.0-or-later
-- What somebody has been told of each chat on this computer, by account, so that nothing is told twice and nothing that
-- happened meanwhile is lost. What changed before `since` was there when the account came here first.

-- name: told-schema
CREATE TABLE listener (account TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE told (account TEXT NOT NULL, chat TEXT NOT NULL, state TEXT NOT NULL, start INTEGER NOT NULL,
  finish INTEGER NOT NULL, recruiter TEXT NOT NULL, changed INTEGER NOT NULL, reminded INTEGER NOT NULL,
  shown INTEGER NOT NULL, PRIMARY KEY (account, chat)) STRICT, WITHOUT ROWID;

-- name: told-begin
INSERT INTO listener (account, since) VALUES (:account, :since) ON CONFLICT DO NOTHING;

-- name: told-since
SELECT since FROM listener WHERE account = :account;

-- name: told-keep
INSERT INTO told (account, chat, state, start, finish, recruiter, changed, reminded, shown)
VALUES (:account, :chat, :state, :start, :finish, :recruiter, :changed, :reminded, :shown)
ON CONFLICT (account, chat) DO UPDATE SET state = excluded.state, start = excluded.start, finish = excluded.finish,
  recruiter = excluded.recruiter, changed = excluded.changed, reminded = excluded.reminded, shown = excluded.shown;

-- name: told-load
SELECT chat, state, start, finish, recruiter, changed, reminded, shown FROM told WHERE account = :account;
