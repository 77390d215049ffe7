/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DUO_TYPE_CARD_LAYOUT (duo_card_layout_get_type ())
G_DECLARE_FINAL_TYPE (DuoCardLayout, duo_card_layout, DUO, CARD_LAYOUT, GtkLayoutManager)

/* The children of the layout's widget, in this order. */
enum
{
  DUO_CARD_AVATAR,
  DUO_CARD_NAME,
  DUO_CARD_TITLE,
  DUO_CARD_COMPANY,
  DUO_CARD_BOOKMARK,
  DUO_CARD_TAGS,
  DUO_CARD_HEADLINE,
  DUO_CARD_CAPTION,
  DUO_CARD_ACTION,
  DUO_CARD_N_CHILDREN,
};

/**
 * DuoCardLayout:
 *
 * Somebody's card, which is mirrored where one reads from right to left:
 *
 *     ┌────────┐ name                  ┌──────────┐
 *     │ avatar │ title                 │ bookmark │
 *     └────────┘ company               └──────────┘
 *     tags
 *     headline                           ┌────────┐
 *     caption                            │ action │
 *                                        └────────┘
 *
 * Stacked it is for large text on a narrow window, where words beside anything would be cut:
 *
 *     ┌────────┐                       ┌──────────┐
 *     │ avatar │                       │ bookmark │
 *     └────────┘                       └──────────┘
 *     name
 *     title
 *     company
 *     tags
 *     headline
 *     caption
 *     ┌───────────────────────────────────────────┐
 *     │                  action                   │
 *     └───────────────────────────────────────────┘
 */
GtkLayoutManager *duo_card_layout_new (void);
void duo_card_layout_set_stacked (DuoCardLayout *self, gboolean stacked);

G_END_DECLS
