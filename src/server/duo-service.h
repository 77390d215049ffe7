/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-config.h"
#include "duo-store.h"

G_BEGIN_DECLS

/**
 * DuoService:
 *
 * The whole service on one thread: HTTP, live sockets, scheduler, over one store.
 */
typedef struct _DuoService DuoService;

/* Borrows @config. Listens at once; /readyz says when it can work. */
DuoService *duo_service_new (const DuoConfig *config, DuoClock *clock, DuoStore *store, GError **error);
void duo_service_free (DuoService *self);

/* "http://127.0.0.1:8440" */
const char *duo_service_get_address (DuoService *self);

/* The clock leapt. */
void duo_service_refresh (DuoService *self);

/* Refuses what is new, lets end what is under way (for at most the configured time), writes all of it, then calls @done. */
void duo_service_drain (DuoService *self, GFunc done, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoService, duo_service_free)

G_END_DECLS
