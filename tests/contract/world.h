/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-write.h"

G_BEGIN_DECLS

/* The two events of contract.h with everybody in them, as one unit of work. */
DuoWrite *world_new (void);

DuoAccountRecord *world_account (const char *name);
DuoPersonRecord *
world_person (const char *name, const char *event, DuoRole role, const char *company, gboolean direct);

G_END_DECLS
