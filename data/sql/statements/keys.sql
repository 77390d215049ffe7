-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: key
SELECT digest, outcome FROM keys WHERE account = :account AND name = :name AND kept > :oldest;

-- name: keep-key
INSERT INTO keys (account, name, digest, outcome, kept) VALUES (:account, :name, :digest, :outcome, :kept)
ON CONFLICT (account, name) DO UPDATE SET digest = excluded.digest, outcome = excluded.outcome, kept = excluded.kept;

-- name: forget-keys
DELETE FROM keys WHERE kept <= :oldest;
