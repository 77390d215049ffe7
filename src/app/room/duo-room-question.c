/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-question.h"

#include <glib/gi18n.h>

AdwDialog *
duo_room_question_new_leave (const char *first_name)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Leave the Chat?"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_format_body (alert, _ ("Closing Duologue ends your chat with %s."), first_name);
  adw_alert_dialog_add_responses (alert, "stay", _ ("_Stay"), "leave", _ ("_Leave and Close"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "stay");
  adw_alert_dialog_set_close_response (alert, "stay");
  return dialog;
}

AdwDialog *
duo_room_question_new_move (const char *first_name)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Move the Chat to This Device?"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_format_body (
      alert,
      _ ("You are in the room with another device. Joining here takes you out of the "
         "room there; %s is told that you are back."),
      first_name);
  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "move", _ ("_Join Here"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "move", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "move");
  adw_alert_dialog_set_close_response (alert, "cancel");
  return dialog;
}

AdwDialog *
duo_room_question_new_no_screen (void)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Your Screen Cannot Be Shared"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_set_body (
      alert,
      _ ("This desktop has no way for programs to ask for the screen. Install “xdg-desktop-portal” and the "
         "portal of your desktop, such as “xdg-desktop-portal-gnome”, and log in to the desktop again."));
  adw_alert_dialog_add_responses (alert, "close", _ ("_Close"), NULL);
  return dialog;
}
