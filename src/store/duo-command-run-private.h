/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-command.h"
#include "duo-database-private.h"
#include "duo-effects-private.h"

G_BEGIN_DECLS

/*
 * Runs a command in the transaction that is open. What it did is in @effects. Nothing may stay of it where the outcome
 * is not DUO_OUTCOME_DONE: the caller has a savepoint.
 */
DuoOutcome *
duo_command_run (DuoDatabase *database, DuoEffects *effects, const DuoCommand *command, gint64 now);

G_END_DECLS
