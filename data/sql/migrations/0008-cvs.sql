-- SPDX-License-Identifier: GPL-3.0-or-later

-- A talent's CV, one of an account in all events. The bytes stand last, so that nobody reads them for what stands before.
CREATE TABLE cvs (
  account TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  uploaded BIGINT NOT NULL,
  body BLOB NOT NULL
);

-- The event's revision at which the CV was put or removed last: the chats tell of it, and stay as they are.
ALTER TABLE people ADD COLUMN cv_rev BIGINT NOT NULL DEFAULT 0;
CREATE INDEX people_by_cv_rev ON people (event, cv_rev);
