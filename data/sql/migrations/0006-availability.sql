-- SPDX-License-Identifier: GPL-3.0-or-later

-- The event's revision at which a day was set last: who saw an older one is told so.
ALTER TABLE availability ADD COLUMN rev BIGINT NOT NULL DEFAULT 0;
