/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-time-range.h"

G_BEGIN_DECLS

typedef enum
{
  DUO_SLOT_FACE_OPEN,
  DUO_SLOT_FACE_BLOCKED,
  DUO_SLOT_FACE_BUSY, /* not free, and with whom is not known here: a chat in another event */
  DUO_SLOT_FACE_PAST,
} DuoSlotFace;

#define DUO_TYPE_SLOT_TOGGLE (duo_slot_toggle_get_type ())
G_DECLARE_FINAL_TYPE (DuoSlotToggle, duo_slot_toggle, DUO, SLOT_TOGGLE, GtkButton)

/**
 * DuoSlotToggle:
 *
 * A slot in the editor, as high as it is long: open, blocked, and either of them selected (design/NOTES §1). It says
 * "clicked"; what comes of that is the page's to decide. For a screen reader it is pressed while it is blocked.
 *
 * duo_slot_toggle_new:
 * @day: "Tuesday 3 November", for the accessible name
 */
GtkWidget *duo_slot_toggle_new (DuoTimeRange range, const char *day, GTimeZone *zone);
void duo_slot_toggle_set_face (DuoSlotToggle *self, DuoSlotFace face);
void duo_slot_toggle_set_selected (DuoSlotToggle *self, gboolean selected);
/* Whether it can be changed now. What cannot keeps the focus: a screen reader can say what is there. */
void duo_slot_toggle_set_editable (DuoSlotToggle *self, gboolean editable);

DuoTimeRange duo_slot_toggle_get_range (DuoSlotToggle *self);
DuoSlotFace duo_slot_toggle_get_face (DuoSlotToggle *self);
gboolean duo_slot_toggle_get_selected (DuoSlotToggle *self);
/* Open or blocked, and editable. */
gboolean duo_slot_toggle_can_change (DuoSlotToggle *self);

G_END_DECLS
