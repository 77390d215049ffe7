/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"
#include "world.h"

/*
 * 60 talents book the 20 slots of one recruiter's morning at once, through several events' worth of clashes. The same
 * race against a store without its constraint must show double bookings, or it would not find them here either.
 */

#define TALENTS 60
#define SLOTS 12

static void
add_talents (Contract *self)
{
  DuoWrite *write = duo_write_new ();

  for (guint i = 0; i < TALENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("t%u", i);

      duo_write_take_account (write, world_account (name));
      duo_write_take_person (write, world_person (name, FAIR, DUO_ROLE_TALENT, NULL, FALSE));
    }
  must_write (self, write);
}

static guint
race (Contract *self)
{
  g_autoptr (GPtrArray) outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_outcome_free);
  guint done = 0;

  add_talents (self);
  for (guint i = 0; i < TALENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("t%u", i);

      for (guint j = 0; j < SLOTS; j++)
        {
          guint slot = (i + j) % SLOTS;

          start (self, book (name, j % 2 == 0 ? "ada" : "linus", at (9 + slot / 4, slot % 4 * 15, 15)),
                 outcomes);
        }
    }
  wait_for (outcomes, TALENTS * SLOTS);
  for (guint i = 0; i < outcomes->len; i++)
    done += ((DuoOutcome *) outcomes->pdata[i])->code == DUO_OUTCOME_DONE;
  return done;
}

/* Pairs of confirmed chats that share a person and a moment. */
static guint
count_overlaps (Contract *self)
{
  g_autofree char *olive = id_of ("a-olive");
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChanges) all = duo_store_get_changes (self->store, FAIR, olive, 0, G_MAXINT, &error);
  guint overlaps = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < all->chats->len; i++)
    {
      const DuoChatRecord *a = g_ptr_array_index (all->chats, i);

      for (guint j = i + 1; j < all->chats->len; j++)
        {
          const DuoChatRecord *b = g_ptr_array_index (all->chats, j);

          if (duo_time_range_overlaps (a->range, b->range) &&
              (g_str_equal (a->recruiter, b->recruiter) || g_str_equal (a->talent, b->talent)))
            overlaps++;
        }
    }
  return overlaps;
}

static void
test_race (Contract *self)
{
  g_assert_cmpuint (race (self), ==, 2 * SLOTS);
  g_assert_cmpuint (count_overlaps (self), ==, 0);
}

static void
test_race_without_guard (Contract *self)
{
  contract_close (self);
  self->kind->take_out_guard (self->path);
  contract_open (self);
  g_assert_cmpuint (race (self), >, 2 * SLOTS);
  g_assert_cmpuint (count_overlaps (self), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  contract_add ("/race/guarded", test_race);
  contract_add ("/race/control-without-guard", test_race_without_guard);
  return g_test_run ();
}
