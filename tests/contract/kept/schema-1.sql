-- SPDX-License-Identifier: GPL-3.0-or-later
-- A database as the first schema's program left it, with a chat that was booked then. Never edit it.
PRAGMA application_id = 1685417777;
PRAGMA user_version = 1;
BEGIN;
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password TEXT NOT NULL
);

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  token_hash BLOB NOT NULL UNIQUE,
  device_key BLOB NOT NULL,
  device_name TEXT,
  expires BIGINT NOT NULL
);
CREATE INDEX sessions_of_account ON sessions (account);

-- rev is the counter of DESIGN §3: bumped in the transaction of each change, so its order is commit order.
CREATE TABLE events (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT,
  contact TEXT,
  zone TEXT NOT NULL,
  state TEXT NOT NULL,
  requests_by INTEGER NOT NULL,
  durations TEXT NOT NULL,
  limit_per_talent INTEGER NOT NULL,
  limit_per_company INTEGER NOT NULL,
  gap INTEGER NOT NULL,
  opens BIGINT NOT NULL,
  closes INTEGER NOT NULL,
  expiry INTEGER NOT NULL,
  notice INTEGER NOT NULL,
  room_early INTEGER NOT NULL,
  room_late INTEGER NOT NULL,
  rev BIGINT NOT NULL DEFAULT 0
);

-- windows: local minutes, "540-720 780-1020"
CREATE TABLE days (
  event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  date TEXT NOT NULL,
  kind INTEGER NOT NULL,
  windows TEXT NOT NULL,
  PRIMARY KEY (event, date)
);

CREATE TABLE companies (
  id TEXT PRIMARY KEY,
  event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  field TEXT,
  size TEXT,
  languages TEXT NOT NULL,
  website TEXT,
  rev BIGINT NOT NULL
);
CREATE INDEX companies_by_rev ON companies (event, rev);

-- Participations. Topics and languages are one to a line.
CREATE TABLE people (
  id TEXT PRIMARY KEY,
  event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  account TEXT NOT NULL REFERENCES accounts (id),
  company TEXT REFERENCES companies (id),
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  about TEXT,
  topics TEXT NOT NULL,
  languages TEXT NOT NULL,
  question TEXT,
  direct INTEGER NOT NULL,
  paused INTEGER NOT NULL,
  listed INTEGER NOT NULL,
  admin INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  requests INTEGER NOT NULL DEFAULT 0,
  rev BIGINT NOT NULL,
  UNIQUE (event, account)
);
CREATE INDEX people_by_rev ON people (event, rev);
CREATE INDEX people_by_role ON people (event, role, id);
CREATE INDEX people_of_account ON people (account, event);
CREATE INDEX people_of_company ON people (company);

-- blocked: unix times, "1793696400-1793697300 …"
CREATE TABLE availability (
  person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  date TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  place TEXT,
  blocked TEXT NOT NULL,
  PRIMARY KEY (person, date)
);

-- planned is the end as it was booked, before any extension.
CREATE TABLE chats (
  id TEXT PRIMARY KEY,
  event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  recruiter TEXT NOT NULL REFERENCES people (id),
  talent TEXT NOT NULL REFERENCES people (id),
  state TEXT NOT NULL,
  open INTEGER NOT NULL,
  starts BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  planned BIGINT NOT NULL,
  message TEXT,
  question TEXT,
  answer TEXT,
  reason TEXT,
  acted TEXT NOT NULL,
  moved_by TEXT NOT NULL,
  created BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  rev BIGINT NOT NULL
);
CREATE UNIQUE INDEX one_open_chat_of_a_pair ON chats (recruiter, talent) WHERE open = 1;
CREATE INDEX chats_by_rev ON chats (event, rev);
CREATE INDEX chats_of_recruiter ON chats (recruiter, state);
CREATE INDEX chats_of_talent ON chats (talent, state);
CREATE INDEX chats_by_change ON chats (event, state, changed);
CREATE INDEX chats_by_end ON chats (state, ends);

-- The guard against double booking: one row per account and 5-minute tick of every chat that holds its time.
CREATE TABLE occupancy (
  person TEXT NOT NULL,
  tick BIGINT NOT NULL,
  chat TEXT NOT NULL,
  PRIMARY KEY (person, tick)
) WITHOUT ROWID;
CREATE INDEX occupancy_of_chat ON occupancy (chat);

-- company: only its recruiters had seen it.
CREATE TABLE tombstones (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  event TEXT NOT NULL,
  company TEXT,
  rev BIGINT NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX tombstones_by_rev ON tombstones (event, rev);

CREATE TABLE keys (
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  outcome TEXT NOT NULL,
  kept BIGINT NOT NULL,
  PRIMARY KEY (account, name)
) WITHOUT ROWID;
CREATE INDEX keys_by_age ON keys (kept);
INSERT INTO "accounts" VALUES('a-ada_________________','ada@example.org','ada','$argon2id$kept');
INSERT INTO "accounts" VALUES('a-grace_______________','grace@example.org','grace','$argon2id$kept');
INSERT INTO "accounts" VALUES('a-linus_______________','linus@example.org','linus','$argon2id$kept');
INSERT INTO "accounts" VALUES('a-amara_______________','amara@example.org','amara','$argon2id$kept');
INSERT INTO "accounts" VALUES('a-bo__________________','bo@example.org','bo','$argon2id$kept');
INSERT INTO "accounts" VALUES('a-chloe_______________','chloe@example.org','chloe','$argon2id$kept');
INSERT INTO "accounts" VALUES('a-olive_______________','olive@example.org','olive','$argon2id$kept');
INSERT INTO "events" VALUES('fair__________________','Career Fair',NULL,NULL,'UTC','open',3,'15 30',0,0,0,0,0,0,0,5,5,9);
INSERT INTO "days" VALUES('fair__________________','2026-11-03',0,'540-720 780-1020');
INSERT INTO "days" VALUES('fair__________________','2026-11-04',1,'540-720 780-1020');
INSERT INTO "companies" VALUES('acme__________________','fair__________________','Acme','Machines','120 in Malmö','English',NULL,2);
INSERT INTO "people" VALUES('ada___________________','fair__________________','a-ada_________________','acme__________________','recruiter','ada','Engineer',NULL,'Compilers
Networks','English
Deutsch',NULL,1,0,1,0,0,0,3);
INSERT INTO "people" VALUES('amara_________________','fair__________________','a-amara_______________',NULL,'talent','amara','Engineer',NULL,'Compilers
Networks','English
Deutsch',NULL,0,0,1,0,0,0,4);
INSERT INTO "people" VALUES('bo____________________','fair__________________','a-bo__________________',NULL,'talent','bo','Engineer',NULL,'Compilers
Networks','English
Deutsch',NULL,0,0,1,0,0,0,5);
INSERT INTO "chats" VALUES('kept-chat_____________','fair__________________','ada___________________','amara_________________','confirmed',1,1793696400,1793697300,1793697300,'Booked long ago',NULL,NULL,NULL,'talent','stranger',1793606400,1793606400,9);
INSERT INTO "occupancy" VALUES('a-ada_________________',5978988,'kept-chat_____________');
INSERT INTO "occupancy" VALUES('a-ada_________________',5978989,'kept-chat_____________');
INSERT INTO "occupancy" VALUES('a-ada_________________',5978990,'kept-chat_____________');
INSERT INTO "occupancy" VALUES('a-amara_______________',5978988,'kept-chat_____________');
INSERT INTO "occupancy" VALUES('a-amara_______________',5978989,'kept-chat_____________');
INSERT INTO "occupancy" VALUES('a-amara_______________',5978990,'kept-chat_____________');
COMMIT;
