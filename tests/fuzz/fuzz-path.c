/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-paths.h"

static char *
build (const DuoPathMatch *match)
{
  return match->path == DUO_PATH_VERB ? duo_path_build_verb (match->first, match->verb)
                                      : duo_path_build (match->path, match->first, match->second);
}

/* A path that is one of ours says all that it says: built again it is the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *again = NULL;
  DuoPathMatch match;

  if (!duo_path_match (text, &match))
    return 0;
  again = build (&match);
  g_assert_cmpstr (again, ==, text);
  return 0;
}
