/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-notice-actions.h"

#include "duo-window.h"

/* How long the program stays after an answer: until it cannot be taken back, and its way to the service. */
#define STAY_MS (DUO_SESSION_UNDO_SECONDS * 1000 + 500)
#define DRAIN_MS 2000
/* As it is counted in the shell */

struct _DuoNoticeActions
{
  GObject parent_instance;

  GtkApplication *application; /* borrowed: it owns this */
  DuoSession *session;         /* (nullable): until it is known who is signed in */
  DuoNotifier *notifier;       /* (nullable): the same */
  GQueue waiting;              /* of Press */
};

/* A button that was pressed before its time. */
typedef struct
{
  char *action;
  GVariant *parameter;
} Press;

G_DEFINE_FINAL_TYPE (DuoNoticeActions, duo_notice_actions, G_TYPE_OBJECT)

static void
press_free (Press *press)
{
  g_free (press->action);
  g_variant_unref (press->parameter);
  g_free (press);
}

static void
drained_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GApplication) application = data;

  if (!duo_session_drain_finish (DUO_SESSION (object), result))
    g_message ("outbox: an answer waits for the next start");
  g_application_release (application);
}

/* Whoever stays for an answer, and on which session it goes. */
typedef struct
{
  GApplication *application;
  DuoSession *session;
} Stay;

static void
on_stayed (gpointer data)
{
  g_autofree Stay *stay = data;
  g_autoptr (DuoSession) session = stay->session;

  duo_session_drain_async (session, DRAIN_MS, drained_cb, stay->application);
}

static void
stay_for_answer (DuoNoticeActions *self)
{
  Stay *stay = g_new0 (Stay, 1);

  *stay = (Stay) {g_object_ref (G_APPLICATION (self->application)), g_object_ref (self->session)};
  g_application_hold (stay->application);
  g_timeout_add_once (STAY_MS, on_stayed, stay);
}

static void
answer (DuoNoticeActions *self, const char *chat, DuoVerb verb)
{
  if (duo_notifier_answer (self->notifier, chat, verb))
    stay_for_answer (self);
}

/* (nullable): the window, in front of everything, where somebody is signed in. */
static GtkWidget *
show_window (DuoNoticeActions *self)
{
  g_application_activate (G_APPLICATION (self->application));
  if (duo_session_get_state (self->session) == DUO_SESSION_SIGNED_OUT)
    return NULL;

  for (GList *l = gtk_application_get_windows (self->application); l; l = l->next)
    if (DUO_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

/* (nullable): the chat, whose event is on screen then. The window says where it is gone. */
static DuoChat *
show_event_of (DuoNoticeActions *self, const char *id)
{
  DuoEvent *event = NULL;
  DuoChat *chat = duo_notifier_find_chat (self->notifier, id, &event);

  if (chat)
    duo_session_set_event (self->session, event);
  return chat;
}

static void
do_accept (DuoNoticeActions *self, const char *chat)
{
  answer (self, chat, DUO_VERB_ACCEPT);
}

static void
do_decline (DuoNoticeActions *self, const char *chat)
{
  answer (self, chat, DUO_VERB_DECLINE);
}

static void
do_undo (DuoNoticeActions *self, const char *chat)
{
  duo_notifier_undo (self->notifier, chat);
}

static void
do_pick (DuoNoticeActions *self, const char *id)
{
  GtkWidget *window = show_window (self);
  DuoChat *chat = window ? show_event_of (self, id) : NULL;

  if (chat)
    gtk_widget_activate_action (window, "win.pick-time", "s", duo_chat_get_peer_id (chat));
  else if (window)
    gtk_widget_activate_action (window, "win.view", "s", "chats");
}

static void
do_join (DuoNoticeActions *self, const char *id)
{
  GtkWidget *window = show_window (self);

  if (!window)
    return;

  show_event_of (self, id);
  gtk_widget_activate_action (window, "win.join", "s", id);
}

static void
do_show (DuoNoticeActions *self, const char *id)
{
  GtkWidget *window = show_window (self);

  if (!window)
    return;

  show_event_of (self, id);
  gtk_widget_activate_action (window, "win.view", "s", "chats");
}

static const struct
{
  const char *name;
  void (*act) (DuoNoticeActions *self, const char *chat);
} acts[] = {
    {"accept-chat", do_accept},  {"decline-chat", do_decline}, {"undo-answer", do_undo},
    {"pick-chat-time", do_pick}, {"join-chat", do_join},       {"show-chat", do_show},
};

static void
act (DuoNoticeActions *self, const char *action, GVariant *parameter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, action))
      acts[i].act (self, g_variant_get_string (parameter, NULL));
}

static void
on_pressed (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DuoNoticeActions *self = data;
  Press *press;

  if (self->notifier)
    {
      act (self, g_action_get_name (G_ACTION (action)), parameter);
      return;
    }

  press = g_new0 (Press, 1);
  *press = (Press) {g_strdup (g_action_get_name (G_ACTION (action))), g_variant_ref (parameter)};
  g_queue_push_tail (&self->waiting, press);
  g_application_hold (G_APPLICATION (self->application));
}

static void
duo_notice_actions_dispose (GObject *object)
{
  DuoNoticeActions *self = DUO_NOTICE_ACTIONS (object);

  g_queue_clear_full (&self->waiting, (GDestroyNotify) press_free);
  g_clear_object (&self->notifier);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_notice_actions_parent_class)->dispose (object);
}

static void
duo_notice_actions_class_init (DuoNoticeActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = duo_notice_actions_dispose;
}

static void
duo_notice_actions_init (DuoNoticeActions *self)
{
}

DuoNoticeActions *
duo_notice_actions_new (GtkApplication *application)
{
  DuoNoticeActions *self = g_object_new (DUO_TYPE_NOTICE_ACTIONS, NULL);

  self->application = application;
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (acts[i].name, G_VARIANT_TYPE_STRING);

      g_signal_connect_object (action, "activate", G_CALLBACK (on_pressed), self, G_CONNECT_DEFAULT);
      g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
    }
  return self;
}

void
duo_notice_actions_begin (DuoNoticeActions *self, DuoSession *session, DuoNotifier *notifier)
{
  Press *press;

  g_return_if_fail (DUO_IS_NOTICE_ACTIONS (self));

  g_set_object (&self->session, session);
  g_set_object (&self->notifier, notifier);
  while ((press = g_queue_pop_head (&self->waiting)))
    {
      act (self, press->action, press->parameter);
      press_free (press);
      g_application_release (G_APPLICATION (self->application));
    }
}
