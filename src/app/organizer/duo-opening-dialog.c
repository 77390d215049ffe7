/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-opening-dialog.h"

#include <glib/gi18n.h>

#include "duo-date-row.h"
#include "duo-format-words.h"
#include "shell/duo-css-class.h"
#include "shell/duo-text.h"

struct _DuoOpeningDialog
{
  AdwDialog parent_instance;

  GTimeZone *zone;

  GtkWidget *save;
  AdwSwitchRow *at_once;
  DuoDateRow *date;
  GtkEditable *time;
  GtkLabel *error;
  AdwPreferencesGroup *moment;
};

static guint saved_signal;

G_DEFINE_FINAL_TYPE (DuoOpeningDialog, duo_opening_dialog, ADW_TYPE_DIALOG)

/* @minutes by the clock of that day, which is not always as long after its midnight; 0 where the date cannot be read */
static gint64
find_moment (const char *date, guint minutes, GTimeZone *zone)
{
  g_autofree char *text = g_strconcat (date, "T12:00:00", NULL);
  g_autoptr (GDateTime) noon = g_date_time_new_from_iso8601 (text, zone);
  g_autoptr (GDateTime) day = noon ? g_date_time_add_days (noon, (int) minutes / 1440) : NULL;
  g_autoptr (GDateTime) moment = NULL;
  int year, month, date_of_month;

  if (!day)
    return 0;
  g_date_time_get_ymd (day, &year, &month, &date_of_month);
  moment =
      g_date_time_new (zone, year, month, date_of_month, (int) minutes % 1440 / 60, (int) minutes % 60, 0);
  return moment ? g_date_time_to_unix (moment) : 0;
}

/* FALSE where the time cannot be read */
static gboolean
read_moment (DuoOpeningDialog *self, gint64 *moment)
{
  guint minutes = 0;

  *moment = 0;
  if (adw_switch_row_get_active (self->at_once))
    return TRUE;
  if (!duo_format_words_parse_time (gtk_editable_get_text (self->time), &minutes))
    return FALSE;
  *moment = find_moment (duo_date_row_get_date (self->date), minutes, self->zone);
  return *moment > 0;
}

static void
update (DuoOpeningDialog *self)
{
  gint64 moment;
  gboolean read, at_once;

  if (!self->zone)
    return;
  read = read_moment (self, &moment);
  at_once = adw_switch_row_get_active (self->at_once);
  gtk_widget_set_visible (GTK_WIDGET (self->moment), !at_once);
  gtk_widget_set_visible (GTK_WIDGET (self->error), !read);
  gtk_widget_set_sensitive (self->save, read);
  duo_css_class_set (GTK_WIDGET (self->time), "error", !read);
}

static void
on_cancel (DuoOpeningDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_save (DuoOpeningDialog *self)
{
  gint64 moment;

  if (!read_moment (self, &moment))
    return;
  g_signal_emit (self, saved_signal, 0, moment);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
duo_opening_dialog_dispose (GObject *object)
{
  DuoOpeningDialog *self = DUO_OPENING_DIALOG (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_OPENING_DIALOG);

  G_OBJECT_CLASS (duo_opening_dialog_parent_class)->dispose (object);
}

static void
duo_opening_dialog_class_init (DuoOpeningDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_opening_dialog_dispose;

  saved_signal = g_signal_new ("saved", DUO_TYPE_OPENING_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_INT64);
  g_type_ensure (DUO_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-opening-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoOpeningDialog, save);
  gtk_widget_class_bind_template_child (widget_class, DuoOpeningDialog, at_once);
  gtk_widget_class_bind_template_child (widget_class, DuoOpeningDialog, date);
  gtk_widget_class_bind_template_child (widget_class, DuoOpeningDialog, time);
  gtk_widget_class_bind_template_child (widget_class, DuoOpeningDialog, error);
  gtk_widget_class_bind_template_child (widget_class, DuoOpeningDialog, moment);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
duo_opening_dialog_init (DuoOpeningDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
duo_opening_dialog_new (gint64 opens, GTimeZone *zone, gint64 now)
{
  DuoOpeningDialog *self = g_object_new (DUO_TYPE_OPENING_DIALOG, NULL);
  gint64 shown = opens > 0 ? opens : now + 86400;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (shown);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autofree char *date = duo_text_date (shown, zone);
  g_autofree char *time = opens > 0 ? g_date_time_format (local, "%H:%M") : g_strdup ("09:00");
  g_autofree char *city = duo_text_city (zone);
  /* TRANSLATORS: a time of day, and the city of the event’s time zone: "Time (Stockholm)" */
  g_autofree char *title = g_markup_printf_escaped (_ ("Time (%s)"), city);

  self->zone = g_time_zone_ref (zone);
  duo_date_row_set_date (self->date, date);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->time), title);
  gtk_editable_set_text (self->time, time);
  adw_switch_row_set_active (self->at_once, opens <= 0);
  update (self);
  return GTK_WIDGET (self);
}
