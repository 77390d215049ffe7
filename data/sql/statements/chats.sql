-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: chat-by-id
SELECT id, event, recruiter, talent, state, starts, ends, planned, message, question, answer, reason, acted, moved_by,
  absent, late, created, changed, rev
FROM chats WHERE id = :id;

-- name: open-chat-of-pair
SELECT id, event, recruiter, talent, state, starts, ends, planned, message, question, answer, reason, acted, moved_by,
  absent, late, created, changed, rev
FROM chats WHERE recruiter = :recruiter AND talent = :talent AND open = 1;

-- name: pair-has-met
SELECT 1 AS met FROM chats WHERE recruiter = :recruiter AND talent = :talent LIMIT 1;

-- name: last-decline
SELECT MAX (changed) AS declined FROM chats
WHERE recruiter = :recruiter AND talent = :talent AND state = 'declined';

-- name: states-of-talent
SELECT state, COUNT (*) AS number FROM chats WHERE talent = :talent GROUP BY state;

-- name: states-of-company
SELECT c.state AS state, COUNT (*) AS number FROM chats c JOIN people p ON p.id = c.recruiter
WHERE p.company = :company GROUP BY c.state;

-- name: add-chat
INSERT INTO chats (id, event, recruiter, talent, state, open, starts, ends, planned, message, question, answer, reason,
  acted, moved_by, absent, late, created, changed, rev)
VALUES (:id, :event, :recruiter, :talent, :state, :open, :starts, :ends, :planned, :message, :question, :answer,
  :reason, :acted, :moved_by, :absent, :late, :created, :changed, :rev);

-- What gave its place to the pair's next record never takes it back.
-- name: change-chat
UPDATE chats SET recruiter = :recruiter, state = :state,
  open = CASE WHEN :open < open THEN :open ELSE open END, starts = :starts, ends = :ends,
  planned = :planned, message = :message, question = :question, answer = :answer, reason = :reason, acted = :acted,
  moved_by = :moved_by, absent = :absent, late = :late, changed = :changed, rev = :rev
WHERE id = :id;

-- A confirmed chat that has begun makes room for the pair's next record.
-- name: close-chat
UPDATE chats SET open = 0 WHERE id = :id;

-- name: booked-chats
SELECT id, event, recruiter, talent, state, starts, ends, planned, message, question, answer, reason, acted, moved_by,
  absent, late, created, changed, rev
FROM chats WHERE event = :event AND state IN ('confirmed', 'completed', 'no-show') ORDER BY starts, id;

-- name: chats-since
SELECT id, event, recruiter, talent, state, starts, ends, planned, message, question, answer, reason, acted, moved_by,
  absent, late, created, changed, rev
FROM chats WHERE event = :event AND rev > :since ORDER BY rev;
