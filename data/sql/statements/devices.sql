-- SPDX-License-Identifier: GPL-3.0-or-later

-- What was used last lasts longest.
-- name: devices-of-account
SELECT id, device_name, device_key, since FROM sessions
WHERE account = :account AND expires > :now
ORDER BY expires DESC, id LIMIT :most;

-- Those of before there was a limit go as many at a time.
-- name: end-other-sessions
DELETE FROM sessions WHERE id IN (
  SELECT id FROM sessions WHERE account = :account AND id <> :id
  ORDER BY expires DESC, id LIMIT :most OFFSET :others);

-- Whoever asks comes first, then who was signed in first: not all of it is told, and who comes late and says much shall not
-- hide what was said before.
-- name: vouches-of-account
SELECT device_key, voucher, signature FROM vouches
WHERE account = :account
ORDER BY voucher = :own DESC, since, made, voucher LIMIT :most;

-- name: before-vouch
SELECT
  (SELECT COUNT (*) FROM vouches WHERE account = :account) AS said,
  (SELECT COUNT (*) FROM sessions
   WHERE account = :account AND device_key = :device_key AND expires > :now) AS there,
  (SELECT COUNT (*) FROM sessions
   WHERE account = :account AND device_key = :voucher AND expires > :now) AS vouching,
  (SELECT MIN (since) FROM sessions
   WHERE account = :account AND device_key = :voucher AND expires > :now) AS since;

-- name: vouch
INSERT INTO vouches (account, device_key, voucher, signature, since, made)
VALUES (:account, :device_key, :voucher, :signature, :since, :made) ON CONFLICT DO NOTHING;

-- name: revoke-vouches
DELETE FROM vouches WHERE account = :account;

-- For whom nobody is signed in, nor anybody for whom that one vouches.
-- name: forget-vouches
DELETE FROM vouches
WHERE made <= :before AND NOT EXISTS (
  SELECT 1 FROM sessions WHERE sessions.account = vouches.account AND sessions.device_key = vouches.device_key)
AND NOT EXISTS (
  SELECT 1 FROM vouches AS other JOIN sessions
    ON sessions.account = other.account AND sessions.device_key = other.device_key
  WHERE other.account = vouches.account AND other.voucher = vouches.device_key);
