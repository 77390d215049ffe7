/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-note-record.h"

G_BEGIN_DECLS

/**
 * DuoDraft:
 * @account: whose it is
 * @note: what is to be noted; its `rev` is that of the note that was seen, 0 where there was none
 * @forbidden: the service has said so, and whoever wrote it was told
 *
 * A note as it lies in the outbox. Owns both.
 */
typedef struct
{
  char *account;
  DuoNoteRecord *note;
  gboolean forbidden;
} DuoDraft;

DuoDraft *duo_draft_new (const char *account, const DuoNoteRecord *note);
void duo_draft_free (DuoDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoDraft, duo_draft_free)

G_END_DECLS
