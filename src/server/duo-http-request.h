/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "duo-http-response.h"

G_BEGIN_DECLS

/**
 * DuoHttpRequest:
 *
 * One request that has come in whole. Main thread only; reference counted, so that an answer may come later: the
 * connection waits suspended until then. A request whose client has gone swallows its answer.
 */
typedef struct _DuoHttpRequest DuoHttpRequest;

/* The descriptor is the callee's; @early are bytes that came behind the request's head. */
typedef void (*DuoHttpUpgradeFunc) (int fd, GBytes *early, gpointer data);

DuoHttpRequest *duo_http_request_ref (DuoHttpRequest *self);
void duo_http_request_unref (DuoHttpRequest *self);

const char *duo_http_request_get_method (DuoHttpRequest *self);
const char *duo_http_request_get_path (DuoHttpRequest *self); /* as sent, still escaped, without the query */
/* There is a query, but not one that can be decoded: nothing in it may be taken as left out. */
gboolean duo_http_request_has_broken_query (DuoHttpRequest *self);
const char *duo_http_request_get_query (DuoHttpRequest *self, const char *name); /* (nullable) */
const char *
duo_http_request_get_header (DuoHttpRequest *self, const char *name); /* (nullable): valid until answered */
/* (nullable): of several lines of that name the last */
const char *duo_http_request_get_last_header (DuoHttpRequest *self, const char *name);
const char *
duo_http_request_get_body (DuoHttpRequest *self, gsize *length); /* nul-terminated beyond @length */
/* (transfer full): the same without a copy, which outlives the request; that has an empty body from then on */
GBytes *duo_http_request_steal_body (DuoHttpRequest *self);
const char *duo_http_request_get_address (DuoHttpRequest *self); /* the client's, without port */
gboolean duo_http_request_has_closed (DuoHttpRequest *self);
/* Writes zeros over the body: for requests that carried a password. */
void duo_http_request_erase_body (DuoHttpRequest *self);

/* Returns: for how long whoever had @place has none, in microseconds */
typedef gint64 (*DuoHttpSlowFunc) (gpointer place);
/* @place (taken) is freed when the answer has gone out, or the client, and nobody works on the request any more. Whoever
 * has one keeps the pace of DuoHttpLimits, or is cut off, after @on_slow. Once. */
void
duo_http_request_hold (DuoHttpRequest *self, gpointer place, DuoHttpSlowFunc on_slow, GDestroyNotify free);

/* Takes @response. The first answer counts; the request must be answered exactly once. */
void duo_http_request_respond (DuoHttpRequest *self, DuoHttpResponse *response);
/* Answers 101 with the headers of @response (taken); @func is called once, with the descriptor, when it has gone out,
 * or with -1 where the client went before. */
void duo_http_request_upgrade (DuoHttpRequest *self,
                               DuoHttpResponse *response,
                               DuoHttpUpgradeFunc func,
                               gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoHttpRequest, duo_http_request_unref)

G_END_DECLS
