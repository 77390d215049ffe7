-- SPDX-License-Identifier: GPL-3.0-or-later

-- changed: the rev at which the event itself, its days or its format changed last.
ALTER TABLE events ADD COLUMN changed BIGINT NOT NULL DEFAULT 0;
UPDATE events SET changed = rev;
