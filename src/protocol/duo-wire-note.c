/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire.h"

static void
write_members (DuoJsonWriter *writer, const DuoNoteRecord *note)
{
  duo_json_writer_add_string (writer, "text", note->text);
  duo_json_writer_add_string (writer, "next_step", note->next_step);
  duo_json_writer_add_string (writer, "mark", duo_mark_to_string (note->mark));
  duo_json_writer_add_boolean (writer, "shared", note->shared);
}

void
duo_wire_write_note (DuoJsonWriter *writer, const char *name, const DuoNoteRecord *note)
{
  duo_json_writer_begin_object (writer, name);
  duo_json_writer_add_string (writer, "chat", note->chat);
  duo_json_writer_add_string (writer, "author", note->author);
  write_members (writer, note);
  duo_json_writer_add_time (writer, "changed", note->changed);
  duo_json_writer_add_int (writer, "rev", note->rev);
  duo_json_writer_end_object (writer);
}

DuoNoteRecord *
duo_wire_read_note (const DuoJson *json, const char *event)
{
  g_autofree char *chat = duo_json_dup_id (json, "chat");
  g_autofree char *author = duo_json_dup_id (json, "author");
  g_autoptr (DuoNoteRecord) note = duo_note_record_new (event, chat, author);

  g_set_str (&note->text, duo_json_get_string (json, "text"));
  g_set_str (&note->next_step, duo_json_get_string (json, "next_step"));
  /* A word that is not known says nothing of the talent. */
  duo_mark_from_string (duo_json_get_string (json, "mark"), &note->mark);
  note->shared = duo_json_get_boolean (json, "shared");
  note->changed = duo_json_get_time (json, "changed");
  note->rev = duo_json_get_int (json, "rev", 1, G_MAXINT64);
  return duo_json_failed (json) ? NULL : g_steal_pointer (&note);
}

void
duo_wire_write_noted (DuoJsonWriter *writer, const DuoNoteRecord *note)
{
  duo_json_writer_begin_object (writer, NULL);
  write_members (writer, note);
  duo_json_writer_end_object (writer);
}

static void
read_next_step (const DuoJson *json, DuoNoteRecord *note)
{
  g_autofree char *written = duo_json_dup_optional_text (json, "next_step", DUO_MAX_NEXT_STEP);

  g_free (note->next_step);
  note->next_step = duo_free_text_dup_clean (written != NULL ? written : "", FALSE);
}

gboolean
duo_wire_read_noted (const DuoJson *json, DuoNoteRecord *note)
{
  g_autofree char *text = duo_json_dup_optional_text (json, "text", DUO_MAX_NOTE);
  g_autofree char *mark = duo_json_dup_optional_string (json, "mark");

  g_set_str (&note->text, text != NULL ? text : "");
  read_next_step (json, note);
  note->mark = DUO_MARK_NONE;
  if (mark != NULL && !duo_mark_from_string (mark, &note->mark))
    duo_json_fail_member (json, "mark", "neither strong-yes, yes, maybe, no nor none");
  note->shared = duo_json_get_optional_boolean (json, "shared", FALSE);
  return !duo_json_failed (json);
}
