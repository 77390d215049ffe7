/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-json.h"

/* The negative control: a planted fault that only a variant of the seeds can reach. Feeding it must fail. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  if (size > 2 && data[0] == '[' && data[1] == ']' &&
      !duo_json_check ((const char *) data, size, DUO_MAX_BODY, NULL))
    g_error ("the planted fault was found");
  return 0;
}
