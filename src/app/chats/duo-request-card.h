/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_REQUEST_CARD (duo_request_card_get_type ())
G_DECLARE_FINAL_TYPE (DuoRequestCard, duo_request_card, DUO, REQUEST_CARD, GtkListBoxRow)

/* A chat that waits for my answer, with its text and two equal buttons. Property: chat. */
GtkWidget *duo_request_card_new (DuoSession *session, DuoChat *chat);
DuoChat *duo_request_card_get_chat (DuoRequestCard *self);
/* Looks at the clock again. */
void duo_request_card_update (DuoRequestCard *self);

G_END_DECLS
