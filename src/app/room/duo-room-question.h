/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What the room asks or says in a dialog over all of it. Each returns an AdwAlertDialog that floats; what follows from
 * its response is the page's. */

/* Whether to close the app while a chat goes on: "stay" or "leave". */
AdwDialog *duo_room_question_new_leave (const char *first_name);
/* Whether to take the place of another device of one's own: "cancel" or "move". */
AdwDialog *duo_room_question_new_move (const char *first_name);
/* The desktop has no portal to share a screen by; what to do is more than a line that goes away by itself can hold. */
AdwDialog *duo_room_question_new_no_screen (void);

G_END_DECLS
