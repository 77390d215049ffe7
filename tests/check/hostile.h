/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lateness.h"
#include "pair.h"

G_BEGIN_DECLS

/* What calls that were lied to came to. */
typedef struct
{
  guint calls;
  guint refused;    /* by us, before anything else heard of it */
  guint failed;     /* ended by themselves, by what GStreamer made of it */
  guint survived;   /* went on */
  guint slipped;    /* with a description that we had to refuse, and did not */
  guint lies;       /* descriptions, candidates, packets */
  guint candidates; /* of these */
  guint barred;     /* of these, by us */
  guint complaints; /* of any library */
  guint most_told;  /* packets in one feedback that the reader made */
  Lateness ends;    /* hang-ups */
} HostileSum;

/* Warnings of any library so far: what none of them may be brought to. */
extern guint hostile_complaints;

/* Whether a peer's description is one that our engine has to refuse (duo_description_check()). */
gboolean hostile_is_wrong (const char *sdp, const char *offer);

/* @count descriptions, each signed as it is by a peer who may sign, with candidates behind it, into an engine. */
void hostile_descriptions (HostileSum *sum, GRand *chance, guint count);

/* @count calls through a network that adds packets to those that pass: changed ones, and nonsense of every kind that shares
 * the port; from the peer's address and from a stranger's. From the first one on; the same, and the handshake of DTLS is
 * left alone; and only once they talk. The last two must not end a call. */
void hostile_handshake (HostileSum *sum, GRand *chance, guint count);
void hostile_path (HostileSum *sum, GRand *chance, guint count);
void hostile_network (HostileSum *sum, GRand *chance, guint count);
/* @count calls with a peer whose keys are good and whose packets are not: changed before they are encrypted. */
void hostile_peer (HostileSum *sum, GRand *chance, guint count);

/* Hangs @party up, and counts; @refused: as of HostileSum */
void hostile_hang_up (HostileSum *sum, Party *party, gboolean refused);

G_END_DECLS
