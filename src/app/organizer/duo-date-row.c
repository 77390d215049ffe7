/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-date-row.h"

#include <glib/gi18n.h>

#include "shell/duo-text.h"

struct _DuoDateRow
{
  AdwActionRow parent_instance;

  char *date;
  GtkMenuButton *button;
  GtkCalendar *calendar;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (DuoDateRow, duo_date_row, ADW_TYPE_ACTION_ROW)

static void
show_date (DuoDateRow *self)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *day = duo_text_day (duo_text_date_noon (self->date, utc), utc);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), day);
}

static void
on_day_selected (DuoDateRow *self)
{
  g_autoptr (GDateTime) chosen = gtk_calendar_get_date (self->calendar);
  g_autofree char *date = g_date_time_format (chosen, "%Y-%m-%d");

  if (!g_set_str (&self->date, date))
    return;
  show_date (self);
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, changed_signal, 0);
}

static void
on_activated (DuoDateRow *self)
{
  gtk_menu_button_popup (self->button);
}

static void
duo_date_row_finalize (GObject *object)
{
  g_free (DUO_DATE_ROW (object)->date);

  G_OBJECT_CLASS (duo_date_row_parent_class)->finalize (object);
}

static void
duo_date_row_class_init (DuoDateRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = duo_date_row_finalize;

  changed_signal =
      g_signal_new ("changed", DUO_TYPE_DATE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_date_row_init (DuoDateRow *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_popover (self->button, popover);
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Choose a Date"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "property");
  g_signal_connect_object (self, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (on_day_selected), self,
                           G_CONNECT_SWAPPED);
}

const char *
duo_date_row_get_date (DuoDateRow *self)
{
  g_return_val_if_fail (DUO_IS_DATE_ROW (self), NULL);

  return self->date;
}

void
duo_date_row_set_date (DuoDateRow *self, const char *date)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) noon = NULL;

  g_return_if_fail (DUO_IS_DATE_ROW (self));

  noon = g_date_time_new_from_unix_utc (duo_text_date_noon (date, utc));
  if (!g_set_str (&self->date, date))
    return;
  gtk_calendar_set_year (self->calendar, g_date_time_get_year (noon));
  gtk_calendar_set_month (self->calendar, g_date_time_get_month (noon) - 1);
  gtk_calendar_set_day (self->calendar, g_date_time_get_day_of_month (noon));
  show_date (self);
}
