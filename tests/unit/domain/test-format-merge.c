/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-format-merge.h"

#include <string.h>

static DuoDay *
new_day (guint date, guint start)
{
  const DuoDayWindow window = {start, 1020};
  g_autofree char *text = g_strdup_printf ("2026-11-%02u", date);
  DuoDay *day = duo_day_new (text, DUO_DAY_VIRTUAL, &window, 1, NULL);

  g_assert_nonnull (day);
  return day;
}

/* The third and the fourth, from ten o'clock. */
static DuoEventRecord *
new_event (void)
{
  DuoEventRecord *event = duo_event_record_new ();

  event->id = g_strdup ("fair");
  event->state = DUO_EVENT_OPEN;
  event->changed = 7;
  duo_format_init (&event->format);
  g_ptr_array_add (event->days, new_day (3, 600));
  g_ptr_array_add (event->days, new_day (4, 600));
  return event;
}

typedef struct
{
  DuoEventRecord *seen;
  DuoEventRecord *wanted;
  DuoEventRecord *now;
  DuoEventRecord *merged;
  gboolean clash;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->seen = new_event ();
  f->wanted = new_event ();
  f->now = new_event ();
  f->now->changed = 9;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  duo_event_record_free (f->seen);
  duo_event_record_free (f->wanted);
  duo_event_record_free (f->now);
  g_clear_pointer (&f->merged, duo_event_record_free);
}

static void
merge (Fixture *f)
{
  g_clear_pointer (&f->merged, duo_event_record_free);
  f->merged = duo_event_record_merge (f->seen, f->wanted, f->now, &f->clash);
}

/* Writes one more than there is into one member after the other. */
static void
turn (DuoFormat *format, guint member)
{
  guint *numbers[] = {&format->limit_per_talent,
                      &format->limit_per_company,
                      &format->gap,
                      &format->closes,
                      &format->expiry,
                      &format->notice,
                      &format->room_early,
                      &format->room_late};

  if (member < G_N_ELEMENTS (numbers))
    *numbers[member] += 5;
  else if (member == G_N_ELEMENTS (numbers))
    format->requests_by = DUO_REQUESTS_BY_TALENTS;
  else if (member == G_N_ELEMENTS (numbers) + 1)
    format->opens = G_GINT64_CONSTANT (1) << 40;
  else
    format->durations[format->n_durations++] = 30;
}

#define N_MEMBERS 11

/* Each member against each other one: both stay, and the same turned alike is no clash. */
static void
test_members (Fixture *f, gconstpointer data)
{
  for (guint mine = 0; mine < N_MEMBERS; mine++)
    for (guint theirs = 0; theirs < N_MEMBERS; theirs++)
      {
        DuoFormat both = f->seen->format;

        f->wanted->format = f->now->format = f->seen->format;
        turn (&f->wanted->format, mine);
        turn (&f->now->format, theirs);
        turn (&both, mine);
        if (mine != theirs)
          turn (&both, theirs);
        merge (f);
        g_assert_true (duo_format_equal (&f->merged->format, &both));
        g_assert_false (f->clash);
        g_assert_cmpint (f->merged->changed, ==, 9);
      }
}

static void
test_clash (Fixture *f, gconstpointer data)
{
  f->wanted->format.gap = 10;
  f->wanted->format.notice = 60;
  f->now->format.gap = 20;
  merge (f);
  g_assert_true (f->clash);
  g_assert_cmpuint (f->merged->format.gap, ==, 20);
  g_assert_cmpuint (f->merged->format.notice, ==, 60);
}

static void
test_contact_and_state (Fixture *f, gconstpointer data)
{
  f->wanted->contact = g_strdup ("desk@fair.example");
  f->now->state = DUO_EVENT_CLOSED;
  merge (f);
  g_assert_false (f->clash);
  g_assert_cmpstr (f->merged->contact, ==, "desk@fair.example");
  g_assert_cmpint (f->merged->state, ==, DUO_EVENT_CLOSED);
  f->now->contact = g_strdup ("door@fair.example");
  merge (f);
  g_assert_true (f->clash);
  g_assert_cmpstr (f->merged->contact, ==, "door@fair.example");
}

static void
assert_days (Fixture *f, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < f->merged->days->len; i++)
    {
      gsize n;

      g_string_append_printf (text, "%s%s@%u", i > 0 ? " " : "",
                              duo_day_get_date (f->merged->days->pdata[i]) + strlen ("2026-11-"),
                              duo_day_get_windows (f->merged->days->pdata[i], &n)[0].start);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_days (Fixture *f, gconstpointer data)
{
  g_ptr_array_remove_index (f->wanted->days, 0);
  g_ptr_array_add (f->wanted->days, new_day (2, 540));
  g_ptr_array_remove_index (f->now->days, 1);
  merge (f);
  g_assert_false (f->clash);
  assert_days (f, "02@540");
  g_ptr_array_insert (f->now->days, 0, new_day (2, 660));
  merge (f);
  g_assert_true (f->clash);
  assert_days (f, "02@660 03@600"); /* nothing of the move */
}

static void
test_takes_back (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoEventRecord) before = new_event ();

  before->format.gap = 5;
  f->wanted->format.notice = 60;
  f->wanted->format.gap = 5;
  duo_event_record_free (f->now);
  f->now = duo_event_record_merge (f->wanted, before, f->wanted, NULL);
  g_assert_cmpuint (f->now->format.notice, ==, 0);
  g_assert_cmpuint (f->now->format.gap, ==, 5);
}

static void
test_between (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoFormatChange) change = NULL;

  g_assert_null (duo_format_change_new_between (f->seen, f->now));
  g_ptr_array_set_size (f->now->days, 0);
  change = duo_format_change_new_between (f->seen, f->now);
  g_assert_cmpint (change->seen, ==, 7);
  g_assert_cmpuint (change->days->len, ==, 0); /* none is not the same as no word about them */
  g_assert_false (change->has_format);
  g_assert_false (change->has_state);
  g_assert_null (change->contact);
  g_clear_pointer (&change, duo_format_change_free);
  f->seen->contact = g_strdup ("desk@fair.example");
  f->now->format.gap = 10;
  f->now->state = DUO_EVENT_CLOSED;
  change = duo_format_change_new_between (f->seen, f->now);
  g_assert_cmpstr (change->contact, ==, "");
  g_assert_true (change->has_format);
  g_assert_cmpuint (change->format.gap, ==, 10);
  g_assert_cmpint (change->state, ==, DUO_EVENT_CLOSED);
}

/* In the order of turn(). */
static void
test_names (Fixture *f, gconstpointer data)
{
  static const char *const names[N_MEMBERS] = {
      "limit_per_talent", "limit_per_company", "gap",         "closes", "expiry",   "notice",
      "room_early",       "room_late",         "requests_by", "opens",  "durations"};
  g_autofree char *nothing = duo_event_record_name_changes (f->seen, f->wanted);
  g_autofree char *several = NULL;

  g_assert_cmpstr (nothing, ==, "");
  for (guint member = 0; member < N_MEMBERS; member++)
    {
      g_autofree char *name = NULL;

      f->wanted->format = f->seen->format;
      turn (&f->wanted->format, member);
      name = duo_event_record_name_changes (f->seen, f->wanted);
      g_assert_cmpstr (name, ==, names[member]);
    }
  g_ptr_array_set_size (f->wanted->days, 1);
  f->wanted->state = DUO_EVENT_CLOSED;
  f->wanted->contact = g_strdup ("desk@fair.example");
  f->wanted->zone = g_strdup ("Europe/Stockholm");
  several = duo_event_record_name_changes (f->seen, f->wanted);
  g_assert_cmpstr (several, ==, "zone contact state days durations");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/format-merge/members", Fixture, NULL, set_up, test_members, tear_down);
  g_test_add ("/format-merge/clash", Fixture, NULL, set_up, test_clash, tear_down);
  g_test_add ("/format-merge/contact-and-state", Fixture, NULL, set_up, test_contact_and_state, tear_down);
  g_test_add ("/format-merge/days", Fixture, NULL, set_up, test_days, tear_down);
  g_test_add ("/format-merge/takes-back", Fixture, NULL, set_up, test_takes_back, tear_down);
  g_test_add ("/format-merge/between", Fixture, NULL, set_up, test_between, tear_down);
  g_test_add ("/format-merge/names", Fixture, NULL, set_up, test_names, tear_down);
  return g_test_run ();
}
