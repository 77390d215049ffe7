/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * DuoRelays:
 *
 * By which servers one connection finds its ways, and whether it goes by relays alone: then no address of this machine
 * is in what the peer is told, and nothing that does not come from a relay is answered (RFC 8828 §5.2, mode 4).
 */
typedef struct _DuoRelays DuoRelays;

/* @uris: (nullable): as for duo_ice_servers_read() */
DuoRelays *duo_relays_new (const char *const *uris, gboolean only);
void duo_relays_free (DuoRelays *self);
/**
 * duo_relays_give_back:
 * @self: (transfer full)
 * @ice: what webrtcbin had for its `ice-agent`, when nothing of it runs any more
 *
 * Tells the relays that their ports are free again, on a thread (duo-errand.h): who is not told keeps them for ten
 * minutes, and counts them against whoever had them.
 */
void duo_relays_give_back (DuoRelays *self, GObject *ice);

/**
 * duo_relays_tell:
 *
 * Before @webrtcbin negotiates; it is kept and has to outlive this. Found: of relays with one address libnice keeps the
 * one that answers first, so they are told one kind after the other, UDP, TCP, TLS, as long as none has answered. A
 * server that does not answer keeps nobody waiting who finds another way.
 */
void duo_relays_tell (DuoRelays *self, GstElement *webrtcbin);
/* It asks now: the next kind is told in a moment. */
void duo_relays_begin (DuoRelays *self);
/* All that it asked have answered, or will not: FALSE where none has, and there is nobody else to ask. */
gboolean duo_relays_go_on (DuoRelays *self);
/* For how long, ms, that all have answered or will not may still be said of those before the last. Found: libnice says it
 * where the last is told at that moment, and webrtcbin not again. */
guint duo_relays_get_patience (DuoRelays *self);
/* Whether TCP or TLS has been told by now. */
gboolean duo_relays_are_asking_tcp (DuoRelays *self);
/* It has found @candidate. */
void duo_relays_take_candidate (DuoRelays *self, const char *candidate);
/* (transfer full): what the peer is told of @candidate, an `a=candidate` of webrtcbin */
char *duo_relays_dup_shown (DuoRelays *self, const char *candidate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoRelays, duo_relays_free)

G_END_DECLS
