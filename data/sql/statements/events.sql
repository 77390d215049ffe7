-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: event-by-id
SELECT id, name, description, contact, zone, state, requests_by, durations, limit_per_talent, limit_per_company, gap,
  opens, closes, expiry, notice, room_early, room_late, rev, changed
FROM events WHERE id = :id;

-- name: days-of-event
SELECT date, kind, windows FROM days WHERE event = :event ORDER BY date;

-- name: events-of-account
SELECT event, id FROM people WHERE account = :account AND removed = 0 ORDER BY event;

-- name: events-not-draft
SELECT id FROM events WHERE state <> 'draft' ORDER BY id;

-- name: put-event
INSERT INTO events (id, name, description, contact, zone, state, requests_by, durations, limit_per_talent,
  limit_per_company, gap, opens, closes, expiry, notice, room_early, room_late)
VALUES (:id, :name, :description, :contact, :zone, :state, :requests_by, :durations, :limit_per_talent,
  :limit_per_company, :gap, :opens, :closes, :expiry, :notice, :room_early, :room_late)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, contact = excluded.contact,
  zone = excluded.zone, state = excluded.state, requests_by = excluded.requests_by, durations = excluded.durations,
  limit_per_talent = excluded.limit_per_talent, limit_per_company = excluded.limit_per_company, gap = excluded.gap,
  opens = excluded.opens, closes = excluded.closes, expiry = excluded.expiry, notice = excluded.notice,
  room_early = excluded.room_early, room_late = excluded.room_late;

-- name: drop-days
DELETE FROM days WHERE event = :event;

-- name: add-day
INSERT INTO days (event, date, kind, windows) VALUES (:event, :date, :kind, :windows);

-- name: bump-event
UPDATE events SET rev = rev + 1 WHERE id = :id RETURNING rev;

-- name: mark-event
UPDATE events SET changed = :rev WHERE id = :id;

-- name: event-revs
SELECT id, rev FROM events ORDER BY id;

-- name: organizer-of-event
SELECT account FROM people WHERE event = :event AND role = 'organizer' AND removed = 0 ORDER BY id LIMIT 1;

-- It moves where another connection has written.
-- name: data-version
PRAGMA data_version;
