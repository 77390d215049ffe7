/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-screen-reader.h"

G_BEGIN_DECLS

#define DUO_ROOM_FADER_SECONDS 3
/* Whoever is new looks at the other first and for the controls then. */
#define DUO_ROOM_FADER_FIRST_SECONDS 8

#define DUO_TYPE_ROOM_FADER (duo_room_fader_get_type ())
G_DECLARE_FINAL_TYPE (DuoRoomFader, duo_room_fader, DUO, ROOM_FADER, GObject)

/**
 * DuoRoomFader:
 *
 * Decides whether the controls over a picture are shown: away after three seconds in which nobody moved, back with the
 * first movement, touch or key (design/NOTES §2.09). They stay while one of them has the focus, while the screen is
 * read aloud, and while they may not fade. Properties: shown (read-only), may-fade (writable, FALSE at first).
 *
 * duo_room_fader_new:
 * @stage: where movement counts
 * @delay: milliseconds; DUO_ROOM_FADER_SECONDS in the app
 * @first_delay: the least of the first showing; DUO_ROOM_FADER_FIRST_SECONDS in the app
 */
DuoRoomFader *duo_room_fader_new (GtkWidget *stage, DuoScreenReader *reader, guint delay, guint first_delay);
/* Focus anywhere in @controls keeps all of them shown. */
void duo_room_fader_add_controls (DuoRoomFader *self, GtkWidget *controls);
/* Nobody went to @widget: the page put the focus there, where it keeps nothing shown until it has been elsewhere. */
void duo_room_fader_overlook_focus (DuoRoomFader *self, GtkWidget *widget);
gboolean duo_room_fader_get_shown (DuoRoomFader *self);
void duo_room_fader_set_may_fade (DuoRoomFader *self, gboolean may_fade);

G_END_DECLS
