/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of an enum, in its order. FALSE and untouched @value where @text is none of them. */
gboolean duo_names_find (const char *const *names, guint n_names, const char *text, guint *value);
/* "unknown" for a value outside the enum, so that a log line never reads past the table. */
const char *duo_names_get (const char *const *names, guint n_names, guint value);

G_END_DECLS
