/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A frame of a few bytes may say that it is as large as a house: no decoder is given it. */

#include "duo-picture-guard.h"
#include "duo-picture-sink.h"
#include "duo-video-feed-private.h"
#include "pair.h"

#include <gst/app/gstappsink.h>

#define PATIENCE 60
#define KEY_EVERY 5
#define FRAMES 20
#define BEGIN (77 * G_TIME_SPAN_SECOND)

typedef struct
{
  guint width;
  guint height;
  gboolean fits;
} SizeCase;

static const SizeCase sizes[] = {
    {320, 176, TRUE},    {1920, 1088, TRUE}, {4096, 2304, TRUE},    {2304, 4096, TRUE},
    {4112, 16, FALSE},   {16, 4112, FALSE},  {4096, 2320, FALSE},   {3840, 3840, FALSE},
    {8192, 4320, FALSE}, {16368, 16, FALSE}, {16368, 16368, FALSE},
};

/* ── VP8 ──────────────────────────────────────────────────────────────────────────────────────── */

static void
put_size (guint8 *frame, guint width, guint height)
{
  GST_WRITE_UINT16_LE (frame + 6, width);
  GST_WRITE_UINT16_LE (frame + 8, height);
}

static void
test_vp8_sizes (void)
{
  static const guint8 between[16] = {0x31};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (DuoPictureGuard) guard = duo_picture_guard_new (DUO_VIDEO_CODEC_VP8);
      guint8 frame[16] = {0x10, 0, 0, 0x9d, 0x01, 0x2a};

      g_test_message ("%u by %u", sizes[i].width, sizes[i].height);
      /* The two bits above say how it is to be shown. */
      put_size (frame, sizes[i].width | 0xc000, sizes[i].height | 0x4000);
      g_assert_true (duo_picture_guard_take (guard, frame, sizeof frame, BEGIN) == sizes[i].fits);
      g_assert_true (duo_picture_guard_take (guard, between, sizeof between, BEGIN) == sizes[i].fits);
      put_size (frame, 320, 180);
      g_assert_true (duo_picture_guard_take (guard, frame, sizeof frame, BEGIN));
      g_assert_true (duo_picture_guard_take (guard, between, sizeof between, BEGIN));
    }
}

static void
test_vp8_nonsense (void)
{
  static const guint8 frame[16] = {0x10, 0, 0, 0x9d, 0x01, 0x2a, 64, 1, 180, 0};
  static const guint8 codeless[16] = {0x10, 0, 0, 0x9d, 0x01, 0x2b, 64, 1, 180, 0};
  g_autoptr (DuoPictureGuard) guard = duo_picture_guard_new (DUO_VIDEO_CODEC_VP8);

  for (gsize size = 1; size < 10; size++)
    {
      g_autofree guint8 *exact = g_memdup2 (frame, size);

      g_assert_false (duo_picture_guard_take (guard, exact, size, BEGIN));
    }
  g_assert_true (duo_picture_guard_take (guard, frame, sizeof frame, BEGIN));
  g_assert_true (duo_picture_guard_take (guard, frame, 0, BEGIN));
  g_assert_false (duo_picture_guard_take (guard, codeless, sizeof codeless, BEGIN));
}

/* ── H.264 ────────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  guint8 data[128];
  gsize bits;
} Writer;

static void
put_bits (Writer *self, guint value, guint count)
{
  for (guint i = count; i > 0; i--, self->bits++)
    self->data[self->bits / 8] |= (guint8) ((value >> (i - 1) & 1) << (7 - self->bits % 8));
}

/* ITU-T H.264 §9.1 */
static void
put_number (Writer *self, guint value)
{
  guint length = g_bit_storage (value + 1);

  put_bits (self, 0, length - 1);
  put_bits (self, value + 1, length);
}

static void
put_unit (Writer *self, guint8 head)
{
  self->bits = (self->bits + 7) / 8 * 8;
  put_bits (self, 1, 32);
  put_bits (self, head, 8);
}

/* ITU-T H.264 §7.3.2.1.1, of constrained baseline */
static void
put_parameters (Writer *self, guint8 head, guint width, guint height)
{
  put_unit (self, head);
  put_bits (self, 0x42e01f, 24);
  put_number (self, 0); /* its number */
  put_number (self, 0); /* frames are counted by four bits */
  put_number (self, 2); /* and come in their order */
  put_number (self, 1); /* one is kept */
  put_bits (self, 0, 1);
  put_number (self, width / 16 - 1);
  put_number (self, height / 16 - 1);
  put_bits (self, 0xc, 4); /* whole frames, 8 × 8, neither cut nor described */
  put_bits (self, 1, 1);
}

static void
put_slice (Writer *self)
{
  put_unit (self, 0x65);
  put_bits (self, 0x888400, 24);
}

static gboolean
take (DuoPictureGuard *guard, const Writer *frame)
{
  g_autofree guint8 *exact = g_memdup2 (frame->data, (frame->bits + 7) / 8);

  return duo_picture_guard_take (guard, exact, (frame->bits + 7) / 8, BEGIN);
}

static void
test_h264_sizes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (DuoPictureGuard) guard = duo_picture_guard_new (DUO_VIDEO_CODEC_H264);
      Writer frame = {0}, slice = {0}, small = {0};

      g_test_message ("%u by %u", sizes[i].width, sizes[i].height);
      put_parameters (&frame, 0x67, sizes[i].width, sizes[i].height);
      put_slice (&frame);
      put_slice (&slice);
      put_parameters (&small, 0x67, 320, 176);
      put_slice (&small);
      g_assert_true (take (guard, &slice));
      g_assert_true (take (guard, &frame) == sizes[i].fits);
      g_assert_true (take (guard, &slice) == sizes[i].fits);
      g_assert_true (take (guard, &small));
      g_assert_true (take (guard, &slice));
    }
}

/* What is small hides nothing that is large, before it or behind. */
static void
test_h264_several (void)
{
  static const guint8 heads[][2] = {{0x67, 0x67}, {0x67, 0x6f}};

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autoptr (DuoPictureGuard) guard = duo_picture_guard_new (DUO_VIDEO_CODEC_H264);
      Writer before = {0}, behind = {0};

      put_parameters (&before, heads[i][1], 16368, 16368);
      put_parameters (&before, heads[i][0], 320, 176);
      put_parameters (&behind, heads[i][0], 320, 176);
      put_slice (&behind);
      put_parameters (&behind, heads[i][1], 16368, 16368);
      g_assert_false (take (guard, &before));
      g_assert_false (take (guard, &behind));
    }
}

static void
test_h264_nonsense (void)
{
  g_autoptr (DuoPictureGuard) guard = duo_picture_guard_new (DUO_VIDEO_CODEC_H264);
  Writer cut = {0}, empty = {0};

  g_assert_true (duo_picture_guard_take (guard, empty.data, 0, BEGIN));
  put_unit (&cut, 0x67);
  put_bits (&cut, 0x42e01f, 24);
  g_assert_false (take (guard, &cut));
  put_unit (&empty, 0x09);
  put_parameters (&empty, 0x67, 16368, 16368);
  g_assert_false (take (guard, &empty));
}

/* ── more of it than there can be ─────────────────────────────────────────────────────────────── */

/* How many are taken in a second, of those that say that nothing has changed in a picture of such a size. */
static guint
repeat_vp8 (guint width, guint height, guint per_second)
{
  static const guint8 between[16] = {0x31};
  g_autoptr (DuoPictureGuard) guard = duo_picture_guard_new (DUO_VIDEO_CODEC_VP8);
  guint8 frame[16] = {0x10, 0, 0, 0x9d, 0x01, 0x2a};
  guint taken = 0;

  put_size (frame, width, height);
  g_assert_true (duo_picture_guard_take (guard, frame, sizeof frame, BEGIN));
  for (guint i = 0; i < per_second; i++)
    taken +=
        duo_picture_guard_take (guard, between, sizeof between, BEGIN + i * G_TIME_SPAN_SECOND / per_second);
  return taken;
}

static void
test_flood_of_pictures (void)
{
  g_assert_cmpuint (repeat_vp8 (1920, 1088, 60), ==, 60);
  g_assert_cmpuint (repeat_vp8 (4096, 2304, 58), ==, 58);
  g_assert_cmpuint (repeat_vp8 (4096, 2304, 2000), <=, 60);
}

/* What one frame holds is counted, too. */
static void
test_flood_in_a_frame (void)
{
  g_autoptr (DuoPictureGuard) guard = duo_picture_guard_new (DUO_VIDEO_CODEC_H264);
  Writer head = {0}, several = {0};
  guint taken = 0;

  put_parameters (&head, 0x67, 4096, 2304);
  put_slice (&head);
  g_assert_true (take (guard, &head));
  for (guint i = 0; i < 10; i++)
    put_slice (&several);
  for (guint i = 0; i < 100; i++)
    taken += take (guard, &several);
  g_assert_cmpuint (taken, ==, 2);
}

/* How many are taken in ten seconds, each of a new size: what builds on one that is left out is, too, and one that there is
 * room for again ends it. */
static guint
resize_vp8 (DuoPictureGuard *guard, guint per_second)
{
  static const guint8 between[16] = {0x31};
  guint8 frame[16] = {0x10, 0, 0, 0x9d, 0x01, 0x2a};
  guint taken = 0;

  for (guint i = 0; i < 10 * per_second; i++)
    {
      gint64 now = BEGIN + i * G_TIME_SPAN_SECOND / per_second;
      gboolean is_taken;

      put_size (frame, 16 * (1 + i % 200), 176);
      is_taken = duo_picture_guard_take (guard, frame, sizeof frame, now);
      g_assert_true (duo_picture_guard_take (guard, between, sizeof between, now) == is_taken);
      taken += is_taken;
    }
  return taken;
}

static void
test_flood_of_sizes (void)
{
  g_autoptr (DuoPictureGuard) often = duo_picture_guard_new (DUO_VIDEO_CODEC_VP8);
  g_autoptr (DuoPictureGuard) seldom = duo_picture_guard_new (DUO_VIDEO_CODEC_VP8);

  g_assert_cmpuint (resize_vp8 (seldom, 3), ==, 30);
  g_assert_cmpuint (resize_vp8 (often, 100), <=, 70);
}

/* ── on the way ───────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GstElement *pipeline;
  DuoVideoFeed *feed;
  DuoPictureSink *sink;
  GstBuffer *large;
  guint frames; /* encoded so far */
  guint keys;   /* of them */
  guint lost;   /* of them, as of the second key until the third */
} Line;

/* A key frame that is as large as it says. */
static GstBuffer *
encode_large (void)
{
  g_autoptr (GstElement) pipeline = gst_object_ref_sink (
      gst_parse_launch ("videotestsrc num-buffers=1 pattern=black ! video/x-raw,width=4128,height=2336 "
                        "! vp8enc deadline=1 cpu-used=-16 ! appsink name=end sync=false",
                        NULL));
  g_autoptr (GstElement) end = gst_bin_get_by_name (GST_BIN (pipeline), "end");
  g_autoptr (GstSample) sample = NULL;
  GstBuffer *frame;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  sample = gst_app_sink_pull_sample (GST_APP_SINK (end));
  g_assert_nonnull (sample);
  frame = gst_buffer_ref (gst_sample_get_buffer (sample));
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return frame;
}

static void
replace (GstPadProbeInfo *info, GstBuffer *by)
{
  GstBuffer *replaced = GST_PAD_PROBE_INFO_BUFFER (info);
  GstBuffer *frame = gst_buffer_copy (by);

  gst_buffer_copy_into (frame, replaced, GST_BUFFER_COPY_TIMESTAMPS, 0, (gsize) -1);
  gst_buffer_unref (replaced);
  GST_PAD_PROBE_INFO_DATA (info) = frame;
}

/* The second of the key frames is the large one. */
static GstPadProbeReturn
on_encoded (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstBuffer *frame = GST_PAD_PROBE_INFO_BUFFER (info);
  Line *self = data;
  gboolean is_key = !GST_BUFFER_FLAG_IS_SET (frame, GST_BUFFER_FLAG_DELTA_UNIT);

  self->frames++;
  self->keys += is_key;
  self->lost += self->keys == 2;
  if (is_key && self->keys == 2)
    replace (info, self->large);
  return GST_PAD_PROBE_OK;
}

static GstPad *
dup_pad (Line *self, const char *name)
{
  g_autoptr (GstElement) element = gst_bin_get_by_name (GST_BIN (self->pipeline), name);

  return gst_element_get_static_pad (element, "src");
}

static void
begin (Line *self)
{
  g_autofree char *text = g_strdup_printf ("videotestsrc num-buffers=%d ! video/x-raw,width=320,height=180 "
                                           "! vp8enc name=encoder deadline=1 keyframe-max-dist=%d "
                                           "! rtpvp8pay name=payloader",
                                           FRAMES, KEY_EVERY);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstPad) encoded = NULL;

  self->pipeline = gst_object_ref_sink (gst_parse_launch (text, &error));
  g_assert_no_error (error);
  encoded = dup_pad (self, "encoder");
  gst_pad_add_probe (encoded, GST_PAD_PROBE_TYPE_BUFFER, on_encoded, self, NULL);
}

static gboolean
is_over (gpointer data)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (((Line *) data)->pipeline);
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);

  g_assert_true (message == NULL || GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS);
  return message != NULL;
}

/* Before it flows. */
static void
store (GstPad *pad, GstEvent *event)
{
  g_assert_cmpint (gst_pad_store_sticky_event (pad, event), ==, GST_FLOW_OK);
  gst_event_unref (event);
}

static void
test_decoder (void)
{
  Line line = {0};
  g_autoptr (GstPad) packets = NULL;
  g_autoptr (GstCaps) caps = gst_caps_from_string ("application/x-rtp,encoding-name=VP8");
  guint width, height;

  begin (&line);
  line.large = encode_large ();
  line.feed = g_object_new (DUO_TYPE_VIDEO_FEED, NULL);
  line.sink = duo_picture_sink_new (GST_BIN (line.pipeline), line.feed);
  packets = dup_pad (&line, "payloader");
  gst_pad_set_active (packets, TRUE);
  store (packets, gst_event_new_stream_start ("picture"));
  store (packets, gst_event_new_caps (caps));
  g_assert_true (duo_picture_sink_link (line.sink, packets));
  duo_picture_sink_open (line.sink);
  gst_element_set_state (line.pipeline, GST_STATE_PLAYING);
  pair_wait (is_over, &line, PATIENCE);
  duo_picture_sink_get_size (line.sink, &width, &height);
  g_assert_cmpuint (line.frames, ==, FRAMES);
  g_assert_cmpuint (line.keys, >, 2);
  g_assert_cmpuint (duo_picture_sink_get_frames (line.sink), ==, FRAMES - line.lost);
  g_assert_cmpuint (width, ==, 320);
  g_assert_cmpuint (height, ==, 180);
  gst_element_set_state (line.pipeline, GST_STATE_NULL);
  gst_object_unref (line.pipeline);
  gst_buffer_unref (line.large);
  duo_picture_sink_free (line.sink);
  g_assert_finalize_object (line.feed);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/picture/vp8-sizes", test_vp8_sizes);
  g_test_add_func ("/call/picture/vp8-nonsense", test_vp8_nonsense);
  g_test_add_func ("/call/picture/h264-sizes", test_h264_sizes);
  g_test_add_func ("/call/picture/h264-several", test_h264_several);
  g_test_add_func ("/call/picture/h264-nonsense", test_h264_nonsense);
  g_test_add_func ("/call/picture/flood-of-pictures", test_flood_of_pictures);
  g_test_add_func ("/call/picture/flood-in-a-frame", test_flood_in_a_frame);
  g_test_add_func ("/call/picture/flood-of-sizes", test_flood_of_sizes);
  g_test_add_func ("/call/picture/decoder", test_decoder);
  return pair_run ();
}
