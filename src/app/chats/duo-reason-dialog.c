/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-reason-dialog.h"

#include <glib/gi18n.h>

#include "duo-free-text.h"
#include "shell/duo-text.h"

struct _DuoReasonDialog
{
  AdwAlertDialog parent_instance;

  GtkListBox *list;
  GtkEditable *reason;
  AdwComboRow *colleague; /* (nullable) */
  gboolean required;
};

G_DEFINE_FINAL_TYPE (DuoReasonDialog, duo_reason_dialog, ADW_TYPE_ALERT_DIALOG)

/* (nullable): the first of the choices is nobody */
static char *
dup_suggestion (DuoReasonDialog *self)
{
  guint chosen = self->colleague ? adw_combo_row_get_selected (self->colleague) : 0;
  GtkStringObject *name = chosen > 0 ? adw_combo_row_get_selected_item (self->colleague) : NULL;

  /* TRANSLATORS: a recruiter to a talent; the placeholder is a colleague's name */
  return name ? g_strdup_printf (_ ("You could ask my colleague %s."), gtk_string_object_get_string (name))
              : NULL;
}

char *
duo_reason_dialog_dup_reason (DuoReasonDialog *self)
{
  g_autofree char *reason = NULL;
  g_autofree char *suggestion = NULL;

  g_return_val_if_fail (DUO_IS_REASON_DIALOG (self), NULL);

  reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  suggestion = dup_suggestion (self);
  if (suggestion)
    return !duo_free_text_is_blank (reason) ? g_strdup_printf ("%s %s", reason, suggestion)
                                            : g_steal_pointer (&suggestion);
  return !duo_free_text_is_blank (reason) ? g_steal_pointer (&reason) : NULL;
}

static void
on_reason_changed (DuoReasonDialog *self)
{
  g_autofree char *reason = duo_reason_dialog_dup_reason (self);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "do", !self->required || reason);
}

static void
on_colleague_chosen (DuoReasonDialog *self)
{
  g_autofree char *suggestion = dup_suggestion (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->colleague),
                               suggestion ? suggestion : _ ("Added to the message: whom to ask instead"));
}

static void
offer_colleagues (DuoReasonDialog *self, DuoEvent *event)
{
  GListModel *colleagues = duo_event_get_colleagues (event);
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const[]) {_ ("No One"), NULL});

  for (guint i = 0; i < g_list_model_get_n_items (colleagues); i++)
    {
      g_autoptr (DuoPerson) person = g_list_model_get_item (colleagues, i);

      if (g_strcmp0 (duo_person_get_id (person), duo_event_get_record (event)->me) != 0)
        gtk_string_list_append (names, duo_person_get_name (person));
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (names)) < 2)
    return;

  self->colleague = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->colleague), _ ("Suggest a Colleague"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->colleague), FALSE);
  adw_combo_row_set_model (self->colleague, G_LIST_MODEL (names));
  g_signal_connect_object (self->colleague, "notify::selected", G_CALLBACK (on_colleague_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, GTK_WIDGET (self->colleague));
  on_colleague_chosen (self);
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
  self->list = GTK_LIST_BOX (list);
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
                                 required ? _ ("Reason (required)") : _ ("Message (optional)"));
  adw_alert_dialog_add_responses (alert, "keep", keep, "do", act, NULL);
  adw_alert_dialog_set_response_appearance (alert, "do", ADW_RESPONSE_DESTRUCTIVE);
  /* A button that ends a chat is not what Return is waiting on. */
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->reason));
  on_reason_changed (self);
  return self;
}

DuoReasonDialog *
duo_reason_dialog_new_decline (DuoEvent *event, const char *name, guint n)
{
  g_autofree char *first = duo_text_first_name (name);
  g_autofree char *several = g_strdup_printf (ngettext ("Decline %u Request?", "Decline %u Requests?", n), n);
  g_autofree char *body = n == 1 ? g_strdup_printf (_ ("%s will be told."), first)
                                 : g_strdup (_ ("All of them will be told the same."));
  DuoReasonDialog *self =
      duo_reason_dialog_new (n == 1 ? _ ("Decline the Request?") : several, body,
                             ngettext ("_Keep Request", "_Keep Requests", n), _ ("_Decline"), FALSE);

  offer_colleagues (self, event);
  return self;
}

DuoReasonDialog *
duo_reason_dialog_new_accept (const char *name, guint n, const char *warning)
{
  g_autofree char *first = duo_text_first_name (name);
  g_autofree char *several = g_strdup_printf (ngettext ("Accept %u Request?", "Accept %u Requests?", n), n);
  g_autofree char *body = n == 1 ? g_strdup_printf (_ ("%s will be told, and picks a time."), first)
                                 : g_strdup (_ ("All of them will be told the same."));
  DuoReasonDialog *self =
      duo_reason_dialog_new (n == 1 ? _ ("Accept the Request?") : several, warning ? warning : body,
                             _ ("_Cancel"), _ ("_Accept"), FALSE);

  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (self), "do", ADW_RESPONSE_SUGGESTED);
  return self;
}
