/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the pages have screen readers say, in the place of GTK's way to tell them. */

/* Nothing was said until now. */
void announced_forget (void);
/* Whether exactly this was said. */
gboolean announced_has (const char *text);
/* What was said, the first at 0; borrowed. */
const char *announced_get (guint at);
/* The last that was said; fails where nothing was. Borrowed. */
const char *announced_get_last (void);
guint announced_count (void);

G_END_DECLS
