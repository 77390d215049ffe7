/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-command.h"
#include "duo-database-private.h"
#include "duo-note-record.h"

G_BEGIN_DECLS

/* What became of one event. */
typedef struct
{
  char *event;
  gint64 rev;
  GPtrArray *outcomes;   /* DuoOutcome */
  GPtrArray *recruiters; /* participation ids: their slots may have changed */
  GPtrArray *notes;      /* DuoNoteRecord */
  GPtrArray *cvs;        /* DuoChatRecord: whose talent has another CV, or none any more */
  gboolean directory;    /* people, companies or the event itself changed, or something is gone */
} DuoEventEffect;

/*
 * Which events a job, or a batch of jobs, has changed. A job has its own until it is certain that it stays: only then
 * does it go into its batch, so a job that is undone is never announced.
 */
typedef struct
{
  GPtrArray *events;    /* DuoEventEffect, in the order in which they were touched */
  GHashTable *sessions; /* (nullable): ids of all that there are, where another program has written */
} DuoEffects;

DuoEffects *duo_effects_new (void);
void duo_effects_free (DuoEffects *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoEffects, duo_effects_free)

/* The next rev of @event. A second call in the same job says the same one again. */
gint64 duo_effects_bump (DuoEffects *self, DuoDatabase *database, const char *event);
/* A rev of its own for each record of a bulk, so that pages can end between them. */
gint64 duo_effects_bump_again (DuoEffects *self, DuoDatabase *database, const char *event);

/* @account's time changed: bumps every event in which it is a recruiter, in the order of their ids (DESIGN §3). */
void duo_effects_bump_calendars (DuoEffects *self, DuoDatabase *database, const char *account);

void duo_effects_note_recruiter (DuoEffects *self,
                                 DuoDatabase *database,
                                 const char *event,
                                 const char *recruiter);
/* @event is at @rev because another program has written it: all of it may have changed. */
void duo_effects_note_foreign (DuoEffects *self, const char *event, gint64 rev);
/* Another program has written: who is still signed in has to be looked at. */
void duo_effects_note_sessions (DuoEffects *self, DuoDatabase *database);
void duo_effects_note_directory (DuoEffects *self, const char *event);
void duo_effects_note_outcome (DuoEffects *self, const DuoOutcome *outcome);
void duo_effects_add_note (DuoEffects *self, const DuoNoteRecord *note);
void duo_effects_add_cv (DuoEffects *self, const DuoChatRecord *chat);

/* Moves all of @job into @self. */
void duo_effects_merge (DuoEffects *self, DuoEffects *job);

G_END_DECLS
