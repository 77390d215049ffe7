/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DUO_TYPE_LINE_LAYOUT (duo_line_layout_get_type ())
G_DECLARE_FINAL_TYPE (DuoLineLayout, duo_line_layout, DUO, LINE_LAYOUT, GtkLayoutManager)

/* The children of the layout's widget, in this order. */
enum
{
  DUO_LINE_TIME,
  DUO_LINE_AVATAR,
  DUO_LINE_NAME,
  DUO_LINE_SECOND, /* the company */
  DUO_LINE_END,    /* a tick */
  DUO_LINE_N_CHILDREN,
};

/**
 * DuoLineLayout:
 *
 * What a chat's block says, in a line: time, avatar, name, company, tick. Where there is no room for all, the company
 * goes first, then the avatar or the time, or both; only then is the name cut. From two lines' height on the company
 * stands under the name.
 */
GtkLayoutManager *duo_line_layout_new (void);
/* Something more pressing than a company goes after the avatar and the time, not before them. */
void duo_line_layout_set_keeps_second (DuoLineLayout *self, gboolean keeps);
/* Pixels at the end that a button takes. Beside it the time goes before anything of the name does. */
void duo_line_layout_set_reserve (DuoLineLayout *self, int reserve);

G_END_DECLS
