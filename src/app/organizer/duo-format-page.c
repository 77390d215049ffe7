/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-format-page-private.h"

#include <glib/gi18n.h>

#include "duo-format-asked.h"
#include "duo-opening-dialog.h"
#include "shell/duo-text.h"
#include "shell/duo-undo.h"

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
  if (self->undo)
    gtk_widget_set_sensitive (self->undo,
                              self->event && is_online (self) && duo_format_saver_can_undo (self->saver));
}

static void
on_undo (DuoFormatPage *self)
{
  if (self->event && is_online (self))
    duo_format_saver_undo (self->saver);
}

/* ── what the user turned ── */

/* What the controls say; what has none stays 0. */
DuoFormat
duo_format_page_read (DuoFormatPage *self)
{
  DuoFormat format = {0};
  gsize n_expiries;
  const guint *expiries = duo_format_get_expiries (&n_expiries);
  guint expiry = adw_combo_row_get_selected (self->expiry);

  duo_length_chips_get_format (self->lengths, &format);
  format.requests_by = (DuoRequestsBy) (adw_combo_row_get_selected (self->requests_by) + 1);
  format.limit_per_talent = (guint) gtk_spin_button_get_value (self->limit_per_talent);
  format.limit_per_company = (guint) gtk_spin_button_get_value (self->limit_per_company);
  format.expiry = expiry < n_expiries ? expiries[expiry] : self->other_expiry;
  format.closes = (guint) gtk_spin_button_get_value (self->closes);
  format.gap = (guint) gtk_spin_button_get_value (self->gap);
  format.notice = (guint) gtk_spin_button_get_value (self->notice);
  return format;
}

void
duo_format_page_save (DuoFormatPage *self,
                      const DuoEventRecord *seen,
                      const DuoEventRecord *wanted,
                      const char *said)
{
  duo_format_page_clear_faults (self);
  duo_format_saver_save (self->saver, seen, wanted, said);
}

static void
on_turned (DuoFormatPage *self)
{
  DuoFormat format;
  DuoFormatMembers turned;

  if (self->showing || !self->event)
    return;
  format = duo_format_page_read (self);
  turned = duo_format_compare (&self->read, &format);
  self->read = format;
  if (turned == 0)
    return;
  duo_format_page_clear_faults (self);
  duo_format_saver_turn (self->saver, &format, turned);
}

static void
on_contact_applied (DuoFormatPage *self)
{
  g_autoptr (DuoEventRecord) seen = NULL;
  g_autoptr (DuoEventRecord) wanted = NULL;
  g_autofree char *contact = NULL;

  if (!self->event)
    return;
  contact = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->contact))));
  seen = duo_format_saver_dup_wanted (self->saver);
  wanted = duo_event_record_copy (seen);
  g_set_str (&wanted->contact, *contact ? contact : NULL);
  duo_format_page_save (self, seen, wanted, _ ("Saved"));
}

static void
on_add_day (DuoFormatPage *self)
{
  duo_format_page_add_day (self);
}

/* ── what is asked in a dialog is about the event as it was when it opened ── */

static void
on_opening_saved (DuoOpeningDialog *dialog, gint64 opens, DuoFormatAsked *asked)
{
  g_autoptr (DuoEventRecord) wanted = duo_event_record_copy (asked->seen);

  wanted->format.opens = opens;
  duo_format_asked_save (asked, wanted, _ ("Saved"));
}

static void
on_opens_activated (DuoFormatPage *self)
{
  g_autoptr (DuoEventRecord) seen = NULL;
  GtkWidget *dialog;

  if (!self->event)
    return;
  seen = duo_format_saver_dup_wanted (self->saver);
  dialog = duo_opening_dialog_new (seen->format.opens, duo_event_get_zone (self->event),
                                   duo_clock_now (duo_session_get_clock (self->session)));
  duo_format_asked_connect (dialog, "saved", G_CALLBACK (on_opening_saved), self, seen, NULL);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/* ── its state: what cannot be undone is asked about ── */

static void
on_state_response (AdwAlertDialog *dialog, const char *response, DuoFormatAsked *asked)
{
  g_autoptr (DuoEventRecord) wanted = duo_event_record_copy (asked->seen);
  gboolean draft = asked->seen->state == DUO_EVENT_DRAFT;

  if (!g_str_equal (response, "do"))
    return;
  wanted->state = draft ? DUO_EVENT_OPEN : DUO_EVENT_CLOSED;
  duo_format_asked_save (asked, wanted, draft ? _ ("The event is open") : _ ("The event is closed"));
}

static void
on_state_pressed (DuoFormatPage *self)
{
  g_autoptr (DuoEventRecord) seen = self->event ? duo_format_saver_dup_wanted (self->saver) : NULL;
  gboolean draft = seen && seen->state == DUO_EVENT_DRAFT;
  AdwDialog *dialog;
  AdwAlertDialog *alert;

  if (!seen)
    return;
  dialog = adw_alert_dialog_new (draft ? _ ("Open the Event?") : _ ("Close the Event?"), NULL);
  alert = ADW_ALERT_DIALOG (dialog);
  adw_alert_dialog_set_body (
      alert, draft ? _ ("Talents and recruiters see it from then on. It cannot be a draft again.")
                   : _ ("Nothing can be requested or booked any more, and open requests expire. What "
                        "happens to booked chats that lie ahead is asked first. It cannot be opened again."));
  adw_alert_dialog_add_responses (alert, "keep", _ ("_Cancel"), "do",
                                  draft ? _ ("_Open Event") : _ ("_Close Event"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "do",
                                            draft ? ADW_RESPONSE_SUGGESTED : ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (alert, "keep");
  duo_format_asked_connect (dialog, "response", G_CALLBACK (on_state_response), self, seen, NULL);
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
on_refused (DuoFormatPage *self, int fault)
{
  duo_format_page_show_fault (self, fault);
}

static void
clear_event (DuoFormatPage *self)
{
  if (self->event)
    g_signal_handlers_disconnect_by_data (self->event, self);
  if (self->saver)
    {
      g_signal_handlers_disconnect_by_data (self->saver, self);
      duo_format_saver_flush (self->saver);
    }
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
      g_signal_connect_swapped (event, "changed", G_CALLBACK (duo_format_page_show), self);
      g_signal_connect_swapped (self->saver, "settled", G_CALLBACK (duo_format_page_show), self);
      g_signal_connect_swapped (self->saver, "refused", G_CALLBACK (on_refused), self);
      g_signal_connect_swapped (self->saver, "undo-changed", G_CALLBACK (update_sensitive), self);
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
  g_clear_object (&self->undo);
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
  self->undo = duo_undo_button_new (GTK_WIDGET (self), G_CALLBACK (on_undo));
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

GtkWidget *
duo_format_page_get_undo_button (DuoFormatPage *self)
{
  g_return_val_if_fail (DUO_IS_FORMAT_PAGE (self), NULL);

  return self->undo;
}
