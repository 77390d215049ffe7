-- SPDX-License-Identifier: GPL-3.0-or-later

-- Since when a device is signed in; 0 where nobody wrote it down.
ALTER TABLE sessions ADD COLUMN since BIGINT NOT NULL DEFAULT 0;
DROP INDEX sessions_of_account;
CREATE INDEX sessions_of_account ON sessions (account, expires DESC, id);
CREATE INDEX sessions_of_key ON sessions (account, device_key, expires);

-- Who vouches for the keys of an account (CALL §2), and since when that one was signed in. A row outlives the session, so
-- that whoever changes devices and signs the old one out keeps what it said.
CREATE TABLE vouches (
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  device_key BLOB NOT NULL,
  voucher BLOB NOT NULL,
  signature BLOB NOT NULL,
  since BIGINT NOT NULL,
  made BIGINT NOT NULL,
  PRIMARY KEY (account, device_key, voucher)
);
CREATE INDEX vouches_of_voucher ON vouches (account, voucher);
CREATE INDEX vouches_by_age ON vouches (made);
