/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-description.h"
#include "duo-call.h"
#include "duo-sdp.h"

#include <string.h>

#define MAX_NAME 32
#define MEDIA_PROTOCOL "UDP/TLS/RTP/SAVPF"
#define DATA_PROTOCOL "UDP/DTLS/SCTP"

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER, why);
  return FALSE;
}

/* ── lines ────────────────────────────────────────────────────────────────────────────────────── */

static const char *
get_name (const GstSDPMedia *media)
{
  return gst_sdp_media_get_attribute_val (media, "mid");
}

static gboolean
is_name (const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (name[i]))
      return FALSE;
  return length > 0 && length <= MAX_NAME;
}

static gboolean
is_known (const GstSDPMedia *media)
{
  const char *kind = gst_sdp_media_get_media (media);
  const char *protocol = gst_sdp_media_get_proto (media);

  if (g_strcmp0 (kind, "application") == 0)
    return g_strcmp0 (protocol, DATA_PROTOCOL) == 0;
  return (g_strcmp0 (kind, "audio") == 0 || g_strcmp0 (kind, "video") == 0) &&
         g_strcmp0 (protocol, MEDIA_PROTOCOL) == 0;
}

/* Without one RFC 8866 §6.7 has a line go both ways, and webrtcbin none. */
static gboolean
has_direction (const GstSDPMedia *media)
{
  static const char *const directions[] = {"sendrecv", "sendonly", "recvonly", "inactive"};
  guint found = 0;

  for (guint i = 0; i < gst_sdp_media_attributes_len (media); i++)
    for (guint j = 0; j < G_N_ELEMENTS (directions); j++)
      found += g_str_equal (gst_sdp_media_get_attribute (media, i)->key, directions[j]);
  return found == 1 || (found == 0 && g_str_equal (gst_sdp_media_get_media (media), "application"));
}

/* RFC 8842 §5.3: "holdconn" is not for a connection that is made. Found (1.26.2): one that is said for all lines, and that
 * webrtcbin does not know, costs it a few words each time. */
static gboolean
is_role (const char *role)
{
  static const char *const roles[] = {"actpass", "active", "passive", NULL};

  return role == NULL || g_strv_contains (roles, role);
}

/* RFC 8839 §5.4: a name and its word, for one line or for all. Found (1.26.2): where one is said for a line and the other for
 * all, webrtcbin tells its agent of half. */
static gboolean
is_pair (const char *name, const char *word)
{
  return (name == NULL) == (word == NULL);
}

/* RFC 5576 §4.1: "ssrc:<number> <what of it>". Found (1.26.2): webrtcbin asserts that the number is not 0. */
static gboolean
is_source (const char *value)
{
  char *end = NULL;
  guint64 number = g_ascii_isdigit (value[0]) ? g_ascii_strtoull (value, &end, 10) : 0;

  return number > 0 && number <= G_MAXUINT32 && *end == ' ';
}

static gboolean
has_sources (const GstSDPMedia *media)
{
  const char *value;

  for (guint i = 0; (value = gst_sdp_media_get_attribute_val_n (media, "ssrc", i)) != NULL; i++)
    if (!is_source (value))
      return FALSE;
  return TRUE;
}

static gboolean
check_line (const GstSDPMessage *message, guint index, GError **error)
{
  const GstSDPMedia *media = gst_sdp_message_get_media (message, index);
  const char *name = get_name (media);

  if (!is_known (media))
    return refuse (error, "a line of another kind");
  if (!is_name (name) || gst_sdp_media_get_attribute_val_n (media, "mid", 1) != NULL)
    return refuse (error, "a line without one name");
  if (!is_role (gst_sdp_media_get_attribute_val (media, "setup")))
    return refuse (error, "a line with another role in the handshake");
  if (!is_pair (gst_sdp_media_get_attribute_val (media, "ice-ufrag"),
                gst_sdp_media_get_attribute_val (media, "ice-pwd")))
    return refuse (error, "a line with half of its credentials");
  if (!has_sources (media))
    return refuse (error, "a line with a source that cannot be one");
  if (!has_direction (media))
    return refuse (error, "a line without one direction");
  for (guint i = 0; i < index; i++)
    if (g_strcmp0 (get_name (gst_sdp_message_get_media (message, i)), name) == 0)
      return refuse (error, "two lines of one name");
  return TRUE;
}

/* What is said for all lines. */
static gboolean
check_all (const GstSDPMessage *message, GError **error)
{
  if (!is_role (gst_sdp_message_get_attribute_val (message, "setup")))
    return refuse (error, "another role in the handshake");
  return is_pair (gst_sdp_message_get_attribute_val (message, "ice-ufrag"),
                  gst_sdp_message_get_attribute_val (message, "ice-pwd")) ||
         refuse (error, "half of the credentials");
}

/* ── what belongs together ────────────────────────────────────────────────────────────────────── */

/* In their order, all that are in use: a line that is not shared has a port, or none where it is refused. */
static gboolean
check_group (const GstSDPMessage *message, char **names)
{
  guint at = 0;

  for (guint i = 0; i < gst_sdp_message_medias_len (message); i++)
    {
      const GstSDPMedia *media = gst_sdp_message_get_media (message, i);

      if (names[at] != NULL && g_strcmp0 (names[at], get_name (media)) == 0)
        at++;
      else if (i == 0 || gst_sdp_media_get_port (media) != 0)
        return FALSE;
    }
  return names[at] == NULL;
}

static gboolean
check_groups (const GstSDPMessage *message, GError **error)
{
  const char *group = gst_sdp_message_get_attribute_val (message, "group");
  g_auto (GStrv) words = g_strsplit (group != NULL ? group : "", " ", -1);

  if (words[0] == NULL || !g_str_equal (words[0], "BUNDLE") || !check_group (message, words + 1) ||
      gst_sdp_message_get_attribute_val_n (message, "group", 1) != NULL)
    return refuse (error, "lines that do not share one connection");
  return TRUE;
}

static gboolean
check_offer (const GstSDPMessage *answer, const char *sdp, GError **error)
{
  g_autoptr (DuoSdp) offer = duo_sdp_parse (sdp);
  guint lines = offer != NULL ? gst_sdp_message_medias_len (offer) : 0;
  gboolean alike = lines == gst_sdp_message_medias_len (answer);

  for (guint i = 0; alike && i < lines; i++)
    {
      const GstSDPMedia *one = gst_sdp_message_get_media (offer, i);
      const GstSDPMedia *other = gst_sdp_message_get_media (answer, i);

      alike = g_strcmp0 (get_name (one), get_name (other)) == 0 &&
              g_strcmp0 (gst_sdp_media_get_media (one), gst_sdp_media_get_media (other)) == 0;
    }
  return alike || refuse (error, "an answer to another offer");
}

gboolean
duo_description_check (const char *sdp, const char *offer, GError **error)
{
  g_autoptr (DuoSdp) message = duo_sdp_parse (sdp);
  guint lines = message != NULL ? gst_sdp_message_medias_len (message) : 0;

  if (message == NULL)
    return refuse (error, "a description that cannot be read");
  if (lines == 0 || lines > DUO_DESCRIPTION_MAX_LINES)
    return refuse (error, "more lines than allowed, or none");
  if (!check_all (message, error))
    return FALSE;
  for (guint i = 0; i < lines; i++)
    if (!check_line (message, i, error))
      return FALSE;
  return check_groups (message, error) && (offer == NULL || check_offer (message, offer, error));
}

/* ── candidates ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_of_candidates (const char *key)
{
  return g_str_equal (key, "candidate") || g_str_equal (key, "end-of-candidates");
}

void
duo_description_drop_candidates (GstSDPMessage *message)
{
  for (guint i = 0; i < gst_sdp_message_medias_len (message); i++)
    {
      GstSDPMedia *media = (GstSDPMedia *) gst_sdp_message_get_media (message, i);

      for (guint j = gst_sdp_media_attributes_len (media); j > 0; j--)
        if (is_of_candidates (gst_sdp_media_get_attribute (media, j - 1)->key))
          gst_sdp_media_remove_attribute (media, j - 1);
    }
}

static gboolean
tell_candidates (const GstSDPMedia *media, DuoDescriptionTake take, gpointer data, GError **error)
{
  const char *value;

  for (guint i = 0; (value = gst_sdp_media_get_attribute_val_n (media, "candidate", i)) != NULL; i++)
    {
      g_autofree char *candidate = g_strconcat ("candidate:", value, NULL);

      if (!take (candidate, data, error))
        return FALSE;
    }
  return TRUE;
}

char *
duo_description_part_candidates (const char *sdp, DuoDescriptionTake take, gpointer data, GError **error)
{
  g_autoptr (DuoSdp) message = duo_sdp_parse (sdp);

  if (message == NULL)
    {
      refuse (error, "a description that cannot be read");
      return NULL;
    }
  for (guint i = 0; i < gst_sdp_message_medias_len (message); i++)
    if (!tell_candidates (gst_sdp_message_get_media (message, i), take, data, error))
      return NULL;
  duo_description_drop_candidates (message);
  return gst_sdp_message_as_text (message);
}
