/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-wire.h"

G_BEGIN_DECLS

/* Defines @name: reads the whole of a JSON text of at most @limit bytes with @read of duo-wire. NULL with @error set
 * where it is not what it should be. */
#define DUO_DEFINE_READER(Type, name, read)                                                                  \
  static Type *name (const char *text, gsize length, gsize limit, GError **error)                            \
  {                                                                                                          \
    GError *local = NULL;                                                                                    \
    g_autoptr (JsonNode) node = duo_json_parse (text ? text : "", length, limit, &local);                    \
    DuoJson json = duo_json_root (node, &local);                                                             \
    Type *value = node ? read (&json) : NULL;                                                                \
                                                                                                             \
    if (local)                                                                                               \
      g_propagate_error (error, local);                                                                      \
    return value;                                                                                            \
  }

G_END_DECLS
