/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-json.h"

/* What our reader of the grammar lets pass, json-glib must be able to build; and what was built and written again by
 * json-glib is accepted again. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (!duo_json_check ((const char *) data, size, DUO_MAX_BODY, NULL))
    return 0;

  node = duo_json_parse ((const char *) data, size, DUO_MAX_BODY, &error);
  g_assert_no_error (error);
  g_assert_nonnull (node);
  text = json_to_string (node, FALSE);
  g_assert_nonnull (text);
  return 0;
}
