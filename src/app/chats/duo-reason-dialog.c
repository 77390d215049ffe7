/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-reason-dialog.h"

#include <glib/gi18n.h>

struct _DuoReasonDialog
{
  AdwAlertDialog parent_instance;

  GtkEditable *reason;
  gboolean required;
};

G_DEFINE_FINAL_TYPE (DuoReasonDialog, duo_reason_dialog, ADW_TYPE_ALERT_DIALOG)

char *
duo_reason_dialog_dup_reason (DuoReasonDialog *self)
{
  g_autofree char *reason = NULL;

  g_return_val_if_fail (DUO_IS_REASON_DIALOG (self), NULL);

  reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  return *reason ? g_steal_pointer (&reason) : NULL;
}

static void
on_reason_changed (DuoReasonDialog *self)
{
  g_autofree char *reason = duo_reason_dialog_dup_reason (self);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "do", !self->required || reason);
}

static void
duo_reason_dialog_class_init (DuoReasonDialogClass *class)
{
}

static void
duo_reason_dialog_init (DuoReasonDialog *self)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_entry_row_new ();

  adw_entry_row_set_max_length (ADW_ENTRY_ROW (row), 500);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (self), list);
  self->reason = GTK_EDITABLE (row);
  g_signal_connect_object (row, "changed", G_CALLBACK (on_reason_changed), self, G_CONNECT_SWAPPED);
}

DuoReasonDialog *
duo_reason_dialog_new (
    const char *heading, const char *body, const char *keep, const char *act, gboolean required)
{
  DuoReasonDialog *self =
      g_object_new (DUO_TYPE_REASON_DIALOG, "heading", heading, "body", body, "close-response", "keep", NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (self);

  self->required = required;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason),
                                 required ? _ ("Reason") : _ ("Message (optional)"));
  adw_alert_dialog_add_responses (alert, "keep", keep, "do", act, NULL);
  adw_alert_dialog_set_response_appearance (alert, "do", ADW_RESPONSE_DESTRUCTIVE);
  /* A button that ends a chat is not what Return is waiting on. */
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->reason));
  on_reason_changed (self);
  return self;
}
