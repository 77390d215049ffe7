/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-daemon-private.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "duo-server-error.h"

static const char usage[] =
    "duologued VERB [OPTION…]: the service of Duologue\n"
    "\n"
    "  serve          listen and serve; without a configuration on 127.0.0.1, with SQLite in the data "
    "directory\n"
    "    --config FILE              the configuration; “duologued init” writes one\n"
    "    --data DIR                 the directory of the database\n"
    "    --listen IP, --port N      where to listen; port 0 takes a free one\n"
    "    --clock-offset-file FILE   seconds by which to move the clock; watched\n"
    "  init           write a commented configuration and make the data directory\n"
    "    --config FILE, --data DIR\n"
    "  check-config   read a configuration and say what is wrong with it\n"
    "    --config FILE\n"
    "  demo           a made-up event on a free port of 127.0.0.1; says where in one line of JSON, ends with "
    "a "
    "stdin that is no terminal\n"
    "    --port N, --directory DIR, --recruiters N, --talents N, --seed N, --without-chats,\n"
    "    --clock-offset-file FILE\n"
    "  format show    the events, or with EVENT (its id or name) its days and format, as KEY=VALUE\n"
    "    --config FILE, --data DIR\n"
    "  format set EVENT KEY=VALUE…   change them, with the service running or not; it takes them over within "
    "a second\n"
    "    --dry-run                 say what would happen, and change nothing\n"
    "    --keep-touched            leave booked chats that the change touches at their time\n"
    "    --cancel-touched REASON   cancel them, and tell both sides why\n"
    "  help           this text\n"
    "  version        which version this is\n";

int
duo_daemon_fail (const GError *error)
{
  g_printerr ("duologued: %s\n", error->message);

  return g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED) ? 2 : 1;
}

gboolean
duo_daemon_parse (GOptionEntry *entries, const char *what, int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (what);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("duologued: %s. “duologued help” says what there is.\n", error->message);
      return FALSE;
    }
  if (*argc > 1)
    {
      g_printerr ("duologued: “%s” is not expected there. “duologued help” says what there is.\n",
                  (*argv)[1]);
      return FALSE;
    }

  return TRUE;
}

static char *
default_config_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "duologue", "duologued.conf", NULL);
}

/* ── serve ─────────────────────────────────────────────────────────────────────────────────── */

DuoConfig *
duo_daemon_load_config (const char *path, GError **error)
{
  g_autofree char *usual = default_config_path ();

  if (path)
    return duo_config_load (path, error);

  return g_file_test (usual, G_FILE_TEST_EXISTS) ? duo_config_load (usual, error) : duo_config_new ();
}

static int
run_service (DuoRunner *runner)
{
  g_autoptr (GError) error = NULL;

  if (!duo_runner_listen (runner, &error))
    return duo_daemon_fail (error);
  g_print ("{\"address\":\"%s\"}\n", duo_service_get_address (runner->service));
  fflush (stdout);
  g_main_loop_run (runner->loop);

  return runner->status;
}

static int
serve (int argc, char **argv)
{
  g_autofree char *path = NULL, *data = NULL, *listen = NULL, *clock_file = NULL;
  int port = -1;
  GOptionEntry entries[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL},
      {"data", 'd', 0, G_OPTION_ARG_FILENAME, &data, NULL, NULL},
      {"listen", 0, 0, G_OPTION_ARG_STRING, &listen, NULL, NULL},
      {"port", 'p', 0, G_OPTION_ARG_INT, &port, NULL, NULL},
      {"clock-offset-file", 0, 0, G_OPTION_ARG_FILENAME, &clock_file, NULL, NULL},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoConfig) config = NULL;
  g_autoptr (DuoRunner) runner = NULL;

  if (!duo_daemon_parse (entries, "serve", &argc, &argv))
    return 2;
  config = duo_daemon_load_config (path, &error);
  if (config == NULL)
    return duo_daemon_fail (error);
  if (data)
    g_set_str (&config->data, data);
  if (listen)
    g_set_str (&config->listen, listen);
  if (port >= 0)
    config->port = port;
  runner = duo_runner_new (g_steal_pointer (&config), clock_file, &error);

  return runner ? run_service (runner) : duo_daemon_fail (error);
}

/* ── init, check-config ────────────────────────────────────────────────────────────────────── */

static gboolean
write_config (const char *path, const char *data, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *sample = duo_config_sample ();
  g_auto (GStrv) parts = g_strsplit (sample, "#data = $XDG_DATA_HOME/duologue/service", 2);
  g_autofree char *line = g_strdup_printf ("data = %s", data);
  g_autofree char *text = g_strjoinv (line, parts);

  if (!duo_daemon_make_directory (directory, error))
    return FALSE;

  /* It may come to hold the TURN server's secret. */
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static int
init (int argc, char **argv)
{
  g_autofree char *path = NULL, *data = NULL;
  GOptionEntry entries[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL},
      {"data", 'd', 0, G_OPTION_ARG_FILENAME, &data, NULL, NULL},
      {NULL},
  };
  g_autoptr (GError) error = NULL;

  if (!duo_daemon_parse (entries, "init", &argc, &argv))
    return 2;
  if (path == NULL)
    path = default_config_path ();
  if (data == NULL)
    data = duo_config_default_directory ();
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_printerr ("duologued: %s is there already and stays as it is. Remove it first, or name another with "
                  "--config.\n",
                  path);
      return 1;
    }
  if (!duo_daemon_make_directory (data, &error) || !write_config (path, data, &error))
    return duo_daemon_fail (error);
  g_print ("Wrote %s.\nRead it, then type: duologued serve --config %s\n", path, path);

  return 0;
}

static int
check_config (int argc, char **argv)
{
  g_autofree char *path = NULL;
  GOptionEntry entries[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoConfig) config = NULL;

  if (!duo_daemon_parse (entries, "check-config", &argc, &argv))
    return 2;
  if (path == NULL)
    path = default_config_path ();
  config = duo_config_load (path, &error);
  if (config == NULL)
    return duo_daemon_fail (error);
  g_print ("%s is in order: %s port %u, data in %s.\n", path, config->listen, config->port, config->data);

  return 0;
}

/* ── verbs ─────────────────────────────────────────────────────────────────────────────────── */

static int
help (int argc, char **argv)
{
  g_print ("%s", usage);

  return 0;
}

static int
version (int argc, char **argv)
{
  g_print ("duologued %s\n", DUO_VERSION);

  return 0;
}

int
duo_daemon_run (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    int (*run) (int argc, char **argv);
  } verbs[] = {
      {"serve", serve},
      {"init", init},
      {"check-config", check_config},
      {"demo", duo_daemon_demo},
      {"format", duo_daemon_format},
      {"help", help},
      {"--help", help},
      {"version", version},
      {"--version", version},
  };

  setlocale (LC_ALL, "");
  if (argc < 2)
    {
      g_printerr ("%s", usage);
      return 2;
    }
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (argv[1], verbs[i].name))
      return verbs[i].run (argc - 1, argv + 1);
  g_printerr ("duologued: there is no verb “%s”. “duologued help” says what there is.\n", argv[1]);

  return 2;
}
