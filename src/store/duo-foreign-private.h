/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-effects-private.h"

G_BEGIN_DECLS

/*
 * What another program has written into the same database: `duologued format set` beside a running service. SQLite says
 * that somebody did, the events' revs say where, and all that comes of it is told as if it were one's own. Sessions have no
 * rev: which ones are left is read as a whole.
 */
typedef struct _DuoForeign DuoForeign;

DuoForeign *duo_foreign_new (DuoDatabase *database);
void duo_foreign_free (DuoForeign *self);
/* Whether somebody else has written since the last look. */
gboolean duo_foreign_is_there (DuoForeign *self);
/* Adds to @effects what they changed; in a transaction. */
void duo_foreign_collect (DuoForeign *self, DuoEffects *effects);
/* @effects are certain to stay: what is in them is known from now on. */
void duo_foreign_confirm (DuoForeign *self, const DuoEffects *effects);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoForeign, duo_foreign_free)

G_END_DECLS
