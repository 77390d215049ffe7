/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plug.h"
#include "pair.h"

#include <json-glib/json-glib.h>

#define PATIENCE 60

struct _Plug
{
  GSubprocess *process;
};

static Plug *
start (const char *what, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_build_filename (g_getenv ("DUO_HARNESS"), "plug", NULL);
  Plug *self = g_new0 (Plug, 1);

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, program, what, name, NULL);
  g_assert_no_error (error);
  return self;
}

Plug *
plug_in (DuoDeviceKind kind, const char *name)
{
  return start (duo_device_kind_get_name (kind), name);
}

Plug *
plug_in_tone (const char *name)
{
  return start ("tone", name);
}

void
plug_hang (Plug *self)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), "hang\n", strlen ("hang\n"), NULL,
                             NULL, &error);
  g_assert_no_error (error);
}

void
plug_pull (Plug *self)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (self->process);
  g_free (self);
}

/* ── what the server has ──────────────────────────────────────────────────────────────────────── */

static JsonParser *
dump (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  JsonParser *parser = json_parser_new ();
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "pw-dump", "-N", NULL);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return parser;
}

/* (nullable): of a node */
static JsonObject *
get_properties (JsonArray *objects, guint i)
{
  JsonObject *object = json_array_get_object_element (objects, i);
  JsonObject *info = json_object_has_member (object, "info") && !json_object_get_null_member (object, "info")
                         ? json_object_get_object_member (object, "info")
                         : NULL;

  if (info == NULL || !g_str_has_suffix (json_object_get_string_member (object, "type"), ":Node"))
    return NULL;
  return json_object_get_object_member (info, "props");
}

/* How many nodes of that class there are, and the first one's number and role. */
typedef struct
{
  guint count;
  gint64 id;
  char *role;
} Streams;

static Streams
find_streams (const char *media_class)
{
  g_autoptr (JsonParser) parser = dump ();
  JsonArray *objects = json_node_get_array (json_parser_get_root (parser));
  Streams streams = {0};

  for (guint i = 0; i < json_array_get_length (objects); i++)
    {
      JsonObject *properties = get_properties (objects, i);
      const char *is =
          properties ? json_object_get_string_member_with_default (properties, "media.class", "") : "";

      if (!g_str_equal (is, media_class) || streams.count++ > 0)
        continue;
      streams.id = json_object_get_int_member (json_array_get_object_element (objects, i), "id");
      streams.role = g_strdup (json_object_get_string_member_with_default (properties, "media.role", NULL));
    }
  return streams;
}

guint
plug_count_streams (const char *media_class)
{
  Streams streams = find_streams (media_class);

  g_free (streams.role);
  return streams.count;
}

char *
plug_dup_role (const char *media_class)
{
  return find_streams (media_class).role;
}

static gboolean
is_gone (gpointer data)
{
  g_autoptr (JsonParser) parser = dump ();
  JsonArray *objects = json_node_get_array (json_parser_get_root (parser));
  gint64 id = *(gint64 *) data;

  for (guint i = 0; i < json_array_get_length (objects); i++)
    if (json_object_get_int_member (json_array_get_object_element (objects, i), "id") == id)
      return FALSE;
  return TRUE;
}

void
plug_kill_stream (const char *media_class)
{
  Streams streams = find_streams (media_class);
  g_autofree char *role = streams.role;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, streams.id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                        "pw-cli", "destroy", id, NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (streams.count, >, 0);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  pair_wait (is_gone, &streams.id, PATIENCE);
}

/* ── what the monitor sees ────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GListModel *devices;
  const char *name;
  gboolean there;
} Look;

static gboolean
is_so (gpointer data)
{
  Look *look = data;
  gboolean found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (look->devices); i++)
    {
      g_autoptr (DuoDevice) device = g_list_model_get_item (look->devices, i);

      found |= g_str_equal (duo_device_get_name (device), look->name);
    }
  return found == look->there;
}

void
plug_wait (DuoDeviceMonitor *monitor, DuoDeviceKind kind, const char *name, gboolean there)
{
  Look look = {duo_device_monitor_get_devices (monitor, kind), name, there};

  pair_wait (is_so, &look, PATIENCE);
}
