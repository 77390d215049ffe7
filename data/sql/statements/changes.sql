-- SPDX-License-Identifier: GPL-3.0-or-later

-- What a participation may see: :recruiters and :talents are 1 where it may see them, :company is its own company (NULL
-- for talents), :everybody 1 for organizers.

-- name: page-end
SELECT rev FROM (
  SELECT rev FROM companies WHERE event = :event AND rev > :since
  UNION ALL
  SELECT rev FROM people WHERE event = :event AND rev > :since
    AND (role = 'recruiter' AND :recruiters = 1 OR role = 'talent' AND :talents = 1 OR company = :company
      OR :everybody = 1)
  UNION ALL
  SELECT rev FROM chats WHERE event = :event AND rev > :since
    AND (talent = :me OR recruiter = :me OR :everybody = 1
      OR recruiter IN (SELECT id FROM people WHERE company = :company))
  UNION ALL
  SELECT rev FROM notes WHERE event = :event AND rev > :since AND (author = :me OR shared_with IS NOT NULL)
  UNION ALL
  SELECT rev FROM tombstones WHERE event = :event AND rev > :since
) AS seen ORDER BY rev LIMIT 1 OFFSET :offset;

-- name: changed-companies
SELECT id, event, name, field, size, languages, website, rev FROM companies
WHERE event = :event AND rev > :since AND rev <= :upto ORDER BY rev;

-- name: changed-people
SELECT id, event, account, company, role, name, title, about, topics, languages, question, direct, paused, listed,
  admin, removed, requests, rev
FROM people WHERE event = :event AND rev > :since AND rev <= :upto
  AND (role = 'recruiter' AND :recruiters = 1 OR role = 'talent' AND :talents = 1 OR company = :company
      OR :everybody = 1) ORDER BY rev;

-- A chat is told again to who may read the CV that its talent put or removed.
-- name: changed-chats
SELECT id, event, recruiter, talent, state, starts, ends, planned, message, question, answer, reason, acted, moved_by,
  absent, late, created, changed, rev
FROM chats WHERE event = :event AND rev > :since AND rev <= :upto
  AND (talent = :me OR recruiter = :me OR :everybody = 1
    OR recruiter IN (SELECT id FROM people WHERE company = :company))
UNION ALL
SELECT id, event, recruiter, talent, state, starts, ends, planned, message, question, answer, reason, acted, moved_by,
  absent, late, created, changed, rev
FROM chats WHERE event = :event AND rev <= :since
  AND talent IN (SELECT id FROM people WHERE event = :event AND cv_rev > :since AND cv_rev <= :upto)
  AND (talent = :me OR recruiter = :me OR recruiter IN (SELECT id FROM people WHERE company = :company))
ORDER BY rev;

-- name: chats-of-participation
SELECT id, event, recruiter, talent, state, starts, ends, planned, message, question, answer, reason, acted, moved_by,
  absent, late, created, changed, rev
FROM chats WHERE talent = :me
UNION
SELECT id, event, recruiter, talent, state, starts, ends, planned, message, question, answer, reason, acted, moved_by,
  absent, late, created, changed, rev
FROM chats WHERE recruiter = :me OR recruiter IN (SELECT id FROM people WHERE company = :company)
UNION
SELECT id, event, recruiter, talent, state, starts, ends, planned, message, question, answer, reason, acted, moved_by,
  absent, late, created, changed, rev
FROM chats WHERE event = :event AND :everybody = 1
ORDER BY rev;

-- What I took from my colleagues is not gone for me.
-- name: changed-tombstones
SELECT kind, id FROM tombstones WHERE event = :event AND rev > :since AND rev <= :upto
  AND company IN ('', :company)
  AND NOT (kind = 'note' AND id IN (SELECT chat || '/' || author FROM notes WHERE author = :me)) ORDER BY rev;
