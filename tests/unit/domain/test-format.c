/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-error.h"
#include "duo-format.h"

static void
assert_invalid (const DuoFormat *format)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (duo_format_validate (format, &error));
  g_assert_error (error, DUO_DOMAIN_ERROR, DUO_DOMAIN_ERROR_INVALID);
}

static void
test_defaults (void)
{
  DuoFormat format;

  duo_format_init (&format);
  g_assert_true (duo_format_validate (&format, NULL));
  g_assert_true (duo_format_allows_duration (&format, 15));
  g_assert_false (duo_format_allows_duration (&format, 30));
  g_assert_cmpuint (format.limit_per_talent, ==, DUO_NO_LIMIT);
  g_assert_cmpuint (format.room_early, ==, 5);
  g_assert_cmpuint (format.room_late, ==, 5);
}

static void
test_durations (void)
{
  static const struct
  {
    guint durations[3], n_durations;
    gboolean valid;
  } cases[] = {
      {{5, 120}, 2, TRUE}, {{15, 30, 45}, 3, TRUE}, {{0}, 0, FALSE},      {{0}, 1, FALSE},   {{7}, 1, FALSE},
      {{125}, 1, FALSE},   {{30, 15}, 2, FALSE},    {{15, 15}, 2, FALSE}, {{15}, 25, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoFormat format;

      duo_format_init (&format);
      for (guint j = 0; j < 3; j++)
        format.durations[j] = cases[i].durations[j];
      format.n_durations = cases[i].n_durations;
      g_test_message ("case %u", i);
      g_assert_cmpint (duo_format_validate (&format, NULL), ==, cases[i].valid);
    }
}

/* Five minutes to two hours, in steps of five; where nothing is set, the first that the event has. */
static void
test_one_duration (void)
{
  const DuoFormat format = {.durations = {20, 40}, .n_durations = 2};

  for (guint minutes = 0; minutes < 200; minutes++)
    g_assert_cmpint (duo_format_is_duration (minutes), ==, minutes > 0 && minutes <= 120 && minutes % 5 == 0);
  g_assert_cmpuint (duo_format_get_default_duration (&format), ==, 20);
}

static void
test_refuses (void)
{
  DuoFormat good, format;

  duo_format_init (&good);
  format = good, format.requests_by = 0;
  assert_invalid (&format);
  format = good, format.requests_by = 4;
  assert_invalid (&format);
  format = good, format.gap = 7;
  assert_invalid (&format);
  format = good, format.gap = 1445;
  assert_invalid (&format);
  format = good, format.opens = -1;
  assert_invalid (&format);
  format = good, format.expiry = G_MAXUINT;
  assert_invalid (&format);
  format = good, format.notice = G_MAXUINT;
  assert_invalid (&format);
  format = good, format.closes = G_MAXUINT;
  assert_invalid (&format);
  format = good, format.room_late = 61;
  assert_invalid (&format);
}

/* PRODUCT §2: opens 5 minutes early; closes 5 minutes after the end or when the next chat begins. */
static void
test_room (void)
{
  const DuoTimeRange chat = {90000, 90900};
  DuoFormat format;
  DuoTimeRange room;

  duo_format_init (&format);
  room = duo_format_get_room (&format, chat, G_MAXINT64);
  g_assert_cmpint (room.start, ==, 90000 - 300);
  g_assert_cmpint (room.end, ==, 90900 + 300);
  g_assert_cmpint (duo_format_get_room (&format, chat, 90900).end, ==, 90900);
  g_assert_cmpint (duo_format_get_room (&format, chat, 91080).end, ==, 91080);
  g_assert_cmpint (duo_format_get_room (&format, chat, 91800).end, ==, 91200);
}

/* When the other's next chat begins is told once it matters. */
static void
test_told_room (void)
{
  const DuoTimeRange chat = {90000, 90900};
  const gint64 opens = chat.start - 300;
  DuoFormat format;
  DuoTimeRange alone, followed;

  duo_format_init (&format);
  alone = duo_format_get_room (&format, chat, G_MAXINT64);
  followed = duo_format_get_room (&format, chat, chat.end);
  g_assert_cmpint (duo_format_tell_room (&format, chat, alone, opens - 1).end, ==, alone.end);
  g_assert_cmpint (duo_format_tell_room (&format, chat, followed, opens - 1).end, ==, alone.end);
  g_assert_cmpint (duo_format_tell_room (&format, chat, followed, opens - 1).start, ==, opens);
  g_assert_cmpint (duo_format_tell_room (&format, chat, followed, opens).end, ==, chat.end);
  g_assert_cmpint (duo_format_tell_room (&format, chat, followed, chat.end).end, ==, chat.end);
}

/* Two chats keep the gap exactly where neither lies in what the other wants clear. */
static void
test_clear (void)
{
  const DuoTimeRange chat = {90000, 90900};
  DuoFormat format;
  DuoTimeRange clear;

  duo_format_init (&format);
  g_assert_true (duo_time_range_equal (duo_format_get_clear (&format, chat), chat));
  format.gap = 10;
  clear = duo_format_get_clear (&format, chat);
  g_assert_cmpint (clear.start, ==, 90000 - 600);
  g_assert_cmpint (clear.end, ==, 90900 + 600);
  for (gint64 start = 90000 - 2400; start < 93000; start += 300)
    {
      DuoTimeRange other = {start, start + 600};
      gint64 between = MAX (other.start - chat.end, chat.start - other.end);

      g_assert_cmpint (duo_time_range_overlaps (clear, other), ==, between < 600);
      g_assert_cmpint (duo_time_range_overlaps (duo_format_get_clear (&format, other), chat), ==,
                       between < 600);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/format/defaults", test_defaults);
  g_test_add_func ("/domain/format/durations", test_durations);
  g_test_add_func ("/domain/format/one-duration", test_one_duration);
  g_test_add_func ("/domain/format/refuses", test_refuses);
  g_test_add_func ("/domain/format/room", test_room);
  g_test_add_func ("/domain/format/told-room", test_told_room);
  g_test_add_func ("/domain/format/clear", test_clear);
  return g_test_run ();
}
