/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-event.h"
#include "duo-wire.h"

G_BEGIN_DECLS

/* Everything that one sees of an event of ten thousand comes to about six. */
#define DUO_MAX_CHANGES (64 * 1024 * 1024)

/**
 * DuoBatch:
 * @changes: as they came
 * @companies: (element-type DuoCompany): made from them
 * @people: (element-type DuoPerson): made from them, with their search texts
 * @reset: what is not in this batch and those that follow is gone
 *
 * Changes on their way into the models and into the cache. The objects can be made in any thread; the models use them
 * up. Atomically reference counted.
 */
typedef struct
{
  gatomicrefcount references;
  DuoWireChanges *changes;
  GPtrArray *companies;
  GPtrArray *people;
  gboolean reset;
} DuoBatch;

/* @known: (nullable) (element-type utf8 DuoCompany): the companies that came before */
DuoBatch *duo_batch_new_take (DuoWireChanges *changes, GHashTable *known);
/* Of what was kept and will not be kept again: the people take their records over. @known: as above */
DuoBatch *duo_batch_new_restored (DuoWireChanges *changes, GHashTable *known);
/* Reads the answer of `changes?since=` in a thread. @known is not touched by anybody else meanwhile. */
DuoBatch *duo_batch_new_from_bytes (GBytes *body, GHashTable *known, GError **error);
DuoBatch *duo_batch_ref (DuoBatch *self);
void duo_batch_unref (DuoBatch *self);
/* Once, on the main thread. */
void duo_batch_apply (DuoBatch *self, DuoEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoBatch, duo_batch_unref)

G_END_DECLS
