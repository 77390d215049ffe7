/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-daemon-private.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <sodium.h>
#include <string.h>
#include <sys/resource.h>

#include "duo-server-error.h"
#include "duo-sqlite-store.h"

/* Each socket is a descriptor; the soft limit of 1024 is for programs that use select(). */
static void
raise_descriptors (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
    return;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    g_message ("only few sockets can be open: %s", g_strerror (errno));
}

gboolean
duo_daemon_make_directory (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
               "The directory %s cannot be made: %s. Make it, or name another one.", path,
               g_strerror (errno));

  return FALSE;
}

static gboolean
on_signal (gpointer data)
{
  duo_runner_end (data);

  return G_SOURCE_CONTINUE;
}

static void
on_failed (DuoRunner *self, const GError *error)
{
  g_printerr ("duologued: the data cannot be written any more: %s. Nothing that was answered is lost; see to "
              "the disk "
              "and start again.\n",
              error->message);
  self->status = 1;
  g_main_loop_quit (self->loop);
}

static void
on_leapt (gpointer clock, gpointer data)
{
  DuoRunner *self = data;

  if (self->service)
    duo_service_refresh (self->service);
}

DuoRunner *
duo_runner_new (DuoConfig *config, const char *clock_file, GError **error)
{
  g_autoptr (DuoRunner) self = g_new0 (DuoRunner, 1);
  g_autofree char *database = NULL;

  self->config = config;
  self->loop = g_main_loop_new (NULL, FALSE);
  self->clock = duo_clock_new ();
  if (clock_file)
    self->clock_file = duo_clock_file_new (clock_file, self->clock, on_leapt, self);
  if (sodium_init () < 0)
    {
      g_set_error_literal (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_FAILED,
                           "libsodium cannot be used here.");
      return NULL;
    }
  raise_descriptors ();
  signal (SIGPIPE, SIG_IGN);
  if (!duo_daemon_make_directory (config->data, error))
    return NULL;
  database = g_build_filename (config->data, DUO_DATABASE_NAME, NULL);
  self->store = duo_sqlite_store_new (database, self->clock, error);
  if (self->store == NULL)
    return NULL;
  g_signal_connect_swapped (self->store, "failed", G_CALLBACK (on_failed), self);
  self->term_id = g_unix_signal_add (SIGTERM, on_signal, self);
  self->int_id = g_unix_signal_add (SIGINT, on_signal, self);

  return g_steal_pointer (&self);
}

gboolean
duo_runner_listen (DuoRunner *self, GError **error)
{
  self->service = duo_service_new (self->config, self->clock, self->store, error);

  return self->service != NULL;
}

static void
on_drained (gpointer unused, gpointer data)
{
  g_main_loop_quit (((DuoRunner *) data)->loop);
}

void
duo_runner_end (DuoRunner *self)
{
  if (self->ending)
    return;
  self->ending = TRUE;
  if (self->service)
    duo_service_drain (self->service, on_drained, self);
  else
    g_main_loop_quit (self->loop);
}

void
duo_runner_free (DuoRunner *self)
{
  g_clear_handle_id (&self->term_id, g_source_remove);
  g_clear_handle_id (&self->int_id, g_source_remove);
  g_clear_pointer (&self->clock_file, duo_clock_file_free);
  g_clear_pointer (&self->service, duo_service_free);
  g_clear_object (&self->store);
  g_clear_pointer (&self->clock, duo_clock_unref);
  g_clear_pointer (&self->config, duo_config_free);
  g_main_loop_unref (self->loop);
  g_free (self);
}
