/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "duo-time-range.h"

G_BEGIN_DECLS

/**
 * DuoJsonWriter:
 * @out: what is written to
 *
 * Writes JSON as a stream, without building anything first. It lives on the stack. In objects every call takes the
 * member's name, in arrays NULL. Texts must be UTF-8.
 */
typedef struct
{
  GString *out;
  gboolean comma;
} DuoJsonWriter;

void duo_json_writer_init (DuoJsonWriter *self, GString *out);
void duo_json_writer_begin_object (DuoJsonWriter *self, const char *name);
void duo_json_writer_end_object (DuoJsonWriter *self);
void duo_json_writer_begin_array (DuoJsonWriter *self, const char *name);
void duo_json_writer_end_array (DuoJsonWriter *self);

/* NULL is written as null. */
void duo_json_writer_add_string (DuoJsonWriter *self, const char *name, const char *text);
void duo_json_writer_add_int (DuoJsonWriter *self, const char *name, gint64 value);
void duo_json_writer_add_boolean (DuoJsonWriter *self, const char *name, gboolean value);
void duo_json_writer_add_time (DuoJsonWriter *self, const char *name, gint64 moment);
/* (nullable) @texts: NULL is an empty array. */
void duo_json_writer_add_strings (DuoJsonWriter *self, const char *name, const char *const *texts);
/* (element-type DuoTimeRange): as an array of [start, end]. */
void duo_json_writer_add_ranges (DuoJsonWriter *self, const char *name, const GArray *ranges);
/* Base64url. */
void duo_json_writer_add_bytes (DuoJsonWriter *self, const char *name, GBytes *bytes);
/* One value that is JSON already. */
void duo_json_writer_add_raw (DuoJsonWriter *self, const char *name, const char *json, gsize length);

/* Nothing is written where there is none: NULL, or 0. */
void duo_json_writer_add_optional_string (DuoJsonWriter *self, const char *name, const char *text);
void duo_json_writer_add_optional_time (DuoJsonWriter *self, const char *name, gint64 moment);

G_END_DECLS
