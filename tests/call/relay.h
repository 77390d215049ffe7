/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pair.h"

G_BEGIN_DECLS

/**
 * RelayPath:
 * @rate: bit/s of one narrow link, 0 for as wide as the machine
 * @queue_ms: how long a packet may wait before it; what would wait longer is dropped
 * @delay_ms: one way
 * @loss: share that is lost by chance
 * @cut: nothing passes
 */
typedef struct
{
  guint rate;
  guint queue_ms;
  guint delay_ms;
  double loss;
  gboolean cut;
} RelayPath;

/**
 * Relay:
 *
 * A bad network in a thread: UDP between the two of a pair, whose candidates are changed on the way so that each finds
 * the other only here.
 *
 *     recruiter ◀──▶ socket │ link ─▶ │ socket ◀──▶ talent
 *                           │ ◀─ link │
 */
typedef struct _Relay Relay;

/* Between the two; before they start. Free it when both have hung up. */
Relay *relay_new (Pair *pair);
void relay_free (Relay *self);

/* From now on, for what @from sends: a side of @pair. */
void relay_set_path (Relay *self, Party *from, const RelayPath *path);
/* Of @from, that came out of the link so far. */
guint64 relay_get_bytes (Relay *self, Party *from);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Relay, relay_free)

G_END_DECLS
