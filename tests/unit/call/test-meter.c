/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-meter.h"

#define SECOND G_USEC_PER_SEC

static void
test_rates (void)
{
  DuoMeter meter = {0};
  DuoMeterCounts counts = {.pictures_received = 100, .bytes_received = 5000, .bytes_sent = 700};

  duo_meter_read (&meter, &counts, 9 * SECOND);
  g_assert_cmpfloat (meter.pictures_received, ==, 0);
  g_assert_cmpfloat (meter.bits_received, ==, 0);
  counts = (DuoMeterCounts) {130, 15, 105000, 2700, 10, 0};
  duo_meter_read (&meter, &counts, 11 * SECOND);
  g_assert_cmpfloat (meter.pictures_received, ==, 15);
  g_assert_cmpfloat (meter.pictures_sent, ==, 7.5);
  g_assert_cmpfloat (meter.bits_received, ==, 400000);
  g_assert_cmpfloat (meter.bits_sent, ==, 8000);
  /* No time has passed: nothing can be said. */
  duo_meter_read (&meter, &(DuoMeterCounts) {0}, 11 * SECOND);
  g_assert_cmpfloat (meter.bits_sent, ==, 8000);
}

static void
test_lost (void)
{
  DuoMeter meter = {0};
  DuoMeterCounts counts = {0};

  duo_meter_read (&meter, &counts, SECOND);
  counts.packets_received = 90;
  counts.packets_lost = 10;
  duo_meter_read (&meter, &counts, 2 * SECOND);
  g_assert_cmpfloat_with_epsilon (meter.lost, 0.05, 1e-9);
  for (gint64 i = 3; i < 20; i++)
    {
      counts.packets_received += 90;
      counts.packets_lost += 10;
      duo_meter_read (&meter, &counts, i * SECOND);
    }
  g_assert_cmpfloat_with_epsilon (meter.lost, 0.1, 1e-3);
  /* Nothing came, and the count of a new connection is smaller. */
  duo_meter_read (&meter, &counts, 20 * SECOND);
  duo_meter_read (&meter, &(DuoMeterCounts) {0}, 21 * SECOND);
  g_assert_cmpfloat (meter.lost, <, 0.03);
}

static void
test_still (void)
{
  DuoMeter meter = {0};
  DuoMeterCounts counts = {0};

  for (gint64 i = 1; i < 5; i++)
    {
      counts.bytes_received += 1000;
      duo_meter_read (&meter, &counts, i * SECOND);
    }
  g_assert_cmpuint (meter.still, ==, 3);
  counts.pictures_received++;
  counts.bytes_received += 1000;
  duo_meter_read (&meter, &counts, 5 * SECOND);
  g_assert_cmpuint (meter.still, ==, 0);
  /* Where nothing at all comes it is not for a picture that one waits. */
  duo_meter_read (&meter, &counts, 6 * SECOND);
  g_assert_cmpuint (meter.still, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/meter/rates", test_rates);
  g_test_add_func ("/meter/lost", test_lost);
  g_test_add_func ("/meter/still", test_still);
  return g_test_run ();
}
