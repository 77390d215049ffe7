/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-chat-shelf.h"

DuoChatShelf
duo_chat_get_shelf (DuoChat *chat)
{
  gboolean talent = duo_chat_get_my_role (chat) == DUO_ROLE_TALENT;

  switch (duo_chat_get_state (chat))
    {
    case DUO_CHAT_REQUESTED:
      return talent ? DUO_SHELF_SENT : DUO_SHELF_OPEN;
    case DUO_CHAT_INVITED:
    case DUO_CHAT_ACCEPTED:
      return talent ? DUO_SHELF_OPEN : DUO_SHELF_SENT;
    case DUO_CHAT_CONFIRMED:
      return DUO_SHELF_UPCOMING;
    case DUO_CHAT_COMPLETED:
    case DUO_CHAT_NO_SHOW:
      return DUO_SHELF_COMPLETED;
    case DUO_CHAT_DECLINED:
      return DUO_SHELF_DECLINED;
    case DUO_CHAT_EXPIRED:
      return DUO_SHELF_EXPIRED;
    case DUO_CHAT_CANCELLED:
    case DUO_CHAT_NONE:
    case DUO_CHAT_N_STATES:
    default:
      return DUO_SHELF_CANCELLED;
    }
}

static gboolean
is_on_shelf (gpointer chat, gpointer shelf)
{
  return duo_chat_get_shelf (chat) == GPOINTER_TO_UINT (shelf);
}

static int
compare_chats (gconstpointer a, gconstpointer b, gpointer data)
{
  DuoChat *left = (DuoChat *) a, *right = (DuoChat *) b;
  gint64 left_key = duo_chat_get_range (left).start, right_key = duo_chat_get_range (right).start;

  if (GPOINTER_TO_UINT (data) < DUO_SHELF_UPCOMING)
    {
      left_key = -duo_chat_get_record (left)->changed;
      right_key = -duo_chat_get_record (right)->changed;
    }
  if (left_key != right_key)
    return left_key < right_key ? -1 : 1;

  return g_strcmp0 (duo_chat_get_id (left), duo_chat_get_id (right));
}

GListModel *
duo_chat_shelf_new_model (GListModel *chats, DuoChatShelf shelf)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_on_shelf, GUINT_TO_POINTER (shelf), NULL));
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_chats, GUINT_TO_POINTER (shelf), NULL));
  GtkFilterListModel *filtered = gtk_filter_list_model_new (g_object_ref (chats), filter);

  return G_LIST_MODEL (gtk_sort_list_model_new (G_LIST_MODEL (filtered), sorter));
}
