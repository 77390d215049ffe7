/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-database-private.h"
#include "duo-effects-private.h"
#include "duo-format-command.h"

G_BEGIN_DECLS

/* Judges and carries out, in the running transaction. Whoever calls undoes all of it where it is not DUO_FORMAT_DONE or
 * the database is not well. */
DuoFormatOutcome *
duo_format_run (DuoDatabase *database, DuoEffects *effects, const DuoFormatCommand *command, gint64 now);

G_END_DECLS
