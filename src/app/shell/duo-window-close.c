/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-window-private.h"

#include <glib/gi18n.h>

#include "duo-background.h"
#include "duo-text.h"

/* The question whether the program may stay is asked when it first matters, and once: who closes the window with a chat
 * ahead. Preferences have the same switch. */

static void
look_at_chat (DuoChat *chat, gint64 now, DuoChat **next)
{
  if (duo_chat_get_state (chat) != DUO_CHAT_CONFIRMED || duo_chat_get_range (chat).start <= now)
    return;
  if (!*next || duo_chat_get_range (chat).start < duo_chat_get_range (*next).start)
    *next = chat;
}

/* (nullable): of all my events */
static DuoChat *
find_next_chat (DuoSession *session, DuoEvent **event)
{
  GListModel *events = duo_session_get_events (session);
  gint64 now = duo_clock_now (duo_session_get_clock (session));
  DuoChat *next = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (DuoEvent) mine = g_list_model_get_item (events, i);
      GListModel *chats = duo_event_get_chats (mine);
      DuoChat *before = next;

      for (guint j = 0; j < g_list_model_get_n_items (chats); j++)
        {
          g_autoptr (DuoChat) chat = g_list_model_get_item (chats, j);

          look_at_chat (chat, now, &next);
        }
      if (next != before)
        *event = mine;
    }
  return next;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean allowed = duo_background_ask_finish (result, &error);

  /* It may have gone meanwhile. */
  if (!self->settings)
    return;
  if (error)
    g_message ("The desktop could not be asked for the background: %s", error->message);
  if (!allowed)
    {
      duo_window_show_toast (self, adw_toast_new (duo_background_get_refusal ()));
      return;
    }
  g_settings_set_boolean (self->settings, "background", TRUE);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_response (DuoWindow *self, const char *response)
{
  if (g_str_equal (response, "stay"))
    duo_background_ask_async (NULL, asked_cb, g_object_ref (self));
  else if (g_str_equal (response, "quit"))
    gtk_window_close (GTK_WINDOW (self));
}

static void
ask (DuoWindow *self, DuoEvent *event, DuoChat *chat)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  GTimeZone *zone = duo_event_get_zone (event);
  DuoTimeRange range = duo_chat_get_range (chat);
  g_autofree char *when = duo_text_with_my_range (duo_text_when (range, zone), range, zone, local);
  /* TRANSLATORS: a name, a day and a time */
  g_autofree char *body = g_strdup_printf (
      _ ("You have a chat with %s on %s. Without a window, Duologue can still remind you of it, "
         "and tell you of requests and answers. Preferences can change that."),
      duo_chat_get_peer_name (chat), when);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Stay in the Background?"), body);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_add_responses (alert, "quit", _ ("_Quit"), "stay", _ ("_Stay"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "stay", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "stay");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

gboolean
duo_window_ask_for_background (DuoWindow *self)
{
  DuoEvent *event = NULL;
  DuoChat *chat;

  /* What is made up for a demo ends with it, and a call asks a question of its own. */
  if (!self->settings || self->demo || !self->shell_page || duo_window_is_in_room (self) ||
      g_settings_get_boolean (self->settings, "background") ||
      g_settings_get_boolean (self->settings, "background-asked"))
    return FALSE;

  chat = find_next_chat (self->session, &event);
  if (!chat)
    return FALSE;

  g_settings_set_boolean (self->settings, "background-asked", TRUE);
  ask (self, event, chat);
  return TRUE;
}
