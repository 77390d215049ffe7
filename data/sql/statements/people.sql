-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: person-by-id
SELECT id, event, account, company, role, name, title, about, topics, languages, question, direct, paused, listed,
  admin, removed, requests, rev
FROM people WHERE id = :id;

-- name: person-by-account
SELECT id, event, account, company, role, name, title, about, topics, languages, question, direct, paused, listed,
  admin, removed, requests, rev
FROM people WHERE event = :event AND account = :account AND removed = 0;

-- name: put-person
INSERT INTO people (id, event, account, company, role, name, title, about, topics, languages, question, direct,
  paused, listed, admin, requests, rev)
VALUES (:id, :event, :account, :company, :role, :name, :title, :about, :topics, :languages, :question, :direct,
  :paused, :listed, :admin, :requests, :rev)
ON CONFLICT (id) DO UPDATE SET company = excluded.company, role = excluded.role, name = excluded.name,
  title = excluded.title, about = excluded.about, topics = excluded.topics, languages = excluded.languages,
  question = excluded.question, direct = excluded.direct, paused = excluded.paused, listed = excluded.listed,
  admin = excluded.admin, removed = 0, rev = excluded.rev;

-- name: put-settings
UPDATE people SET direct = :direct, paused = :paused, question = :question, rev = :rev WHERE id = :id;

-- name: count-request
UPDATE people SET requests = requests + 1 WHERE id = :id;

-- name: add-tombstone
INSERT INTO tombstones (kind, id, event, company, rev) VALUES (:kind, :id, :event, COALESCE(:company, ''), :rev)
ON CONFLICT (kind, id, company) DO UPDATE SET rev = excluded.rev;

-- name: company-by-id
SELECT id, event, name, field, size, languages, website, rev FROM companies WHERE id = :id;

-- name: companies-of-event
SELECT id, event, name, field, size, languages, website, rev FROM companies WHERE event = :event ORDER BY name, id;

-- name: put-company
INSERT INTO companies (id, event, name, field, size, languages, website, rev)
VALUES (:id, :event, :name, :field, :size, :languages, :website, :rev)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, field = excluded.field, size = excluded.size,
  languages = excluded.languages, website = excluded.website, rev = excluded.rev;

-- name: availability-of-day
SELECT minutes, place, blocked FROM availability WHERE person = :person AND date = :date;

-- name: availability-rev
SELECT rev, minutes, place, blocked FROM availability WHERE person = :person AND date = :date;

-- name: put-availability
INSERT INTO availability (person, date, minutes, place, blocked, rev)
VALUES (:person, :date, :minutes, :place, :blocked, :rev)
ON CONFLICT (person, date) DO UPDATE SET minutes = excluded.minutes, place = excluded.place,
  blocked = excluded.blocked, rev = excluded.rev;

-- name: listed-recruiters
SELECT id, account, requests FROM people
WHERE event = :event AND role = 'recruiter' AND listed = 1 AND removed = 0 ORDER BY id;

-- name: availability-of-event
SELECT p.id AS person, a.date AS date, a.minutes AS minutes, a.blocked AS blocked
FROM people p JOIN availability a ON a.person = p.id
WHERE p.event = :event AND p.role = 'recruiter' AND p.listed = 1 AND p.removed = 0 ORDER BY p.id, a.date;

-- name: occupancy-of-event
SELECT p.id AS person, o.tick AS tick
FROM people p JOIN occupancy o ON o.person = p.account AND o.tick >= :first AND o.tick < :past
WHERE p.event = :event AND p.role = 'recruiter' AND p.listed = 1 AND p.removed = 0 ORDER BY p.id, o.tick;
