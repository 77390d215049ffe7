/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-screen.h"

#include <glib/gi18n.h>

#include "duo-video-view.h"

struct _DuoRoomScreen
{
  AdwBin parent_instance;

  DuoVideoView *screen;
  DuoVideoView *camera;
};

G_DEFINE_FINAL_TYPE (DuoRoomScreen, duo_room_screen, ADW_TYPE_BIN)

static void
duo_room_screen_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DUO_TYPE_ROOM_SCREEN);

  G_OBJECT_CLASS (duo_room_screen_parent_class)->dispose (object);
}

static void
duo_room_screen_class_init (DuoRoomScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_room_screen_dispose;

  g_type_ensure (DUO_TYPE_VIDEO_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-room-screen.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoRoomScreen, screen);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomScreen, camera);
}

static void
duo_room_screen_init (DuoRoomScreen *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_label (DuoVideoView *view, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
duo_room_screen_set_name (DuoRoomScreen *self, const char *peer_name)
{
  g_autofree char *screen = g_strdup_printf (_ ("Screen of %s"), peer_name);
  g_autofree char *camera = g_strdup_printf (_ ("Small picture of %s"), peer_name);

  set_label (self->screen, screen);
  set_label (self->camera, camera);
}

void
duo_room_screen_set_feeds (DuoRoomScreen *self, DuoVideoFeed *screen, DuoVideoFeed *camera)
{
  duo_video_view_set_feed (self->screen, screen);
  duo_video_view_set_feed (self->camera, camera);
  gtk_widget_set_visible (GTK_WIDGET (self->camera), camera != NULL);
}
