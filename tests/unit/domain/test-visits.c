/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-visits.h"

#define R DUO_ROLE_RECRUITER
#define T DUO_ROLE_TALENT
#define UNTIL 1000

/* PRODUCT §5: COMPLETED if both were there together for 30 s, else NO_SHOW. */

typedef struct
{
  const char *name;
  DuoVisit visits[4];
  gint64 together;
} Case;

static const Case cases[] = {
    {"nobody came", {{0}}, 0},
    {"one waited alone", {{R, 100, 900}}, 0},
    {"one after the other", {{R, 100, 200}, {T, 200, 300}}, 0},
    {"29 seconds", {{R, 100, 200}, {T, 171, 300}}, 29},
    {"30 seconds", {{R, 100, 200}, {T, 170, 300}}, 30},
    {"one inside the other", {{R, 100, 900}, {T, 300, 400}}, 100},
    {"both are there still", {{R, 900, 0}, {T, 950, 0}}, 50},
    {"one is there still", {{R, 100, 0}, {T, 300, 350}}, 50},
    {"twice ten seconds", {{R, 100, 110}, {T, 100, 110}, {R, 200, 210}, {T, 200, 210}}, 20},
    {"three short visits", {{R, 100, 900}, {T, 200, 210}, {T, 300, 310}, {T, 400, 410}}, 30},
    {"two devices count once", {{R, 100, 120}, {R, 100, 120}, {T, 100, 120}}, 20},
    {"a visit that a crash left open counts once", {{R, 100, 0}, {R, 110, 120}, {T, 100, 120}}, 20},
    {"two talks of two devices", {{R, 100, 120}, {R, 110, 130}, {T, 100, 105}, {T, 115, 130}}, 20},
    {"came after it closed", {{R, 100, 0}, {T, UNTIL + 5, 0}}, 0},
    {"left after it closed", {{R, 100, UNTIL + 50}, {T, UNTIL - 10, UNTIL + 50}}, 10},
};

static GArray *
visits_of (const Case *with)
{
  GArray *visits = g_array_new (FALSE, FALSE, sizeof (DuoVisit));

  for (guint i = 0; i < G_N_ELEMENTS (with->visits) && with->visits[i].entered != 0; i++)
    g_array_append_val (visits, with->visits[i]);
  return visits;
}

static void
test_together (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) visits = visits_of (&cases[i]);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (duo_visits_get_together (visits, UNTIL), ==, cases[i].together);
      g_assert_cmpint (duo_visits_judge (visits, UNTIL, FALSE), ==,
                       cases[i].together >= 30 ? DUO_VERB_CLOSE_ROOM : DUO_VERB_CLOSE_EMPTY_ROOM);
      g_assert_cmpint (duo_visits_judge (visits, UNTIL, TRUE), ==, DUO_VERB_CLOSE_ROOM);
    }
}

/* The order in which the visits were written down must not matter. */
static void
test_order (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) visits = visits_of (&cases[i]);
      g_autoptr (GArray) reversed = g_array_new (FALSE, FALSE, sizeof (DuoVisit));

      for (guint j = visits->len; j > 0; j--)
        g_array_append_val (reversed, g_array_index (visits, DuoVisit, j - 1));
      g_assert_cmpint (duo_visits_get_together (reversed, UNTIL), ==, cases[i].together);
    }
}

/* A recruiter who waits, and a talent who is there for one second of each three. */
static void
test_ten_thousand (void)
{
  const DuoVisit waiting = {R, 100, 0};
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (DuoVisit));

  g_array_append_val (visits, waiting);
  for (guint i = 0; i < 10000; i++)
    {
      const DuoVisit look = {T, 200 + 3 * i, 201 + 3 * i};

      g_array_append_val (visits, look);
    }
  g_assert_cmpint (duo_visits_get_together (visits, 100000), ==, 10000);
  g_assert_cmpint (duo_visits_get_together (visits, 200 + 3 * 5000), ==, 5000);
  g_assert_cmpint (duo_visits_get_absent (visits, 200 + 3 * 20), ==, DUO_ABSENT_TALENT);
}

static void
test_inside (void)
{
  const Case gone = {"", {{R, 100, 200}, {T, 100, 0}}},
             back = {"", {{R, 100, 200}, {T, 100, 0}, {R, 300, 0}}};
  g_autoptr (GArray) without = visits_of (&gone);
  g_autoptr (GArray) with = visits_of (&back);

  g_assert_false (duo_visits_is_inside (without, R));
  g_assert_true (duo_visits_is_inside (without, T));
  g_assert_false (duo_visits_both_inside (without));
  g_assert_true (duo_visits_both_inside (with));
}

/* PRODUCT §2: while both are inside it stays open, 30 minutes after the end at most. */
static void
test_stretched_room (void)
{
  const DuoTimeRange chat = {90000, 90900}, room = {89700, 91200};
  const Case both = {"", {{R, 90000, 0}, {T, 90000, 0}}}, one = {"", {{R, 90000, 0}, {T, 90000, 90500}}};
  g_autoptr (GArray) talking = visits_of (&both);
  g_autoptr (GArray) alone = visits_of (&one);

  g_assert_cmpint (duo_visits_stretch_room (talking, room, chat).end, ==, 90900 + 1800);
  g_assert_cmpint (duo_visits_stretch_room (talking, room, chat).start, ==, room.start);
  g_assert_cmpint (duo_visits_stretch_room (alone, room, chat).end, ==, room.end);
}

/* PRODUCT §5: who was there for less than 30 s; if neither was, who was there less. */
static void
test_absent (void)
{
  static const struct
  {
    Case visits;
    DuoAbsence absent;
  } table[] = {
      {{"nobody came", {{0}}}, DUO_ABSENT_BOTH},
      {{"the talent waited", {{T, 100, 900}}}, DUO_ABSENT_RECRUITER},
      {{"the recruiter waited", {{R, 100, 900}}}, DUO_ABSENT_TALENT},
      {{"a look for 29 seconds", {{R, 100, 900}, {T, 200, 229}}}, DUO_ABSENT_TALENT},
      {{"two short looks", {{R, 100, 129}, {T, 200, 229}}}, DUO_ABSENT_BOTH},
      {{"past each other, the talent longer", {{R, 100, 140}, {T, 200, 300}}}, DUO_ABSENT_RECRUITER},
      {{"past each other, the recruiter longer", {{R, 100, 300}, {T, 400, 440}}}, DUO_ABSENT_TALENT},
      {{"past each other, alike", {{R, 100, 140}, {T, 200, 240}}}, DUO_ABSENT_BOTH},
      {{"two devices count once", {{T, 100, 120}, {T, 100, 120}, {R, 300, 400}}}, DUO_ABSENT_TALENT},
      {{"they met, and yet", {{R, 100, 200}, {T, 100, 200}}}, DUO_ABSENT_TALENT},
      {{"they met for just long enough", {{R, 200, 230}, {T, 100, 900}}}, DUO_ABSENT_TALENT},
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GArray) visits = visits_of (&table[i].visits);

      g_test_message ("%s", table[i].visits.name);
      g_assert_cmpint (duo_visits_get_absent (visits, UNTIL), ==, table[i].absent);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/visits/together", test_together);
  g_test_add_func ("/domain/visits/absent", test_absent);
  g_test_add_func ("/domain/visits/order", test_order);
  g_test_add_func ("/domain/visits/ten-thousand", test_ten_thousand);
  g_test_add_func ("/domain/visits/inside", test_inside);
  g_test_add_func ("/domain/visits/stretched-room", test_stretched_room);
  return g_test_run ();
}
