/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The made-up event: right at any hour of any day, and peopled as it should be. */
#include "duo-cv-record.h"
#include "duo-demo-cv.h"
#include "duo-demo-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "duo-clock-file.h"
#include "duo-sqlite-store.h"

#define HOUR 3600
#define NOON 1793707200 /* 2026-11-03 08:00 UTC */

/* ── the event ── */

static gboolean
is_within (GArray *ranges, gint64 moment)
{
  for (guint i = 0; i < ranges->len; i++)
    if (duo_time_range_contains (g_array_index (ranges, DuoTimeRange, i), moment))
      return TRUE;

  return FALSE;
}

static void
assert_day_is_now (gint64 now)
{
  g_autoptr (DuoEventRecord) event = duo_demo_event_new (now);
  g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (event);
  g_autoptr (GArray) ranges = duo_day_dup_ranges (event->days->pdata[0], zone);

  g_assert_cmpuint (event->days->len, ==, 3);
  g_assert_cmpuint (ranges->len, ==, 2); /* lunch lies between */
  g_assert_true (is_within (ranges, now));
  g_assert_true (is_within (ranges, now + HOUR + HOUR / 2));
  g_assert_cmpint (event->state, ==, DUO_EVENT_OPEN);
  g_assert_true (duo_format_validate (&event->format, NULL));
}

/* Every ten minutes of a day, in summer and winter and around the change of the clocks. */
static void
test_now_is_never_hidden (void)
{
  static const gint64 days[] = {NOON, NOON + 86400 * 180, 1774659600, 1792803600, 1772953200};

  for (guint d = 0; d < G_N_ELEMENTS (days); d++)
    for (gint64 minute = 0; minute < 24 * 60; minute += 10)
      assert_day_is_now (days[d] + minute * 60 + 7);
}

static void
test_it_is_about_midday_there (void)
{
  for (gint64 hour = 0; hour < 24; hour++)
    {
      gint64 now = NOON + hour * HOUR;
      g_autoptr (DuoEventRecord) event = duo_demo_event_new (now);
      g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (event);
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

      g_assert_cmpint (g_date_time_get_hour (local), >=, 10);
      g_assert_cmpint (g_date_time_get_hour (local), <=, 13);
    }
}

static void
test_a_quick_slot_begins_within_five_minutes (void)
{
  for (gint64 second = 0; second < 24 * HOUR; second += 601)
    {
      gint64 now = NOON + second;
      g_autoptr (DuoEventRecord) event = duo_demo_event_new (now);
      g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (event);
      DuoSlotRules rules = {.minutes = duo_demo_get_minutes (DUO_DEMO_QUICK, 0), .now = now};
      g_autoptr (GArray) grid = duo_slot_grid_new (event->days->pdata[0], zone, &rules);
      gint64 first = 0;

      for (guint i = 0; i < grid->len && first == 0; i++)
        if (g_array_index (grid, DuoSlot, i).state == DUO_SLOT_OPEN)
          first = g_array_index (grid, DuoSlot, i).range.start;
      g_assert_cmpint (first, >=, now);
      g_assert_cmpint (first, <=, now + 300);
    }
}

/* ── the people ── */

static DuoDemoCast *
make_cast (guint recruiters, guint talents, guint seed)
{
  g_autoptr (DuoWrite) write = duo_write_new ();
  DuoDemoOptions options = {recruiters, talents, seed, TRUE};

  return duo_demo_cast_new (&options, NOON, "hash", write);
}

static void
assert_addresses (GPtrArray *people, GHashTable *seen)
{
  for (guint i = 0; i < people->len; i++)
    {
      const DuoDemoPerson *person = people->pdata[i];
      const char *at = strchr (person->email, '@');

      g_assert_true (g_hash_table_add (seen, (gpointer) person->email));
      g_assert_true (g_str_is_ascii (person->email));
      g_assert_true (at != NULL && at > person->email + 1 && g_str_has_suffix (at, ".example"));
      g_assert_null (strstr (person->email, ".."));
      g_assert_null (strpbrk (person->email, " ?'"));
    }
}

static void
test_everybody_has_an_address (void)
{
  g_autoptr (DuoDemoCast) cast = make_cast (500, 2000, 7);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (cast->recruiters->len, ==, 500);
  g_assert_cmpuint (cast->talents->len, ==, 2000);
  assert_addresses (cast->recruiters, seen);
  assert_addresses (cast->talents, seen);
}

static void
test_letters_are_spelt_out (void)
{
  g_autoptr (DuoDemoCast) cast = make_cast (40, 20, 7);
  static const struct
  {
    guint number;
    const char *local;
  } cases[] = {{0, "ada.lindqvist@"},
               {8, "jon.thor.einarsson@"},
               {10, "soren.vestergaard@"},
               {21, "nguyen.thi.minh.khai@"}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DuoDemoPerson *person = cast->recruiters->pdata[cases[i].number];

      g_assert_true (g_str_has_prefix (person->email, cases[i].local));
    }
  g_assert_true (g_str_has_prefix (((DuoDemoPerson *) cast->talents->pdata[3])->email, "elif.yildiz@"));
}

static void
test_names_fit_the_limits (void)
{
  guint n;
  glong longest = 0;
  const DuoDemoRecruiter *recruiters = duo_demo_get_recruiters (&n);

  g_assert_cmpuint (n, ==, 40);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (g_utf8_validate (recruiters[i].name, -1, NULL));
      longest = MAX (longest, g_utf8_strlen (recruiters[i].name, -1));
      g_assert_cmpuint (recruiters[i].company, <, 12);
      for (guint other = 0; other < i; other++)
        g_assert_cmpstr (recruiters[i].about, !=, recruiters[other].about);
    }
  g_assert_cmpint (longest, >=, 60);
}

/* ── the chats ── */

static GHashTable *
collect_pairs (GArray *plans)
{
  GHashTable *pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < plans->len; i++)
    {
      const DuoDemoPlan *plan = &g_array_index (plans, DuoDemoPlan, i);

      g_assert_true (
          g_hash_table_add (pairs, g_strconcat (plan->talent->person, plan->recruiter->person, NULL)));
    }

  return pairs;
}

static void
assert_free_of_overlaps (GPtrArray *people)
{
  for (guint i = 0; i < people->len; i++)
    {
      GArray *busy = ((DuoDemoPerson *) people->pdata[i])->busy;

      for (guint a = 0; a < busy->len; a++)
        for (guint b = 0; b < a; b++)
          g_assert_false (duo_time_range_overlaps (g_array_index (busy, DuoTimeRange, a),
                                                   g_array_index (busy, DuoTimeRange, b)));
    }
}

static void
test_plans_are_possible (void)
{
  g_autoptr (DuoDemoCast) cast = make_cast (60, 200, 7);
  g_autoptr (GArray) plans = duo_demo_plan_chats (cast, 7, NOON);
  g_autoptr (GHashTable) pairs = collect_pairs (plans);

  g_assert_cmpuint (g_hash_table_size (pairs), >, 200);
  assert_free_of_overlaps (cast->talents);
  assert_free_of_overlaps (cast->recruiters);
}

/* The first recruiter's next hours stay free, so that a chat can begin at once. */
static void
test_the_first_recruiter_is_free_soon (void)
{
  g_autoptr (DuoDemoCast) cast = make_cast (40, 200, 7);
  g_autoptr (GArray) plans = duo_demo_plan_chats (cast, 7, NOON);
  GArray *busy = ((DuoDemoPerson *) cast->recruiters->pdata[0])->busy;
  GArray *first = ((DuoDemoPerson *) cast->talents->pdata[0])->busy;

  for (guint i = 0; i < busy->len; i++)
    g_assert_cmpint (g_array_index (busy, DuoTimeRange, i).start, >=, NOON + 2 * HOUR);
  g_assert_cmpuint (first->len, >=, 4);
  for (guint i = 0; i < first->len; i++)
    g_assert_cmpint (g_array_index (first, DuoTimeRange, i).start, >=, NOON + 2 * HOUR);
}

static void
test_small_casts_work (void)
{
  static const guint sizes[][2] = {{0, 0}, {1, 0}, {0, 1}, {1, 1}, {2, 2}, {3, 40}};

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (DuoDemoCast) cast = make_cast (sizes[i][0], sizes[i][1], 1);
      g_autoptr (GArray) plans = duo_demo_plan_chats (cast, 1, NOON);

      g_assert_cmpuint (cast->recruiters->len, ==, sizes[i][0]);
      g_assert_cmpuint (cast->talents->len, ==, sizes[i][1]);
      assert_free_of_overlaps (cast->talents);
    }
}

/* ── the clock's file ── */

static void
on_leapt (gpointer clock, gpointer data)
{
  (*(guint *) data)++;
}

static void
write_offset (const char *path, const char *text)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
wait_for_leap (guint *leaps, guint wanted)
{
  while (*leaps < wanted)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_the_clock_follows_a_file (void)
{
  g_autofree char *directory = g_dir_make_tmp ("duo-clock-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "offset", NULL);
  g_autoptr (DuoClock) clock = duo_clock_new ();
  DuoClockFile *file;
  guint leaps = 0;

  file = duo_clock_file_new (path, clock, on_leapt, &leaps); /* it is not there yet */
  g_assert_cmpint (duo_clock_get_offset_us (clock), ==, 0);
  write_offset (path, "3600\n");
  wait_for_leap (&leaps, 1);
  g_assert_cmpint (duo_clock_get_offset_us (clock), ==, (gint64) 3600 * G_USEC_PER_SEC);
  write_offset (path, "nonsense");
  write_offset (path, "");
  write_offset (path, "-0.5");
  wait_for_leap (&leaps, 2);
  g_assert_cmpint (duo_clock_get_offset_us (clock), ==, -G_USEC_PER_SEC / 2);
  duo_clock_file_free (file);
  g_unlink (path);
  g_rmdir (directory);
}

/* Readers are told where each object begins, and how long what is drawn is. */
static void
test_cv (void)
{
  const DuoDemoTalent talent = {"Łukasz (Luke) Müller", "MSc, Uppsala", "Rust|C", "Polish", "I wrote\\read."};
  g_autoptr (GBytes) body = duo_demo_cv_new (&talent);
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autofree char *text = g_strndup (data, length);
  const char *table = strstr (text, "xref\n"), *start = g_strrstr (text, "startxref\n");
  const char *stream = strstr (text, "stream\n"), *end = strstr (text, "\nendstream");
  const char *says = strstr (text, "/Length ");

  g_assert_cmpint (duo_cv_judge (data, length), ==, DUO_CV_FINE);
  g_assert_cmpuint (strlen (text), ==, length);
  g_assert_cmpint (g_ascii_strtoll (start + strlen ("startxref\n"), NULL, 10), ==, table - text);
  for (guint i = 1; i <= 6; i++)
    {
      g_autofree char *object = g_strdup_printf ("%u 0 obj\n", i);
      const char *entry = strstr (table, "65535 f \n") + strlen ("65535 f \n") + (i - 1) * 20;

      g_assert_true (g_str_has_prefix (text + g_ascii_strtoull (entry, NULL, 10), object));
    }
  g_assert_cmpint (g_ascii_strtoll (says + strlen ("/Length "), NULL, 10), ==,
                   end - (stream + strlen ("stream\n")));
  g_assert_nonnull (strstr (text, "(Lukasz \\050Luke\\051 M\\374ller)"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/cv", test_cv);
  g_test_add_func ("/demo/now", test_now_is_never_hidden);
  g_test_add_func ("/demo/midday", test_it_is_about_midday_there);
  g_test_add_func ("/demo/soon", test_a_quick_slot_begins_within_five_minutes);
  g_test_add_func ("/demo/addresses", test_everybody_has_an_address);
  g_test_add_func ("/demo/letters", test_letters_are_spelt_out);
  g_test_add_func ("/demo/names", test_names_fit_the_limits);
  g_test_add_func ("/demo/plans", test_plans_are_possible);
  g_test_add_func ("/demo/first", test_the_first_recruiter_is_free_soon);
  g_test_add_func ("/demo/small", test_small_casts_work);
  g_test_add_func ("/clock-file/follows", test_the_clock_follows_a_file);

  return g_test_run ();
}
