/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-remote.h"

#include <glib/gstdio.h>

struct _DuoRemote
{
  int fd;
};

DuoRemote *
duo_remote_new (int fd)
{
  DuoRemote *self = g_atomic_rc_box_new (DuoRemote);

  self->fd = fd;
  return self;
}

DuoRemote *
duo_remote_ref (DuoRemote *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  g_clear_fd (&((DuoRemote *) data)->fd, NULL);
}

void
duo_remote_unref (DuoRemote *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* Found (PipeWire 1.4.2): who has the same number shares the connection. So it stays open under this one, or the next to
 * get the number would have somebody else's. */
void
duo_remote_lend (DuoRemote *self, GstElement *element)
{
  g_object_set (element, "fd", self->fd, NULL);
  g_object_set_data_full (G_OBJECT (element), "duo-remote", duo_remote_ref (self),
                          (GDestroyNotify) duo_remote_unref);
}
