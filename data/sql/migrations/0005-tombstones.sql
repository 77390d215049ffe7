-- SPDX-License-Identifier: GPL-3.0-or-later

-- A chat that goes from one company to the next and on to a third is gone for both: each has a tombstone of its own.
-- company: "" where everybody had seen it.
CREATE TABLE graves (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  event TEXT NOT NULL,
  company TEXT NOT NULL,
  rev BIGINT NOT NULL,
  PRIMARY KEY (kind, id, company)
);
INSERT INTO graves (kind, id, event, company, rev)
SELECT kind, id, event, COALESCE(company, ''), rev FROM tombstones;
DROP TABLE tombstones;
ALTER TABLE graves RENAME TO tombstones;
CREATE INDEX tombstones_by_rev ON tombstones (event, rev);
