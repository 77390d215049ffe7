/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What our engine draws as a file that Chromium takes for its camera: `draw-y4m talent|recruiter WIDTH HEIGHT RATE
 * PICTURES [grain] >FILE`. Each is stamped with its number (duo-frame-stamp.h), and has a camera's grain where that is
 * wanted. */

#include "duo-call.h"
#include "duo-frame-grain.h"
#include "duo-frame-stamp.h"
#include "duo-portrait.h"
#include "duo-speech.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  DuoPortrait portrait;
  DuoPortraitPainter *painter;
  GstVideoInfo info;
  int rate;
  gboolean grain;
} Camera;

/* As I420 without the ends of its rows. */
static void
write_plane (const GstVideoFrame *frame, guint plane)
{
  const guint8 *data = GST_VIDEO_FRAME_PLANE_DATA (frame, plane);
  gsize width = (gsize) GST_VIDEO_FRAME_COMP_WIDTH (frame, plane);

  for (int row = 0; row < GST_VIDEO_FRAME_COMP_HEIGHT (frame, plane); row++)
    if (fwrite (data + (gsize) row * (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (frame, plane), 1, width, stdout) !=
        width)
      g_error ("the picture cannot be written");
}

static void
write_picture (Camera *self, GstBuffer *buffer, guint32 number)
{
  DuoFrameStamp stamp = {.number = number};
  double seconds = (double) number / self->rate;
  GstVideoFrame frame;

  gst_video_frame_map (&frame, &self->info, buffer, GST_MAP_READWRITE);
  duo_portrait_painter_paint (self->painter, &frame, seconds, duo_speech_openness (self->portrait, seconds));
  if (self->grain)
    duo_frame_grain_add (&frame, number);
  duo_frame_stamp_burn (&stamp, &frame);
  printf ("FRAME\n");
  for (guint plane = 0; plane < 3; plane++)
    write_plane (&frame, plane);
  gst_video_frame_unmap (&frame);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstBuffer) buffer = NULL;
  Camera self = {0};

  if (argc != 6 && argc != 7)
    return 2;
  self.grain = argc == 7;
  duo_call_init ();
  self.portrait = strcmp (argv[1], "recruiter") == 0 ? DUO_PORTRAIT_RECRUITER : DUO_PORTRAIT_TALENT;
  gst_video_info_set_format (&self.info, GST_VIDEO_FORMAT_I420, (guint) atoi (argv[2]),
                             (guint) atoi (argv[3]));
  self.rate = atoi (argv[4]);
  self.painter =
      duo_portrait_painter_new (self.portrait, (guint) self.info.width, (guint) self.info.height, &error);
  if (self.painter == NULL)
    g_error ("%s", error->message);
  buffer = gst_buffer_new_allocate (NULL, self.info.size, NULL);
  printf ("YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C420jpeg\n", self.info.width, self.info.height, self.rate);
  for (int i = 0; i < atoi (argv[5]); i++)
    write_picture (&self, buffer, (guint32) i);
  duo_portrait_painter_free (self.painter);
  return 0;
}
