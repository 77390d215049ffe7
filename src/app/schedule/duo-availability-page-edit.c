/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-availability-page-private.h"

#include <glib/gi18n.h>

#include "chats/duo-chat-question.h"
#include "shell/duo-sentence.h"
#include "shell/duo-text.h"
#include "shell/duo-window.h"

static GPtrArray *
openings_new_take (DuoOpening *opening)
{
  GPtrArray *openings = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_opening_free);

  g_ptr_array_add (openings, opening);
  return openings;
}

DuoOpening *
duo_availability_page_dup_opening (DuoAvailabilityPage *self, const char *date)
{
  const DuoOpening *opening = self->edits ? duo_day_edits_get_opening (self->edits, date) : NULL;

  return opening ? duo_opening_copy (opening) : NULL;
}

void
duo_availability_page_edit (DuoAvailabilityPage *self, GPtrArray *openings)
{
  g_autoptr (GPtrArray) taken = openings;

  if (!duo_availability_page_can_edit (self))
    gtk_widget_error_bell (GTK_WIDGET (self));
  else if (!duo_availability_page_ask_first (self, taken, FALSE))
    duo_day_edits_apply (self->edits, taken);
  /* A length that was not taken over goes from its drop-down again. */
  duo_availability_page_update (self);
}

void
duo_availability_page_set_minutes (DuoAvailabilityPage *self, const char *date, guint minutes)
{
  g_autoptr (DuoOpening) opening = duo_availability_page_dup_opening (self, date);

  if (!opening || opening->minutes == minutes)
    return;

  opening->minutes = minutes;
  duo_availability_page_edit (self, openings_new_take (g_steal_pointer (&opening)));
}

/* ── undo ── */

/* How many slots the day would block that somebody has booked meanwhile. */
static guint
count_booked_meanwhile (DuoAvailabilityPage *self, const DuoOpening *undone)
{
  const GArray *slots = duo_slots_get_day (self->slots, undone->date);
  const DuoOpening *now = duo_day_edits_get_opening (self->edits, undone->date);
  guint count = 0;

  for (guint i = 0; slots && now && i < slots->len; i++)
    {
      const DuoSlot *slot = &g_array_index (slots, DuoSlot, i);

      count += slot->state == DUO_SLOT_BOOKED && duo_opening_blocks (undone, slot->range) &&
               !duo_opening_blocks (now, slot->range);
    }
  return count;
}

static void
say_undone (DuoAvailabilityPage *self, guint booked)
{
  /* TRANSLATORS: slots that were open for a while are blocked again, but somebody was faster */
  g_autofree char *text =
      g_strdup_printf (ngettext ("Undone. %u slot was booked meanwhile; its chat stays.",
                                 "Undone. %u slots were booked meanwhile; their chats stay.", booked),
                       booked);

  duo_window_add_toast (GTK_WIDGET (self), adw_toast_new (text));
}

void
duo_availability_page_finish_undo (DuoAvailabilityPage *self)
{
  g_autoptr (GPtrArray) undone = duo_day_edits_dup_undone (self->edits);
  guint booked = 0;

  for (guint i = 0; undone && i < undone->len; i++)
    booked += count_booked_meanwhile (self, undone->pdata[i]);
  duo_day_edits_undo (self->edits);
  if (booked > 0)
    say_undone (self, booked);
}

void
duo_availability_page_undo (DuoAvailabilityPage *self)
{
  g_autoptr (GPtrArray) undone = self->edits ? duo_day_edits_dup_undone (self->edits) : NULL;

  if (!undone)
    return;
  if (!duo_availability_page_can_edit (self))
    gtk_widget_error_bell (GTK_WIDGET (self));
  else if (!duo_availability_page_ask_first (self, undone, TRUE))
    duo_availability_page_finish_undo (self);
}

/* ── what was not done ── */

void
duo_availability_page_forget_lost (DuoAvailabilityPage *self)
{
  if (self->lost)
    adw_toast_dismiss (self->lost);
  g_clear_object (&self->lost);
}

static void
on_again (DuoAvailabilityPage *self)
{
  duo_availability_page_edit (self, duo_day_edits_dup_lost (self->edits));
}

/* It stays until it is dismissed: what was typed is nowhere else. */
static void
say_others_were_faster (DuoAvailabilityPage *self, const GPtrArray *lost)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  const DuoOpening *first = lost->len == 1 ? lost->pdata[0] : NULL;
  g_autofree char *day = first ? duo_text_day (duo_text_date_noon (first->date, zone), zone) : NULL;
  g_autofree char *text = duo_sentence_for_day_set_meanwhile (day);

  duo_availability_page_forget_lost (self);
  self->lost = adw_toast_new (text);
  adw_toast_set_use_markup (self->lost, FALSE);
  adw_toast_set_timeout (self->lost, 0);
  adw_toast_set_button_label (self->lost, _ ("Try Again"));
  g_signal_connect_object (self->lost, "button-clicked", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
  duo_window_add_toast (GTK_WIDGET (self), g_object_ref (self->lost));
}

void
duo_availability_page_say_failed (DuoAvailabilityPage *self, const GError *error)
{
  g_autoptr (GPtrArray) lost = NULL;

  if (!gtk_widget_get_root (GTK_WIDGET (self)))
    return;
  if (!g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE))
    {
      duo_window_add_error_toast (GTK_WIDGET (self), error);
      return;
    }
  lost = duo_day_edits_dup_lost (self->edits);
  say_others_were_faster (self, lost);
}

/* ── whole days ── */

/* Everything in the hours of the day that lies between @from and @to. */
static void
set_hours (DuoAvailabilityPage *self, const char *date, gint64 from, gint64 to, gboolean block)
{
  DuoDayColumn *column = duo_availability_page_find_column (self, date);
  g_autoptr (DuoOpening) opening = duo_availability_page_dup_opening (self, date);
  g_autoptr (GArray) windows = NULL;

  if (!column || !opening)
    return;

  windows = duo_day_dup_ranges (duo_day_column_get_day (column), duo_event_get_zone (self->event));
  for (guint i = 0; i < windows->len; i++)
    {
      DuoTimeRange window = g_array_index (windows, DuoTimeRange, i);
      DuoTimeRange part = {MAX (window.start, from), MIN (window.end, to)};

      if (part.start >= part.end)
        continue;
      if (block)
        duo_opening_block (opening, part);
      else
        duo_opening_open (opening, part);
    }
  duo_availability_page_edit (self, openings_new_take (g_steal_pointer (&opening)));
}

static gint64
get_noon (DuoAvailabilityPage *self, const char *date)
{
  return duo_text_date_noon (date, duo_event_get_zone (self->event));
}

static void
on_block_day (GtkWidget *widget, const char *action, GVariant *parameter)
{
  set_hours (DUO_AVAILABILITY_PAGE (widget), g_variant_get_string (parameter, NULL), 0, G_MAXINT64, TRUE);
}

static void
on_open_day (GtkWidget *widget, const char *action, GVariant *parameter)
{
  set_hours (DUO_AVAILABILITY_PAGE (widget), g_variant_get_string (parameter, NULL), 0, G_MAXINT64, FALSE);
}

static void
on_block_morning (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoAvailabilityPage *self = DUO_AVAILABILITY_PAGE (widget);
  const char *date = g_variant_get_string (parameter, NULL);

  set_hours (self, date, 0, get_noon (self, date), TRUE);
}

static void
on_block_afternoon (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoAvailabilityPage *self = DUO_AVAILABILITY_PAGE (widget);
  const char *date = g_variant_get_string (parameter, NULL);

  set_hours (self, date, get_noon (self, date), G_MAXINT64, TRUE);
}

/* ── what asks ── */

static void
on_copy_day (GtkWidget *widget, const char *action, GVariant *parameter)
{
  duo_availability_page_ask_copy (DUO_AVAILABILITY_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
on_set_place (GtkWidget *widget, const char *action, GVariant *parameter)
{
  duo_availability_page_ask_place (DUO_AVAILABILITY_PAGE (widget), g_variant_get_string (parameter, NULL),
                                   NULL);
}

static void
on_show_chat (GtkWidget *widget, const char *action, GVariant *parameter)
{
  duo_availability_page_show_chat (DUO_AVAILABILITY_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
on_cancel_chat (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoAvailabilityPage *self = DUO_AVAILABILITY_PAGE (widget);
  DuoChat *chat = duo_event_find_chat (self->event, g_variant_get_string (parameter, NULL));

  if (chat)
    duo_chat_question_ask_party (widget, self->session, chat);
}

static void
on_settings (GtkWidget *widget, const char *action, GVariant *parameter)
{
  duo_availability_page_show_settings (DUO_AVAILABILITY_PAGE (widget));
}

static void
on_undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  duo_availability_page_undo (DUO_AVAILABILITY_PAGE (widget));
}

void
duo_availability_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "availability.block-day", "s", on_block_day);
  gtk_widget_class_install_action (widget_class, "availability.open-day", "s", on_open_day);
  gtk_widget_class_install_action (widget_class, "availability.block-morning", "s", on_block_morning);
  gtk_widget_class_install_action (widget_class, "availability.block-afternoon", "s", on_block_afternoon);
  gtk_widget_class_install_action (widget_class, "availability.copy-day", "s", on_copy_day);
  gtk_widget_class_install_action (widget_class, "availability.set-place", "s", on_set_place);
  gtk_widget_class_install_action (widget_class, "availability.show-chat", "s", on_show_chat);
  gtk_widget_class_install_action (widget_class, "availability.cancel-chat", "s", on_cancel_chat);
  gtk_widget_class_install_action (widget_class, "availability.settings", NULL, on_settings);
  gtk_widget_class_install_action (widget_class, "availability.undo", NULL, on_undo);
}
