/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-socket-set.h"

#include <errno.h>
#include <unistd.h>

#include "duo-server-error.h"

#define ROUND 256

struct _DuoSocketSet
{
  GSource *source;
  int epoll;
  DuoSocketFunc func;
  struct epoll_event round[ROUND];
  int n_round;
};

typedef struct
{
  GSource parent;
  DuoSocketSet *set;
  gpointer tag;
} DuoSocketSource;

static gboolean
on_check (GSource *source)
{
  return g_source_query_unix_fd (source, ((DuoSocketSource *) source)->tag) != 0;
}

static gboolean
on_dispatch (GSource *source, GSourceFunc func, gpointer data)
{
  DuoSocketSet *self = ((DuoSocketSource *) source)->set;

  self->n_round = epoll_wait (self->epoll, self->round, ROUND, 0);
  for (int i = 0; i < self->n_round; i++)
    if (self->round[i].data.ptr != NULL)
      self->func (self->round[i].data.ptr, self->round[i].events);
  self->n_round = 0;

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = {NULL, on_check, on_dispatch};

DuoSocketSet *
duo_socket_set_new (DuoSocketFunc func, GError **error)
{
  DuoSocketSet *self;
  DuoSocketSource *source;
  int epoll = epoll_create1 (EPOLL_CLOEXEC);

  if (epoll < 0)
    {
      g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_FAILED, "No epoll set could be made: %s",
                   g_strerror (errno));
      return NULL;
    }
  self = g_new0 (DuoSocketSet, 1);
  self->epoll = epoll;
  self->func = func;
  source = (DuoSocketSource *) g_source_new (&source_funcs, sizeof (DuoSocketSource));
  source->set = self;
  source->tag = g_source_add_unix_fd (&source->parent, epoll, G_IO_IN);
  g_source_set_static_name (&source->parent, "duo-sockets");
  g_source_attach (&source->parent, g_main_context_get_thread_default ());
  self->source = &source->parent;

  return self;
}

void
duo_socket_set_free (DuoSocketSet *self)
{
  g_source_destroy (self->source);
  g_source_unref (self->source);
  close (self->epoll);
  g_free (self);
}

gboolean
duo_socket_set_add (DuoSocketSet *self, int fd, guint32 events, gpointer item)
{
  struct epoll_event event = {.events = events, .data.ptr = item};

  return epoll_ctl (self->epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

void
duo_socket_set_change (DuoSocketSet *self, int fd, guint32 events, gpointer item)
{
  struct epoll_event event = {.events = events, .data.ptr = item};

  if (epoll_ctl (self->epoll, EPOLL_CTL_MOD, fd, &event) != 0)
    g_warning ("sockets: %s", g_strerror (errno));
}

void
duo_socket_set_remove (DuoSocketSet *self, int fd, gpointer item)
{
  epoll_ctl (self->epoll, EPOLL_CTL_DEL, fd, NULL);
  for (int i = 0; i < self->n_round; i++)
    if (self->round[i].data.ptr == item)
      self->round[i].data.ptr = NULL;
}
