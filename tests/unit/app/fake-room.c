/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-room.h"

struct _FakeRoom
{
  GObject parent_instance;

  gboolean joined;
};

static void signaling_iface_init (DuoSignalingInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeRoom,
                               fake_room,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_SIGNALING, signaling_iface_init))

struct _FakeSigner
{
  GObject parent_instance;
};

static void signer_iface_init (DuoSignerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeSigner,
                               fake_signer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_SIGNER, signer_iface_init))

static void
join_room (DuoSignaling *signaling, GBytes *key, GBytes *nonce)
{
  FAKE_ROOM (signaling)->joined = TRUE;
}

static void
leave_room (DuoSignaling *signaling)
{
  FAKE_ROOM (signaling)->joined = FALSE;
}

static void
send_nowhere (DuoSignaling *signaling, DuoSignal *signal)
{
}

static const char *
get_chat (DuoSignaling *signaling)
{
  return "chat";
}

static void
signaling_iface_init (DuoSignalingInterface *iface)
{
  iface->join = join_room;
  iface->leave = leave_room;
  iface->send = send_nowhere;
  iface->get_chat = get_chat;
}

static void
fake_room_class_init (FakeRoomClass *klass)
{
}

static void
fake_room_init (FakeRoom *self)
{
}

FakeRoom *
fake_room_new (void)
{
  return g_object_new (FAKE_TYPE_ROOM, NULL);
}

gboolean
fake_room_is_joined (FakeRoom *self)
{
  return self->joined;
}

static GBytes *
dup_public_key (DuoSigner *signer)
{
  return g_bytes_new_take (g_malloc0 (DUO_SIGNER_KEY_BYTES), DUO_SIGNER_KEY_BYTES);
}

static GBytes *
sign_with_zeros (DuoSigner *signer, GBytes *message)
{
  return g_bytes_new_take (g_malloc0 (DUO_SIGNATURE_BYTES), DUO_SIGNATURE_BYTES);
}

static void
signer_iface_init (DuoSignerInterface *iface)
{
  iface->dup_public_key = dup_public_key;
  iface->sign = sign_with_zeros;
}

static void
fake_signer_class_init (FakeSignerClass *klass)
{
}

static void
fake_signer_init (FakeSigner *self)
{
}

FakeSigner *
fake_signer_new (void)
{
  return g_object_new (FAKE_TYPE_SIGNER, NULL);
}

void
fake_session_set_room (DuoSession *self, DuoSignaling *room, DuoSigner *signer)
{
  g_object_set_data_full (G_OBJECT (self), "room", g_object_ref (room), g_object_unref);
  g_object_set_data_full (G_OBJECT (self), "signer", g_object_ref (signer), g_object_unref);
}

gboolean
fake_session_is_entering (DuoSession *self)
{
  return g_object_get_data (G_OBJECT (self), "entering") != NULL;
}

guint
fake_session_get_n_renewals (DuoSession *self)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self), "renewals"));
}

static GTask *
steal_entering (DuoSession *self)
{
  GTask *task = g_object_steal_data (G_OBJECT (self), "entering");

  g_assert_nonnull (task);
  return task;
}

void
fake_session_tell_room (DuoSession *self, DuoTimeRange room)
{
  g_object_set_data_full (G_OBJECT (self), "told", g_memdup2 (&room, sizeof room), g_free);
}

void
fake_session_set_elsewhere (DuoSession *self, gboolean elsewhere)
{
  g_object_set_data (G_OBJECT (self), "elsewhere", GINT_TO_POINTER (elsewhere));
}

static DuoRoomPass *
new_pass (DuoSession *self)
{
  DuoTimeRange *told = g_object_get_data (G_OBJECT (self), "told");
  DuoRoomPass *offered = g_object_get_data (G_OBJECT (self), "offered");
  DuoRoomPass *pass = g_new0 (DuoRoomPass, 1);

  pass->ice_servers = offered != NULL ? g_strdupv (offered->ice_servers) : g_new0 (char *, 1);
  pass->ice_until = offered != NULL ? offered->ice_until : 0;
  pass->elsewhere = g_object_get_data (G_OBJECT (self), "elsewhere") != NULL;
  if (told != NULL)
    pass->room = *told;
  return pass;
}

void
fake_session_offer_servers (DuoSession *self, const char *const *servers, gint64 until)
{
  DuoRoomPass *offered = g_new0 (DuoRoomPass, 1);

  offered->ice_servers = g_strdupv ((char **) servers);
  offered->ice_until = until;
  g_object_set_data_full (G_OBJECT (self), "offered", offered, (GDestroyNotify) duo_room_pass_free);
}

void
duo_session_renew_room_async (
    DuoSession *self, DuoChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_object_set_data (G_OBJECT (self), "renewals", GUINT_TO_POINTER (fake_session_get_n_renewals (self) + 1));
  g_task_return_pointer (task, new_pass (self), (GDestroyNotify) duo_room_pass_free);
}

DuoRoomPass *
duo_session_renew_room_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
duo_session_look_at_room_async (
    DuoSession *self, DuoChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_return_pointer (task, new_pass (self), (GDestroyNotify) duo_room_pass_free);
}

DuoRoomPass *
duo_session_look_at_room_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fake_session_admit (DuoSession *self)
{
  g_autoptr (GTask) task = steal_entering (self);
  DuoRoomPass *pass = new_pass (self);

  g_task_return_pointer (task, pass, (GDestroyNotify) duo_room_pass_free);
}

void
fake_session_turn_away (DuoSession *self, DuoClientError code, const char *message)
{
  g_autoptr (GTask) task = steal_entering (self);

  g_task_return_new_error (task, DUO_CLIENT_ERROR, code, "%s", message);
}

void
duo_room_pass_free (DuoRoomPass *pass)
{
  g_strfreev (pass->ice_servers);
  g_free (pass);
}

void
duo_session_enter_room_async (
    DuoSession *self, DuoChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_object_set_data_full (G_OBJECT (self), "entering", g_task_new (self, cancellable, callback, data),
                          g_object_unref);
}

DuoRoomPass *
duo_session_enter_room_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
duo_session_load_known_keys_async (
    DuoSession *self, DuoChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  GPtrArray *keys = g_object_get_data (G_OBJECT (self), "known-keys");

  g_task_return_pointer (task, keys != NULL ? g_ptr_array_ref (keys) : g_ptr_array_new (),
                         (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
duo_session_load_known_keys_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
duo_session_remember_key (DuoSession *self, DuoChat *chat, GBytes *key)
{
  GPtrArray *keys = g_object_get_data (G_OBJECT (self), "known-keys");

  if (keys == NULL)
    {
      keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      g_object_set_data_full (G_OBJECT (self), "known-keys", keys, (GDestroyNotify) g_ptr_array_unref);
    }
  g_ptr_array_add (keys, g_bytes_ref (key));
}

void
duo_session_forget_key (DuoSession *self, DuoChat *chat, GBytes *key)
{
  GPtrArray *keys = g_object_get_data (G_OBJECT (self), "known-keys");
  guint at;

  if (keys != NULL && g_ptr_array_find_with_equal_func (keys, key, (GEqualFunc) g_bytes_equal, &at))
    g_ptr_array_remove_index (keys, at);
}

void
fake_session_know_key (DuoSession *self, DuoSigner *signer)
{
  g_autoptr (GBytes) key = duo_signer_dup_public_key (signer);

  duo_session_remember_key (self, NULL, key);
}

gboolean
fake_session_knows_key (DuoSession *self, DuoSigner *signer)
{
  GPtrArray *keys = g_object_get_data (G_OBJECT (self), "known-keys");
  g_autoptr (GBytes) key = duo_signer_dup_public_key (signer);

  return keys != NULL && g_ptr_array_find_with_equal_func (keys, key, (GEqualFunc) g_bytes_equal, NULL);
}

DuoSignaling *
duo_session_open_room (DuoSession *self, DuoChat *chat)
{
  return g_object_ref (g_object_get_data (G_OBJECT (self), "room"));
}

DuoSigner *
duo_session_get_signer (DuoSession *self)
{
  return g_object_get_data (G_OBJECT (self), "signer");
}
