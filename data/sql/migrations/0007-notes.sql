-- SPDX-License-Identifier: GPL-3.0-or-later

-- What one person noted on one chat. shared_with: the company whose recruiters may read it, NULL where nobody else may.
CREATE TABLE notes (
  chat TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  author TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  shared_with TEXT,
  body TEXT NOT NULL,
  next_step TEXT NOT NULL,
  mark TEXT NOT NULL,
  changed BIGINT NOT NULL,
  rev BIGINT NOT NULL,
  PRIMARY KEY (chat, author)
);
CREATE INDEX notes_of_author ON notes (author);
CREATE INDEX notes_by_rev ON notes (event, rev);
