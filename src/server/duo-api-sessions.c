/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-api-private.h"

#include <string.h>

#include "duo-id.h"
#include "duo-token.h"

#define MAX_PASSWORD 1024
#define MAX_EMAIL 254

/* A sign-in under way. */
typedef struct
{
  DuoApiCall *call;
  DuoWireSignIn *sign_in;
  DuoAccountRecord *account; /* (nullable) */
  char *token;
  gint64 expires;
} SignIn;

static void
sign_in_free (SignIn *self)
{
  duo_api_call_unref (self->call);
  g_clear_pointer (&self->sign_in, duo_wire_sign_in_free);
  g_clear_pointer (&self->account, duo_account_record_free);
  duo_token_free (self->token);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignIn, sign_in_free)

static DuoHttpResponse *
make_answer (const SignIn *self)
{
  GString *text = g_string_new (NULL);
  DuoWireSession session = {self->token, self->expires, self->account->id, self->account->name,
                            self->account->email};
  DuoJsonWriter writer;
  DuoHttpResponse *response;

  duo_json_writer_init (&writer, text);
  duo_wire_write_session (&writer, &session);
  response = duo_http_response_new_json (201, g_string_free (text, FALSE));
  duo_http_response_add_header (response, "Cache-Control", "no-store");

  return response;
}

static void
on_session_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SignIn) self = data;
  g_autoptr (GError) error = NULL;

  if (!duo_store_write_finish (DUO_STORE (source), result, &error))
    {
      duo_api_call_respond (self->call, duo_problem_new_for_error (error));
      return;
    }
  /* It may have been one too many, and have ended another. */
  duo_live_hub_look_up_account (self->call->api->hub, self->account->id);
  duo_api_call_respond (self->call, make_answer (self));
}

static DuoSessionRecord *
make_session (SignIn *self)
{
  DuoApi *api = self->call->api;
  DuoSessionRecord *session = duo_session_record_new ();

  self->token = duo_token_new ();
  self->expires = duo_clock_now (api->clock) + (gint64) api->config->session_days * 86400;
  session->id = duo_id_new ();
  session->account = g_strdup (self->account->id);
  session->device_name = g_strdup (self->sign_in->device);
  session->expires = self->expires;
  duo_token_hash (self->token, session->token_hash);
  memcpy (session->device_key, g_bytes_get_data (self->sign_in->key, NULL), sizeof session->device_key);

  return session;
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SignIn) self = data;
  DuoApi *api = self->call->api;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoWrite) write = NULL;

  if (!duo_hash_pool_verify_finish (api->hashes, result, &error))
    {
      duo_api_call_respond (
          self->call,
          error ? duo_problem_new_for_error (error)
                : duo_problem_new (DUO_PROBLEM_UNAUTHORIZED, "The e-mail address or the password is wrong."));
      return;
    }
  write = duo_write_new ();
  duo_write_take_session (write, make_session (self));
  duo_write_audit (write, self->account->id, "sign-in", self->sign_in->device);
  duo_store_write_async (api->store, g_steal_pointer (&write), NULL, on_session_written,
                         g_steal_pointer (&self));
}

static DuoWireSignIn *
read_sign_in (DuoApiCall *call, GError **error)
{
  g_autoptr (JsonNode) node = duo_api_call_parse (call, error);
  g_autoptr (DuoWireSignIn) sign_in = NULL;
  g_autoptr (GError) why = NULL;
  DuoJson json;

  duo_http_request_erase_body (call->request);
  if (node == NULL)
    return NULL;
  json = duo_json_root (node, &why);
  sign_in = duo_wire_read_sign_in (&json);
  if (sign_in && strlen (sign_in->password) > MAX_PASSWORD)
    duo_json_fail_member (&json, "password", "too long");
  if (sign_in && strlen (sign_in->email) > MAX_EMAIL)
    duo_json_fail_member (&json, "email", "too long");
  if (why)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }

  return g_steal_pointer (&sign_in);
}

/* One line to the network has 2⁶⁴ addresses in IPv6 (RFC 6177): they count as one, or none would be limited. */
static char *
dup_line (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  g_autoptr (GInetAddress) line = NULL;
  guint8 bytes[16] = {0};

  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (text);
  memcpy (bytes, g_inet_address_to_bytes (address), 8);
  line = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);

  return g_inet_address_to_string (line);
}

/* Few guesses from one line, so that nobody keeps others signed out from afar; more from all lines together. What is
 * refused counts nothing, so it takes many lines to come near to that. */
static DuoHttpResponse *
check_rates (DuoApiCall *call, const char *email)
{
  DuoApi *api = call->api;
  g_autofree char *line = dup_line (duo_api_call_get_address (call));
  g_autofree char *both = g_strconcat (line, " ", email, NULL);
  DuoHttpResponse *refusal = duo_api_call_limit (call, api->sign_in_per_address, line);

  if (refusal == NULL)
    refusal = duo_api_call_limit (call, api->sign_in_per_account, both);

  return refusal ? refusal : duo_api_call_limit (call, api->sign_in_per_email, email);
}

DuoHttpResponse *
duo_api_post_session (DuoApiCall *call)
{
  g_autoptr (SignIn) self = g_new0 (SignIn, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *email = NULL;
  DuoHttpResponse *refusal;
  char *password;

  self->call = duo_api_call_ref (call);
  self->sign_in = read_sign_in (call, &error);
  if (self->sign_in == NULL)
    return duo_problem_new_for_error (error);
  email = g_utf8_strdown (self->sign_in->email, -1);
  refusal = check_rates (call, email);
  if (refusal)
    return refusal;
  self->account = duo_store_find_account (call->api->store, email, &error);
  if (self->account == NULL && !g_error_matches (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND))
    return duo_problem_new_for_error (error);
  password = g_strdup (self->sign_in->password);
  duo_hash_pool_verify_async (call->api->hashes, self->account ? self->account->password : NULL, password,
                              on_verified, self);
  g_steal_pointer (&self);

  return NULL;
}

static void
on_revoked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoApiCall) call = data;
  g_autoptr (GError) error = NULL;

  if (!duo_store_write_finish (DUO_STORE (source), result, &error))
    {
      duo_api_call_respond (call, duo_problem_new_for_error (error));
      return;
    }
  duo_live_hub_end_session (call->api->hub, call->session->id);
  duo_api_call_respond (call, duo_http_response_new (204, NULL, NULL));
}

DuoHttpResponse *
duo_api_delete_session (DuoApiCall *call)
{
  g_autoptr (DuoWrite) write = duo_write_new ();

  duo_write_revoke_session (write, call->session->id);
  duo_write_audit (write, call->session->account, "sign-out", NULL);
  duo_store_write_async (call->api->store, g_steal_pointer (&write), NULL, on_revoked,
                         duo_api_call_ref (call));

  return NULL;
}
