-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: visits-of-chat
SELECT side, entered, left_at FROM visits WHERE chat = :chat ORDER BY entered;

-- name: enter-room
INSERT INTO visits (chat, side, entered, left_at) VALUES (:chat, :side, :entered, 0) ON CONFLICT DO NOTHING;

-- The last visit goes on where it ended at :since or later; one that is open counts as the last.
-- name: resume-visit
UPDATE visits SET left_at = 0 WHERE left_at >= :since AND rowid =
  (SELECT rowid FROM visits WHERE chat = :chat AND side = :side ORDER BY left_at = 0 DESC, left_at DESC LIMIT 1);

-- name: leave-room
UPDATE visits SET left_at = :left_at WHERE chat = :chat AND side = :side AND left_at = 0;

-- A chat that moved was visited by nobody.
-- name: drop-visits
DELETE FROM visits WHERE chat = :chat;

-- name: leave-all-rooms
UPDATE visits SET left_at = :left_at WHERE left_at = 0;
