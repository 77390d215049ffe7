/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define DUO_TYPE_MESSAGE (duo_message_get_type ())
G_DECLARE_FINAL_TYPE (DuoMessage, duo_message, DUO, MESSAGE, GObject)

/**
 * DuoMessage:
 *
 * What one of the two wrote in the room. Property that notifies: delivered (gboolean), whether the peer's app has it;
 * always so of the peer's own.
 *
 * duo_message_new:
 * @text: clean, see duo-free-text.h
 * @time: when it was written or came, in Unix seconds
 */
DuoMessage *duo_message_new (const char *text, gboolean mine, gint64 time);
const char *duo_message_get_text (DuoMessage *self);
gboolean duo_message_is_mine (DuoMessage *self);
gint64 duo_message_get_time (DuoMessage *self);
gboolean duo_message_get_delivered (DuoMessage *self);
void duo_message_set_delivered (DuoMessage *self);

G_END_DECLS
