-- SPDX-License-Identifier: GPL-3.0-or-later

-- left_at is 0 while somebody is inside.
CREATE TABLE visits (
  chat TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  side TEXT NOT NULL,
  entered BIGINT NOT NULL,
  left_at BIGINT NOT NULL
);
CREATE INDEX visits_of_chat ON visits (chat);
CREATE UNIQUE INDEX one_visit_at_a_time ON visits (chat, side) WHERE left_at = 0;

-- hash is SHA-256 over the hash before and this line, so that no line can be changed or taken out unseen.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  made BIGINT NOT NULL,
  account TEXT,
  action TEXT NOT NULL,
  detail TEXT,
  hash TEXT NOT NULL
);
