/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-api-private.h"
#include "duo-bulk.h"

#include <string.h>

#include "duo-json.h"

#define PAGE 500
/* So many bytes of changes count as one more request: a full page as seven or so. */
#define BYTES_PER_REQUEST (32 * 1024)

static DuoHttpResponse *
take_json (GString *text)
{
  return duo_http_response_new_json (200, g_string_free (text, FALSE));
}

DuoHttpResponse *
duo_api_get_service (DuoApiCall *call)
{
  static const char *const methods[] = {"password", NULL};
  DuoWireService service = {call->api->config->name, (char *) DUO_VERSION, TRUE, (char *) "open",
                            (char **) methods};
  GString *text = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, text);
  duo_wire_write_service (&writer, &service);

  return take_json (text);
}

DuoHttpResponse *
duo_api_get_events (DuoApiCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events =
      duo_store_list_events (call->api->store, duo_api_call_get_account (call), &error);
  GString *text;
  DuoJsonWriter writer;

  if (events == NULL)
    return duo_problem_new_for_error (error);
  text = g_string_new (NULL);
  duo_json_writer_init (&writer, text);
  duo_wire_write_events (&writer, NULL, events);

  return take_json (text);
}

DuoHttpResponse *
duo_api_get_event (DuoApiCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoEventRecord) event =
      duo_store_get_event (call->api->store, call->path.first, duo_api_call_get_account (call), &error);
  GString *text;
  DuoJsonWriter writer;

  if (event == NULL)
    return duo_problem_new_for_error (error);
  text = g_string_new (NULL);
  duo_json_writer_init (&writer, text);
  duo_wire_write_event (&writer, NULL, event);

  return take_json (text);
}

/* ── changes ───────────────────────────────────────────────────────────────────────────────── */

static void
charge (DuoApiCall *call, gsize length)
{
  duo_rate_limit_take_many (call->api->requests_per_account, duo_api_call_get_account (call),
                            length / BYTES_PER_REQUEST, g_get_monotonic_time ());
}

static gboolean
accepts_gzip (DuoApiCall *call)
{
  const char *encodings = duo_http_request_get_header (call->request, "Accept-Encoding");

  return encodings != NULL && strstr (encodings, "gzip") != NULL && strstr (encodings, "gzip;q=0") == NULL;
}

static GString *
write_page (
    DuoApiCall *call, const DuoPersonRecord *viewer, gint64 since, guint limit, gint64 *upto, GError **error)
{
  DuoStore *store = call->api->store;
  g_autoptr (DuoChanges) changes =
      duo_store_get_changes (store, viewer->event, duo_api_call_get_account (call), since, limit, error);
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GString) text = NULL;
  DuoJsonWriter writer;

  if (changes == NULL)
    return NULL;
  if (!changes->more && duo_view_sees_counts (viewer))
    counts = duo_store_get_counts (store, viewer->event, error);
  if (!changes->more && duo_view_sees_counts (viewer) && counts == NULL)
    return NULL;
  text = g_string_new (NULL);
  duo_json_writer_init (&writer, text);
  duo_json_writer_begin_object (&writer, NULL);
  if (!duo_view_write_changes (store, viewer, since, changes, counts, &writer, error))
    return NULL;
  duo_json_writer_end_object (&writer);
  *upto = changes->upto;

  return g_steal_pointer (&text);
}

static DuoHttpResponse *
answer_page (DuoApiCall *call, const DuoPersonRecord *viewer, gint64 since)
{
  g_autoptr (GError) error = NULL;
  gint64 upto;
  GString *text = write_page (call, viewer, since, PAGE, &upto, &error);

  if (text == NULL)
    return duo_problem_new_for_error (error);
  charge (call, text->len);

  return take_json (text);
}

static DuoHttpResponse *
make_bulk_answer (GBytes *bytes, gboolean gzip, const char *etag)
{
  DuoHttpResponse *response =
      duo_http_response_new (bytes ? 200 : 304, bytes ? "application/json" : NULL, bytes);

  if (etag)
    duo_http_response_add_header (response, "ETag", etag);
  duo_http_response_add_header (response, "Cache-Control", "private, no-cache");
  duo_http_response_add_header (response, "Vary", "Authorization, Accept-Encoding");
  if (bytes && gzip)
    duo_http_response_add_header (response, "Content-Encoding", "gzip");

  return response;
}

/* Everything, from what is kept; what is not compressed is not kept either, and comes in pages. */
static GBytes *
make_bulk (DuoApiCall *call, const DuoPersonRecord *viewer, gboolean gzip, gint64 *rev, GError **error)
{
  DuoApi *api = call->api;
  GString *text;

  if (gzip)
    return duo_bulk_make (api->bulk, api->store, duo_api_call_get_account (call), viewer,
                          duo_clock_now (api->clock), rev, error);
  text = write_page (call, viewer, 0, PAGE, rev, error);

  return text ? g_string_free_to_bytes (text) : NULL;
}

static DuoHttpResponse *
answer_bulk (DuoApiCall *call, const DuoPersonRecord *viewer, gint64 rev)
{
  const char *known = duo_http_request_get_header (call->request, "If-None-Match");
  g_autofree char *current = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", rev);
  g_autofree char *etag = NULL;
  g_autoptr (GError) error = NULL;
  gboolean gzip = accepts_gzip (call);
  GBytes *bytes;
  gint64 upto = rev;

  if (known && strstr (known, current))
    return make_bulk_answer (NULL, gzip, current);
  bytes = make_bulk (call, viewer, gzip, &upto, &error);
  if (bytes == NULL)
    return duo_problem_new_for_error (error);
  charge (call, g_bytes_get_size (bytes));
  if (upto >= rev) /* else it is the first of several pages, which has no tag */
    etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", upto);

  return make_bulk_answer (bytes, gzip, etag);
}

DuoHttpResponse *
duo_api_get_changes (DuoApiCall *call)
{
  const char *account = duo_api_call_get_account (call);
  const char *text = duo_http_request_get_query (call->request, "since");
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoEventRecord) event =
      duo_store_get_event (call->api->store, call->path.first, account, &error);
  g_autoptr (DuoPersonRecord) viewer = NULL;
  gint64 since = 0;

  if (event)
    viewer = duo_store_find_participation (call->api->store, call->path.first, account, &error);
  if (viewer == NULL)
    return duo_problem_new_for_error (error);
  if (text && !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &since, NULL))
    return duo_problem_new (DUO_PROBLEM_MALFORMED, "since: “%s” is no revision.", text);

  /* As after a restored backup: who knows more than there is would never hear of what comes next. */
  if (since > event->rev)
    return duo_problem_new (DUO_PROBLEM_GONE,
                            "since: there is no such revision yet; begin again without it.");

  return since == 0 ? answer_bulk (call, viewer, event->rev) : answer_page (call, viewer, since);
}
