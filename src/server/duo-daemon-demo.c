/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-daemon-private.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "duo-demo-fill.h"
#include "duo-json-writer.h"
#include "duo-password.h"
#include "duo-server-error.h"

typedef struct
{
  DuoRunner *runner;
  char *password;
  guint stdin_id;
} Demo;

static void
say_people (DuoJsonWriter *writer, char **ids, char **emails)
{
  for (gsize i = 0; ids[i] != NULL; i++)
    duo_json_writer_add_string (writer, ids[i], emails[i]);
}

/* What anybody who starts the demo waits for. */
static void
say_ready (Demo *self, const DuoDemoResult *result)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, text);
  duo_json_writer_begin_object (&writer, NULL);
  duo_json_writer_add_string (&writer, "address", duo_service_get_address (self->runner->service));
  duo_json_writer_add_string (&writer, "password", self->password);
  duo_json_writer_add_string (&writer, "event", result->event);
  duo_json_writer_add_strings (&writer, "talents", (const char *const *) result->talents);
  duo_json_writer_add_strings (&writer, "recruiters", (const char *const *) result->recruiters);
  duo_json_writer_add_string (&writer, "organizer", result->organizer);
  duo_json_writer_begin_object (&writer, "people");
  say_people (&writer, result->talent_ids, result->talents);
  say_people (&writer, result->recruiter_ids, result->recruiters);
  duo_json_writer_end_object (&writer);
  duo_json_writer_end_object (&writer);
  g_print ("%s\n", text->str);
  fflush (stdout);
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  Demo *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoDemoResult) made = duo_demo_fill_finish (DUO_STORE (source), result, &error);

  if (made && duo_runner_listen (self->runner, &error))
    {
      say_ready (self, made);
      return;
    }
  self->runner->status = duo_daemon_fail (error);
  g_main_loop_quit (self->runner->loop);
}

static gboolean
on_stdin (int fd, GIOCondition condition, gpointer data)
{
  Demo *self = data;
  char buffer[512];
  gssize got = read (fd, buffer, sizeof buffer);

  if (got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR)))
    return G_SOURCE_CONTINUE;
  self->stdin_id = 0;
  duo_runner_end (self->runner);

  return G_SOURCE_REMOVE;
}

/* ── its directory ─────────────────────────────────────────────────────────────────────────── */

static void
remove_directory (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory && (name = g_dir_read_name (directory)))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_unlink (file) != 0)
        g_message ("%s: %s", file, g_strerror (errno));
    }
  if (g_rmdir (path) != 0)
    g_message ("%s: %s", path, g_strerror (errno));
}

static gboolean
prepare_directory (char **directory, gboolean *temporary, GError **error)
{
  g_autofree char *database = NULL;

  *temporary = *directory == NULL;
  if (*temporary)
    {
      *directory = g_dir_make_tmp ("duologue-demo-XXXXXX", error);
      return *directory != NULL;
    }
  database = g_build_filename (*directory, DUO_DATABASE_NAME, NULL);
  if (!g_file_test (database, G_FILE_TEST_EXISTS))
    return duo_daemon_make_directory (*directory, error);
  g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
               "%s is there already. Name an empty directory, or type: duologued serve --data %s", database,
               *directory);

  return FALSE;
}

/* Tests come in hundreds from one address. */
static DuoConfig *
make_config (const char *directory, guint16 port)
{
  static const DuoRate generous = {100000, 1000000};
  DuoConfig *config = duo_config_new ();

  g_set_str (&config->data, directory);
  g_set_str (&config->name, "Duologue Demo");
  config->port = port;
  config->drain_seconds = 2;
  config->hash_queue = 8192;
  config->sign_in_per_address = generous;
  config->sign_in_per_account = generous;
  config->sign_in_per_email = generous;

  return config;
}

static int
run (const char *directory, guint16 port, const DuoDemoOptions *options, const char *clock_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoRunner) runner = duo_runner_new (make_config (directory, port), clock_file, &error);
  g_autofree char *password = NULL;
  Demo demo = {runner};

  if (runner == NULL)
    return duo_daemon_fail (error);
  password = duo_password_new ();
  demo.password = password;
  /* A pipe ends with whoever started it; in the background of a terminal, to read would stop it. */
  if (!isatty (STDIN_FILENO))
    demo.stdin_id = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_stdin, &demo);
  duo_demo_fill_async (runner->store, runner->clock, options, password, on_filled, &demo);
  g_main_loop_run (runner->loop);
  g_clear_handle_id (&demo.stdin_id, g_source_remove);

  return runner->status;
}

int
duo_daemon_demo (int argc, char **argv)
{
  g_autofree char *directory = NULL, *clock_file = NULL;
  int port = 0, recruiters = 40, talents = 200, seed = 7;
  gboolean without_chats = FALSE;
  GOptionEntry entries[] = {
      {"port", 'p', 0, G_OPTION_ARG_INT, &port, NULL, NULL},
      {"directory", 'd', 0, G_OPTION_ARG_FILENAME, &directory, NULL, NULL},
      {"recruiters", 0, 0, G_OPTION_ARG_INT, &recruiters, NULL, NULL},
      {"talents", 0, 0, G_OPTION_ARG_INT, &talents, NULL, NULL},
      {"seed", 0, 0, G_OPTION_ARG_INT, &seed, NULL, NULL},
      {"without-chats", 0, 0, G_OPTION_ARG_NONE, &without_chats, NULL, NULL},
      {"clock-offset-file", 0, 0, G_OPTION_ARG_FILENAME, &clock_file, NULL, NULL},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  DuoDemoOptions options;
  gboolean temporary;
  int status;

  if (!duo_daemon_parse (entries, &argc, &argv))
    return 2;
  if (port < 0 || port > G_MAXUINT16 || recruiters < 0 || recruiters > 100000 || talents < 0 ||
      talents > 100000)
    {
      g_printerr ("duologued: a port is at most 65535, recruiters and talents are at most 100000.\n");
      return 2;
    }
  options = (DuoDemoOptions) {recruiters, talents, seed, !without_chats};
  if (!prepare_directory (&directory, &temporary, &error))
    return duo_daemon_fail (error);
  status = run (directory, port, &options, clock_file);
  if (temporary)
    remove_directory (directory);

  return status;
}
