/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-settings-pane.h"

#include <glib/gi18n.h>

#include "duo-settings-dialog.h"
#include "shell/duo-button-name.h"
#include "shell/duo-combo-names.h"
#include "shell/duo-text.h"
#include "shell/duo-window.h"

struct _DuoSettingsPane
{
  AdwBin parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoPerson *recruiter; /* (nullable): until somebody says whose settings */
  GSignalGroup *recruiter_signals;
  gboolean filling; /* what changes now is not done by hand */

  AdwComboRow *calendar;
  GtkWidget *booking;
  GtkCheckButton *direct;
  GtkCheckButton *selective;
  AdwSwitchRow *paused;
  AdwActionRow *question;
  GtkWidget *edit_question;
  AdwPreferencesGroup *question_group;
  GtkWidget *preferences;
  AdwActionRow *about;
  AdwActionRow *topics;
  AdwActionRow *languages;
  GtkLabel *open;
  GtkLabel *booked;
  GtkLabel *blocked;
  GtkLabel *waiting;
};

enum
{
  CALENDAR_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoSettingsPane, duo_settings_pane, ADW_TYPE_BIN)

static void
set_words (AdwActionRow *row, const char *const *words)
{
  g_autofree char *text = duo_text_list (words);

  adw_action_row_set_subtitle (row, *text ? text : _ ("None yet"));
}

static void
update (DuoSettingsPane *self)
{
  const DuoPersonRecord *record = duo_person_get_record (self->recruiter);
  const char *question = record->question;

  self->filling = TRUE;
  gtk_check_button_set_active (record->direct ? self->direct : self->selective, TRUE);
  adw_switch_row_set_active (self->paused, record->paused);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->question),
                                 question ? question : _ ("No question"));
  adw_preferences_group_set_description (self->question_group,
                                         question ? _ ("Must be answered to book") : NULL);
  adw_action_row_set_subtitle (self->about, record->about ? record->about : _ ("None yet"));
  set_words (self->topics, (const char *const *) record->topics);
  set_words (self->languages, (const char *const *) record->languages);
  self->filling = FALSE;
}

/* ── changes ── */

/* A switch that the service refused goes back to where it was. */
static void
changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoSettingsPane) self = data;
  g_autoptr (GError) error = NULL;

  if (duo_session_change_settings_finish (DUO_SESSION (source), result, &error))
    return;

  if (gtk_widget_get_root (GTK_WIDGET (self)))
    duo_window_add_error_toast (GTK_WIDGET (self), error);
  if (self->recruiter)
    update (self);
}

static void
change (DuoSettingsPane *self, const DuoWireSettings *settings)
{
  duo_session_change_settings_async (self->session, self->recruiter, settings, 0, NULL, changed_cb,
                                     g_object_ref (self));
}

static void
on_mode_toggled (DuoSettingsPane *self, GtkCheckButton *button)
{
  const DuoWireSettings settings = {.has_direct = TRUE, .direct = gtk_check_button_get_active (self->direct)};

  if (!self->filling && self->recruiter && gtk_check_button_get_active (button))
    change (self, &settings);
}

static void
on_paused_changed (DuoSettingsPane *self)
{
  const DuoWireSettings settings = {.has_paused = TRUE, .paused = adw_switch_row_get_active (self->paused)};

  if (!self->filling && self->recruiter)
    change (self, &settings);
}

static void
edit (DuoSettingsPane *self, DuoSettingsTexts texts)
{
  adw_dialog_present (duo_settings_dialog_new (self->session, self->recruiter, texts), GTK_WIDGET (self));
}

static void
on_edit_question (DuoSettingsPane *self)
{
  edit (self, DUO_SETTINGS_QUESTION);
}

static void
on_edit_preferences (DuoSettingsPane *self)
{
  edit (self, DUO_SETTINGS_PREFERENCES);
}

/* ── whose ── */

static void
on_calendar_selected (DuoSettingsPane *self)
{
  DuoPerson *person = adw_combo_row_get_selected_item (self->calendar);

  if (!self->filling && person && person != self->recruiter)
    g_signal_emit (self, signals[CALENDAR_CHOSEN], 0, person);
}

static guint
find_row (GListModel *people, DuoPerson *person)
{
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (DuoPerson) other = g_list_model_get_item (people, i);

      if (other == person)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static void
select_recruiter (DuoSettingsPane *self)
{
  guint row = find_row (adw_combo_row_get_model (self->calendar), self->recruiter);

  self->filling = TRUE;
  if (row != GTK_INVALID_LIST_POSITION)
    adw_combo_row_set_selected (self->calendar, row);
  self->filling = FALSE;
}

void
duo_settings_pane_set_recruiter (DuoSettingsPane *self, DuoPerson *recruiter)
{
  g_return_if_fail (DUO_IS_SETTINGS_PANE (self));

  if (!g_set_object (&self->recruiter, recruiter))
    return;

  g_signal_group_set_target (self->recruiter_signals, recruiter);
  select_recruiter (self);
  update (self);
}

static void
set_count (GtkLabel *label, guint count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  gtk_label_set_label (label, text);
}

void
duo_settings_pane_set_capacity (DuoSettingsPane *self, const DuoSlotTally *tally)
{
  g_return_if_fail (DUO_IS_SETTINGS_PANE (self));

  set_count (self->open, tally->open);
  set_count (self->booked, tally->booked);
  set_count (self->blocked, tally->blocked);
  set_count (self->waiting, tally->waiting);
}

void
duo_settings_pane_set_online (DuoSettingsPane *self, gboolean online)
{
  g_return_if_fail (DUO_IS_SETTINGS_PANE (self));

  gtk_widget_set_sensitive (self->booking, online);
  gtk_widget_set_sensitive (GTK_WIDGET (self->question_group), online);
  gtk_widget_set_sensitive (self->preferences, online);
}

static void
duo_settings_pane_dispose (GObject *object)
{
  DuoSettingsPane *self = DUO_SETTINGS_PANE (object);

  g_clear_object (&self->recruiter_signals);
  /* The parent class would let go of it once more. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_SETTINGS_PANE);
  g_clear_object (&self->recruiter);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_settings_pane_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, calendar);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, booking);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, direct);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, selective);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, paused);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, question);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, edit_question);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, question_group);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, preferences);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, about);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, topics);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, languages);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, open);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, booked);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, blocked);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsPane, waiting);
}

static void
duo_settings_pane_class_init (DuoSettingsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_settings_pane_dispose;

  signals[CALENDAR_CHOSEN] = g_signal_new ("calendar-chosen", DUO_TYPE_SETTINGS_PANE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, DUO_TYPE_PERSON);
  g_type_ensure (DUO_TYPE_PERSON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-settings-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_calendar_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_mode_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_paused_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_question);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_preferences);
}

/* The list around the one row is named after a title that its group does not have, and the button after the row that
 * presses it, which is the question itself. */
static void
name_parts (DuoSettingsPane *self)
{
  GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (self->calendar), GTK_TYPE_LIST_BOX);

  duo_combo_names_follow (self->calendar);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->calendar)), -1);
  duo_button_name_set (self->edit_question, _ ("Edit the Question"));
}

static void
duo_settings_pane_init (DuoSettingsPane *self)
{
  static const char *const notes[] = {"notify::direct", "notify::paused", "notify::question",
                                      "notify::about",  "notify::topics", "notify::languages"};

  gtk_widget_init_template (GTK_WIDGET (self));
  name_parts (self);
  self->recruiter_signals = g_signal_group_new (DUO_TYPE_PERSON);
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    g_signal_group_connect_swapped (self->recruiter_signals, notes[i], G_CALLBACK (update), self);
}

/* (transfer full): I am first, whatever the order of the others is */
static GListModel *
new_people (DuoEvent *event)
{
  GListModel *colleagues = duo_event_get_colleagues (event);
  const char *me = duo_event_get_record (event)->me;
  GListStore *people = g_list_store_new (DUO_TYPE_PERSON);

  for (guint i = 0; i < g_list_model_get_n_items (colleagues); i++)
    {
      g_autoptr (DuoPerson) person = g_list_model_get_item (colleagues, i);
      gboolean mine = g_strcmp0 (duo_person_get_id (person), me) == 0;

      g_list_store_insert (people, mine ? 0 : g_list_model_get_n_items (G_LIST_MODEL (people)), person);
    }

  return G_LIST_MODEL (people);
}

static void
on_colleagues_changed (DuoSettingsPane *self)
{
  g_autoptr (GListModel) people = new_people (self->event);

  self->filling = TRUE;
  adw_combo_row_set_model (self->calendar, people);
  self->filling = FALSE;
  if (self->recruiter)
    select_recruiter (self);
}

GtkWidget *
duo_settings_pane_new (DuoSession *session, DuoEvent *event)
{
  DuoSettingsPane *self = g_object_new (DUO_TYPE_SETTINGS_PANE, NULL);

  self->session = g_object_ref (session);
  self->event = g_object_ref (event);
  g_signal_connect_object (duo_event_get_colleagues (event), "items-changed",
                           G_CALLBACK (on_colleagues_changed), self, G_CONNECT_SWAPPED);
  on_colleagues_changed (self);
  return GTK_WIDGET (self);
}
