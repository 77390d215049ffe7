/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DUO_CAPACITY_UNKNOWN G_MAXUINT

/**
 * DuoCapacity:
 * @waiting: talents who were accepted and have not picked a time yet
 * @open: slots of the recruiter that can be booked, or DUO_CAPACITY_UNKNOWN, which is enough for everybody
 *
 * Whether there is a time for everybody who was promised one (PRODUCT §3).
 */
typedef struct
{
  guint waiting;
  guint open;
} DuoCapacity;

/* How many talents find no slot once @more of them are accepted. */
guint duo_capacity_get_excess (DuoCapacity capacity, guint more);

G_END_DECLS
