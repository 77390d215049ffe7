/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-portrait.h"

/* Chromium reads its camera's pictures out of a file that was drawn beforehand and begins anew at its end (draw-y4m.c).
 * Ours are drawn once, too, and copied from then on: no camera has its pictures drawn by the call. */

#define LOOP 90 /* pictures, as of the file */

/* The linker puts it in the real one's place. */
void __real_duo_portrait_painter_paint (DuoPortraitPainter *painter,
                                        GstVideoFrame *frame,
                                        double seconds,
                                        double openness);
void __wrap_duo_portrait_painter_paint (DuoPortraitPainter *painter,
                                        GstVideoFrame *frame,
                                        double seconds,
                                        double openness);

/* Of the camera's thread. */
static struct
{
  DuoPortraitPainter *painter; /* whose they are */
  GstVideoInfo info;
  GstBuffer *pictures[LOOP];
  guint drawn;
  guint next;
} loop;

static void
begin (DuoPortraitPainter *painter, const GstVideoInfo *info)
{
  for (guint i = 0; i < loop.drawn; i++)
    gst_clear_buffer (&loop.pictures[i]);
  loop.painter = painter;
  loop.info = *info;
  loop.drawn = loop.next = 0;
}

static void
copy (GstVideoFrame *to, GstBuffer *from, GstMapFlags direction)
{
  GstVideoFrame kept;

  if (!gst_video_frame_map (&kept, &loop.info, from, direction))
    g_error ("a picture cannot be kept");
  if (direction == GST_MAP_READ)
    gst_video_frame_copy (to, &kept);
  else
    gst_video_frame_copy (&kept, to);
  gst_video_frame_unmap (&kept);
}

void
__wrap_duo_portrait_painter_paint (DuoPortraitPainter *painter,
                                   GstVideoFrame *frame,
                                   double seconds,
                                   double openness)
{
  if (loop.painter != painter || !gst_video_info_is_equal (&loop.info, &frame->info))
    begin (painter, &frame->info);
  if (loop.drawn < LOOP)
    {
      __real_duo_portrait_painter_paint (painter, frame, seconds, openness);
      loop.pictures[loop.drawn] = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&loop.info), NULL);
      copy (frame, loop.pictures[loop.drawn], GST_MAP_WRITE);
      loop.drawn++;
      return;
    }
  copy (frame, loop.pictures[loop.next], GST_MAP_READ);
  loop.next = (loop.next + 1) % LOOP;
}
