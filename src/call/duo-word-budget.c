/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-word-budget.h"

static void
fill (DuoWordBudget *self, gint64 now)
{
  double passed = (double) MAX (now - self->filled, 0) / G_USEC_PER_SEC;

  self->words = MIN (self->words + passed * DUO_WORD_BUDGET_WORDS, DUO_WORD_BUDGET_BURST);
  self->bytes = MIN (self->bytes + passed * DUO_WORD_BUDGET_BYTES, DUO_WORD_BUDGET_BYTES);
  self->filled = MAX (now, self->filled);
}

gboolean
duo_word_budget_take (DuoWordBudget *self, gsize bytes, gint64 now)
{
  if (!self->begun)
    *self = (DuoWordBudget) {TRUE, now, DUO_WORD_BUDGET_BURST, DUO_WORD_BUDGET_BYTES};
  fill (self, now);
  if (self->words < 1 || self->bytes < (double) bytes)
    return FALSE;
  self->words -= 1;
  self->bytes -= (double) bytes;
  return TRUE;
}
