/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-video-feed.h"

struct _DuoVideoFeed
{
  GObject parent_instance;
};

enum
{
  PROP_WIDTH = 1,
  PROP_HEIGHT,
  PROP_FRAMES,
  N_PROPS
};

enum
{
  FRAME,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DuoVideoFeed, duo_video_feed, G_TYPE_OBJECT)

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
duo_video_feed_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FRAMES)
    g_value_set_uint64 (value, 0);
  else
    g_value_set_uint (value, 0);
}

static void
duo_video_feed_class_init (DuoVideoFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = duo_video_feed_get_property;
  props[PROP_WIDTH] = g_param_spec_uint ("width", NULL, NULL, 0, G_MAXUINT, 0,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_HEIGHT] =
      g_param_spec_uint ("height", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_FRAMES] =
      g_param_spec_uint64 ("frames", NULL, NULL, 0, G_MAXUINT64, 0,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[FRAME] =
      g_signal_new ("frame", DUO_TYPE_VIDEO_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_video_feed_init (DuoVideoFeed *self)
{
}

void
duo_video_feed_set_target (DuoVideoFeed *self, guint width, guint height)
{
  g_return_if_fail (DUO_IS_VIDEO_FEED (self));
}

GstSample *
duo_video_feed_dup_sample (DuoVideoFeed *self)
{
  g_return_val_if_fail (DUO_IS_VIDEO_FEED (self), NULL);
  return NULL;
}

guint64
duo_video_feed_get_frames (DuoVideoFeed *self)
{
  g_return_val_if_fail (DUO_IS_VIDEO_FEED (self), 0);
  return 0;
}
