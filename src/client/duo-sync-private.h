/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-cache-private.h"
#include "duo-http-private.h"
#include "duo-live.h"

G_BEGIN_DECLS

#define DUO_TYPE_SYNC (duo_sync_get_type ())
G_DECLARE_FINAL_TYPE (DuoSync, duo_sync, DUO, SYNC, GObject)

/**
 * DuoSync:
 *
 * Keeps the events and what is in them as the service says, and the cache beside them. It knows up to which `rev` each
 * is known. Signals:
 *
 *  - `applied ()`: the models changed
 *  - `must-refresh ()`: the service cannot go on from where we are; ask for everything again
 */
DuoSync *duo_sync_new (DuoHttp *http, DuoCache *cache, DuoClock *clock);
/* (element-type DuoEvent); borrowed */
GListModel *duo_sync_get_events (DuoSync *self);
DuoEvent *duo_sync_find_event (DuoSync *self, const char *id);
/* Paints what was last known; the events await the rest of their people. */
void duo_sync_restore (DuoSync *self, DuoCached *cached);
/* (transfer full): event id → its companies, for duo_cache_load_rest_async() */
GHashTable *duo_sync_dup_companies (DuoSync *self);
/* (element-type DuoBatch): what that finished with. */
void duo_sync_restore_rest (DuoSync *self, const GPtrArray *rest);
/* The rest is lost: the next refresh asks for everything. */
void duo_sync_lose_rest (DuoSync *self);
void duo_sync_clear (DuoSync *self);
/* (element-type utf8): ids of people; they show as marked whenever they come. */
void duo_sync_set_bookmarks (DuoSync *self, GPtrArray *people);
void duo_sync_mark (DuoSync *self, const char *person, gboolean marked);

/* Asks for my events and for what changed in them. */
void duo_sync_refresh_async (DuoSync *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
gboolean duo_sync_refresh_finish (DuoSync *self, GAsyncResult *result, GError **error);

/* Changes from the live socket; takes them. */
void duo_sync_take_changes (DuoSync *self, DuoWireChanges *changes);
/* One chat, as a command was answered; takes it. Returns it in the models. (nullable), borrowed */
DuoChat *duo_sync_take_chat (DuoSync *self, DuoWireChat *chat);
/* (transfer full): what the live socket is greeted with */
DuoLiveMessage *duo_sync_dup_hello (DuoSync *self);

G_END_DECLS
