/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-candidate.h"
#include "duo-description.h"
#include "duo-peer-private.h"

#include <string.h>

#define MAX_CANDIDATES 64
#define MAX_CANDIDATE 512

static void
ask (DuoPeer *self, const char *verb)
{
  g_signal_emit_by_name (self->webrtcbin, verb, NULL, duo_peer_promise_description (self->mailbox));
}

static GstWebRTCSessionDescription *
parse_description (GstWebRTCSDPType type, const char *sdp)
{
  GstSDPMessage *message = NULL;

  if (gst_sdp_message_new_from_text (sdp, &message) != GST_SDP_OK)
    return NULL;
  return gst_webrtc_session_description_new (type, message);
}

static void
set_description (DuoPeer *self, const char *verb, GstWebRTCSDPType type, const char *sdp, DuoLetterKind then)
{
  GstWebRTCSessionDescription *description = parse_description (type, sdp);

  if (description == NULL)
    {
      duo_peer_fail (self, DUO_CALL_ERROR_PEER, "a description that cannot be read");
      return;
    }
  g_signal_emit_by_name (self->webrtcbin, verb, description, duo_peer_promise (self->mailbox, then));
  gst_webrtc_session_description_free (description);
}

static GstWebRTCSDPType
own_type (DuoPeer *self)
{
  return self->side == DUO_CALL_OFFERS ? GST_WEBRTC_SDP_TYPE_OFFER : GST_WEBRTC_SDP_TYPE_ANSWER;
}

void
duo_peer_set_own_description (DuoPeer *self, const char *sdp)
{
  g_autofree char *text = self->side == DUO_CALL_OFFERS ? duo_media_format_extend (sdp) : g_strdup (sdp);

  set_description (self, "set-local-description", own_type (self), text, DUO_LETTER_LOCAL_SET);
}

static gboolean
is_ready (DuoPeer *self)
{
  for (guint i = 0; i < DUO_N_LINES; i++)
    {
      g_autoptr (GstCaps) caps = gst_pad_get_current_caps (self->pads[i]);

      if (caps == NULL ||
          !duo_media_format_has (duo_media_sender_get_format (self->sender), (DuoLine) i, caps))
        return FALSE;
    }
  return self->side == DUO_CALL_OFFERS || self->offered != NULL;
}

/* Found (CALL §3): an offer made before every pad has its caps lacks extensions and sources; and one that is taken
 * before that finds no line of ours that it fits. */
void
duo_peer_describe_when_ready (DuoPeer *self)
{
  if (self->describing || !is_ready (self))
    return;
  self->describing = TRUE;
  if (self->side == DUO_CALL_OFFERS)
    ask (self, "create-offer");
  else
    set_description (self, "set-remote-description", GST_WEBRTC_SDP_TYPE_OFFER, self->offered,
                     DUO_LETTER_REMOTE_SET);
}

/* The transport is there once a description is in force; all m-lines share it. */
static void
watch_transport (DuoPeer *self)
{
  if (self->transport != NULL)
    return;
  self->transport = duo_peer_find_transport (self->webrtcbin);
  if (self->transport != NULL)
    duo_peer_watch (G_OBJECT (self->transport), "state", self->mailbox, DUO_LETTER_TRANSPORT);
}

void
duo_peer_on_local_set (DuoPeer *self)
{
  GstWebRTCSessionDescription *description = NULL;
  g_autofree char *sdp = NULL;

  watch_transport (self);
  g_object_get (self->webrtcbin, "local-description", &description, NULL);
  if (description == NULL || self->described)
    return;
  /* Those that were found by then are in it; each goes by itself, so that it is sent once, whenever it was found. */
  duo_description_drop_candidates (description->sdp);
  sdp = gst_sdp_message_as_text (description->sdp);
  gst_webrtc_session_description_free (description);
  self->described = TRUE;
  g_signal_emit_by_name (self, "described", sdp);
}

static void
give_candidate (DuoPeer *self, guint mline, const char *candidate)
{
  g_signal_emit_by_name (self->webrtcbin, "add-ice-candidate", mline, candidate);
}

void
duo_peer_on_remote_set (DuoPeer *self)
{
  watch_transport (self);
  self->remote_set = TRUE;
  for (guint i = 0; i < self->candidates->len; i++)
    give_candidate (self, g_array_index (self->mlines, guint, i), g_ptr_array_index (self->candidates, i));
  g_ptr_array_set_size (self->candidates, 0);
  g_array_set_size (self->mlines, 0);
  if (self->side == DUO_CALL_ANSWERS)
    ask (self, "create-answer");
}

/* (transfer full) (nullable): what we offered */
static char *
dup_own_offer (DuoPeer *self)
{
  GstWebRTCSessionDescription *description = NULL;
  char *sdp = NULL;

  g_object_get (self->webrtcbin, "local-description", &description, NULL);
  if (description == NULL)
    return NULL;
  sdp = gst_sdp_message_as_text (description->sdp);
  gst_webrtc_session_description_free (description);
  return sdp;
}

static gboolean
check_description (DuoPeer *self, const char *sdp, GError **error)
{
  g_autofree char *offer = self->side == DUO_CALL_OFFERS ? dup_own_offer (self) : NULL;

  if (strlen (sdp) <= DUO_PEER_MAX_SDP)
    return duo_description_check (sdp, offer, error);
  g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER, "a description longer than allowed");
  return FALSE;
}

static void
take_candidate (DuoPeer *self, guint mline, const char *candidate)
{
  if (self->remote_set)
    give_candidate (self, mline, candidate);
  else
    {
      g_ptr_array_add (self->candidates, g_strdup (candidate));
      g_array_append_val (self->mlines, mline);
    }
}

static void
on_name_found (guint mline, const char *candidate, gpointer data)
{
  take_candidate (data, mline, candidate);
}

/* Who asks for a name of the peer's network says on it that he is there: whoever hides where he is does not. */
static void
look_up (DuoPeer *self, guint mline, const char *candidate)
{
  if (self->relay_only)
    return;
  if (self->names == NULL)
    self->names = duo_local_names_new (on_name_found, self);
  duo_local_names_look_up (self->names, mline, candidate);
}

gboolean
duo_peer_add_candidate (DuoPeer *self, guint mline, const char *candidate, GError **error)
{
  if (self->taken++ >= MAX_CANDIDATES || strlen (candidate) > MAX_CANDIDATE)
    {
      g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER, "more candidates than allowed");
      return FALSE;
    }
  if (self->pipeline == NULL)
    return TRUE;
  if (!duo_candidate_check (candidate))
    g_info ("call: a candidate that is none: %s", candidate);
  else if (duo_candidate_has_name (candidate))
    look_up (self, mline, candidate);
  else
    take_candidate (self, mline, candidate);
  return TRUE;
}

/* Whatever line it is written in, all share the first one's connection; webrtcbin knows no other. */
static gboolean
add_candidate (const char *candidate, gpointer data, GError **error)
{
  return duo_peer_add_candidate (data, 0, candidate, error);
}

/* What we send from now on is what the description says that the peer takes. (transfer full) (nullable): what is left
 * of it for webrtcbin */
static char *
follow (DuoPeer *self, const char *sdp, GError **error)
{
  DuoMediaFormat format;

  if (!check_description (self, sdp, error) || !duo_media_format_read (&format, sdp, error))
    return NULL;
  duo_media_sender_set_format (self->sender, &format);
  return duo_description_part_candidates (sdp, add_candidate, self, error);
}

gboolean
duo_peer_take_offer (DuoPeer *self, const char *sdp, GError **error)
{
  g_autofree char *taken = NULL;

  g_return_val_if_fail (self->side == DUO_CALL_ANSWERS, FALSE);
  taken = follow (self, sdp, error);
  if (taken == NULL)
    return FALSE;
  g_set_str (&self->offered, taken);
  duo_peer_describe_when_ready (self);
  return TRUE;
}

gboolean
duo_peer_take_answer (DuoPeer *self, const char *sdp, GError **error)
{
  g_autofree char *taken = NULL;

  g_return_val_if_fail (self->side == DUO_CALL_OFFERS, FALSE);
  taken = follow (self, sdp, error);
  if (taken == NULL)
    return FALSE;
  set_description (self, "set-remote-description", GST_WEBRTC_SDP_TYPE_ANSWER, taken, DUO_LETTER_REMOTE_SET);
  return TRUE;
}

static gboolean
digest_property (DuoPeer *self, const char *property, DuoDigest *digest, GError **error)
{
  g_autofree char *pem = NULL;

  watch_transport (self);
  if (self->transport != NULL)
    g_object_get (self->transport, property, &pem, NULL);
  return duo_certificate_digest_pem (pem, digest, error);
}

gboolean
duo_peer_get_own_certificate (DuoPeer *self, DuoDigest *own, GError **error)
{
  return digest_property (self, "certificate", own, error);
}

gboolean
duo_peer_get_certificates (DuoPeer *self, DuoDigest *own, DuoDigest *peer, GError **error)
{
  return digest_property (self, "certificate", own, error) &&
         digest_property (self, "remote-certificate", peer, error);
}
