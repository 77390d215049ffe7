/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-batch-private.h"

G_BEGIN_DECLS

/* Whose data it is. */
typedef struct
{
  char *address;
  char *account;
  char *email;
  char *name;
} DuoCachedAccount;

/**
 * DuoCachedEvent:
 * @since: up to which rev it is known
 * @batch: everything, as one batch
 */
typedef struct
{
  DuoEventRecord *record;
  gint64 since;
  DuoBatch *batch;
} DuoCachedEvent;

/**
 * DuoCached:
 * @account: (nullable): NULL where nobody is signed in any more
 * @kept: the token is in the keyring, as far as is known
 * @address: (nullable): the last service
 * @shown: (nullable): id of the event that was on screen
 * @synced_at: unix time of the data
 * @events: (element-type DuoCachedEvent)
 * @discarded: there was a cache that could not be used
 */
typedef struct
{
  DuoCachedAccount *account;
  gboolean kept;
  char *address;
  char *shown;
  gint64 synced_at;
  GPtrArray *events;
  gboolean discarded;
} DuoCached;

void duo_cached_account_free (DuoCachedAccount *self);
void duo_cached_event_free (DuoCachedEvent *self);
void duo_cached_free (DuoCached *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoCachedAccount, duo_cached_account_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoCached, duo_cached_free)

#define DUO_TYPE_CACHE (duo_cache_get_type ())
G_DECLARE_FINAL_TYPE (DuoCache, duo_cache, DUO, CACHE, GObject)

/**
 * DuoCache:
 *
 * What was last known, for the first frame and for times without a network. Everything in it can be asked for again,
 * so a file that is damaged or of a newer program is thrown away and made anew; failures to write are logged only.
 */
DuoCache *duo_cache_new (const char *path);

void duo_cache_load_async (DuoCache *self, GAsyncReadyCallback callback, gpointer data);
DuoCached *duo_cache_load_finish (DuoCache *self, GAsyncResult *result, GError **error);

/* Begins anew for @account. */
void duo_cache_begin (
    DuoCache *self, const char *address, const char *account, const char *email, const char *name);
/* (element-type DuoEventRecord): all there are; what is known of others is forgotten. */
void duo_cache_put_events (DuoCache *self, const GPtrArray *records);
void duo_cache_put_batch (DuoCache *self, DuoBatch *batch);
void duo_cache_put_synced (DuoCache *self, gint64 synced_at);
void duo_cache_put_shown (DuoCache *self, const char *event);
/* The token is in the keyring: the next start need not wait for it. */
void duo_cache_put_kept (DuoCache *self);
/* Forgets all but the address. */
void duo_cache_clear (DuoCache *self);
void duo_cache_flush (DuoCache *self);

G_END_DECLS
