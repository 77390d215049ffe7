/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_HAND_OVER_DIALOG (duo_hand_over_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DuoHandOverDialog, duo_hand_over_dialog, DUO, HAND_OVER_DIALOG, AdwDialog)

/**
 * DuoHandOverDialog:
 *
 * Asks which colleague takes @chat over, and says of each whether they can, and where it has no time yet how many they
 * have to offer: follows their chats and slots while it is open.
 * Signal: `chosen (DuoPerson *colleague, const char *message)`; @message may be NULL.
 */
AdwDialog *duo_hand_over_dialog_new (DuoSession *session, DuoEvent *event, DuoChat *chat);

G_END_DECLS
