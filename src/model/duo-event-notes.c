/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-event-private.h"

/* Mine stay: who looks at one holds it, whatever the service says of it. */

static DuoNote *
find_note (DuoEvent *self, const DuoNoteRecord *record)
{
  g_autofree char *key = duo_note_record_dup_key (record);

  return duo_keyed_list_lookup (self->notes, key);
}

static DuoNote *
add_note (DuoEvent *self, const DuoNoteRecord *record)
{
  g_autoptr (DuoNote) note = duo_note_new (record);
  g_autofree char *key = duo_note_record_dup_key (record);

  duo_keyed_list_stage (self->notes, key, note);
  return note; /* the list holds it */
}

static void
take_note (DuoEvent *self, const DuoNoteRecord *record)
{
  DuoNote *note = find_note (self, record);

  if (note)
    duo_note_update (note, record);
  else
    add_note (self, record);
}

void
duo_event_take_notes (DuoEvent *self, const GPtrArray *records)
{
  g_return_if_fail (DUO_IS_EVENT (self));

  for (guint i = 0; i < records->len; i++)
    take_note (self, records->pdata[i]);
  duo_keyed_list_commit (self->notes);
}

static gboolean
is_mine (DuoEvent *self, DuoNote *note)
{
  return g_strcmp0 (duo_note_get_record (note)->author, self->record->me) == 0;
}

void
duo_event_remove_note (DuoEvent *self, const char *key)
{
  DuoNote *note;

  g_return_if_fail (DUO_IS_EVENT (self));

  note = duo_keyed_list_lookup (self->notes, key);
  if (note && !is_mine (self, note))
    duo_keyed_list_remove (self->notes, key);
}

void
duo_event_forget_notes (DuoEvent *self)
{
  g_autoptr (GHashTable) keys = NULL;

  g_return_if_fail (DUO_IS_EVENT (self));

  keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < duo_keyed_list_get_length (self->notes); i++)
    {
      DuoNote *note = duo_keyed_list_get (self->notes, i);

      if (!is_mine (self, note))
        g_hash_table_add (keys, duo_note_record_dup_key (duo_note_get_record (note)));
    }
  duo_keyed_list_remove_all (self->notes, keys, TRUE);
}

DuoNote *
duo_event_get_note (DuoEvent *self, const char *chat)
{
  g_autoptr (DuoNoteRecord) empty = NULL;
  DuoNote *note;

  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  g_return_val_if_fail (chat != NULL, NULL);

  empty = duo_note_record_new (self->record->id, chat, self->record->me);
  note = find_note (self, empty);
  if (note)
    return note;
  note = add_note (self, empty);
  duo_keyed_list_commit (self->notes);
  return note;
}

GListModel *
duo_event_get_notes (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  return G_LIST_MODEL (self->notes);
}

/* A colleague's own chat with the same talent counts as well as this one. */
static gboolean
is_about (DuoEvent *self, const DuoNoteRecord *note, DuoChat *chat)
{
  DuoChat *other = duo_event_find_chat (self, note->chat);

  return other != NULL &&
         g_strcmp0 (duo_chat_get_record (other)->talent, duo_chat_get_record (chat)->talent) == 0;
}

GPtrArray *
duo_event_dup_shared_notes (DuoEvent *self, DuoChat *chat)
{
  GPtrArray *shared = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (DUO_IS_EVENT (self), shared);
  g_return_val_if_fail (DUO_IS_CHAT (chat), shared);

  for (guint i = 0; i < duo_keyed_list_get_length (self->notes); i++)
    {
      DuoNote *note = duo_keyed_list_get (self->notes, i);
      const DuoNoteRecord *record = duo_note_get_record (note);

      if (!is_mine (self, note) && !duo_note_record_is_empty (record) && is_about (self, record, chat))
        g_ptr_array_add (shared, g_object_ref (note));
    }
  return shared;
}
