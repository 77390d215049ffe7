/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

/* What the program asks the room's module for, by name. */

#define DUO_ROOM_ENTRY "duo_room_entry_new_page"
#define DUO_PARTNER_ENTRY "duo_room_entry_run_partner"
#define DUO_SETTLE_ENTRY "duo_room_entry_settle"

typedef AdwNavigationPage *(*DuoRoomEntry) (DuoSession *session, DuoChat *chat, GObject **monitor);
typedef int (*DuoPartnerEntry) (void);
typedef void (*DuoSettleEntry) (void);

AdwNavigationPage *duo_room_entry_new_page (DuoSession *session, DuoChat *chat, GObject **monitor);
int duo_room_entry_run_partner (void);
void duo_room_entry_settle (void);

G_END_DECLS
