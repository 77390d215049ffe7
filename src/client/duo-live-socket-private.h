/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-http-private.h"
#include "duo-live.h"

G_BEGIN_DECLS

typedef enum
{
  DUO_LIVE_STOPPED,
  DUO_LIVE_CONNECTING,
  DUO_LIVE_UP,
  DUO_LIVE_WAITING, /* for the next try */
  DUO_LIVE_N_STATES,
} DuoLiveState;

/**
 * DuoLivePatience:
 * @first_retry: milliseconds before the first new try; doubled with each, up to @last_retry
 * @last_retry: milliseconds
 * @ping: milliseconds of silence after which we ask whether anybody is there
 * @pong: milliseconds in which something has to come then
 * @look: the same where there is a reason to doubt: the network changed, or somebody asks
 *
 * Whatever happens to the network, a dead connection is noticed within @ping + @pong.
 */
typedef struct
{
  guint first_retry;
  guint last_retry;
  guint ping;
  guint pong;
  guint look;
} DuoLivePatience;

#define DUO_TYPE_LIVE_SOCKET (duo_live_socket_get_type ())
G_DECLARE_FINAL_TYPE (DuoLiveSocket, duo_live_socket, DUO, LIVE_SOCKET, GObject)

/**
 * DuoLiveSocket:
 *
 * The one WebSocket to the service, opened again and again while it is wanted: with backoff and jitter, so that a
 * restarted service is not overrun, and with a pong timer of its own, because a dead network says nothing. Signals:
 *
 *  - `opened ()`
 *  - `message (const DuoLiveMessage *message)`
 *  - `lost (GError *error)`: it is down or could not be opened; another try follows by itself
 *  - `refused (GError *error)`: the token is no longer good; no other try follows
 */
DuoLiveSocket *duo_live_socket_new (DuoHttp *http);
void duo_live_socket_set_patience (DuoLiveSocket *self, const DuoLivePatience *patience);
void duo_live_socket_start (DuoLiveSocket *self);
void duo_live_socket_stop (DuoLiveSocket *self);
/* Tries now instead of waiting for the next attempt; one that seems to be up is asked, and lost where it says nothing. */
void duo_live_socket_hurry (DuoLiveSocket *self);
/* FALSE where it is not up; nothing is kept for later. */
gboolean duo_live_socket_send (DuoLiveSocket *self, const DuoLiveMessage *message);
/* It is up but of no use because of @error: closes it and tries again later. */
void duo_live_socket_give_up (DuoLiveSocket *self, const GError *error);
DuoLiveState duo_live_socket_get_state (DuoLiveSocket *self);

G_END_DECLS
