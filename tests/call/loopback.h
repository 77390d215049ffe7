/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-signaling.h"
#include "duo-signer.h"

G_BEGIN_DECLS

/* Two ends of one room in one process, in the place of the service: what one sends the other gets as text, from the
 * main loop, never within the call. */
#define LOOPBACK_TYPE_ROOM (loopback_room_get_type ())
G_DECLARE_FINAL_TYPE (LoopbackRoom, loopback_room, LOOPBACK, ROOM, GObject)

void loopback_room_new_pair (LoopbackRoom **one, LoopbackRoom **two);

/* What stands between the two: gets each text that this end sends; returns what arrives (transfer full), or NULL. */
typedef char *(*LoopbackTamper) (DuoSignal *signal, gpointer data);
void loopback_room_set_tamper (LoopbackRoom *self, LoopbackTamper tamper, gpointer data);

/* As if the other end had sent it. */
void loopback_room_inject (LoopbackRoom *self, DuoSignal *signal);
/* The last message of this kind that this end has sent. Borrowed, nullable. */
DuoSignal *loopback_room_get_sent (LoopbackRoom *self, DuoSignalKind kind);
/* As if the service were away: neither end hears of the other again. */
void loopback_room_cut (LoopbackRoom *self);
/* The same for a while: what is said meanwhile waits, as DuoRoomSignaling has it wait. */
void loopback_room_set_away (LoopbackRoom *self, gboolean away);
/* As if the service had lost sight of this end: the other one is told that it left, until it joins again. */
void loopback_room_lose (LoopbackRoom *self);
/* Before this end joins: the other is told that it is somebody else. */
void loopback_room_pretend (LoopbackRoom *self, const DuoPeerHello *hello);
/* Before this end joins: what its older devices say for its key. */
void loopback_room_set_vouches (LoopbackRoom *self, const DuoVouches *vouches);
/* What this end said of itself when it joined, and the other. */
const DuoPeerHello *loopback_room_get_hello (LoopbackRoom *self);
const DuoPeerHello *loopback_room_get_peer (LoopbackRoom *self);

/* A device key that lives for a test. */
#define LOOPBACK_TYPE_SIGNER (loopback_signer_get_type ())
G_DECLARE_FINAL_TYPE (LoopbackSigner, loopback_signer, LOOPBACK, SIGNER, GObject)

DuoSigner *loopback_signer_new (void);
/* Says that it is @other, whose secret it does not have. */
DuoSigner *loopback_signer_new_pretender (DuoSigner *other);

G_END_DECLS
