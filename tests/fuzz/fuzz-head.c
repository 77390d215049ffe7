/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-api-private.h"
#include "duo-live-socket.h"
#include "duo-time-range.h"
#include "duo-token.h"

#include <string.h>

static void
read_tag (const char *text)
{
  gint64 rev = 0;

  if (duo_api_parse_tag (text, &rev))
    g_assert_cmpint (rev, >=, 1);
}

static void
read_bearer (const char *text)
{
  const char *token = duo_token_from_header (text);

  g_assert_true (token == NULL || (token >= text && token <= text + strlen (text)));
}

static void
read_key (const char *text)
{
  g_autofree char *accept = duo_live_socket_dup_accept (text);

  if (accept != NULL)
    g_assert_cmpuint (strlen (accept), ==, 28);
}

/* The second after 9999, the last year that can be written. */
#define END_OF_TIME G_GINT64_CONSTANT (253402300800)

/* What was understood, written and read again, is the same moment; what lies beyond what can be written is its end. */
static void
read_time (const char *text)
{
  gint64 moment = 0, again = 0;
  g_autofree char *written = NULL;

  if (!duo_time_parse (text, &moment))
    return;
  written = duo_time_format (moment);
  g_assert_true (duo_time_parse (written, &again));
  g_assert_cmpint (again, ==, CLAMP (moment, 0, END_OF_TIME - 1));
}

/* The small readers of single values, in headers and in texts. The first byte says which. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static void (*const readers[]) (const char *text) = {read_tag, read_bearer, read_key, read_time};
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data + 1, size - 1) : NULL;

  if (text != NULL)
    readers[(guint8) (data[0] - 'a') % G_N_ELEMENTS (readers)](text);
  return 0;
}
