-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: cv
SELECT c.name AS name, c.size AS size, c.uploaded AS uploaded
FROM people p JOIN cvs c ON c.account = p.account
WHERE p.id = :person AND p.role = 'talent' AND p.removed = 0;

-- name: cv-body
SELECT c.body AS body FROM people p JOIN cvs c ON c.account = p.account
WHERE p.id = :person AND p.role = 'talent' AND p.removed = 0;

-- Whether there is any record of a chat between that talent and me, or a recruiter of my company.
-- name: talent-is-met
SELECT 1 AS met FROM chats
WHERE talent = :talent AND (recruiter = :me OR recruiter IN (SELECT id FROM people WHERE company = :company)) LIMIT 1;

-- name: put-cv
INSERT INTO cvs (account, name, size, uploaded, body) VALUES (:account, :name, :size, :uploaded, :body)
ON CONFLICT (account) DO UPDATE SET name = excluded.name, size = excluded.size, uploaded = excluded.uploaded,
  body = excluded.body;

-- name: remove-cv
DELETE FROM cvs WHERE account = :account;

-- name: talents-of-account
SELECT id, event FROM people WHERE account = :account AND role = 'talent' AND removed = 0 ORDER BY event, id;

-- name: put-cv-rev
UPDATE people SET cv_rev = :rev WHERE id = :id;

-- name: chats-of-talent
SELECT id, event, recruiter, talent, state, starts, ends, planned, message, question, answer, reason, acted, moved_by,
  absent, late, created, changed, rev
FROM chats WHERE talent = :talent ORDER BY rev;
