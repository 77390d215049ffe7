/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-relay-tunnel.h"

#include <nice/interfaces.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#define CONNECT_SECONDS 10

struct _DuoRelayTunnel
{
  char *host;
  guint16 port;
  char *address;
  guint16 local_port;
  GCancellable *cancellable;
  GThread *thread;

  /* The thread's. */
  GMainContext *context;
  GSocketListener *listener;
  GSocketClient *client;
  guint pending; /* operations under way; it ends with the last */
};

/* One connection from end to end. */
typedef struct
{
  DuoRelayTunnel *tunnel;
  GSocketConnection *near;
  GSocketConnection *far; /* (nullable): until it is there */
  guint ways;             /* that are open, of two */
} Link;

/* ── one connection ───────────────────────────────────────────────────────────────────────────── */

static void
free_link (Link *link)
{
  link->tunnel->pending--;
  g_object_unref (link->near);
  g_clear_object (&link->far);
  g_free (link);
}

static void
shut (GSocketConnection *connection)
{
  g_socket_shutdown (g_socket_connection_get_socket (connection), TRUE, TRUE, NULL);
}

/* Where one way has ended nothing good comes by the other. */
static void
spliced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Link *link = data;
  g_autoptr (GError) error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    g_debug ("relay: a way ended: %s", error->message);
  link->ways--;
  shut (link->near);
  shut (link->far);
  if (link->ways == 0)
    free_link (link);
}

static void
splice (Link *link, GSocketConnection *from, GSocketConnection *to)
{
  link->ways++;
  g_output_stream_splice_async (
      g_io_stream_get_output_stream (G_IO_STREAM (to)), g_io_stream_get_input_stream (G_IO_STREAM (from)),
      G_OUTPUT_STREAM_SPLICE_NONE, G_PRIORITY_DEFAULT, link->tunnel->cancellable, spliced_cb, link);
}

/* A packet is not to wait for the next one. */
static void
hurry (GSocketConnection *connection)
{
  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Link *link = data;
  g_autoptr (GError) error = NULL;

  link->far = g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (source), result, &error);
  if (link->far == NULL)
    {
      g_info ("relay: %s is not reached by TLS: %s", link->tunnel->host, error->message);
      free_link (link);
      return;
    }
  g_socket_set_timeout (g_socket_connection_get_socket (link->far), 0);
  hurry (link->near);
  hurry (link->far);
  splice (link, link->near, link->far);
  splice (link, link->far, link->near);
}

/* ── whoever comes in ─────────────────────────────────────────────────────────────────────────── */

static void accept_next (DuoRelayTunnel *self);

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DuoRelayTunnel *self = data;
  g_autoptr (GError) error = NULL;
  GSocketConnection *near =
      g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, &error);
  Link *link;

  self->pending--;
  if (near == NULL)
    {
      g_debug ("relay: nobody comes in any more: %s", error->message);
      return;
    }
  link = g_new0 (Link, 1);
  *link = (Link) {.tunnel = self, .near = near};
  self->pending++;
  g_socket_client_connect_to_host_async (self->client, self->host, self->port, self->cancellable,
                                         connected_cb, link);
  accept_next (self);
}

static void
accept_next (DuoRelayTunnel *self)
{
  self->pending++;
  g_socket_listener_accept_async (self->listener, self->cancellable, accepted_cb, self);
}

static gpointer
carry (gpointer data)
{
  DuoRelayTunnel *self = data;

  g_main_context_push_thread_default (self->context);
  self->client = g_socket_client_new ();
  g_socket_client_set_tls (self->client, TRUE);
  g_socket_client_set_timeout (self->client, CONNECT_SECONDS);
  accept_next (self);
  while (self->pending > 0)
    g_main_context_iteration (self->context, TRUE);
  g_clear_object (&self->client);
  g_clear_object (&self->listener);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* libnice goes to loopback only from an address of the same family. */
static gboolean
has_ipv4 (void)
{
  GList *addresses = nice_interfaces_get_local_ips (FALSE);
  gboolean found = addresses == NULL;

  for (GList *item = addresses; item != NULL; item = item->next)
    found |= strchr (item->data, ':') == NULL;
  g_list_free_full (addresses, g_free);
  return found;
}

static gboolean
listen_near (DuoRelayTunnel *self, GError **error)
{
  GSocketFamily family = has_ipv4 () ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6;
  g_autoptr (GInetAddress) inet = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (inet, 0);
  g_autoptr (GSocketAddress) taken = NULL;

  self->listener = g_socket_listener_new ();
  if (!g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                      NULL, &taken, error))
    return FALSE;
  self->address = g_inet_address_to_string (inet);
  self->local_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (taken));
  return TRUE;
}

DuoRelayTunnel *
duo_relay_tunnel_new (const char *host, guint16 port, GError **error)
{
  g_autoptr (DuoRelayTunnel) self = g_new0 (DuoRelayTunnel, 1);

  self->host = g_strdup (host);
  self->port = port;
  self->context = g_main_context_new ();
  self->cancellable = g_cancellable_new ();
  if (!listen_near (self, error))
    return NULL;
  self->thread = g_thread_new ("relay-tunnel", carry, self);
  return g_steal_pointer (&self);
}

void
duo_relay_tunnel_free (DuoRelayTunnel *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_clear_object (&self->listener);
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
  g_free (self->address);
  g_free (self->host);
  g_free (self);
}

const char *
duo_relay_tunnel_get_address (DuoRelayTunnel *self)
{
  return self->address;
}

guint16
duo_relay_tunnel_get_port (DuoRelayTunnel *self)
{
  return self->local_port;
}
