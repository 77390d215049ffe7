/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-bucket.h"

G_BEGIN_DECLS

/* A second; what two people write, and what each of their apps says of itself, is a tenth of it. */
#define DUO_WORD_BUDGET_WORDS 50
#define DUO_WORD_BUDGET_BYTES (256 * 1024)
/* At once, after a quiet time; of bytes it is the second's. */
#define DUO_WORD_BUDGET_BURST 200

/**
 * DuoWordBudget:
 *
 * How much a peer may still say over one data channel: words, and bytes of them. Pure: time comes with the calls,
 * in µs.
 */
typedef struct
{
  DuoBucket words;
  DuoBucket bytes;
} DuoWordBudget;

/* One word of @length bytes, or FALSE where that is more than is left; then nothing is taken. @self: zeros at first */
gboolean duo_word_budget_take (DuoWordBudget *self, gsize length, gint64 now);

G_END_DECLS
