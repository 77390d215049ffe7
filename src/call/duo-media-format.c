/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-media-format.h"
#include "duo-call.h"
#include "duo-sdp.h"

#include <string.h>

#define VIDEO 96
#define AUDIO 97
#define TWCC 1
#define MAX_EXTENSION 14 /* RFC 8285 §4.2: of a header of one byte */
#define H264 102
#define H264_REPAIR 103

const DuoMediaFormat duo_media_format_ours = {DUO_VIDEO_CODEC_VP8, VIDEO, AUDIO, TWCC};

gboolean
duo_media_format_equal (const DuoMediaFormat *a, const DuoMediaFormat *b)
{
  return a->codec == b->codec && a->video == b->video && a->audio == b->audio && a->twcc == b->twcc;
}

static const GstSDPMedia *
find_media (const GstSDPMessage *message, const char *kind)
{
  for (guint i = 0; i < gst_sdp_message_medias_len (message); i++)
    {
      const GstSDPMedia *media = gst_sdp_message_get_media (message, i);

      if (g_strcmp0 (gst_sdp_media_get_media (media), kind) == 0)
        return media;
    }
  return NULL;
}

/* What follows "@payload " in the attribute of this name; NULL where there is none. */
static const char *
find_attribute (const GstSDPMedia *media, const char *name, const char *payload)
{
  gsize length = strlen (payload);
  const char *value;

  for (guint i = 0; (value = gst_sdp_media_get_attribute_val_n (media, name, i)) != NULL; i++)
    if (strncmp (value, payload, length) == 0 && value[length] == ' ')
      return value + length + 1;
  return NULL;
}

static gboolean
is_called (const GstSDPMedia *media, const char *payload, const char *encoding)
{
  const char *map = find_attribute (media, "rtpmap", payload);

  return map != NULL && g_ascii_strncasecmp (map, encoding, strlen (encoding)) == 0 &&
         map[strlen (encoding)] == '/';
}

/* RFC 6184 §8.1: "42", then the constraints, of which the second (0x40) makes a baseline a constrained one. */
static gboolean
is_our_h264 (const GstSDPMedia *media, const char *payload)
{
  const char *parameters = find_attribute (media, "fmtp", payload);
  const char *profile = parameters != NULL ? strstr (parameters, "profile-level-id=42") : NULL;
  const char *constraints = profile != NULL ? profile + strlen ("profile-level-id=42") : NULL;

  return constraints != NULL && strstr (parameters, "packetization-mode=1") != NULL &&
         g_ascii_isxdigit (constraints[0]) && (g_ascii_xdigit_value (constraints[0]) & 0x4) != 0;
}

static gboolean
read_codec (const GstSDPMedia *media, const char *payload, DuoVideoCodec *codec)
{
  if (is_called (media, payload, "VP8"))
    *codec = DUO_VIDEO_CODEC_VP8;
  else if (is_called (media, payload, "H264") && is_our_h264 (media, payload))
    *codec = DUO_VIDEO_CODEC_H264;
  else
    return FALSE;
  return duo_video_codec_is_there (*codec);
}

/* RFC 3550 §5.1: seven bits. */
static gboolean
read_payload (const char *text, guint *payload)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0, 127, &number, NULL))
    return FALSE;
  *payload = (guint) number;
  return TRUE;
}

static gboolean
read_video (DuoMediaFormat *format, const GstSDPMedia *media)
{
  for (guint i = 0; media != NULL && i < gst_sdp_media_formats_len (media); i++)
    {
      const char *payload = gst_sdp_media_get_format (media, i);

      if (read_codec (media, payload, &format->codec) && read_payload (payload, &format->video))
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_audio (DuoMediaFormat *format, const GstSDPMedia *media)
{
  for (guint i = 0; media != NULL && i < gst_sdp_media_formats_len (media); i++)
    {
      const char *payload = gst_sdp_media_get_format (media, i);

      if (is_called (media, payload, "opus") && read_payload (payload, &format->audio))
        return TRUE;
    }
  return FALSE;
}

/* RFC 8285 §5: "id", or "id/direction", then the name; one-byte ids end at 14. */
static guint
read_twcc (const GstSDPMedia *media)
{
  const char *value;

  for (guint i = 0; (value = gst_sdp_media_get_attribute_val_n (media, "extmap", i)) != NULL; i++)
    {
      const char *name = strchr (value, ' ');
      guint64 id = g_ascii_strtoull (value, NULL, 10);

      if (name != NULL && g_str_has_prefix (name + 1, DUO_TWCC) && id >= 1 && id <= MAX_EXTENSION)
        return (guint) id;
    }
  return 0;
}

gboolean
duo_media_format_read (DuoMediaFormat *format, const char *sdp, GError **error)
{
  g_autoptr (DuoSdp) message = duo_sdp_parse (sdp);
  const GstSDPMedia *video = message != NULL ? find_media (message, "video") : NULL;
  const GstSDPMedia *audio = message != NULL ? find_media (message, "audio") : NULL;
  DuoMediaFormat found = duo_media_format_ours;

  if (!read_video (&found, video) || !read_audio (&found, audio))
    {
      g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER, "no codec that both have");
      return FALSE;
    }
  found.twcc = read_twcc (video);
  *format = found;
  return TRUE;
}

static void
add_attribute (GstSDPMedia *media, const char *name, guint payload, const char *value)
{
  g_autofree char *text = g_strdup_printf ("%u %s", payload, value);

  gst_sdp_media_add_attribute (media, name, text);
}

static void
add_format (GstSDPMedia *media, guint payload, const char *encoding, const char *parameters)
{
  g_autofree char *text = g_strdup_printf ("%u", payload);

  gst_sdp_media_add_format (media, text);
  add_attribute (media, "rtpmap", payload, encoding);
  add_attribute (media, "fmtp", payload, parameters);
}

static void
add_h264 (GstSDPMedia *media)
{
  static const char *const feedback[] = {"nack", "nack pli", "ccm fir", "transport-cc"};
  g_autofree char *repaired = g_strdup_printf ("apt=%u", (guint) H264);

  add_format (media, H264, "H264/90000",
              "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=" DUO_H264_PROFILE);
  for (gsize i = 0; i < G_N_ELEMENTS (feedback); i++)
    add_attribute (media, "rtcp-fb", H264, feedback[i]);
  add_format (media, H264_REPAIR, "rtx/90000", repaired);
}

char *
duo_media_format_extend (const char *offer)
{
  g_autoptr (DuoSdp) message = duo_sdp_parse (offer);

  if (message == NULL || !duo_video_codec_is_there (DUO_VIDEO_CODEC_H264))
    return g_strdup (offer);
  for (guint i = 0; i < gst_sdp_message_medias_len (message); i++)
    {
      const GstSDPMedia *media = gst_sdp_message_get_media (message, i);

      if (g_strcmp0 (gst_sdp_media_get_media (media), "video") == 0)
        add_h264 ((GstSDPMedia *) media);
    }
  return gst_sdp_message_as_text (message);
}

/* The id that caps give it, 0 for none. */
static guint
find_twcc (const GstStructure *packets)
{
  for (guint id = 1; id <= MAX_EXTENSION; id++)
    {
      g_autofree char *name = g_strdup_printf ("extmap-%u", id);

      if (g_strcmp0 (gst_structure_get_string (packets, name), DUO_TWCC) == 0)
        return id;
    }
  return 0;
}

/* Found: an offer with our payload types and another extension id was answered with our own id where the caps of before
 * were still there, and Chromium refuses such an answer. */
gboolean
duo_media_format_has (const DuoMediaFormat *self, DuoLine line, GstCaps *caps)
{
  const GstStructure *packets = gst_caps_get_structure (caps, 0);
  const char *codec = line == DUO_LINE_SOUND ? "OPUS" : duo_video_codec_get_name (self->codec);
  guint payload = line == DUO_LINE_SOUND ? self->audio : self->video;
  int found = -1;

  return gst_structure_get_int (packets, "payload", &found) && (guint) found == payload &&
         g_strcmp0 (gst_structure_get_string (packets, "encoding-name"), codec) == 0 &&
         find_twcc (packets) == self->twcc;
}

GstCaps *
duo_media_format_new_caps (const DuoMediaFormat *format, guint32 source)
{
  GstCaps *caps = gst_caps_new_simple ("application/x-rtp", "media", G_TYPE_STRING, "video", "clock-rate",
                                       G_TYPE_INT, 90000, "encoding-name", G_TYPE_STRING,
                                       duo_video_codec_get_name (format->codec), "payload", G_TYPE_INT,
                                       (int) format->video, "ssrc", G_TYPE_UINT, (guint) source, NULL);
  g_autofree char *extension = g_strdup_printf ("extmap-%u", format->twcc);

  if (format->twcc != 0)
    gst_caps_set_simple (caps, extension, G_TYPE_STRING, DUO_TWCC, NULL);
  if (format->codec == DUO_VIDEO_CODEC_H264)
    gst_caps_set_simple (caps, "packetization-mode", G_TYPE_STRING, "1", "profile-level-id", G_TYPE_STRING,
                         DUO_H264_PROFILE, NULL);
  return caps;
}
