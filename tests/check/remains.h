/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* What a process holds when it is at rest. */
typedef struct
{
  guint threads;
  guint descriptors;
  guint64 memory;      /* KB, resident */
  GHashTable *objects; /* of GStreamer: what it is → how many are alive */
} Remains;

typedef enum
{
  REMAINS_THREADS = 1 << 0,
  REMAINS_DESCRIPTORS = 1 << 1,
  REMAINS_MEMORY = 1 << 2,
  REMAINS_OBJECTS = 1 << 3,
} RemainsKind;

/* Before GStreamer is there: has it remember its objects. */
void remains_watch (void);
/* Waits for what is still ending first. */
void remains_count (Remains *self);
/* On the way: what is resident after so many calls. */
void remains_print_memory (guint calls);
/* Prints, frees both; returns which kinds there are more of than before. Resident memory may grow by 5 MB, and is not
 * looked at under the sanitizer, which keeps what is freed. Of objects there must be none but the one that GStreamer's
 * DTLS plugin keeps (CALL §8). */
RemainsKind remains_compare (Remains *before, Remains *after);

/* For a control: one of each kind that we have a hand in. */
void remains_keep (void);
void remains_let_go (void);
/* Kinds that can be noticed here. */
guint remains_get_count (void);

G_END_DECLS
