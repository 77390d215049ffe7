/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-record.h"
#include "duo-cv-record.h"
#include "duo-person.h"

G_BEGIN_DECLS

G_DECLARE_FINAL_TYPE (DuoChat, duo_chat, DUO, CHAT, GObject)

/**
 * DuoChat:
 *
 * One of my chats. Properties that notify: state (int), start, end (int64, unix time), peer (DuoPerson, may be NULL
 * where the other side is no longer listed), peer-name, peer-company-name, pending (a command is on its way),
 * room-open, peer-present (the peer is in the room), late (uint: minutes that somebody said to be late; also where they
 * say as much again), peer-cv (pointer: DuoCvRecord, of a talent who has one that I may read).
 */
DuoChat *duo_chat_new (const DuoChatRecord *record, DuoRole my_role);
void duo_chat_update (DuoChat *self, const DuoChatRecord *record);
void duo_chat_set_peer (DuoChat *self, DuoPerson *peer);
void duo_chat_set_peer_names (DuoChat *self, const char *name, const char *title, const char *company);
void duo_chat_set_peer_cv (DuoChat *self, const DuoCvRecord *cv); /* (nullable); copied */
void duo_chat_set_pending (DuoChat *self, gboolean pending);
/* It is pending, and @verb is what is on its way. */
void duo_chat_set_pending_verb (DuoChat *self, DuoVerb verb);
void duo_chat_set_peer_present (DuoChat *self, gboolean present);
void duo_chat_set_room_open (DuoChat *self, gboolean open);

const char *duo_chat_get_id (DuoChat *self);
const DuoChatRecord *duo_chat_get_record (DuoChat *self); /* borrowed, until the next update */
DuoChatState duo_chat_get_state (DuoChat *self);
DuoTimeRange duo_chat_get_range (DuoChat *self);
DuoRole duo_chat_get_my_role (DuoChat *self);
DuoPerson *duo_chat_get_peer (DuoChat *self); /* (nullable) */
const char *duo_chat_get_peer_name (DuoChat *self);
const char *duo_chat_get_peer_title (DuoChat *self);
const char *duo_chat_get_peer_company_name (DuoChat *self);
const DuoCvRecord *duo_chat_get_peer_cv (DuoChat *self); /* (nullable), borrowed until it changes */
gboolean duo_chat_get_pending (DuoChat *self);
/* What is on its way; DUO_N_VERBS where nothing is, or nobody said what. */
DuoVerb duo_chat_get_pending_verb (DuoChat *self);
gboolean duo_chat_get_peer_present (DuoChat *self);
gboolean duo_chat_get_room_open (DuoChat *self);
/* Participation id of the other side. Borrowed, until the next update. */
const char *duo_chat_get_peer_id (DuoChat *self);
gint64 duo_chat_get_rev (DuoChat *self);

G_END_DECLS
