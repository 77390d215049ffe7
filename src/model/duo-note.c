/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-note.h"

struct _DuoNote
{
  GObject parent_instance;

  DuoNoteRecord *record;
  DuoNoteState state;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (DuoNote, duo_note, G_TYPE_OBJECT)

static void
duo_note_finalize (GObject *object)
{
  duo_note_record_free (DUO_NOTE (object)->record);
  G_OBJECT_CLASS (duo_note_parent_class)->finalize (object);
}

static void
duo_note_class_init (DuoNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_note_finalize;

  changed_signal =
      g_signal_new ("changed", DUO_TYPE_NOTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_note_init (DuoNote *self)
{
}

static void
take (DuoNote *self, DuoNoteRecord *record, DuoNoteState state)
{
  gboolean changed = self->state != state || !duo_note_record_says_same (self->record, record);

  duo_note_record_free (self->record);
  self->record = record;
  self->state = state;
  if (changed)
    g_signal_emit (self, changed_signal, 0);
}

DuoNote *
duo_note_new (const DuoNoteRecord *record)
{
  DuoNote *self;

  g_return_val_if_fail (record != NULL, NULL);

  self = g_object_new (DUO_TYPE_NOTE, NULL);
  self->record = duo_note_record_copy (record);
  return self;
}

const DuoNoteRecord *
duo_note_get_record (DuoNote *self)
{
  g_return_val_if_fail (DUO_IS_NOTE (self), NULL);
  return self->record;
}

DuoNoteState
duo_note_get_state (DuoNote *self)
{
  g_return_val_if_fail (DUO_IS_NOTE (self), DUO_NOTE_SAVED);
  return self->state;
}

void
duo_note_update (DuoNote *self, const DuoNoteRecord *record)
{
  g_return_if_fail (DUO_IS_NOTE (self));
  g_return_if_fail (record != NULL);

  if (self->state == DUO_NOTE_SAVED && record->rev > self->record->rev)
    take (self, duo_note_record_copy (record), DUO_NOTE_SAVED);
}

void
duo_note_set_draft (DuoNote *self, const DuoNoteRecord *draft, DuoNoteState state)
{
  g_return_if_fail (DUO_IS_NOTE (self));
  g_return_if_fail (draft != NULL && state != DUO_NOTE_SAVED);

  take (self, duo_note_record_copy (draft), state);
}

void
duo_note_set_saved (DuoNote *self, const DuoNoteRecord *record)
{
  g_return_if_fail (DUO_IS_NOTE (self));
  g_return_if_fail (record != NULL);

  take (self, duo_note_record_copy (record), DUO_NOTE_SAVED);
}
