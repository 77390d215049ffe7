/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-availability-page-private.h"

#include <glib/gi18n.h>

#include "shell/duo-text.h"
#include "shell/duo-window.h"

#define LONGEST_PLACE 200

/* What waits for an answer. */
typedef struct
{
  DuoAvailabilityPage *page;
  GPtrArray *openings; /* (nullable) */
  GPtrArray *before;   /* (nullable): the same days, as they were when it was asked */
  char *date;          /* (nullable) */
  GtkEditable *place;  /* (nullable): borrowed, lives as long as its dialog */
  gboolean undo;
} Asked;

static GPtrArray *
openings_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) duo_opening_free);
}

/* (transfer full) (element-type DuoOpening): how the days of @openings are now; where that is not known, as wanted */
static GPtrArray *
dup_now (DuoAvailabilityPage *self, GPtrArray *openings)
{
  GPtrArray *now = openings_new ();

  for (guint i = 0; i < openings->len; i++)
    {
      const DuoOpening *opening = openings->pdata[i];
      DuoOpening *known = duo_availability_page_dup_opening (self, opening->date);

      g_ptr_array_add (now, known ? known : duo_opening_copy (opening));
    }
  return now;
}

static Asked *
asked_new (DuoAvailabilityPage *page, GPtrArray *openings, const char *date)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->page = g_object_ref (page);
  asked->openings = openings ? g_ptr_array_ref (openings) : NULL;
  asked->before = openings ? dup_now (page, openings) : NULL;
  asked->date = g_strdup (date);
  return asked;
}

static void
asked_free (gpointer data, GClosure *closure)
{
  Asked *asked = data;

  g_object_unref (asked->page);
  g_clear_pointer (&asked->openings, g_ptr_array_unref);
  g_clear_pointer (&asked->before, g_ptr_array_unref);
  g_free (asked->date);
  g_free (asked);
}

/* (transfer full) (element-type DuoOpening): what was asked about, over what colleagues did to those days meanwhile */
static GPtrArray *
dup_openings (const Asked *asked)
{
  g_autoptr (GPtrArray) now = dup_now (asked->page, asked->openings);
  GPtrArray *openings = openings_new ();

  for (guint i = 0; i < now->len; i++)
    g_ptr_array_add (openings, duo_opening_new_rebased (asked->before->pdata[i], asked->openings->pdata[i],
                                                        now->pdata[i]));
  return openings;
}

static void
ask (AdwDialog *dialog, Asked *asked, GCallback on_response)
{
  g_signal_connect_data (dialog, "response", on_response, asked, asked_free, 0);
  adw_dialog_present (dialog, GTK_WIDGET (asked->page));
}

static char *
dup_day (DuoAvailabilityPage *self, const char *date)
{
  GTimeZone *zone = duo_event_get_zone (self->event);

  return duo_text_day (duo_text_date_noon (date, zone), zone);
}

static GtkWidget *
list_new (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  return list;
}

/* ── chats that another length touches ── */

static gboolean
is_ahead (DuoAvailabilityPage *self, DuoChat *chat)
{
  return duo_chat_get_state (chat) == DUO_CHAT_CONFIRMED &&
         duo_chat_get_range (chat).end > duo_clock_now (duo_session_get_clock (self->session));
}

static void
add_chats (DuoAvailabilityPage *self, const char *date, GPtrArray *chats)
{
  DuoDayColumn *column = duo_availability_page_find_column (self, date);
  GPtrArray *blocks = column ? duo_day_column_get_blocks (column) : NULL;

  for (guint i = 0; blocks && i < blocks->len; i++)
    if (is_ahead (self, duo_chat_block_get_chat (blocks->pdata[i])))
      g_ptr_array_add (chats, duo_chat_block_get_chat (blocks->pdata[i]));
}

/* (transfer container): the booked chats of days that get slots of another length */
static GPtrArray *
list_touched (DuoAvailabilityPage *self, GPtrArray *openings)
{
  GPtrArray *chats = g_ptr_array_new ();

  for (guint i = 0; i < openings->len; i++)
    {
      const DuoOpening *opening = openings->pdata[i];
      const DuoOpening *now = duo_day_edits_get_opening (self->edits, opening->date);

      if (now && now->minutes != opening->minutes)
        add_chats (self, opening->date, chats);
    }
  return chats;
}

static void
on_touched_response (AdwAlertDialog *dialog, const char *response, Asked *asked)
{
  DuoAvailabilityPage *self = asked->page;
  g_autoptr (GPtrArray) openings = NULL;

  if (!g_str_equal (response, "change"))
    return;
  if (asked->undo)
    {
      duo_availability_page_finish_undo (self);
      return;
    }

  openings = dup_openings (asked);
  duo_day_edits_apply (self->edits, openings);
}

static GtkWidget *
make_touched_list (DuoAvailabilityPage *self, GPtrArray *chats)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  GtkWidget *list = list_new ();

  for (guint i = 0; i < chats->len; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      DuoTimeRange range = duo_chat_get_range (chats->pdata[i]);
      g_autofree char *when = duo_text_with_my_range (duo_text_when (range, zone), range, zone, local);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), duo_chat_get_peer_name (chats->pdata[i]));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  return list;
}

static void
ask_touched (DuoAvailabilityPage *self, GPtrArray *openings, GPtrArray *chats, gboolean undo)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Change the Length of Slots?"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  Asked *asked = asked_new (self, openings, NULL);

  asked->undo = undo;
  adw_alert_dialog_set_body (alert,
                             ngettext ("This chat is booked and keeps its time. Slots of the new length "
                                       "that overlap it are not offered.",
                                       "These chats are booked and keep their time. Slots of the new "
                                       "length that overlap them are not offered.",
                                       chats->len));
  adw_alert_dialog_set_extra_child (alert, make_touched_list (self, chats));
  adw_alert_dialog_add_responses (alert, "keep", _ ("_Keep Length"), "change", _ ("_Change Length"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "change", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (alert, "keep");
  ask (dialog, asked, G_CALLBACK (on_touched_response));
}

/* (nullable): the first day in person that has no place: the service does not take it */
static const char *
find_placeless (DuoAvailabilityPage *self, GPtrArray *openings)
{
  for (guint i = 0; i < openings->len; i++)
    {
      const DuoOpening *opening = openings->pdata[i];
      DuoDayColumn *column = duo_availability_page_find_column (self, opening->date);

      if (column && !opening->place &&
          duo_day_get_kind (duo_day_column_get_day (column)) == DUO_DAY_IN_PERSON)
        return opening->date;
    }

  return NULL;
}

gboolean
duo_availability_page_ask_first (DuoAvailabilityPage *self, GPtrArray *openings, gboolean undo)
{
  g_autoptr (GPtrArray) chats = list_touched (self, openings);
  const char *placeless = undo ? NULL : find_placeless (self, openings);

  if (placeless)
    duo_availability_page_ask_place (self, placeless, openings);
  else if (chats->len > 0)
    ask_touched (self, openings, chats, undo);
  return placeless || chats->len > 0;
}

/* ── place ── */

static void
set_place (GPtrArray *openings, const char *date, const char *place)
{
  for (guint i = 0; i < openings->len; i++)
    {
      DuoOpening *opening = openings->pdata[i];

      if (g_str_equal (opening->date, date))
        g_set_str (&opening->place, place);
    }
}

/* (transfer full) (element-type DuoOpening): what goes with the place, or the day alone */
static GPtrArray *
dup_placed (const Asked *asked)
{
  GPtrArray *openings = asked->openings ? dup_openings (asked) : openings_new ();
  DuoOpening *alone = asked->openings ? NULL : duo_availability_page_dup_opening (asked->page, asked->date);

  if (alone)
    g_ptr_array_add (openings, alone);
  return openings;
}

static void
on_place_response (AdwAlertDialog *dialog, const char *response, Asked *asked)
{
  g_autofree char *place = g_strstrip (g_strdup (gtk_editable_get_text (asked->place)));
  GPtrArray *openings;

  if (!g_str_equal (response, "save") || !*place)
    return;

  openings = dup_placed (asked);
  set_place (openings, asked->date, place);
  duo_availability_page_edit (asked->page, openings);
}

static void
on_place_changed (GtkEditable *entry, AdwAlertDialog *alert)
{
  g_autofree char *place = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_alert_dialog_set_response_enabled (alert, "save", *place != '\0');
}

void
duo_availability_page_ask_place (DuoAvailabilityPage *self, const char *date, GPtrArray *openings)
{
  g_autofree char *day = dup_day (self, date);
  g_autofree char *body = g_strdup_printf (_ ("Where talents find you on %s."), day);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Place"), body);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  const DuoOpening *now = duo_day_edits_get_opening (self->edits, date);
  GtkWidget *list = list_new ();
  GtkWidget *row = adw_entry_row_new ();
  Asked *asked = asked_new (self, openings, date);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Hall, stand, table…"));
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (row), LONGEST_PLACE);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  adw_alert_dialog_set_extra_child (alert, list);
  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "save");
  adw_alert_dialog_set_close_response (alert, "cancel");
  adw_dialog_set_focus (dialog, row);
  g_signal_connect_object (row, "changed", G_CALLBACK (on_place_changed), dialog, G_CONNECT_DEFAULT);
  gtk_editable_set_text (GTK_EDITABLE (row), now && now->place ? now->place : "");
  on_place_changed (GTK_EDITABLE (row), alert);
  asked->place = GTK_EDITABLE (row);
  ask (dialog, asked, G_CALLBACK (on_place_response));
}

/* ── copy ── */

/* (nullable): why nothing can be copied from the one day to the other */
static const char *
get_obstacle (DuoAvailabilityPage *self, DuoDay *from, DuoDay *to)
{
  const DuoOpening *opening = duo_day_edits_get_opening (self->edits, duo_day_get_date (to));

  if (!duo_opening_fits (from, to))
    return _ ("Has other hours");
  if (!opening)
    return _ ("Not known yet");
  if (duo_day_get_kind (to) == DUO_DAY_IN_PERSON && !opening->place)
    return _ ("Needs a place first");

  return NULL;
}

static GtkWidget *
make_copy_row (DuoAvailabilityPage *self, DuoDay *from, DuoDay *to)
{
  GtkWidget *row = adw_switch_row_new ();
  const char *date = duo_day_get_date (to);
  g_autofree char *day = dup_day (self, date);
  const char *obstacle = get_obstacle (self, from, to);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), day);
  if (obstacle)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), obstacle);
  gtk_widget_set_sensitive (row, obstacle == NULL);
  g_object_set_data_full (G_OBJECT (row), "date", g_strdup (date), g_free);
  return row;
}

static const char *
get_copied_date (GtkWidget *row)
{
  return adw_switch_row_get_active (ADW_SWITCH_ROW (row)) ? g_object_get_data (G_OBJECT (row), "date") : NULL;
}

static void
on_copy_row_changed (AdwAlertDialog *alert)
{
  GtkWidget *list = adw_alert_dialog_get_extra_child (alert);
  gboolean any = FALSE;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row; row = gtk_widget_get_next_sibling (row))
    any |= get_copied_date (row) != NULL;
  adw_alert_dialog_set_response_enabled (alert, "copy", any);
}

static void
add_copy (DuoAvailabilityPage *self, const char *from, const char *to, GPtrArray *openings)
{
  DuoDayColumn *source = duo_availability_page_find_column (self, from);
  DuoDayColumn *target = duo_availability_page_find_column (self, to);
  const DuoOpening *copied = duo_day_edits_get_opening (self->edits, from);
  const DuoOpening *now = duo_day_edits_get_opening (self->edits, to);

  if (source && target && copied && now)
    g_ptr_array_add (openings, duo_opening_new_copied (copied, now, duo_day_column_get_day (source),
                                                       duo_day_column_get_day (target),
                                                       duo_event_get_zone (self->event)));
}

static void
on_copy_response (AdwAlertDialog *dialog, const char *response, Asked *asked)
{
  GtkWidget *list = adw_alert_dialog_get_extra_child (dialog);
  GPtrArray *openings;

  if (!g_str_equal (response, "copy"))
    return;

  openings = openings_new ();
  for (GtkWidget *row = gtk_widget_get_first_child (list); row; row = gtk_widget_get_next_sibling (row))
    if (get_copied_date (row))
      add_copy (asked->page, asked->date, get_copied_date (row), openings);
  duo_availability_page_edit (asked->page, openings);
}

void
duo_availability_page_ask_copy (DuoAvailabilityPage *self, const char *date)
{
  GPtrArray *columns = duo_event_calendar_get_columns (self->calendar);
  DuoDayColumn *source = duo_availability_page_find_column (self, date);
  g_autofree char *day = dup_day (self, date);
  g_autofree char *heading = g_strdup_printf (_ ("Copy %s"), day);
  AdwDialog *dialog = adw_alert_dialog_new (heading, NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  GtkWidget *list = list_new ();

  if (!source)
    return;

  adw_alert_dialog_set_body (alert, _ ("The length of slots and what is blocked are set the same. "
                                       "Chats that are booked keep their time."));
  for (guint i = 0; i < columns->len; i++)
    if (columns->pdata[i] != source)
      {
        GtkWidget *row =
            make_copy_row (self, duo_day_column_get_day (source), duo_day_column_get_day (columns->pdata[i]));

        g_signal_connect_object (row, "notify::active", G_CALLBACK (on_copy_row_changed), dialog,
                                 G_CONNECT_SWAPPED);
        gtk_list_box_append (GTK_LIST_BOX (list), row);
      }
  adw_alert_dialog_set_extra_child (alert, list);
  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "copy", _ ("C_opy"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "copy", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (alert, "cancel");
  on_copy_row_changed (alert);
  ask (dialog, asked_new (self, NULL, date), G_CALLBACK (on_copy_response));
}
