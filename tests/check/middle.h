/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pair.h"

G_BEGIN_DECLS

/* How somebody stands between two who want to talk. */
typedef enum
{
  MIDDLE_FORGES, /* true keys, descriptions of its own, signed with a key of its own */
  MIDDLE_COPIES, /* the same, and the recruiter's signature and promise of the offer */
  MIDDLE_ANSWERS, /* true keys, the true offer, and the answer's true signature under a description of its own */
  MIDDLE_SWAPS, /* keys of its own, for both */
} MiddleWay;

/**
 * Middle:
 *
 * A service that lies: two rooms, in each one of the two and a webrtcbin of the middle's, which believes everything.
 *
 *     recruiter ─ room ─ [talent's place]   middle   [recruiter's place] ─ room ─ talent
 *                  here.recruiter  here.talent        there.recruiter  there.talent
 */
typedef struct
{
  MiddleWay way;
  Pair here;
  Pair there;
  DuoSignal *answer; /* the true one, held until the middle has its own */
  DuoSignal *own;
  gint64 lied; /* when last, monotonic */
} Middle;

/* @met: the two have talked before and know each other's keys. Nobody has started. */
void middle_set_up (Middle *self, MiddleWay way, gboolean met);
/* Both come, and the middle takes each other's place. */
void middle_start (Middle *self);
void middle_tear_down (Middle *self);

/* What is out of order in the engines of this process: nothing but the middle's faith, unless a control says so. */
typedef struct
{
  gboolean trusting; /* nobody compares a signature */
  gboolean careless; /* nobody compares a key with those known */
  gboolean monotone; /* every code is the same */
} MiddleWraps;

extern MiddleWraps middle_wraps;

G_END_DECLS
