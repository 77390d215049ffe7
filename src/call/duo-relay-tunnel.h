/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DuoRelayTunnel:
 *
 * TURN over TLS (RFC 8656 §2.1). Found in libnice 0.1.22: what it is told to reach by TLS it reaches by TCP without any,
 * and no certificate is looked at. So TCP of this machine goes in here, and TLS out, to a server whose certificate is
 * good for its name by what the system trusts, through the proxy where there is one.
 *
 *     libnice ─ TCP, loopback ─ tunnel ═ TLS ═ server
 *
 * A thread carries it. libnice comes in once for each address of ours; whoever is not of this process stays outside.
 */
typedef struct _DuoRelayTunnel DuoRelayTunnel;

/* Errors: G_IO_ERROR, where this machine lets nobody listen, or does not say who comes. Nothing is sent before somebody
 * comes in. */
DuoRelayTunnel *duo_relay_tunnel_new (const char *host, guint16 port, GError **error);
/* Ends what goes through and joins the thread. */
void duo_relay_tunnel_free (DuoRelayTunnel *self);

/* Where it begins: address and port of this machine. */
const char *duo_relay_tunnel_get_address (DuoRelayTunnel *self);
guint16 duo_relay_tunnel_get_port (DuoRelayTunnel *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoRelayTunnel, duo_relay_tunnel_free)

G_END_DECLS
