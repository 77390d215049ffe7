/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-peer-private.h"
#include "duo-timer.h"
#include "duo-tuning.h"

#define INTERVAL_MS 100
#define MIN_RETRY_MS 20
#define MAX_RETRY_MS 200
#define RETRY_STEP_MS 10
#define REPAIRS_PER_ROUND 3
/* Of sound nothing is asked for again: a gap is waited for only so long that packets may change their places. */
#define SOUND_WAIT_MS 20

/* Found (rtp_jitter_buffer_calculate_pts): a buffer of little latency counts from a packet that is later than that, so
 * all times jump. With a great one, and times that are earlier by as much, it still gives up a gap soon. */
static void
set_sound_wait (GstElement *buffer)
{
  guint early = (guint) (DUO_MEDIA_SINK_SOUND_EARLY / 1000);

  g_object_set (buffer, "latency", SOUND_WAIT_MS + early, "ts-offset",
                -(gint64) DUO_MEDIA_SINK_SOUND_EARLY * (gint64) GST_USECOND, NULL);
}

/* The packet for which there is a pad has left its buffer before that is set, with a time of its own, and whatever plays it
 * would wait for that. */
static GstPadProbeReturn
on_first_sound (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  GstClockTime early = DUO_MEDIA_SINK_SOUND_EARLY * GST_USECOND;

  if (GST_BUFFER_PTS_IS_VALID (buffer))
    GST_BUFFER_PTS (buffer) -= MIN (early, GST_BUFFER_PTS (buffer));
  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  return GST_PAD_PROBE_REMOVE;
}

void
duo_peer_watch_buffer (DuoPeer *self, DuoLine line, GstPad *pad)
{
  g_autoptr (GstElement) buffer = duo_tuning_dup_buffer (self->webrtcbin, pad);

  if (buffer != NULL && line == DUO_LINE_SOUND)
    {
      set_sound_wait (buffer);
      gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_first_sound, NULL, NULL);
    }
  else if (buffer != NULL && line == DUO_LINE_CAMERA)
    {
      gst_object_replace ((GstObject **) &self->picture_buffer, GST_OBJECT (buffer));
      self->retry_ms = 0;
    }
}

/* Of the picture: repaired and lost so far, and what a repair takes. */
static void
read_repairs (DuoPeer *self, guint64 *missing, gint64 *round_trip)
{
  g_autoptr (GstStructure) stats = NULL;
  guint64 lost = 0, repaired = 0, taken = 0;

  if (self->picture_buffer != NULL)
    g_object_get (self->picture_buffer, "stats", &stats, NULL);
  if (stats != NULL)
    gst_structure_get (stats, "num-lost", G_TYPE_UINT64, &lost, "rtx-success-count", G_TYPE_UINT64, &repaired,
                       "rtx-rtt", G_TYPE_UINT64, &taken, NULL);
  *missing = lost + repaired;
  *round_trip = taken > 0 ? (gint64) (taken / GST_USECOND) : -1;
}

/* A repair that is lost, too, would freeze the picture for another round trip: it is asked for three times in one. */
static void
hasten_repairs (DuoPeer *self, gint64 round_trip)
{
  int again = (int) CLAMP (round_trip / 1000 / REPAIRS_PER_ROUND, MIN_RETRY_MS, MAX_RETRY_MS);

  if (self->picture_buffer == NULL || round_trip < 0 || ABS (again - self->retry_ms) < RETRY_STEP_MS)
    return;
  self->retry_ms = again;
  g_object_set (self->picture_buffer, "rtx-retry-timeout", again, NULL);
}

static void
take_reading (DuoPeer *self, DuoPlayoutReading *reading)
{
  guint64 missing;

  reading->packets = duo_arrivals_steal (duo_media_sink_get_arrivals (self->sink), &reading->late);
  read_repairs (self, &missing, &reading->round_trip);
  reading->missing = (guint) (missing - MIN (missing, self->missing));
  self->missing = missing;
  if (self->report.round_trip_ms >= 0)
    reading->round_trip = (gint64) self->report.round_trip_ms * 1000;
}

static gboolean
on_due (gpointer data)
{
  DuoPeer *self = data;
  DuoPlayoutReading reading = {0};
  gint64 now = g_get_monotonic_time ();

  duo_peer_await_feedback (self, now);
  take_reading (self, &reading);
  hasten_repairs (self, reading.round_trip);
  duo_playout_feed (self->playout, &reading, now);
  duo_media_sink_set_delay (self->sink, duo_playout_get (self->playout));
  return G_SOURCE_CONTINUE;
}

void
duo_peer_start_playout (DuoPeer *self)
{
  duo_timer_start (&self->playout_timer, INTERVAL_MS, on_due, self);
}

void
duo_peer_stop_playout (DuoPeer *self)
{
  duo_timer_stop (&self->playout_timer);
  gst_clear_object (&self->picture_buffer);
}
