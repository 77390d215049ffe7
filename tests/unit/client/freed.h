/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether this thread gives memory back with a text still in it. Only AddressSanitizer can tell.
 *
 * Begins to watch for @text; FALSE: nobody can tell here. */
gboolean freed_watch (const char *text);
/* How many pieces of memory had it. */
guint freed_stop (void);

G_END_DECLS
