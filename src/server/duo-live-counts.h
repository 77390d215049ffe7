/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-store.h"

G_BEGIN_DECLS

/**
 * DuoLiveCounts:
 *
 * The open-slot and request counts of one event as everybody was told them, so that only what differs is sent.
 */
typedef struct _DuoLiveCounts DuoLiveCounts;

DuoLiveCounts *duo_live_counts_new (void);
void duo_live_counts_free (DuoLiveCounts *self);

/* (element-type DuoCount): as told last; read now where nobody was told yet. Borrowed. */
const GArray *duo_live_counts_get (DuoLiveCounts *self, DuoStore *store, const char *event);
/* (transfer full) (element-type DuoCount): what differs now; from here on it counts as told. */
GArray *duo_live_counts_update (DuoLiveCounts *self, DuoStore *store, const char *event);

/* From here on nobody was told anything. */
void duo_live_counts_forget (DuoLiveCounts *self);

G_END_DECLS
