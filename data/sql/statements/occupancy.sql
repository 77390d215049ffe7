-- SPDX-License-Identifier: GPL-3.0-or-later

-- The constraint decides; how many rows came in says what it decided.
-- name: hold-ticks
WITH RECURSIVE span (tick) AS (
  SELECT CAST (:first AS BIGINT) UNION ALL SELECT tick + 1 FROM span WHERE tick + 1 < :past
)
INSERT INTO occupancy (person, tick, chat) SELECT :person, tick, :chat FROM span WHERE true
ON CONFLICT DO NOTHING;

-- name: release-chat
DELETE FROM occupancy WHERE chat = :chat;

-- name: busy-ticks
SELECT tick FROM occupancy WHERE person = :person AND tick >= :first AND tick < :past ORDER BY tick;

-- name: next-tick
SELECT MIN (tick) AS tick FROM occupancy
WHERE (person = :recruiter OR person = :talent) AND tick >= :first AND chat <> :chat;

-- name: recruiter-events
SELECT id, event FROM people WHERE account = :account AND role = 'recruiter' AND removed = 0 ORDER BY event;

-- Chats of the same talent that end less than the present gap before a new one.
-- name: too-close
SELECT c.id AS id FROM chats c JOIN people p ON p.id = c.talent
WHERE p.account = :account AND c.state = 'confirmed' AND c.id <> :chat AND c.ends > :earliest AND c.ends <= :starts
LIMIT 1;
