/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-format-page-private.h"

#include <glib/gi18n.h>

#include "duo-opening-dialog.h"
#include "shell/duo-text.h"

/* Who turns a number by several steps means the last one. */
#define SAVE_MS 600

typedef struct
{
  DuoFormatChange *change;
  char *said;
} Waiting;

G_DEFINE_FINAL_TYPE (DuoFormatPage, duo_format_page, ADW_TYPE_BREAKPOINT_BIN)

static gboolean
is_online (DuoFormatPage *self)
{
  return duo_session_get_state (self->session) == DUO_SESSION_ONLINE;
}

/* Not while something is on its way: whoever goes through the rows by keyboard would lose their place. */
static void
update_sensitive (DuoFormatPage *self)
{
  gtk_widget_set_sensitive (self->settings, self->event && is_online (self));
}

/* ── what the user turned ── */

static DuoFormat
read_format (DuoFormatPage *self)
{
  DuoFormat format = duo_event_get_record (self->event)->format;
  gsize n_expiries;
  const guint *expiries = duo_format_get_expiries (&n_expiries);

  duo_length_chips_get_format (self->lengths, &format);
  format.requests_by = (DuoRequestsBy) (adw_combo_row_get_selected (self->requests_by) + 1);
  format.limit_per_talent = (guint) gtk_spin_button_get_value (self->limit_per_talent);
  format.limit_per_company = (guint) gtk_spin_button_get_value (self->limit_per_company);
  if (adw_combo_row_get_selected (self->expiry) < n_expiries)
    format.expiry = expiries[adw_combo_row_get_selected (self->expiry)];
  format.closes = (guint) gtk_spin_button_get_value (self->closes);
  format.gap = (guint) gtk_spin_button_get_value (self->gap);
  format.notice = (guint) gtk_spin_button_get_value (self->notice);
  return format;
}

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_clear_pointer (&waiting->change, duo_format_change_free);
  g_free (waiting->said);
  g_free (waiting);
}

static void
save_waiting (DuoFormatPage *self)
{
  Waiting *waiting = g_queue_pop_head (&self->waiting);

  duo_format_page_clear_faults (self);
  duo_format_saver_save (self->saver, g_steal_pointer (&waiting->change), waiting->said);
  waiting_free (waiting);
}

void
duo_format_page_save (DuoFormatPage *self, DuoFormatChange *change, const char *said)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  *waiting = (Waiting) {change, g_strdup (said)};
  g_queue_push_tail (&self->waiting, waiting);
  if (!duo_format_saver_is_busy (self->saver))
    save_waiting (self);
}

static void
save_format (DuoFormatPage *self, const DuoFormat *format)
{
  DuoFormatChange *change;

  if (duo_format_equal (format, &duo_event_get_record (self->event)->format))
    return;
  change = duo_format_change_new ();
  change->has_format = TRUE;
  change->format = *format;
  duo_format_page_save (self, change, _ ("Saved"));
}

static void
save_turned (gpointer data)
{
  DuoFormatPage *self = data;
  DuoFormat format;

  self->timer = 0;
  if (!self->event)
    return;
  format = read_format (self);
  save_format (self, &format);
}

static void
on_turned (DuoFormatPage *self)
{
  if (self->showing || !self->event)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once (SAVE_MS, save_turned, self);
}

static void
on_contact_applied (DuoFormatPage *self)
{
  DuoFormatChange *change;

  if (!self->event)
    return;
  change = duo_format_change_new ();
  change->contact = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->contact))));
  duo_format_page_save (self, change, _ ("Saved"));
}

static void
on_add_day (DuoFormatPage *self)
{
  duo_format_page_add_day (self);
}

/* ── when booking opens ── */

static void
on_opening_saved (DuoFormatPage *self, gint64 opens)
{
  DuoFormat format;

  if (!self->event)
    return;
  format = read_format (self);
  format.opens = opens;
  save_format (self, &format);
}

static void
on_opens_activated (DuoFormatPage *self)
{
  GtkWidget *dialog;

  if (!self->event)
    return;
  dialog = duo_opening_dialog_new (duo_event_get_record (self->event)->format.opens,
                                   duo_event_get_zone (self->event),
                                   duo_clock_now (duo_session_get_clock (self->session)));
  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_opening_saved), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/* ── its state: what cannot be undone is asked about ── */

static void
on_state_response (DuoFormatPage *self, const char *response)
{
  DuoFormatChange *change;
  gboolean draft;

  if (!g_str_equal (response, "do") || !self->event)
    return;
  draft = duo_event_get_record (self->event)->state == DUO_EVENT_DRAFT;
  change = duo_format_change_new ();
  change->has_state = TRUE;
  change->state = draft ? DUO_EVENT_OPEN : DUO_EVENT_CLOSED;
  duo_format_page_save (self, change, draft ? _ ("The event is open") : _ ("The event is closed"));
}

static void
on_state_pressed (DuoFormatPage *self)
{
  gboolean draft = self->event && duo_event_get_record (self->event)->state == DUO_EVENT_DRAFT;
  AdwDialog *dialog = adw_alert_dialog_new (draft ? _ ("Open the Event?") : _ ("Close the Event?"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_set_body (
      alert, draft ? _ ("Talents and recruiters see it from then on. It cannot be a draft again.")
                   : _ ("Nothing can be requested or booked any more, and open requests expire. "
                        "It cannot be opened again."));
  adw_alert_dialog_add_responses (alert, "keep", _ ("_Cancel"), "do", draft ? _ ("_Open") : _ ("_Close"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (alert, "do",
                                            draft ? ADW_RESPONSE_SUGGESTED : ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (alert, "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_state_response), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* ── no limit is written as such ── */

static gboolean
on_limit_output (GtkSpinButton *row)
{
  if (gtk_spin_button_get_value (row) > 0)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (row), _ ("No Limit"));
  return TRUE;
}

static int
on_limit_input (GtkSpinButton *row, double *value)
{
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), _ ("No Limit")) != 0)
    return FALSE;
  *value = 0;
  return TRUE;
}

/* ── the event ── */

static void
on_event_changed (DuoFormatPage *self)
{
  /* What is being turned or saved comes first; it is looked at again when that has settled. */
  if (self->timer == 0 && !duo_format_saver_is_busy (self->saver))
    duo_format_page_show (self);
}

static void
on_settled (DuoFormatPage *self)
{
  if (!g_queue_is_empty (&self->waiting))
    save_waiting (self);
  else if (self->timer == 0)
    duo_format_page_show (self);
}

static void
on_refused (DuoFormatPage *self, int fault)
{
  duo_format_page_show_fault (self, fault);
}

static void
clear_event (DuoFormatPage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_queue_clear_full (&self->waiting, waiting_free);
  if (self->event)
    g_signal_handlers_disconnect_by_data (self->event, self);
  if (self->saver)
    g_signal_handlers_disconnect_by_data (self->saver, self);
  g_clear_object (&self->saver);
  g_clear_object (&self->event);
}

static void
on_session_event (DuoFormatPage *self)
{
  DuoEvent *event = duo_session_get_event (self->session);

  if (event == self->event)
    return;
  clear_event (self);
  if (event)
    {
      self->event = g_object_ref (event);
      self->saver = duo_format_saver_new (self->session, event, GTK_WIDGET (self));
      g_signal_connect_swapped (event, "changed", G_CALLBACK (on_event_changed), self);
      g_signal_connect_swapped (self->saver, "settled", G_CALLBACK (on_settled), self);
      g_signal_connect_swapped (self->saver, "refused", G_CALLBACK (on_refused), self);
      duo_format_page_show (self);
    }
  update_sensitive (self);
}

static void
duo_format_page_dispose (GObject *object)
{
  DuoFormatPage *self = DUO_FORMAT_PAGE (object);

  clear_event (self);
  /* The parent class would let go of it once more. */
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_FORMAT_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_format_page_parent_class)->dispose (object);
}

static void
duo_format_page_finalize (GObject *object)
{
  g_ptr_array_unref (DUO_FORMAT_PAGE (object)->days);

  G_OBJECT_CLASS (duo_format_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-format-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, settings);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, days_group);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, days_list);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, no_days);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, lengths);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, limit_per_company);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, contact);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, state);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, state_button);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, requests_by);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, limit_row);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, limit_per_talent);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, expiry);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, opens);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, closes);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, gap);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, notice);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, room_opens);
  gtk_widget_class_bind_template_child (widget_class, DuoFormatPage, room_stays);
  gtk_widget_class_bind_template_callback (widget_class, on_add_day);
  gtk_widget_class_bind_template_callback (widget_class, on_turned);
  gtk_widget_class_bind_template_callback (widget_class, on_contact_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_state_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_opens_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_limit_output);
  gtk_widget_class_bind_template_callback (widget_class, on_limit_input);
}

static void
duo_format_page_class_init (DuoFormatPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = duo_format_page_dispose;
  G_OBJECT_CLASS (class)->finalize = duo_format_page_finalize;

  g_type_ensure (DUO_TYPE_LENGTH_CHIPS);
  bind_template (GTK_WIDGET_CLASS (class));
}

static void
duo_format_page_init (DuoFormatPage *self)
{
  int width = (int) g_utf8_strlen (_ ("No Limit"), -1);

  self->days = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_day_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* A spin button makes itself as wide as its numbers. */
  gtk_editable_set_width_chars (GTK_EDITABLE (self->limit_per_talent), width);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->limit_per_company), width);
}

GtkWidget *
duo_format_page_new (DuoSession *session)
{
  DuoFormatPage *self = g_object_new (DUO_TYPE_FORMAT_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::event", G_CALLBACK (on_session_event), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update_sensitive), self, G_CONNECT_SWAPPED);
  on_session_event (self);
  update_sensitive (self);
  return GTK_WIDGET (self);
}
