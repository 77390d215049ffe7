/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-peer.h"
#include "relay.h"
#include "told-network.h"

G_BEGIN_DECLS

/* Two in a room whose network is what a test makes of it. */
typedef struct
{
  Pair pair;
  Relay *relay;
  ToldNetwork *networks[2]; /* the recruiter's and the talent's */
  GString
      *states; /* of the talent, since they talked: its first letters, in their order, and v for verifying */
} Rough;

void rough_set_up (Rough *self);
void rough_tear_down (Rough *self);
/* Starts both, and waits until each has seen and heard the other. */
void rough_talk (Rough *self);

/* Nothing passes, one way and the other; or it does again. */
void rough_cut (Rough *self, gboolean cut);
/* @who: of @networks, has another address from now on; and the path that there is leads nowhere. */
void rough_move (Rough *self, guint who);

/* Until each has seen and heard more of the other. */
void rough_wait_for_both (Rough *self);
/* Nothing is to happen in them. */
void rough_pass_seconds (guint seconds);
/* What the issue wants is for a machine that does nothing else: how long it took is said, and @bound is for a busy one. */
void rough_say_how_long (const char *what, gint64 since, double bound);

/* A connection of a call, and whether the call goes on over another one. */
typedef struct
{
  DuoCall *call;
  DuoPeer *peer;
} RoughLink;

gboolean rough_is_over (gpointer link);

typedef struct
{
  DuoCall *call;
  DuoCallStats base;
} RoughMark;

RoughMark rough_mark (DuoCall *call);
gboolean rough_has_more_sound (gpointer mark);

G_END_DECLS
