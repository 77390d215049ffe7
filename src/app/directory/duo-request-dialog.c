/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-request-dialog.h"

#include <glib/gi18n.h>

#include "shell/duo-css-class.h"
#include "shell/duo-sentence.h"
#include "shell/duo-text.h"
#include "shell/duo-window.h"

#define MOST_CHARACTERS 1000

struct _DuoRequestDialog
{
  AdwDialog parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoPerson *person;
  DuoVerb verb;
  gboolean busy;

  AdwBreakpoint *narrow;
  AdwBanner *banner;
  GtkButton *send;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *place;
  GtkLabel *counter;
  GtkTextView *message;
  AdwPreferencesGroup *question_group;
  AdwEntryRow *question;
  AdwPreferencesGroup *preferences;
  AdwActionRow *languages;
  AdwActionRow *topics;
  GtkLabel *outlook;
};

G_DEFINE_FINAL_TYPE (DuoRequestDialog, duo_request_dialog, ADW_TYPE_DIALOG)

static char *
dup_message (DuoRequestDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->message);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static gboolean
asks (DuoRequestDialog *self)
{
  return self->verb == DUO_VERB_REQUEST && duo_person_get_question (self->person);
}

static char *
dup_answer (DuoRequestDialog *self)
{
  return asks (self) ? g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->question)))) : NULL;
}

static guint
count_characters (DuoRequestDialog *self)
{
  return gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->message));
}

static void
update_actions (DuoRequestDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "request.send",
                                 !self->busy && count_characters (self) <= MOST_CHARACTERS);
}

static void
on_message_changed (DuoRequestDialog *self)
{
  guint n = count_characters (self);
  /* TRANSLATORS: how many characters of how many are written: "243 of 1000" */
  g_autofree char *text = g_strdup_printf (_ ("%u of %u"), n, MOST_CHARACTERS);

  gtk_label_set_label (self->counter, text);
  duo_css_class_set (GTK_WIDGET (self->counter), "error", n > MOST_CHARACTERS);
  adw_dialog_set_can_close (ADW_DIALOG (self), n == 0);
  update_actions (self);
}

static void
on_answer_changed (DuoRequestDialog *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->question), "error");
}

static void
on_discard_response (DuoRequestDialog *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

/* What somebody has written is not lost by one key. */
static void
on_close_attempt (DuoRequestDialog *self)
{
  AdwDialog *alert = adw_alert_dialog_new (_ ("Discard the Message?"), NULL);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "cancel", _ ("_Keep Writing"), "discard",
                                  _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (alert), "discard", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (alert, "response", G_CALLBACK (on_discard_response), self, G_CONNECT_SWAPPED);
  adw_dialog_present (alert, GTK_WIDGET (self));
}

static void
on_cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
finish (DuoRequestDialog *self, const char *words)
{
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _ ("Show"));
  adw_toast_set_action_name (toast, "win.view");
  adw_toast_set_action_target (toast, "s", "chats");
  duo_window_add_toast (GTK_WIDGET (self), toast);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
command_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoRequestDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) chat = duo_session_command_finish (DUO_SESSION (object), result, &error);
  g_autofree char *sentence = error ? duo_sentence_for_error (error) : NULL;
  g_autofree char *sent = NULL;

  if (!gtk_widget_get_root (GTK_WIDGET (self)))
    return;

  self->busy = FALSE;
  update_actions (self);
  if (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE))
    {
      finish (self, _ ("You are offline. This is sent when you are back."));
      return;
    }
  if (!chat)
    {
      adw_banner_set_title (self->banner, sentence ? sentence : "");
      adw_banner_set_revealed (self->banner, sentence != NULL);
      return;
    }
  sent =
      g_strdup_printf (self->verb == DUO_VERB_INVITE ? _ ("Invitation sent to %s") : _ ("Request sent to %s"),
                       duo_person_get_name (self->person));
  finish (self, sent);
}

static void
on_send (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoRequestDialog *self = DUO_REQUEST_DIALOG (widget);
  g_autofree char *message = dup_message (self);
  g_autofree char *answer = dup_answer (self);

  if (answer && !*answer)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->question), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->question));
      return;
    }
  self->busy = TRUE;
  update_actions (self);
  adw_banner_set_revealed (self->banner, FALSE);
  duo_session_command_async (self->session, self->verb, self->person, NULL, (DuoTimeRange) {0, 0},
                             *message ? message : NULL, answer, NULL, command_cb, g_object_ref (self));
}

static void
update_outlook (DuoRequestDialog *self)
{
  guint limit = duo_event_get_record (self->event)->format.limit_per_talent;
  g_autofree char *first = duo_text_first_name (duo_person_get_name (self->person));
  g_autofree char *next = NULL;
  g_autofree char *text = NULL;

  if (self->verb == DUO_VERB_INVITE)
    next = g_strdup_printf (_ ("%s picks a time, which accepts the invitation"), first);
  else
    next = g_strdup_printf (_ ("Once %s accepts, you pick a time"), first);
  if (self->verb == DUO_VERB_REQUEST && limit != DUO_NO_LIMIT)
    /* TRANSLATORS: "Once Ingrid accepts, you pick a time · 1 of 5 open requests left" */
    text = g_strdup_printf (
        ngettext ("%s · %u of %u open request left", "%s · %u of %u open requests left", limit), next,
        limit - MIN (limit, duo_event_count_for_limit (self->event)), limit);

  gtk_label_set_label (self->outlook, text ? text : next);
}

static void
update_question (DuoRequestDialog *self)
{
  g_autofree char *first = duo_text_first_name (duo_person_get_name (self->person));
  g_autofree char *asks_title = g_markup_printf_escaped (_ ("%s Asks"), first);

  gtk_widget_set_visible (GTK_WIDGET (self->question_group), asks (self));
  adw_preferences_group_set_title (self->question_group, asks_title);
  if (asks (self))
    {
      g_autofree char *whole = g_markup_escape_text (duo_person_get_question (self->person), -1);

      adw_preferences_group_set_description (self->question_group, whole);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->question), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      duo_person_get_question (self->person), -1);
    }
}

static void
update_preferences (DuoRequestDialog *self)
{
  g_autofree char *first = duo_text_first_name (duo_person_get_name (self->person));
  g_autofree char *title = g_markup_printf_escaped (_ ("%s Prefers"), first);
  g_autofree char *languages = duo_text_list (duo_person_get_languages (self->person));
  g_autofree char *topics = duo_text_list (duo_person_get_topics (self->person));

  adw_preferences_group_set_title (self->preferences, title);
  adw_action_row_set_subtitle (self->languages, languages);
  adw_action_row_set_subtitle (self->topics, topics);
  gtk_widget_set_visible (GTK_WIDGET (self->languages), *languages);
  gtk_widget_set_visible (GTK_WIDGET (self->topics), *topics);
  gtk_widget_set_visible (GTK_WIDGET (self->preferences),
                          self->verb == DUO_VERB_REQUEST && (*languages || *topics));
}

static void
update_person (DuoRequestDialog *self)
{
  const char *title = duo_person_get_title (self->person);
  const char *company = duo_person_get_company_name (self->person);
  g_autofree char *both = g_strdup_printf (_ ("%s, %s"), title, company);

  adw_avatar_set_text (self->avatar, duo_person_get_name (self->person));
  gtk_label_set_label (self->name, duo_person_get_name (self->person));
  gtk_label_set_label (self->place, *title && *company ? both : *title ? title : company);
}

static void
duo_request_dialog_dispose (GObject *object)
{
  DuoRequestDialog *self = DUO_REQUEST_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_REQUEST_DIALOG);
  g_clear_object (&self->person);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_request_dialog_parent_class)->dispose (object);
}

static void
duo_request_dialog_class_init (DuoRequestDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_request_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "request.cancel", NULL, on_cancel);
  gtk_widget_class_install_action (widget_class, "request.send", NULL, on_send);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-request-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, narrow);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, send);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, avatar);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, name);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, place);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, counter);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, message);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, question_group);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, question);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, preferences);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, languages);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, topics);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestDialog, outlook);
  gtk_widget_class_bind_template_callback (widget_class, on_message_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_answer_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_close_attempt);
}

static void
duo_request_dialog_init (DuoRequestDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
duo_request_dialog_new (DuoSession *session, DuoPerson *person)
{
  DuoRequestDialog *self = g_object_new (DUO_TYPE_REQUEST_DIALOG, NULL);
  gboolean invites;

  self->session = g_object_ref (session);
  self->event = g_object_ref (duo_session_get_event (session));
  self->person = g_object_ref (person);
  invites = duo_event_get_role (self->event) == DUO_ROLE_RECRUITER;
  self->verb = invites ? DUO_VERB_INVITE : DUO_VERB_REQUEST;

  adw_dialog_set_title (ADW_DIALOG (self), invites ? _ ("Invite to 1-1 Chat") : _ ("Request 1-1 Chat"));
  adw_breakpoint_add_setters (self->narrow, G_OBJECT (self), "title", invites ? _ ("Invite") : _ ("Request"),
                              NULL);
  gtk_button_set_label (self->send, invites ? _ ("Send Invitation") : _ ("Send Request"));
  update_person (self);
  update_question (self);
  update_preferences (self);
  update_outlook (self);
  on_message_changed (self);
  return ADW_DIALOG (self);
}
