/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-address-private.h"

#include <string.h>

/* An address that was understood is understood as itself; nothing leaves this computer unencrypted. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = duo_address_normalize (text, &error);
  g_autofree char *again = NULL;
  g_autofree char *live = NULL;

  g_assert_true ((address == NULL) == (error != NULL));
  if (address == NULL)
    return 0;
  again = duo_address_normalize (address, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (address, ==, again);
  g_assert_true (g_str_has_prefix (address, "https://") || g_str_has_prefix (address, "http://localhost") ||
                 g_str_has_prefix (address, "http://127.") || g_str_has_prefix (address, "http://["));
  live = duo_address_dup_live (address);
  g_assert_true (g_str_has_prefix (live, "ws"));
  return 0;
}
