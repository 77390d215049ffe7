/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of codes that people compare: no two letters that look alike. */
#define DUO_CODE_ALPHABET "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

/* One field of what is signed or hashed: length-prefixed, so that no two lists of fields have the same bytes. */
void duo_statement_add (GByteArray *statement, gconstpointer data, gsize length);
void duo_statement_add_text (GByteArray *statement, const char *text);

G_END_DECLS
