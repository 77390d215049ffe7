/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-chats-page-private.h"

#include <glib/gi18n.h>

#include "duo-asked.h"
#include "duo-chat-question.h"
#include "duo-hand-over-dialog.h"
#include "duo-notes-dialog.h"
#include "duo-reason-dialog.h"
#include "shell/duo-late.h"

static DuoChat *
find_chat (DuoChatsPage *self, GVariant *parameter)
{
  return self->event ? duo_event_find_chat (self->event, g_variant_get_string (parameter, NULL)) : NULL;
}

static void
on_cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoChatsPage *self = DUO_CHATS_PAGE (widget);
  DuoChat *chat = find_chat (self, parameter);

  if (chat)
    duo_chat_question_ask_party (widget, self->session, chat);
}

static void
on_decline_response (DuoReasonDialog *dialog, const char *response, DuoAsked *asked)
{
  DuoHeldAnswers *held = DUO_CHATS_PAGE (asked->page)->held;
  g_autofree char *reason = duo_reason_dialog_dup_reason (dialog);
  const DuoAnswer decline = {asked->verb, NULL, reason};

  if (g_str_equal (response, "do") && held)
    duo_held_answers_hold (held, asked->chats->pdata[0], &decline, _ ("Declined %s"));
}

static void
on_decline (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoChatsPage *self = DUO_CHATS_PAGE (widget);
  DuoChat *chat = find_chat (self, parameter);
  g_autoptr (GPtrArray) chats = NULL;
  DuoReasonDialog *dialog;

  if (!chat)
    return;

  dialog = duo_reason_dialog_new_decline (self->event, duo_chat_get_peer_name (chat), 1);
  chats = duo_asked_about (chat);
  duo_asked_connect (dialog, "response", G_CALLBACK (on_decline_response), self, chats, DUO_VERB_DECLINE);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
on_colleague_chosen (AdwDialog *dialog, DuoPerson *colleague, const char *message, DuoAsked *asked)
{
  const DuoAnswer hand_over = {asked->verb, colleague, message};
  DuoChatsPage *self = DUO_CHATS_PAGE (asked->page);

  if (self->held)
    duo_held_answers_hold (self->held, asked->chats->pdata[0], &hand_over, _ ("Handed over %s"));
}

static void
on_hand_over (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoChatsPage *self = DUO_CHATS_PAGE (widget);
  DuoChat *chat = find_chat (self, parameter);
  g_autoptr (GPtrArray) chats = NULL;
  AdwDialog *dialog;

  if (!chat)
    return;

  dialog = duo_hand_over_dialog_new (self->session, self->event, chat);
  chats = duo_asked_about (chat);
  duo_asked_connect (dialog, "chosen", G_CALLBACK (on_colleague_chosen), self, chats, DUO_VERB_HAND_OVER);
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

static void
on_late (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoChatsPage *self = DUO_CHATS_PAGE (widget);
  const char *id;
  guint minutes;
  DuoChat *chat;

  g_variant_get (parameter, "(&su)", &id, &minutes);
  chat = self->event ? duo_event_find_chat (self->event, id) : NULL;
  if (chat)
    duo_late_say (widget, self->session, chat, minutes);
}

static void
on_notes (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoChatsPage *self = DUO_CHATS_PAGE (widget);
  DuoChat *chat = find_chat (self, parameter);

  if (chat)
    adw_dialog_present (duo_notes_dialog_new (self->session, self->event, chat), widget);
}

void
duo_chats_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chats.cancel", "s", on_cancel);
  gtk_widget_class_install_action (widget_class, "chats.notes", "s", on_notes);
  gtk_widget_class_install_action (widget_class, "chats.late", "(su)", on_late);
  gtk_widget_class_install_action (widget_class, "chats.decline", "s", on_decline);
  gtk_widget_class_install_action (widget_class, "chats.hand-over", "s", on_hand_over);
  gtk_widget_class_install_action (widget_class, "chats.reject", "s", on_reject);
  gtk_widget_class_install_action (widget_class, "chats.accept", "s", on_accept);
  gtk_widget_class_install_action (widget_class, "chats.withdraw", "s", on_withdraw);
}
