/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call-quality.h"

#include <math.h>

#define STRICTLY 0.8
/* Seconds without a picture of a camera that is on. */
#define STILL 2

/* What each word allows: a talk is pleasant up to a quarter of a second, and no talk beyond six tenths (ITU-T G.114 has
 * 150 and 400 ms for one way). */
static const struct
{
  double round_trip_ms;
  double lost;
  double jitter_ms;
  double rate; /* for our picture, bit/s, at least */
} bounds[] = {
    [DUO_CALL_QUALITY_GOOD] = {250, 0.02, 50, 350000},
    [DUO_CALL_QUALITY_FAIR] = {600, 0.08, 120, 150000},
};

static gboolean
is_within (const DuoCallStats *stats, DuoCallQuality quality, gboolean camera, double share)
{
  return stats->round_trip_ms <= bounds[quality].round_trip_ms * share &&
         fmax (stats->lost, stats->lost_here) <= bounds[quality].lost * share &&
         stats->jitter_ms <= bounds[quality].jitter_ms * share &&
         (!camera || stats->allowed_rate >= bounds[quality].rate / share);
}

static DuoCallQuality
grade (const DuoCallStats *stats, gboolean camera, double share)
{
  if (is_within (stats, DUO_CALL_QUALITY_GOOD, camera, share))
    return DUO_CALL_QUALITY_GOOD;
  return is_within (stats, DUO_CALL_QUALITY_FAIR, camera, share) ? DUO_CALL_QUALITY_FAIR
                                                                 : DUO_CALL_QUALITY_POOR;
}

static gboolean
is_grade (DuoCallQuality quality)
{
  return quality >= DUO_CALL_QUALITY_GOOD && quality <= DUO_CALL_QUALITY_POOR;
}

DuoCallQuality
duo_call_quality_judge (DuoCallQuality before,
                        DuoCallState state,
                        const DuoCallStats *stats,
                        gboolean camera,
                        gboolean peer_camera)
{
  DuoCallQuality plain, strict;

  if (state == DUO_CALL_RECONNECTING)
    return DUO_CALL_QUALITY_LOST;
  if (state != DUO_CALL_TALKING)
    return DUO_CALL_QUALITY_UNKNOWN;
  if ((camera && stats->allowed_rate == 0) || (peer_camera && stats->still >= STILL))
    return DUO_CALL_QUALITY_SOUND_ONLY;
  if (stats->round_trip_ms < 0)
    return DUO_CALL_QUALITY_UNKNOWN;
  plain = grade (stats, camera, 1);
  strict = grade (stats, camera, STRICTLY);
  if (!is_grade (before) || plain >= before)
    return plain;
  return MIN (strict, before);
}
