/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which codec and which numbers a description asks for. */

#include "duo-call.h"
#include "duo-media-format.h"

#include <string.h>

#define HEAD "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
#define AUDIO "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n"
#define VIDEO "m=video 9 UDP/TLS/RTP/SAVPF "
#define H264(payload, parameters)                                                                            \
  "a=rtpmap:" payload " H264/90000\r\na=fmtp:" payload " level-asymmetry-allowed=1;" parameters "\r\n"

static void
test_read (void)
{
  static const struct
  {
    const char *lines;
    DuoMediaFormat format;
  } cases[] = {
      {AUDIO VIDEO "96\r\na=rtpmap:96 VP8/90000\r\n", {DUO_VIDEO_CODEC_VP8, 96, 111, 0}},
      {VIDEO "100\r\na=rtpmap:100 vp8/90000\r\na=extmap:3 " DUO_TWCC "\r\n" AUDIO,
       {DUO_VIDEO_CODEC_VP8, 100, 111, 3}},
      {VIDEO "100\r\na=rtpmap:100 VP8/90000\r\na=extmap:4/sendonly " DUO_TWCC "\r\n" AUDIO,
       {DUO_VIDEO_CODEC_VP8, 100, 111, 4}},
      /* An id that one byte cannot carry. */
      {VIDEO "100\r\na=rtpmap:100 VP8/90000\r\na=extmap:15 " DUO_TWCC "\r\n" AUDIO,
       {DUO_VIDEO_CODEC_VP8, 100, 111, 0}},
      {VIDEO "98 96\r\na=rtpmap:98 VP9/90000\r\na=rtpmap:96 VP8/90000\r\n" AUDIO,
       {DUO_VIDEO_CODEC_VP8, 96, 111, 0}},
      {VIDEO "102 96\r\na=rtpmap:96 VP8/90000\r\n" H264 (
           "102", "packetization-mode=1;profile-level-id=42e01f") AUDIO,
       {DUO_VIDEO_CODEC_H264, 102, 111, 0}},
      /* The same profile, written as the encoder does. */
      {VIDEO "102\r\n" H264 ("102", "profile-level-id=42C01E;packetization-mode=1") AUDIO,
       {DUO_VIDEO_CODEC_H264, 102, 111, 0}},
      {VIDEO "102 96\r\na=rtpmap:96 VP8/90000\r\n" H264 (
           "102", "packetization-mode=0;profile-level-id=42e01f") AUDIO,
       {DUO_VIDEO_CODEC_VP8, 96, 111, 0}},
      {VIDEO "102 96\r\na=rtpmap:96 VP8/90000\r\n" H264 (
           "102", "packetization-mode=1;profile-level-id=42001f") AUDIO,
       {DUO_VIDEO_CODEC_VP8, 96, 111, 0}},
      {VIDEO "102 96\r\na=rtpmap:96 VP8/90000\r\n" H264 (
           "102", "packetization-mode=1;profile-level-id=640c1f") AUDIO,
       {DUO_VIDEO_CODEC_VP8, 96, 111, 0}},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sdp = g_strconcat (HEAD, cases[i].lines, NULL);
      g_autoptr (GError) error = NULL;
      DuoMediaFormat format;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_true (duo_media_format_read (&format, sdp, &error));
      g_assert_no_error (error);
      g_assert_true (duo_media_format_equal (&format, &cases[i].format));
    }
}

static void
test_nothing_shared (void)
{
  static const char *const cases[] = {
      "",
      VIDEO "96\r\na=rtpmap:96 VP8/90000\r\n",
      AUDIO,
      AUDIO VIDEO "98\r\na=rtpmap:98 VP9/90000\r\n",
      AUDIO VIDEO "96\r\n",
      AUDIO VIDEO "96\r\na=rtpmap:96 VP8X/90000\r\n",
      /* Eight bits. */
      AUDIO VIDEO "224\r\na=rtpmap:224 VP8/90000\r\n",
      /* Described, and not offered. */
      AUDIO VIDEO "98\r\na=rtpmap:96 VP8/90000\r\n",
      AUDIO VIDEO "102\r\na=rtpmap:102 H264/90000\r\n",
      AUDIO VIDEO "102\r\n" H264 ("102", "packetization-mode=1;profile-level-id=42"),
      "m=audio 9 UDP/TLS/RTP/SAVPF 8\r\na=rtpmap:8 PCMA/8000\r\n" VIDEO "96\r\na=rtpmap:96 VP8/90000\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sdp = g_strconcat (HEAD, cases[i], NULL);
      DuoMediaFormat format = duo_media_format_ours;
      g_autoptr (GError) error = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_false (duo_media_format_read (&format, sdp, &error));
      g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
      g_assert_true (duo_media_format_equal (&format, &duo_media_format_ours));
    }
}

static void
test_equal (void)
{
  static const DuoMediaFormat others[] = {
      {DUO_VIDEO_CODEC_H264, 96, 97, 1},
      {DUO_VIDEO_CODEC_VP8, 100, 97, 1},
      {DUO_VIDEO_CODEC_VP8, 96, 111, 1},
      {DUO_VIDEO_CODEC_VP8, 96, 97, 0},
  };

  g_assert_true (duo_media_format_equal (&duo_media_format_ours, &duo_media_format_ours));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (duo_media_format_equal (&others[i], &duo_media_format_ours));
}

static void
test_extend (void)
{
  g_autofree char *text = duo_media_format_extend (HEAD AUDIO VIDEO "96\r\na=rtpmap:96 VP8/90000\r\n");
  const char *video = strstr (text, "m=video");
  DuoMediaFormat format;

  g_assert_nonnull (strstr (text, "SAVPF 111\r\n"));
  g_assert_nonnull (video);
  g_assert_true (g_str_has_prefix (video, "m=video 9 UDP/TLS/RTP/SAVPF 96 102 103\r\n"));
  g_assert_nonnull (strstr (video, "a=rtpmap:102 H264/90000"));
  g_assert_nonnull (strstr (video, "packetization-mode=1;profile-level-id=42e0"));
  g_assert_nonnull (strstr (video, "a=rtcp-fb:102 nack pli"));
  g_assert_nonnull (strstr (video, "a=fmtp:103 apt=102"));
  g_assert_true (duo_media_format_read (&format, text, NULL));
  g_assert_cmpint (format.codec, ==, DUO_VIDEO_CODEC_VP8);
}

static void
test_caps (void)
{
  static const DuoMediaFormat h264 = {DUO_VIDEO_CODEC_H264, 102, 111, 0};
  g_autoptr (GstCaps) caps = duo_media_format_new_caps (&h264, 7);
  g_autoptr (GstCaps) ours = duo_media_format_new_caps (&duo_media_format_ours, 7);

  g_assert_true (duo_media_format_has (&h264, DUO_LINE_SCREEN, caps));
  g_assert_false (duo_media_format_has (&h264, DUO_LINE_SOUND, caps));
  g_assert_false (duo_media_format_has (&duo_media_format_ours, DUO_LINE_CAMERA, caps));
  g_assert_false (gst_structure_has_field (gst_caps_get_structure (caps, 0), "extmap-1"));
  g_assert_true (gst_structure_has_field (gst_caps_get_structure (ours, 0), "extmap-1"));
}

/* Caps of before an offer that differs only in this are not those of the answer to it. */
static void
test_caps_of_before (void)
{
  static const DuoMediaFormat moved = {DUO_VIDEO_CODEC_VP8, 96, 97, 4},
                              without = {DUO_VIDEO_CODEC_VP8, 96, 97, 0};
  const DuoMediaFormat *formats[] = {&duo_media_format_ours, &moved, &without};

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GstCaps) caps = duo_media_format_new_caps (formats[i], 7);

      for (gsize j = 0; j < G_N_ELEMENTS (formats); j++)
        g_assert_cmpint (duo_media_format_has (formats[j], DUO_LINE_CAMERA, caps), ==, i == j);
    }
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/format/read", test_read);
  g_test_add_func ("/call/format/nothing-shared", test_nothing_shared);
  g_test_add_func ("/call/format/equal", test_equal);
  g_test_add_func ("/call/format/extend", test_extend);
  g_test_add_func ("/call/format/caps", test_caps);
  g_test_add_func ("/call/format/caps-of-before", test_caps_of_before);
  return g_test_run ();
}
