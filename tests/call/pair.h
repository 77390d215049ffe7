/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-call.h"
#include "loopback.h"

G_BEGIN_DECLS

/* One party of a call with its drawn person. */
typedef struct
{
  LoopbackRoom *room;
  DuoSigner *signer;
  DuoMediaSource *source;
  DuoCall *call;
} Party;

/* A recruiter and a talent in one room, 320×180 at 15, devices on, not started. */
typedef struct
{
  Party recruiter;
  Party talent;
} Pair;

void pair_set_up (Pair *self);
/* The same, and the recruiter's picture is @width × @height at @rate. */
void pair_set_up_large (Pair *self, guint width, guint height, guint rate);
/* Starts both. */
void pair_start (Pair *self);
/* Starts both and waits until both talk. */
void pair_talk (Pair *self);
/* Hangs up where that has not happened; everything must be finalized then. */
void pair_tear_down (Pair *self);

/* A new call of the same person in the same room, as after "join again". */
void party_renew (Party *self, DuoCallSide side);

/* The user agrees to the key of who is here. */
gboolean pair_accept_key (DuoCall *call);

typedef gboolean (*PairCondition) (gpointer data);
/* Runs the main loop until it holds; fails the test after @seconds, and says what it waited for and where. */
#define pair_wait(condition, ...) pair_wait_at (G_STRLOC, #condition, condition, __VA_ARGS__)
void
pair_wait_at (const char *place, const char *name, PairCondition condition, gpointer data, guint seconds);
gboolean pair_wait_or (PairCondition condition, gpointer data, guint seconds);
gboolean pair_wait_ms (PairCondition condition, gpointer data, guint milliseconds);
void pair_wait_state (DuoCall *call, DuoCallState state);

/* Without those that GLib keeps for the next task. */
guint pair_count_threads (void);
guint pair_count_descriptors (void);
/* Waits until there are no more of both than that; a thread that was told to end takes its moment. */
void pair_wait_left (guint threads, guint descriptors);

/* Before a program with connections ends: waits a while for their threads. */
void pair_linger (void);
/* As g_test_run(), for whoever had a connection. */
int pair_run (void);

G_END_DECLS
