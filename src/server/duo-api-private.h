/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-api.h"
#include "duo-bulk-cache.h"
#include "duo-hash-pool.h"
#include "duo-paths.h"
#include "duo-problem.h"
#include "duo-rate-limit.h"
#include "duo-transfers.h"
#include "duo-view.h"

G_BEGIN_DECLS

struct _DuoApi
{
  const DuoConfig *config;
  DuoClock *clock;
  DuoStore *store;
  DuoLiveHub *hub;
  DuoHashPool *hashes;
  DuoBulkCache *bulk;
  DuoRateLimit *sign_in_per_address;
  DuoRateLimit *sign_in_per_account; /* of one address */
  DuoRateLimit *sign_in_per_email;   /* of all addresses */
  DuoRateLimit *requests_per_account;
  DuoRateLimit *commands_per_account;
  DuoRateLimit *cvs_up_per_account;
  DuoRateLimit *cvs_down_per_account;
  DuoTransfers *cvs;
  gboolean ready;
};

/* One request on its way through the service. Reference counted: whoever answers later holds one. */
typedef struct
{
  grefcount refs;
  DuoApi *api;
  DuoHttpRequest *request;
  DuoPathMatch path;
  DuoSessionRecord *session; /* (nullable): where no sign-in is needed */
} DuoApiCall;

DuoApiCall *duo_api_call_ref (DuoApiCall *self);
void duo_api_call_unref (DuoApiCall *self);
const char *duo_api_call_get_account (DuoApiCall *self);
/* Where the client is, by its own address or what the proxy says. */
const char *duo_api_call_get_address (DuoApiCall *self);
void duo_api_call_respond (DuoApiCall *self, DuoHttpResponse *response);
/* (nullable): the body read strictly; an empty one is an empty object. */
JsonNode *duo_api_call_parse (DuoApiCall *self, GError **error);
/* NULL where one more is allowed now. */
DuoHttpResponse *duo_api_call_limit (DuoApiCall *self, DuoRateLimit *limit, const char *key);

/* Each answers, or returns NULL and answers later through duo_api_call_respond(). */
typedef DuoHttpResponse *(*DuoApiHandler) (DuoApiCall *call);

DuoHttpResponse *duo_api_get_health (DuoApiCall *call);
DuoHttpResponse *duo_api_get_ready (DuoApiCall *call);
DuoHttpResponse *duo_api_get_service (DuoApiCall *call);
DuoHttpResponse *duo_api_post_session (DuoApiCall *call);
DuoHttpResponse *duo_api_delete_session (DuoApiCall *call);
DuoHttpResponse *duo_api_get_sessions (DuoApiCall *call);
DuoHttpResponse *duo_api_put_vouch (DuoApiCall *call);
DuoHttpResponse *duo_api_get_events (DuoApiCall *call);
DuoHttpResponse *duo_api_get_event (DuoApiCall *call);
DuoHttpResponse *duo_api_put_format (DuoApiCall *call);
DuoHttpResponse *duo_api_get_changes (DuoApiCall *call);
DuoHttpResponse *duo_api_get_slots (DuoApiCall *call);
DuoHttpResponse *duo_api_put_availability (DuoApiCall *call);
DuoHttpResponse *duo_api_put_settings (DuoApiCall *call);
DuoHttpResponse *duo_api_post_chat (DuoApiCall *call);
DuoHttpResponse *duo_api_post_verb (DuoApiCall *call);
DuoHttpResponse *duo_api_get_room (DuoApiCall *call);
DuoHttpResponse *duo_api_post_room (DuoApiCall *call);
DuoHttpResponse *duo_api_put_note (DuoApiCall *call);
DuoHttpResponse *duo_api_get_me (DuoApiCall *call);
DuoHttpResponse *duo_api_put_cv (DuoApiCall *call);
DuoHttpResponse *duo_api_delete_cv (DuoApiCall *call);
DuoHttpResponse *duo_api_get_cv (DuoApiCall *call);
/* NULL where one more CV may go over the wire now; then it has its place for as long as the request lasts. */
DuoHttpResponse *duo_api_begin_cv (DuoApiCall *call, DuoRateLimit *limit);
DuoHttpResponse *duo_api_get_live (DuoApiCall *call);

/* Reads the rev of an If-Match: "17" in its quotes. */
gboolean duo_api_parse_tag (const char *tag, gint64 *seen);
/* (nullable): an answer where If-Match cannot be read; without one @seen stays as it is. */
DuoHttpResponse *duo_api_read_seen (DuoApiCall *call, gint64 *seen);
/* Whether people may send it: some verbs are the scheduler's. */
gboolean duo_api_takes_verb (DuoVerb verb);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoApiCall, duo_api_call_unref)

G_END_DECLS
