/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-http-private.h"
#include "duo-note.h"
#include "duo-outbox-private.h"

G_BEGIN_DECLS

#define DUO_TYPE_NOTE_QUEUE (duo_note_queue_get_type ())
G_DECLARE_FINAL_TYPE (DuoNoteQueue, duo_note_queue, DUO, NOTE_QUEUE, GObject)

/**
 * DuoNoteOwner:
 * @find: (nullable), borrowed: mine on that chat in the models
 * @signed_out: the service no longer knows the session
 * @refused: the service does not take what was noted, or it has become too long for it
 * @data: for all of them
 *
 * Who knows the models.
 */
typedef struct
{
  DuoNote *(*find) (const DuoNoteRecord *record, gpointer data);
  void (*signed_out) (const GError *error, gpointer data);
  void (*refused) (const DuoNoteRecord *record, const GError *error, gpointer data);
  gpointer data;
} DuoNoteOwner;

/**
 * DuoNoteQueue:
 *
 * Notes on their way from the keyboard to the service. Of each chat there is one draft: what was typed last. It is on disk
 * within half a second, and goes until the service has it; what the same person wrote meanwhile on another device becomes
 * one with it (duo_note_record_merge()). What does not fit waits on disk until it is shortened, and what the service forbids
 * until it is changed; that is told once. Each is tried again by itself, but all together where there is no answer.
 */
DuoNoteQueue *duo_note_queue_new (DuoOutbox *outbox, DuoHttp *http, const DuoNoteOwner *owner);
/* @account notes that; its `rev` is looked up. */
void duo_note_queue_edit (DuoNoteQueue *self, const char *account, const DuoNoteRecord *wanted);
/* What an earlier run left. Takes the (element-type DuoDraft). */
void duo_note_queue_take_left (DuoNoteQueue *self, GPtrArray *drafts);
/* Says again of each what is to be noted: after the models changed. */
void duo_note_queue_show (DuoNoteQueue *self);
/* The service is there again: tries now. */
void duo_note_queue_hurry (DuoNoteQueue *self);
/* Puts everything down that is not on disk yet, without waiting for it. */
void duo_note_queue_put_down (DuoNoteQueue *self);
/* Forgets all, but not on disk. */
void duo_note_queue_clear (DuoNoteQueue *self);
/* Of the owner there is no more. */
void duo_note_queue_disown (DuoNoteQueue *self);

G_END_DECLS
