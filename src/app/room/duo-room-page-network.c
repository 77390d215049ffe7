/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

/* Credentials with less than that are not worth a test. */
#define LEFT_SECONDS 30

/* Not the page: it would stay in its room until the service has answered. */
static void
servers_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree GWeakRef *ref = data;
  g_autoptr (DuoRoomPage) self = g_weak_ref_get (ref);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoRoomPass) pass = duo_session_renew_room_finish (DUO_SESSION (source), result, &error);
  DuoNetworkRow *row;

  g_weak_ref_clear (ref);
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  row = duo_room_check_get_network_row (self->check);
  if (duo_network_row_get_state (row) != DUO_NETWORK_TESTING)
    return;

  if (pass == NULL)
    {
      g_info ("room: no servers to test: %s", error->message);
      duo_network_row_cancel (row);
      return;
    }
  g_clear_pointer (&self->servers, duo_room_pass_free);
  self->servers = g_steal_pointer (&pass);
  duo_network_row_test (row, (const char *const *) self->servers->ice_servers);
}

static gboolean
has_servers (DuoRoomPage *self)
{
  return self->servers != NULL && (self->servers->ice_until == 0 ||
                                   self->servers->ice_until > duo_room_page_get_now (self) + LEFT_SECONDS);
}

void
duo_room_page_test_network (DuoRoomPage *self)
{
  DuoNetworkRow *row = duo_room_check_get_network_row (self->check);
  GWeakRef *ref;

  self->network_tried = TRUE;
  if (has_servers (self))
    {
      duo_network_row_test (row, (const char *const *) self->servers->ice_servers);
      return;
    }

  duo_network_row_begin (row);
  ref = g_new0 (GWeakRef, 1);
  g_weak_ref_init (ref, self);
  duo_session_renew_room_async (self->session, self->chat, self->cancellable, servers_cb, ref);
}

/* What was found out was of a network that may be another one when the service answers again. */
static void
forget (DuoRoomPage *self)
{
  self->network_tried = FALSE;
  duo_network_row_forget (duo_room_check_get_network_row (self->check));
}

/* Once by itself, as soon as it can be, and again after the service was out of reach. */
void
duo_room_page_update_network (DuoRoomPage *self)
{
  gboolean online = duo_session_get_state (self->session) == DUO_SESSION_ONLINE;
  gboolean open = duo_room_page_judge_join (self) == DUO_REFUSAL_NONE;

  if (!online && self->network_tried)
    forget (self);
  duo_network_row_set_possible (duo_room_check_get_network_row (self->check), online, open);
  if (online && open && !self->network_tried && self->visit == NULL &&
      gtk_widget_get_mapped (GTK_WIDGET (self)) && duo_room_page_is_showing (self, "check"))
    duo_room_page_test_network (self);
}
