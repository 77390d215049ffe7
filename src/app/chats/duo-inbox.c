/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-inbox.h"

#include "shell/duo-chat-watch.h"

struct _DuoInbox
{
  GObject parent_instance;

  DuoEvent *event;
  DuoChatWatch *watch;
  GListStore *chats;
  GHashTable *marked; /* of DuoChat */
  DuoChat *current;   /* (nullable) */
  gboolean still;
  gboolean selecting;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoInbox, duo_inbox, G_TYPE_OBJECT)

static gboolean
is_request (DuoChat *chat)
{
  return duo_chat_get_my_role (chat) == DUO_ROLE_RECRUITER && duo_chat_get_state (chat) == DUO_CHAT_REQUESTED;
}

gboolean
duo_inbox_is_waiting (DuoChat *chat)
{
  g_return_val_if_fail (DUO_IS_CHAT (chat), FALSE);

  return is_request (chat) && !duo_chat_get_pending (chat);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const DuoChatRecord *left = duo_chat_get_record ((DuoChat *) a);
  const DuoChatRecord *right = duo_chat_get_record ((DuoChat *) b);

  if (left->changed != right->changed)
    return left->changed > right->changed ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

/* Handed over, it is the same chat as another object, and no longer mine. */
static gboolean
is_over (DuoInbox *self, DuoChat *chat)
{
  return !is_request (chat) || duo_event_find_chat (self->event, duo_chat_get_id (chat)) != chat;
}

static void
remove_over (DuoInbox *self)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->chats)); i-- > 0;)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (G_LIST_MODEL (self->chats), i);

      if (is_over (self, chat))
        g_hash_table_remove (self->marked, chat);
      if (is_over (self, chat) && chat != self->current)
        g_list_store_remove (self->chats, i);
    }
}

static void
add_new (DuoInbox *self)
{
  GListModel *all = duo_event_get_chats (self->event);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (all, i);

      if (!is_request (chat) || duo_inbox_find (self, chat, NULL))
        continue;
      if (self->still)
        g_list_store_append (self->chats, chat);
      else
        g_list_store_insert_sorted (self->chats, chat, compare, NULL);
    }
}

static gboolean
is_sorted (DuoInbox *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->chats));

  for (guint i = 1; i < n; i++)
    {
      g_autoptr (DuoChat) before = g_list_model_get_item (G_LIST_MODEL (self->chats), i - 1);
      g_autoptr (DuoChat) chat = g_list_model_get_item (G_LIST_MODEL (self->chats), i);

      if (compare (before, chat, NULL) > 0)
        return FALSE;
    }
  return TRUE;
}

void
duo_inbox_update (DuoInbox *self)
{
  g_return_if_fail (DUO_IS_INBOX (self));

  if (!self->still)
    {
      remove_over (self);
      if (!is_sorted (self))
        g_list_store_sort (self->chats, compare, NULL);
    }
  add_new (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
duo_inbox_dispose (GObject *object)
{
  DuoInbox *self = DUO_INBOX (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->current);
  g_clear_object (&self->event);
  g_hash_table_remove_all (self->marked);

  G_OBJECT_CLASS (duo_inbox_parent_class)->dispose (object);
}

static void
duo_inbox_finalize (GObject *object)
{
  DuoInbox *self = DUO_INBOX (object);

  g_hash_table_unref (self->marked);
  g_clear_object (&self->chats);

  G_OBJECT_CLASS (duo_inbox_parent_class)->finalize (object);
}

static void
duo_inbox_class_init (DuoInboxClass *class)
{
  G_OBJECT_CLASS (class)->dispose = duo_inbox_dispose;
  G_OBJECT_CLASS (class)->finalize = duo_inbox_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", DUO_TYPE_INBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_inbox_init (DuoInbox *self)
{
  self->chats = g_list_store_new (DUO_TYPE_CHAT);
  self->marked = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

DuoInbox *
duo_inbox_new (DuoEvent *event)
{
  DuoInbox *self = g_object_new (DUO_TYPE_INBOX, NULL);

  self->event = g_object_ref (event);
  self->watch = duo_chat_watch_new (event);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (duo_inbox_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "removed", G_CALLBACK (duo_inbox_update), self, G_CONNECT_SWAPPED);
  duo_inbox_update (self);
  return self;
}

GListModel *
duo_inbox_get_chats (DuoInbox *self)
{
  g_return_val_if_fail (DUO_IS_INBOX (self), NULL);

  return G_LIST_MODEL (self->chats);
}

void
duo_inbox_set_still (DuoInbox *self, gboolean still)
{
  g_return_if_fail (DUO_IS_INBOX (self));

  if (self->still == !!still)
    return;
  self->still = !!still;
  duo_inbox_update (self);
}

void
duo_inbox_set_current (DuoInbox *self, DuoChat *chat)
{
  g_return_if_fail (DUO_IS_INBOX (self));

  if (g_set_object (&self->current, chat))
    duo_inbox_update (self);
}

guint
duo_inbox_count_waiting (DuoInbox *self)
{
  GListModel *all;
  guint n = 0;

  g_return_val_if_fail (DUO_IS_INBOX (self), 0);

  all = duo_event_get_chats (self->event);
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (all, i);

      n += duo_inbox_is_waiting (chat);
    }
  return n;
}

DuoChat *
duo_inbox_find_next (DuoInbox *self, guint position)
{
  guint n;

  g_return_val_if_fail (DUO_IS_INBOX (self), NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->chats));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (G_LIST_MODEL (self->chats), (position + i) % n);

      if (duo_inbox_is_waiting (chat) && !is_over (self, chat))
        return chat;
    }
  return NULL;
}

gboolean
duo_inbox_find (DuoInbox *self, DuoChat *chat, guint *position)
{
  g_return_val_if_fail (DUO_IS_INBOX (self), FALSE);

  return g_list_store_find (self->chats, chat, position);
}

void
duo_inbox_set_marked (DuoInbox *self, DuoChat *chat, gboolean marked)
{
  gboolean changed;

  g_return_if_fail (DUO_IS_INBOX (self));

  if (marked && duo_inbox_is_waiting (chat))
    changed = g_hash_table_add (self->marked, g_object_ref (chat));
  else
    changed = g_hash_table_remove (self->marked, chat);
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
duo_inbox_get_marked (DuoInbox *self, DuoChat *chat)
{
  g_return_val_if_fail (DUO_IS_INBOX (self), FALSE);

  return g_hash_table_contains (self->marked, chat);
}

void
duo_inbox_set_selecting (DuoInbox *self, gboolean selecting)
{
  g_return_if_fail (DUO_IS_INBOX (self));

  if (self->selecting == !!selecting)
    return;
  self->selecting = !!selecting;
  g_hash_table_remove_all (self->marked);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
duo_inbox_get_selecting (DuoInbox *self)
{
  g_return_val_if_fail (DUO_IS_INBOX (self), FALSE);

  return self->selecting;
}

GPtrArray *
duo_inbox_dup_marked (DuoInbox *self)
{
  GPtrArray *marked = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (DUO_IS_INBOX (self), marked);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->chats)); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (G_LIST_MODEL (self->chats), i);

      if (g_hash_table_contains (self->marked, chat) && duo_inbox_is_waiting (chat))
        g_ptr_array_add (marked, g_steal_pointer (&chat));
    }
  return marked;
}
