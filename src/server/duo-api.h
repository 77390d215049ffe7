/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-config.h"
#include "duo-http-request.h"
#include "duo-live-hub.h"
#include "duo-store.h"

G_BEGIN_DECLS

/**
 * DuoApi:
 *
 * The calls of `/v1`: finds out who asks, checks what came, asks the store, writes the answer. Borrows all it is made of.
 */
typedef struct _DuoApi DuoApi;

DuoApi *
duo_api_new (const DuoConfig *config, DuoClock *clock, DuoStore *store, DuoLiveHub *hub, GError **error);
void duo_api_free (DuoApi *self);

/* The service can do its work: what /readyz says. */
void duo_api_set_ready (DuoApi *self, gboolean ready);
/* A DuoHttpHandler. */
void duo_api_handle (DuoHttpRequest *request, gpointer api);
/* A DuoHttpBodyJudge: only a CV may be larger than other bodies, and only of who is signed in and has few
 * under way. */
gsize duo_api_judge_body (DuoHttpRequest *request, DuoHttpResponse **refusal, gpointer api);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoApi, duo_api_free)

G_END_DECLS
