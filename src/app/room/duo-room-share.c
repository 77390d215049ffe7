/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-share.h"

#include <glib/gstdio.h>

#include "duo-screen-cast.h"
#include "duo-window-handle.h"

struct _DuoRoomShare
{
  GObject parent_instance;

  DuoCall *call;
  DuoScreenCast *cast; /* (nullable): from the question to the end of what was shared */
};

enum
{
  REFUSED,
  LOST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoRoomShare, duo_room_share, G_TYPE_OBJECT)

static void
drop_cast (DuoRoomShare *self)
{
  if (self->cast == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->cast, self);
  duo_screen_cast_close (self->cast);
  g_clear_object (&self->cast);
}

static void
refuse (DuoRoomShare *self, const GError *error)
{
  drop_cast (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[REFUSED], 0, error);
}

/* Whoever the screen was chosen for may have gone while the desktop asked, and the next one is somebody else. */
static gboolean
is_for_whom_it_was (DuoRoomShare *self)
{
  return duo_call_state_is_together (duo_call_get_state (self->call));
}

static void
on_started (DuoRoomShare *self)
{
  g_autoptr (GError) error = NULL;
  g_autofd int fd = duo_screen_cast_steal_fd (self->cast);
  g_autoptr (DuoScreen) screen = NULL;

  if (!is_for_whom_it_was (self))
    {
      drop_cast (self);
      return;
    }
  screen = duo_screen_new (g_steal_fd (&fd), duo_screen_cast_get_node (self->cast), &error);
  if (screen != NULL)
    duo_call_share_screen (self->call, screen);
  else
    refuse (self, error);
}

static void
on_failed (DuoRoomShare *self, const GError *error)
{
  g_message ("screen: %s", error->message);
  refuse (self, error);
}

/* Its own button for it, wherever the desktop has one. */
static void
on_closed (DuoRoomShare *self)
{
  duo_call_stop_screen (self->call);
}

static void
on_call_screen (DuoRoomShare *self)
{
  if (self->cast == NULL || duo_call_get_screen (self->call))
    return;

  drop_cast (self);
  if (duo_call_get_state (self->call) != DUO_CALL_ENDED)
    g_signal_emit (self, signals[LOST], 0);
}

static void
duo_room_share_dispose (GObject *object)
{
  DuoRoomShare *self = DUO_ROOM_SHARE (object);

  drop_cast (self);
  if (self->call != NULL)
    g_signal_handlers_disconnect_by_data (self->call, self);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (duo_room_share_parent_class)->dispose (object);
}

static void
duo_room_share_class_init (DuoRoomShareClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = duo_room_share_dispose;

  signals[REFUSED] = g_signal_new ("refused", DUO_TYPE_ROOM_SHARE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[LOST] =
      g_signal_new ("lost", DUO_TYPE_ROOM_SHARE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_room_share_init (DuoRoomShare *self)
{
}

DuoRoomShare *
duo_room_share_new (DuoCall *call)
{
  DuoRoomShare *self = g_object_new (DUO_TYPE_ROOM_SHARE, NULL);

  self->call = g_object_ref (call);
  g_signal_connect_swapped (call, "notify::screen", G_CALLBACK (on_call_screen), self);

  return self;
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoScreenCast) cast = data;
  g_autofree char *parent = duo_window_handle_export_finish (result);

  duo_screen_cast_start (cast, parent);
}

void
duo_room_share_begin (DuoRoomShare *self, GtkWidget *asks)
{
  if (self->cast != NULL)
    return;

  self->cast = duo_screen_cast_new ();
  g_signal_connect_swapped (self->cast, "started", G_CALLBACK (on_started), self);
  g_signal_connect_swapped (self->cast, "failed", G_CALLBACK (on_failed), self);
  g_signal_connect_swapped (self->cast, "closed", G_CALLBACK (on_closed), self);
  duo_window_handle_export_async (asks, exported_cb, g_object_ref (self->cast));
}

void
duo_room_share_stop (DuoRoomShare *self)
{
  drop_cast (self);
  duo_call_stop_screen (self->call);
}
