/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* In the order in which they are wanted: what has less of TCP in it is quicker. */
typedef enum
{
  DUO_ICE_STUN,
  DUO_ICE_TURN_UDP,
  DUO_ICE_TURN_TCP,
  DUO_ICE_TURN_TLS,
} DuoIceKind;

/**
 * DuoIceServer:
 * @host: name or address, without brackets
 * @user: (nullable): NULL for STUN
 * @password: (nullable): erased when it is freed
 *
 * One way to one server.
 */
typedef struct
{
  DuoIceKind kind;
  char *host;
  guint16 port;
  char *user;
  char *password;
} DuoIceServer;

void duo_ice_server_free (DuoIceServer *self);

/**
 * duo_ice_servers_read:
 * @uris: (nullable): as in DuoRoomPass: `stun://host:port`, `turn://user:password@host:port`, `turns://…`, where user
 *   and password are percent-encoded; `?transport=udp` or `tcp` (RFC 7065), without it turn:// is both
 *
 * What cannot be read is passed over.
 *
 * Returns: (transfer full) (element-type DuoIceServer): in the order of DuoIceKind
 */
GPtrArray *duo_ice_servers_read (const char *const *uris);

/* Whether there is a TURN server among them; @servers: (element-type DuoIceServer): as they were read */
gboolean duo_ice_servers_include_relay (const GPtrArray *servers);
gboolean duo_ice_servers_have_relay (const char *const *uris);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoIceServer, duo_ice_server_free)

G_END_DECLS
