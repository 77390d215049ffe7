/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-video-view.h"

#include <math.h>

#include "duo-video-fit.h"
#include "duo-video-paintable.h"

struct _DuoVideoView
{
  GtkWidget parent_instance;

  DuoVideoPaintable *paintable;
  gboolean mirrored;
  gboolean always_covers;
  gboolean whole;
  double ratio;
  int lower_inset;
  GdkToplevel *toplevel; /* (nullable): not owned, that on which it is mapped */
};

enum
{
  PROP_FEED = 1,
  PROP_MIRRORED,
  PROP_RATIO,
  PROP_ALWAYS_COVERS,
  PROP_WHOLE,
  PROP_LOWER_INSET,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoVideoView, duo_video_view, GTK_TYPE_WIDGET)

static double
get_largest_cut (DuoVideoView *self)
{
  if (self->whole)
    return 0;

  return self->always_covers ? DUO_VIDEO_FIT_ANY_CUT : DUO_VIDEO_FIT_LARGEST_CUT;
}

static graphene_rect_t
get_place (DuoVideoView *self)
{
  GdkPaintable *paintable = GDK_PAINTABLE (self->paintable);
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t place = duo_video_fit (
      gtk_widget_get_width (GTK_WIDGET (self)), height, gdk_paintable_get_intrinsic_width (paintable),
      gdk_paintable_get_intrinsic_height (paintable), get_largest_cut (self));

  return duo_video_raise (place, height, self->lower_inset);
}

static double
get_scale (DuoVideoView *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return surface != NULL ? gdk_surface_get_scale (surface) : 1.0;
}

/* On another workspace, minimized or behind the locked screen: the desktop says so, and nobody looks. */
static gboolean
is_seen (DuoVideoView *self)
{
  GdkToplevelState state = self->toplevel != NULL ? gdk_toplevel_get_state (self->toplevel) : 0;

  return gtk_widget_get_mapped (GTK_WIDGET (self)) &&
         (state & (GDK_TOPLEVEL_STATE_SUSPENDED | GDK_TOPLEVEL_STATE_MINIMIZED)) == 0;
}

static void
update_target (DuoVideoView *self)
{
  DuoVideoFeed *feed = duo_video_paintable_get_feed (self->paintable);
  graphene_rect_t place = get_place (self);
  double scale = get_scale (self);

  if (feed == NULL)
    return;

  if (is_seen (self))
    duo_video_feed_set_target (feed, (guint) ceil (place.size.width * scale),
                               (guint) ceil (place.size.height * scale));
  else
    duo_video_feed_set_target (feed, 0, 0);
}

static void
on_invalidate_contents (DuoVideoView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_invalidate_size (DuoVideoView *self)
{
  update_target (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GtkSizeRequestMode
duo_video_view_get_request_mode (GtkWidget *widget)
{
  return DUO_VIDEO_VIEW (widget)->ratio > 0 ? GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH
                                            : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
duo_video_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  DuoVideoView *self = DUO_VIDEO_VIEW (widget);

  *minimum = *natural = 0;
  if (self->ratio > 0 && orientation == GTK_ORIENTATION_VERTICAL && for_size > 0)
    *minimum = *natural = (int) round (for_size / self->ratio);
}

static void
duo_video_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  update_target (DUO_VIDEO_VIEW (widget));
}

static void
follow_toplevel (DuoVideoView *self)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (GTK_WIDGET (self)));

  if (!GDK_IS_TOPLEVEL (surface))
    return;

  self->toplevel = GDK_TOPLEVEL (surface);
  g_signal_connect_swapped (surface, "notify::state", G_CALLBACK (update_target), self);
}

static void
leave_toplevel (DuoVideoView *self)
{
  if (self->toplevel != NULL)
    g_signal_handlers_disconnect_by_data (self->toplevel, self);
  self->toplevel = NULL;
}

static void
duo_video_view_map (GtkWidget *widget)
{
  DuoVideoView *self = DUO_VIDEO_VIEW (widget);

  GTK_WIDGET_CLASS (duo_video_view_parent_class)->map (widget);
  follow_toplevel (self);
  update_target (self);
}

static void
duo_video_view_unmap (GtkWidget *widget)
{
  DuoVideoView *self = DUO_VIDEO_VIEW (widget);

  GTK_WIDGET_CLASS (duo_video_view_parent_class)->unmap (widget);
  leave_toplevel (self);
  update_target (self);
}

static void
duo_video_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DuoVideoView *self = DUO_VIDEO_VIEW (widget);
  float width = (float) gtk_widget_get_width (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, width, (float) gtk_widget_get_height (widget));
  graphene_rect_t place = get_place (self);

  gtk_snapshot_push_clip (snapshot, &area);
  if (self->mirrored)
    {
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (width, 0));
      gtk_snapshot_scale (snapshot, -1, 1);
    }
  gtk_snapshot_translate (snapshot, &place.origin);
  gdk_paintable_snapshot (GDK_PAINTABLE (self->paintable), snapshot, place.size.width, place.size.height);
  gtk_snapshot_pop (snapshot);
}

static void
duo_video_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoVideoView *self = DUO_VIDEO_VIEW (object);

  switch (id)
    {
    case PROP_FEED:
      g_value_set_object (value, duo_video_paintable_get_feed (self->paintable));
      break;
    case PROP_MIRRORED:
      g_value_set_boolean (value, self->mirrored);
      break;
    case PROP_ALWAYS_COVERS:
      g_value_set_boolean (value, self->always_covers);
      break;
    case PROP_WHOLE:
      g_value_set_boolean (value, self->whole);
      break;
    case PROP_LOWER_INSET:
      g_value_set_int (value, self->lower_inset);
      break;
    case PROP_RATIO:
      g_value_set_double (value, self->ratio);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_mirrored (DuoVideoView *self, gboolean mirrored)
{
  if (self->mirrored == mirrored)
    return;

  self->mirrored = mirrored;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MIRRORED]);
}

static void
set_always_covers (DuoVideoView *self, gboolean always_covers)
{
  if (self->always_covers == always_covers)
    return;

  self->always_covers = always_covers;
  on_invalidate_size (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALWAYS_COVERS]);
}

static void
set_whole (DuoVideoView *self, gboolean whole)
{
  if (self->whole == whole)
    return;

  self->whole = whole;
  on_invalidate_size (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WHOLE]);
}

static void
set_lower_inset (DuoVideoView *self, int inset)
{
  if (self->lower_inset == inset)
    return;

  self->lower_inset = inset;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOWER_INSET]);
}

static void
set_ratio (DuoVideoView *self, double ratio)
{
  if (G_APPROX_VALUE (self->ratio, ratio, 1e-6))
    return;

  self->ratio = ratio;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATIO]);
}

static void
duo_video_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DuoVideoView *self = DUO_VIDEO_VIEW (object);

  switch (id)
    {
    case PROP_FEED:
      duo_video_view_set_feed (self, g_value_get_object (value));
      break;
    case PROP_MIRRORED:
      set_mirrored (self, g_value_get_boolean (value));
      break;
    case PROP_ALWAYS_COVERS:
      set_always_covers (self, g_value_get_boolean (value));
      break;
    case PROP_WHOLE:
      set_whole (self, g_value_get_boolean (value));
      break;
    case PROP_LOWER_INSET:
      set_lower_inset (self, g_value_get_int (value));
      break;
    case PROP_RATIO:
      set_ratio (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_video_view_dispose (GObject *object)
{
  DuoVideoView *self = DUO_VIDEO_VIEW (object);

  if (self->paintable != NULL)
    {
      duo_video_view_set_feed (self, NULL);
      g_signal_handlers_disconnect_by_data (self->paintable, self);
    }
  g_clear_object (&self->paintable);

  G_OBJECT_CLASS (duo_video_view_parent_class)->dispose (object);
}

static void
duo_video_view_class_init (DuoVideoViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = duo_video_view_dispose;
  object_class->get_property = duo_video_view_get_property;
  object_class->set_property = duo_video_view_set_property;

  widget_class->get_request_mode = duo_video_view_get_request_mode;
  widget_class->measure = duo_video_view_measure;
  widget_class->size_allocate = duo_video_view_size_allocate;
  widget_class->map = duo_video_view_map;
  widget_class->unmap = duo_video_view_unmap;
  widget_class->snapshot = duo_video_view_snapshot;

  properties[PROP_FEED] = g_param_spec_object ("feed", NULL, NULL, DUO_TYPE_VIDEO_FEED, flags);
  properties[PROP_MIRRORED] = g_param_spec_boolean ("mirrored", NULL, NULL, FALSE, flags);
  properties[PROP_ALWAYS_COVERS] = g_param_spec_boolean ("always-covers", NULL, NULL, FALSE, flags);
  properties[PROP_WHOLE] = g_param_spec_boolean ("whole", NULL, NULL, FALSE, flags);
  properties[PROP_RATIO] = g_param_spec_double ("ratio", NULL, NULL, 0, 100, 0, flags);
  properties[PROP_LOWER_INSET] = g_param_spec_int ("lower-inset", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "video");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
duo_video_view_init (DuoVideoView *self)
{
  self->paintable = duo_video_paintable_new ();
  g_signal_connect_swapped (self->paintable, "invalidate-contents", G_CALLBACK (on_invalidate_contents),
                            self);
  g_signal_connect_swapped (self->paintable, "invalidate-size", G_CALLBACK (on_invalidate_size), self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

DuoVideoView *
duo_video_view_new (void)
{
  return g_object_new (DUO_TYPE_VIDEO_VIEW, NULL);
}

void
duo_video_view_set_feed (DuoVideoView *self, DuoVideoFeed *feed)
{
  DuoVideoFeed *before = duo_video_paintable_get_feed (self->paintable);

  if (before == feed)
    return;

  if (before != NULL)
    duo_video_feed_set_target (before, 0, 0);
  duo_video_paintable_set_feed (self->paintable, feed);
  update_target (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FEED]);
}
