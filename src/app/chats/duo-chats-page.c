/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-chats-page.h"

struct _DuoChatsPage
{
  AdwBreakpointBin parent_instance;

  DuoSession *session;
};

G_DEFINE_FINAL_TYPE (DuoChatsPage, duo_chats_page, ADW_TYPE_BREAKPOINT_BIN)

static void
duo_chats_page_dispose (GObject *object)
{
  DuoChatsPage *self = DUO_CHATS_PAGE (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_chats_page_parent_class)->dispose (object);
}

static void
duo_chats_page_class_init (DuoChatsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = duo_chats_page_dispose;
}

static void
duo_chats_page_init (DuoChatsPage *self)
{
}

GtkWidget *
duo_chats_page_new (DuoSession *session)
{
  DuoChatsPage *self = g_object_new (DUO_TYPE_CHATS_PAGE, "width-request", 360, "height-request", 200, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
