/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-format-page-private.h"

#include <glib/gi18n.h>

#include "duo-format-words.h"
#include "shell/duo-announce.h"

/* Talents, recruiters, both: the bits are one less than the choices. */
static guint
get_choice (DuoRequestsBy by)
{
  return (guint) by - 1;
}

/* Shows what lies above the usual range too. What is being typed stays where it says the same. */
static void
show_number (GtkSpinButton *spin, guint value)
{
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (spin);
  gboolean typing = (gtk_widget_get_state_flags (GTK_WIDGET (spin)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  if (value > gtk_adjustment_get_upper (adjustment))
    gtk_adjustment_set_upper (adjustment, value);
  if (!typing || value != gtk_spin_button_get_value (spin))
    gtk_spin_button_set_value (spin, value);
}

static void
show_limits (DuoFormatPage *self, const DuoEventRecord *record)
{
  gint64 now = duo_clock_now (duo_session_get_clock (self->session));
  gboolean live = duo_event_record_is_live (record, now);
  guint limit = duo_event_get_record (self->event)->format.limit_per_talent;
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (self->limit_per_talent);

  /* What can only be raised cannot be turned down; no limit is the highest of all. */
  gtk_adjustment_set_upper (adjustment, MAX (gtk_adjustment_get_upper (adjustment), limit));
  gtk_adjustment_set_lower (adjustment, live ? limit : 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->limit_per_talent), !live || limit != DUO_NO_LIMIT);
  show_number (self->limit_per_talent, record->format.limit_per_talent);
  show_number (self->limit_per_company, record->format.limit_per_company);
}

/* An expiry that only the service's own tool can give has an entry of its own, as long as the event has it. */
static void
show_expiry (DuoFormatPage *self, guint expiry)
{
  gsize n;
  const guint *expiries = duo_format_get_expiries (&n);
  GtkStringList *entries = GTK_STRING_LIST (adw_combo_row_get_model (self->expiry));
  guint n_others = g_list_model_get_n_items (G_LIST_MODEL (entries)) - (guint) n;
  guint at = 0;

  while (at < n && expiries[at] != expiry)
    at++;
  if (at == n && (n_others == 0 || expiry != self->other_expiry))
    {
      g_autofree char *words =
          g_strdup_printf (ngettext ("After %u Minute", "After %u Minutes", expiry), expiry);

      gtk_string_list_splice (entries, (guint) n, n_others, (const char *const[]) {words, NULL});
      self->other_expiry = expiry;
    }
  adw_combo_row_set_selected (self->expiry, at);
  if (at < n && n_others > 0)
    gtk_string_list_splice (entries, (guint) n, n_others, NULL);
}

static void
show_booking (DuoFormatPage *self, const DuoFormat *format)
{
  g_autofree char *opens = duo_format_words_opens (format->opens, duo_event_get_zone (self->event));

  adw_action_row_set_subtitle (self->opens, opens);
  show_number (self->closes, format->closes);
  show_number (self->gap, format->gap);
  show_number (self->notice, format->notice);
}

static void
show_room (DuoFormatPage *self, const DuoFormat *format)
{
  g_autofree char *opens = g_strdup_printf (
      ngettext ("%u minute early", "%u minutes early", format->room_early), format->room_early);
  g_autofree char *stays = g_strdup_printf (
      ngettext ("%u minute, or until the next chat", "%u minutes, or until the next chat", format->room_late),
      format->room_late);

  adw_action_row_set_subtitle (self->room_opens, opens);
  adw_action_row_set_subtitle (self->room_stays, stays);
}

static void
show_state (DuoFormatPage *self, DuoEventState state)
{
  static const char *const words[] = {N_ ("Draft: only organizers see it"),
                                      N_ ("Open: talents and recruiters arrange chats"),
                                      N_ ("Closed: nothing can be arranged any more")};

  adw_action_row_set_subtitle (self->state, _ (words[state]));
  gtk_button_set_label (self->state_button,
                        state == DUO_EVENT_DRAFT ? _ ("Open Event…") : _ ("Close Event…"));
  gtk_widget_set_visible (GTK_WIDGET (self->state_button), state != DUO_EVENT_CLOSED);
}

static void
show_contact (DuoFormatPage *self, const char *contact)
{
  gtk_editable_set_text (GTK_EDITABLE (self->contact), contact ? contact : "");
}

void
duo_format_page_show (DuoFormatPage *self)
{
  g_autoptr (DuoEventRecord) record = duo_format_saver_dup_wanted (self->saver);

  self->showing = TRUE;
  duo_format_page_show_days (self, record);
  duo_length_chips_set_format (self->lengths, &record->format);
  adw_combo_row_set_selected (self->requests_by, get_choice (record->format.requests_by));
  show_limits (self, record);
  show_expiry (self, record->format.expiry);
  show_booking (self, &record->format);
  show_room (self, &record->format);
  show_state (self, record->state);
  show_contact (self, record->contact);
  self->read = duo_format_page_read (self);
  self->showing = FALSE;
}

/* (nullable): the row that has a subtitle to say it in */
static AdwActionRow *
find_row (DuoFormatPage *self, DuoFormatFault fault)
{
  switch ((int) fault)
    {
    case DUO_FORMAT_LIMIT_LOWERED:
      return self->limit_row;
    case DUO_FORMAT_EXPIRY:
      return ADW_ACTION_ROW (self->expiry);
    case DUO_FORMAT_STATE:
      return self->state;
    default:
      return NULL;
    }
}

void
duo_format_page_show_fault (DuoFormatPage *self, DuoFormatFault fault)
{
  const char *sentence = duo_format_words_fault (fault);
  AdwActionRow *row = find_row (self, fault);

  if (row)
    adw_action_row_set_subtitle (row, sentence);
  else if (fault == DUO_FORMAT_CONTACT)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->contact), sentence);
  else
    adw_preferences_group_set_description (self->days_group, sentence);
  if (row)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  if (fault == DUO_FORMAT_CONTACT)
    gtk_widget_add_css_class (GTK_WIDGET (self->contact), "error");
  duo_announce (GTK_WIDGET (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
duo_format_page_clear_faults (DuoFormatPage *self)
{
  GtkWidget *rows[] = {GTK_WIDGET (self->limit_row), GTK_WIDGET (self->expiry), GTK_WIDGET (self->state),
                       GTK_WIDGET (self->contact)};

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_remove_css_class (rows[i], "error");
  adw_action_row_set_subtitle (self->limit_row, _ ("Once the event is live, this can only be raised"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->expiry), NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->contact), _ ("Contact Email"));
  adw_preferences_group_set_description (self->days_group, NULL);
}
