/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page.h"

#include <glib/gi18n.h>

struct _DuoRoomPage
{
  AdwNavigationPage parent_instance;

  DuoSession *session;
  DuoChat *chat;
  DuoDeviceMonitor *monitor;
};

G_DEFINE_FINAL_TYPE (DuoRoomPage, duo_room_page, ADW_TYPE_NAVIGATION_PAGE)

static void
duo_room_page_dispose (GObject *object)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->chat);
  g_clear_object (&self->monitor);

  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_ROOM_PAGE);

  G_OBJECT_CLASS (duo_room_page_parent_class)->dispose (object);
}

static void
duo_room_page_class_init (DuoRoomPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = duo_room_page_dispose;

  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/duologue/Duologue/ui/duo-room-page.ui");
}

static void
duo_room_page_init (DuoRoomPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
duo_room_page_new (DuoSession *session, DuoChat *chat, DuoDeviceMonitor *monitor)
{
  DuoRoomPage *self = g_object_new (DUO_TYPE_ROOM_PAGE, NULL);

  self->session = g_object_ref (session);
  self->chat = g_object_ref (chat);
  self->monitor = g_object_ref (monitor);

  return ADW_NAVIGATION_PAGE (self);
}
