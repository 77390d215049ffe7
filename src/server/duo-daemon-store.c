/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-daemon-private.h"

#include "duo-server-error.h"
#include "duo-sqlite-store.h"

/* The database of a service, for verbs that write beside it. */

#define NO_EVENT "There is no event yet. “duologued event new NAME zone=ZONE” makes one"

static char *
find_data (const char *config_path, const char *data, GError **error)
{
  g_autoptr (DuoConfig) config = duo_daemon_load_config (config_path, error);

  return config ? g_strdup (data ? data : config->data) : NULL;
}

/* A directory that was mistyped is not one more service. */
static DuoStore *
open_store (const char *directory, GError **error)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();
  g_autofree char *path = g_build_filename (directory, DUO_DATABASE_NAME, NULL);

  if (g_file_test (directory, G_FILE_TEST_IS_DIR))
    return duo_sqlite_store_new (path, clock, error);
  g_set_error (
      error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
      "%s does not exist. “duologued init” makes the service's directory; name another with --data, or "
      "its configuration with --config",
      directory);

  return NULL;
}

DuoStore *
duo_daemon_open_store (const char *config_path, const char *data, GError **error)
{
  g_autofree char *directory = find_data (config_path, data, error);

  return directory ? open_store (directory, error) : NULL;
}

GPtrArray *
duo_daemon_list_events (DuoStore *store, GError **error)
{
  g_autoptr (GPtrArray) events = duo_store_list_events (store, NULL, error);

  if (events == NULL || events->len > 0)
    return g_steal_pointer (&events);
  g_set_error_literal (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG, NO_EVENT);

  return NULL;
}

/* By id or by name, where only one has it. */
DuoEventRecord *
duo_daemon_find_event (DuoStore *store, const char *word, GError **error)
{
  g_autoptr (GPtrArray) events = duo_daemon_list_events (store, error);
  const DuoEventRecord *found = NULL;

  for (guint i = 0; events && i < events->len; i++)
    {
      const DuoEventRecord *event = events->pdata[i];

      if (g_str_equal (event->id, word))
        return duo_event_record_copy (event);
      if (!g_str_equal (event->name, word))
        continue;
      if (found)
        {
          g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
                       "There are several events “%s”; name the id", word);
          return NULL;
        }
      found = event;
    }
  if (events && found == NULL)
    g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
                 "There is no event “%s”. “duologued event” lists them", word);

  return found ? duo_event_record_copy (found) : NULL;
}

void
duo_daemon_keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

gboolean
duo_daemon_write (DuoStore *store, DuoWrite *write, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_store_write_async (store, write, NULL, duo_daemon_keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return duo_store_write_finish (store, result, error);
}
