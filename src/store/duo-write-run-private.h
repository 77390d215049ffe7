/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-database-private.h"
#include "duo-effects-private.h"
#include "duo-write-private.h"

G_BEGIN_DECLS

/* Carries a unit of work out in the transaction that is open. */
void duo_write_run (DuoDatabase *database, DuoEffects *effects, const DuoWrite *write, gint64 now);

G_END_DECLS
