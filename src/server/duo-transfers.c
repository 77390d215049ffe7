/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-transfers.h"

struct _DuoTransfers
{
  guint most;
  guint most_per_account;
  guint n;
  GHashTable *counts; /* account → how many, in the pointer */
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

static void
clear (gpointer data)
{
  g_hash_table_unref (((DuoTransfers *) data)->counts);
}

DuoTransfers *
duo_transfers_new (guint most, guint most_per_account)
{
  DuoTransfers *self = g_rc_box_new0 (DuoTransfers);

  self->most = most;
  self->most_per_account = most_per_account;
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
duo_transfers_free (DuoTransfers *self)
{
  g_rc_box_release_full (self, clear);
}

DuoTransfersState
duo_transfers_get_state (DuoTransfers *self, const char *account)
{
  if (get_count (self, account) >= self->most_per_account)
    return DUO_TRANSFERS_ACCOUNT_FULL;

  return self->n >= self->most ? DUO_TRANSFERS_FULL : DUO_TRANSFERS_ROOM;
}

DuoTransfer *
duo_transfers_begin (DuoTransfers *self, const char *account)
{
  DuoTransfer *transfer;

  g_return_val_if_fail (duo_transfers_get_state (self, account) == DUO_TRANSFERS_ROOM, NULL);
  transfer = g_new0 (DuoTransfer, 1);
  self->n++;
  set_count (self, account, get_count (self, account) + 1);
  *transfer = (DuoTransfer) {g_rc_box_acquire (self), g_strdup (account)};

  return transfer;
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
