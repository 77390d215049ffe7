/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-video-paintable.h"

#include <gst/video/video.h>

struct _DuoVideoPaintable
{
  GObject parent_instance;

  DuoVideoFeed *feed;
  GdkPaintable *surface; /* (nullable): where the feed has one, it has no samples */
  GdkPaintable *still;   /* (nullable): of the surface before, until this one has something to show */
  GdkTexture *texture;
  gboolean stale; /* a frame came since the texture was made */
};

enum
{
  PROP_FEED = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void paintable_iface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DuoVideoPaintable,
                               duo_video_paintable,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_iface_init))

static void
unmap_frame (gpointer data)
{
  GstVideoFrame *frame = data;

  gst_video_frame_unmap (frame);
  g_free (frame);
}

static gboolean
read_format (const GstVideoInfo *info, GdkMemoryFormat *format)
{
  if (GST_VIDEO_INFO_FORMAT (info) == GST_VIDEO_FORMAT_BGRA)
    *format = GDK_MEMORY_B8G8R8A8_PREMULTIPLIED;
  else if (GST_VIDEO_INFO_FORMAT (info) == GST_VIDEO_FORMAT_BGRx)
    *format = GDK_MEMORY_B8G8R8X8;
  else
    return FALSE;

  return TRUE;
}

static GdkTexture *
wrap_frame (GstVideoFrame *frame, GdkMemoryFormat format)
{
  g_autoptr (GdkMemoryTextureBuilder) builder = gdk_memory_texture_builder_new ();
  gsize stride = (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);
  gsize size = stride * (gsize) GST_VIDEO_FRAME_HEIGHT (frame);
  g_autoptr (GBytes) bytes = NULL;

  gdk_memory_texture_builder_set_width (builder, GST_VIDEO_FRAME_WIDTH (frame));
  gdk_memory_texture_builder_set_height (builder, GST_VIDEO_FRAME_HEIGHT (frame));
  gdk_memory_texture_builder_set_format (builder, format);
  gdk_memory_texture_builder_set_stride (builder, stride);
  bytes = g_bytes_new_with_free_func (GST_VIDEO_FRAME_PLANE_DATA (frame, 0), size, unmap_frame, frame);
  gdk_memory_texture_builder_set_bytes (builder, bytes);

  return gdk_memory_texture_builder_build (builder);
}

static void
refresh_texture (DuoVideoPaintable *self)
{
  g_autoptr (GstSample) sample = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  if (!self->stale || self->feed == NULL)
    return;

  self->stale = FALSE;
  sample = duo_video_feed_dup_sample (self->feed);
  texture = sample != NULL ? duo_video_texture_new (sample) : NULL;
  if (texture != NULL)
    g_set_object (&self->texture, texture);
}

static void
on_frame (DuoVideoPaintable *self)
{
  self->stale = TRUE;
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

static int
get_size (DuoVideoPaintable *self, const char *side)
{
  guint size = 0;

  if (self->feed != NULL)
    g_object_get (self->feed, side, &size, NULL);

  return (int) size;
}

static void
on_size (DuoVideoPaintable *self)
{
  if (get_size (self, "width") == 0)
    g_clear_object (&self->still);
  gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
}

static void
on_painted (DuoVideoPaintable *self)
{
  if (gdk_paintable_get_intrinsic_width (self->surface) > 0)
    g_clear_object (&self->still);
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

/* A surface is empty before its first picture, and again once its chain is taken down. */
static void
hold_still (DuoVideoPaintable *self)
{
  graphene_size_t size =
      GRAPHENE_SIZE_INIT ((float) get_size (self, "width"), (float) get_size (self, "height"));
  GtkSnapshot *snapshot;

  if (self->still != NULL || self->surface == NULL || size.width == 0)
    return;

  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (self->surface, snapshot, size.width, size.height);
  self->still = gtk_snapshot_free_to_paintable (snapshot, &size);
}

static void
set_surface (DuoVideoPaintable *self, GdkPaintable *surface)
{
  if (self->surface != NULL)
    g_signal_handlers_disconnect_by_data (self->surface, self);
  g_set_object (&self->surface, surface);
  if (surface != NULL)
    g_signal_connect_swapped (surface, "invalidate-contents", G_CALLBACK (on_painted), self);
}

static void
follow_surface (DuoVideoPaintable *self)
{
  GObject *surface = duo_video_feed_get_surface (self->feed);

  hold_still (self);
  set_surface (self, GDK_IS_PAINTABLE (surface) ? GDK_PAINTABLE (surface) : NULL);
}

static void
paintable_snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  DuoVideoPaintable *self = DUO_VIDEO_PAINTABLE (paintable);

  /* What it was fed last is not to be seen any more, though it is there. */
  if (self->surface != NULL && get_size (self, "width") > 0)
    gdk_paintable_snapshot (self->still != NULL ? self->still : self->surface, snapshot, width, height);
  refresh_texture (self);
  if (self->texture != NULL)
    gdk_paintable_snapshot (GDK_PAINTABLE (self->texture), snapshot, width, height);
}

static int
paintable_get_intrinsic_width (GdkPaintable *paintable)
{
  return get_size (DUO_VIDEO_PAINTABLE (paintable), "width");
}

static int
paintable_get_intrinsic_height (GdkPaintable *paintable)
{
  return get_size (DUO_VIDEO_PAINTABLE (paintable), "height");
}

static void
paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = paintable_snapshot;
  iface->get_intrinsic_width = paintable_get_intrinsic_width;
  iface->get_intrinsic_height = paintable_get_intrinsic_height;
}

static void
duo_video_paintable_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoVideoPaintable *self = DUO_VIDEO_PAINTABLE (object);

  if (id == PROP_FEED)
    g_value_set_object (value, self->feed);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
duo_video_paintable_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DuoVideoPaintable *self = DUO_VIDEO_PAINTABLE (object);

  if (id == PROP_FEED)
    duo_video_paintable_set_feed (self, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
drop_feed (DuoVideoPaintable *self)
{
  if (self->feed != NULL)
    g_signal_handlers_disconnect_by_data (self->feed, self);
  g_clear_object (&self->feed);
  set_surface (self, NULL);
  g_clear_object (&self->still);
  g_clear_object (&self->texture);
}

static void
duo_video_paintable_dispose (GObject *object)
{
  drop_feed (DUO_VIDEO_PAINTABLE (object));

  G_OBJECT_CLASS (duo_video_paintable_parent_class)->dispose (object);
}

static void
duo_video_paintable_class_init (DuoVideoPaintableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = duo_video_paintable_dispose;
  object_class->get_property = duo_video_paintable_get_property;
  object_class->set_property = duo_video_paintable_set_property;

  properties[PROP_FEED] =
      g_param_spec_object ("feed", NULL, NULL, DUO_TYPE_VIDEO_FEED,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
duo_video_paintable_init (DuoVideoPaintable *self)
{
}

DuoVideoPaintable *
duo_video_paintable_new (void)
{
  return g_object_new (DUO_TYPE_VIDEO_PAINTABLE, NULL);
}

void
duo_video_paintable_set_feed (DuoVideoPaintable *self, DuoVideoFeed *feed)
{
  if (self->feed == feed)
    return;

  drop_feed (self);
  self->stale = TRUE;
  if (feed != NULL)
    {
      self->feed = g_object_ref (feed);
      follow_surface (self);
      g_signal_connect_swapped (feed, "notify::surface", G_CALLBACK (follow_surface), self);
      g_signal_connect_swapped (feed, "frame", G_CALLBACK (on_frame), self);
      g_signal_connect_swapped (feed, "notify::width", G_CALLBACK (on_size), self);
      g_signal_connect_swapped (feed, "notify::height", G_CALLBACK (on_size), self);
    }
  gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FEED]);
}

DuoVideoFeed *
duo_video_paintable_get_feed (DuoVideoPaintable *self)
{
  return self->feed;
}

GdkTexture *
duo_video_texture_new (GstSample *sample)
{
  GstCaps *caps = gst_sample_get_caps (sample);
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  g_autofree GstVideoFrame *frame = g_new0 (GstVideoFrame, 1);
  GdkMemoryFormat format;
  GstVideoInfo info;

  if (caps == NULL || buffer == NULL || !gst_video_info_from_caps (&info, caps) ||
      !read_format (&info, &format))
    return NULL;
  if (!gst_video_frame_map (frame, &info, buffer, GST_MAP_READ))
    return NULL;

  return wrap_frame (g_steal_pointer (&frame), format);
}
