/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call.h"
#include "duo-frame-stamp.h"
#include "duo-portrait.h"
#include "duo-speech.h"
#include "pair.h"

#include <math.h>
#include <string.h>

/* ── frame stamp ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GstBuffer *buffer;
  GstVideoInfo info;
  GstVideoFrame frame;
} Picture;

static void
picture_open (Picture *self, guint width, guint height)
{
  gst_video_info_set_format (&self->info, GST_VIDEO_FORMAT_I420, width, height);
  self->buffer = gst_buffer_new_allocate (NULL, self->info.size, NULL);
  gst_buffer_memset (self->buffer, 0, 0x70, self->info.size);
  g_assert_true (gst_video_frame_map (&self->frame, &self->info, self->buffer, GST_MAP_READWRITE));
}

static void
picture_close (Picture *self)
{
  gst_video_frame_unmap (&self->frame);
  gst_buffer_unref (self->buffer);
}

static guint8 *
luma (Picture *self)
{
  return GST_VIDEO_FRAME_PLANE_DATA (&self->frame, 0);
}

static void
test_stamp (void)
{
  static const guint sizes[][2] = {{320, 180}, {640, 360}, {960, 540}, {1280, 720}};
  static const DuoFrameStamp stamps[] = {{0, 0}, {1, 2}, {0xFFFFFF, 0xFFFFFFFF}, {0xABCDEF, 0x12345678}};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (stamps); k++)
      {
        DuoFrameStamp read;
        Picture picture;

        picture_open (&picture, sizes[i][0], sizes[i][1]);
        g_assert_false (duo_frame_stamp_read (&read, &picture.frame));
        duo_frame_stamp_burn (&stamps[k], &picture.frame);
        g_assert_true (duo_frame_stamp_read (&read, &picture.frame));
        g_assert_cmphex (read.number, ==, stamps[k].number);
        g_assert_cmphex (read.time, ==, stamps[k].time);
        picture_close (&picture);
      }
}

/* An encoder blurs and shifts levels; that must not change a bit, and a wrong bit must not be read as right. */
static void
test_stamp_survives_noise (void)
{
  DuoFrameStamp stamp = {4711, 0xCAFEBABE}, read;
  Picture picture;

  picture_open (&picture, 640, 360);
  duo_frame_stamp_burn (&stamp, &picture.frame);
  for (gsize i = 0; i < 640 * 64; i++)
    {
      int level = luma (&picture)[i] + g_random_int_range (-60, 60);

      luma (&picture)[i] = (guint8) CLAMP (level, 0, 255);
    }
  g_assert_true (duo_frame_stamp_read (&read, &picture.frame));
  g_assert_cmphex (read.time, ==, stamp.time);
  for (gsize y = 0; y < 16; y++)
    memset (luma (&picture) + y * 640 + 16, luma (&picture)[y * 640 + 24] > 126 ? 16 : 235, 16);
  g_assert_false (duo_frame_stamp_read (&read, &picture.frame));
  picture_close (&picture);
}

/* ── portrait ─────────────────────────────────────────────────────────────────────────────────── */

static guint
count_differences (Picture *one, Picture *two)
{
  guint count = 0;

  for (gsize i = 0; i < 320 * 180; i++)
    count += luma (one)[i] != luma (two)[i];
  return count;
}

static void
test_portrait_moves (void)
{
  Picture one, two;

  picture_open (&one, 320, 180);
  picture_open (&two, 320, 180);
  for (int who = DUO_PORTRAIT_TALENT; who <= DUO_PORTRAIT_RECRUITER; who++)
    {
      g_autoptr (DuoPortraitPainter) painter = duo_portrait_painter_new (who, 320, 180, NULL);

      g_assert_nonnull (painter);
      duo_portrait_painter_paint (painter, &one.frame, 0.5, 0);
      duo_portrait_painter_paint (painter, &two.frame, 0.5, 0);
      g_assert_cmpuint (count_differences (&one, &two), ==, 0);
      duo_portrait_painter_paint (painter, &two.frame, 2.0, 0);
      g_assert_cmpuint (count_differences (&one, &two), >, 1000);
      duo_portrait_painter_paint (painter, &two.frame, 0.5, 1);
      g_assert_cmpuint (count_differences (&one, &two), >, 50);
    }
  picture_close (&one);
  picture_close (&two);
}

static void
test_portraits_differ (void)
{
  g_autoptr (DuoPortraitPainter) talent = duo_portrait_painter_new (DUO_PORTRAIT_TALENT, 320, 180, NULL);
  g_autoptr (DuoPortraitPainter) recruiter =
      duo_portrait_painter_new (DUO_PORTRAIT_RECRUITER, 320, 180, NULL);
  Picture one, two;

  picture_open (&one, 320, 180);
  picture_open (&two, 320, 180);
  duo_portrait_painter_paint (talent, &one.frame, 0, 0);
  duo_portrait_painter_paint (recruiter, &two.frame, 0, 0);
  g_assert_cmpuint (count_differences (&one, &two), >, 320 * 180 / 2);
  picture_close (&one);
  picture_close (&two);
}

/* ── speech ───────────────────────────────────────────────────────────────────────────────────── */

static double
loudness (const gint16 *samples, gsize count)
{
  double sum = 0;

  for (gsize i = 0; i < count; i++)
    sum += (double) samples[i] * samples[i];
  return sqrt (sum / (double) count) / G_MAXINT16;
}

/* Somebody who talks is heard, breathes, and opens the mouth while there is sound. */
static void
test_speech (void)
{
  enum
  {
    BLOCK = DUO_SPEECH_RATE / 50,
    BLOCKS = 50 * 20
  };
  g_autofree gint16 *samples = g_new (gint16, BLOCK);

  for (guint voice = 0; voice < 2; voice++)
    {
      g_autoptr (DuoSpeech) speech = duo_speech_new (voice);
      guint silent = 0, loud = 0;

      for (guint i = 0; i < BLOCKS; i++)
        {
          double mouth = duo_speech_openness (voice, i / 50.0);

          duo_speech_fill (speech, samples, BLOCK);
          silent += loudness (samples, BLOCK) < 0.001;
          loud += loudness (samples, BLOCK) > 0.02;
          g_assert_true (mouth >= 0 && mouth <= 1);
          if (mouth > 0.5)
            g_assert_cmpfloat (loudness (samples, BLOCK), >, 0.005);
        }
      g_assert_cmpuint (silent, >, BLOCKS / 10);
      g_assert_cmpuint (loud, >, BLOCKS / 4);
    }
}

static void
test_speech_repeats (void)
{
  g_autoptr (DuoSpeech) one = duo_speech_new (1);
  g_autoptr (DuoSpeech) two = duo_speech_new (1);
  gint16 a[4800], b[4800];

  duo_speech_fill (one, a, G_N_ELEMENTS (a));
  duo_speech_fill (two, b, G_N_ELEMENTS (b) / 2);
  duo_speech_fill (two, b + G_N_ELEMENTS (b) / 2, G_N_ELEMENTS (b) / 2);
  g_assert_cmpmem (a, sizeof a, b, sizeof b);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/stamp/read-again", test_stamp);
  g_test_add_func ("/call/stamp/survives-noise", test_stamp_survives_noise);
  g_test_add_func ("/call/portrait/moves", test_portrait_moves);
  g_test_add_func ("/call/portrait/differ", test_portraits_differ);
  g_test_add_func ("/call/speech/talks", test_speech);
  g_test_add_func ("/call/speech/repeats", test_speech_repeats);
  return pair_run ();
}
