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

typedef struct
{
  DuoHttpServer *server;
  int fd;
  DuoHttpPhase phase;
  gint64 deadline; /* monotonic, 0 for none */
  GList link;
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

void duo_http_server_kick (DuoHttpServer *self);
void duo_http_connection_enter (DuoHttpConnection *self, DuoHttpPhase phase);

G_END_DECLS
