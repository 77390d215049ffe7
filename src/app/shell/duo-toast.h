/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-chat.h"
#include "duo-session.h"

G_BEGIN_DECLS

/* What the window itself says at its bottom, and for how long. */

/* (transfer full): @text, and a way to @view, as `win.view` names them; NULL where one is there already */
AdwToast *duo_toast_new_news (const char *text, const char *view);
/* (transfer full): @text, and a way to the request of that chat */
AdwToast *duo_toast_new_request (const char *text, const char *chat);

/**
 * duo_toast_new_outcome:
 * @chat: (nullable): whose it was
 * @error: (nullable): NULL where it went
 *
 * What became of a command whose page was left. What failed stays until it is dismissed: nothing else says so.
 *
 * Returns: (transfer full) (nullable): NULL where there is nothing to say
 */
AdwToast *duo_toast_new_outcome (DuoChat *chat, const GError *error);

/* (transfer full): what was last known could not be read */
AdwToast *duo_toast_new_cache_lost (void);
/* (transfer full): @what is gone; it stays until it is dismissed, since there is something to do about it */
AdwToast *duo_toast_new_lost (DuoLost what);

/* Whether a window of that width has little room for a toast. */
gboolean duo_toast_is_narrow (int width);

/**
 * duo_toast_wrap:
 * @width: the window's
 *
 * A title of the toast's own is cut at the end, which is where the time stands. Where it could be, one that wraps takes
 * its place.
 *
 * Returns: (transfer full) (nullable): its words, which Adwaita does not read out then; NULL where all is as it was
 */
char *duo_toast_wrap (AdwToast *toast, int width);

G_END_DECLS
