-- SPDX-License-Identifier: GPL-3.0-or-later

-- absent: who did not show, "" where nobody is missed. late: minutes that somebody said to be late, 0 where nobody did.
ALTER TABLE chats ADD COLUMN absent TEXT NOT NULL DEFAULT '';
ALTER TABLE chats ADD COLUMN late INTEGER NOT NULL DEFAULT 0;
