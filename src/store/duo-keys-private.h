/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-command.h"
#include "duo-database-private.h"

G_BEGIN_DECLS

/* Idempotency keys: per account, 48 hours, in the transaction of what they stand for (DESIGN §3). */

/* (nullable): the stored answer, or DUO_OUTCOME_KEY_REUSED where the key stood for something else. */
DuoOutcome *duo_keys_find (DuoDatabase *database, const DuoCommand *command, gint64 now);
void duo_keys_keep (DuoDatabase *database, const DuoCommand *command, const DuoOutcome *outcome, gint64 now);
void duo_keys_forget (DuoDatabase *database, gint64 now);

G_END_DECLS
