/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

#include "shell/duo-window.h"

static gboolean
is_open (DuoRoomPage *self)
{
  return adw_overlay_split_view_get_show_sidebar (self->split);
}

static gboolean
is_on (DuoRoomPage *self, const char *page)
{
  return g_strcmp0 (duo_room_panel_get_page (self->panel), page) == 0;
}

static void
set_shown (DuoRoomPage *self, const char *page, gboolean shown)
{
  gboolean was_open = is_open (self);

  if (shown)
    duo_room_panel_set_page (self->panel, page);
  if (shown || is_on (self, page))
    adw_overlay_split_view_set_show_sidebar (self->split, shown);
  if (shown && was_open)
    duo_room_panel_focus (self->panel);
}

gboolean
duo_room_page_get_text_shown (DuoRoomPage *self)
{
  return is_open (self) && is_on (self, DUO_ROOM_PANEL_TEXT);
}

void
duo_room_page_set_text_shown (DuoRoomPage *self, gboolean shown)
{
  set_shown (self, DUO_ROOM_PANEL_TEXT, shown);
}

gboolean
duo_room_page_get_notes_shown (DuoRoomPage *self)
{
  return is_open (self) && is_on (self, DUO_ROOM_PANEL_NOTES);
}

void
duo_room_page_set_notes_shown (DuoRoomPage *self, gboolean shown)
{
  set_shown (self, DUO_ROOM_PANEL_NOTES, shown);
}

gboolean
duo_room_page_get_panel_shown (DuoRoomPage *self)
{
  return is_open (self) && !is_on (self, DUO_ROOM_PANEL_TEXT);
}

void
duo_room_page_set_panel_shown (DuoRoomPage *self, gboolean shown)
{
  set_shown (self, self->notes_last ? DUO_ROOM_PANEL_NOTES : DUO_ROOM_PANEL_PERSON, shown);
}

static void
update (DuoRoomPage *self)
{
  duo_text_panel_set_reading (self->text, duo_room_page_get_text_shown (self));
  duo_room_stage_set_text (self->stage, duo_room_page_get_text_shown (self),
                           duo_text_panel_get_unread (self->text));
  duo_room_stage_set_panel (self->stage, duo_room_page_get_panel_shown (self));
  duo_room_page_notify_panel (self);
}

/* Whoever opens it wants what is on it; whoever closes it goes back to where the talk is. */
void
duo_room_page_on_panel_shown (DuoRoomPage *self)
{
  update (self);
  if (!duo_room_page_is_showing (self, "stage"))
    return;

  if (is_open (self))
    duo_room_panel_focus (self->panel);
  else
    duo_room_stage_focus (self->stage);
}

void
duo_room_page_on_panel_page (DuoRoomPage *self)
{
  if (self->text == NULL)
    return;
  if (!is_on (self, DUO_ROOM_PANEL_TEXT))
    self->notes_last = is_on (self, DUO_ROOM_PANEL_NOTES);
  update (self);
}

void
duo_room_page_on_panel_close (DuoRoomPage *self)
{
  adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
}

void
duo_room_page_update_text (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);

  duo_text_panel_set_peer_here (self->text, call != NULL && duo_call_get_state (call) == DUO_CALL_TALKING);
}

void
duo_room_page_begin_panel (DuoRoomPage *self)
{
  self->text = duo_room_panel_get_text (self->panel);
  g_signal_connect_object (self->text, "notify::unread", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
duo_room_page_begin_text (DuoRoomPage *self)
{
  GSettings *settings = duo_window_get_settings (GTK_WIDGET (self));

  if (settings != NULL)
    g_settings_bind (settings, "live-text", self->text, "live", G_SETTINGS_BIND_DEFAULT);
}
