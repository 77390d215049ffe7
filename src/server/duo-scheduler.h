/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-store.h"

G_BEGIN_DECLS

/**
 * DuoScheduler:
 *
 * Does what time asks for: closes rooms, expires requests. It remembers nothing, since what is due follows from the
 * records, and so it goes on after a restart where it was.
 */
typedef struct _DuoScheduler DuoScheduler;

DuoScheduler *duo_scheduler_new (DuoStore *store, DuoClock *clock);
void duo_scheduler_free (DuoScheduler *self);

/* Something happened after which something may be due earlier. */
void duo_scheduler_kick (DuoScheduler *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoScheduler, duo_scheduler_free)

G_END_DECLS
