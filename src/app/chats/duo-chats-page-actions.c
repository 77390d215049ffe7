/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-chats-page-private.h"

#include <glib/gi18n.h>

#include "duo-hand-over-dialog.h"
#include "duo-reason-dialog.h"
#include "shell/duo-text.h"
#include "shell/duo-window.h"

/* A no with words, while its dialog and its command are there. */
typedef struct
{
  DuoChatsPage *page;
  DuoChat *chat;
  DuoVerb verb;
} Asked;

static Asked *
asked_new (DuoChatsPage *page, DuoChat *chat, DuoVerb verb)
{
  Asked *asked = g_new0 (Asked, 1);

  *asked = (Asked) {g_object_ref (page), g_object_ref (chat), verb};
  return asked;
}

static void
asked_free_closure (gpointer data, GClosure *closure)
{
  Asked *asked = data;

  g_object_unref (asked->page);
  g_object_unref (asked->chat);
  g_free (asked);
}

static DuoChat *
find_chat (DuoChatsPage *self, GVariant *parameter)
{
  return self->event ? duo_event_find_chat (self->event, g_variant_get_string (parameter, NULL)) : NULL;
}

/* The row that has gone cannot say it. */
static void
say_cancelled (DuoChatsPage *self, DuoChat *chat)
{
  g_autofree char *text = g_strdup_printf (_ ("Cancelled the chat with %s"), duo_chat_get_peer_name (chat));
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  duo_window_add_toast (GTK_WIDGET (self), toast);
}

static void
command_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoChatsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) chat = duo_session_command_finish (DUO_SESSION (object), result, &error);

  if (!gtk_widget_get_root (GTK_WIDGET (self)))
    return;
  if (chat && duo_chat_get_state (chat) == DUO_CHAT_CANCELLED)
    say_cancelled (self, chat);
  /* One that waits for the connection is shown as such in its row. */
  if (!chat && !g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE))
    duo_window_add_error_toast (GTK_WIDGET (self), error);
}

static void
on_response (DuoReasonDialog *dialog, const char *response, Asked *asked)
{
  DuoChatsPage *self = asked->page;
  g_autofree char *reason = duo_reason_dialog_dup_reason (dialog);
  const DuoAnswer answer = {asked->verb, NULL, reason};

  if (!g_str_equal (response, "do"))
    return;
  if (asked->verb == DUO_VERB_DECLINE && self->held)
    duo_held_answers_hold (self->held, asked->chat, &answer, _ ("Declined %s"));
  else
    duo_session_command_async (self->session, asked->verb, NULL, asked->chat, (DuoTimeRange) {0, 0}, reason,
                               NULL, NULL, command_cb, g_object_ref (self));
}

static void
ask (DuoChatsPage *self, DuoChat *chat, DuoVerb verb, DuoReasonDialog *dialog)
{
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), asked_new (self, chat, verb),
                         asked_free_closure, 0);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
on_cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoChatsPage *self = DUO_CHATS_PAGE (widget);
  DuoChat *chat = find_chat (self, parameter);
  g_autofree char *when = NULL;
  g_autofree char *first_name = NULL;
  g_autofree char *body = NULL;
  gboolean talent;

  if (!chat)
    return;

  talent = duo_chat_get_my_role (chat) == DUO_ROLE_TALENT;
  when = duo_text_when (duo_chat_get_range (chat), duo_event_get_zone (self->event));
  first_name = duo_text_first_name (duo_chat_get_peer_name (chat));
  /* TRANSLATORS: who, when, first name: "This ends your chat with Ada Lindqvist on Tuesday 3 November, 14:15–14:30" */
  body = g_strdup_printf (_ ("This takes your chat with %s on %s off both calendars. %s is told at once, and "
                             "the slot opens again."),
                          duo_chat_get_peer_name (chat), when, first_name);
  ask (self, chat, DUO_VERB_CANCEL,
       duo_reason_dialog_new (_ ("Cancel the Chat?"), body, _ ("_Keep Chat"), _ ("_Cancel Chat"), !talent));
}

static void
on_decline (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoChatsPage *self = DUO_CHATS_PAGE (widget);
  DuoChat *chat = find_chat (self, parameter);
  DuoReasonDialog *dialog;

  if (!chat)
    return;

  dialog = duo_reason_dialog_new_decline (self->event, duo_chat_get_peer_name (chat), 1);
  ask (self, chat, DUO_VERB_DECLINE, dialog);
}

static void
on_colleague_chosen (AdwDialog *dialog, DuoPerson *colleague, const char *message, Asked *asked)
{
  const DuoAnswer hand_over = {asked->verb, colleague, message};

  if (asked->page->held)
    duo_held_answers_hold (asked->page->held, asked->chat, &hand_over, _ ("Handed over %s"));
}

static void
on_hand_over (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoChatsPage *self = DUO_CHATS_PAGE (widget);
  DuoChat *chat = find_chat (self, parameter);
  AdwDialog *dialog;

  if (!chat)
    return;

  dialog = duo_hand_over_dialog_new (self->event, chat);
  g_signal_connect_data (dialog, "chosen", G_CALLBACK (on_colleague_chosen),
                         asked_new (self, chat, DUO_VERB_HAND_OVER), asked_free_closure, 0);
  adw_dialog_present (dialog, widget);
}

static void
hold (DuoChatsPage *self, DuoChat *chat, DuoVerb verb, const char *title)
{
  const DuoAnswer answer = {verb, NULL, NULL};

  duo_held_answers_hold (self->held, chat, &answer, title);
}

/* The talent's no: to an invitation it declines, to an acceptance it withdraws (PRODUCT §5, "Words"). */
static void
on_reject (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoChat *chat = find_chat (DUO_CHATS_PAGE (widget), parameter);
  gboolean accepted = chat && duo_chat_get_state (chat) == DUO_CHAT_ACCEPTED;

  if (chat)
    hold (DUO_CHATS_PAGE (widget), chat, accepted ? DUO_VERB_WITHDRAW : DUO_VERB_DECLINE,
          _ ("Rejected the chat with %s"));
}

static void
on_accept (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoChat *chat = find_chat (DUO_CHATS_PAGE (widget), parameter);

  if (chat)
    hold (DUO_CHATS_PAGE (widget), chat, DUO_VERB_ACCEPT, _ ("Accepted %s"));
}

static void
on_withdraw (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoChat *chat = find_chat (DUO_CHATS_PAGE (widget), parameter);

  if (chat)
    hold (DUO_CHATS_PAGE (widget), chat, DUO_VERB_WITHDRAW, _ ("Withdrew what was sent to %s"));
}

void
duo_chats_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chats.cancel", "s", on_cancel);
  gtk_widget_class_install_action (widget_class, "chats.decline", "s", on_decline);
  gtk_widget_class_install_action (widget_class, "chats.hand-over", "s", on_hand_over);
  gtk_widget_class_install_action (widget_class, "chats.reject", "s", on_reject);
  gtk_widget_class_install_action (widget_class, "chats.accept", "s", on_accept);
  gtk_widget_class_install_action (widget_class, "chats.withdraw", "s", on_withdraw);
}
