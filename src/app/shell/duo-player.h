/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_PLAYER (duo_player_get_type ())
G_DECLARE_FINAL_TYPE (DuoPlayer, duo_player, DUO, PLAYER, GObject)

/**
 * DuoPlayer:
 *
 * One made-up person who is signed in, answers, and comes to the chat.
 *
 * @session: signed out as yet
 * @book: (nullable): id of a recruiter to have a chat with from the start
 */
DuoPlayer *duo_player_new (DuoSession *session, const char *book);
void duo_player_start (DuoPlayer *self, const char *address, const char *email, const char *password);

/* (nullable), borrowed: the first slot of @slots that is open and has not begun. */
const DuoSlot *duo_player_choose_slot (DuoSlots *slots, gint64 now);

G_END_DECLS
