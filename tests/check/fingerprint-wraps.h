/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What is wrong in the engines of this process; the linker puts these between the engine's own parts. */
typedef struct
{
  gboolean offer;       /* the offer names another certificate when it is signed */
  gboolean answer;      /* so does the answer */
  gboolean unsuspected; /* and the signer does not know: only DTLS shows it */
  gboolean trusting;    /* control: every signature is good, all certificates are alike */
  gboolean gateless;    /* control: gates are open from the beginning */
  gint64 known;         /* told by them: when the first side could know that something is wrong, monotonic */
} Wraps;

extern Wraps wraps;

/* @sdp with every fingerprint changed in one digit (transfer full). */
char *wraps_corrupt (const char *sdp);
