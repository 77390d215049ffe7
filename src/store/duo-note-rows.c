/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rows-private.h"
#include "duo-store.h"

DuoNoteRecord *
duo_rows_read_note (DuoQuery *row)
{
  DuoNoteRecord *note =
      duo_note_record_new (duo_query_get_text (row, "event"), duo_query_get_text (row, "chat"),
                           duo_query_get_text (row, "author"));

  if (!duo_mark_from_string (duo_query_get_text (row, "mark"), &note->mark))
    duo_query_fail (row, "mark");
  g_set_str (&note->text, duo_query_get_text (row, "body"));
  g_set_str (&note->next_step, duo_query_get_text (row, "next_step"));
  note->company = duo_query_dup_text (row, "shared_with");
  note->withdrawn = duo_query_dup_text (row, "withdrawn");
  note->shared = note->company != NULL;
  note->changed = duo_query_get_int (row, "changed");
  note->rev = duo_query_get_int (row, "rev");
  return note;
}

DuoNoteRecord *
duo_rows_load_note (DuoDatabase *database, const char *chat, const char *author)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "note");

  duo_query_bind_text (query, ":chat", chat);
  duo_query_bind_text (query, ":author", author);
  return duo_query_next (query) ? duo_rows_read_note (query) : NULL;
}

/* Whoever could read it and no longer may is told that it is gone. */
static void
bury (DuoDatabase *database, const DuoNoteRecord *note)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "add-tombstone");
  g_autofree char *key = duo_note_record_dup_key (note);

  duo_query_bind_text (query, ":kind", "note");
  duo_query_bind_text (query, ":id", key);
  duo_query_bind_text (query, ":event", note->event);
  duo_query_bind_text (query, ":company", note->withdrawn);
  duo_query_bind_int (query, ":rev", note->rev);
  duo_query_run (query);
}

static void
put (DuoDatabase *database, const DuoNoteRecord *note)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "put-note");

  duo_query_bind_text (query, ":chat", note->chat);
  duo_query_bind_text (query, ":author", note->author);
  duo_query_bind_text (query, ":event", note->event);
  duo_query_bind_text (query, ":shared_with", note->company);
  duo_query_bind_text (query, ":body", note->text);
  duo_query_bind_text (query, ":next_step", note->next_step);
  duo_query_bind_text (query, ":mark", duo_mark_to_string (note->mark));
  duo_query_bind_int (query, ":changed", note->changed);
  duo_query_bind_int (query, ":rev", note->rev);
  duo_query_run (query);
}

/* Who has no company has nobody to share it with. */
static DuoNoteRecord *
prepare (const DuoNoteRecord *wanted, const DuoNoteRecord *present, const DuoPersonRecord *author)
{
  DuoNoteRecord *note = duo_note_record_copy (wanted);

  note->shared = wanted->shared && author->company != NULL;
  g_set_str (&note->company, note->shared ? author->company : NULL);
  if (present != NULL && present->company != NULL && g_strcmp0 (present->company, note->company) != 0)
    g_set_str (&note->withdrawn, present->company);
  return note;
}

void
duo_rows_save_note (
    DuoDatabase *database, const DuoNoteRecord *wanted, gint64 seen, gint64 now, DuoEffects *effects)
{
  g_autoptr (DuoPersonRecord) author = duo_rows_load_person (database, wanted->author);
  g_autoptr (DuoChatRecord) chat = duo_rows_load_chat (database, wanted->chat, NULL);
  g_autoptr (DuoNoteRecord) present = duo_rows_load_note (database, wanted->chat, wanted->author);
  g_autoptr (DuoNoteRecord) note = NULL;

  if (author == NULL || chat == NULL)
    {
      duo_database_fail (database, DUO_STORE_ERROR_NOT_FOUND, "there is no such chat");
      return;
    }
  note = prepare (wanted, present, author);
  if (present != NULL && duo_note_record_says_same (present, note) && note->withdrawn == NULL)
    return;
  if (seen != (present != NULL ? present->rev : 0))
    {
      duo_database_fail (database, DUO_STORE_ERROR_STALE, "the note was changed meanwhile");
      return;
    }
  note->changed = now;
  note->rev = duo_effects_bump (effects, database, note->event);
  put (database, note);
  if (note->withdrawn != NULL)
    bury (database, note);
  duo_effects_add_note (effects, note);
}
