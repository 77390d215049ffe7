/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-chat-watch.h"

struct _DuoChatWatch
{
  GObject parent_instance;

  GListModel *chats;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoChatWatch, duo_chat_watch, G_TYPE_OBJECT)

static const char *const watched[] = {"state",     "start",        "end",       "pending", "peer",
                                      "peer-name", "peer-present", "room-open", "late"};

static void
on_chat_changed (DuoChat *chat, GParamSpec *pspec, DuoChatWatch *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, chat);
}

static void
watch (DuoChatWatch *self, DuoChat *chat)
{
  /* A list that moves an item says so as removed and added. */
  g_signal_handlers_disconnect_by_func (chat, on_chat_changed, self);
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    {
      g_autofree char *name = g_strconcat ("notify::", watched[i], NULL);

      g_signal_connect_object (chat, name, G_CALLBACK (on_chat_changed), self, G_CONNECT_DEFAULT);
    }
}

static void
on_items_changed (GListModel *chats, guint position, guint removed, guint added, DuoChatWatch *self)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (chats, i);

      watch (self, chat);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0, chat);
    }
  if (removed > 0)
    g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

void
duo_chat_watch_tell_all (DuoChatWatch *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->chats); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (self->chats, i);

      g_signal_emit (self, signals[SIGNAL_CHANGED], 0, chat);
    }
}

static void
duo_chat_watch_finalize (GObject *object)
{
  DuoChatWatch *self = DUO_CHAT_WATCH (object);

  g_clear_object (&self->chats);

  G_OBJECT_CLASS (duo_chat_watch_parent_class)->finalize (object);
}

static void
duo_chat_watch_class_init (DuoChatWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_chat_watch_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DUO_TYPE_CHAT_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, DUO_TYPE_CHAT);
  signals[SIGNAL_REMOVED] =
      g_signal_new ("removed", DUO_TYPE_CHAT_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_chat_watch_init (DuoChatWatch *self)
{
}

DuoChatWatch *
duo_chat_watch_new (DuoEvent *event)
{
  return duo_chat_watch_new_for_list (duo_event_get_chats (event));
}

DuoChatWatch *
duo_chat_watch_new_for_list (GListModel *chats)
{
  DuoChatWatch *self = g_object_new (DUO_TYPE_CHAT_WATCH, NULL);

  self->chats = g_object_ref (chats);
  g_signal_connect_object (self->chats, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_DEFAULT);
  for (guint i = 0; i < g_list_model_get_n_items (self->chats); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (self->chats, i);

      watch (self, chat);
    }

  return self;
}
