/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-session-private.h"

static DuoNote *
on_find (const DuoNoteRecord *record, gpointer data)
{
  DuoSession *self = data;
  DuoEvent *event = duo_sync_find_event (self->sync, record->event);

  return event ? duo_event_get_note (event, record->chat) : NULL;
}

static void
on_refused (const DuoNoteRecord *record, const GError *error, gpointer data)
{
  DuoSession *self = data;
  DuoEvent *event = duo_sync_find_event (self->sync, record->event);

  duo_session_emit_outcome (self, event ? duo_event_find_chat (event, record->chat) : NULL, error);
}

static void
on_signed_out (const GError *error, gpointer data)
{
  DuoSession *self = data;

  if (!self->account)
    return;
  duo_session_end (self);
  duo_session_emit_ended (self, error);
}

DuoNoteQueue *
duo_session_make_note_queue (DuoSession *self)
{
  const DuoNoteOwner owner = {on_find, on_signed_out, on_refused, self};

  return duo_note_queue_new (self->outbox, self->http, &owner);
}

void
duo_session_write_note (DuoSession *self, DuoNote *note, const DuoNoteRecord *wanted)
{
  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (DUO_IS_NOTE (note));
  g_return_if_fail (wanted != NULL);

  if (self->account)
    duo_note_queue_edit (self->notes, self->account, wanted);
}
