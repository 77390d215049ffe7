/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-socket-set.h"

G_BEGIN_DECLS

/**
 * DuoLiveSocket:
 *
 * One upgraded connection that speaks WebSocket (RFC 6455) through wslay. Owned by whoever made it; it lives until
 * `closed` was called, in which it is to be freed.
 */
typedef struct _DuoLiveSocket DuoLiveSocket;

/* @message: one whole text message, valid UTF-8, nul-terminated. @closed: the last call, nothing can be sent in it. */
typedef struct
{
  void (*message) (DuoLiveSocket *socket, const char *text, gsize length, gpointer data);
  void (*closed) (DuoLiveSocket *socket, gpointer data);
} DuoLiveSocketFuncs;

/* Close codes of RFC 6455 that are ours to send. */
#define DUO_LIVE_CLOSE_GOING_AWAY 1001
#define DUO_LIVE_CLOSE_UNSUPPORTED 1003
#define DUO_LIVE_CLOSE_POLICY 1008

/* What a DuoSocketSet for live sockets is made with. */
void duo_live_socket_on_events (gpointer item, guint32 events);

/* Takes @fd. @early: bytes that came behind the upgrade. */
DuoLiveSocket *duo_live_socket_new (
    DuoSocketSet *set, int fd, GBytes *early, const DuoLiveSocketFuncs *funcs, gpointer data);
void duo_live_socket_free (DuoLiveSocket *self);
/* Handles what came early; to be called once the owner is ready for messages. */
void duo_live_socket_start (DuoLiveSocket *self);

void duo_live_socket_send (DuoLiveSocket *self, const char *text, gsize length);
void duo_live_socket_ping (DuoLiveSocket *self);
/* Says good-bye; `closed` follows when the other side has answered or after duo_live_socket_drop(). */
void duo_live_socket_close (DuoLiveSocket *self, guint code, const char *reason);
/* Ends it without a word; `closed` follows from the main loop. */
void duo_live_socket_drop (DuoLiveSocket *self);

gint64 duo_live_socket_get_heard (DuoLiveSocket *self); /* monotonic: when something last came */
gsize duo_live_socket_get_queued (DuoLiveSocket *self); /* bytes that the other side has yet to take */
gboolean duo_live_socket_is_closing (DuoLiveSocket *self);

/* (nullable): the value of Sec-WebSocket-Accept for a client's key; NULL where the key is none. */
char *duo_live_socket_dup_accept (const char *key);

G_END_DECLS
