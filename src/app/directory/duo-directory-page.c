/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-directory-page.h"

struct _DuoDirectoryPage
{
  AdwBreakpointBin parent_instance;

  DuoSession *session;
};

G_DEFINE_FINAL_TYPE (DuoDirectoryPage, duo_directory_page, ADW_TYPE_BREAKPOINT_BIN)

static void
duo_directory_page_dispose (GObject *object)
{
  DuoDirectoryPage *self = DUO_DIRECTORY_PAGE (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_directory_page_parent_class)->dispose (object);
}

static void
duo_directory_page_class_init (DuoDirectoryPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = duo_directory_page_dispose;
}

static void
duo_directory_page_init (DuoDirectoryPage *self)
{
}

GtkWidget *
duo_directory_page_new (DuoSession *session)
{
  DuoDirectoryPage *self = g_object_new (DUO_TYPE_DIRECTORY_PAGE, "width-request", 360, "height-request", 200, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
