/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-daemon-private.h"

#include "duo-format-text.h"
#include "duo-free-text.h"
#include "duo-server-error.h"
#include "duo-sqlite-store.h"
#include "duo-wire.h"

/* `duologued format`: what an organizer does on the page, for whoever runs the service. It writes into the same database,
 * also while the service runs, which notices within a second and tells everybody. */

typedef struct
{
  DuoStore *store;
  DuoEventRecord *event;
  DuoFormatChange *change;
  gboolean dry;
  gboolean keep;
  char *reason; /* (nullable): with which what is touched is cancelled */
} Format;

static void
format_clear (Format *self)
{
  g_clear_object (&self->store);
  g_clear_pointer (&self->event, duo_event_record_free);
  g_clear_pointer (&self->change, duo_format_change_free);
  g_clear_pointer (&self->reason, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Format, format_clear)

static DuoStore *
open_store (const char *config_path, const char *data, GError **error)
{
  g_autoptr (DuoConfig) config = duo_daemon_load_config (config_path, error);
  g_autoptr (DuoClock) clock = duo_clock_new ();
  g_autofree char *path = NULL;

  if (config == NULL)
    return NULL;
  path = g_build_filename (data ? data : config->data, DUO_DATABASE_NAME, NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return duo_sqlite_store_new (path, clock, error);
  g_set_error (
      error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
      "%s does not exist. Name the service's directory with --data, or its configuration with --config",
      path);

  return NULL;
}

/* By id or by name, where only one has it. */
static DuoEventRecord *
find_event (DuoStore *store, const char *word, GError **error)
{
  g_autoptr (GPtrArray) events = duo_store_list_events (store, NULL, error);
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
                 "There is no event “%s”. “duologued format show” lists them", word);

  return found ? duo_event_record_copy (found) : NULL;
}

static int
list_events (DuoStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = duo_store_list_events (store, NULL, &error);

  if (events == NULL)
    return duo_daemon_fail (error);
  for (guint i = 0; i < events->len; i++)
    {
      const DuoEventRecord *event = events->pdata[i];

      g_print ("%s  %s\n", event->id, event->name);
    }

  return 0;
}

static void
show (const DuoEventRecord *event)
{
  g_autofree char *text = duo_format_text_write (event);

  g_print ("%s", text);
}

/* ── set ───────────────────────────────────────────────────────────────────────────────────── */

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static DuoFormatRest
get_rest (const Format *self)
{
  if (self->reason)
    return DUO_FORMAT_REST_CANCEL;

  return self->keep ? DUO_FORMAT_REST_KEEP : DUO_FORMAT_REST_ASK;
}

static DuoFormatOutcome *
run (Format *self, GError **error)
{
  DuoFormatCommand *command =
      duo_format_command_new (NULL, self->event->id, duo_format_change_copy (self->change));
  g_autoptr (GAsyncResult) result = NULL;

  command->dry = self->dry;
  command->rest = get_rest (self);
  command->seen = self->event->changed;
  duo_store_change_format_async (self->store, command, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return duo_store_change_format_finish (self->store, result, error);
}

static char *
dup_name (DuoStore *store, const char *person)
{
  g_autoptr (DuoPersonRecord) record = duo_store_get_person (store, person, NULL);

  return g_strdup (record ? record->name : person);
}

static void
print_touched (Format *self, const GPtrArray *touched)
{
  static const char *const ends[] = {"", ": kept", ": cancelled"};
  g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (self->event);

  for (guint i = 0; i < touched->len; i++)
    {
      const DuoChatRecord *chat = touched->pdata[i];
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (chat->range.start);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
      g_autofree char *when = g_date_time_format (local, "%F %H:%M");
      g_autofree char *talent = dup_name (self->store, chat->talent);
      g_autofree char *recruiter = dup_name (self->store, chat->recruiter);

      g_print ("  %s, %u min: %s with %s%s\n", when, duo_time_range_get_minutes (chat->range), talent,
               recruiter, ends[get_rest (self)]);
    }
}

static int
report (Format *self, const DuoFormatOutcome *outcome)
{
  switch (outcome->code)
    {
    case DUO_FORMAT_DONE:
      print_touched (self, outcome->touched);
      show (outcome->event);
      g_print (self->dry ? "Nothing was changed.\n" : "Changed.\n");
      return 0;
    case DUO_FORMAT_TOUCHES:
      g_print ("These booked chats are touched:\n");
      print_touched (self, outcome->touched);
      g_printerr ("duologued: nothing was changed. Say --keep-touched or --cancel-touched REASON.\n");
      return 1;
    case DUO_FORMAT_REFUSED:
      g_printerr ("duologued: %s: %s\n", duo_format_fault_get_member (outcome->fault),
                  duo_format_fault_get_detail (outcome->fault));
      return 1;
    case DUO_FORMAT_STALE:
      g_printerr ("duologued: somebody changed the event meanwhile. Look at it, and try again.\n");
      return 1;
    case DUO_FORMAT_NOT_FOUND:
    case DUO_FORMAT_NOT_ALLOWED:
    default:
      g_printerr ("duologued: the event is gone.\n");
      return 1;
    }
}

static int
set (Format *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoFormatOutcome) outcome = run (self, &error);

  return outcome ? report (self, outcome) : duo_daemon_fail (error);
}

/* What comes by the command line goes to the same people as what comes over the wire. */
static gboolean
read_reason (Format *self, GError **error)
{
  g_autofree char *said = g_steal_pointer (&self->reason);

  if (said == NULL)
    return TRUE;
  self->reason = duo_free_text_dup_written (said, DUO_MAX_TEXT);
  if (self->reason == NULL)
    g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
                 "--cancel-touched: the reason has more than %d characters", DUO_MAX_TEXT);

  return self->reason != NULL;
}

static gboolean
read_words (Format *self, char **words, GError **error)
{
  self->change = duo_format_change_new ();
  for (guint i = 0; words[i]; i++)
    if (!duo_format_text_read (self->change, self->event, words[i], error))
      return FALSE;
  self->change->reason = g_strdup (self->reason);

  return TRUE;
}

static int
run_verb (Format *self, char **words)
{
  g_autoptr (GError) error = NULL;
  guint n = g_strv_length (words);

  if (n == 1 && g_str_equal (words[0], "show"))
    return list_events (self->store);
  self->event = find_event (self->store, words[1], &error);
  if (self->event == NULL)
    return duo_daemon_fail (error);
  if (g_str_equal (words[0], "show"))
    {
      show (self->event);
      return 0;
    }

  return read_reason (self, &error) && read_words (self, words + 2, &error) ? set (self)
                                                                            : duo_daemon_fail (error);
}

static gboolean
is_usage (Format *self, char **words)
{
  guint n = words ? g_strv_length (words) : 0;

  if (n == 0 || (self->keep && self->reason))
    return FALSE;
  if (g_str_equal (words[0], "show"))
    return n <= 2;

  return g_str_equal (words[0], "set") && n >= 3;
}

int
duo_daemon_format (int argc, char **argv)
{
  g_autofree char *path = NULL, *data = NULL;
  g_auto (GStrv) words = NULL;
  g_auto (Format) format = {NULL};
  GOptionEntry entries[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL},
      {"data", 'd', 0, G_OPTION_ARG_FILENAME, &data, NULL, NULL},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &format.dry, NULL, NULL},
      {"keep-touched", 0, 0, G_OPTION_ARG_NONE, &format.keep, NULL, NULL},
      {"cancel-touched", 0, 0, G_OPTION_ARG_STRING, &format.reason, NULL, NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL},
      {NULL},
  };
  g_autoptr (GError) error = NULL;

  if (!duo_daemon_parse (entries, &argc, &argv))
    return 2;
  if (!is_usage (&format, words))
    {
      g_printerr ("duologued: write “format show [EVENT]” or “format set EVENT KEY=VALUE…”, with one of "
                  "--keep-touched and --cancel-touched REASON.\n");
      return 2;
    }
  format.store = open_store (path, data, &error);

  return format.store ? run_verb (&format, words) : duo_daemon_fail (error);
}
