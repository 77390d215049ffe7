/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DUO_TYPE_LINE (duo_line_get_type ())
G_DECLARE_FINAL_TYPE (DuoLine, duo_line, DUO, LINE, GtkWidget)

/**
 * DuoLine:
 *
 * A line of text, cut at its end where it is too long. As high without words as with them, and as wide as it is told.
 * Font and colour are those of its style classes. Properties: text.
 */
GtkWidget *duo_line_new (void);
void duo_line_set_text (DuoLine *self, const char *text);
const char *duo_line_get_text (DuoLine *self); /* "" for none */

G_END_DECLS
