/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a request of libsoup's is stopped by instead of @cancellable: cancelled when that is, but only once everything that
 * is ready on this main context has been handed over. Up to 3.6.5 libsoup ends a request twice that is cancelled between
 * its answer and the call that tells of it (run_until_read_done() in soup-session.c; mended in its 9ba1243a), and frees
 * parts of its session that are in use; what is asked next may never be answered.
 * A body that never waits for the network may have been sent, or read, as a whole by then.
 *
 * @cancellable: (nullable); of this thread
 * Returns: (transfer full) */
GCancellable *duo_stop_new (GCancellable *cancellable);

G_END_DECLS
