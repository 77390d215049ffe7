/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

/* What the pages have in common that can be on screen before anything is known. */

/* Puts a spinner where @page, which says what is waited for, has its picture. */
void duo_loading_add_spinner (AdwStatusPage *page);
/* (transfer floating): such a page with nothing but @title */
AdwStatusPage *duo_loading_new (const char *title);

/* Calls @event_changed and @synced with @page alone, as long as that lives, when another event of @session is on screen and
 * when it was heard of anew. */
void duo_loading_follow (gpointer page, DuoSession *session, GCallback event_changed, GCallback synced);

G_END_DECLS
