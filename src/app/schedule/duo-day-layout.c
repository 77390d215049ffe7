/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-day-layout.h"

#include <adwaita.h>

/* Pixels of an hour, at the least, and of a chat with one line (design/NOTES, 05), where text has its usual size. */
#define HOUR_HEIGHT 140
#define CHAT_HEIGHT 34
/* Half a label's height: the first hour has one, too. */
#define ROOM_ABOVE 12

struct _DuoDayLayout
{
  GtkLayoutManager parent_instance;

  DuoMinutes hours;
  int hour_height;
};

G_DEFINE_FINAL_TYPE (DuoDayLayout, duo_day_layout, GTK_TYPE_LAYOUT_MANAGER)

#define DUO_TYPE_DAY_LAYOUT_CHILD (duo_day_layout_child_get_type ())
G_DECLARE_FINAL_TYPE (DuoDayLayoutChild, duo_day_layout_child, DUO, DAY_LAYOUT_CHILD, GtkLayoutChild)

struct _DuoDayLayoutChild
{
  GtkLayoutChild parent_instance;

  DuoMinutes minutes;
};

G_DEFINE_FINAL_TYPE (DuoDayLayoutChild, duo_day_layout_child, GTK_TYPE_LAYOUT_CHILD)

static void
duo_day_layout_child_class_init (DuoDayLayoutChildClass *klass)
{
}

static void
duo_day_layout_child_init (DuoDayLayoutChild *self)
{
}

/* Rows grow with the text in them. */
static int
scale (int pixels)
{
  return (int) adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, pixels, NULL);
}

static int
get_height (DuoDayLayout *self)
{
  return scale (ROOM_ABOVE) + (self->hours.end - self->hours.start) * self->hour_height / 60;
}

static void
duo_day_layout_measure (GtkLayoutManager *manager,
                        GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = get_height (DUO_DAY_LAYOUT (manager));
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
allocate_child (DuoDayLayout *self, GtkWidget *child, int width)
{
  DuoMinutes minutes = duo_day_layout_get_place (self, child);
  int top = duo_day_layout_get_y (self, minutes.start);
  int height = duo_day_layout_get_y (self, minutes.end) - top;
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  if (minutes.start == minutes.end)
    {
      top -= natural / 2;
      height = natural;
    }

  gtk_widget_size_allocate (child, &(GtkAllocation) {0, top, width, MAX (height, minimum)}, -1);
}

static void
duo_day_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      allocate_child (DUO_DAY_LAYOUT (manager), child, width);
}

static void
duo_day_layout_class_init (DuoDayLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = duo_day_layout_measure;
  layout_class->allocate = duo_day_layout_allocate;
  layout_class->layout_child_type = DUO_TYPE_DAY_LAYOUT_CHILD;
}

static void
duo_day_layout_init (DuoDayLayout *self)
{
  self->hours = (DuoMinutes) {9 * 60, 17 * 60};
  self->hour_height = scale (HOUR_HEIGHT);
}

GtkLayoutManager *
duo_day_layout_new (void)
{
  return g_object_new (DUO_TYPE_DAY_LAYOUT, NULL);
}

void
duo_day_layout_set_hours (DuoDayLayout *self, DuoMinutes hours)
{
  if (hours.start == self->hours.start && hours.end == self->hours.end)
    return;

  self->hours = hours;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

void
duo_day_layout_set_scale (DuoDayLayout *self, guint hour_height, guint closest)
{
  int least = scale (hour_height ? (int) hour_height : HOUR_HEIGHT);
  int stretched = MAX (least, scale (CHAT_HEIGHT) * 60 / (int) MAX (closest, 1));

  if (stretched == self->hour_height)
    return;

  self->hour_height = stretched;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

DuoMinutes
duo_day_layout_get_hours (DuoDayLayout *self)
{
  return self->hours;
}

static DuoDayLayoutChild *
get_child (DuoDayLayout *self, GtkWidget *child)
{
  return DUO_DAY_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (GTK_LAYOUT_MANAGER (self), child));
}

void
duo_day_layout_place (DuoDayLayout *self, GtkWidget *child, DuoMinutes minutes)
{
  DuoDayLayoutChild *place = get_child (self, child);

  if (minutes.start == place->minutes.start && minutes.end == place->minutes.end)
    return;

  place->minutes = minutes;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

DuoMinutes
duo_day_layout_get_place (DuoDayLayout *self, GtkWidget *child)
{
  return get_child (self, child)->minutes;
}

double
duo_day_layout_get_y (DuoDayLayout *self, double minute)
{
  return scale (ROOM_ABOVE) + (minute - self->hours.start) * self->hour_height / 60.0;
}
