/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-database-private.h"

G_BEGIN_DECLS

/* A line of the hash-chained log, in the running transaction. @account: (nullable): who; @detail: (nullable): never a secret. */
void duo_audit_add (
    DuoDatabase *database, gint64 now, const char *account, const char *action, const char *detail);

G_END_DECLS
