/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

#include "shell/duo-window.h"

gboolean
duo_room_page_get_text_shown (DuoRoomPage *self)
{
  return adw_overlay_split_view_get_show_sidebar (self->split);
}

void
duo_room_page_set_text_shown (DuoRoomPage *self, gboolean shown)
{
  adw_overlay_split_view_set_show_sidebar (self->split, shown);
}

static void
update_button (DuoRoomPage *self)
{
  duo_room_stage_set_text (self->stage, duo_room_page_get_text_shown (self),
                           duo_text_panel_get_unread (self->text));
}

/* Whoever opens it wants to write; whoever closes it goes back to where the talk is. */
void
duo_room_page_on_text_shown (DuoRoomPage *self)
{
  gboolean shown = duo_room_page_get_text_shown (self);

  duo_text_panel_set_reading (self->text, shown);
  update_button (self);
  duo_room_page_notify_text (self);
  if (!duo_room_page_is_showing (self, "stage"))
    return;

  if (shown)
    duo_text_panel_focus (self->text);
  else
    duo_room_stage_focus (self->stage);
}

void
duo_room_page_on_text_unread (DuoRoomPage *self)
{
  update_button (self);
}

void
duo_room_page_on_text_close (DuoRoomPage *self)
{
  duo_room_page_set_text_shown (self, FALSE);
}

void
duo_room_page_update_text (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);

  duo_text_panel_set_peer_here (self->text, call != NULL && duo_call_get_state (call) == DUO_CALL_TALKING);
}

void
duo_room_page_begin_text (DuoRoomPage *self)
{
  GSettings *settings = duo_window_get_settings (GTK_WIDGET (self));

  if (settings != NULL)
    g_settings_bind (settings, "live-text", self->text, "live", G_SETTINGS_BIND_DEFAULT);
}
