/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-json.h"
#include "duo-free-text.h"
#include "duo-id.h"

#include <string.h>

#define LONGEST_RANGE (2 * 86400)

static void
append_path (const DuoJson *self, GString *path)
{
  if (self->parent == NULL)
    return;

  append_path (self->parent, path);
  if (self->member == NULL)
    g_string_append_printf (path, "[%u]", self->index);
  else
    g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", self->member);
}

/* Also NULL where what is here is no object, which is then said once. */
static JsonObject *
object_of (const DuoJson *self)
{
  if (self->node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (self->node))
    return json_node_get_object (self->node);
  duo_json_fail (self, "not an object");
  return NULL;
}

static JsonArray *
array_of (const DuoJson *self)
{
  if (self->node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (self->node))
    return json_node_get_array (self->node);
  duo_json_fail (self, "not an array");
  return NULL;
}

static DuoJson
find (const DuoJson *self, const char *member)
{
  JsonObject *object = object_of (self);
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return (DuoJson) {
      .node = node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL,
      .parent = self,
      .member = member,
      .error = self->error,
  };
}

static gboolean
holds (const DuoJson *self, GType type, const char *what)
{
  if (self->node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE (self->node) && json_node_get_value_type (self->node) == type)
    return TRUE;
  duo_json_fail (self, what);
  return FALSE;
}

static char *
as_id (const DuoJson *self)
{
  const char *text = duo_json_as_string (self);

  if (text != NULL && !duo_id_is_valid (text))
    duo_json_fail (self, "not an id");
  return duo_json_failed (self) ? NULL : g_strdup (text);
}

JsonNode *
duo_json_parse (const char *text, gsize length, gsize limit, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local = NULL;

  if (!duo_json_check (text, length, limit, error))
    return NULL;

  parser = json_parser_new_immutable ();
  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, text, (gssize) length, &local))
    {
      g_set_error_literal (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_MALFORMED, local->message);
      return NULL;
    }
  return json_parser_steal_root (parser);
}

DuoJson
duo_json_root (JsonNode *node, GError **error)
{
  return (DuoJson) {.node = node, .error = error};
}

gboolean
duo_json_failed (const DuoJson *self)
{
  return *self->error != NULL;
}

void
duo_json_fail (const DuoJson *self, const char *what)
{
  g_autoptr (GString) path = NULL;

  if (duo_json_failed (self))
    return;

  path = g_string_new (NULL);
  append_path (self, path);
  g_set_error (self->error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_MALFORMED, "%s: %s",
               path->len > 0 ? path->str : "message", what);
}

void
duo_json_fail_member (const DuoJson *self, const char *member, const char *what)
{
  DuoJson place = {.parent = self, .member = member, .error = self->error};

  duo_json_fail (&place, what);
}

gboolean
duo_json_has (const DuoJson *self, const char *member)
{
  return find (self, member).node != NULL;
}

DuoJson
duo_json_get_member (const DuoJson *self, const char *member)
{
  DuoJson place = find (self, member);

  if (place.node == NULL && self->node != NULL)
    duo_json_fail (&place, "missing");
  return place;
}

DuoJson
duo_json_get_object (const DuoJson *self, const char *member)
{
  DuoJson place = duo_json_get_member (self, member);

  if (object_of (&place) == NULL)
    place.node = NULL;
  return place;
}

DuoJson
duo_json_get_array (const DuoJson *self, const char *member)
{
  DuoJson place = find (self, member);

  if (array_of (&place) == NULL)
    place.node = NULL;
  return place;
}

guint
duo_json_get_length (const DuoJson *self)
{
  JsonArray *array = duo_json_failed (self) ? NULL : array_of (self);

  return array != NULL ? json_array_get_length (array) : 0;
}

DuoJson
duo_json_get_element (const DuoJson *self, guint index)
{
  DuoJson place = {.parent = self, .index = index, .error = self->error};
  JsonArray *array = array_of (self);

  if (array != NULL && index < json_array_get_length (array))
    place.node = json_array_get_element (array, index);
  else
    duo_json_fail (&place, "missing");
  return place;
}

const char *
duo_json_as_string (const DuoJson *self)
{
  return holds (self, G_TYPE_STRING, "not a text") ? json_node_get_string (self->node) : NULL;
}

gint64
duo_json_as_int (const DuoJson *self, gint64 min, gint64 max)
{
  gint64 value;

  if (!holds (self, G_TYPE_INT64, "not an integer"))
    return MAX (min, 0);
  value = json_node_get_int (self->node);
  if (value < min || value > max)
    duo_json_fail (self, "out of range");
  return CLAMP (value, min, max);
}

gint64
duo_json_as_time (const DuoJson *self)
{
  const char *text = duo_json_as_string (self);
  gint64 moment = 0;

  if (text != NULL && !duo_time_parse (text, &moment))
    duo_json_fail (self, "not a time as RFC 3339 writes it");
  if (moment < 0)
    duo_json_fail (self, "before 1970");
  return MAX (moment, 0);
}

gboolean
duo_json_as_boolean (const DuoJson *self)
{
  return holds (self, G_TYPE_BOOLEAN, "neither true nor false") && json_node_get_boolean (self->node);
}

const char *
duo_json_get_string (const DuoJson *self, const char *member)
{
  DuoJson place = duo_json_get_member (self, member);

  return duo_json_as_string (&place);
}

char *
duo_json_dup_string (const DuoJson *self, const char *member)
{
  return g_strdup (duo_json_get_string (self, member));
}

char *
duo_json_dup_id (const DuoJson *self, const char *member)
{
  DuoJson place = duo_json_get_member (self, member);

  return as_id (&place);
}

gint64
duo_json_get_int (const DuoJson *self, const char *member, gint64 min, gint64 max)
{
  DuoJson place = duo_json_get_member (self, member);

  return duo_json_as_int (&place, min, max);
}

gint64
duo_json_get_time (const DuoJson *self, const char *member)
{
  DuoJson place = duo_json_get_member (self, member);

  return duo_json_as_time (&place);
}

gboolean
duo_json_get_boolean (const DuoJson *self, const char *member)
{
  DuoJson place = duo_json_get_member (self, member);

  return duo_json_as_boolean (&place);
}

GBytes *
duo_json_dup_bytes (const DuoJson *self, const char *member, gsize size)
{
  const char *text = duo_json_get_string (self, member);
  g_autoptr (GBytes) bytes = text != NULL ? duo_base64url_decode (text) : NULL;

  if (text == NULL)
    return NULL;
  if (bytes == NULL)
    duo_json_fail_member (self, member, "not base64url");
  else if (size != 0 && g_bytes_get_size (bytes) != size)
    duo_json_fail_member (self, member, "not as many bytes as it has to be");
  return duo_json_failed (self) ? NULL : g_steal_pointer (&bytes);
}

char *
duo_json_dup_optional_string (const DuoJson *self, const char *member)
{
  DuoJson place = find (self, member);

  return g_strdup (duo_json_as_string (&place));
}

char *
duo_json_dup_optional_text (const DuoJson *self, const char *member, glong max)
{
  g_autofree char *text = duo_json_dup_optional_string (self, member);
  char *written = text != NULL && !duo_json_failed (self) ? duo_free_text_dup_written (text, max) : NULL;

  if (text != NULL && written == NULL && !duo_json_failed (self))
    duo_json_fail_member (self, member, "too long");
  return written;
}

char *
duo_json_dup_optional_id (const DuoJson *self, const char *member)
{
  DuoJson place = find (self, member);

  return as_id (&place);
}

gint64
duo_json_get_optional_int (const DuoJson *self, const char *member, gint64 min, gint64 max, gint64 fallback)
{
  DuoJson place = find (self, member);

  return place.node != NULL ? duo_json_as_int (&place, min, max) : fallback;
}

gint64
duo_json_get_optional_time (const DuoJson *self, const char *member)
{
  DuoJson place = find (self, member);

  return duo_json_as_time (&place);
}

gboolean
duo_json_get_optional_boolean (const DuoJson *self, const char *member, gboolean fallback)
{
  DuoJson place = find (self, member);

  return place.node != NULL ? duo_json_as_boolean (&place) : fallback;
}

char **
duo_json_dup_strings (const DuoJson *self, const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  DuoJson array = duo_json_get_array (self, member);
  guint length = duo_json_get_length (&array);

  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&array, i);
      const char *text = duo_json_as_string (&element);

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/* 0 means that there is no time; and a range of years would cost whoever walks through its ticks. */
static gboolean
is_sound (DuoTimeRange range)
{
  return duo_time_range_is_valid (range) && range.start > 0 && range.end - range.start <= LONGEST_RANGE;
}

DuoTimeRange
duo_json_get_optional_range (const DuoJson *self)
{
  DuoTimeRange range = {0, 0};

  if (!duo_json_has (self, "start") && !duo_json_has (self, "end"))
    return range;
  range.start = duo_json_get_time (self, "start");
  range.end = duo_json_get_time (self, "end");
  if (!is_sound (range))
    duo_json_fail_member (self, "start", "does not begin an interval of whole five minutes");
  return range;
}

DuoTimeRange
duo_json_as_range (const DuoJson *self)
{
  DuoJson start = duo_json_get_element (self, 0), end = duo_json_get_element (self, 1);
  DuoTimeRange range = {duo_json_as_time (&start), duo_json_as_time (&end)};

  if (!is_sound (range))
    duo_json_fail (self, "not an interval of whole five minutes");
  return range;
}

GArray *
duo_json_dup_optional_ranges (const DuoJson *self, const char *member, guint most)
{
  DuoJson array = duo_json_get_array (self, member);
  guint length = duo_json_get_length (&array);
  GArray *ranges;

  if (array.node == NULL)
    return NULL;
  if (length > most)
    duo_json_fail_member (self, member, "too many");
  ranges = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));
  for (guint i = 0; i < MIN (length, most); i++)
    {
      DuoJson element = duo_json_get_element (&array, i);
      DuoTimeRange range = duo_json_as_range (&element);

      g_array_append_val (ranges, range);
    }
  return ranges;
}

GBytes *
duo_base64url_decode (const char *text)
{
  g_autofree char *padded = NULL;
  g_autofree guchar *data = NULL;
  gsize size, length = strlen (text);

  if (strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != length ||
      length % 4 == 1)
    return NULL;

  padded = g_strconcat (text, length % 4 == 2 ? "==" : length % 4 == 3 ? "=" : "", NULL);
  g_strdelimit (g_strdelimit (padded, "-", '+'), "_", '/');
  data = g_base64_decode (padded, &size);
  return g_bytes_new_take (g_steal_pointer (&data), size);
}

char *
duo_base64url_encode (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  char *text = size > 0 ? g_base64_encode (data, size) : g_strdup ("");

  text[strcspn (text, "=")] = '\0';
  return g_strdelimit (g_strdelimit (text, "+", '-'), "/", '_');
}
