-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: ended-chats
SELECT id FROM chats WHERE state = 'confirmed' AND ends <= :now ORDER BY ends;

-- name: next-end
SELECT MIN (ends) AS moment FROM chats WHERE state = 'confirmed' AND ends > :now;

-- name: unsettled-chats
SELECT id, rev FROM chats WHERE event = :event AND state IN ('requested', 'invited', 'accepted') ORDER BY id;

-- name: unanswered-chats
SELECT id, rev FROM chats WHERE event = :event AND state IN ('requested', 'invited') AND changed <= :before
ORDER BY changed, id;

-- name: oldest-unanswered
SELECT MIN (changed) AS moment FROM chats
WHERE event = :event AND state IN ('requested', 'invited') AND changed > :before;
