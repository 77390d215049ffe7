/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-message.h"

G_BEGIN_DECLS

#define DUO_TYPE_MESSAGE_BUBBLE (duo_message_bubble_get_type ())
G_DECLARE_FINAL_TYPE (DuoMessageBubble, duo_message_bubble, DUO, MESSAGE_BUBBLE, GtkListBoxRow)

/**
 * duo_message_bubble_new:
 * @first_name: of the peer
 * @zone: in which the time is written
 *
 * One message with when it was written, and, of one's own, that it has not arrived yet. Properties: first-name
 * (writable), as @first_name.
 */
GtkWidget *duo_message_bubble_new (DuoMessage *message, const char *first_name, GTimeZone *zone);

G_END_DECLS
