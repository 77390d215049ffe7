/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-config.h"

/* What is taken is within its bounds; what is not is refused in words that name the file. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoConfig) config = duo_config_parse (text, "file.conf", &error);

  g_assert_true ((config == NULL) == (error != NULL));
  if (config == NULL)
    {
      g_assert_true (g_str_has_prefix (error->message, "file.conf: "));
      return 0;
    }
  g_assert_nonnull (config->name);
  g_assert_nonnull (config->data);
  g_assert_true (g_hostname_is_ip_address (config->listen));
  g_assert_cmpuint (config->http.body_bytes, <=, 1024 * 1024);
  g_assert_cmpuint (config->http.header_bytes, >=, 1024);
  g_assert_cmpuint (config->http.header_seconds, >=, 1);
  g_assert_cmpuint (config->hash_threads, <=, 64);
  g_assert_cmpuint (config->live_per_account.per_minute, >=, 1);
  return 0;
}
