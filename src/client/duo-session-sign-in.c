/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sodium.h>
#include <string.h>

#include "duo-address-private.h"
#include "duo-paths.h"
#include "duo-reader-private.h"
#include "duo-session-private.h"

/* A keyring that does not answer in this time is treated as none; nobody waits longer to sign in. */
#define KEYRING_SECONDS 8
#define DRAIN_MS 2000
#define SIGN_OUT_SECONDS 4
#define SIGN_IN_FRAME 128 /* names and braces */

DUO_DEFINE_READER (DuoWireService, read_service, duo_wire_read_service)
DUO_DEFINE_READER (DuoWireSession, read_session, duo_wire_read_session)

/* How long an answer is waited for: @cancellable is cancelled when it does not come in time. */
typedef struct
{
  GCancellable *cancellable;
  guint timer;
} Patience;

static void
out_of_patience_cb (gpointer data)
{
  Patience *patience = data;

  patience->timer = 0;
  g_cancellable_cancel (patience->cancellable);
}

/* Borrowed: what the waiting can be cancelled with. */
static GCancellable *
patience_begin (Patience *patience, guint seconds)
{
  patience->cancellable = g_cancellable_new ();
  patience->timer = g_timeout_add_seconds_once (seconds, out_of_patience_cb, patience);
  return patience->cancellable;
}

static void
patience_end (Patience *patience)
{
  g_clear_handle_id (&patience->timer, g_source_remove);
  g_clear_object (&patience->cancellable);
}

/* ── who is there ── */

static DuoWireService *
take_service (DuoHttpAnswer *answer, GError **error)
{
  g_autoptr (DuoWireService) service = NULL;
  g_autoptr (GError) malformed = NULL;

  if (!duo_http_answer_check (answer, error))
    return NULL;
  service = read_service (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body),
                          DUO_MAX_BODY, &malformed);
  if (!service)
    {
      g_set_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_ADDRESS, "There is no Duologue service: %s",
                   malformed->message);
      return NULL;
    }
  if (service->speaks_v1)
    return g_steal_pointer (&service);
  g_set_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE,
               "The service (%s) and this app do not speak the same version", service->version);
  return NULL;
}

/* Who says more than any service would is none. */
static DuoWireService *
receive_service (DuoHttp *http, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (http, result, &local);

  if (answer)
    return take_service (answer, error);
  if (g_error_matches (local, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE))
    g_set_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_ADDRESS, "There is no Duologue service: %s",
                 local->message);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
probe_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoWireService) service = receive_service (DUO_HTTP (source), result, &error);

  if (service)
    g_task_return_pointer (task, g_strdup (service->name), g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
duo_session_probe_async (DuoSession *self,
                         const char *address,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *normal = NULL;

  g_return_if_fail (DUO_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_probe_async);
  normal = duo_address_normalize (address, &error);
  if (normal)
    duo_http_ask_async (self->http, normal, duo_path_get_pattern (DUO_PATH_SERVICE), cancellable, probe_cb,
                        g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

char *
duo_session_probe_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ── signing in: ask the service, ask the keyring for the device key, send, look at my events ── */

typedef struct
{
  char *address;
  char *email;
  DuoSecret *password;
  Patience keyring;
} SignIn;

static void
sign_in_free (SignIn *sign_in)
{
  patience_end (&sign_in->keyring);
  g_free (sign_in->address);
  g_free (sign_in->email);
  duo_secret_unref (sign_in->password);
  g_free (sign_in);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  DuoSession *self = g_task_get_source_object (task);

  /* Whoever is signed in is signed in: what could not be asked for now is asked for again by the live socket. */
  if (duo_sync_refresh_finish (DUO_SYNC (source), result, &error))
    duo_session_set_synced_at (self, duo_clock_now (self->clock));
  else
    g_message ("The first look at the events failed: %s", error->message);
  if (self->account)
    {
      duo_session_choose_event (self);
      duo_session_go_online (self);
    }
  g_task_return_boolean (task, TRUE);
}

static void
begin (GTask *task, const DuoWireSession *wire)
{
  DuoSession *self = g_task_get_source_object (task);
  const SignIn *sign_in = g_task_get_task_data (task);
  g_autoptr (DuoSecret) token = duo_secret_new (wire->token);

  if (self->account)
    duo_session_end (self);
  duo_session_set_address (self, sign_in->address);
  duo_http_set_token (self->http, token);
  duo_session_set_identity (self, wire->account, wire->name, wire->email);
  duo_session_set_state (self, DUO_SESSION_CONNECTING);
  duo_cache_begin (self->cache, self->address, wire->account, wire->email, wire->name);
  duo_session_keep (self, token);
  duo_session_load_own (self);
  duo_sync_refresh_async (self->sync, self->cancellable, refreshed_cb, g_object_ref (task));
}

static GError *
make_sign_in_error (const DuoHttpAnswer *answer, const GError *error)
{
  if (answer && answer->status == SOUP_STATUS_UNAUTHORIZED)
    return g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_CREDENTIALS,
                                "E-mail address or password are wrong");
  return g_error_copy (error);
}

static void
session_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);
  g_autoptr (DuoWireSession) wire = NULL;

  if (!answer || !duo_http_answer_check (answer, &error))
    {
      g_task_return_error (task, make_sign_in_error (answer, error));
      return;
    }
  wire = read_session (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), DUO_MAX_BODY,
                       &error);
  if (wire)
    begin (task, wire);
  else
    g_task_return_new_error (task, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE,
                             "The service's answer is not understood: %s", error->message);
}

/* A text that grows leaves what it was behind, so it gets its room at once: no character becomes longer than "\u0001". */
DuoSecret *
duo_session_write_sign_in (const DuoWireSignIn *wire)
{
  gsize said = strlen (wire->email) + strlen (wire->password) + strlen (wire->device);
  GString *out = g_string_sized_new (6 * said + 2 * g_bytes_get_size (wire->key) + SIGN_IN_FRAME);
  DuoSecret *text;
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, out);
  duo_wire_write_sign_in (&writer, wire);
  text = duo_secret_new (out->str);
  sodium_memzero (out->str, out->allocated_len);
  g_string_free (out, TRUE);
  return text;
}

static void
send_sign_in (GTask *task)
{
  DuoSession *self = g_task_get_source_object (task);
  const SignIn *sign_in = g_task_get_task_data (task);
  g_autoptr (GBytes) key = duo_signer_dup_public_key (DUO_SIGNER (self->signer));
  const DuoWireSignIn wire = {.email = sign_in->email,
                              .password = (char *) duo_secret_peek (sign_in->password),
                              .device = (char *) g_get_host_name (),
                              .key = key};
  g_autoptr (DuoSecret) body = duo_session_write_sign_in (&wire);

  duo_http_post_elsewhere_async (self->http, sign_in->address, duo_path_get_pattern (DUO_PATH_SESSIONS), body,
                                 g_task_get_cancellable (task), session_cb, task);
}

static void
keyring_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoKept) kept = duo_credentials_load_finish (DUO_CREDENTIALS (source), result, &error);
  DuoSession *self = g_task_get_source_object (task);
  SignIn *sign_in = g_task_get_task_data (task);

  patience_end (&sign_in->keyring);
  self->keyring_asked = TRUE;
  duo_session_set_keyring (self, kept != NULL);
  if (kept)
    self->seed_unknown = !kept->seed || !duo_device_signer_load (self->signer, kept->seed);
  else
    g_message ("There is no keyring: %s", error->message);
  send_sign_in (g_steal_pointer (&task));
}

static void
ask_keyring (GTask *task)
{
  DuoSession *self = g_task_get_source_object (task);
  SignIn *sign_in = g_task_get_task_data (task);

  duo_credentials_load_async (self->credentials, patience_begin (&sign_in->keyring, KEYRING_SECONDS),
                              keyring_cb, task);
}

static void
service_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoWireService) service = receive_service (DUO_HTTP (source), result, &error);
  DuoSession *self = g_task_get_source_object (task);

  if (!service)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (self->keyring_asked)
    send_sign_in (g_steal_pointer (&task));
  else
    ask_keyring (g_steal_pointer (&task));
}

void
duo_session_sign_in_async (DuoSession *self,
                           const char *address,
                           const char *email,
                           const char *password,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *normal = NULL;
  SignIn *sign_in;

  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (email != NULL && password != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_sign_in_async);
  normal = duo_address_normalize (address, &error);
  if (!normal)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  sign_in = g_new0 (SignIn, 1);
  sign_in->address = g_strdup (normal);
  sign_in->email = g_strstrip (g_strdup (email));
  sign_in->password = duo_secret_new (password);
  g_task_set_task_data (task, sign_in, (GDestroyNotify) sign_in_free);
  duo_http_ask_async (self->http, normal, duo_path_get_pattern (DUO_PATH_SERVICE), cancellable, service_cb,
                      g_steal_pointer (&task));
}

gboolean
duo_session_sign_in_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── signing out ── */

typedef struct
{
  Patience service;
  guint timer; /* runs while the keyring forgets */
  gboolean told;
} SignOut;

static void
sign_out_free (SignOut *sign_out)
{
  g_clear_handle_id (&sign_out->timer, g_source_remove);
  patience_end (&sign_out->service);
  g_free (sign_out);
}

static void
tell_signed_out (GTask *task)
{
  SignOut *sign_out = g_task_get_task_data (task);

  g_clear_handle_id (&sign_out->timer, g_source_remove);
  if (!sign_out->told)
    g_task_return_boolean (task, TRUE);
  sign_out->told = TRUE;
}

/* A keyring that asks its user may take as long as it wants; for the session it is over. */
static void
keyring_too_slow_cb (gpointer data)
{
  SignOut *sign_out = g_task_get_task_data (data);

  sign_out->timer = 0;
  tell_signed_out (data);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (!duo_credentials_forget_finish (DUO_CREDENTIALS (source), result, &error))
    g_message ("The keyring could not forget the session: %s", error->message);
  tell_signed_out (task);
}

/* Whether or not the service heard of it: here it is over. */
static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);
  DuoSession *self = g_task_get_source_object (task);
  SignOut *sign_out = g_task_get_task_data (task);

  patience_end (&sign_out->service);
  if (!answer || !duo_http_answer_check (answer, &error))
    g_message ("The service did not hear of the signing out: %s", error->message);
  if (self->account)
    duo_session_end (self);
  sign_out->timer = g_timeout_add_seconds_once (SIGN_OUT_SECONDS, keyring_too_slow_cb, task);
  duo_credentials_forget_async (self->credentials, NULL, forgotten_cb, g_steal_pointer (&task));
}

static void
begin_sign_out (GTask *task)
{
  DuoSession *self = g_task_get_source_object (task);
  SignOut *sign_out = g_task_get_task_data (task);
  DuoHttpRequest request = {.method = "DELETE", .path = duo_path_get_pattern (DUO_PATH_CURRENT_SESSION)};

  duo_http_send_async (self->http, &request, patience_begin (&sign_out->service, SIGN_OUT_SECONDS),
                       signed_out_cb, task);
}

static void
drained_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  duo_command_queue_drain_finish (DUO_COMMAND_QUEUE (source), result);
  begin_sign_out (data);
}

void
duo_session_sign_out_async (DuoSession *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  GTask *task;
  SignOut *sign_out;

  g_return_if_fail (DUO_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_sign_out_async);
  sign_out = g_new0 (SignOut, 1);
  g_task_set_task_data (task, sign_out, (GDestroyNotify) sign_out_free);
  /* What was clicked a moment ago still goes as its user. */
  if (duo_command_queue_get_length (self->queue) > 0)
    duo_command_queue_drain_async (self->queue, DRAIN_MS, drained_cb, task);
  else
    begin_sign_out (task);
}

gboolean
duo_session_sign_out_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
