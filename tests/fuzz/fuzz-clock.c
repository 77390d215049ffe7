/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-clock-file.h"

/* Whatever is in the file, the clock goes no further than three centuries. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  gint64 offset_us = 5;

  if (duo_clock_file_parse (text, &offset_us))
    g_assert_true (ABS (offset_us) <= G_GINT64_CONSTANT (10000000000) * G_USEC_PER_SEC);
  else
    g_assert_cmpint (offset_us, ==, 5);
  return 0;
}
