/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-rate-control.h"

G_BEGIN_DECLS

/* After 2^24 times 64 ms the time that feedback counts from begins again (draft-holmer-rmcat-transport-wide-cc-01 §3.1),
 * in µs. */
#define RATE_RUN_WRAP (G_GINT64_CONSTANT (64000) << 24)

/* A path with one narrow link, in time of its own: a queue before it, what is lost, and how long it takes to cross. */
typedef struct
{
  double capacity; /* bit/s */
  gint64 queue;    /* µs that a packet may wait, or it is dropped */
  gint64 delay;    /* µs, one way */
  gint64 jitter;   /* µs more, by chance, in order */
  double loss;
  double easy;   /* how much of its target the encoder needs; 0 for all */
  double untold; /* share of the peer's words of what came that are lost */
} RatePath;

typedef struct
{
  double target;        /* mean of what the control allows, with the sound, bit/s */
  double lowest;        /* of the target */
  double through;       /* what came, bit/s */
  gint64 queued;        /* longest that a packet waited, µs */
  gint64 queued_mostly; /* 95 of 100 waited no longer */
  double blank;         /* share of the time without a picture */
} RateFigures;

typedef struct _RateRun RateRun;

/* The same each time, by @seed. */
RateRun *rate_run_new (guint seed);
/* The peer says from now on that everything has come, at once. */
void rate_run_deafen (RateRun *self);
/* Nothing passes, either way, for so long. */
void rate_run_cut (RateRun *self, const RatePath *path, double seconds);
/* The peer's clock jumps. */
void rate_run_jump (RateRun *self, gint64 by);
/* The next packet that comes, and no other, is said to have come so much later. */
void rate_run_lie (RateRun *self, gint64 by);
void rate_run_free (RateRun *self);
/* Sends over @path for so long, from where the last stretch ended. */
RateFigures rate_run_for (RateRun *self, const RatePath *path, double seconds);
/* The same until the target with the sound is at most, or at least, @bound; returns the seconds it took. */
double rate_run_until_under (RateRun *self, const RatePath *path, double bound, double seconds);
double rate_run_until_over (RateRun *self, const RatePath *path, double bound, double seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RateRun, rate_run_free)

G_END_DECLS
