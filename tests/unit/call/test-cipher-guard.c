/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-cipher-guard.h"

#include <gst/rtp/gstrtcpbuffer.h>

#define SIZE 64

/* A report's head: as many of what it counts, of a kind, and so many words behind the first; unreadable from then on. */
static gboolean
take (guint count, guint kind, guint words, gsize size)
{
  guint8 data[SIZE] = {
      (guint8) (0x80 | count), (guint8) kind, 0, (guint8) words, 0, 0, 0, 7, 0x80, 203, 0, 0};

  return duo_cipher_guard_take (data, size);
}

static void
test_reports (void)
{
  g_assert_true (take (0, GST_RTCP_TYPE_RR, 1, SIZE));
  g_assert_true (take (1, GST_RTCP_TYPE_SR, 12, SIZE));
  g_assert_true (take (15, GST_RTCP_TYPE_RTPFB, 3, SIZE));
  g_assert_true (take (1, GST_RTCP_TYPE_PSFB, 2, 22));
}

static void
test_of_nobody (void)
{
  g_assert_false (take (0, GST_RTCP_TYPE_BYE, 0, SIZE));
  g_assert_false (take (0, GST_RTCP_TYPE_BYE, 1, SIZE));
  /* What is looked past. */
  g_assert_false (take (1, GST_RTCP_TYPE_SDES, 1, SIZE));
  g_assert_false (take (0, 192, 1, SIZE));
  /* No room for a name. */
  g_assert_false (take (0, GST_RTCP_TYPE_RR, 0, SIZE));
  g_assert_false (take (0, GST_RTCP_TYPE_RR, 1, 21));
  g_assert_false (take (0, GST_RTCP_TYPE_RR, 1, 2));
}

/* Pictures, sound, and what is too short to be anything. */
static void
test_the_rest (void)
{
  g_assert_true (take (0, 96, 0, SIZE));
  g_assert_true (take (0, 0x80 | 111, 0, 12));
  g_assert_true (take (0, GST_RTCP_TYPE_BYE, 0, 1));
  g_assert_true (take (0, GST_RTCP_TYPE_BYE, 0, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cipher-guard/reports", test_reports);
  g_test_add_func ("/cipher-guard/of-nobody", test_of_nobody);
  g_test_add_func ("/cipher-guard/the-rest", test_the_rest);
  return g_test_run ();
}
