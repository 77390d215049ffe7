/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-candidate.h"

#include <string.h>

#define MAX_NAME 32
#define ADDRESS 4 /* "candidate:1 1 UDP 2015363327 192.0.2.1 …" */

/* RFC 6890 §2.2.2: this network, and what is reserved, with everybody at its end. */
#define IPV4_NOWHERE 0
#define IPV4_RESERVED 240

static gboolean
is_number (const char *text, guint64 least, guint64 most)
{
  return g_ascii_string_to_unsigned (text, 10, least, most, NULL, NULL);
}

static gboolean
is_mapped (const guint8 *bytes)
{
  static const guint8 head[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

  return memcmp (bytes, head, sizeof head) == 0;
}

gboolean
duo_candidate_may_be_at (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_is_any (address) || g_inet_address_get_is_multicast (address))
    return FALSE;
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    return !is_mapped (bytes);
  return bytes[0] != IPV4_NOWHERE && bytes[0] < IPV4_RESERVED;
}

/* A scope is of one machine only, and what has one is no address to GLib, but to libnice. */
static gboolean
leads_somewhere (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return *text != '\0' && strchr (text, '%') == NULL &&
         (address == NULL || duo_candidate_may_be_at (address));
}

/* "candidate:1 1 UDP 2015363327 192.0.2.1 40000 typ host …", without the head */
static gboolean
check_words (char **words)
{
  return g_strv_length (words) >= 8 && *words[0] != '\0' && strlen (words[0]) <= MAX_NAME &&
         is_number (words[1], 1, 1) && g_ascii_strcasecmp (words[2], "UDP") == 0 &&
         is_number (words[3], 0, G_MAXUINT32) && leads_somewhere (words[ADDRESS]) &&
         is_number (words[5], 0, G_MAXUINT16) && g_str_equal (words[6], "typ");
}

gboolean
duo_candidate_check (const char *candidate)
{
  const char *value = g_str_has_prefix (candidate, "a=") ? candidate + strlen ("a=") : candidate;
  g_auto (GStrv) words = NULL;

  if (!g_str_has_prefix (value, "candidate:"))
    return FALSE;
  words = g_strsplit (value + strlen ("candidate:"), " ", -1);
  return check_words (words);
}

gboolean
duo_candidate_has_name (const char *candidate)
{
  g_auto (GStrv) words = g_strsplit (candidate, " ", ADDRESS + 2);

  return g_strv_length (words) > ADDRESS && !g_hostname_is_ip_address (words[ADDRESS]);
}
