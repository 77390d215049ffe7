/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-ice.h"

#include <string.h>

#define SHA1_BYTES 20
#define SHA256_BYTES 32

#define NAME_BYTES 12
#define NAME_SECONDS (24 * 60 * 60)

static char *
make_password (const char *secret, const char *user)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA1, (const guchar *) secret, strlen (secret));
  guint8 digest[SHA1_BYTES];
  gsize length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) user, strlen (user));
  g_hmac_get_digest (hmac, digest, &length);

  return g_base64_encode (digest, length);
}

/* Keyed as the passwords are, by another hash: none of the two is ever the other. */
static char *
make_name (const char *secret, gint64 now, const char *account)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %s", now / NAME_SECONDS, account);
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret));
  guint8 digest[SHA256_BYTES];
  gsize length = sizeof digest;
  GString *name = g_string_new (NULL);

  g_hmac_update (hmac, (const guchar *) text, strlen (text));
  g_hmac_get_digest (hmac, digest, &length);
  for (guint i = 0; i < NAME_BYTES; i++)
    g_string_append_printf (name, "%02x", digest[i]);

  return g_string_free (name, FALSE);
}

static char *
add_credentials (const DuoConfig *config, const char *server, gint64 now, const char *account)
{
  const char *host = strstr (server, "://") + 3;
  g_autofree char *scheme = g_strndup (server, host - server);
  g_autofree char *name = make_name (config->turn_secret, now, account);
  g_autofree char *user =
      g_strdup_printf ("%" G_GINT64_FORMAT ":%s", now + (gint64) config->turn_seconds, name);
  g_autofree char *password = make_password (config->turn_secret, user);
  g_autofree char *user_part = g_uri_escape_string (user, NULL, FALSE);
  g_autofree char *password_part = g_uri_escape_string (password, NULL, FALSE);

  return g_strdup_printf ("%s%s:%s@%s", scheme, user_part, password_part, host);
}

static gboolean
gets_credentials (const DuoConfig *config, const char *server)
{
  return config->turn_secret && g_str_has_prefix (server, "turn") && strchr (server, '@') == NULL;
}

gint64
duo_ice_get_end (const DuoConfig *config, gint64 now)
{
  for (guint i = 0; config->ice[i]; i++)
    if (gets_credentials (config, config->ice[i]))
      return now + (gint64) config->turn_seconds;

  return 0;
}

char **
duo_ice_make_list (const DuoConfig *config, gint64 now, const char *account)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; config->ice[i]; i++)
    if (gets_credentials (config, config->ice[i]))
      g_strv_builder_take (builder, add_credentials (config, config->ice[i], now, account));
    else
      g_strv_builder_add (builder, config->ice[i]);

  return g_strv_builder_end (builder);
}
