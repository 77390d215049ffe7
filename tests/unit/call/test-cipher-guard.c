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

/* A packet of pictures: its first two bytes, and what stands for the extension's length where there is one. */
static gboolean
take_media (guint first, guint second, guint words, gsize size)
{
  guint8 data[2 * SIZE] = {(guint8) first, (guint8) second};

  for (guint i = 12; i < sizeof data; i += 4)
    data[i + 3] = (guint8) words;
  return duo_cipher_guard_take (data, size);
}

static void
test_reports (void)
{
  guint8 long_one[SIZE] = {0x81, GST_RTCP_TYPE_RR, 1, 0};

  g_assert_true (take (0, GST_RTCP_TYPE_RR, 1, SIZE));
  g_assert_true (take (1, GST_RTCP_TYPE_SR, 12, SIZE));
  g_assert_true (take (15, GST_RTCP_TYPE_RTPFB, 3, SIZE));
  g_assert_true (take (1, GST_RTCP_TYPE_PSFB, 2, 22));
  g_assert_true (take (1, GST_RTCP_TYPE_APP, 2, SIZE));
  g_assert_true (take (1, GST_RTCP_TYPE_BYE, 1, SIZE));
  g_assert_true (duo_cipher_guard_take (long_one, SIZE));
}

static void
test_of_nobody (void)
{
  g_assert_false (take (0, GST_RTCP_TYPE_BYE, 0, SIZE));
  g_assert_false (take (0, GST_RTCP_TYPE_BYE, 1, SIZE));
  /* Kinds that have no sender, and one that is not known. */
  g_assert_false (take (1, GST_RTCP_TYPE_SDES, 1, SIZE));
  g_assert_false (take (1, GST_RTCP_TYPE_XR, 1, SIZE));
  g_assert_false (take (0, 192, 1, SIZE));
  /* No room for a name. */
  g_assert_false (take (0, GST_RTCP_TYPE_RR, 0, SIZE));
  g_assert_false (take (0, GST_RTCP_TYPE_RR, 1, 21));
  g_assert_false (take (0, GST_RTCP_TYPE_RR, 1, 2));
}

static void
test_media (void)
{
  g_assert_true (take_media (0x80, 96, 0, SIZE));
  g_assert_true (take_media (0x80, 0x80 | 111, 0, 12));
  g_assert_true (take_media (0x82, 96, 0, 20));
  g_assert_true (take_media (0x92, 96, 1, 28));
  g_assert_true (take_media (0xbf, 63, 0, SIZE + 12));
}

/* What cannot be read as pictures or sound would be read as a report. */
static void
test_broken_media (void)
{
  g_assert_false (take_media (0x80, 96, 0, 11));
  g_assert_false (take_media (0x80, 96, 0, 1));
  g_assert_false (take_media (0x82, 96, 0, 19));
  g_assert_false (take_media (0x90, 96, 0, 15));
  g_assert_false (take_media (0x92, 96, 1, 27));
  g_assert_false (take_media (0x80, 64, 0, SIZE));
  g_assert_false (take_media (0x80, 95, 0, SIZE));
}

/* Of other protocols: nothing of it comes to srtpdec. */
static void
test_the_rest (void)
{
  g_assert_true (take_media (127, GST_RTCP_TYPE_BYE, 0, SIZE));
  g_assert_true (take_media (192, GST_RTCP_TYPE_BYE, 0, SIZE));
  g_assert_true (take_media (0, 0, 0, 0));
}

/* ── on the way ───────────────────────────────────────────────────────────────────────────────── */

static const guint8 goodbye[SIZE] = {0x80, GST_RTCP_TYPE_BYE, 0, 0};
static const guint8 report[SIZE] = {0x80, GST_RTCP_TYPE_RR, 0, 1};
static const guint8 picture[SIZE] = {0x80, 96};

static GstBuffer *
new_packet (const guint8 *data)
{
  return gst_buffer_new_memdup (data, SIZE);
}

static void
on_handoff (GstElement *sink, GstBuffer *buffer, GstPad *pad, GString *kinds)
{
  guint8 kind = 0;

  gst_buffer_extract (buffer, 1, &kind, 1);
  g_string_append_printf (kinds, "%u ", kind);
}

/* What stands where srtpdec does, and writes down what comes. */
static GstElement *
new_decrypter (GString *kinds)
{
  GstElement *bin = gst_object_ref_sink (gst_bin_new (NULL));

  for (guint i = 0; i < 2; i++)
    {
      GstElement *sink = gst_element_factory_make ("fakesink", NULL);
      g_autoptr (GstPad) end = gst_element_get_static_pad (sink, "sink");

      g_object_set (sink, "signal-handoffs", TRUE, "async", FALSE, "sync", FALSE, NULL);
      g_signal_connect (sink, "handoff", G_CALLBACK (on_handoff), kinds);
      gst_bin_add (GST_BIN (bin), sink);
      gst_element_add_pad (bin, gst_ghost_pad_new (i == 0 ? "rtp_sink" : "rtcp_sink", end));
    }
  gst_element_set_state (bin, GST_STATE_PLAYING);
  return bin;
}

static void
check_pad (const char *name)
{
  g_autoptr (GString) kinds = g_string_new (NULL);
  GstElement *decrypter = new_decrypter (kinds);
  g_autoptr (GstPad) end = gst_element_get_static_pad (decrypter, name);
  g_autoptr (GstPad) source = gst_object_ref_sink (gst_pad_new ("src", GST_PAD_SRC));
  GstBufferList *list = gst_buffer_list_new ();
  GstSegment segment;

  duo_cipher_guard_watch (decrypter);
  gst_segment_init (&segment, GST_FORMAT_BYTES);
  gst_pad_set_active (source, TRUE);
  g_assert_cmpint (gst_pad_link (source, end), ==, GST_PAD_LINK_OK);
  gst_pad_push_event (source, gst_event_new_stream_start ("packets"));
  gst_pad_push_event (source, gst_event_new_segment (&segment));
  gst_pad_push (source, new_packet (picture));
  gst_pad_push (source, new_packet (goodbye));
  gst_buffer_list_add (list, new_packet (report));
  gst_buffer_list_add (list, new_packet (goodbye));
  gst_buffer_list_add (list, new_packet (picture));
  gst_pad_push_list (source, list);
  g_assert_cmpstr (kinds->str, ==, "96 201 96 ");
  gst_pad_set_active (source, FALSE);
  gst_element_set_state (decrypter, GST_STATE_NULL);
  gst_object_unref (decrypter);
}

/* One by one and in a list, at both of its doors. */
static void
test_on_the_way (void)
{
  check_pad ("rtp_sink");
  check_pad ("rtcp_sink");
}

int
main (int argc, char *argv[])
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cipher-guard/reports", test_reports);
  g_test_add_func ("/cipher-guard/of-nobody", test_of_nobody);
  g_test_add_func ("/cipher-guard/media", test_media);
  g_test_add_func ("/cipher-guard/broken-media", test_broken_media);
  g_test_add_func ("/cipher-guard/the-rest", test_the_rest);
  g_test_add_func ("/cipher-guard/on-the-way", test_on_the_way);
  return g_test_run ();
}
