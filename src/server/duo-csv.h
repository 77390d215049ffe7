/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoCsv:
 *
 * Records of a file as spreadsheets write it (RFC 4180), read strictly and one after the other: UTF-8, with a byte order
 * mark or without, lines that end in LF or CRLF, cells apart by what the first line has them apart: a comma, a semicolon
 * or a tab. A quote stands around a whole cell and is doubled in it. Lines with nothing in them are passed over.
 */
typedef struct _DuoCsv DuoCsv;

/* @text: borrowed as long as this lives */
DuoCsv *duo_csv_new (const char *text, gsize length);
void duo_csv_free (DuoCsv *self);

/**
 * duo_csv_next:
 * @line: (out): on which line the record begins, from 1; also where it is refused
 *
 * Returns: (transfer full) (nullable): its cells; NULL without an error at the end. After an error the next call goes on
 *   with the line after the one that is wrong
 *
 * Errors: DUO_SERVER_ERROR_CONFIG: what is wrong there, and what to do.
 */
char **duo_csv_next (DuoCsv *self, guint *line, GError **error);

/* Adds @cells as a record, with commas and quotes where they are needed. */
void duo_csv_write (GString *text, const char *const *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoCsv, duo_csv_free)

G_END_DECLS
