/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-daemon-private.h"

#include "duo-format-text.h"
#include "duo-id.h"
#include "duo-server-error.h"

/* `duologued event`: how an event begins, opens and ends, with the service running or not. */

static void
print_event (const DuoEventRecord *event)
{
  g_autoptr (GString) days = g_string_new (NULL);

  if (event->days->len > 0)
    g_string_append_printf (days, ", %s", duo_day_get_date (event->days->pdata[0]));
  if (event->days->len > 1)
    g_string_append_printf (days, " to %s", duo_day_get_date (event->days->pdata[event->days->len - 1]));
  g_print ("%s  %s  (%s, %s%s)\n", event->id, event->name, duo_event_state_to_string (event->state),
           event->zone, days->str);
}

static int
list_events (DuoStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = duo_daemon_list_events (store, &error);

  for (guint i = 0; events && i < events->len; i++)
    print_event (events->pdata[i]);

  return events ? 0 : duo_daemon_fail (error);
}

/* ── new ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG, message);

  return FALSE;
}

/* Typed twice, it is one event; every other verb takes an event by its name. */
static gboolean
check_name (DuoStore *store, const char *name, GError **error)
{
  g_autoptr (GPtrArray) events = NULL;

  if (!g_utf8_validate (name, -1, NULL) || !duo_event_name_is_valid (name))
    return refuse (error, "An event's name is one line of 100 characters at most, and can be read");
  events = duo_store_list_events (store, NULL, error);
  for (guint i = 0; events && i < events->len; i++)
    if (g_str_equal (((DuoEventRecord *) events->pdata[i])->name, name))
      {
        g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
                     "There is an event “%s” already. “duologued format set” changes it; name another one "
                     "otherwise",
                     name);
        return FALSE;
      }

  return events != NULL;
}

/* As if it had been a draft without anything, so that what holds for a change holds for the beginning. */
static DuoEventRecord *
make_event (const char *name, char **words, GError **error)
{
  g_autoptr (DuoEventRecord) nothing = duo_event_record_new (), event = NULL;
  g_autoptr (DuoFormatChange) change = duo_format_change_new ();
  g_autoptr (GPtrArray) booked = g_ptr_array_new ();
  g_autoptr (DuoClock) clock = duo_clock_new ();
  DuoFormatFault fault;

  nothing->id = duo_id_new ();
  nothing->name = g_strdup (name);
  for (guint i = 0; words[i]; i++)
    if (!duo_format_text_read (change, nothing, words[i], error))
      return NULL;
  if (change->zone == NULL)
    {
      refuse (error, "An event has a time zone: write zone=Europe/Stockholm, or whichever it is in");
      return NULL;
    }
  event = duo_format_change_apply (change, nothing);
  fault = duo_format_change_judge (nothing, event, booked, duo_clock_now (clock));
  if (fault == DUO_FORMAT_FINE)
    return g_steal_pointer (&event);
  g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG, "%s: %s",
               duo_format_fault_get_member (fault), duo_format_fault_get_detail (fault));

  return NULL;
}

static gboolean
write_event (DuoStore *store, const DuoEventRecord *event, GError **error)
{
  DuoWrite *write = duo_write_new ();
  g_autofree char *detail = g_strdup_printf ("%s new", event->id);

  duo_write_take_event (write, duo_event_record_copy (event));
  duo_write_audit (write, NULL, "event", detail);

  return duo_daemon_write (store, write, error);
}

static void
say_next (const DuoEventRecord *event)
{
  g_autofree char *name = g_shell_quote (event->name);

  g_print ("Made %s.\n", event->id);
  if (event->days->len == 0)
    g_print ("Then its days: duologued format set %s \"days=2026-11-03 virtual 10:00-12:00 13:00-17:00\"\n",
             name);
  g_print ("Then who comes: duologued people import %s FILE.csv --dry-run\n", name);
  if (event->state == DUO_EVENT_DRAFT)
    g_print ("Nobody can book before: duologued event open %s\n", name);
}

static int
make (DuoStore *store, const char *name, char **words, gboolean dry)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoEventRecord) event = NULL;
  g_autofree char *text = NULL;

  if (!check_name (store, name, &error))
    return duo_daemon_fail (error);
  event = make_event (name, words, &error);
  if (event == NULL || (!dry && !write_event (store, event, &error)))
    return duo_daemon_fail (error);
  text = duo_format_text_write (event);
  g_print ("%s", text);
  if (dry)
    g_print ("Nothing was changed.\n");
  else
    say_next (event);

  return 0;
}

/* ── verbs ─────────────────────────────────────────────────────────────────────────────────── */

static const struct
{
  const char *word;
  const char *change;
} moves[] = {{"open", "state=open"}, {"close", "state=closed"}};

static int
move (DuoStore *store, char **words, const DuoFormatWish *wish)
{
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (g_str_equal (moves[i].word, words[0]))
      return duo_daemon_change_format (store, words[1], (char *[]) {(char *) moves[i].change, NULL}, wish);

  return 2;
}

static int
run_verb (DuoStore *store, char **words, const DuoFormatWish *wish)
{
  if (words == NULL)
    return list_events (store);
  if (g_str_equal (words[0], "new"))
    return make (store, words[1], words + 2, wish->dry);

  return move (store, words, wish);
}

static gboolean
is_usage (char **words, const DuoFormatWish *wish)
{
  guint n = words ? g_strv_length (words) : 0;
  gboolean touches = wish->keep || wish->reason;

  if (n == 0 || g_str_equal (words[0], "new"))
    return n != 1 && !touches;

  return n == 2 && !(wish->keep && wish->reason) &&
         (g_str_equal (words[0], "open") || g_str_equal (words[0], "close"));
}

/* --zone Z is zone=Z in a shorter dress, and --contact too. */
static char **
join_words (char **words, const char *zone, const char *contact)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (words == NULL)
    return NULL;
  g_strv_builder_addv (builder, (const char **) words);
  if (zone)
    g_strv_builder_take (builder, g_strconcat ("zone=", zone, NULL));
  if (contact)
    g_strv_builder_take (builder, g_strconcat ("contact=", contact, NULL));

  return g_strv_builder_end (builder);
}

int
duo_daemon_event (int argc, char **argv)
{
  g_autofree char *path = NULL, *data = NULL, *zone = NULL, *contact = NULL, *reason = NULL;
  g_auto (GStrv) typed = NULL, words = NULL;
  DuoFormatWish wish = {FALSE};
  GOptionEntry entries[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL},
      {"data", 'd', 0, G_OPTION_ARG_FILENAME, &data, NULL, NULL},
      {"zone", 'z', 0, G_OPTION_ARG_STRING, &zone, NULL, NULL},
      {"contact", 0, 0, G_OPTION_ARG_STRING, &contact, NULL, NULL},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &wish.dry, NULL, NULL},
      {"keep-touched", 0, 0, G_OPTION_ARG_NONE, &wish.keep, NULL, NULL},
      {"cancel-touched", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &typed, NULL, NULL},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoStore) store = NULL;

  if (!duo_daemon_parse (entries, &argc, &argv))
    return 2;
  wish.reason = reason;
  words = join_words (typed, zone, contact);
  if (!is_usage (words, &wish))
    {
      g_printerr (
          "duologued: write “event”, “event new NAME --zone ZONE [KEY=VALUE…]”, “event open EVENT” or "
          "“event close EVENT”.\n");
      return 2;
    }
  store = duo_daemon_open_store (path, data, &error);

  return store ? run_verb (store, words, &wish) : duo_daemon_fail (error);
}
