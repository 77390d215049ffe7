/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-portrait.h"
#include "duo-call.h"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <math.h>
#include <string.h>

#include "duo-portraits-resource.h"

typedef enum
{
  LAYER_ROOM,
  LAYER_BACK,
  LAYER_BODY,
  LAYER_HEAD,
  LAYER_EYES_OPEN,
  LAYER_EYES_SHUT,
  LAYER_MOUTH_REST,
  LAYER_MOUTH_HALF,
  LAYER_MOUTH_WIDE,
  N_LAYERS
} LayerId;

static const char *const layer_names[N_LAYERS] = {
    "room", "back", "body", "head", "eyes-open", "eyes-shut", "mouth-rest", "mouth-half", "mouth-wide",
};

/* One plane of a layer's visible part, with how much of it is seen. */
typedef struct
{
  guint8 *color;
  guint8 *alpha;
} Plane;

/* Y at full size, U and V at half; x, y, width and height are even. */
typedef struct
{
  int x, y, width, height;
  Plane planes[3];
} Layer;

struct _DuoPortraitPainter
{
  int width, height;
  DuoPortrait portrait;
  Layer layers[N_LAYERS];
};

/* ── decoding ─────────────────────────────────────────────────────────────────────────────────── */

static GstElement *
new_decoder (int width, int height)
{
  g_autofree char *text =
      g_strdup_printf ("appsrc name=in ! pngdec ! videoscale n-threads=1 ! videoconvert n-threads=1 "
                       "! video/x-raw,format=AYUV,width=%d,height=%d,pixel-aspect-ratio=1/1 "
                       "! appsink name=out sync=false",
                       width, height);

  return gst_parse_launch_full (text, NULL, GST_PARSE_FLAG_FATAL_ERRORS, NULL);
}

static GstSample *
run_decoder (GstElement *pipeline, GBytes *png)
{
  g_autoptr (GstElement) in = gst_bin_get_by_name (GST_BIN (pipeline), "in");
  g_autoptr (GstElement) out = gst_bin_get_by_name (GST_BIN (pipeline), "out");
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("image/png");

  g_object_set (in, "caps", caps, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  gst_app_src_push_buffer (GST_APP_SRC (in), gst_buffer_new_wrapped_bytes (png));
  gst_app_src_end_of_stream (GST_APP_SRC (in));
  return gst_app_sink_pull_sample (GST_APP_SINK (out));
}

static GstSample *
decode (DuoPortraitPainter *self, LayerId id, GError **error)
{
  const char *who = self->portrait == DUO_PORTRAIT_RECRUITER ? "recruiter" : "talent";
  g_autofree char *path = g_strdup_printf ("/duologue/portraits/%s-%s.png", who, layer_names[id]);
  g_autoptr (GBytes) png = g_resource_lookup_data (duo_portraits_get_resource (), path, 0, error);
  g_autoptr (GstElement) pipeline = new_decoder (self->width, self->height);
  GstSample *sample = NULL;

  if (png == NULL)
    return NULL;
  if (pipeline != NULL)
    {
      sample = run_decoder (pipeline, png);
      gst_element_set_state (pipeline, GST_STATE_NULL);
    }
  if (sample == NULL)
    g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_MISSING_PLUGIN, "pngdec");
  return sample;
}

/* ── layers ───────────────────────────────────────────────────────────────────────────────────── */

static void
find_bounds (Layer *layer, const guint8 *data, int stride, int width, int height)
{
  int left = width, top = height, right = 0, bottom = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        if (data[y * stride + x * 4] == 0)
          continue;
        left = MIN (left, x);
        right = MAX (right, x + 1);
        top = MIN (top, y);
        bottom = MAX (bottom, y + 1);
      }
  layer->x = left & ~1;
  layer->y = top & ~1;
  layer->width = MAX (0, ((right + 1) & ~1) - layer->x);
  layer->height = MAX (0, ((bottom + 1) & ~1) - layer->y);
}

/* Plane 0 takes every pixel, the others the mean of four, weighted by what is seen of each. */
static void
sample_plane (Plane *plane, int index, gsize at, const guint8 *pixel, int stride)
{
  guint color = 0, alpha = 0;
  int step = index == 0 ? 1 : 2;

  for (int y = 0; y < step; y++)
    for (int x = 0; x < step; x++)
      {
        const guint8 *one = pixel + y * stride + x * 4;

        alpha += one[0];
        color += (guint) one[0] * one[1 + index];
      }
  plane->color[at] = alpha > 0 ? (guint8) (color / alpha) : 0;
  plane->alpha[at] = (guint8) (alpha / (guint) (step * step));
}

static void
fill_plane (Layer *layer, int index, const guint8 *data, int stride)
{
  int step = index == 0 ? 1 : 2;
  int width = layer->width / step, height = layer->height / step;
  Plane *plane = &layer->planes[index];

  plane->color = g_malloc ((gsize) (width * height) + 1);
  plane->alpha = g_malloc ((gsize) (width * height) + 1);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const guint8 *pixel = data + (layer->y + y * step) * stride + (layer->x + x * step) * 4;

        sample_plane (plane, index, (gsize) (y * width + x), pixel, stride);
      }
}

static gboolean
load_layer (DuoPortraitPainter *self, LayerId id, GError **error)
{
  g_autoptr (GstSample) sample = decode (self, id, error);
  Layer *layer = &self->layers[id];
  GstVideoInfo info;
  GstVideoFrame frame;

  if (sample == NULL)
    return FALSE;
  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      !gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    {
      g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_MISSING_PLUGIN, "pngdec");
      return FALSE;
    }
  find_bounds (layer, frame.data[0], GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0), self->width, self->height);
  for (int i = 0; i < 3; i++)
    fill_plane (layer, i, frame.data[0], GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0));
  gst_video_frame_unmap (&frame);
  return TRUE;
}

/* ── painting ─────────────────────────────────────────────────────────────────────────────────── */

static void
blend_row (guint8 *to, const guint8 *color, const guint8 *alpha, int count)
{
  for (int i = 0; i < count; i++)
    {
      int mixed = (color[i] - to[i]) * alpha[i];

      to[i] = (guint8) (to[i] + ((mixed + (mixed >> 8) + 128) >> 8));
    }
}

static void
blend_plane (const Layer *layer, int index, GstVideoFrame *frame, int dx, int dy)
{
  int step = index == 0 ? 1 : 2;
  int width = layer->width / step, height = layer->height / step;
  int x = layer->x / step + dx / step, y = layer->y / step + dy / step;
  int stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, index);
  int skip = MAX (0, -x);
  int count = MIN (width, GST_VIDEO_FRAME_COMP_WIDTH (frame, index) - x) - skip;
  guint8 *data = GST_VIDEO_FRAME_PLANE_DATA (frame, index);

  for (int row = MAX (0, -y); row < MIN (height, GST_VIDEO_FRAME_COMP_HEIGHT (frame, index) - y); row++)
    blend_row (data + (y + row) * stride + x + skip, layer->planes[index].color + row * width + skip,
               layer->planes[index].alpha + row * width + skip, count);
}

static void
blend (const Layer *layer, GstVideoFrame *frame, int dx, int dy)
{
  for (int i = 0; i < 3; i++)
    blend_plane (layer, i, frame, dx, dy);
}

static void
copy_room (const Layer *room, GstVideoFrame *frame)
{
  for (guint i = 0; i < 3; i++)
    {
      int width = GST_VIDEO_FRAME_COMP_WIDTH (frame, i), height = GST_VIDEO_FRAME_COMP_HEIGHT (frame, i);
      guint8 *data = GST_VIDEO_FRAME_PLANE_DATA (frame, i);

      for (int y = 0; y < height; y++)
        memcpy (data + y * GST_VIDEO_FRAME_PLANE_STRIDE (frame, i), room->planes[i].color + y * width,
                (gsize) width);
    }
}

/* Twice in some seven seconds, an eighth of a second each. */
static gboolean
is_blinking (DuoPortrait portrait, double seconds)
{
  double shifted = seconds + portrait * 1.3;

  return fmod (shifted, 3.1) < 0.13 || fmod (shifted, 7.3) < 0.13;
}

static LayerId
mouth_for (double openness)
{
  if (openness > 0.62)
    return LAYER_MOUTH_WIDE;
  return openness > 0.2 ? LAYER_MOUTH_HALF : LAYER_MOUTH_REST;
}

DuoPortraitPainter *
duo_portrait_painter_new (DuoPortrait portrait, guint width, guint height, GError **error)
{
  g_autoptr (DuoPortraitPainter) self = g_new0 (DuoPortraitPainter, 1);

  self->portrait = portrait;
  self->width = (int) width;
  self->height = (int) height;
  for (LayerId id = LAYER_ROOM; id < N_LAYERS; id++)
    if (!load_layer (self, id, error))
      return NULL;
  return g_steal_pointer (&self);
}

void
duo_portrait_painter_free (DuoPortraitPainter *self)
{
  for (guint id = 0; id < N_LAYERS; id++)
    for (guint i = 0; i < 3; i++)
      {
        g_free (self->layers[id].planes[i].color);
        g_free (self->layers[id].planes[i].alpha);
      }
  g_free (self);
}

void
duo_portrait_painter_paint (DuoPortraitPainter *self, GstVideoFrame *frame, double seconds, double openness)
{
  double unit = self->width / 1280.0, turn = seconds + self->portrait * 2.1;
  int dx = (int) lround (unit * (9 * sin (0.71 * turn) + 5 * sin (1.37 * turn)));
  int dy = (int) lround (unit * (4 * sin (0.93 * turn) + 5 * openness));
  int breath = (int) lround (unit * 3 * sin (1.7 * turn));
  const Layer *layers = self->layers;

  copy_room (&layers[LAYER_ROOM], frame);
  blend (&layers[LAYER_BACK], frame, dx, dy);
  blend (&layers[LAYER_BODY], frame, dx / 3, MAX (0, breath));
  blend (&layers[LAYER_HEAD], frame, dx, dy);
  blend (&layers[is_blinking (self->portrait, seconds) ? LAYER_EYES_SHUT : LAYER_EYES_OPEN], frame, dx, dy);
  blend (&layers[mouth_for (openness)], frame, dx, dy);
}
