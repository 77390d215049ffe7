/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-store.h"

enum
{
  COMMITTED,
  CV_CHANGED,
  FAILED,
  FOREIGN,
  NOTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (duo - store - error - quark, duo_store_error)
G_DEFINE_INTERFACE (DuoStore, duo_store, G_TYPE_OBJECT)

static void
duo_store_default_init (DuoStoreInterface *iface)
{
  signals[COMMITTED] =
      g_signal_new ("committed", DUO_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 5,
                    G_TYPE_STRING, G_TYPE_INT64, G_TYPE_PTR_ARRAY, G_TYPE_PTR_ARRAY, G_TYPE_BOOLEAN);
  signals[FAILED] = g_signal_new ("failed", DUO_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[NOTED] = g_signal_new ("noted", DUO_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_STRING, G_TYPE_PTR_ARRAY);
  signals[CV_CHANGED] = g_signal_new ("cv-changed", DUO_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_PTR_ARRAY);
  signals[FOREIGN] = g_signal_new ("foreign", DUO_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_HASH_TABLE);
}

void
duo_changes_free (DuoChanges *self)
{
  g_clear_pointer (&self->companies, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->chats, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->gone, g_ptr_array_unref);
  g_clear_pointer (&self->event, duo_event_record_free);
  g_free (self);
}

void
duo_day_slots_free (DuoDaySlots *self)
{
  g_free (self->date);
  g_free (self->place);
  g_clear_pointer (&self->slots, g_array_unref);
  g_clear_pointer (&self->blocked, g_array_unref);
  g_free (self);
}

void
duo_room_record_free (DuoRoomRecord *self)
{
  g_clear_pointer (&self->chat, duo_chat_record_free);
  g_free (self);
}

void
duo_store_command_async (DuoStore *self,
                         DuoCommand *command,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  DUO_STORE_GET_IFACE (self)->command_async (self, command, cancellable, callback, data);
}

DuoOutcome *
duo_store_command_finish (DuoStore *self, GAsyncResult *result, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->command_finish (self, result, error);
}

void
duo_store_write_async (
    DuoStore *self, DuoWrite *write, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  DUO_STORE_GET_IFACE (self)->write_async (self, write, cancellable, callback, data);
}

gboolean
duo_store_write_finish (DuoStore *self, GAsyncResult *result, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->write_finish (self, result, error);
}

void
duo_store_change_format_async (DuoStore *self,
                               DuoFormatCommand *command,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  DUO_STORE_GET_IFACE (self)->change_format_async (self, command, cancellable, callback, data);
}

DuoFormatOutcome *
duo_store_change_format_finish (DuoStore *self, GAsyncResult *result, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->change_format_finish (self, result, error);
}

DuoAccountRecord *
duo_store_find_account (DuoStore *self, const char *email, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->find_account (self, email, error);
}

DuoAccountRecord *
duo_store_get_account (DuoStore *self, const char *account, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->get_account (self, account, error);
}

DuoSessionRecord *
duo_store_find_session (DuoStore *self, const guint8 *token_hash, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->find_session (self, token_hash, error);
}

GPtrArray *
duo_store_list_devices (DuoStore *self, const char *account, const guint8 *own, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->list_devices (self, account, own, error);
}

gboolean
duo_store_get_vouches (
    DuoStore *self, const char *account, const guint8 *key, DuoVouches *vouches, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->get_vouches (self, account, key, vouches, error);
}

GPtrArray *
duo_store_list_events (DuoStore *self, const char *account, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->list_events (self, account, error);
}

DuoEventRecord *
duo_store_get_event (DuoStore *self, const char *event, const char *account, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->get_event (self, event, account, error);
}

DuoPersonRecord *
duo_store_find_participation (DuoStore *self, const char *event, const char *account, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->find_participation (self, event, account, error);
}

DuoPersonRecord *
duo_store_get_person (DuoStore *self, const char *person, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->get_person (self, person, error);
}

DuoCompanyRecord *
duo_store_get_company (DuoStore *self, const char *company, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->get_company (self, company, error);
}

GPtrArray *
duo_store_list_companies (DuoStore *self, const char *event, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->list_companies (self, event, error);
}

DuoChatRecord *
duo_store_get_chat (DuoStore *self, const char *chat, const char *account, DuoRole *role, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->get_chat (self, chat, account, role, error);
}

DuoRoomRecord *
duo_store_get_room (DuoStore *self, const char *chat, const char *account, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->get_room (self, chat, account, error);
}

DuoChanges *
duo_store_get_changes (
    DuoStore *self, const char *event, const char *account, gint64 since, guint limit, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->get_changes (self, event, account, since, limit, error);
}

GPtrArray *
duo_store_list_chats (DuoStore *self, const char *event, const char *account, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->list_chats (self, event, account, error);
}

GPtrArray *
duo_store_list_notes (DuoStore *self, const char *event, const char *account, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->list_notes (self, event, account, error);
}

DuoNoteRecord *
duo_store_get_note (DuoStore *self, const char *chat, const char *author, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->get_note (self, chat, author, error);
}

DuoCvRecord *
duo_store_get_cv (DuoStore *self, const char *person, GBytes **body, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->get_cv (self, person, body, error);
}

DuoRole
duo_store_get_role_to_talent (DuoStore *self, const char *person, const char *account, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->get_role_to_talent (self, person, account, error);
}

GPtrArray *
duo_store_get_slots (DuoStore *self, const char *recruiter, const char *date, gint64 *rev, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->get_slots (self, recruiter, date, rev, error);
}

GArray *
duo_store_get_counts (DuoStore *self, const char *event, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->get_counts (self, event, error);
}

GPtrArray *
duo_store_list_due (DuoStore *self, gint64 *next, GError **error)
{
  return DUO_STORE_GET_IFACE (self)->list_due (self, next, error);
}
