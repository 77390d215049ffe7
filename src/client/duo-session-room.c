/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-paths.h"
#include "duo-reader-private.h"
#include "duo-session-private.h"

DUO_DEFINE_READER (DuoWireRoom, read_room, duo_wire_read_room)

void
duo_room_pass_free (DuoRoomPass *pass)
{
  g_strfreev (pass->ice_servers);
  g_free (pass);
}

static DuoRoomPass *
take_pass (const DuoHttpAnswer *answer, GError **error)
{
  g_autoptr (DuoWireRoom) room = NULL;
  g_autoptr (GError) malformed = NULL;
  DuoRoomPass *pass;

  if (!duo_http_answer_check (answer, error))
    return NULL;
  room = read_room (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), DUO_MAX_BODY,
                    &malformed);
  if (!room)
    {
      g_set_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE, "The answer is not understood: %s",
                   malformed->message);
      return NULL;
    }
  pass = g_new0 (DuoRoomPass, 1);
  pass->ice_servers = room->ice ? g_strdupv (room->ice) : g_new0 (char *, 1);
  pass->room = (DuoTimeRange) {room->opens, room->closes};
  pass->peer_present = room->peer_present;
  pass->elsewhere = room->elsewhere;
  pass->ice_until = room->ice_until;
  return pass;
}

static void
room_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);
  DuoRoomPass *pass = answer ? take_pass (answer, &error) : NULL;

  if (!pass)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* Who is inside hears of the other one's comings and goings, in their order. */
  if (g_task_get_source_tag (task) == duo_session_enter_room_async)
    duo_chat_set_peer_present (g_task_get_task_data (task), pass->peer_present);
  g_task_return_pointer (task, pass, (GDestroyNotify) duo_room_pass_free);
}

static void
ask_for_room (DuoSession *self,
              DuoChat *chat,
              const char *method,
              gpointer asks,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  g_autofree char *path = NULL;
  gboolean enters = g_str_equal (method, "POST");
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (DUO_IS_CHAT (chat));

  path = duo_path_build (DUO_PATH_ROOM, duo_chat_get_id (chat), NULL);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, asks);
  g_task_set_task_data (task, g_object_ref (chat), g_object_unref);
  duo_http_send_async (self->http,
                       &(DuoHttpRequest) {.method = method, .path = path, .body = enters ? "{}" : NULL},
                       cancellable, room_cb, task);
}

static DuoRoomPass *
take_room (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
duo_session_enter_room_async (
    DuoSession *self, DuoChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  ask_for_room (self, chat, "POST", duo_session_enter_room_async, cancellable, callback, data);
}

DuoRoomPass *
duo_session_enter_room_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return take_room (self, result, error);
}

void
duo_session_look_at_room_async (
    DuoSession *self, DuoChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  ask_for_room (self, chat, "GET", duo_session_look_at_room_async, cancellable, callback, data);
}

DuoRoomPass *
duo_session_look_at_room_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return take_room (self, result, error);
}

void
duo_session_renew_room_async (
    DuoSession *self, DuoChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  ask_for_room (self, chat, "POST", duo_session_renew_room_async, cancellable, callback, data);
}

DuoRoomPass *
duo_session_renew_room_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return take_room (self, result, error);
}

void
duo_session_load_known_keys_async (
    DuoSession *self, DuoChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (DUO_IS_CHAT (chat));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_load_known_keys_async);
  if (!self->account)
    {
      g_task_return_new_error (task, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT, "Nobody is signed in");
      g_object_unref (task);
      return;
    }
  duo_known_keys_load (self->known_keys, self->account, duo_chat_get_peer_id (chat), task);
}

GPtrArray *
duo_session_load_known_keys_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
duo_session_remember_key (DuoSession *self, DuoChat *chat, GBytes *key)
{
  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (DUO_IS_CHAT (chat));
  g_return_if_fail (key != NULL);

  if (self->account)
    duo_known_keys_remember (self->known_keys, self->account, duo_chat_get_peer_id (chat), key,
                             duo_clock_now (self->clock));
}

void
duo_session_forget_key (DuoSession *self, DuoChat *chat, GBytes *key)
{
  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (DUO_IS_CHAT (chat));
  g_return_if_fail (key != NULL);

  if (self->account)
    duo_known_keys_forget (self->known_keys, self->account, duo_chat_get_peer_id (chat), key);
}
