/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

#include <glib/gi18n.h>

static void
on_response (DuoRoomPage *self, const char *response)
{
  self->closing = NULL;
  /* What is left by its window hangs up. */
  if (g_str_equal (response, "leave") && self->window != NULL)
    gtk_window_destroy (self->window);
}

static void
ask (DuoRoomPage *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Leave the Chat?"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_format_body (alert, _ ("To close Duologue ends your chat with %s."), self->first_name);
  adw_alert_dialog_add_responses (alert, "stay", _ ("_Stay"), "leave", _ ("_Leave and Close"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "stay");
  adw_alert_dialog_set_close_response (alert, "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  self->closing = dialog;
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* The key for it lies beside those of camera and microphone. */
gboolean
duo_room_page_ask_to_close (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);

  if (call == NULL || duo_call_get_state (call) == DUO_CALL_ENDED || self->window == NULL)
    return FALSE;

  if (self->closing == NULL)
    ask (self);

  return TRUE;
}
