/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-clock.h"

G_BEGIN_DECLS

/**
 * DuoClockFile:
 *
 * Moves a clock by the seconds that a file says, and again whenever the file says something else: how tests and the
 * demo come to the time they want.
 */
typedef struct _DuoClockFile DuoClockFile;

/* @changed is called after each leap. */
DuoClockFile *duo_clock_file_new (const char *path, DuoClock *clock, GFunc changed, gpointer data);
void duo_clock_file_free (DuoClockFile *self);

/* What such a file says: seconds, within three centuries. FALSE where it says anything else. */
gboolean duo_clock_file_parse (const char *text, gint64 *offset_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoClockFile, duo_clock_file_free)

G_END_DECLS
