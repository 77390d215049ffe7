/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An installation that lacks a part of GStreamer: a program of its own, since the part is gone for the whole process. */

#include "duo-media-format.h"
#include "pair.h"

/* The whole plugin: loading it for another element would bring the one back. */
static void
remove_plugin (const char *name)
{
  GstRegistry *registry = gst_registry_get ();
  g_autoptr (GstPlugin) plugin = gst_registry_find_plugin (registry, name);

  g_assert_nonnull (plugin);
  gst_registry_remove_plugin (registry, plugin);
}

static void
test_missing_encoder (void)
{
  Pair pair;

  pair_set_up (&pair);
  duo_call_start (pair.talent.call);
  g_assert_cmpint (duo_call_get_state (pair.talent.call), ==, DUO_CALL_ENDED);
  g_assert_error (duo_call_get_error (pair.talent.call), DUO_CALL_ERROR, DUO_CALL_ERROR_MISSING_PLUGIN);
  g_assert_cmpstr (duo_call_get_error (pair.talent.call)->message, ==, "vp8enc");
  pair_tear_down (&pair);
}

static gboolean
is_off (gpointer data)
{
  return !duo_media_source_get_camera (data);
}

/* The drawn person needs its pictures decoded; without, it is a camera that failed. */
static void
test_missing_decoder (void)
{
  DuoMediaSource *source = duo_media_source_new_drawn (DUO_PORTRAIT_TALENT, 320, 180, 15, FALSE);
  g_autoptr (GError) error = NULL;

  duo_media_source_set_camera (source, TRUE);
  pair_wait (is_off, source, 20);
  g_object_get (source, "error", &error, NULL);
  g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE);
  g_assert_finalize_object (source);
}

/* Without H.264 here nobody is told that there is. */
static void
test_missing_h264 (void)
{
  static const char offer[] = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
                              "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n"
                              "m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=rtpmap:102 H264/90000\r\n"
                              "a=fmtp:102 packetization-mode=1;profile-level-id=42e01f\r\n";
  g_autofree char *extended = NULL;
  g_autoptr (GError) error = NULL;
  DuoMediaFormat format;

  g_assert_true (duo_media_format_read (&format, offer, NULL));
  g_assert_cmpint (format.codec, ==, DUO_VIDEO_CODEC_H264);
  remove_plugin ("openh264");
  g_assert_false (duo_media_format_read (&format, offer, &error));
  g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
  extended = duo_media_format_extend (offer);
  g_assert_cmpstr (extended, ==, offer);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/missing/h264", test_missing_h264);
  remove_plugin ("vpx");
  remove_plugin ("png");
  g_test_add_func ("/call/missing/encoder", test_missing_encoder);
  g_test_add_func ("/call/missing/decoder", test_missing_decoder);
  return pair_run ();
}
