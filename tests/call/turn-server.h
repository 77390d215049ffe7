/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  TURN_UDP = 1 << 0,
  TURN_TCP = 1 << 1,
  TURN_TLS = 1 << 2,
} TurnWays;

/**
 * TurnServer:
 *
 * A coturn on this machine that relays there, too, as only a test's may. What it has for TLS is a certificate of its
 * own making for its address.
 */
typedef struct _TurnServer TurnServer;

/* Open for @ways alone; returns when it is there. */
TurnServer *turn_server_new (TurnWays ways);
void turn_server_free (TurnServer *self);

/* (transfer full): with credentials of somebody whose name has everything in it that stands for something in a URI */
char *turn_server_dup_uri (TurnServer *self, TurnWays way);
guint16 turn_server_get_port (TurnServer *self, TurnWays way);
/* The first of the ports that one for @ways has for those whom it relays. */
#define TURN_PORTS 2000
guint turn_server_get_first (TurnWays ways);
/* (transfer full): a file with its certificate, for whoever is to trust it */
char *turn_server_dup_certificate (TurnServer *self);

/* (transfer full): of this machine, by which what is sent to it comes back */
char *turn_server_find_address (void);
/* One on which nobody listens. */
guint16 turn_server_find_port (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TurnServer, turn_server_free)

G_END_DECLS
