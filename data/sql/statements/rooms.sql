-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: visits-of-chat
SELECT side, entered, left_at FROM visits WHERE chat = :chat ORDER BY entered;

-- name: enter-room
INSERT INTO visits (chat, side, entered, left_at) VALUES (:chat, :side, :entered, 0) ON CONFLICT DO NOTHING;

-- name: leave-room
UPDATE visits SET left_at = :left_at WHERE chat = :chat AND side = :side AND left_at = 0;

-- A chat that moved was visited by nobody.
-- name: drop-visits
DELETE FROM visits WHERE chat = :chat;

-- name: leave-all-rooms
UPDATE visits SET left_at = :left_at WHERE left_at = 0;
