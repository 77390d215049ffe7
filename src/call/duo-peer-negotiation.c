/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-candidate.h"
#include "duo-description.h"
#include "duo-peer-private.h"
#include "duo-sdp.h"

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
  DuoSdp *message = duo_sdp_parse (sdp);

  return message != NULL ? gst_webrtc_session_description_new (type, message) : NULL;
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

static GstWebRTCSDPType
peer_type (DuoPeer *self)
{
  return self->side == DUO_CALL_OFFERS ? GST_WEBRTC_SDP_TYPE_ANSWER : GST_WEBRTC_SDP_TYPE_OFFER;
}

static gboolean
do_lines_fit (DuoPeer *self)
{
  for (guint i = 0; i < DUO_N_LINES; i++)
    {
      g_autoptr (GstCaps) caps = gst_pad_get_current_caps (self->pads[i]);

      if (caps == NULL ||
          !duo_media_format_has (duo_media_sender_get_format (self->sender), (DuoLine) i, caps))
        return FALSE;
    }
  return TRUE;
}

/* Found (CALL §3): an offer made before every pad has its caps lacks extensions and sources; and one that is taken
 * before that finds no line of ours that it fits. And (1.26.2) where caps come while webrtcbin takes an answer, it reads the
 * name of the line that it is just freeing. */
void
duo_peer_describe_when_ready (DuoPeer *self)
{
  g_autofree char *told = NULL;

  if (!do_lines_fit (self))
    return;
  told = g_steal_pointer (&self->told);
  if (told != NULL)
    set_description (self, "set-remote-description", peer_type (self), told, DUO_LETTER_REMOTE_SET);
  else if (self->side == DUO_CALL_OFFERS && !self->describing)
    {
      self->describing = TRUE;
      ask (self, "create-offer");
    }
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
  g_autoptr (GstWebRTCSessionDescription) description = NULL;
  g_autofree char *sdp = NULL;

  watch_transport (self);
  g_object_get (self->webrtcbin, "local-description", &description, NULL);
  if (description == NULL || self->described)
    return;
  /* Those that were found by then are in it; each goes by itself, so that it is sent once, whenever it was found. */
  duo_description_drop_candidates (description->sdp);
  sdp = gst_sdp_message_as_text (description->sdp);
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

gboolean
duo_peer_check_length (const char *sdp, GError **error)
{
  if (strlen (sdp) <= DUO_PEER_MAX_SDP)
    return TRUE;
  g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER, "a description longer than allowed");
  return FALSE;
}

static gboolean
check_description (DuoPeer *self, const char *sdp, GError **error)
{
  g_autofree char *offer = self->side == DUO_CALL_OFFERS ? dup_own_offer (self) : NULL;

  return duo_peer_check_length (sdp, error) && duo_description_check (sdp, offer, error);
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

static gboolean
take_description (DuoPeer *self, const char *sdp, GError **error)
{
  g_autofree char *told = follow (self, sdp, error);

  if (told == NULL)
    return FALSE;
  g_set_str (&self->told, told);
  duo_peer_describe_when_ready (self);
  return TRUE;
}

gboolean
duo_peer_take_offer (DuoPeer *self, const char *sdp, GError **error)
{
  g_return_val_if_fail (self->side == DUO_CALL_ANSWERS, FALSE);
  return take_description (self, sdp, error);
}

gboolean
duo_peer_take_answer (DuoPeer *self, const char *sdp, GError **error)
{
  g_return_val_if_fail (self->side == DUO_CALL_OFFERS, FALSE);
  return take_description (self, sdp, error);
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
