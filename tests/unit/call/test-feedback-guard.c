/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-feedback-guard.h"

#include <string.h>

#define NOT_RECEIVED 0
#define SMALL 1
#define LARGE 2

#define BEGIN (77 * G_TIME_SPAN_SECOND)

/* One feedback whose @chunks are given and which has room for @times bytes of times, before a sender's report or alone. */
typedef struct
{
  guint8 data[256];
  gsize size;
} Report;

static void
put_16 (Report *report, guint value)
{
  report->data[report->size++] = (guint8) (value >> 8);
  report->data[report->size++] = (guint8) value;
}

static guint
run (guint status, guint packets)
{
  return status << 13 | packets;
}

static void
add_feedback (
    Report *report, guint base, guint count, guint number, guint chunks, const guint *chunk, gsize times)
{
  gsize begin = report->size;

  report->data[report->size++] = 0x80 | 15;
  report->data[report->size++] = 205;
  put_16 (report, 0);
  report->size += 8;
  put_16 (report, base);
  put_16 (report, count);
  report->size += 3;
  report->data[report->size++] = (guint8) number;
  for (guint i = 0; i < chunks; i++)
    put_16 (report, chunk[i]);
  report->size += times;
  report->size = begin + (report->size - begin + 3) / 4 * 4;
  report->data[begin + 3] = (guint8) ((report->size - begin) / 4 - 1);
}

static gboolean
take_at (DuoFeedbackGuard *guard, guint base, guint count, guint number, guint chunk, gsize times, gint64 now)
{
  Report report = {0};

  add_feedback (&report, base, count, number, 1, &chunk, times);
  return duo_feedback_guard_take (guard, report.data, report.size, now);
}

static gboolean
take (DuoFeedbackGuard *guard, guint base, guint count, guint number, guint chunk, gsize times)
{
  return take_at (guard, base, count, number, chunk, times, BEGIN);
}

static void
test_what_is_said (void)
{
  DuoFeedbackGuard guard = {0};

  g_assert_true (take (&guard, 0, 20, 0, run (SMALL, 20), 20));
  g_assert_true (take (&guard, 20, 30, 1, run (LARGE, 30), 60));
  g_assert_true (take (&guard, 50, 7, 2, 0xc000 | 1 << 12 | 2 << 10 | 1, 4));
  g_assert_true (take (&guard, 57, 14, 3, 0x8000 | 0x3fff, 14));
  g_assert_true (take (&guard, 71, DUO_FEEDBACK_MAX, 4, run (NOT_RECEIVED, DUO_FEEDBACK_MAX), 0));
}

/* Eight runs of 8,191 lost packets are sixteen bytes. */
static void
test_more_than_there_can_be (void)
{
  guint chunks[9];
  DuoFeedbackGuard guard = {0};
  Report report = {0};

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    chunks[i] = run (NOT_RECEIVED, 8191);
  add_feedback (&report, 0, 65535, 0, G_N_ELEMENTS (chunks), chunks, 0);
  g_assert_false (duo_feedback_guard_take (&guard, report.data, report.size, BEGIN));
  g_assert_false (take (&guard, 0, DUO_FEEDBACK_MAX + 1, 0, run (NOT_RECEIVED, DUO_FEEDBACK_MAX + 1), 0));
  g_assert_false (guard.begun);
}

/* The chunks end too soon; or the times do. */
static void
test_less_than_it_says (void)
{
  DuoFeedbackGuard guard = {0};

  g_assert_false (take (&guard, 0, 21, 0, run (SMALL, 17), 17));
  g_assert_false (take (&guard, 0, 30, 0, run (SMALL, 30), 20));
  g_assert_false (take (&guard, 0, 30, 0, run (LARGE, 30), 50));
  g_assert_true (take (&guard, 0, 30, 0, run (SMALL, 8191), 30));
}

/* Between this one and the one before there are more than there can be: the reader would make an entry for each. */
static void
test_gaps (void)
{
  DuoFeedbackGuard guard = {0};

  g_assert_true (take (&guard, 0, 10, 0, run (SMALL, 10), 10));
  g_assert_true (take (&guard, 10 + DUO_FEEDBACK_MAX, 10, 1, run (SMALL, 10), 10));
  g_assert_false (take (&guard, 60000, 10, 2, run (SMALL, 10), 10));
  /* The next one comes behind one that is missing, which has the reader begin anew. */
  g_assert_true (take (&guard, 60010, 10, 3, run (SMALL, 10), 10));
  g_assert_cmpuint (guard.expected, ==, 60020);
  g_assert_true (take (&guard, 60020, 10, 4, run (SMALL, 10), 10));
  /* What is older is read as it is. */
  g_assert_true (take (&guard, 100, 10, 1, run (SMALL, 10), 10));
  g_assert_true (take (&guard, 100, 10, 5, run (SMALL, 10), 10));
  g_assert_cmpuint (guard.expected, ==, 60030);
}

/* Where one of several is wrong none is read, so none is expected either. */
static void
test_several (void)
{
  guint good = run (SMALL, 10), wrong = run (LARGE, 10);
  DuoFeedbackGuard guard = {0};
  Report report = {{0x80, 200, 0, 1}, 8};

  add_feedback (&report, 0, 10, 0, 1, &good, 10);
  g_assert_true (duo_feedback_guard_take (&guard, report.data, report.size, BEGIN));
  g_assert_cmpuint (guard.expected, ==, 10);
  add_feedback (&report, 10, 10, 1, 1, &wrong, 2);
  g_assert_false (duo_feedback_guard_take (&guard, report.data, report.size, BEGIN));
  g_assert_cmpuint (guard.expected, ==, 10);
}

static const struct
{
  guint8 data[20];
  gsize size;
  gboolean good;
} names[] = {
    {{0x81, 202, 0, 3, 1, 2, 3, 4, 1, 3, 'a', 'b', 'c', 0, 0, 0}, 16, TRUE},
    {{0x81, 202, 0, 3, 1, 2, 3, 4, 1, 3, 'a', 0xff, 'c', 0, 0, 0}, 16, FALSE},
    {{0x81, 202, 0, 3, 1, 2, 3, 4, 1, 3, 'a', 0xc3, 0xa9, 0, 0, 0}, 16, TRUE},
    {{0x81, 202, 0, 3, 1, 2, 3, 4, 1, 2, 'a', 'b', 2, 2, 0xff, 0}, 16, FALSE},
    {{0x81, 202, 0, 3, 1, 2, 3, 4, 1, 200, 'a', 'b', 'c', 0, 0, 0}, 16, FALSE},
    {{0x82, 202, 0, 4, 1, 2, 3, 4, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 1, 'a', 0}, 20, TRUE},
    {{0x82, 202, 0, 4, 1, 2, 3, 4, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 1, 0xff, 0}, 20, FALSE},
    {{0x80, 202, 0, 0}, 4, TRUE},
};

static void
test_names (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      DuoFeedbackGuard guard = {0};

      g_test_message ("case %u", (guint) i);
      g_assert_true (duo_feedback_guard_take (&guard, names[i].data, names[i].size, BEGIN) == names[i].good);
    }
}

/* What has no feedback, or no end, is not ours to judge; nothing is read beyond it. */
static void
test_anything (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);
  DuoFeedbackGuard guard = {0};

  g_assert_true (duo_feedback_guard_take (&guard, NULL, 0, BEGIN));
  for (guint i = 0; i < 200000; i++)
    {
      gsize size = (gsize) g_rand_int_range (chance, 0, 64);
      g_autofree guint8 *data = g_malloc (size);

      for (gsize j = 0; j < size; j++)
        data[j] = (guint8) g_rand_int (chance);
      if (size > 3)
        memcpy (data, (guint8[]) {0x8f, i % 2 == 0 ? 205 : 202, 0}, 3);
      duo_feedback_guard_take (&guard, data, size, BEGIN + i * G_TIME_SPAN_SECOND);
    }
}

/* ── more of it than there can be ─────────────────────────────────────────────────────────────── */

typedef struct
{
  DuoFeedbackGuard guard;
  guint base;
  guint number;
} Sayer;

/* Tells of @count packets, @gap behind those of before. */
static gboolean
say (Sayer *self, guint gap, guint count, gint64 now)
{
  guint base = (self->base + gap) & 0xffff;

  if (!take_at (&self->guard, base, count, self->number & 0xff, run (NOT_RECEIVED, count), 0, now))
    return FALSE;
  self->base = base + count;
  self->number++;
  return TRUE;
}

/* How often it is read within a second that begins with full buckets and has 2000 of them. */
static guint
say_in_a_second (Sayer *self, guint gap, guint count)
{
  guint read = 0;

  for (guint i = 0; i < 2000; i++)
    read += say (self, gap, count, BEGIN + i * G_TIME_SPAN_SECOND / 2000);
  return read;
}

static void
test_flood_of_packets (void)
{
  Sayer sayer = {0};

  g_assert_cmpuint (say_in_a_second (&sayer, 0, 1024), <=, (2 * DUO_FEEDBACK_MAX + DUO_FEEDBACK_TOLD) / 1024);
  /* Later there is room again. */
  g_assert_true (say (&sayer, 0, 1024, BEGIN + 2 * G_TIME_SPAN_SECOND));
}

/* What is left out costs as much as what is told. */
static void
test_flood_of_gaps (void)
{
  Sayer sayer = {0};

  g_assert_cmpuint (say_in_a_second (&sayer, 2000, 1), <=,
                    (2 * DUO_FEEDBACK_MAX + DUO_FEEDBACK_TOLD) / 2000 + 1);
}

static void
test_flood_of_reports (void)
{
  static const guint8 receiver[] = {0x80, 201, 0, 1, 1, 2, 3, 4};
  static const guint8 large[1200] = {0x80, 201, 0x01, 0x2b};
  DuoFeedbackGuard guard = {0}, other = {0};
  guint reports = 0;
  gsize bytes = 0;

  for (guint i = 0; i < 5000; i++)
    reports += duo_feedback_guard_take (&guard, receiver, sizeof receiver, BEGIN + i * 200);
  g_assert_cmpuint (reports, <=, 3 * DUO_FEEDBACK_REPORTS);
  g_assert_cmpuint (reports, >=, 2 * DUO_FEEDBACK_REPORTS);
  for (guint i = 0; i < 900; i++)
    if (duo_feedback_guard_take (&other, large, sizeof large, BEGIN + i * 1000))
      bytes += sizeof large;
  g_assert_cmpuint (bytes, <=, 3 * DUO_FEEDBACK_BYTES);
  g_assert_cmpuint (bytes, >=, 2 * DUO_FEEDBACK_BYTES - sizeof large);
}

/* Asks for packets again: @words of them, and @behind each those whose bits are set. */
static gboolean
ask (DuoFeedbackGuard *guard, guint words, guint16 behind, gint64 now)
{
  guint8 data[1408] = {0x80 | 1, 205, (guint8) ((words + 2) >> 8), (guint8) (words + 2)};

  for (guint i = 0; i < words; i++)
    {
      guint8 *word = data + 12 + 4 * i;

      word[1] = (guint8) (17 * i);
      word[2] = (guint8) (behind >> 8);
      word[3] = (guint8) behind;
    }
  return duo_feedback_guard_take (guard, data, 12 + 4 * words, now);
}

/* How often it is read within a second that begins with full buckets and has @times of them. */
static guint
ask_in_a_second (guint times, guint words, guint16 behind)
{
  DuoFeedbackGuard guard = {0};
  guint read = 0;

  for (guint i = 0; i < times; i++)
    read += ask (&guard, words, behind, BEGIN + i * G_TIME_SPAN_SECOND / times);
  return read;
}

static void
test_flood_of_missed (void)
{
  DuoFeedbackGuard guard = {0};

  g_assert_cmpuint (ask_in_a_second (50, 347, 0), >=, 1);
  g_assert_cmpuint (ask_in_a_second (50, 347, 0), <=, 3 * DUO_FEEDBACK_MISSED / 347);
  g_assert_cmpuint (ask_in_a_second (450, 10, 0xffff), <=, 3 * DUO_FEEDBACK_MISSED / 170);
  g_assert_cmpuint (ask_in_a_second (450, 10, 0x8001), <=, 3 * DUO_FEEDBACK_MISSED / 30);
  /* Later there is room again. */
  g_assert_true (ask (&guard, 58, 0xffff, BEGIN));
  g_assert_false (ask (&guard, 58, 0xffff, BEGIN));
  g_assert_true (ask (&guard, 58, 0xffff, BEGIN + 2 * G_TIME_SPAN_SECOND));
  /* A report without even the sources. */
  g_assert_false (duo_feedback_guard_take (&guard, (const guint8[]) {0x81, 205, 0, 1, 1, 2, 3, 4}, 8, BEGIN));
}

/* A twentieth of 2.5 Mbit/s lost, each packet asked for twice, for a minute; and a whole second of it at once. */
static void
test_missed_as_usual (void)
{
  DuoFeedbackGuard guard = {0};

  for (guint i = 0; i < 60 * 40; i++)
    g_assert_true (ask (&guard, 1, 0, BEGIN + i * G_TIME_SPAN_SECOND / 40));
  g_assert_true (ask (&guard, 16, 0xffff, BEGIN + 60 * G_TIME_SPAN_SECOND));
}

/* What a browser says of a call with a screen, for a minute: all is read. */
static void
test_what_is_usual (void)
{
  Sayer sayer = {0};

  for (guint i = 0; i < 60 * 20; i++)
    g_assert_true (say (&sayer, 0, 30, BEGIN + i * G_TIME_SPAN_SECOND / 20));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/feedback-guard/what-is-said", test_what_is_said);
  g_test_add_func ("/call/feedback-guard/more-than-there-can-be", test_more_than_there_can_be);
  g_test_add_func ("/call/feedback-guard/less-than-it-says", test_less_than_it_says);
  g_test_add_func ("/call/feedback-guard/gaps", test_gaps);
  g_test_add_func ("/call/feedback-guard/several", test_several);
  g_test_add_func ("/call/feedback-guard/names", test_names);
  g_test_add_func ("/call/feedback-guard/anything", test_anything);
  g_test_add_func ("/call/feedback-guard/flood-of-packets", test_flood_of_packets);
  g_test_add_func ("/call/feedback-guard/flood-of-gaps", test_flood_of_gaps);
  g_test_add_func ("/call/feedback-guard/flood-of-reports", test_flood_of_reports);
  g_test_add_func ("/call/feedback-guard/flood-of-missed", test_flood_of_missed);
  g_test_add_func ("/call/feedback-guard/missed-as-usual", test_missed_as_usual);
  g_test_add_func ("/call/feedback-guard/what-is-usual", test_what_is_usual);
  return g_test_run ();
}
