/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

/* The next chat of either side closes the room, and we know of ours only. What the service said of another end of the
 * chat is not so any more. */
DuoTimeRange
duo_room_page_get_room (DuoRoomPage *self)
{
  if (self->told_room.end > 0 && self->told_of == duo_chat_get_range (self->chat).end)
    return self->told_room;

  return duo_event_get_room (self->event, self->chat);
}

void
duo_room_page_take_pass (DuoRoomPage *self, const DuoRoomPass *pass)
{
  gint64 before = duo_room_page_get_room (self).end;

  self->told_room = pass->room;
  self->told_of = duo_chat_get_range (self->chat).end;
  if (duo_room_page_get_room (self).end != before)
    duo_room_page_say_closes (self);
}

static void
look_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree GWeakRef *ref = data;
  g_autoptr (DuoRoomPage) self = g_weak_ref_get (ref);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoRoomPass) pass = duo_session_look_at_room_finish (DUO_SESSION (source), result, &error);

  g_weak_ref_clear (ref);
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (pass != NULL)
    duo_room_page_take_pass (self, pass);
  else
    g_info ("room: not told until when it is open: %s", error->message);
}

void
duo_room_page_look (DuoRoomPage *self)
{
  GWeakRef *ref;

  if (duo_session_get_state (self->session) != DUO_SESSION_ONLINE ||
      duo_room_page_judge_join (self) != DUO_REFUSAL_NONE)
    return;

  /* Not the page: it would stay in its room until the service has answered. */
  ref = g_new0 (GWeakRef, 1);
  g_weak_ref_init (ref, self);
  duo_session_look_at_room_async (self->session, self->chat, self->cancellable, look_cb, ref);
}
