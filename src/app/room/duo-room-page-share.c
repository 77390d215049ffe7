/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

#include <glib/gi18n.h>

#include "duo-room-question.h"
#include "shell/duo-window.h"

gboolean
duo_room_page_get_screen_shared (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);

  return call != NULL && duo_call_get_screen (call);
}

void
duo_room_page_set_screen_shared (DuoRoomPage *self, gboolean shared)
{
  if (self->share == NULL)
    return;

  if (shared)
    duo_room_share_begin (self->share, GTK_WIDGET (self));
  else
    duo_room_share_stop (self->share);
}

static void
on_stop (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);

  /* The bar goes, and would take the focus with it. */
  duo_room_page_set_screen_shared (self, FALSE);
  duo_room_stage_focus (self->stage);
}

static void
on_refused (DuoRoomPage *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    adw_dialog_present (duo_room_question_new_no_screen (), GTK_WIDGET (self));
  else if (error->domain == DUO_CALL_ERROR)
    duo_window_add_error_toast (GTK_WIDGET (self), error);
  else
    duo_window_add_toast (GTK_WIDGET (self),
                          adw_toast_new (_ ("The desktop did not give your screen. Try again")));
}

static void
on_lost (DuoRoomPage *self)
{
  duo_window_add_toast (GTK_WIDGET (self), adw_toast_new (_ ("Your screen is not shared any more")));
}

static gboolean
can_share (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);

  return self->share != NULL && call != NULL && duo_call_state_is_together (duo_call_get_state (call));
}

void
duo_room_page_update_share (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);
  gboolean watches = call != NULL && duo_call_get_peer_screen (call);

  duo_room_stage_set_screen (self->stage, watches ? duo_call_get_screen_feed (call) : NULL);
  duo_room_stage_set_sharing (self->stage, duo_room_page_get_screen_shared (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.screen", can_share (self));
}

void
duo_room_page_begin_share (DuoRoomPage *self)
{
  g_clear_object (&self->share);
  self->share = duo_room_share_new (duo_room_page_get_call (self));
  g_signal_connect_swapped (self->share, "refused", G_CALLBACK (on_refused), self);
  g_signal_connect_swapped (self->share, "lost", G_CALLBACK (on_lost), self);
}

void
duo_room_page_end_share (DuoRoomPage *self)
{
  if (self->share != NULL)
    g_signal_handlers_disconnect_by_data (self->share, self);
  g_clear_object (&self->share);
  duo_room_stage_set_screen (self->stage, NULL);
  duo_room_stage_set_sharing (self->stage, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.screen", FALSE);
}

void
duo_room_page_install_share_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_property_action (widget_class, "room.screen", "screen-shared");
  gtk_widget_class_install_action (widget_class, "room.stop-screen", NULL, on_stop);
}
