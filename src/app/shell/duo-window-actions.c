/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-window-private.h"

#include <glib/gi18n.h>

#include "chats/duo-inbox-page.h"
#include "directory/duo-my-profile-dialog.h"
#include "directory/duo-person-page.h"
#include "directory/duo-request-dialog.h"
#include "duo-preferences-dialog.h"
#include "duo-room-module.h"
#include "duo-sentence.h"

static DuoPerson *
find_person (DuoWindow *self, GVariant *parameter)
{
  DuoEvent *event = duo_session_get_event (self->session);

  return event ? duo_event_find_person (event, g_variant_get_string (parameter, NULL)) : NULL;
}

/* Says so where the chat went away under the finger. */
static DuoChat *
find_chat (DuoWindow *self, GVariant *parameter)
{
  DuoEvent *event = duo_session_get_event (self->session);
  DuoChat *chat = event ? duo_event_find_chat (event, g_variant_get_string (parameter, NULL)) : NULL;

  if (!chat)
    duo_window_show_toast (self,
                           adw_toast_new (duo_sentence_for_refusal (DUO_REFUSAL_NOT_FOUND, DUO_ROLE_TALENT)));
  return chat;
}

static void
on_show_person (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoWindow *self = DUO_WINDOW (widget);
  DuoPerson *person = find_person (self, parameter);

  if (person)
    adw_navigation_view_push (self->navigation, duo_person_page_new (self->session, person));
}

static void
on_pick_time (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoWindow *self = DUO_WINDOW (widget);
  DuoPerson *person = find_person (self, parameter);
  AdwNavigationPage *page;

  if (!person)
    return;

  page = duo_person_page_new (self->session, person);
  duo_person_page_show_slots (DUO_PERSON_PAGE (page));
  adw_navigation_view_push (self->navigation, page);
}

static void
on_request (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoWindow *self = DUO_WINDOW (widget);
  DuoPerson *person = find_person (self, parameter);

  if (person)
    adw_dialog_present (duo_request_dialog_new (self->session, person), widget);
}

gboolean
duo_window_is_in_room (DuoWindow *self)
{
  return self->room && gtk_widget_get_root (GTK_WIDGET (self->room));
}

/* (nullable): the page that is there already, or a new one over whatever is on screen */
static DuoInboxPage *
show_inbox (DuoWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  if (duo_window_is_in_room (self))
    return NULL;
  if (!DUO_IS_INBOX_PAGE (page))
    {
      if (!self->answers)
        self->answers = duo_held_answers_new (self->session, GTK_WIDGET (self));
      page = duo_inbox_page_new (self->session, self->answers);
      adw_navigation_view_push (self->navigation, page);
    }
  return DUO_INBOX_PAGE (page);
}

static void
on_inbox (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_inbox (DUO_WINDOW (widget));
}

static void
on_show_request (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoWindow *self = DUO_WINDOW (widget);
  DuoChat *chat = find_chat (self, parameter);
  DuoInboxPage *inbox = chat ? show_inbox (self) : NULL;

  if (inbox)
    duo_inbox_page_show_chat (inbox, chat);
}

static void
on_move_chat (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoWindow *self = DUO_WINDOW (widget);
  DuoChat *chat = find_chat (self, parameter);

  if (chat)
    adw_navigation_view_push (self->navigation, duo_person_page_new_move (self->session, chat));
}

static void
on_join (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoWindow *self = DUO_WINDOW (widget);
  DuoChat *chat = find_chat (self, parameter);
  g_autoptr (GError) error = NULL;
  AdwNavigationPage *room;

  /* One room at a time: a second press on Join, from a toast say, finds the first one's page. */
  if (!chat || duo_window_is_in_room (self))
    return;

  room = duo_room_module_new_page (self->session, chat, &self->monitor, &error);
  if (!room)
    {
      duo_window_add_error_toast (widget, error);
      return;
    }

  g_set_weak_pointer (&self->room, room);
  g_set_str (&self->room_chat, duo_chat_get_id (chat));
  adw_navigation_view_push (self->navigation, room);
}

/* A room in a window answers when that is about to close: it is the room's own business, and a module's. */
gboolean
duo_window_ask_to_close (DuoWindow *self)
{
  gboolean asks = FALSE;

  if (duo_window_is_in_room (self))
    g_signal_emit_by_name (self, "close-request", &asks);

  return asks;
}

/* (nullable): the page with the views, brought on screen where that takes nobody out of a room */
static DuoShellPage *
show_shell (DuoWindow *self)
{
  if (self->shell_page && !duo_window_is_in_room (self))
    adw_navigation_view_pop_to_page (self->navigation, ADW_NAVIGATION_PAGE (self->shell_page));
  return self->shell_page;
}

static void
on_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoShellPage *page = show_shell (DUO_WINDOW (widget));

  if (page)
    duo_shell_page_show_view (page, g_variant_get_string (parameter, NULL));
}

static void
on_nth_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoShellPage *page = show_shell (DUO_WINDOW (widget));

  if (page)
    duo_shell_page_show_nth_view (page, (guint) g_variant_get_int32 (parameter));
}

static void
on_search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoWindow *self = DUO_WINDOW (widget);

  /* Nobody is taken out of a room by a slip of the hand. */
  if (!self->shell_page || duo_window_is_in_room (self))
    return;

  adw_navigation_view_pop_to_page (self->navigation, ADW_NAVIGATION_PAGE (self->shell_page));
  duo_shell_page_search (self->shell_page);
}

static void
on_account (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoWindow *self = DUO_WINDOW (widget);

  if (self->shell_page &&
      adw_navigation_view_get_visible_page (self->navigation) == ADW_NAVIGATION_PAGE (self->shell_page))
    duo_shell_page_open_account (self->shell_page);
}

/* GTK would make the list with each window; under another name it is made for who asks for it. */
static void
on_show_shortcuts (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/duologue/Duologue/ui/duo-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_set_destroy_with_parent (shortcuts, TRUE);
  gtk_window_present (shortcuts);
}

static void
on_preferences (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoWindow *self = DUO_WINDOW (widget);

  adw_dialog_present (duo_preferences_dialog_new (self->settings, self->session), widget);
}

static void
on_my_profile (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_present (duo_my_profile_dialog_new (DUO_WINDOW (widget)->session), widget);
}

static void
on_reconnect (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoWindow *self = DUO_WINDOW (widget);

  self->incompatible = FALSE;
  duo_session_reconnect (self->session);
  duo_window_update_root (self);
}

static void
sign_out_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!duo_session_sign_out_finish (DUO_SESSION (object), result, &error))
    duo_window_add_error_toast (GTK_WIDGET (self), error);
}

static void
on_sign_out (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoWindow *self = DUO_WINDOW (widget);

  self->signing_out = TRUE;
  self->incompatible = FALSE;
  if (duo_session_get_state (self->session) == DUO_SESSION_SIGNED_OUT)
    duo_window_update_root (self);
  else
    duo_session_sign_out_async (self->session, NULL, sign_out_cb, g_object_ref (self));
}

static const struct
{
  const char *name;
  const char *parameter;
  GtkWidgetActionActivateFunc activate;
  gboolean needs_event;
  gboolean for_recruiters;
} actions[] = {
    {"win.show-person", "s", on_show_person, TRUE},
    {"win.pick-time", "s", on_pick_time, TRUE},
    {"win.request", "s", on_request, TRUE},
    {"win.inbox", NULL, on_inbox, TRUE, TRUE},
    {"win.show-request", "s", on_show_request, TRUE, TRUE},
    {"win.move-chat", "s", on_move_chat, TRUE},
    {"win.join", "s", on_join, TRUE},
    {"win.view", "s", on_view, TRUE},
    {"win.nth-view", "i", on_nth_view, TRUE},
    {"win.search", NULL, on_search, TRUE},
    {"win.account", NULL, on_account, FALSE},
    {"win.my-profile", NULL, on_my_profile, TRUE},
    {"win.preferences", NULL, on_preferences, FALSE},
    {"win.show-shortcuts", NULL, on_show_shortcuts, FALSE},
    {"win.reconnect", NULL, on_reconnect, FALSE},
    {"win.sign-out", NULL, on_sign_out, FALSE},
};

void
duo_window_install_actions (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
}

void
duo_window_update_actions (DuoWindow *self)
{
  DuoEvent *event = duo_session_get_event (self->session);
  gboolean recruiter = event && duo_event_get_role (event) == DUO_ROLE_RECRUITER;

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name,
                                   (event || !actions[i].needs_event) &&
                                       (recruiter || !actions[i].for_recruiters));
}
