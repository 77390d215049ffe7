/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-ice-server.h"

#include <sodium.h>
#include <string.h>

#define PORT 3478
#define TLS_PORT 5349

/* libnice takes eight, and a name may have more than one address. */
#define MAX_SERVERS 6

void
duo_ice_server_free (DuoIceServer *self)
{
  if (self->password != NULL)
    sodium_memzero (self->password, strlen (self->password));
  g_free (self->password);
  g_free (self->user);
  g_free (self->host);
  g_free (self);
}

static void
add (GPtrArray *servers, DuoIceKind kind, GUri *uri)
{
  DuoIceServer *server = g_new0 (DuoIceServer, 1);
  int port = g_uri_get_port (uri);

  server->kind = kind;
  server->host = g_strdup (g_uri_get_host (uri));
  server->port = (guint16) (port > 0 ? port : kind == DUO_ICE_TURN_TLS ? TLS_PORT : PORT);
  server->user = g_strdup (g_uri_get_user (uri));
  server->password = g_strdup (g_uri_get_password (uri));
  g_ptr_array_add (servers, server);
}

/* NULL where it does not say. */
static char *
dup_transport (GUri *uri)
{
  g_autoptr (GHashTable) said = NULL;

  if (g_uri_get_query (uri) == NULL)
    return NULL;
  said = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  return said != NULL ? g_strdup (g_hash_table_lookup (said, "transport")) : NULL;
}

static void
add_relay (GPtrArray *servers, GUri *uri)
{
  g_autofree char *transport = dup_transport (uri);
  gboolean tls = g_str_equal (g_uri_get_scheme (uri), "turns");

  if (g_uri_get_user (uri) == NULL || g_uri_get_password (uri) == NULL)
    return;
  if (tls && g_strcmp0 (transport, "udp") != 0)
    add (servers, DUO_ICE_TURN_TLS, uri);
  if (!tls && g_strcmp0 (transport, "tcp") != 0)
    add (servers, DUO_ICE_TURN_UDP, uri);
  if (!tls && g_strcmp0 (transport, "udp") != 0)
    add (servers, DUO_ICE_TURN_TCP, uri);
}

static void
read_server (GPtrArray *servers, const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_HAS_PASSWORD, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (scheme == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return;
  if (g_str_equal (scheme, "stun"))
    add (servers, DUO_ICE_STUN, uri);
  else if (g_str_equal (scheme, "turn") || g_str_equal (scheme, "turns"))
    add_relay (servers, uri);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const DuoIceServer *one = *(DuoIceServer *const *) a;
  const DuoIceServer *two = *(DuoIceServer *const *) b;

  return (int) one->kind - (int) two->kind;
}

GPtrArray *
duo_ice_servers_read (const char *const *uris)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_ice_server_free);

  for (guint i = 0; uris != NULL && uris[i] != NULL; i++)
    read_server (servers, uris[i]);
  g_ptr_array_sort (servers, compare);
  if (servers->len > MAX_SERVERS)
    g_ptr_array_remove_range (servers, MAX_SERVERS, servers->len - MAX_SERVERS);
  return servers;
}

gboolean
duo_ice_servers_include_relay (const GPtrArray *servers)
{
  const DuoIceServer *last = servers->len > 0 ? g_ptr_array_index (servers, servers->len - 1) : NULL;

  return last != NULL && last->kind != DUO_ICE_STUN;
}

gboolean
duo_ice_servers_have_relay (const char *const *uris)
{
  g_autoptr (GPtrArray) servers = duo_ice_servers_read (uris);

  return duo_ice_servers_include_relay (servers);
}
