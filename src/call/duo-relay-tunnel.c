/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-relay-tunnel.h"

#include <nice/interfaces.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#define CONNECT_SECONDS 10
/* Without descriptors nobody can be let in for a while. */
#define REST_MS 250

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
  DIR *descriptors; /* of this process: open while there is one left to open it with */
  GSocketClient *client;
  guint pending;    /* operations under way; it ends with the last */
  gboolean refused; /* somebody, and said so */
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

/* ── whose end it is ──────────────────────────────────────────────────────────────────────────── */

static gboolean
are_same (const struct sockaddr *one, const struct sockaddr *other)
{
  const struct sockaddr_in *one4 = (const void *) one, *other4 = (const void *) other;
  const struct sockaddr_in6 *one6 = (const void *) one, *other6 = (const void *) other;

  if (one->sa_family != other->sa_family)
    return FALSE;
  if (one->sa_family == AF_INET)
    return one4->sin_port == other4->sin_port && one4->sin_addr.s_addr == other4->sin_addr.s_addr;
  return one->sa_family == AF_INET6 && one6->sin6_port == other6->sin6_port &&
         memcmp (&one6->sin6_addr, &other6->sin6_addr, sizeof one6->sin6_addr) == 0;
}

/* Where each end says that it is, and the other. */
static gboolean
are_ends (int near, int other)
{
  struct sockaddr_storage near_own = {0}, near_peer = {0}, own = {0}, peer = {0};
  socklen_t sizes[] = {sizeof near_own, sizeof near_peer, sizeof own, sizeof peer};

  return getsockname (near, (struct sockaddr *) &near_own, &sizes[0]) == 0 &&
         getpeername (near, (struct sockaddr *) &near_peer, &sizes[1]) == 0 &&
         getsockname (other, (struct sockaddr *) &own, &sizes[2]) == 0 &&
         getpeername (other, (struct sockaddr *) &peer, &sizes[3]) == 0 &&
         are_same ((struct sockaddr *) &near_own, (struct sockaddr *) &peer) &&
         are_same ((struct sockaddr *) &near_peer, (struct sockaddr *) &own);
}

/* TCP says nothing of who is at its other end: but one of our own is among our descriptors. */
static gboolean
is_ours (DuoRelayTunnel *self, GSocketConnection *near)
{
  int own = g_socket_get_fd (g_socket_connection_get_socket (near));
  gboolean found = FALSE;
  guint64 other;

  rewinddir (self->descriptors);
  for (struct dirent *entry = readdir (self->descriptors); entry != NULL && !found;
       entry = readdir (self->descriptors))
    found = g_ascii_string_to_unsigned (entry->d_name, 10, 0, G_MAXINT, &other, NULL) &&
            are_ends (own, (int) other);
  return found;
}

/* ── whoever comes in ─────────────────────────────────────────────────────────────────────────── */

static void accept_next (DuoRelayTunnel *self);

static gboolean
on_rested (gpointer data)
{
  DuoRelayTunnel *self = data;

  self->pending--;
  if (!g_cancellable_is_cancelled (self->cancellable))
    accept_next (self);
  return G_SOURCE_REMOVE;
}

static void
rest (DuoRelayTunnel *self)
{
  g_autoptr (GSource) timer = g_timeout_source_new (REST_MS);
  g_autoptr (GSource) end = g_cancellable_source_new (self->cancellable);

  self->pending++;
  g_source_set_dummy_callback (end);
  g_source_add_child_source (timer, end);
  g_source_set_callback (timer, on_rested, self, NULL);
  g_source_attach (timer, self->context);
}

static void
lead_on (DuoRelayTunnel *self, GSocketConnection *near)
{
  Link *link = g_new0 (Link, 1);

  *link = (Link) {.tunnel = self, .near = near};
  self->pending++;
  g_socket_client_connect_to_host_async (self->client, self->host, self->port, self->cancellable,
                                         connected_cb, link);
}

/* Once is enough to know of it, however often it is tried. */
static void
refuse (DuoRelayTunnel *self)
{
  if (!self->refused)
    g_message ("relay: another program is not let in");
  self->refused = TRUE;
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DuoRelayTunnel *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) near =
      g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, &error);

  self->pending--;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (near == NULL)
    {
      g_info ("relay: nobody can come in: %s", error->message);
      rest (self);
      return;
    }
  if (is_ours (self, near))
    lead_on (self, g_steal_pointer (&near));
  else
    refuse (self);
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

  self->descriptors = opendir ("/proc/self/fd");
  if (self->descriptors == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), "who comes in cannot be told");
      return FALSE;
    }
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
  g_clear_pointer (&self->descriptors, closedir);
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
