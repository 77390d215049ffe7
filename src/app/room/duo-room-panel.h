/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"
#include "duo-text-panel.h"

G_BEGIN_DECLS

/* Its pages, as they are named. */
#define DUO_ROOM_PANEL_PERSON "person"
#define DUO_ROOM_PANEL_NOTES "notes"
#define DUO_ROOM_PANEL_TEXT "text"

#define DUO_TYPE_ROOM_PANEL (duo_room_panel_get_type ())
G_DECLARE_FINAL_TYPE (DuoRoomPanel, duo_room_panel, DUO, ROOM_PANEL, AdwBin)

/**
 * DuoRoomPanel:
 *
 * What lies beside the picture, one page at a time: with whom one talks, what one notes, and what the two write to each
 * other (design/NOTES §2.09). Properties that notify: page (writable), which is in sight; over (writable), whether it covers
 * the talk, whose ways out it then has. Signal: `close ()`, the panel is to go out of sight.
 */

/* Once. */
void duo_room_panel_set_chat (DuoRoomPanel *self, DuoSession *session, DuoEvent *event, DuoChat *chat);
DuoTextPanel *duo_room_panel_get_text (DuoRoomPanel *self);
const char *duo_room_panel_get_page (DuoRoomPanel *self);
void duo_room_panel_set_page (DuoRoomPanel *self, const char *page);
/* Onto what one opens that page for. */
void duo_room_panel_focus (DuoRoomPanel *self);

G_END_DECLS
