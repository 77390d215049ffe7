/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-api-private.h"

#include "duo-json.h"
#include "duo-permissions.h"

#define TYPE "application/pdf"

/* ── how many at one time ──────────────────────────────────────────────────────────────────── */

static gint64
on_slow (gpointer transfer)
{
  return duo_transfer_say_slow (transfer);
}

static void
free_transfer (gpointer transfer)
{
  duo_transfer_free (transfer);
}

DuoHttpResponse *
duo_api_begin_cv (DuoApiCall *call, DuoRateLimit *limit)
{
  const char *account = duo_api_call_get_account (call);
  DuoTransfers *cvs = call->api->cvs;
  DuoHttpResponse *refusal;
  gint64 wait;

  switch (duo_transfers_get_state (cvs, account, &wait))
    {
    case DUO_TRANSFERS_ACCOUNT_FULL:
      return duo_problem_new_too_many (wait);
    case DUO_TRANSFERS_FULL:
      return duo_problem_new_unavailable (wait);
    case DUO_TRANSFERS_ROOM:
    default:
      refusal = duo_api_call_limit (call, limit, account);
      if (refusal == NULL)
        duo_http_request_hold (call->request, duo_transfers_begin (cvs, account), on_slow, free_transfer);
      return refusal;
    }
}

/* ── what there is ─────────────────────────────────────────────────────────────────────────── */

DuoHttpResponse *
duo_api_get_me (DuoApiCall *call)
{
  DuoStore *store = call->api->store;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoPersonRecord) person =
      duo_store_find_participation (store, call->path.first, duo_api_call_get_account (call), &error);
  g_autoptr (DuoCvRecord) cv = person ? duo_store_get_cv (store, person->id, NULL, &error) : NULL;
  GString *text;
  DuoJsonWriter writer;

  if (person && g_error_matches (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND))
    g_clear_error (&error);
  if (error)
    return duo_problem_new_for_error (error);
  text = g_string_new (NULL);
  duo_json_writer_init (&writer, text);
  duo_wire_write_me (&writer, person, cv);

  return duo_http_response_new_json (200, g_string_free (text, FALSE));
}

/* Its own name in UTF-8, and one for who reads only ASCII (RFC 6266). */
static char *
dup_disposition (const char *name)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);

  return g_strdup_printf ("attachment; filename=\"CV.pdf\"; filename*=UTF-8''%s", escaped);
}

static DuoHttpResponse *
answer_file (const DuoCvRecord *cv, GBytes *body)
{
  DuoHttpResponse *response = duo_http_response_new (200, TYPE, g_bytes_ref (body));
  g_autofree char *disposition = dup_disposition (cv->name);

  duo_http_response_add_header (response, "Content-Disposition", disposition);
  duo_http_response_add_header (response, "Cache-Control", "private, no-store");

  return response;
}

DuoHttpResponse *
duo_api_get_cv (DuoApiCall *call)
{
  DuoStore *store = call->api->store;
  const char *person = call->path.first;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoCvRecord) cv = NULL;
  g_autoptr (GBytes) body = NULL;
  DuoHttpResponse *refusal;
  DuoRole role = duo_store_get_role_to_talent (store, person, duo_api_call_get_account (call), &error);

  if (error)
    return duo_problem_new_for_error (error);
  if (!duo_role_has_right (role, DUO_RIGHT_READ_CV))
    return duo_problem_new_refusal (DUO_REFUSAL_NOT_FOUND);
  refusal = duo_api_begin_cv (call, call->api->cvs_down_per_account);
  if (refusal)
    return refusal;
  cv = duo_store_get_cv (store, person, &body, &error);

  return cv ? answer_file (cv, body) : duo_problem_new_for_error (error);
}

/* ── what is put there ─────────────────────────────────────────────────────────────────────── */

/* A CV under way. */
typedef struct
{
  DuoApiCall *call;
  DuoCvRecord *cv; /* (nullable): it is removed */
} Errand;

static void
errand_free (Errand *self)
{
  duo_api_call_unref (self->call);
  duo_cv_record_free (self->cv);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static DuoHttpResponse *
answer_cv (const DuoCvRecord *cv)
{
  GString *text;
  DuoJsonWriter writer;

  if (cv == NULL)
    return duo_http_response_new (204, NULL, NULL);
  text = g_string_new (NULL);
  duo_json_writer_init (&writer, text);
  duo_wire_write_cv (&writer, NULL, cv);

  return duo_http_response_new_json (200, g_string_free (text, FALSE));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) self = data;
  g_autoptr (GError) error = NULL;
  DuoHttpResponse *response;

  if (duo_store_write_finish (DUO_STORE (source), result, &error))
    response = answer_cv (self->cv);
  else if (g_error_matches (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND))
    response = duo_problem_new_refusal (DUO_REFUSAL_NOT_ALLOWED);
  else
    response = duo_problem_new_for_error (error);
  duo_api_call_respond (self->call, response);
}

/* @cv: (transfer full) (nullable) */
static void
write_cv (DuoApiCall *call, DuoCvRecord *cv, GBytes *body)
{
  DuoWrite *write = duo_write_new ();
  Errand *errand = g_new0 (Errand, 1);

  *errand = (Errand) {duo_api_call_ref (call), duo_cv_record_copy (cv)};
  duo_write_take_cv (write, duo_api_call_get_account (call), cv, body);
  duo_store_write_async (call->api->store, write, NULL, on_written, errand);
}

/* "application/pdf", whatever its parameters are */
static gboolean
is_pdf_type (const char *type)
{
  g_auto (GStrv) parts = type ? g_strsplit (type, ";", 2) : NULL;

  return parts && parts[0] && g_ascii_strcasecmp (g_strstrip (parts[0]), TYPE) == 0;
}

static DuoHttpResponse *
check_file (DuoApiCall *call, gconstpointer body, gsize length)
{
  const char *type = duo_http_request_get_header (call->request, "Content-Type");

  if (!is_pdf_type (type))
    return duo_problem_new (DUO_PROBLEM_UNSUPPORTED_TYPE, "A CV is sent as “Content-Type: " TYPE "”.");
  switch (duo_cv_judge (body, length))
    {
    case DUO_CV_FINE:
      return NULL;
    case DUO_CV_TOO_LARGE:
      return duo_problem_new (DUO_PROBLEM_TOO_LARGE, "A CV has at most %d bytes.", DUO_MAX_CV);
    case DUO_CV_NOT_PDF:
    default:
      return duo_problem_new (DUO_PROBLEM_NOT_A_PDF, "The file is no PDF; save the CV as one and send that.");
    }
}

DuoHttpResponse *
duo_api_put_cv (DuoApiCall *call)
{
  gsize length;
  const char *body = duo_http_request_get_body (call->request, &length);
  DuoHttpResponse *refusal = check_file (call, body, length);
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (refusal)
    return refusal;
  name = duo_cv_dup_name (duo_http_request_get_query (call->request, "name"));
  bytes = duo_http_request_steal_body (call->request);
  write_cv (call, duo_cv_record_new (name, length, duo_clock_now (call->api->clock)), bytes);

  return NULL;
}

DuoHttpResponse *
duo_api_delete_cv (DuoApiCall *call)
{
  write_cv (call, NULL, NULL);

  return NULL;
}
