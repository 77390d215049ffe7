/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ftw.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>

#include "real-service.h"

/* The first line says that it listens, and where. */
static JsonNode *
read_ready (GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  JsonNode *node;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  if (!line)
    g_error ("duologued ended before it listened: %s", error ? error->message : "see its messages");
  node = json_from_string (line, &error);
  g_assert_no_error (error);
  return node;
}

static GSubprocess *
start (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
      g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);

  g_assert_no_error (error);
  return process;
}

static char **
dup_strings (JsonObject *object, const char *name)
{
  JsonArray *array = json_object_get_array_member (object, name);
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (strings, json_array_get_string_element (array, i));
  return g_strv_builder_end (strings);
}

static void
take_email (JsonObject *object, const char *id, JsonNode *email, gpointer emails)
{
  g_hash_table_insert (emails, g_strdup (id), g_strdup (json_node_get_string (email)));
}

static char *
dup_daemon (void)
{
  const char *build = g_getenv ("DUO_BUILD");

  g_assert_nonnull (build);
  return g_build_filename (build, "src", "duologued", NULL);
}

RealService *
real_service_new (guint recruiters, guint talents)
{
  RealService *self = g_new0 (RealService, 1);
  g_autofree char *n_recruiters = g_strdup_printf ("%u", recruiters);
  g_autofree char *n_talents = g_strdup_printf ("%u", talents);
  g_autofree char *program = dup_daemon ();
  g_autofree char *data = NULL;
  g_autoptr (JsonNode) ready = NULL;
  JsonObject *object;

  self->directory = g_dir_make_tmp ("duologue-service-XXXXXX", NULL);
  self->clock_file = g_build_filename (self->directory, "clock", NULL);
  data = g_build_filename (self->directory, "data", NULL);
  real_service_move_clock (self, 0);
  self->process = start ((const char *const[]) {program, "demo", "--port", "0", "--directory", data,
                                                "--recruiters", n_recruiters, "--talents", n_talents,
                                                "--clock-offset-file", self->clock_file, NULL});
  ready = read_ready (self->process);
  object = json_node_get_object (ready);
  self->address = g_strdup (json_object_get_string_member (object, "address"));
  self->port = g_ascii_strtoull (strrchr (self->address, ':') + 1, NULL, 10);
  self->password = g_strdup (json_object_get_string_member (object, "password"));
  self->event = g_strdup (json_object_get_string_member (object, "event"));
  self->talents = dup_strings (object, "talents");
  self->recruiters = dup_strings (object, "recruiters");
  self->emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  json_object_foreach_member (json_object_get_object_member (object, "people"), take_email, self->emails);
  return self;
}

static int
remove_cb (const char *path, const struct stat *status, int type, struct FTW *walk)
{
  return g_remove (path);
}

void
real_service_free (RealService *self)
{
  if (self->process)
    {
      g_subprocess_send_signal (self->process, SIGCONT);
      g_subprocess_send_signal (self->process, SIGTERM);
      g_subprocess_wait (self->process, NULL, NULL);
      g_clear_object (&self->process);
    }
  nftw (self->directory, remove_cb, 8, FTW_DEPTH | FTW_PHYS);
  g_free (self->directory);
  g_free (self->clock_file);
  g_free (self->address);
  g_free (self->password);
  g_free (self->event);
  g_strfreev (self->talents);
  g_strfreev (self->recruiters);
  g_hash_table_unref (self->emails);
  g_free (self);
}

void
real_service_kill (RealService *self)
{
  g_subprocess_send_signal (self->process, SIGKILL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

void
real_service_restart (RealService *self)
{
  g_autofree char *data = g_build_filename (self->directory, "data", NULL);
  g_autofree char *program = dup_daemon ();
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_autoptr (JsonNode) ready = NULL;

  self->process = start ((const char *const[]) {program, "serve", "--data", data, "--port", port,
                                                "--clock-offset-file", self->clock_file, NULL});
  ready = read_ready (self->process);
}

void
real_service_freeze (RealService *self, gboolean frozen)
{
  pid_t pid = (pid_t) g_ascii_strtoll (g_subprocess_get_identifier (self->process), NULL, 10);

  /* Not g_subprocess_send_signal(), which leaves it to another thread: who asks now might still be answered. */
  g_assert_cmpint (kill (pid, frozen ? SIGSTOP : SIGCONT), ==, 0);
}

void
real_service_move_clock (RealService *self, gint64 seconds)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);

  g_assert_true (g_file_set_contents (self->clock_file, text, -1, NULL));
}
