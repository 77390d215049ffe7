/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

#include "duo-room-question.h"

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
  AdwDialog *dialog = duo_room_question_new_move (self->first_name);

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
