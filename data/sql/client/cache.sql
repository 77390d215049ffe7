-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the app last knew. Everything in it can be asked for again, so a file of a newer version is thrown away.

-- name: cache-schema
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE event (id TEXT PRIMARY KEY, place INTEGER NOT NULL, json TEXT NOT NULL,
  since INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE company (event TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (event, id)) STRICT, WITHOUT ROWID;
CREATE TABLE chat (event TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (event, id)) STRICT, WITHOUT ROWID;
CREATE TABLE note (event TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (event, id)) STRICT, WITHOUT ROWID;
-- The one kind of which there are ten thousand, so it is in columns; the others are kept as they came.
CREATE TABLE person (event TEXT NOT NULL, id TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL,
  title TEXT NOT NULL, company TEXT, about TEXT, topics TEXT NOT NULL, languages TEXT NOT NULL, question TEXT,
  direct INTEGER NOT NULL, paused INTEGER NOT NULL, listed INTEGER NOT NULL, rev INTEGER NOT NULL,
  open INTEGER NOT NULL DEFAULT 0, requests INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (event, id)) STRICT, WITHOUT ROWID;

-- name: cache-upgrade-2
CREATE TABLE note (event TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (event, id)) STRICT, WITHOUT ROWID;

-- name: cache-states
SELECT name, value FROM state;

-- name: cache-put-state
INSERT INTO state (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- The address is remembered for the next sign-in.
-- name: cache-clear
DELETE FROM state WHERE name <> 'address';
DELETE FROM event;
DELETE FROM company;
DELETE FROM chat;
DELETE FROM note;
DELETE FROM person;

-- name: cache-events
SELECT json, since FROM event ORDER BY place;

-- name: cache-displace-events
UPDATE event SET place = -1;

-- name: cache-put-event
INSERT INTO event (id, place, json) VALUES (:id, :place, :json)
ON CONFLICT (id) DO UPDATE SET place = excluded.place, json = excluded.json;

-- name: cache-forget-displaced
DELETE FROM event WHERE place < 0;
DELETE FROM company WHERE event NOT IN (SELECT id FROM event);
DELETE FROM chat WHERE event NOT IN (SELECT id FROM event);
DELETE FROM note WHERE event NOT IN (SELECT id FROM event);
DELETE FROM person WHERE event NOT IN (SELECT id FROM event);

-- name: cache-put-cursor
UPDATE event SET since = :since WHERE id = :id AND (:reset OR since < :since);

-- name: cache-companies
SELECT json FROM company WHERE event = :event;

-- name: cache-company
SELECT json FROM company WHERE event = :event AND id = :id;

-- name: cache-put-company
INSERT INTO company (event, id, json) VALUES (:event, :id, :json)
ON CONFLICT (event, id) DO UPDATE SET json = excluded.json;

-- name: cache-forget-companies
DELETE FROM company WHERE event = :event;

-- name: cache-chats
SELECT json FROM chat WHERE event = :event;

-- name: cache-put-chat
INSERT INTO chat (event, id, json) VALUES (:event, :id, :json)
ON CONFLICT (event, id) DO UPDATE SET json = excluded.json;

-- name: cache-remove-chat
DELETE FROM chat WHERE event = :event AND id = :id;

-- name: cache-forget-chats
DELETE FROM chat WHERE event = :event;

-- name: cache-notes
SELECT json FROM note WHERE event = :event;

-- name: cache-put-note
INSERT INTO note (event, id, json) VALUES (:event, :id, :json)
ON CONFLICT (event, id) DO UPDATE SET json = excluded.json;

-- name: cache-remove-note
DELETE FROM note WHERE event = :event AND id = :id;

-- name: cache-forget-notes
DELETE FROM note WHERE event = :event;

-- name: cache-people
SELECT id, role, name, title, company, about, topics, languages, question, direct, paused, listed, rev, open,
  requests
FROM person WHERE event = :event;

-- name: cache-person
SELECT id, role, name, title, company, about, topics, languages, question, direct, paused, listed, rev, open,
  requests
FROM person WHERE event = :event AND id = :id;

-- name: cache-put-person
INSERT INTO person (event, id, role, name, title, company, about, topics, languages, question, direct, paused,
  listed, rev)
VALUES (:event, :id, :role, :name, :title, :company, :about, :topics, :languages, :question, :direct, :paused,
  :listed, :rev)
ON CONFLICT (event, id) DO UPDATE SET role = excluded.role, name = excluded.name, title = excluded.title,
  company = excluded.company, about = excluded.about, topics = excluded.topics, languages = excluded.languages,
  question = excluded.question, direct = excluded.direct, paused = excluded.paused, listed = excluded.listed,
  rev = excluded.rev;

-- name: cache-put-counts
UPDATE person SET open = :open, requests = :requests WHERE event = :event AND id = :id;

-- name: cache-remove-person
DELETE FROM person WHERE event = :event AND id = :id;

-- name: cache-forget-people
DELETE FROM person WHERE event = :event;
