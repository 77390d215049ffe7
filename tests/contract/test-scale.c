/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"
#include "world.h"

/* A big event: what is read for everybody at once stays one pass, and what waits together is written together. */

#define RECRUITERS 10000
#define TALENTS 400

static void
add_crowd (Contract *self, const char *prefix, guint number, DuoRole role)
{
  DuoWrite *write = duo_write_new ();

  for (guint i = 0; i < number; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s%05u", prefix, i);

      duo_write_take_account (write, world_account (name));
      duo_write_take_person (
          write, world_person (name, FAIR, role, role == DUO_ROLE_RECRUITER ? "acme" : NULL, TRUE));
    }
  must_write (self, write);
}

static GPtrArray *
book_all (Contract *self)
{
  GPtrArray *outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_outcome_free);

  for (guint i = 0; i < TALENTS; i++)
    for (guint j = 0; j < 8; j++)
      {
        g_autofree char *talent = g_strdup_printf ("t%05u", i);
        g_autofree char *recruiter = g_strdup_printf ("r%05u", (i * 8 + j) * 3);

        start (self, book (talent, recruiter, at (9 + j / 4, j % 4 * 15, 15)), outcomes);
      }
  wait_for (outcomes, TALENTS * 8);
  return outcomes;
}

static GArray *
get_counts (Contract *self)
{
  g_autoptr (GError) error = NULL;
  GArray *counts = duo_store_get_counts (self->store, FAIR, &error);

  g_assert_no_error (error);
  return counts;
}

static void
test_counts (Contract *self)
{
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GArray) counts = NULL;
  guint open = 0, begin;
  double write_ms, read_ms;

  add_crowd (self, "r", RECRUITERS, DUO_ROLE_RECRUITER);
  add_crowd (self, "t", TALENTS, DUO_ROLE_TALENT);
  g_test_timer_start ();
  outcomes = book_all (self);
  write_ms = g_test_timer_elapsed () * 1000;
  for (guint i = 0; i < outcomes->len; i++)
    g_assert_cmpint (((DuoOutcome *) outcomes->pdata[i])->code, ==, DUO_OUTCOME_DONE);

  g_test_timer_start ();
  counts = get_counts (self);
  read_ms = g_test_timer_elapsed () * 1000;
  g_test_message ("%u bookings in %.0f ms, counts of %u recruiters in %.1f ms", outcomes->len, write_ms,
                  counts->len, read_ms);
  g_assert_cmpuint (counts->len, ==, RECRUITERS + 3);
  begin = 2 * (12 + 16);
  for (guint i = 0; i < counts->len; i++)
    open += g_array_index (counts, DuoCount, i).open;
  g_assert_cmpuint (open, ==, counts->len * begin - outcomes->len);
  g_assert_cmpfloat (read_ms, <, 1000);
}

/* What the merge says of all is what the grid says of each. */
static void
test_counts_agree_with_slots (Contract *self)
{
  g_autoptr (GArray) counts = NULL;
  g_autofree char *grace = id_of ("grace");
  DuoAvailability *day = duo_availability_new (DAY2, 30);
  DuoTimeRange blocked = at (24 + 9, 0, 60);
  DuoWrite *write = duo_write_new ();

  g_array_append_val (day->blocked, blocked);
  duo_write_take_availability (write, grace, day);
  must_write (self, write);
  duo_chat_record_free (must (self, book ("amara", "ada", at (9, 0, 15))));
  duo_chat_record_free (must (self, book ("bo", "ada", at (24 + 16, 45, 15))));
  duo_chat_record_free (must (self, book ("chloe", "expo-bo", at (13, 0, 15))));
  counts = get_counts (self);
  g_assert_cmpuint (counts->len, ==, 3);
  for (guint i = 0; i < counts->len; i++)
    {
      const DuoCount *count = &g_array_index (counts, DuoCount, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) days = duo_store_get_slots (self->store, count->id, NULL, NULL, &error);
      guint open = 0;

      g_assert_no_error (error);
      for (guint j = 0; j < days->len; j++)
        open += duo_slot_grid_count (((DuoDaySlots *) days->pdata[j])->slots, DUO_SLOT_OPEN);
      g_assert_cmpuint (count->open, ==, open);
    }
}

static void
test_everything_of_10000 (Contract *self)
{
  g_autofree char *amara = id_of ("a-amara");
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChanges) all = NULL;
  gint64 since = 0;
  guint people = 0;

  add_crowd (self, "r", RECRUITERS, DUO_ROLE_RECRUITER);
  g_test_timer_start ();
  all = duo_store_get_changes (self->store, FAIR, amara, 0, G_MAXINT, &error);
  g_assert_no_error (error);
  g_test_message ("changes with %u people in %.1f ms", all->people->len, g_test_timer_elapsed () * 1000);
  g_assert_cmpuint (all->people->len, ==, RECRUITERS + 3);

  /* The same in pages: as many, and none too long. */
  for (gboolean more = TRUE; more;)
    {
      g_autoptr (DuoChanges) page = duo_store_get_changes (self->store, FAIR, amara, since, 2500, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (page->people->len, <=, 2500);
      people += page->people->len;
      since = page->upto;
      more = page->more;
    }
  g_assert_cmpuint (people, ==, RECRUITERS + 3);
  g_assert_cmpint (since, ==, all->upto);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  contract_add ("/scale/counts", test_counts);
  contract_add ("/scale/counts-agree-with-slots", test_counts_agree_with_slots);
  contract_add ("/scale/everything-of-10000", test_everything_of_10000);
  return g_test_run ();
}
