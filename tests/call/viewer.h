/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pair.h"

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * ViewerFigures:
 * @pictures: decoded
 * @missed: encoded between the first and the last that was decoded, and not among them
 * @decoded: from taking a picture to its being decoded, median, ms
 * @shown: from taking a picture to its being given to the page, median, ms
 * @frozen: the longest time between two pictures on the page, ms
 * @played: from taking a sound to its being played, median, ms
 * @silent: the longest hole in what is played, ms
 * @skew: by how much sound is later than picture, ms
 */
typedef struct
{
  guint pictures;
  guint missed;
  double decoded;
  double shown;
  double frozen;
  double played;
  double silent;
  double skew;
} ViewerFigures;

/**
 * Viewer:
 *
 * Whoever looks and listens, with a clock: what it costs from one party's camera and microphone to the other's screen
 * and loudspeaker. Both talk, and no pictures but stamped ones are sent (duo-frame-stamp.h).
 */
typedef struct _Viewer Viewer;

Viewer *viewer_new (Party *from, Party *to);
void viewer_free (Viewer *self);
/* Forgets what was, and looks for so long. */
ViewerFigures viewer_look (Viewer *self, double seconds);
/* (transfer full): where sound has its time, and has not waited for it yet. */
GstPad *viewer_dup_loudspeaker (DuoCall *call);
/* So that the log has them. */
void viewer_say (const char *what, const ViewerFigures *figures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Viewer, viewer_free)

G_END_DECLS
