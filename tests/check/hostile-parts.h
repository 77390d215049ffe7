/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hostile.h"

#include <stdio.h>

G_BEGIN_DECLS

/* A process that has its part of the work, and tells what came of it. */
typedef struct
{
  pid_t pid;
  FILE *told;
} HostilePart;

typedef int (*HostileWork) (guint part, FILE *to, gpointer data);

/* Before this process has any thread. */
void hostile_part_begin (HostilePart *self, guint part, HostileWork work, gpointer data);
/* Adds what it tells next. FALSE: it has ended */
gboolean hostile_part_hear (HostilePart *self, HostileSum *sum);
/* Waits until it has ended; returns whether that was well. */
gboolean hostile_part_end (HostilePart *self);

/* In the part: tells @sum, and empties it. */
void hostile_part_tell (FILE *to, HostileSum *sum);

G_END_DECLS
