/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-life.h"

G_BEGIN_DECLS

#define DUO_MAX_NOTE 4000     /* characters of a note */
#define DUO_MAX_NEXT_STEP 200 /* characters of a next step */

/* What a recruiter thinks of a talent after a chat (PRODUCT §3). */
typedef enum
{
  DUO_MARK_NONE,
  DUO_MARK_STRONG_YES,
  DUO_MARK_YES,
  DUO_MARK_MAYBE,
  DUO_MARK_NO,
  DUO_N_MARKS,
} DuoMark;

const char *duo_mark_to_string (DuoMark mark);
gboolean duo_mark_from_string (const char *text, DuoMark *mark);

/**
 * DuoNoteRecord:
 * @event: the event's id
 * @chat: the chat that it is about
 * @author: participation id of who wrote it
 * @company: (nullable): whose recruiters may read it, where it is shared; known to the service only
 * @withdrawn: (nullable): the company from whose recruiters this change takes it; only in what a commit tells
 * @text: what was noted, in lines; may be empty
 * @next_step: what comes next, one line; may be empty
 * @mark: what a recruiter thinks
 * @shared: whether the author's colleagues may read it
 * @changed: unix time of the last change
 * @rev: the event's revision at the last change; 0 where it was never kept
 *
 * What one person noted on one chat (PRODUCT §3): at most one of each author. Owns its strings.
 */
typedef struct
{
  char *event;
  char *chat;
  char *author;
  char *company;
  char *withdrawn;
  char *text;
  char *next_step;
  DuoMark mark;
  gboolean shared;
  gint64 changed;
  gint64 rev;
} DuoNoteRecord;

/* An empty one. */
DuoNoteRecord *duo_note_record_new (const char *event, const char *chat, const char *author);
DuoNoteRecord *duo_note_record_copy (const DuoNoteRecord *self);
void duo_note_record_free (DuoNoteRecord *self);

/* (transfer full): what it is called by where it is gone: "CHAT/AUTHOR" */
char *duo_note_record_dup_key (const DuoNoteRecord *self);
gboolean duo_note_record_is_empty (const DuoNoteRecord *self);
/* Whether it is no longer than may be; longer ones are kept where they are written, until they are shortened. */
gboolean duo_note_record_fits (const DuoNoteRecord *self);
/* Whether the two say the same: text, next step, mark, and whether it is shared. */
gboolean duo_note_record_says_same (const DuoNoteRecord *self, const DuoNoteRecord *other);

/**
 * duo_note_record_is_seen_by:
 * @me: participation id of who asks
 * @role: what they are in the event
 * @company: (nullable): their company
 *
 * Returns: whether they may read it: the author, and the recruiters of the company with which it is shared (PRODUCT §3)
 */
gboolean
duo_note_record_is_seen_by (const DuoNoteRecord *self, const char *me, DuoRole role, const char *company);

/* Whether @role, towards its chat, may write it as it is: a mark, a next step and sharing are for recruiters. */
gboolean duo_note_record_is_allowed (const DuoNoteRecord *self, DuoRole role);

/**
 * duo_note_record_merge:
 * @theirs: what the same author wrote meanwhile on another device
 *
 * Nothing that was written is lost: where neither text contains the other, mine comes after theirs, and may be too long
 * then (duo_note_record_fits()).
 * Mark and next step are as in @self, which was said last; it is shared where both say so.
 */
void duo_note_record_merge (DuoNoteRecord *self, const DuoNoteRecord *theirs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoNoteRecord, duo_note_record_free)

G_END_DECLS
