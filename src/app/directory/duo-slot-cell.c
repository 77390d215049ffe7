/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-slot-cell.h"

#define ICON_SIZE 14
#define BESIDE_ICON 6

struct _DuoSlotCell
{
  GtkButton parent_instance;

  DuoTimeRange range;
  DuoSlotLook look;
  int minute;
  char *name;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (DuoSlotCell, duo_slot_cell, GTK_TYPE_BUTTON)

static const struct
{
  const char *class;
  const char *icon;
} looks[DUO_N_SLOT_LOOKS] = {
    [DUO_SLOT_LOOK_FREE] = {"free", NULL},
    [DUO_SLOT_LOOK_CHOSEN] = {"chosen", "object-select-symbolic"},
    [DUO_SLOT_LOOK_TAKEN] = {"taken", NULL},
    [DUO_SLOT_LOOK_PAST] = {"taken", NULL},
    [DUO_SLOT_LOOK_CONFLICT] = {"conflict", "x-office-calendar-symbolic"},
    [DUO_SLOT_LOOK_MINE] = {"mine", "avatar-default-symbolic"},
    [DUO_SLOT_LOOK_LOST] = {"lost", "dialog-warning-symbolic"},
};

static GtkWidget *
new_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, class);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
new_time (const DuoSlotView *view)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, BESIDE_ICON);
  GtkWidget *time = new_label (view->time, "time");

  gtk_label_set_ellipsize (GTK_LABEL (time), PANGO_ELLIPSIZE_NONE);
  if (looks[view->look].icon)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (looks[view->look].icon);

      gtk_image_set_pixel_size (GTK_IMAGE (icon), ICON_SIZE);
      gtk_box_append (GTK_BOX (line), icon);
    }
  gtk_box_append (GTK_BOX (line), time);
  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  return line;
}

static GtkWidget *
new_face (const DuoSlotView *view)
{
  GtkWidget *face = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (face, "face");
  gtk_widget_add_css_class (face, looks[view->look].class);
  gtk_box_append (GTK_BOX (face), new_time (view));
  gtk_box_append (GTK_BOX (face), new_label (view->words, "caption"));
  return face;
}

/* The face that fades out stays until it is not seen any more, which is when the next one comes. */
static void
show_face (DuoSlotCell *self, GtkWidget *face)
{
  GtkWidget *shown = gtk_stack_get_visible_child (self->stack);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack));

  while (child)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (child != shown)
        gtk_stack_remove (self->stack, child);
      child = next;
    }
  gtk_stack_add_child (self->stack, face);
  gtk_stack_set_visible_child (self->stack, face);
}

static void
duo_slot_cell_finalize (GObject *object)
{
  g_free (DUO_SLOT_CELL (object)->name);

  G_OBJECT_CLASS (duo_slot_cell_parent_class)->finalize (object);
}

static void
duo_slot_cell_class_init (DuoSlotCellClass *class)
{
  G_OBJECT_CLASS (class)->finalize = duo_slot_cell_finalize;
}

static void
duo_slot_cell_init (DuoSlotCell *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_transition_type (self->stack, GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  gtk_stack_set_transition_duration (self->stack, 200);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_button_set_child (GTK_BUTTON (self), GTK_WIDGET (self->stack));
  gtk_button_set_can_shrink (GTK_BUTTON (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "slot");
}

GtkWidget *
duo_slot_cell_new (const DuoSlotView *view)
{
  DuoSlotCell *self = g_object_new (DUO_TYPE_SLOT_CELL, NULL);

  duo_slot_cell_set_view (self, view);
  return GTK_WIDGET (self);
}

void
duo_slot_cell_set_view (DuoSlotCell *self, const DuoSlotView *view)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);

  g_return_if_fail (DUO_IS_SLOT_CELL (self));

  if (self->look == view->look && g_strcmp0 (self->name, view->name) == 0)
    return;

  self->range = view->range;
  self->look = view->look;
  self->minute = view->minute;
  g_set_str (&self->name, view->name);
  show_face (self, new_face (view));
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, view->name, -1);
  /* The cell has room for some letters of it only. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), view->with);
  /* Not insensitive: the arrows must reach it, so that a screen reader can say what is there. */
  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_DISABLED, !duo_slot_cell_can_be_chosen (self),
                               -1);
}

DuoSlotLook
duo_slot_cell_get_look (DuoSlotCell *self)
{
  g_return_val_if_fail (DUO_IS_SLOT_CELL (self), DUO_SLOT_LOOK_TAKEN);

  return self->look;
}

DuoTimeRange
duo_slot_cell_get_range (DuoSlotCell *self)
{
  g_return_val_if_fail (DUO_IS_SLOT_CELL (self), ((DuoTimeRange) {0, 0}));

  return self->range;
}

int
duo_slot_cell_get_minute (DuoSlotCell *self)
{
  g_return_val_if_fail (DUO_IS_SLOT_CELL (self), 0);

  return self->minute;
}

int
duo_slot_cell_get_room (DuoSlotCell *self)
{
  int minimum;

  g_return_val_if_fail (DUO_IS_SLOT_CELL (self), 0);

  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum + (looks[self->look].icon ? 0 : ICON_SIZE + BESIDE_ICON);
}

gboolean
duo_slot_cell_can_be_chosen (DuoSlotCell *self)
{
  g_return_val_if_fail (DUO_IS_SLOT_CELL (self), FALSE);

  return self->look == DUO_SLOT_LOOK_FREE || self->look == DUO_SLOT_LOOK_CHOSEN;
}
