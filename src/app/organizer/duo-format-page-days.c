/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-format-page-private.h"

#include <glib/gi18n.h>

#include "duo-day-dialog.h"
#include "duo-format-asked.h"
#include "duo-format-words.h"
#include "shell/duo-text.h"

/* Puts @day (nullable) in the place of the one that was looked at; the others are not its matter. */
static void
save_day (DuoFormatAsked *asked, DuoDay *day, const char *said)
{
  g_autoptr (DuoEventRecord) wanted = duo_event_record_copy (asked->seen);
  DuoDay *before = asked->date ? duo_event_record_find_day (wanted, asked->date) : NULL;

  if (before)
    g_ptr_array_remove (wanted->days, before);
  if (day)
    g_ptr_array_add (wanted->days, duo_day_ref (day));
  duo_days_sort (wanted->days);
  duo_format_asked_save (asked, wanted, said);
}

static void
on_saved (DuoDayDialog *dialog, DuoDay *day, DuoFormatAsked *asked)
{
  save_day (asked, day, _ ("Saved"));
}

static void
on_removed (DuoDayDialog *dialog, DuoFormatAsked *asked)
{
  g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (asked->seen);
  g_autofree char *day = duo_format_words_day (asked->date, zone);
  /* TRANSLATORS: a day: "Removed Tuesday 3 November" */
  g_autofree char *said = g_strdup_printf (_ ("Removed %s"), day);

  save_day (asked, NULL, said);
}

static void
open_dialog (DuoFormatPage *self, DuoDay *day)
{
  g_autoptr (DuoEventRecord) seen = duo_format_saver_dup_wanted (self->saver);
  GtkWidget *dialog = duo_day_dialog_new (seen, day, duo_clock_now (duo_session_get_clock (self->session)));
  const char *date = day ? duo_day_get_date (day) : NULL;

  duo_format_asked_connect (dialog, "saved", G_CALLBACK (on_saved), self, seen, date);
  duo_format_asked_connect (dialog, "removed", G_CALLBACK (on_removed), self, seen, date);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

void
duo_format_page_add_day (DuoFormatPage *self)
{
  if (self->event)
    open_dialog (self, NULL);
}

static void
on_day_activated (DuoFormatPage *self, GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);

  if (self->event && index >= 0 && (guint) index < self->days->len)
    open_dialog (self, self->days->pdata[index]);
}

static GtkWidget *
make_row (DuoFormatPage *self, DuoDay *day)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *kind = gtk_label_new (duo_format_words_kind (duo_day_get_kind (day)));
  g_autofree char *title = duo_format_words_day (duo_day_get_date (day), duo_event_get_zone (self->event));
  g_autofree char *windows = duo_format_words_windows (day);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), windows);
  gtk_widget_add_css_class (row, "numeric");
  gtk_widget_add_css_class (kind, "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), kind);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

/* Whose times the days have, where it could be taken for mine. */
static void
show_zone (DuoFormatPage *self)
{
  gint64 start = duo_event_record_get_span (duo_event_get_record (self->event)).start;
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autofree char *note = duo_text_zone_note (duo_event_get_zone (self->event), local, start);
  g_autofree char *escaped = note ? g_markup_escape_text (note, -1) : NULL;

  adw_preferences_group_set_description (self->days_group, escaped);
}

/* Rows that say the same stay, with the focus that is on one of them. */
void
duo_format_page_show_days (DuoFormatPage *self, const DuoEventRecord *record)
{
  const GPtrArray *days = record->days;

  gtk_widget_set_visible (GTK_WIDGET (self->days_list), days->len > 0);
  gtk_widget_set_visible (self->no_days, days->len == 0);
  show_zone (self);
  if (duo_days_equal (self->days, days))
    return;
  if (!g_signal_handler_find (self->days_list, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self))
    g_signal_connect_object (self->days_list, "row-activated", G_CALLBACK (on_day_activated), self,
                             G_CONNECT_SWAPPED);
  gtk_list_box_remove_all (self->days_list);
  g_ptr_array_set_size (self->days, 0);
  for (guint i = 0; i < days->len; i++)
    {
      g_ptr_array_add (self->days, duo_day_ref (days->pdata[i]));
      gtk_list_box_append (self->days_list, make_row (self, days->pdata[i]));
    }
}
