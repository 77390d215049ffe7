/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "directory/duo-slot-layout.h"
#include "directory/duo-slot-view.h"
#include "made-up.h"

typedef struct
{
  MadeUp *made_up;
  GTimeZone *local;
  DuoSlotContext context;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer zone)
{
  fixture->made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  fixture->local = g_time_zone_new_identifier (zone ? zone : "America/New_York");
  g_assert_nonnull (fixture->local);
  fixture->context =
      (DuoSlotContext) {.event = fixture->made_up->event, .peer = "ada", .local = fixture->local};
}

static void
tear_down (Fixture *fixture, gconstpointer zone)
{
  g_time_zone_unref (fixture->local);
  made_up_free (fixture->made_up);
}

static DuoSlot
slot_at (const char *start, DuoSlotState state)
{
  return (DuoSlot) {made_up_range (start, 15), state};
}

#define NOON "2026-11-03T13:15:00Z" /* 14:15 in Stockholm */

static void
assert_view (Fixture *fixture, DuoSlotState state, DuoSlotLook look, const char *words, const char *name)
{
  DuoSlot slot = slot_at (NOON, state);
  g_autoptr (DuoSlotView) view = duo_slot_view_new (&fixture->context, &slot);

  g_assert_cmpint (view->look, ==, look);
  g_assert_cmpstr (view->time, ==, "14:15");
  g_assert_cmpstr (view->words, ==, words);
  g_assert_cmpstr (view->name, ==, name);
}

#define DAY "Tuesday 3 November, 14:15 to 14:30, "
#define HERE ". In New York 08:15"

/* Exactly the table of design/NOTES §1. */
static void
test_states (Fixture *fixture, gconstpointer data)
{
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_FREE, "08:15", DAY "free" HERE);
  assert_view (fixture, DUO_SLOT_BOOKED, DUO_SLOT_LOOK_TAKEN, "Taken", DAY "taken" HERE);
  assert_view (fixture, DUO_SLOT_BLOCKED, DUO_SLOT_LOOK_TAKEN, "Taken", DAY "taken" HERE);
  assert_view (fixture, DUO_SLOT_PAST, DUO_SLOT_LOOK_PAST, "Past", DAY "past" HERE);

  fixture->context.chosen = made_up_range (NOON, 15);
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_CHOSEN, "08:15", DAY "chosen" HERE);
  assert_view (fixture, DUO_SLOT_BOOKED, DUO_SLOT_LOOK_TAKEN, "Taken", DAY "taken" HERE);

  fixture->context.chosen = (DuoTimeRange) {0, 0};
  fixture->context.lost = made_up_range (NOON, 15);
  assert_view (fixture, DUO_SLOT_BOOKED, DUO_SLOT_LOOK_LOST, "Just taken", DAY "just taken" HERE);
}

/* No grid comes when time passes: what was sent as open is past all the same, even where it was chosen or lost. */
static void
test_time_passes (Fixture *fixture, gconstpointer data)
{
  gint64 start = made_up_range (NOON, 15).start;

  fixture->context.chosen = made_up_range (NOON, 15);
  fixture->context.now = start - 1;
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_CHOSEN, "08:15", DAY "chosen" HERE);
  fixture->context.now = start;
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_PAST, "Past", DAY "past" HERE);
  fixture->context.lost = fixture->context.chosen;
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_PAST, "Past", DAY "past" HERE);

  fixture->context.now = start - 30 * 60;
  fixture->context.lost = (DuoTimeRange) {0, 0};
  made_up_set_closes (fixture->made_up, 30);
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_PAST, "Past", DAY "past" HERE);
}

static void
test_same_zone_says_nothing_of_zones (Fixture *fixture, gconstpointer data)
{
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_FREE, "Free", DAY "free");
  fixture->context.chosen = made_up_range (NOON, 15);
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_CHOSEN, "Chosen", DAY "chosen");
}

/* At the event it is Tuesday, and where I am Wednesday has come. */
static void
test_my_own_day (Fixture *fixture, gconstpointer data)
{
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_FREE, "Wed 02:15",
               DAY "free. In Auckland Wednesday 02:15");
  fixture->context.chosen = made_up_range (NOON, 15);
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_CHOSEN, "Wed 02:15",
               DAY "chosen. In Auckland Wednesday 02:15");
}

static void
test_my_chats (Fixture *fixture, gconstpointer data)
{
  const MadeUpChat other = {"other", "chen", DUO_CHAT_CONFIRMED, NOON, 15};
  const MadeUpChat ours = {"ours", "ada", DUO_CHAT_CONFIRMED, "2026-11-03T14:00:00Z", 30};
  DuoSlot first = slot_at ("2026-11-03T14:00:00Z", DUO_SLOT_BOOKED);
  DuoSlot second = slot_at ("2026-11-03T14:15:00Z", DUO_SLOT_BOOKED);
  DuoSlot after = slot_at ("2026-11-03T14:30:00Z", DUO_SLOT_OPEN);

  made_up_add_chats (fixture->made_up, &other, 1);
  made_up_add_chats (fixture->made_up, &ours, 1);
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_CONFLICT, "Chen Yu-ting",
               DAY "you have a chat with Chen Yu-ting" HERE);
  /* Even where it is taken as well: that I am busy is what I can change. */
  assert_view (fixture, DUO_SLOT_BOOKED, DUO_SLOT_LOOK_CONFLICT, "Chen Yu-ting",
               DAY "you have a chat with Chen Yu-ting" HERE);

  /* Each slot that our chat covers is ours, whatever its length. */
  g_assert_cmpint (duo_slot_look (&fixture->context, &first), ==, DUO_SLOT_LOOK_MINE);
  g_assert_cmpint (duo_slot_look (&fixture->context, &second), ==, DUO_SLOT_LOOK_MINE);
  g_assert_cmpint (duo_slot_look (&fixture->context, &after), ==, DUO_SLOT_LOOK_FREE);
}

/* PRODUCT §2: the gap is as busy as the chat, before it and after it; a chat that moves leaves its own behind. */
static void
test_gap (Fixture *fixture, gconstpointer data)
{
  const MadeUpChat other = {"other", "chen", DUO_CHAT_CONFIRMED, "2026-11-03T13:30:00Z", 15};
  const MadeUpChat ours = {"ours", "ada", DUO_CHAT_CONFIRMED, "2026-11-03T15:00:00Z", 15};
  DuoSlot after = slot_at ("2026-11-03T13:45:00Z", DUO_SLOT_OPEN);
  DuoSlot later = slot_at ("2026-11-03T14:00:00Z", DUO_SLOT_OPEN);
  DuoSlot beside_ours = slot_at ("2026-11-03T15:15:00Z", DUO_SLOT_OPEN);

  made_up_add_chats (fixture->made_up, &other, 1);
  made_up_add_chats (fixture->made_up, &ours, 1);
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_FREE, "08:15", DAY "free" HERE);

  made_up_set_gap (fixture->made_up, 10);
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_CONFLICT, "Too close",
               DAY "too close to your chat with Chen Yu-ting" HERE);
  g_assert_cmpint (duo_slot_look (&fixture->context, &after), ==, DUO_SLOT_LOOK_CONFLICT);
  g_assert_cmpint (duo_slot_look (&fixture->context, &later), ==, DUO_SLOT_LOOK_FREE);

  g_assert_cmpint (duo_slot_look (&fixture->context, &beside_ours), ==, DUO_SLOT_LOOK_CONFLICT);
  fixture->context.moved = duo_event_find_chat (fixture->made_up->event, "ours");
  g_assert_cmpint (duo_slot_look (&fixture->context, &beside_ours), ==, DUO_SLOT_LOOK_FREE);
  g_assert_cmpint (duo_slot_look (&fixture->context, &after), ==, DUO_SLOT_LOOK_CONFLICT);
}

static void
test_ended_chats_are_no_conflict (Fixture *fixture, gconstpointer data)
{
  const MadeUpChat cancelled = {"other", "chen", DUO_CHAT_CANCELLED, NOON, 15};
  const MadeUpChat requested = {"third", "jon", DUO_CHAT_REQUESTED};

  made_up_add_chats (fixture->made_up, &cancelled, 1);
  made_up_add_chats (fixture->made_up, &requested, 1);
  assert_view (fixture, DUO_SLOT_OPEN, DUO_SLOT_LOOK_FREE, "08:15", DAY "free" HERE);
}

static void
test_views_of_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DuoSlots) slots = made_up_slots_new ("ada");
  g_autoptr (GPtrArray) views =
      duo_slot_views_new (&fixture->context, duo_slots_get_day (slots, "2026-11-03"));
  g_autoptr (GPtrArray) none = duo_slot_views_new (&fixture->context, NULL);
  guint n_free = 0;

  g_assert_cmpuint (views->len, ==, 24);
  for (guint i = 0; i < views->len; i++)
    n_free += ((DuoSlotView *) views->pdata[i])->look == DUO_SLOT_LOOK_FREE;
  g_assert_cmpuint (n_free, ==, 8);
  g_assert_cmpuint (none->len, ==, 0);
}

static char *
dup_nearest (Fixture *fixture, DuoSlots *slots, guint n)
{
  g_auto (GStrv) dates = duo_slots_dup_dates (slots);
  g_autoptr (GPtrArray) days = g_ptr_array_new ();
  g_autoptr (GArray) nearest = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (char **date = dates; *date; date++)
    g_ptr_array_add (days, (gpointer) duo_slots_get_day (slots, *date));
  nearest = duo_slot_find_nearest (&fixture->context, days, made_up_range (NOON, 15).start, n);
  for (guint i = 0; i < nearest->len; i++)
    {
      g_autofree char *time = duo_time_format (g_array_index (nearest, DuoSlot, i).range.start);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", time);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* As in the picture of the lost race: the nearest of all days, in the order of time. */
static void
test_nearest (Fixture *fixture, gconstpointer data)
{
  const MadeUpChat busy = {"busy", "chen", DUO_CHAT_CONFIRMED, "2026-11-03T14:00:00Z", 30};
  g_autoptr (DuoSlots) slots = made_up_slots_new ("ada");
  g_autofree char *three = NULL;
  g_autofree char *all = NULL;

  made_up_set_slot (slots, "2026-11-03", NOON, DUO_SLOT_BOOKED);
  made_up_set_slot (slots, "2026-11-03", "2026-11-03T12:30:00Z", DUO_SLOT_BOOKED);
  made_up_set_slot (slots, "2026-11-03", "2026-11-03T10:00:00Z", DUO_SLOT_BOOKED);
  made_up_set_slot (slots, "2026-11-03", "2026-11-03T10:45:00Z", DUO_SLOT_BOOKED);
  made_up_add_chats (fixture->made_up, &busy, 1);

  three = dup_nearest (fixture, slots, 3);
  g_assert_cmpstr (three, ==, "2026-11-03T13:00:00Z 2026-11-03T14:45:00Z 2026-11-04T09:00:00Z");
  all = dup_nearest (fixture, slots, 1);
  g_assert_cmpstr (all, ==, "2026-11-03T13:00:00Z");
}

static void
test_nothing_near (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DuoSlots) slots = duo_slots_new ("ada");
  g_autofree char *none = dup_nearest (fixture, slots, 3);

  g_assert_cmpstr (none, ==, "");
}

/* 60 ÷ duration columns where that is whole and fits, else as many as divide the hour, else it wraps. */
static void
test_columns (void)
{
  static const struct
  {
    guint minutes, six, four, three, two, one;
  } columns[] = {
      {5, 6, 4, 3, 2, 1},  {10, 6, 3, 3, 2, 1}, {15, 4, 4, 2, 2, 1}, {20, 3, 3, 3, 1, 1}, {30, 2, 2, 2, 2, 1},
      {60, 1, 1, 1, 1, 1}, {25, 6, 4, 3, 2, 1}, {40, 6, 4, 3, 2, 1}, {90, 6, 4, 3, 2, 1}, {0, 6, 4, 3, 2, 1},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_assert_cmpuint (duo_slot_layout_get_columns (columns[i].minutes, 6), ==, columns[i].six);
      g_assert_cmpuint (duo_slot_layout_get_columns (columns[i].minutes, 4), ==, columns[i].four);
      g_assert_cmpuint (duo_slot_layout_get_columns (columns[i].minutes, 3), ==, columns[i].three);
      g_assert_cmpuint (duo_slot_layout_get_columns (columns[i].minutes, 2), ==, columns[i].two);
      g_assert_cmpuint (duo_slot_layout_get_columns (columns[i].minutes, 1), ==, columns[i].one);
    }
}

#define ADD(path, zone, function)                                                                            \
  g_test_add ("/app/slot-view/" path, Fixture, zone, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("states", NULL, test_states);
  ADD ("time-passes", NULL, test_time_passes);
  ADD ("my-own-day", "Pacific/Auckland", test_my_own_day);
  ADD ("same-zone", "Europe/Berlin", test_same_zone_says_nothing_of_zones);
  ADD ("my-chats", NULL, test_my_chats);
  ADD ("/slot-view/gap", NULL, test_gap);
  ADD ("ended-chats", NULL, test_ended_chats_are_no_conflict);
  ADD ("day", NULL, test_views_of_day);
  ADD ("nearest", NULL, test_nearest);
  ADD ("nothing-near", NULL, test_nothing_near);
  g_test_add_func ("/app/slot-view/columns", test_columns);
  return g_test_run ();
}
