-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: account-by-email
SELECT id, email, name, password FROM accounts WHERE email = :email;

-- name: account-by-id
SELECT id, email, name, password FROM accounts WHERE id = :id;

-- name: put-account
INSERT INTO accounts (id, email, name, password) VALUES (:id, :email, :name, :password)
ON CONFLICT (id) DO UPDATE SET email = excluded.email, name = excluded.name, password = excluded.password;

-- name: session-by-token
SELECT id, account, token_hash, device_key, device_name, expires
FROM sessions WHERE token_hash = :token_hash AND expires > :now;

-- name: session-ids
SELECT id FROM sessions;

-- name: add-session
INSERT INTO sessions (id, account, token_hash, device_key, device_name, expires, since)
VALUES (:id, :account, :token_hash, :device_key, :device_name, :expires, :since);

-- name: touch-session
UPDATE sessions SET expires = :expires WHERE id = :id;

-- name: revoke-session
DELETE FROM sessions WHERE id = :id;

-- name: revoke-sessions
DELETE FROM sessions WHERE account = :account;

-- name: forget-sessions
DELETE FROM sessions WHERE expires <= :now;

-- name: last-audit
SELECT hash FROM audit ORDER BY number DESC LIMIT 1;

-- name: add-audit
INSERT INTO audit (made, account, action, detail, hash) VALUES (:made, :account, :action, :detail, :hash);
