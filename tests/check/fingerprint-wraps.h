/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What of a message is wrong. */
typedef enum
{
  WRAPS_CERTIFICATE, /* in its description */
  WRAPS_NUMBER,      /* its random number, or what commits to that */
  WRAPS_BEFORE,      /* the message before it, over which it is signed */
  WRAPS_SIGNATURE,
} WrapsPart;

/* What is wrong in the engines of this process; the linker puts these between the engine's own parts. */
typedef struct
{
  WrapsPart part; /* of these, when they are signed */
  gboolean offer;
  gboolean answer;
  gboolean confirm;
  gboolean unsuspected; /* a certificate, and the signer does not know: only DTLS shows it */
  gboolean trusting;    /* control: every signature is good, all certificates are alike */
  gboolean gateless;    /* control: gates are open from the beginning */
  gint64 known;         /* told by them: when the first side could know of a wrong certificate, monotonic */
} Wraps;

extern Wraps wraps;

/* @sdp with every fingerprint changed in one digit (transfer full). */
char *wraps_corrupt (const char *sdp);
/* @bytes with another one in the place @from_end before their end, where 1 is the last (transfer full). */
GBytes *wraps_flip (GBytes *bytes, gsize from_end);
