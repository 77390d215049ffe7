/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-store.h"

G_BEGIN_DECLS

/*
 * The suite of every store. A kind of store is a line of the table in contract.c; each test runs against each of them,
 * in a world that is made anew for it:
 *
 *   fair    09:00–12:00 and 13:00–17:00 UTC today and tomorrow (tomorrow in person), 15 or 30 minutes, gap 0
 *           Ada and Grace of Acme, Linus of Umbra are recruiters, Ada and Linus in Direct Booking
 *           Amara, Bo and Chloe are talents; Olive is the organizer
 *   expo    the same hours; Ada is a recruiter there too (Initech), and Bo is a recruiter there (Initech)
 *
 * It is 08:00 on the first day.
 */
typedef struct
{
  const char *name;
  DuoStore *(*open) (const char *path, DuoClock *clock, GError **error);
  /* Takes the constraint on time out of a closed store: the negative control. */
  void (*take_out_guard) (const char *path);
  /* (transfer full): the log of deeds of a closed store: "who what about-what" in lines, without an account "-" */
  char *(*dup_log) (const char *path);
  /* Takes the last @members, of one digit each, from every kept answer of a closed store: as an older program left it. */
  void (*cut_answers) (const char *path, guint members);
} StoreKind;

typedef struct
{
  const StoreKind *kind;
  char *directory;
  char *path;
  DuoClock *clock;
  DuoStore *store;
  GPtrArray *commits; /* what was committed since contract_forget_commits() */
} Contract;

typedef struct
{
  char *event;
  gint64 rev;
  GPtrArray *outcomes;
  GPtrArray *recruiters;
  gboolean directory;
} Commit;

typedef void (*ContractFunc) (Contract *self);

#define FAIR "fair__________________"
#define EXPO "expo__________________"
#define DAY1 "2026-11-03"
#define DAY2 "2026-11-04"
#define MIDNIGHT G_GINT64_CONSTANT (1793664000) /* 2026-11-03T00:00:00Z */
#define NOW (MIDNIGHT + 8 * 3600)

/* Registers a test for every kind of store. */
void contract_add (const char *path, ContractFunc func);

void contract_close (Contract *self);
void contract_open (Contract *self);
void contract_set_now (Contract *self, gint64 now);
void contract_forget_commits (Contract *self);
/* What @event's last commit since then was. */
Commit *contract_get_commit (Contract *self, const char *event);

/* The first day at @hour:@minute, @length minutes long. */
DuoTimeRange at (guint hour, guint minute, guint length);

/* Participations are called by name, in the expo with "expo-" in front; ids are those padded. */
char *id_of (const char *name);

/* Commands by people: the account of @name says it. */
DuoCommand *say (const char *name, DuoVerb verb);
DuoCommand *say_to (const char *name, DuoVerb verb, const char *peer);
DuoCommand *say_about (const char *name, DuoVerb verb, const DuoChatRecord *chat);
DuoCommand *book (const char *name, const char *recruiter, DuoTimeRange range);

/* Takes the command and waits for its outcome. */
DuoOutcome *run (Contract *self, DuoCommand *command);
DuoOutcome *run_with_error (Contract *self, DuoCommand *command, GError **error);
/* Expects it to be done, and hands the chat out. */
DuoChatRecord *must (Contract *self, DuoCommand *command);
/* Expects that refusal. */
void must_refuse (Contract *self, DuoCommand *command, DuoRefusal refusal);
void must_end (Contract *self, DuoCommand *command, DuoOutcomeCode code);

/* Starts a command; @outcomes (DuoOutcome) grows when it ends, in that order. */
void start (Contract *self, DuoCommand *command, GPtrArray *outcomes);
/* Runs the main context until @array has @length elements. */
void wait_for (GPtrArray *array, guint length);

gboolean write_now (Contract *self, DuoWrite *write, GError **error);
void must_write (Contract *self, DuoWrite *write);

/* The event's format, changed. */
void change_event (Contract *self, const char *event, void (*change) (DuoEventRecord *record));

DuoSlotState slot_state (Contract *self, const char *recruiter, DuoTimeRange range);
guint open_slots (Contract *self, const char *event, const char *recruiter);

G_END_DECLS
