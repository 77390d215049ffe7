/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoRateLimit:
 *
 * The generic cell rate algorithm (ITU-T I.371, the virtual scheduling form): one number a key, the time at which its
 * bucket will be empty again. Keys that are idle are forgotten.
 */
typedef struct _DuoRateLimit DuoRateLimit;

/* @burst at once, then one each @interval_us. */
DuoRateLimit *duo_rate_limit_new (gint64 interval_us, guint burst);
void duo_rate_limit_free (DuoRateLimit *self);

/* Returns: 0 and counts it where one more is allowed at @now_us (monotonic), else how long to wait, and counts nothing. */
gint64 duo_rate_limit_take (DuoRateLimit *self, const char *key, gint64 now_us);
/* As one that counts as @n. Where one is allowed they all are: those that come after it wait for the rest. */
gint64 duo_rate_limit_take_many (DuoRateLimit *self, const char *key, guint n, gint64 now_us);
guint duo_rate_limit_get_n_keys (DuoRateLimit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoRateLimit, duo_rate_limit_free)

G_END_DECLS
