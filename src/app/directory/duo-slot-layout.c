/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-slot-layout.h"

#include "duo-slot-cell.h"

#define GAP 6
#define ABOVE_HEADING 18
#define BELOW_HEADING 8

struct _DuoSlotLayout
{
  GtkLayoutManager parent_instance;

  guint minutes;
  guint most;
};

G_DEFINE_FINAL_TYPE (DuoSlotLayout, duo_slot_layout, GTK_TYPE_LAYOUT_MANAGER)

/* On the way down through the children. */
typedef struct
{
  int width;
  int columns;
  int row_height;
  guint minutes;
  int y;   /* where the next child stands that begins a line */
  int row; /* which one of the day the last cell is in, or -1 after a heading */
  int n;   /* cells since the heading */
  gboolean rtl;
} Walk;

guint
duo_slot_layout_get_columns (guint minutes, guint most)
{
  guint an_hour = minutes > 0 && 60 % minutes == 0 ? 60 / minutes : 0;
  guint columns = MIN (an_hour, most);

  if (an_hour == 0)
    return most;
  while (an_hour % columns != 0)
    columns--;
  return columns;
}

/* What each of the cells needs, across (@for_size is -1) or down. */
static int
measure_cells (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  int most = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      int needed = 0;

      if (!DUO_IS_SLOT_CELL (child))
        continue;
      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        needed = duo_slot_cell_get_room (DUO_SLOT_CELL (child));
      else
        gtk_widget_measure (child, orientation, for_size, NULL, &needed, NULL, NULL);
      most = MAX (most, needed);
    }
  return most;
}

static int
get_cell_width (const Walk *walk)
{
  return (walk->width - (walk->columns - 1) * GAP) / walk->columns;
}

/* @width: of all columns, or -1 for as many as there may be */
static void
begin (DuoSlotLayout *self, GtkWidget *widget, int width, Walk *walk)
{
  int cell = measure_cells (widget, GTK_ORIENTATION_HORIZONTAL, -1);
  int fitting = width < 0 ? (int) self->most : CLAMP ((width + GAP) / (cell + GAP), 1, (int) self->most);

  *walk = (Walk) {.minutes = self->minutes, .row = -1};
  walk->columns = (int) duo_slot_layout_get_columns (self->minutes, (guint) fitting);
  walk->width = width < 0 ? walk->columns * (cell + GAP) - GAP : width;
  walk->row_height = measure_cells (widget, GTK_ORIENTATION_VERTICAL, get_cell_width (walk));
  walk->rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
}

static GtkAllocation
place_heading (Walk *walk, GtkWidget *heading)
{
  GtkAllocation place = {0, walk->y + (walk->y > 0 ? ABOVE_HEADING : 0), walk->width, 0};

  gtk_widget_measure (heading, GTK_ORIENTATION_VERTICAL, walk->width, NULL, &place.height, NULL, NULL);
  walk->y = place.y + place.height + BELOW_HEADING - GAP;
  walk->row = -1;
  walk->n = 0;
  return place;
}

static GtkAllocation
place_cell (Walk *walk, int minute)
{
  int index = walk->minutes > 0 ? minute / (int) walk->minutes : walk->n++;
  int column = index % walk->columns;
  int x;

  /* An hour's slots fill whole rows, so that the day's do, too. */
  if (walk->row != index / walk->columns)
    walk->y += GAP + walk->row_height;
  walk->row = index / walk->columns;
  if (walk->rtl)
    column = walk->columns - 1 - column;
  /* What does not divide evenly is spread, so that the last column ends where the page does. */
  x = column * (walk->width + GAP) / walk->columns;
  return (GtkAllocation) {x, walk->y - walk->row_height,
                          (column + 1) * (walk->width + GAP) / walk->columns - GAP - x, walk->row_height};
}

static GtkAllocation
place (Walk *walk, GtkWidget *child)
{
  return DUO_IS_SLOT_CELL (child) ? place_cell (walk, duo_slot_cell_get_minute (DUO_SLOT_CELL (child)))
                                  : place_heading (walk, child);
}

static GtkSizeRequestMode
duo_slot_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
duo_slot_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  Walk walk;

  begin (DUO_SLOT_LAYOUT (manager), widget, orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, &walk);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = get_cell_width (&walk);
      *natural = walk.width;
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    place (&walk, child);
  *minimum = *natural = walk.y;
}

static void
duo_slot_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  Walk walk;

  begin (DUO_SLOT_LAYOUT (manager), widget, width, &walk);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation allocation = place (&walk, child);

      gtk_widget_size_allocate (child, &allocation, -1);
    }
}

static void
duo_slot_layout_class_init (DuoSlotLayoutClass *class)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (class);

  manager_class->get_request_mode = duo_slot_layout_get_request_mode;
  manager_class->measure = duo_slot_layout_measure;
  manager_class->allocate = duo_slot_layout_allocate;
}

static void
duo_slot_layout_init (DuoSlotLayout *self)
{
  self->most = 1;
}

void
duo_slot_layout_set_up (DuoSlotLayout *self, guint minutes, guint most)
{
  g_return_if_fail (DUO_IS_SLOT_LAYOUT (self));

  self->minutes = minutes;
  self->most = most;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}
