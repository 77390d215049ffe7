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
 * @batch: what the first frame shows, as one batch: my chats, whom they are with, and the first people
 * @n_people: how many the directory will show, as far as is known
 */
typedef struct
{
  DuoEventRecord *record;
  gint64 since;
  DuoBatch *batch;
  guint n_people;
} DuoCachedEvent;

/* The fields of what duo_cache_put_first() keeps; the ids are the last. */
enum
{
  DUO_FIRST_EVENT,
  DUO_FIRST_N_PEOPLE,
  DUO_FIRST_IDS,
};

/**
 * DuoCached:
 * @account: (nullable): NULL where nobody is signed in any more
 * @kept: the token is in the keyring, as far as is known
 * @address: (nullable): the last service
 * @shown: (nullable): id of the event that was on screen
 * @first: (nullable): who is shown first, by the fields of duo_cache_put_first()
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
  char **first;
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

/* What the first frame needs: it costs the same whatever the number of people. */
void duo_cache_load_async (DuoCache *self, GAsyncReadyCallback callback, gpointer data);
DuoCached *duo_cache_load_finish (DuoCache *self, GAsyncResult *result, GError **error);
/* Everybody in the events of @known: (transfer full): event id → duo_event_dup_companies(). Finishes with (element-type
 * DuoBatch); with an error where something of it was lost, be it that the file had to be thrown away. */
void
duo_cache_load_rest_async (DuoCache *self, GHashTable *known, GAsyncReadyCallback callback, gpointer data);
GPtrArray *duo_cache_load_rest_finish (DuoCache *self, GAsyncResult *result, GError **error);

/* Begins anew for @account. */
void duo_cache_begin (
    DuoCache *self, const char *address, const char *account, const char *email, const char *name);
/* (element-type DuoEventRecord): all there are; what is known of others is forgotten. */
void duo_cache_put_events (DuoCache *self, const GPtrArray *records);
void duo_cache_put_batch (DuoCache *self, DuoBatch *batch);
void duo_cache_put_synced (DuoCache *self, gint64 synced_at);
void duo_cache_put_shown (DuoCache *self, const char *event);
/* Whom the directory of @event shows first, of @n_people: (element-type DuoPerson). */
void duo_cache_put_first (DuoCache *self, const char *event, guint n_people, const GPtrArray *first);
/* The token is in the keyring: the next start need not wait for it. */
void duo_cache_put_kept (DuoCache *self);
/* Forgets all but the address. */
void duo_cache_clear (DuoCache *self);
void duo_cache_flush (DuoCache *self);

G_END_DECLS
