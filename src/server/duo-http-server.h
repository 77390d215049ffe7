/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "duo-clock.h"
#include "duo-http-request.h"

G_BEGIN_DECLS

/**
 * DuoHttpLimits:
 * @header_bytes: of one request's head
 * @body_bytes: of one request's body
 * @header_seconds: from the first byte of a request (or the connection's beginning) to the end of its head
 * @body_seconds: from there to the end of its body
 * @idle_seconds: between two requests of one connection
 * @reply_seconds: until the client has taken the answer
 * @pace_bytes: a second, which whoever holds a place (duo_http_request_hold()) sends or takes at the least; 0: none
 * @pace_seconds: over which that is looked at
 */
typedef struct
{
  gsize header_bytes;
  gsize body_bytes;
  guint header_seconds;
  guint body_seconds;
  guint idle_seconds;
  guint reply_seconds;
  guint connections;
  guint connections_per_address;
  guint pace_bytes;
  guint pace_seconds;
} DuoHttpLimits;

/**
 * DuoHttpServer:
 *
 * libmicrohttpd behind one GSource of the thread's default main context.
 */
typedef struct _DuoHttpServer DuoHttpServer;

typedef void (*DuoHttpHandler) (DuoHttpRequest *request, gpointer data);
/**
 * DuoHttpBodyJudge:
 * @refusal: (out): what is answered whatever the body is, or NULL
 *
 * Asked of a request whose head is there. Nothing of the body of one that is refused is kept.
 *
 * Returns: how many bytes its body may have; 0 for the server's limit
 */
typedef gsize (*DuoHttpBodyJudge) (DuoHttpRequest *request, DuoHttpResponse **refusal, gpointer data);

/* Takes @listener, a bound and listening TCP socket. */
DuoHttpServer *duo_http_server_new (int listener,
                                    const DuoHttpLimits *limits,
                                    DuoClock *clock,
                                    DuoHttpHandler handler,
                                    gpointer data,
                                    GError **error);
void duo_http_server_free (DuoHttpServer *self);
/* @judge gets the data of the handler. */
void duo_http_server_set_body_judge (DuoHttpServer *self, DuoHttpBodyJudge judge);

/* New connections are refused from here on and kept ones end with their next answer. */
void duo_http_server_drain (DuoHttpServer *self);
/* How many requests have come in whole and are not answered yet. */
guint duo_http_server_get_n_pending (DuoHttpServer *self);

/* A listening socket on @host ("127.0.0.1", "::1", …); @port 0 for a free one, which is returned in it. -1 on error. */
int duo_http_listen (const char *host, guint16 *port, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoHttpServer, duo_http_server_free)

G_END_DECLS
