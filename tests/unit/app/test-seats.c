/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gtk/gtk.h>

#include "directory/duo-seats.h"

typedef struct
{
  GtkStringList *words;
  DuoSeats *seats;
  GPtrArray *held; /* seats that a view would hold */
  guint changes;
  guint position, removed, added;
} Fixture;

static void
on_items_changed (Fixture *fixture, guint position, guint removed, guint added)
{
  fixture->changes++;
  fixture->position = position;
  fixture->removed = removed;
  fixture->added = added;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *const words[] = {"a", "b", "c", "d", NULL};

  fixture->words = gtk_string_list_new (words);
  fixture->seats = duo_seats_new (G_LIST_MODEL (fixture->words));
  fixture->held = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (fixture->seats, "items-changed", G_CALLBACK (on_items_changed), fixture);
  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (fixture->held, g_list_model_get_item (G_LIST_MODEL (fixture->seats), i));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->held);
  g_assert_finalize_object (fixture->seats);
  g_assert_finalize_object (fixture->words);
}

static const char *
who (Fixture *fixture, guint i)
{
  return gtk_string_object_get_string (GTK_STRING_OBJECT (duo_seat_get_item (fixture->held->pdata[i])));
}

static void
test_reads_through (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->seats)), ==, 4);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (fixture->seats)) == DUO_TYPE_SEAT);
  g_assert_cmpstr (who (fixture, 0), ==, "a");
  g_assert_cmpstr (who (fixture, 3), ==, "d");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->seats), 4));
}

/* The same place is the same object, or a view would make a new widget for it. */
static void
test_seat_is_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DuoSeat) again = g_list_model_get_item (G_LIST_MODEL (fixture->seats), 2);

  g_assert_true (again == fixture->held->pdata[2]);
}

static void
count_note (guint *notes)
{
  (*notes)++;
}

static void
test_replacing_changes_no_seat (Fixture *fixture, gconstpointer data)
{
  const char *const others[] = {"x", "y", NULL};
  guint notes[4] = {0};

  for (guint i = 0; i < 4; i++)
    g_signal_connect_swapped (fixture->held->pdata[i], "notify::item", G_CALLBACK (count_note), &notes[i]);
  gtk_string_list_splice (fixture->words, 1, 2, others);

  g_assert_cmpuint (fixture->changes, ==, 0);
  g_assert_cmpstr (who (fixture, 0), ==, "a");
  g_assert_cmpstr (who (fixture, 1), ==, "x");
  g_assert_cmpstr (who (fixture, 2), ==, "y");
  g_assert_cmpstr (who (fixture, 3), ==, "d");
  g_assert_cmpuint (notes[0] + notes[3], ==, 0);
  g_assert_cmpuint (notes[1], ==, 1);
  g_assert_cmpuint (notes[2], ==, 1);
}

static void
test_shrinking_takes_the_last_away (Fixture *fixture, gconstpointer data)
{
  gtk_string_list_splice (fixture->words, 0, 2, NULL);

  g_assert_cmpuint (fixture->changes, ==, 1);
  g_assert_cmpuint (fixture->position, ==, 2);
  g_assert_cmpuint (fixture->removed, ==, 2);
  g_assert_cmpuint (fixture->added, ==, 0);
  g_assert_cmpstr (who (fixture, 0), ==, "c");
  g_assert_cmpstr (who (fixture, 1), ==, "d");
  /* What is gone keeps its guest until its holder lets go. */
  g_assert_cmpstr (who (fixture, 3), ==, "d");
}

static void
test_growing_adds_at_the_end (Fixture *fixture, gconstpointer data)
{
  const char *const more[] = {"0", "1", NULL};

  gtk_string_list_splice (fixture->words, 0, 0, more);
  g_assert_cmpuint (fixture->position, ==, 4);
  g_assert_cmpuint (fixture->removed, ==, 0);
  g_assert_cmpuint (fixture->added, ==, 2);
  g_assert_cmpstr (who (fixture, 0), ==, "0");
  g_assert_cmpstr (who (fixture, 3), ==, "b");
}

static void
test_emptying (Fixture *fixture, gconstpointer data)
{
  const char *const back[] = {"z", NULL};

  gtk_string_list_splice (fixture->words, 0, 4, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->seats)), ==, 0);
  g_assert_cmpuint (fixture->removed, ==, 4);

  gtk_string_list_splice (fixture->words, 0, 0, back);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->seats)), ==, 1);
  g_assert_cmpstr (who (fixture, 0), ==, "z");
}

/* There are seats for people who are not known yet; when they come nothing moves, and nobody looks at the first. */
static void
test_empty_seats (Fixture *fixture, gconstpointer data)
{
  const char *const rest[] = {"e", "f", NULL};
  g_autoptr (DuoSeat) sixth = NULL;
  guint first = 0, last = 0;

  duo_seats_set_least (fixture->seats, 6);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->seats)), ==, 6);
  g_assert_cmpuint (fixture->position, ==, 4);
  g_assert_cmpuint (fixture->added, ==, 2);
  sixth = g_list_model_get_item (G_LIST_MODEL (fixture->seats), 5);
  g_assert_null (duo_seat_get_item (sixth));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->seats), 6));

  g_signal_connect_swapped (fixture->held->pdata[0], "notify::item", G_CALLBACK (count_note), &first);
  g_signal_connect_swapped (sixth, "notify::item", G_CALLBACK (count_note), &last);
  gtk_string_list_splice (fixture->words, 4, 0, rest);
  duo_seats_set_least (fixture->seats, 0);
  g_assert_cmpuint (fixture->changes, ==, 1);
  g_assert_cmpuint (first, ==, 0);
  g_assert_cmpuint (last, ==, 1);
  g_assert_cmpstr (gtk_string_object_get_string (GTK_STRING_OBJECT (duo_seat_get_item (sixth))), ==, "f");
}

/* Fewer came than were expected. */
static void
test_empty_seats_go (Fixture *fixture, gconstpointer data)
{
  duo_seats_set_least (fixture->seats, 6);
  duo_seats_set_least (fixture->seats, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->seats)), ==, 4);
  g_assert_cmpuint (fixture->position, ==, 4);
  g_assert_cmpuint (fixture->removed, ==, 2);
}

/* Whatever happens to the list, each place shows who is there in it. */
static void
test_always_agrees (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint step = 0; step < 500; step++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->words));
      guint position = g_rand_int_range (rand, 0, n + 1);
      guint removed = g_rand_int_range (rand, 0, n - position + 1);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) words = NULL;

      for (int i = g_rand_int_range (rand, 0, 4); i > 0; i--)
        g_strv_builder_take (builder, g_strdup_printf ("%u-%d", step, i));
      words = g_strv_builder_end (builder);
      gtk_string_list_splice (fixture->words, position, removed, (const char *const *) words);

      n = g_list_model_get_n_items (G_LIST_MODEL (fixture->words));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->seats)), ==, n);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (DuoSeat) seat = g_list_model_get_item (G_LIST_MODEL (fixture->seats), i);
          g_autoptr (GObject) word = g_list_model_get_item (G_LIST_MODEL (fixture->words), i);

          g_assert_true (duo_seat_get_item (seat) == word);
        }
    }
}

static void
test_seat_outlives_list (void)
{
  const char *const words[] = {"a", NULL};
  GtkStringList *list = gtk_string_list_new (words);
  DuoSeats *seats = duo_seats_new (G_LIST_MODEL (list));
  DuoSeat *seat = g_list_model_get_item (G_LIST_MODEL (seats), 0);

  g_assert_finalize_object (seats);
  g_assert_nonnull (duo_seat_get_item (seat));
  g_assert_finalize_object (seat);
  g_assert_finalize_object (list);
}

#define ADD(path, function) g_test_add ("/app/seats/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("reads-through", test_reads_through);
  ADD ("seat-is-one", test_seat_is_one);
  ADD ("replacing", test_replacing_changes_no_seat);
  ADD ("shrinking", test_shrinking_takes_the_last_away);
  ADD ("growing", test_growing_adds_at_the_end);
  ADD ("emptying", test_emptying);
  ADD ("empty-seats", test_empty_seats);
  ADD ("empty-seats-go", test_empty_seats_go);
  ADD ("always-agrees", test_always_agrees);
  g_test_add_func ("/app/seats/outlives-list", test_seat_outlives_list);
  return g_test_run ();
}
