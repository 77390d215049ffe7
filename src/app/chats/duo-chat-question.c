/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-chat-question.h"

#include <glib/gi18n.h>

#include "duo-reason-dialog.h"
#include "shell/duo-text.h"
#include "shell/duo-window.h"

/* An end with words, while its dialog and its command are there. */
typedef struct
{
  GtkWidget *parent;
  DuoSession *session;
  DuoChat *chat;
} Asked;

static void
asked_free (gpointer data, GClosure *closure)
{
  Asked *asked = data;

  g_object_unref (asked->parent);
  g_object_unref (asked->session);
  g_object_unref (asked->chat);
  g_free (asked);
}

/* The row that has gone cannot say it. */
static void
say_cancelled (GtkWidget *parent, DuoChat *chat)
{
  g_autofree char *text = g_strdup_printf (_ ("Cancelled the chat with %s"), duo_chat_get_peer_name (chat));
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  duo_window_add_toast (parent, toast);
}

static void
command_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) parent = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) chat = duo_session_command_finish (DUO_SESSION (object), result, &error);

  if (!gtk_widget_get_root (parent))
    return;
  if (chat && duo_chat_get_state (chat) == DUO_CHAT_CANCELLED)
    say_cancelled (parent, chat);
  /* One that waits for the connection is shown as such in its row. */
  if (!chat && !g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE))
    duo_window_add_error_toast (parent, error);
}

static void
on_response (DuoReasonDialog *dialog, const char *response, Asked *asked)
{
  g_autofree char *reason = duo_reason_dialog_dup_reason (dialog);

  if (g_str_equal (response, "do"))
    duo_session_command_async (asked->session, DUO_VERB_CANCEL, NULL, asked->chat, (DuoTimeRange) {0, 0},
                               reason, NULL, NULL, command_cb, g_object_ref (asked->parent));
}

void
duo_chat_question_ask (
    GtkWidget *parent, DuoSession *session, DuoChat *chat, const char *body, gboolean needs_reason)
{
  DuoReasonDialog *dialog = duo_reason_dialog_new (_ ("Cancel the Chat?"), body, _ ("_Keep Chat"),
                                                   _ ("_Cancel Chat"), needs_reason);
  Asked *asked = g_new0 (Asked, 1);

  *asked = (Asked) {g_object_ref (parent), g_object_ref (session), g_object_ref (chat)};
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), asked, asked_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}

void
duo_chat_question_ask_party (GtkWidget *parent, DuoSession *session, DuoChat *chat)
{
  GTimeZone *zone = duo_event_get_zone (duo_session_get_event (session));
  gboolean needs_reason = duo_verb_needs_reason (DUO_VERB_CANCEL, duo_chat_get_my_role (chat));
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  DuoTimeRange range = duo_chat_get_range (chat);
  g_autofree char *when = duo_text_with_my_range (duo_text_when (range, zone), range, zone, local);
  g_autofree char *first_name = duo_text_first_name (duo_chat_get_peer_name (chat));
  /* TRANSLATORS: who, when, first name: "This ends your chat with Ada Lindqvist on Tuesday 3 November, 14:15–14:30" */
  g_autofree char *body =
      g_strdup_printf (_ ("This takes your chat with %s on %s off both calendars. %s is told at once, and "
                          "the slot opens again."),
                       duo_chat_get_peer_name (chat), when, first_name);

  duo_chat_question_ask (parent, session, chat, body, needs_reason);
}
