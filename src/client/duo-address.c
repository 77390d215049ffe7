/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "duo-address-private.h"
#include "duo-client-error.h"
#include "duo-paths.h"

static void
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_ADDRESS, message);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

static GUri *
parse (const char *text, GError **error)
{
  g_autofree char *whole = strstr (text, "://") ? g_strdup (text) : g_strdup_printf ("https://%s", text);
  g_autoptr (GUri) uri = g_uri_parse (whole, G_URI_FLAGS_NONE, NULL);
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  if (!host || *host == '\0' || strpbrk (host, " \t") || g_uri_get_userinfo (uri))
    {
      refuse (error, "This is not the address of a service");
      return NULL;
    }
  if (g_uri_get_query (uri) || g_uri_get_fragment (uri) || strlen (g_uri_get_path (uri)) > 1)
    {
      refuse (error, "An address of a service ends after the host, as in https://chats.example.org");
      return NULL;
    }
  return g_steal_pointer (&uri);
}

static const char *
choose_scheme (const char *text, GUri *uri, GError **error)
{
  gboolean loopback = is_loopback (g_uri_get_host (uri));

  if (!strstr (text, "://"))
    return loopback ? "http" : "https";
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return "https";
  if (g_str_equal (g_uri_get_scheme (uri), "http") && loopback)
    return "http";
  if (g_str_equal (g_uri_get_scheme (uri), "http"))
    refuse (error, "Without encryption only a service on this computer can be used: begin with https://");
  else
    refuse (error, "The address of a service begins with https://");
  return NULL;
}

char *
duo_address_normalize (const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text ? text : ""));
  g_autoptr (GUri) uri = parse (trimmed, error);
  g_autofree char *host = NULL;
  const char *scheme;
  int port;

  if (!uri)
    return NULL;
  scheme = choose_scheme (trimmed, uri, error);
  if (!scheme)
    return NULL;

  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  port = g_uri_get_port (uri);
  if (port == (g_str_equal (scheme, "https") ? 443 : 80))
    port = -1;
  return g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, host, port, "", NULL, NULL);
}

char *
duo_address_dup_live (const char *address)
{
  g_return_val_if_fail (g_str_has_prefix (address, "http"), NULL);
  return g_strconcat ("ws", address + strlen ("http"), duo_path_get_pattern (DUO_PATH_LIVE), NULL);
}
