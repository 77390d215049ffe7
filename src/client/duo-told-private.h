/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_TOLD (duo_told_get_type ())
G_DECLARE_FINAL_TYPE (DuoTold, duo_told, DUO, TOLD, GObject)

/**
 * DuoTold:
 *
 * What of each chat was told on this computer, by account, in a file of its own.
 */
DuoTold *duo_told_new (const char *path);
/* Returns a DuoChatMarks to @task, which it takes over. @now becomes the beginning of an account that was never here. */
void duo_told_load (DuoTold *self, const char *account, gint64 now, GTask *task);
void duo_told_keep (DuoTold *self, const char *account, const DuoChatMark *mark);
/* Waits until everything is on disk. */
void duo_told_flush (DuoTold *self);

G_END_DECLS
