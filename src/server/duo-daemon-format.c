/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-daemon-private.h"

#include "duo-format-text.h"
#include "duo-free-text.h"
#include "duo-server-error.h"
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

static int
list_events (DuoStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = duo_daemon_list_events (store, &error);

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
  duo_store_change_format_async (self->store, command, NULL, duo_daemon_keep_result_cb, &result);
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

  if (touched->len > 0)
    g_print ("These booked chats are touched (times of %s):\n", self->event->zone);
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
read_reason (Format *self, const char *said, GError **error)
{
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

int
duo_daemon_change_format (DuoStore *store, const char *event, char **words, const DuoFormatWish *wish)
{
  g_autoptr (GError) error = NULL;
  g_auto (Format) format = {.store = g_object_ref (store), .dry = wish->dry, .keep = wish->keep};

  format.event = duo_daemon_find_event (store, event, &error);
  if (format.event == NULL || !read_reason (&format, wish->reason, &error) ||
      !read_words (&format, words, &error))
    return duo_daemon_fail (error);

  return set (&format);
}

static int
show_event (DuoStore *store, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoEventRecord) event = duo_daemon_find_event (store, word, &error);

  if (event == NULL)
    return duo_daemon_fail (error);
  show (event);

  return 0;
}

static int
run_verb (DuoStore *store, char **words, const DuoFormatWish *wish)
{
  if (g_str_equal (words[0], "set"))
    return duo_daemon_change_format (store, words[1], words + 2, wish);

  return words[1] ? show_event (store, words[1]) : list_events (store);
}

static gboolean
is_usage (char **words, const DuoFormatWish *wish)
{
  guint n = words ? g_strv_length (words) : 0;

  if (n == 0 || (wish->keep && wish->reason))
    return FALSE;
  if (g_str_equal (words[0], "show"))
    return n <= 2;

  return g_str_equal (words[0], "set") && n >= 3;
}

int
duo_daemon_format (int argc, char **argv)
{
  g_autofree char *path = NULL, *data = NULL, *reason = NULL;
  g_auto (GStrv) words = NULL;
  DuoFormatWish wish = {FALSE};
  GOptionEntry entries[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL},
      {"data", 'd', 0, G_OPTION_ARG_FILENAME, &data, NULL, NULL},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &wish.dry, NULL, NULL},
      {"keep-touched", 0, 0, G_OPTION_ARG_NONE, &wish.keep, NULL, NULL},
      {"cancel-touched", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoStore) store = NULL;

  if (!duo_daemon_parse (entries, &argc, &argv))
    return 2;
  wish.reason = reason;
  if (!is_usage (words, &wish))
    {
      g_printerr ("duologued: write “format show [EVENT]” or “format set EVENT KEY=VALUE…”, with one of "
                  "--keep-touched and --cancel-touched REASON.\n");
      return 2;
    }
  store = duo_daemon_open_store (path, data, &error);

  return store ? run_verb (store, words, &wish) : duo_daemon_fail (error);
}
