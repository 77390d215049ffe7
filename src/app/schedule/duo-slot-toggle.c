/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-slot-toggle.h"

#include <glib/gi18n.h>

#include "shell/duo-css-class.h"
#include "shell/duo-text.h"

struct _DuoSlotToggle
{
  GtkButton parent_instance;

  DuoTimeRange range;
  char *when; /* "Tuesday 3 November, 14:15 to 14:30" */
  DuoSlotFace face;
  gboolean selected;
  gboolean editable;

  GtkLabel *time;
  GtkLabel *word;
  GtkImage *icon;
};

static const struct
{
  const char *class;
  const char *word;
  const char *icon;
  const char *spoken;
} faces[] = {
    [DUO_SLOT_FACE_OPEN] = {"open", N_ ("Open"), NULL, N_ ("open")},
    [DUO_SLOT_FACE_BLOCKED] = {"blocked", N_ ("Blocked"), "action-unavailable-symbolic", N_ ("blocked")},
    [DUO_SLOT_FACE_BUSY] = {"busy", N_ ("Not free"), "x-office-calendar-symbolic", N_ ("not free")},
    [DUO_SLOT_FACE_PAST] = {"past", N_ ("Past"), NULL, N_ ("past")},
};

G_DEFINE_FINAL_TYPE (DuoSlotToggle, duo_slot_toggle, GTK_TYPE_BUTTON)

static void
update_name (DuoSlotToggle *self)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);
  g_autofree char *name = g_strdup_printf ("%s, %s%s", self->when, _ (faces[self->face].spoken),
                                           self->selected ? _ (", selected") : "");
  GtkAccessibleTristate pressed =
      self->face == DUO_SLOT_FACE_BLOCKED ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE;

  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_PRESSED, pressed,
                               GTK_ACCESSIBLE_STATE_DISABLED, !duo_slot_toggle_can_change (self), -1);
}

/* (nullable): what a press does */
static const char *
get_tooltip (DuoSlotToggle *self)
{
  if (!duo_slot_toggle_can_change (self))
    return NULL;

  return self->face == DUO_SLOT_FACE_OPEN ? _ ("Click to block, drag to select several")
                                          : _ ("Click to open, drag to select several");
}

static void
update (DuoSlotToggle *self)
{
  const char *icon = self->selected ? "object-select-symbolic" : faces[self->face].icon;

  for (gsize i = 0; i < G_N_ELEMENTS (faces); i++)
    duo_css_class_set (GTK_WIDGET (self), faces[i].class, self->face == i);
  duo_css_class_set (GTK_WIDGET (self), "selected", self->selected);
  duo_css_class_set (GTK_WIDGET (self), "fixed", !self->editable);
  gtk_label_set_label (self->word, self->selected ? _ ("Selected") : _ (faces[self->face].word));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon != NULL);
  if (icon)
    gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), get_tooltip (self));
  update_name (self);
}

static void
duo_slot_toggle_finalize (GObject *object)
{
  g_free (DUO_SLOT_TOGGLE (object)->when);

  G_OBJECT_CLASS (duo_slot_toggle_parent_class)->finalize (object);
}

static void
duo_slot_toggle_class_init (DuoSlotToggleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_slot_toggle_finalize;

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "slottoggle");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_TOGGLE_BUTTON);
}

static void
duo_slot_toggle_init (DuoSlotToggle *self)
{
  /* The button's name says all of it. */
  GtkWidget *face =
      g_object_new (GTK_TYPE_BOX, "spacing", 6, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, NULL);

  self->editable = TRUE;
  self->time = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "numeric");
  gtk_label_set_xalign (self->time, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->time), TRUE);
  self->word = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->word), "caption");
  gtk_label_set_ellipsize (self->word, PANGO_ELLIPSIZE_END);
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_box_append (GTK_BOX (face), GTK_WIDGET (self->time));
  gtk_box_append (GTK_BOX (face), GTK_WIDGET (self->word));
  gtk_box_append (GTK_BOX (face), GTK_WIDGET (self->icon));
  gtk_widget_add_css_class (face, "face");
  gtk_button_set_child (GTK_BUTTON (self), face);
  gtk_button_set_can_shrink (GTK_BUTTON (self), TRUE);
  /* One of all the grid is the tab stop; whoever lays it out says which. */
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

GtkWidget *
duo_slot_toggle_new (DuoTimeRange range, const char *day, GTimeZone *zone)
{
  DuoSlotToggle *self = g_object_new (DUO_TYPE_SLOT_TOGGLE, NULL);
  g_autofree char *time = duo_text_time (range.start, zone);
  g_autofree char *spoken = duo_text_range_spoken (range, zone);

  self->range = range;
  self->when = g_strdup_printf ("%s, %s", day, spoken);
  gtk_label_set_label (self->time, time);
  update (self);
  return GTK_WIDGET (self);
}

void
duo_slot_toggle_set_face (DuoSlotToggle *self, DuoSlotFace face)
{
  g_return_if_fail (DUO_IS_SLOT_TOGGLE (self));

  if (self->face == face)
    return;

  self->face = face;
  update (self);
}

void
duo_slot_toggle_set_selected (DuoSlotToggle *self, gboolean selected)
{
  g_return_if_fail (DUO_IS_SLOT_TOGGLE (self));

  if (self->selected == selected)
    return;

  self->selected = selected;
  update (self);
}

void
duo_slot_toggle_set_editable (DuoSlotToggle *self, gboolean editable)
{
  g_return_if_fail (DUO_IS_SLOT_TOGGLE (self));

  if (self->editable == editable)
    return;

  self->editable = editable;
  update (self);
}

DuoTimeRange
duo_slot_toggle_get_range (DuoSlotToggle *self)
{
  g_return_val_if_fail (DUO_IS_SLOT_TOGGLE (self), ((DuoTimeRange) {0, 0}));

  return self->range;
}

DuoSlotFace
duo_slot_toggle_get_face (DuoSlotToggle *self)
{
  g_return_val_if_fail (DUO_IS_SLOT_TOGGLE (self), DUO_SLOT_FACE_PAST);

  return self->face;
}

gboolean
duo_slot_toggle_get_selected (DuoSlotToggle *self)
{
  g_return_val_if_fail (DUO_IS_SLOT_TOGGLE (self), FALSE);

  return self->selected;
}

gboolean
duo_slot_toggle_can_change (DuoSlotToggle *self)
{
  g_return_val_if_fail (DUO_IS_SLOT_TOGGLE (self), FALSE);

  return self->editable && (self->face == DUO_SLOT_FACE_OPEN || self->face == DUO_SLOT_FACE_BLOCKED);
}
