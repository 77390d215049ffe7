/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-json-writer.h"
#include "duo-json.h"

#include <string.h>

static void
append_escaped (GString *out, guchar c)
{
  static const char letters[] = "btnvfr"; /* of 8 to 13 */

  if (c == '"' || c == '\\')
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, (char) c);
    }
  else if (c >= '\b' && c <= '\r' && c != '\v')
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, letters[c - '\b']);
    }
  else
    g_string_append_printf (out, "\\u%04x", c);
}

static void
append_text (GString *out, const char *text)
{
  const char *plain = text, *at = text;

  g_string_append_c (out, '"');
  for (; *at != '\0'; at++)
    {
      guchar c = (guchar) *at;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      g_string_append_len (out, plain, at - plain);
      append_escaped (out, c);
      plain = at + 1;
    }
  g_string_append_len (out, plain, at - plain);
  g_string_append_c (out, '"');
}

/* What stands before a value; after the value a comma will be due. */
static void
lead (DuoJsonWriter *self, const char *name)
{
  if (self->comma)
    g_string_append_c (self->out, ',');
  if (name != NULL)
    {
      append_text (self->out, name);
      g_string_append_c (self->out, ':');
    }
  self->comma = TRUE;
}

void
duo_json_writer_init (DuoJsonWriter *self, GString *out)
{
  *self = (DuoJsonWriter) {.out = out};
}

void
duo_json_writer_begin_object (DuoJsonWriter *self, const char *name)
{
  lead (self, name);
  g_string_append_c (self->out, '{');
  self->comma = FALSE;
}

void
duo_json_writer_end_object (DuoJsonWriter *self)
{
  g_string_append_c (self->out, '}');
  self->comma = TRUE;
}

void
duo_json_writer_begin_array (DuoJsonWriter *self, const char *name)
{
  lead (self, name);
  g_string_append_c (self->out, '[');
  self->comma = FALSE;
}

void
duo_json_writer_end_array (DuoJsonWriter *self)
{
  g_string_append_c (self->out, ']');
  self->comma = TRUE;
}

void
duo_json_writer_add_string (DuoJsonWriter *self, const char *name, const char *text)
{
  lead (self, name);
  if (text != NULL)
    append_text (self->out, text);
  else
    g_string_append (self->out, "null");
}

void
duo_json_writer_add_int (DuoJsonWriter *self, const char *name, gint64 value)
{
  lead (self, name);
  g_string_append_printf (self->out, "%" G_GINT64_FORMAT, value);
}

void
duo_json_writer_add_boolean (DuoJsonWriter *self, const char *name, gboolean value)
{
  lead (self, name);
  g_string_append (self->out, value ? "true" : "false");
}

void
duo_json_writer_add_time (DuoJsonWriter *self, const char *name, gint64 moment)
{
  g_autofree char *text = duo_time_format (moment);

  duo_json_writer_add_string (self, name, text);
}

void
duo_json_writer_add_strings (DuoJsonWriter *self, const char *name, const char *const *texts)
{
  duo_json_writer_begin_array (self, name);
  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    duo_json_writer_add_string (self, NULL, texts[i]);
  duo_json_writer_end_array (self);
}

void
duo_json_writer_add_ranges (DuoJsonWriter *self, const char *name, const GArray *ranges)
{
  duo_json_writer_begin_array (self, name);
  for (guint i = 0; i < ranges->len; i++)
    {
      DuoTimeRange range = g_array_index (ranges, DuoTimeRange, i);

      duo_json_writer_begin_array (self, NULL);
      duo_json_writer_add_time (self, NULL, range.start);
      duo_json_writer_add_time (self, NULL, range.end);
      duo_json_writer_end_array (self);
    }
  duo_json_writer_end_array (self);
}

void
duo_json_writer_add_bytes (DuoJsonWriter *self, const char *name, GBytes *bytes)
{
  g_autofree char *text = duo_base64url_encode (bytes);

  duo_json_writer_add_string (self, name, text);
}

void
duo_json_writer_add_raw (DuoJsonWriter *self, const char *name, const char *json, gsize length)
{
  lead (self, name);
  g_string_append_len (self->out, json, (gssize) length);
}

void
duo_json_writer_add_optional_string (DuoJsonWriter *self, const char *name, const char *text)
{
  if (text != NULL)
    duo_json_writer_add_string (self, name, text);
}

void
duo_json_writer_add_optional_time (DuoJsonWriter *self, const char *name, gint64 moment)
{
  if (moment != 0)
    duo_json_writer_add_time (self, name, moment);
}
