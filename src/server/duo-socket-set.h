/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/epoll.h>

G_BEGIN_DECLS

/**
 * DuoSocketSet:
 *
 * An epoll set of our own behind one GSource: a GMainContext that holds thousands of sources is quadratic, whatever
 * polls (DESIGN §3). Level triggered.
 */
typedef struct _DuoSocketSet DuoSocketSet;

typedef void (*DuoSocketFunc) (gpointer item, guint32 events);

/* @func is called with the item of each socket on which something happened. */
DuoSocketSet *duo_socket_set_new (DuoSocketFunc func, GError **error);
void duo_socket_set_free (DuoSocketSet *self);

gboolean duo_socket_set_add (DuoSocketSet *self, int fd, guint32 events, gpointer item);
void duo_socket_set_change (DuoSocketSet *self, int fd, guint32 events, gpointer item);
/* After this @item is not called any more, not even in the round that is under way. */
void duo_socket_set_remove (DuoSocketSet *self, int fd, gpointer item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoSocketSet, duo_socket_set_free)

G_END_DECLS
