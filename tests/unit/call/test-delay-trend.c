/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-delay-trend.h"

#define MS 1000
#define EVERY (33 * MS)

/* Sends @count bursts; each waits @growth longer than the one before; returns whether any of them made it grow. */
static gboolean
feed (DuoDelayTrend *trend, gint64 *sent, gint64 *delay, guint count, gint64 growth)
{
  gboolean grew = FALSE;

  for (guint i = 0; i < count; i++)
    {
      *sent += EVERY;
      *delay += growth;
      duo_delay_trend_add (trend, *sent, *sent + *delay);
      grew = grew || duo_delay_trend_get (trend) == DUO_DELAY_GROWING;
    }
  return grew;
}

static void
test_steady (void)
{
  static const gint64 offsets[] = {0, 20 * MS, G_TIME_SPAN_DAY, -G_TIME_SPAN_DAY};

  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      g_autoptr (DuoDelayTrend) trend = duo_delay_trend_new ();
      gint64 sent = G_USEC_PER_SEC, delay = offsets[i];

      g_assert_false (feed (trend, &sent, &delay, 600, 0));
      g_assert_cmpint (duo_delay_trend_get_queue (trend), ==, 0);
    }
}

/* The peer's clock runs 100 ppm faster. */
static void
test_drift (void)
{
  g_autoptr (DuoDelayTrend) trend = duo_delay_trend_new ();
  gint64 sent = G_USEC_PER_SEC, delay = 0;

  g_assert_false (feed (trend, &sent, &delay, 6000, EVERY / 10000));
}

static void
test_queue (void)
{
  g_autoptr (DuoDelayTrend) trend = duo_delay_trend_new ();
  gint64 sent = G_USEC_PER_SEC, delay = 20 * MS;

  feed (trend, &sent, &delay, 60, 0);
  /* A third of a second is enough to see that one picture in ten is too much. */
  g_assert_true (feed (trend, &sent, &delay, 15, 5 * MS));
  g_assert_cmpint (duo_delay_trend_get_queue (trend), ==, 60 * MS);
  feed (trend, &sent, &delay, 15, 5 * MS);
  feed (trend, &sent, &delay, 25, -5 * MS);
  g_assert_cmpint (duo_delay_trend_get (trend), ==, DUO_DELAY_SHRINKING);
  feed (trend, &sent, &delay, 60, 0);
  g_assert_cmpint (duo_delay_trend_get (trend), ==, DUO_DELAY_STEADY);
}

/* Where the way has become longer for good, that is what it is from then on. */
static void
test_longer_way (void)
{
  g_autoptr (DuoDelayTrend) trend = duo_delay_trend_new ();
  gint64 sent = G_USEC_PER_SEC, delay = 20 * MS;

  feed (trend, &sent, &delay, 60, 0);
  delay += 100 * MS;
  feed (trend, &sent, &delay, 30, 0);
  g_assert_cmpint (duo_delay_trend_get_queue (trend), ==, 100 * MS);
  duo_delay_trend_accept (trend);
  g_assert_cmpint (duo_delay_trend_get_queue (trend), ==, 0);
  delay += 50 * MS;
  feed (trend, &sent, &delay, 30, 0);
  g_assert_cmpint (duo_delay_trend_get_queue (trend), ==, 50 * MS);
  feed (trend, &sent, &delay, 1000, 0);
  g_assert_cmpint (duo_delay_trend_get_queue (trend), ==, 0);
}

/* A large picture takes its time, and is none that anything waits for. */
static void
test_large_pictures (void)
{
  g_autoptr (DuoDelayTrend) trend = duo_delay_trend_new ();
  gboolean grew = FALSE;

  for (gint64 sent = G_USEC_PER_SEC; sent < 20 * G_USEC_PER_SEC; sent += EVERY)
    for (gint64 i = 0; i < 1 + sent / (2 * G_USEC_PER_SEC); i++)
      {
        duo_delay_trend_add (trend, sent + i, sent + 20 * MS + i * 3 * MS);
        grew = grew || duo_delay_trend_get (trend) == DUO_DELAY_GROWING;
      }
  g_assert_false (grew);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/delay-trend/steady", test_steady);
  g_test_add_func ("/delay-trend/drift", test_drift);
  g_test_add_func ("/delay-trend/queue", test_queue);
  g_test_add_func ("/delay-trend/longer-way", test_longer_way);
  g_test_add_func ("/delay-trend/large-pictures", test_large_pictures);
  return g_test_run ();
}
