/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-word-budget.h"

static const DuoBucketSize words = {DUO_WORD_BUDGET_WORDS, DUO_WORD_BUDGET_BURST};
static const DuoBucketSize bytes = {DUO_WORD_BUDGET_BYTES, DUO_WORD_BUDGET_BYTES};

gboolean
duo_word_budget_take (DuoWordBudget *self, gsize length, gint64 now)
{
  gboolean has_word = duo_bucket_has (&self->words, &words, 1, now);

  if (!duo_bucket_has (&self->bytes, &bytes, (double) length, now) || !has_word)
    return FALSE;
  duo_bucket_take (&self->words, 1);
  duo_bucket_take (&self->bytes, (double) length);
  return TRUE;
}
