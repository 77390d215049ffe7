/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-statement.h"

#include <string.h>

void
duo_statement_add (GByteArray *statement, gconstpointer data, gsize length)
{
  guint64 prefix = GUINT64_TO_BE ((guint64) length);

  g_byte_array_append (statement, (const guint8 *) &prefix, sizeof prefix);
  g_byte_array_append (statement, data, (guint) length);
}

void
duo_statement_add_text (GByteArray *statement, const char *text)
{
  duo_statement_add (statement, text, strlen (text));
}
