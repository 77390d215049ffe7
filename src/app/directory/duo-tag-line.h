/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DUO_TYPE_TAG_LINE (duo_tag_line_get_type ())
G_DECLARE_FINAL_TYPE (DuoTagLine, duo_tag_line, DUO, TAG_LINE, GtkWidget)

/* Words as tags in one line; those that do not fit are counted in a last one: "+2". Its accessible name is all of them.
 * Property: tags (GStrv). */
GtkWidget *duo_tag_line_new (void);
void duo_tag_line_set_tags (DuoTagLine *self, const char *const *tags);
/* How many did not fit at the present width. */
guint duo_tag_line_get_n_hidden (DuoTagLine *self);

G_END_DECLS
