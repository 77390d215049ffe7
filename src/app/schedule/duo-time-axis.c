/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-time-axis.h"

#include <glib/gi18n.h>

#include "duo-day-layout.h"
#include "shell/duo-css-class.h"
#include "shell/duo-text.h"

/* An hour's label this close to the marker would lie under it. */
#define COVERED_MINUTES 8
/* … and mine below it this long after the hour. */
#define COVERED_MINUTES_STACKED 14

struct _DuoTimeAxis
{
  GtkWidget parent_instance;

  DuoDayLayout *layout;
  GtkWidget *now;
  GtkWidget *now_line;
  GtkLabel *now_label;

  gboolean stacked;
  gboolean two_zones;
};

G_DEFINE_FINAL_TYPE (DuoTimeAxis, duo_time_axis, GTK_TYPE_WIDGET)

static GtkWidget *
add_label (GtkWidget *row, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (row), label);
  return label;
}

static void
add_hour (DuoTimeAxis *self, gint64 moment, int minute, GTimeZone *zone, GTimeZone *mine)
{
  GtkWidget *row = gtk_box_new (self->stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *event_time = duo_text_time (moment, zone);
  g_autofree char *my_time = mine ? duo_text_time (moment, mine) : NULL;

  gtk_widget_add_css_class (row, "hour");
  gtk_widget_set_hexpand (add_label (row, event_time, "caption-heading"), TRUE);
  if (my_time)
    gtk_widget_add_css_class (add_label (row, my_time, "caption"), "mine");
  gtk_widget_insert_before (row, GTK_WIDGET (self), self->now);
  duo_day_layout_place (self->layout, row, (DuoMinutes) {minute, minute});
}

static void
clear_hours (DuoTimeAxis *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) && child != self->now)
    gtk_widget_unparent (child);
}

/* The marker's chip lies over the event's times, so the line is as long as my own are wide, where they are beside them. */
static void
update_classes (DuoTimeAxis *self)
{
  duo_css_class_set (self->now_line, "long", self->two_zones && !self->stacked);
  duo_css_class_set (GTK_WIDGET (self), "stacked", self->two_zones && self->stacked);
}

void
duo_time_axis_set_day (
    DuoTimeAxis *self, const char *date, GTimeZone *zone, GTimeZone *mine, DuoMinutes hours)
{
  gint64 noon = duo_text_date_noon (date, zone);

  clear_hours (self);
  self->two_zones = mine != NULL;
  update_classes (self);
  duo_day_layout_set_hours (self->layout, hours);
  for (int minute = hours.start; minute < hours.end; minute += 60)
    add_hour (self, noon + (minute - 720) * 60, minute, zone, mine);
}

void
duo_time_axis_set_stacked (DuoTimeAxis *self, gboolean stacked)
{
  if (self->stacked == stacked)
    return;

  self->stacked = stacked;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self)); row && row != self->now;
       row = gtk_widget_get_next_sibling (row))
    gtk_orientable_set_orientation (GTK_ORIENTABLE (row),
                                    stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  update_classes (self);
}

void
duo_time_axis_set_scale (DuoTimeAxis *self, guint hour_height, guint closest)
{
  duo_day_layout_set_scale (self->layout, hour_height, closest);
}

static gboolean
is_covered (DuoTimeAxis *self, int minute, int now)
{
  int below = self->stacked && self->two_zones ? COVERED_MINUTES_STACKED : COVERED_MINUTES;

  return now > minute - COVERED_MINUTES && now < minute + below;
}

static void
uncover_hours (DuoTimeAxis *self, int now)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self)); row && row != self->now;
       row = gtk_widget_get_next_sibling (row))
    {
      int minute = duo_day_layout_get_place (self->layout, row).start;

      gtk_widget_set_opacity (row, is_covered (self, minute, now) ? 0 : 1);
    }
}

void
duo_time_axis_set_now (DuoTimeAxis *self, int minute, const char *text)
{
  DuoMinutes hours = duo_day_layout_get_hours (self->layout);
  gboolean shown = minute >= hours.start && minute < hours.end;
  g_autofree char *accessible = g_strdup_printf (_ ("Now, %s"), text);

  gtk_widget_set_visible (self->now, shown);
  uncover_hours (self, shown ? minute : -COVERED_MINUTES_STACKED);
  if (!shown)
    return;

  gtk_label_set_label (self->now_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->now_label), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible,
                                  -1);
  duo_day_layout_place (self->layout, self->now, (DuoMinutes) {minute, minute});
}

double
duo_time_axis_get_y (DuoTimeAxis *self, int minute)
{
  return duo_day_layout_get_y (self->layout, minute);
}

static void
duo_time_axis_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (duo_time_axis_parent_class)->dispose (object);
}

static void
duo_time_axis_class_init (DuoTimeAxisClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_time_axis_dispose;
  gtk_widget_class_set_css_name (widget_class, "timeaxis");
}

static void
duo_time_axis_init (DuoTimeAxis *self)
{
  GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->layout = DUO_DAY_LAYOUT (duo_day_layout_new ());
  gtk_widget_set_layout_manager (GTK_WIDGET (self), GTK_LAYOUT_MANAGER (self->layout));

  self->now = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->now, "now");
  self->now_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->now_label), "numeric");
  gtk_box_append (GTK_BOX (self->now), GTK_WIDGET (self->now_label));
  gtk_widget_set_hexpand (GTK_WIDGET (self->now_label), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->now_label), GTK_ALIGN_END);
  self->now_line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->now_line, "line");
  gtk_widget_set_valign (self->now_line, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->now), self->now_line);
  gtk_widget_add_css_class (dot, "dot");
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->now), dot);
  gtk_widget_set_visible (self->now, FALSE);
  gtk_widget_set_parent (self->now, GTK_WIDGET (self));
}
