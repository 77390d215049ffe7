/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-device-record.h"
#include "duo-signal.h"

G_BEGIN_DECLS

/**
 * DuoPeerHello:
 * @key: (array fixed-size=32): the peer's device key (Ed25519)
 * @nonce: (array fixed-size=32): the peer's fresh join nonce
 * @vouches: what the service has of older devices of the peer's for @key; not checked
 *
 * What `room{joined}` says of the other party (CALL §2).
 */
typedef struct
{
  guint8 key[32];
  guint8 nonce[32];
  DuoVouches vouches;
} DuoPeerHello;

/* Whether it is the same device in the same stay. */
gboolean duo_peer_hello_equal (const DuoPeerHello *self, const DuoPeerHello *other);

#define DUO_TYPE_SIGNALING (duo_signaling_get_type ())
G_DECLARE_INTERFACE (DuoSignaling, duo_signaling, DUO, SIGNALING, GObject)

/**
 * DuoSignaling:
 *
 * One room of one chat, as the call sees it: implemented by client, consumed by call, introduced to each other by
 * app/shell. All of it happens on the main context of the thread that made it. Signals of implementations:
 *
 *  - `peer-joined (const DuoPeerHello *hello)`: emitted again when the peer comes back with a new nonce
 *  - `peer-left ()`
 *  - `received (DuoSignal *signal)`
 *  - `closed (const GError *error)`: the room closed or the place in it was lost for good; nothing follows
 */
struct _DuoSignalingInterface
{
  GTypeInterface parent_iface;

  void (*join) (DuoSignaling *self, GBytes *key, GBytes *nonce);
  void (*leave) (DuoSignaling *self);
  void (*send) (DuoSignaling *self, DuoSignal *signal);
  const char *(*get_chat) (DuoSignaling *self);
};

/* Enter the room with this device's key and a fresh nonce, 32 bytes each; `peer-joined` follows when the peer is there. */
void duo_signaling_join (DuoSignaling *self, GBytes *key, GBytes *nonce);
void duo_signaling_leave (DuoSignaling *self);
void duo_signaling_send (DuoSignaling *self, DuoSignal *signal);
/* The chat's id, part of what is signed. Borrowed. */
const char *duo_signaling_get_chat (DuoSignaling *self);

/* For implementations. */
void duo_signaling_emit_peer_joined (DuoSignaling *self, const DuoPeerHello *hello);
void duo_signaling_emit_peer_left (DuoSignaling *self);
void duo_signaling_emit_received (DuoSignaling *self, DuoSignal *signal);
void duo_signaling_emit_closed (DuoSignaling *self, const GError *error);

G_END_DECLS
