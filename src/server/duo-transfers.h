/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoTransfers:
 *
 * Large bodies that are under way at one time, up or down, of each account and of all: each stands in memory for as long
 * as its client takes. Whoever was too slow has none for half a minute, or would be back at once. Main thread only.
 */
typedef struct _DuoTransfers DuoTransfers;

/* One of them: it holds its place until it is freed, and outlives its #DuoTransfers. */
typedef struct _DuoTransfer DuoTransfer;

DuoTransfers *duo_transfers_new (guint most, guint most_per_account);
void duo_transfers_free (DuoTransfers *self);

typedef enum
{
  DUO_TRANSFERS_ROOM,
  DUO_TRANSFERS_ACCOUNT_FULL,
  DUO_TRANSFERS_FULL,
} DuoTransfersState;

/* @wait_us: (out): after how long to look again, where there is no room */
DuoTransfersState duo_transfers_get_state (DuoTransfers *self, const char *account, gint64 *wait_us);
/* (transfer full): where there is room */
DuoTransfer *duo_transfers_begin (DuoTransfers *self, const char *account);
/* It took its time while others waited. Returns: for how long its account has none, in microseconds */
gint64 duo_transfer_say_slow (DuoTransfer *self);
void duo_transfer_free (DuoTransfer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoTransfers, duo_transfers_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoTransfer, duo_transfer_free)

G_END_DECLS
