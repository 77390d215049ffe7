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
 * @shy: what sets a connection up passes, and keeps it up; neither media nor what is reported of it
 * @forged: every 20 ms comes what was sent last, once more and with a wrong signature
 */
typedef struct
{
  guint rate;
  guint queue_ms;
  guint delay_ms;
  double loss;
  gboolean cut;
  gboolean shy;
  gboolean forged;
} RelayPath;

/**
 * Relay:
 *
 * A bad network in a thread: UDP between the two of a pair, whose candidates are changed on the way so that each finds
 * the other only here.
 *
 *     recruiter ◀──▶ socket │ link ─▶ │ socket ◀──▶ talent
 *                           │ ◀─ link │
 *
 * Each offer is one more such line, so that an old connection and a new one may be there at once.
 */
typedef struct _Relay Relay;

/* Between the two; before they start. Free it when both have hung up. */
Relay *relay_new (Pair *pair);
void relay_free (Relay *self);
/* Stands between the two again, where another tamper was set. */
void relay_watch (Relay *self);

/* From now on, for what @from sends: a side of @pair. */
void relay_set_path (Relay *self, Party *from, const RelayPath *path);
/**
 * RelayNoise:
 *
 * What somebody adds to a packet that passes: changes @data, of *@size bytes and room for RELAY_MAX_PACKET, and returns
 * whether that goes to where the packet goes, before it. In the relay's thread.
 */
#define RELAY_MAX_PACKET 2048
typedef gboolean (*RelayNoise) (guint8 *data, gsize *size, gpointer user_data);
/* Also to whom it comes from, and from an address that neither was told of. NULL: no more of it. */
void relay_set_noise (Relay *self, RelayNoise noise, gpointer data);

/* One of the two has another address: the lines that there are lead nowhere from now on. */
void relay_move (Relay *self);
/* Lines so far: connections that were offered. */
guint relay_get_lines (Relay *self);
/* Of @from, that came out of the link so far. */
guint64 relay_get_bytes (Relay *self, Party *from);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Relay, relay_free)

G_END_DECLS
