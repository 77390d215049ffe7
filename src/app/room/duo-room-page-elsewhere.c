/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

#include <glib/gi18n.h>

static void
on_response (DuoRoomPage *self, const char *response)
{
  self->moving = NULL;
  if (self->visit == NULL)
    return;

  if (g_str_equal (response, "move"))
    duo_room_visit_go_in (self->visit);
  else
    duo_room_page_stay_out (self);
}

static void
ask (DuoRoomPage *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Move the Chat to This Device?"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_format_body (
      alert,
      _ ("You are in the room with another device. To join here takes you out of the "
         "room there; %s is told that you come back."),
      self->first_name);
  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "move", _ ("_Join Here"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "move", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "move");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  self->moving = dialog;
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* Whoever was taken out of the room by the other device has read so, and how to bring the chat back. */
void
duo_room_page_ask_to_move (DuoRoomPage *self)
{
  if (duo_room_page_is_showing (self, "stage"))
    duo_room_visit_go_in (self->visit);
  else if (self->moving == NULL)
    ask (self);
}
