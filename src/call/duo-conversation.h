/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-clock.h"
#include "duo-json.h"
#include "duo-message.h"

G_BEGIN_DECLS

/* Characters that one message may have. */
#define DUO_MESSAGE_MAX 2000
/* Of a longer conversation the oldest go: whoever is in the room must not fill the other's memory. */
#define DUO_CONVERSATION_MAX 1000

#define DUO_TYPE_CONVERSATION (duo_conversation_get_type ())
G_DECLARE_FINAL_TYPE (DuoConversation, duo_conversation, DUO, CONVERSATION, GObject)

/**
 * DuoConversation:
 *
 * What the two in a room write to each other: a #GListModel of DuoMessage, oldest first, which nothing keeps on disk
 * (PRODUCT §8). It outlives connections: one message is on its way at a time, and what the peer has not confirmed is
 * said again over the next connection; what comes twice is there once.
 *
 * Property that notifies: draft (string), what the peer is writing and shows while writing; NULL where that is nothing.
 * Signals: `say (const char *words)`, to be said over the data channel; `heard (DuoMessage *message)`, the peer's, while
 * draft is still what it came from.
 */
DuoConversation *duo_conversation_new (DuoClock *clock);

/* Cleans @text and adds it; FALSE where it is blank or longer than DUO_MESSAGE_MAX, and nothing happened. */
gboolean duo_conversation_write (DuoConversation *self, const char *text);
/* Shows the peer what is being written; @draft: NULL or "" takes it back. Said a few times a second at most
 * (ITU-T T.140 §8: 300 ms); nothing where the peer is away or it is too long for a message. */
void duo_conversation_show_draft (DuoConversation *self, const char *draft);
/* (nullable): borrowed */
const char *duo_conversation_get_draft (DuoConversation *self);

/* For the call. Somebody has come in: the same app as before, or a new one whose messages are counted from one. */
void duo_conversation_meet (DuoConversation *self);
/* The peer can hear, from now on; or not. */
void duo_conversation_set_open (DuoConversation *self, gboolean open);
/* @words: what the peer said; what is none of a conversation is passed over, and what is wrong is in its error. */
void duo_conversation_hear (DuoConversation *self, const DuoJson *words);

G_END_DECLS
