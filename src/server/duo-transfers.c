/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-transfers.h"

/* A transfer ends when it ends: this is when to look again. */
#define LOOK_AGAIN_US (2 * G_USEC_PER_SEC)
#define PAUSE_US (30 * G_USEC_PER_SEC)

struct _DuoTransfers
{
  guint most;
  guint most_per_account;
  guint n;
  GHashTable *counts; /* account → how many, in the pointer */
  GHashTable *pauses; /* account → gint64, monotonic: when it may again */
};

struct _DuoTransfer
{
  DuoTransfers *transfers; /* counted */
  char *account;
};

static guint
get_count (DuoTransfers *self, const char *account)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, account));
}

static void
set_count (DuoTransfers *self, const char *account, guint n)
{
  if (n > 0)
    g_hash_table_insert (self->counts, g_strdup (account), GUINT_TO_POINTER (n));
  else
    g_hash_table_remove (self->counts, account);
}

static gboolean
is_over (gpointer account, gpointer until, gpointer now)
{
  return *(gint64 *) until <= *(gint64 *) now;
}

/* How long an account still has to wait. */
static gint64
get_pause (DuoTransfers *self, const char *account)
{
  const gint64 *until = g_hash_table_lookup (self->pauses, account);

  return until ? MAX (*until - g_get_monotonic_time (), 0) : 0;
}

static void
clear (gpointer data)
{
  DuoTransfers *self = data;

  g_hash_table_unref (self->counts);
  g_hash_table_unref (self->pauses);
}

DuoTransfers *
duo_transfers_new (guint most, guint most_per_account)
{
  DuoTransfers *self = g_rc_box_new0 (DuoTransfers);

  self->most = most;
  self->most_per_account = most_per_account;
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pauses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
duo_transfers_free (DuoTransfers *self)
{
  g_rc_box_release_full (self, clear);
}

DuoTransfersState
duo_transfers_get_state (DuoTransfers *self, const char *account, gint64 *wait_us)
{
  gint64 pause = get_pause (self, account);

  *wait_us = MAX (pause, LOOK_AGAIN_US);
  if (pause > 0 || get_count (self, account) >= self->most_per_account)
    return DUO_TRANSFERS_ACCOUNT_FULL;

  return self->n >= self->most ? DUO_TRANSFERS_FULL : DUO_TRANSFERS_ROOM;
}

DuoTransfer *
duo_transfers_begin (DuoTransfers *self, const char *account)
{
  DuoTransfer *transfer = g_new0 (DuoTransfer, 1);

  self->n++;
  set_count (self, account, get_count (self, account) + 1);
  *transfer = (DuoTransfer) {g_rc_box_acquire (self), g_strdup (account)};

  return transfer;
}

gint64
duo_transfer_say_slow (DuoTransfer *self)
{
  gint64 now = g_get_monotonic_time (), until = now + PAUSE_US;

  g_hash_table_foreach_remove (self->transfers->pauses, is_over, &now);
  g_hash_table_insert (self->transfers->pauses, g_strdup (self->account), g_memdup2 (&until, sizeof until));

  return PAUSE_US;
}

void
duo_transfer_free (DuoTransfer *self)
{
  DuoTransfers *transfers = self->transfers;

  transfers->n--;
  set_count (transfers, self->account, get_count (transfers, self->account) - 1);
  duo_transfers_free (transfers);
  g_free (self->account);
  g_free (self);
}
