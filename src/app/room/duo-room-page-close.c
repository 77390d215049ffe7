/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

#include "duo-room-question.h"

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
  AdwDialog *dialog = duo_room_question_new_leave (self->first_name);

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
