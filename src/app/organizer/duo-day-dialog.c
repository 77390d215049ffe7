/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-day-dialog.h"

#include <glib/gi18n.h>

#include "duo-date-row.h"
#include "duo-format-words.h"
#include "shell/duo-css-class.h"
#include "shell/duo-text.h"

#define MORNING (9 * 60)
#define EVENING (17 * 60)

struct _DuoDayDialog
{
  AdwDialog parent_instance;

  DuoEventRecord *event;
  char *replaced; /* (nullable): the date of the day that is changed */

  GtkButton *save;
  DuoDateRow *date;
  AdwComboRow *kind;
  AdwPreferencesGroup *hours;
  GtkWidget *add_hours;
  GPtrArray *rows; /* AdwEntryRow, in the order of the page; borrowed */
  GtkLabel *error;
  GtkWidget *remove;
};

enum
{
  SAVED,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoDayDialog, duo_day_dialog, ADW_TYPE_DIALOG)

static int
compare_windows (gconstpointer a, gconstpointer b)
{
  return (int) ((const DuoDayWindow *) a)->start - (int) ((const DuoDayWindow *) b)->start;
}

/* (nullable): in order of time; NULL where a row says no hours. Rows that do are marked. */
static GArray *
read_windows (DuoDayDialog *self)
{
  GArray *windows = g_array_new (FALSE, FALSE, sizeof (DuoDayWindow));
  gboolean good = TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      DuoDayWindow window;
      gboolean read = duo_format_words_parse_window (gtk_editable_get_text (GTK_EDITABLE (row)), &window);

      duo_css_class_set (row, "error", !read);
      if (read)
        g_array_append_val (windows, window);
      good &= read;
    }
  if (!good)
    g_clear_pointer (&windows, g_array_unref);
  else
    g_array_sort (windows, compare_windows);
  return windows;
}

static gboolean
is_other_day (DuoDayDialog *self, const char *date)
{
  return g_strcmp0 (date, self->replaced) != 0 && duo_event_record_find_day (self->event, date) != NULL;
}

/* (nullable): with @why where the day cannot be so */
static DuoDay *
make_day (DuoDayDialog *self, const char **why)
{
  const char *date = duo_date_row_get_date (self->date);
  g_autoptr (GArray) windows = read_windows (self);
  DuoDay *day;

  if (is_other_day (self, date))
    *why = duo_format_words_fault (DUO_FORMAT_DAY_TWICE);
  else if (!windows)
    *why = _ ("Write hours as 10:00–12:00, on five minutes, up to 24:00.");
  else if (windows->len == 0)
    *why = _ ("A day has hours: add some.");
  if (*why)
    return NULL;
  day = duo_day_new (date, adw_combo_row_get_selected (self->kind) == 1 ? DUO_DAY_IN_PERSON : DUO_DAY_VIRTUAL,
                     (const DuoDayWindow *) (gpointer) windows->data, windows->len, NULL);
  if (!day)
    *why = _ ("These hours overlap. One ends before the next begins.");
  return day;
}

static void
update (DuoDayDialog *self)
{
  const char *why = NULL;
  g_autoptr (DuoDay) day = NULL;

  if (!self->event)
    return;
  day = make_day (self, &why);
  gtk_label_set_label (self->error, why ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), why != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), day != NULL);
}

static void
on_row_removed (DuoDayDialog *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW);

  g_ptr_array_remove (self->rows, row);
  adw_preferences_group_remove (self->hours, row);
  update (self);
}

static GtkWidget *
make_remove_button (DuoDayDialog *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Remove These Hours"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_row_removed), self, G_CONNECT_SWAPPED);
  return button;
}

/* The button that adds hours stays under them. */
static GtkWidget *
add_row (DuoDayDialog *self, DuoDayWindow window)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *text = duo_format_words_window (window);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("From–To"));
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), make_remove_button (self));
  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_remove (self->hours, self->add_hours);
  adw_preferences_group_add (self->hours, row);
  adw_preferences_group_add (self->hours, self->add_hours);
  return row;
}

/* What may follow the last hours: an hour later, two hours. */
static DuoDayWindow
suggest_window (DuoDayDialog *self)
{
  g_autoptr (GArray) windows = read_windows (self);
  guint end;

  if (!windows || windows->len == 0)
    return (DuoDayWindow) {MORNING, EVENING};
  end = g_array_index (windows, DuoDayWindow, windows->len - 1).end;
  return (DuoDayWindow) {MIN (end + 60, 23 * 60), MIN (end + 180, 24 * 60)};
}

static void
on_add_hours (DuoDayDialog *self)
{
  GtkWidget *row = add_row (self, suggest_window (self));

  update (self);
  gtk_widget_grab_focus (row);
}

static void
on_cancel (DuoDayDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_save (DuoDayDialog *self)
{
  const char *why = NULL;
  g_autoptr (DuoDay) day = make_day (self, &why);

  if (!day)
    return;
  g_signal_emit (self, signals[SAVED], 0, day);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_remove (DuoDayDialog *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
duo_day_dialog_dispose (GObject *object)
{
  DuoDayDialog *self = DUO_DAY_DIALOG (object);

  g_clear_pointer (&self->event, duo_event_record_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_DAY_DIALOG);

  G_OBJECT_CLASS (duo_day_dialog_parent_class)->dispose (object);
}

static void
duo_day_dialog_finalize (GObject *object)
{
  DuoDayDialog *self = DUO_DAY_DIALOG (object);

  g_ptr_array_unref (self->rows);
  g_free (self->replaced);

  G_OBJECT_CLASS (duo_day_dialog_parent_class)->finalize (object);
}

static void
duo_day_dialog_class_init (DuoDayDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_day_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = duo_day_dialog_finalize;

  signals[SAVED] = g_signal_new ("saved", DUO_TYPE_DAY_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[REMOVED] =
      g_signal_new ("removed", DUO_TYPE_DAY_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (DUO_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-day-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoDayDialog, save);
  gtk_widget_class_bind_template_child (widget_class, DuoDayDialog, date);
  gtk_widget_class_bind_template_child (widget_class, DuoDayDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, DuoDayDialog, hours);
  gtk_widget_class_bind_template_child (widget_class, DuoDayDialog, add_hours);
  gtk_widget_class_bind_template_child (widget_class, DuoDayDialog, error);
  gtk_widget_class_bind_template_child (widget_class, DuoDayDialog, remove);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_add_hours);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
duo_day_dialog_init (DuoDayDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The day after the last, with its hours. */
static void
suggest_day (DuoDayDialog *self, gint64 now)
{
  const GPtrArray *days = self->event->days;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  DuoDay *last = days->len > 0 ? days->pdata[days->len - 1] : NULL;
  gint64 noon = last ? duo_text_date_noon (duo_day_get_date (last), utc) : now;
  g_autofree char *date = duo_text_date (noon + 86400, utc);

  duo_date_row_set_date (self->date, date);
}

static void
say_zone (DuoDayDialog *self)
{
  g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (self->event);
  g_autofree char *city = duo_text_city (zone);
  /* TRANSLATORS: the city of the event’s time zone: "Stockholm time. Gaps are breaks." */
  g_autofree char *text = g_markup_printf_escaped (_ ("%s time. Gaps are breaks."), city);

  adw_preferences_group_set_description (self->hours, text);
}

static void
show_windows (DuoDayDialog *self, DuoDay *like)
{
  gsize n_windows = 0;
  const DuoDayWindow *windows = like ? duo_day_get_windows (like, &n_windows) : NULL;

  for (gsize i = 0; i < n_windows; i++)
    add_row (self, windows[i]);
  if (n_windows == 0)
    add_row (self, (DuoDayWindow) {MORNING, EVENING});
}

GtkWidget *
duo_day_dialog_new (const DuoEventRecord *event, DuoDay *day, gint64 now)
{
  DuoDayDialog *self = g_object_new (DUO_TYPE_DAY_DIALOG, NULL);
  DuoDay *like = day;

  if (!day && event->days->len > 0)
    like = event->days->pdata[event->days->len - 1];
  self->event = duo_event_record_copy (event);
  self->replaced = day ? g_strdup (duo_day_get_date (day)) : NULL;
  adw_dialog_set_title (ADW_DIALOG (self), day ? _ ("Edit Day") : _ ("Add Day"));
  gtk_button_set_label (self->save, day ? _ ("_Save") : _ ("_Add"));
  gtk_widget_set_visible (self->remove, day != NULL);
  if (day)
    duo_date_row_set_date (self->date, duo_day_get_date (day));
  else
    suggest_day (self, now);
  adw_combo_row_set_selected (self->kind, like && duo_day_get_kind (like) == DUO_DAY_IN_PERSON ? 1 : 0);
  say_zone (self);
  show_windows (self, like);
  update (self);
  return GTK_WIDGET (self);
}
