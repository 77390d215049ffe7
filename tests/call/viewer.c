/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "viewer.h"
#include "duo-call-private.h"
#include "duo-frame-stamp.h"
#include "duo-media-source-private.h"
#include "duo-peer-private.h"

#include <gst/rtp/rtp.h>
#include <math.h>

#define STAMP_UNIT 10 /* µs */
#define MAX_WAY (30 * G_USEC_PER_SEC)

/* Where it looks. */
enum
{
  ENCODER,
  ENCODED,
  PACKETS_SENT,
  PACKETS_COME,
  DECODED,
  LOUDSPEAKER,
  N_SPOTS
};

typedef struct
{
  GstPad *pad;
  gulong probe;
} Spot;

/* What the streaming threads and the test share. */
struct _Viewer
{
  GMutex mutex;
  DuoVideoFeed *feed;
  gulong frame_handler;
  Spot spots[N_SPOTS];
  gint64 early;        /* by how much a picture is drawn before its time, µs */
  GHashTable *drawn;   /* PTS of a picture → its number */
  GHashTable *encoded; /* numbers */
  GHashTable *taken;   /* RTP time of a sound → when it was taken, µs */
  gint64 sounding;     /* when the sound was taken that is decoded now; 0 for unknown */
  GArray *decoded;     /* double, ms, of this look, as those below */
  GArray *shown;
  GArray *played;
  guint pictures;
  guint32 first, last; /* numbers */
  gint64 last_shown;
  gint64 last_end; /* of what is played, µs */
  gint64 frozen;
  gint64 silent;
};

/* ── pads ─────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_made_by (GstElement *element, const char *factory)
{
  GstElementFactory *made_by = gst_element_get_factory (element);

  return made_by != NULL && g_str_equal (GST_OBJECT_NAME (made_by), factory);
}

/* The one that is not inside webrtcbin. */
static GstElement *
find_element (GstElement *pipeline, const char *factory)
{
  GstIterator *elements = gst_bin_iterate_recurse (GST_BIN (pipeline));
  g_auto (GValue) value = G_VALUE_INIT;
  GstElement *found = NULL;

  while (found == NULL && gst_iterator_next (elements, &value) == GST_ITERATOR_OK)
    {
      GstElement *element = g_value_get_object (&value);
      g_autoptr (GstObject) parent = gst_object_get_parent (GST_OBJECT (element));

      if (is_made_by (element, factory) && !g_str_has_prefix (GST_OBJECT_NAME (parent), "webrtcbin"))
        found = gst_object_ref (element);
      g_value_reset (&value);
    }
  gst_iterator_free (elements);
  g_assert_nonnull (found);
  return found;
}

/* Behind the second element after the resampler. */
GstPad *
viewer_dup_loudspeaker (DuoCall *call)
{
  g_autoptr (GstElement) resample = find_element (call->peer->pipeline, "audioresample");
  g_autoptr (GstPad) source = gst_element_get_static_pad (resample, "src");
  g_autoptr (GstPad) next = gst_pad_get_peer (source);
  g_autoptr (GstElement) format = gst_pad_get_parent_element (next);
  g_autoptr (GstPad) delayed = gst_element_get_static_pad (format, "src");

  return gst_pad_get_peer (delayed);
}

static void
watch_sound (Viewer *self, DuoCall *call, GstPadProbeCallback callback)
{
  Spot *spot = &self->spots[LOUDSPEAKER];

  spot->pad = viewer_dup_loudspeaker (call);
  spot->probe = gst_pad_add_probe (spot->pad, GST_PAD_PROBE_TYPE_BUFFER, callback, self, NULL);
}

static void
watch (Viewer *self,
       guint spot,
       DuoCall *call,
       const char *factory,
       const char *pad,
       GstPadProbeCallback callback)
{
  g_autoptr (GstElement) element = find_element (call->peer->pipeline, factory);

  self->spots[spot].pad = gst_element_get_static_pad (element, pad);
  self->spots[spot].probe =
      gst_pad_add_probe (self->spots[spot].pad, GST_PAD_PROBE_TYPE_BUFFER, callback, self, NULL);
}

/* ── sound ────────────────────────────────────────────────────────────────────────────────────── */

/* Monotonic, as the clock of all pipelines is. */
static gint64
get_time (GstPad *pad, GstBuffer *buffer)
{
  g_autoptr (GstElement) element = gst_pad_get_parent_element (pad);
  g_autoptr (GstEvent) event = gst_pad_get_sticky_event (pad, GST_EVENT_SEGMENT, 0);
  const GstSegment *segment;
  GstClockTime running;

  if (event == NULL)
    return 0;
  gst_event_parse_segment (event, &segment);
  running = gst_segment_to_running_time (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
  return GST_CLOCK_TIME_IS_VALID (running) ? (gint64) ((running + element->base_time) / GST_USECOND) : 0;
}

static guint32
get_rtp_time (GstBuffer *buffer)
{
  GstRTPBuffer packet = GST_RTP_BUFFER_INIT;
  guint32 time;

  g_assert_true (gst_rtp_buffer_map (buffer, GST_MAP_READ, &packet));
  time = gst_rtp_buffer_get_timestamp (&packet);
  gst_rtp_buffer_unmap (&packet);
  return time;
}

static GstPadProbeReturn
on_packet_sent (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Viewer *self = data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  gint64 time = get_time (pad, buffer);

  g_mutex_lock (&self->mutex);
  g_hash_table_insert (self->taken, GUINT_TO_POINTER (get_rtp_time (buffer)), g_memdup2 (&time, sizeof time));
  g_mutex_unlock (&self->mutex);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_packet_come (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Viewer *self = data;
  gpointer key = GUINT_TO_POINTER (get_rtp_time (GST_PAD_PROBE_INFO_BUFFER (info)));
  const gint64 *taken;

  g_mutex_lock (&self->mutex);
  taken = g_hash_table_lookup (self->taken, key);
  self->sounding = taken != NULL ? *taken : 0;
  g_mutex_unlock (&self->mutex);
  return GST_PAD_PROBE_OK;
}

/* When a sink plays it, and until when. */
static void
add_sound (Viewer *self, gint64 begin, gint64 duration)
{
  double way = (double) (begin - self->sounding) / 1000;

  if (self->sounding != 0)
    g_array_append_val (self->played, way);
  self->sounding = 0;
  if (self->last_end != 0)
    self->silent = MAX (self->silent, begin - self->last_end);
  self->last_end = MAX (self->last_end, begin + duration);
}

static GstPadProbeReturn
on_loudspeaker (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Viewer *self = data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);

  g_mutex_lock (&self->mutex);
  add_sound (self, get_time (pad, buffer), (gint64) (GST_BUFFER_DURATION (buffer) / 1000));
  g_mutex_unlock (&self->mutex);
  return GST_PAD_PROBE_OK;
}

/* ── picture ──────────────────────────────────────────────────────────────────────────────────── */

/* Since it was drawn, µs. */
static gint64
get_age (const DuoFrameStamp *stamp)
{
  return (gint64) (guint32) ((guint32) (g_get_monotonic_time () / STAMP_UNIT) - stamp->time) * STAMP_UNIT;
}

/* Since it was there: a source draws a picture, and then waits for its time. */
static double
get_way (Viewer *self, const DuoFrameStamp *stamp)
{
  return (double) (get_age (stamp) - self->early) / 1000;
}

static gboolean
read_stamp (DuoFrameStamp *stamp, GstCaps *caps, GstBuffer *buffer)
{
  GstVideoInfo info;
  GstVideoFrame frame;
  gboolean whole;

  if (caps == NULL || !gst_video_info_from_caps (&info, caps) ||
      !gst_video_frame_map (&frame, &info, buffer, GST_MAP_READ))
    return FALSE;
  whole = duo_frame_stamp_read (stamp, &frame);
  gst_video_frame_unmap (&frame);
  return whole && get_age (stamp) < MAX_WAY;
}

static GstPadProbeReturn
on_encoder (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Viewer *self = data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  DuoFrameStamp stamp;

  if (!read_stamp (&stamp, caps, buffer))
    return GST_PAD_PROBE_OK;
  g_mutex_lock (&self->mutex);
  g_hash_table_insert (self->drawn, GSIZE_TO_POINTER (GST_BUFFER_PTS (buffer)),
                       GUINT_TO_POINTER (stamp.number));
  g_mutex_unlock (&self->mutex);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_encoded (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Viewer *self = data;
  gpointer key = GSIZE_TO_POINTER (GST_BUFFER_PTS (GST_PAD_PROBE_INFO_BUFFER (info)));
  gpointer number;

  g_mutex_lock (&self->mutex);
  if (g_hash_table_lookup_extended (self->drawn, key, NULL, &number))
    g_hash_table_add (self->encoded, number);
  g_mutex_unlock (&self->mutex);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_decoded (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Viewer *self = data;
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  DuoFrameStamp stamp;
  double way;

  if (!read_stamp (&stamp, caps, GST_PAD_PROBE_INFO_BUFFER (info)))
    return GST_PAD_PROBE_OK;
  way = get_way (self, &stamp);
  g_mutex_lock (&self->mutex);
  g_array_append_val (self->decoded, way);
  if (self->pictures++ == 0)
    self->first = stamp.number;
  self->last = stamp.number;
  g_mutex_unlock (&self->mutex);
  return GST_PAD_PROBE_OK;
}

static void
on_frame (DuoVideoFeed *feed, Viewer *self)
{
  g_autoptr (GstSample) sample = duo_video_feed_dup_sample (feed);
  gint64 now = g_get_monotonic_time ();
  DuoFrameStamp stamp;
  double way;

  if (sample == NULL || !read_stamp (&stamp, gst_sample_get_caps (sample), gst_sample_get_buffer (sample)))
    return;
  way = get_way (self, &stamp);
  g_mutex_lock (&self->mutex);
  g_array_append_val (self->shown, way);
  if (self->last_shown != 0)
    self->frozen = MAX (self->frozen, now - self->last_shown);
  self->last_shown = now;
  g_mutex_unlock (&self->mutex);
}

/* ── figures ──────────────────────────────────────────────────────────────────────────────────── */

static int
compare (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, two = *(const double *) b;

  return one < two ? -1 : one > two;
}

static double
get_median (GArray *values)
{
  if (values->len == 0)
    return NAN;
  g_array_sort (values, compare);
  return g_array_index (values, double, values->len / 2);
}

static void
forget (Viewer *self)
{
  g_mutex_lock (&self->mutex);
  g_array_set_size (self->decoded, 0);
  g_array_set_size (self->shown, 0);
  g_array_set_size (self->played, 0);
  self->pictures = 0;
  self->last_shown = self->last_end = self->frozen = self->silent = 0;
  g_mutex_unlock (&self->mutex);
}

static guint
count_encoded (Viewer *self)
{
  GHashTableIter iter;
  gpointer number;
  guint count = 0;

  g_hash_table_iter_init (&iter, self->encoded);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    if (GPOINTER_TO_UINT (number) >= self->first && GPOINTER_TO_UINT (number) <= self->last)
      count++;
  return count;
}

static gboolean
is_over (gpointer data)
{
  return g_get_monotonic_time () >= *(gint64 *) data;
}

ViewerFigures
viewer_look (Viewer *self, double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  ViewerFigures figures;

  forget (self);
  pair_wait (is_over, &end, (guint) seconds + 30);
  g_mutex_lock (&self->mutex);
  figures = (ViewerFigures) {
      .pictures = self->pictures,
      .missed = count_encoded (self) - self->pictures,
      .decoded = get_median (self->decoded),
      .shown = get_median (self->shown),
      .played = get_median (self->played),
      .frozen = (double) self->frozen / 1000,
      .silent = (double) self->silent / 1000,
  };
  g_mutex_unlock (&self->mutex);
  figures.skew = figures.played - figures.shown;
  return figures;
}

void
viewer_say (const char *what, const ViewerFigures *figures)
{
  g_test_message (
      "%s: %u pictures, %u missed; decoded after %.1f, shown after %.1f, frozen %.0f; sound played "
      "after %.1f, silent %.0f; skew %.1f ms",
      what, figures->pictures, figures->missed, figures->decoded, figures->shown, figures->frozen,
      figures->played, figures->silent, figures->skew);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────────── */

Viewer *
viewer_new (Party *from, Party *to)
{
  Viewer *self = g_new0 (Viewer, 1);
  guint width, height, rate;

  g_mutex_init (&self->mutex);
  self->drawn = g_hash_table_new (NULL, NULL);
  self->encoded = g_hash_table_new (NULL, NULL);
  self->taken = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->decoded = g_array_new (FALSE, FALSE, sizeof (double));
  self->shown = g_array_new (FALSE, FALSE, sizeof (double));
  self->played = g_array_new (FALSE, FALSE, sizeof (double));
  duo_media_source_get_format (from->source, &width, &height, &rate);
  self->early = G_USEC_PER_SEC / rate;
  self->feed = g_object_ref (duo_call_get_remote_feed (to->call));
  duo_video_feed_set_target (self->feed, width, height);
  self->frame_handler = g_signal_connect (self->feed, "frame", G_CALLBACK (on_frame), self);
  watch (self, ENCODER, from->call, "vp8enc", "sink", on_encoder);
  watch (self, ENCODED, from->call, "vp8enc", "src", on_encoded);
  watch (self, PACKETS_SENT, from->call, "rtpopuspay", "src", on_packet_sent);
  watch (self, PACKETS_COME, to->call, "rtpopusdepay", "sink", on_packet_come);
  watch (self, DECODED, to->call, "vp8dec", "src", on_decoded);
  watch_sound (self, to->call, on_loudspeaker);
  return self;
}

void
viewer_free (Viewer *self)
{
  g_signal_handler_disconnect (self->feed, self->frame_handler);
  g_object_unref (self->feed);
  for (guint i = 0; i < N_SPOTS; i++)
    {
      gst_pad_remove_probe (self->spots[i].pad, self->spots[i].probe);
      gst_object_unref (self->spots[i].pad);
    }
  g_hash_table_unref (self->drawn);
  g_hash_table_unref (self->encoded);
  g_hash_table_unref (self->taken);
  g_array_unref (self->decoded);
  g_array_unref (self->shown);
  g_array_unref (self->played);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
