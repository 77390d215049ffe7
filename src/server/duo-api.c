/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-api-private.h"

#include <string.h>

#include "duo-json.h"
#include "duo-routes.h"
#include "duo-session-slide.h"
#include "duo-token.h"

#define BULK_BYTES (64 * 1024 * 1024)

/* ── calls ─────────────────────────────────────────────────────────────────────────────────── */

DuoApiCall *
duo_api_call_ref (DuoApiCall *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
duo_api_call_unref (DuoApiCall *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->session, duo_session_record_free);
  duo_http_request_unref (self->request);
  g_free (self);
}

const char *
duo_api_call_get_account (DuoApiCall *self)
{
  return self->session->account;
}

const char *
duo_api_call_get_address (DuoApiCall *self)
{
  const char *forwarded, *last;

  if (!self->api->config->behind_proxy)
    return duo_http_request_get_address (self->request);
  /* A proxy adds a line, or an item to the last one; all before is what the client wrote itself. */
  forwarded = duo_http_request_get_last_header (self->request, "X-Forwarded-For");
  if (forwarded == NULL)
    return duo_http_request_get_address (self->request);
  last = strrchr (forwarded, ',');
  last = last ? last + 1 : forwarded;

  return last + strspn (last, " ");
}

void
duo_api_call_respond (DuoApiCall *self, DuoHttpResponse *response)
{
  duo_http_request_respond (self->request, response);
}

JsonNode *
duo_api_call_parse (DuoApiCall *self, GError **error)
{
  gsize length;
  const char *body = duo_http_request_get_body (self->request, &length);

  if (length == 0)
    return duo_json_parse ("{}", 2, DUO_MAX_BODY, error);

  return duo_json_parse (body, length, DUO_MAX_BODY, error);
}

DuoHttpResponse *
duo_api_call_limit (DuoApiCall *self, DuoRateLimit *limit, const char *key)
{
  gint64 wait = duo_rate_limit_take (limit, key, g_get_monotonic_time ());

  return wait > 0 ? duo_problem_new_too_many (wait) : NULL;
}

DuoHttpResponse *
duo_api_read_seen (DuoApiCall *call, gint64 *seen)
{
  const char *tag = duo_http_request_get_header (call->request, "If-Match");

  if (tag == NULL || duo_api_parse_tag (tag, seen))
    return NULL;

  return duo_problem_new (DUO_PROBLEM_MALFORMED, "If-Match: write the rev in quotes, as in \"17\".");
}

/* ── who asks ──────────────────────────────────────────────────────────────────────────────── */

static DuoHttpResponse *
authenticate (DuoApiCall *call)
{
  const char *token = duo_token_from_header (duo_http_request_get_header (call->request, "Authorization"));
  guint8 hash[DUO_TOKEN_HASH_BYTES];
  g_autoptr (GError) error = NULL;

  if (token == NULL)
    return duo_problem_new (DUO_PROBLEM_UNAUTHORIZED,
                            "Sign in first; send the token as “Authorization: Bearer”.");
  duo_token_hash (token, hash);
  call->session = duo_store_find_session (call->api->store, hash, &error);
  if (call->session == NULL && g_error_matches (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND))
    return duo_problem_new (DUO_PROBLEM_UNAUTHORIZED, "The session has ended; sign in again.");
  if (call->session == NULL)
    return duo_problem_new_for_error (error);
  duo_session_slide (call->session, call->api->config, call->api->clock, call->api->store);

  return NULL;
}

/* ── where it goes ─────────────────────────────────────────────────────────────────────────── */

DuoHttpResponse *
duo_api_get_health (DuoApiCall *call)
{
  return duo_http_response_new (200, "text/plain", g_bytes_new_static ("ok\n", 3));
}

DuoHttpResponse *
duo_api_get_ready (DuoApiCall *call)
{
  if (!call->api->ready)
    return duo_problem_new (DUO_PROBLEM_UNAVAILABLE, "Not ready, or about to end.");

  return duo_http_response_new (200, "text/plain", g_bytes_new_static ("ready\n", 6));
}

static DuoHttpResponse *
refuse_method (DuoPath path)
{
  g_autofree char *allow = duo_routes_dup_methods (path);
  DuoHttpResponse *response = duo_problem_new (DUO_PROBLEM_METHOD, "What can be done with it: %s.", allow);

  duo_http_response_add_header (response, "Allow", allow);

  return response;
}

static DuoHttpResponse *
check_rates (DuoApiCall *call, const DuoRoute *route)
{
  DuoApi *self = call->api;
  DuoHttpResponse *refusal;

  if (route->flags & DUO_ROUTE_OPEN)
    return NULL;
  refusal = duo_api_call_limit (call, self->requests_per_account, duo_api_call_get_account (call));
  if (refusal == NULL && (route->flags & DUO_ROUTE_COMMAND))
    refusal = duo_api_call_limit (call, self->commands_per_account, duo_api_call_get_account (call));

  return refusal;
}

static DuoHttpResponse *
answer (DuoApiCall *call)
{
  DuoHttpResponse *response = NULL;
  const DuoRoute *route;

  if (!duo_path_match (duo_http_request_get_path (call->request), &call->path))
    return duo_problem_new_refusal (DUO_REFUSAL_NOT_FOUND);
  route = duo_routes_find (call->path.path, duo_http_request_get_method (call->request));
  if (route == NULL)
    return refuse_method (call->path.path);
  if (!(route->flags & DUO_ROUTE_OPEN))
    response = authenticate (call);
  if (response == NULL)
    response = check_rates (call, route);
  if (response == NULL && duo_http_request_has_broken_query (call->request))
    response = duo_problem_new (DUO_PROBLEM_MALFORMED, "What follows the “?” in the address cannot be read.");

  return response ? response : route->handler (call);
}

static DuoApiCall *
call_new (DuoApi *api, DuoHttpRequest *request)
{
  DuoApiCall *call = g_new0 (DuoApiCall, 1);

  g_ref_count_init (&call->refs);
  call->api = api;
  call->request = duo_http_request_ref (request);

  return call;
}

gsize
duo_api_judge_body (DuoHttpRequest *request, DuoHttpResponse **refusal, gpointer api)
{
  g_autoptr (DuoApiCall) call = NULL;
  DuoPathMatch path;

  if (!duo_path_match (duo_http_request_get_path (request), &path) || path.path != DUO_PATH_MY_CV ||
      !g_str_equal (duo_http_request_get_method (request), "PUT"))
    return 0;
  call = call_new (api, request);
  *refusal = authenticate (call);
  if (*refusal)
    return 0;
  *refusal = duo_api_begin_cv (call, call->api->cvs_up_per_account);

  return DUO_MAX_CV;
}

void
duo_api_handle (DuoHttpRequest *request, gpointer api)
{
  g_autoptr (DuoApiCall) call = call_new (api, request);
  DuoHttpResponse *response = answer (call);

  if (response)
    duo_http_request_respond (request, response);
}

/* ── life ──────────────────────────────────────────────────────────────────────────────────── */

static DuoRateLimit *
make_limit (const DuoRate *rate)
{
  return duo_rate_limit_new (60 * G_USEC_PER_SEC / rate->per_minute, rate->burst);
}

DuoApi *
duo_api_new (const DuoConfig *config, DuoClock *clock, DuoStore *store, DuoLiveHub *hub, GError **error)
{
  DuoHashPool *hashes = duo_hash_pool_new (config->hash_threads, config->hash_queue, error);
  DuoApi *self;

  if (hashes == NULL)
    return NULL;
  self = g_new0 (DuoApi, 1);
  self->config = config;
  self->clock = duo_clock_ref (clock);
  self->store = g_object_ref (store);
  self->hub = hub;
  self->hashes = hashes;
  self->bulk = duo_bulk_cache_new (BULK_BYTES);
  self->sign_in_per_address = make_limit (&config->sign_in_per_address);
  self->sign_in_per_account = make_limit (&config->sign_in_per_account);
  self->sign_in_per_email = make_limit (&config->sign_in_per_email);
  self->requests_per_account = make_limit (&config->requests_per_account);
  self->commands_per_account = make_limit (&config->commands_per_account);
  self->cvs_up_per_account = make_limit (&config->cvs_up_per_account);
  self->cvs_down_per_account = make_limit (&config->cvs_down_per_account);
  self->cvs = duo_transfers_new (config->cvs, config->cvs_per_account);

  return self;
}

void
duo_api_free (DuoApi *self)
{
  duo_rate_limit_free (self->sign_in_per_address);
  duo_rate_limit_free (self->sign_in_per_account);
  duo_rate_limit_free (self->sign_in_per_email);
  duo_rate_limit_free (self->requests_per_account);
  duo_rate_limit_free (self->commands_per_account);
  duo_rate_limit_free (self->cvs_up_per_account);
  duo_rate_limit_free (self->cvs_down_per_account);
  duo_transfers_free (self->cvs);
  duo_bulk_cache_free (self->bulk);
  duo_hash_pool_free (self->hashes);
  g_object_unref (self->store);
  duo_clock_unref (self->clock);
  g_free (self);
}

void
duo_api_set_ready (DuoApi *self, gboolean ready)
{
  self->ready = ready;
}
