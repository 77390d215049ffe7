/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-live-private.h"

/* As a personal change, which is ahead of the cursor and does not move it. @gone: (nullable) */
static void
send_change (DuoLiveMembership *member, const DuoNoteRecord *note, const char *gone)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, text);
  duo_live_begin (&writer, DUO_LIVE_CHANGES);
  duo_wire_begin_changes (&writer, note->event, member->upto);
  duo_json_writer_begin_array (&writer, gone ? "gone" : "notes");
  if (gone)
    duo_json_writer_add_string (&writer, NULL, gone);
  else
    duo_wire_write_note (&writer, NULL, note);
  duo_json_writer_end_array (&writer);
  duo_wire_end_changes (&writer, -1, FALSE);
  duo_json_writer_end_object (&writer);
  duo_live_client_send (member->client, text->str, text->len);
}

static gboolean
loses (const DuoPersonRecord *person, const DuoNoteRecord *note)
{
  return note->withdrawn && person->role == DUO_ROLE_RECRUITER &&
         g_strcmp0 (person->company, note->withdrawn) == 0;
}

static void
tell (DuoLiveMembership *member, const DuoNoteRecord *note)
{
  const DuoPersonRecord *person = member->person;
  g_autofree char *key = duo_note_record_dup_key (note);
  g_autofree char *gone = g_strconcat ("note:", key, NULL);

  if (duo_note_record_is_seen_by (note, person->id, person->role, person->company))
    send_change (member, note, NULL);
  else if (loses (person, note))
    send_change (member, note, gone);
}

void
duo_live_notes_send (DuoLiveHub *self, const char *event, GPtrArray *notes)
{
  GPtrArray *members = duo_live_feed_get_members (self->feed, event);

  for (guint m = 0; members && m < members->len; m++)
    for (guint i = 0; i < notes->len; i++)
      tell (members->pdata[m], notes->pdata[i]);
}

void
duo_live_notes_leave_out_personal (DuoChanges *changes)
{
  g_ptr_array_set_size (changes->chats, 0);
  g_ptr_array_set_size (changes->notes, 0);
  for (guint i = changes->gone->len; i-- > 0;)
    if (g_str_has_prefix (changes->gone->pdata[i], "note:"))
      g_ptr_array_remove_index (changes->gone, i);
}
