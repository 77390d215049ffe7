/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <microhttpd.h>

#include "duo-http-server.h"

G_BEGIN_DECLS

/* Where a connection is; each phase has its own deadline, since libmicrohttpd only knows inactivity. */
typedef enum
{
  DUO_HTTP_PHASE_FRESH, /* nothing came yet */
  DUO_HTTP_PHASE_IDLE,  /* between two requests */
  DUO_HTTP_PHASE_HEAD,
  DUO_HTTP_PHASE_BODY,
  DUO_HTTP_PHASE_WORK, /* ours: no deadline */
  DUO_HTTP_PHASE_REPLY,
} DuoHttpPhase;

/* How much had gone over the wire at a time. */
typedef struct
{
  gint64 at; /* monotonic */
  guint64 moved;
} DuoHttpMark;

typedef struct
{
  DuoHttpServer *server;
  int fd;
  DuoHttpPhase phase;
  gint64 deadline; /* monotonic, 0 for none */
  GList link;
  DuoHttpRequest *holder; /* (nullable): it holds a place, and is not to dawdle */
  DuoHttpMark began;      /* of the phase that it is in */
  DuoHttpMark looked;
} DuoHttpConnection;

struct _DuoHttpServer
{
  struct MHD_Daemon *daemon;
  GSource *source;
  guint sweep_id;
  int listener; /* -1 while libmicrohttpd owns it */
  DuoHttpLimits limits;
  DuoClock *clock;
  DuoHttpHandler handler;
  DuoHttpBodyJudge judge; /* (nullable) */
  gpointer data;
  GQueue connections;
  GQueue waiting; /* DuoHttpRequest, suspended */
  guint n_pending;
  gboolean draining;
  gboolean kicked; /* something was resumed outside of a dispatch */
};

DuoHttpRequest *
duo_http_request_new (DuoHttpServer *server, struct MHD_Connection *connection, const char *uri);
/* libmicrohttpd's access handler for one request; called once for the head, for each piece of body, and at the end. */
enum MHD_Result
duo_http_request_continue (DuoHttpRequest *self, const char *method, const char *data, size_t *size);
/* The connection is done with it: answered, or the client went. */
void duo_http_request_detach (DuoHttpRequest *self);
/* Answers 503 to a request that still waits: the service ends. */
void duo_http_request_abandon (DuoHttpRequest *self);

/* Somebody else could have its place: it is told so, and says for how long. */
gint64 duo_http_request_end_hold (DuoHttpRequest *self);

/* ── duo-http-pace.c ── */
/* From here on it is looked at how fast it is. */
void duo_http_pace_begin (DuoHttpConnection *self);
/* Asked again and again: whether it was too slow since the last look. */
gboolean duo_http_pace_is_slow (DuoHttpConnection *self, gint64 now);
/* Asked where its phase ends, whoever ends it: whether all of that was too slow. */
gboolean duo_http_pace_was_slow (DuoHttpConnection *self, gint64 now);

void duo_http_server_kick (DuoHttpServer *self);
void duo_http_connection_enter (DuoHttpConnection *self, DuoHttpPhase phase);

G_END_DECLS
