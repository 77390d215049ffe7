-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: note
SELECT chat, author, event, shared_with, body, next_step, mark, changed, rev, NULL AS withdrawn
FROM notes WHERE chat = :chat AND author = :author;

-- name: put-note
INSERT INTO notes (chat, author, event, shared_with, body, next_step, mark, changed, rev)
VALUES (:chat, :author, :event, :shared_with, :body, :next_step, :mark, :changed, :rev)
ON CONFLICT (chat, author) DO UPDATE SET shared_with = excluded.shared_with, body = excluded.body,
  next_step = excluded.next_step, mark = excluded.mark, changed = excluded.changed, rev = excluded.rev;

-- One's own, and what is shared at all: who may read it, duo_note_record_is_seen_by() says.
-- name: changed-notes
SELECT chat, author, event, shared_with, body, next_step, mark, changed, rev, NULL AS withdrawn
FROM notes WHERE event = :event AND rev > :since AND rev <= :upto
  AND (author = :me OR shared_with IS NOT NULL) ORDER BY rev;

-- name: notes-of-participation
SELECT chat, author, event, shared_with, body, next_step, mark, changed, rev, NULL AS withdrawn
FROM notes WHERE event = :event AND (author = :me OR shared_with IS NOT NULL) ORDER BY rev;

-- Whoever wrote them, and from whom they were taken meanwhile.
-- name: notes-since
SELECT n.chat AS chat, n.author AS author, n.event AS event, n.shared_with AS shared_with, n.body AS body,
  n.next_step AS next_step, n.mark AS mark, n.changed AS changed, n.rev AS rev,
  (SELECT MIN (t.company) FROM tombstones t
   WHERE t.kind = 'note' AND t.id = n.chat || '/' || n.author AND t.rev > :since) AS withdrawn
FROM notes n WHERE n.event = :event AND n.rev > :since ORDER BY n.rev;
