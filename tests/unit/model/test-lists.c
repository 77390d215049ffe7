/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "duo-keyed-list-private.h"

static GObject *
stage (DuoKeyedList *list, const char *id)
{
  g_autoptr (GObject) object = g_object_new (G_TYPE_OBJECT, NULL);

  duo_keyed_list_stage (list, id, object);
  return object;
}

static void
test_one_change_for_a_batch (void)
{
  DuoKeyedList *list = duo_keyed_list_new (G_TYPE_OBJECT);
  GListModel *model = G_LIST_MODEL (list);
  Spy spy;

  spy_on (model, &spy);
  stage (list, "a");
  stage (list, "b");
  stage (list, "c");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  g_assert_nonnull (duo_keyed_list_lookup (list, "b"));
  duo_keyed_list_commit (list);
  assert_spy (spy, 1, 0, 0, 3);

  duo_keyed_list_touch (list, "b");
  stage (list, "d");
  duo_keyed_list_commit (list);
  assert_spy (spy, 2, 1, 2, 3);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 4);

  duo_keyed_list_commit (list);
  g_assert_cmpuint (spy.times, ==, 2);
  g_assert_finalize_object (list);
}

static void
test_touch_covers_first_to_last (void)
{
  DuoKeyedList *list = duo_keyed_list_new (G_TYPE_OBJECT);
  Spy spy;

  for (guint i = 0; i < 6; i++)
    {
      char id[2] = {'a' + i, 0};

      stage (list, id);
    }
  duo_keyed_list_commit (list);
  spy_on (G_LIST_MODEL (list), &spy);
  duo_keyed_list_touch (list, "e");
  duo_keyed_list_touch (list, "c");
  duo_keyed_list_touch (list, "nobody");
  duo_keyed_list_commit (list);
  assert_spy (spy, 1, 2, 3, 3);
  g_assert_finalize_object (list);
}

static void
test_remove_keeps_the_index (void)
{
  DuoKeyedList *list = duo_keyed_list_new (G_TYPE_OBJECT);
  GObject *a = stage (list, "a");
  GObject *c;
  Spy spy;

  stage (list, "b");
  c = stage (list, "c");
  duo_keyed_list_commit (list);
  spy_on (G_LIST_MODEL (list), &spy);
  g_assert_true (duo_keyed_list_remove (list, "b"));
  g_assert_false (duo_keyed_list_remove (list, "b"));
  assert_spy (spy, 1, 1, 1, 0);
  g_assert_true (duo_keyed_list_lookup (list, "a") == a);
  g_assert_true (duo_keyed_list_lookup (list, "c") == c);
  g_assert_null (duo_keyed_list_lookup (list, "b"));
  g_assert_null (duo_keyed_list_lookup (list, NULL));
  g_assert_true (duo_keyed_list_get (list, 1) == c);

  stage (list, "b");
  duo_keyed_list_commit (list);
  assert_spy (spy, 2, 2, 0, 1);
  g_assert_finalize_object (list);
}

static void
test_remove_all_is_one_change (void)
{
  DuoKeyedList *list = duo_keyed_list_new (G_TYPE_OBJECT);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  GObject *d;
  Spy spy;

  stage (list, "a");
  stage (list, "b");
  stage (list, "c");
  d = stage (list, "d");
  stage (list, "e");
  duo_keyed_list_commit (list);
  spy_on (G_LIST_MODEL (list), &spy);
  g_assert_false (duo_keyed_list_remove_all (list, ids, TRUE));
  g_hash_table_add (ids, (gpointer) "b");
  g_hash_table_add (ids, (gpointer) "d");
  g_hash_table_add (ids, (gpointer) "nobody");
  g_object_ref (d);
  g_assert_true (duo_keyed_list_remove_all (list, ids, TRUE));
  g_assert_finalize_object (d);
  assert_spy (spy, 1, 1, 3, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
  g_assert_true (duo_keyed_list_lookup (list, "e") == duo_keyed_list_get (list, 2));
  g_assert_true (duo_keyed_list_lookup (list, "c") == duo_keyed_list_get (list, 1));

  g_hash_table_remove_all (ids);
  g_hash_table_add (ids, (gpointer) "c");
  g_assert_true (duo_keyed_list_remove_all (list, ids, FALSE));
  assert_spy (spy, 2, 0, 3, 1);
  g_assert_nonnull (duo_keyed_list_lookup (list, "c"));
  g_assert_finalize_object (list);
}

static void
test_out_of_range_is_null (void)
{
  DuoKeyedList *list = duo_keyed_list_new (DUO_TYPE_PERSON);

  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == DUO_TYPE_PERSON);
  g_assert_finalize_object (list);
}

static GArray *
slots_of (DuoSlotState first, DuoSlotState second)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (DuoSlot));
  DuoSlot slot = {{0, 900}, first};

  g_array_append_val (slots, slot);
  slot = (DuoSlot) {{900, 1800}, second};
  g_array_append_val (slots, slot);
  return slots;
}

static void
count_cb (DuoSlots *slots, guint *count)
{
  (*count)++;
}

static void
test_slots_change_only_when_they_do (void)
{
  DuoSlots *slots = duo_slots_new ("ada");
  g_autoptr (GArray) open = slots_of (DUO_SLOT_OPEN, DUO_SLOT_OPEN);
  g_autoptr (GArray) booked = slots_of (DUO_SLOT_OPEN, DUO_SLOT_BOOKED);
  guint changes = 0;

  g_signal_connect (slots, "changed", G_CALLBACK (count_cb), &changes);
  duo_slots_set_day (slots, "2026-11-03", open);
  duo_slots_set_day (slots, "2026-11-03", open);
  g_assert_cmpuint (changes, ==, 1);
  duo_slots_set_day (slots, "2026-11-03", booked);
  g_assert_cmpuint (changes, ==, 2);
  g_assert_cmpint (g_array_index (duo_slots_get_day (slots, "2026-11-03"), DuoSlot, 1).state, ==,
                   DUO_SLOT_BOOKED);
  g_assert_null (duo_slots_get_day (slots, "2026-11-04"));
  g_assert_finalize_object (slots);
}

static void
test_openings_change_only_when_they_do (void)
{
  DuoSlots *slots = duo_slots_new ("ada");
  DuoOpening *opening = duo_opening_new ("2026-11-03", 15);
  guint changes = 0;

  g_signal_connect (slots, "changed", G_CALLBACK (count_cb), &changes);
  g_assert_null (duo_slots_get_opening (slots, "2026-11-03"));
  duo_slots_take_opening (slots, duo_opening_copy (opening));
  duo_slots_take_opening (slots, duo_opening_copy (opening));
  g_assert_cmpuint (changes, ==, 1);
  opening->minutes = 30;
  duo_slots_take_opening (slots, opening);
  g_assert_cmpuint (changes, ==, 2);
  g_assert_cmpuint (duo_slots_get_opening (slots, "2026-11-03")->minutes, ==, 30);
  g_assert_null (duo_slots_get_opening (slots, "2026-11-04"));
  g_assert_finalize_object (slots);
}

static void
test_slots_are_copied (void)
{
  DuoSlots *slots = duo_slots_new ("ada");
  g_autoptr (GArray) given = slots_of (DUO_SLOT_OPEN, DUO_SLOT_OPEN);

  duo_slots_set_day (slots, "2026-11-03", given);
  g_array_index (given, DuoSlot, 0).state = DUO_SLOT_PAST;
  g_assert_cmpint (g_array_index (duo_slots_get_day (slots, "2026-11-03"), DuoSlot, 0).state, ==,
                   DUO_SLOT_OPEN);
  g_assert_finalize_object (slots);
}

static void
test_slots_loaded_and_dates (void)
{
  DuoSlots *slots = duo_slots_new ("ada");
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (DuoSlot));
  g_auto (GStrv) dates = NULL;
  guint loaded, changes = 0;

  count_notify (slots, "loaded", &loaded);
  g_signal_connect (slots, "changed", G_CALLBACK (count_cb), &changes);
  duo_slots_set_day (slots, "2026-11-04", none);
  duo_slots_set_day (slots, "2026-11-03", none);
  g_assert_false (duo_slots_get_loaded (slots));
  duo_slots_set_loaded (slots);
  duo_slots_set_loaded (slots);
  g_assert_true (duo_slots_get_loaded (slots));
  g_assert_cmpuint (loaded, ==, 1);
  g_assert_cmpuint (changes, ==, 3);
  dates = duo_slots_dup_dates (slots);
  g_assert_cmpstr (dates[0], ==, "2026-11-03");
  g_assert_cmpstr (dates[1], ==, "2026-11-04");
  g_assert_cmpstr (duo_slots_get_recruiter (slots), ==, "ada");
  g_assert_finalize_object (slots);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyed-list/one-change-for-a-batch", test_one_change_for_a_batch);
  g_test_add_func ("/keyed-list/touch-covers-first-to-last", test_touch_covers_first_to_last);
  g_test_add_func ("/keyed-list/remove-keeps-the-index", test_remove_keeps_the_index);
  g_test_add_func ("/keyed-list/remove-all", test_remove_all_is_one_change);
  g_test_add_func ("/keyed-list/out-of-range", test_out_of_range_is_null);
  g_test_add_func ("/slots/change-only-when-they-do", test_slots_change_only_when_they_do);
  g_test_add_func ("/slots/are-copied", test_slots_are_copied);
  g_test_add_func ("/slots/openings", test_openings_change_only_when_they_do);
  g_test_add_func ("/slots/loaded-and-dates", test_slots_loaded_and_dates);
  return g_test_run ();
}
