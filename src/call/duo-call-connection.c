/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call-private.h"
#include "duo-peer-private.h"

#include <string.h>

/* CALL §2: a talent does not wait longer for the confirm. */
#define CONFIRM_SECONDS 5
#define CONNECT_SECONDS 20
/* The peer may be asking its user whether our key is welcome. */
#define MEET_SECONDS 120

static void
take_error (DuoCall *self, GError **error)
{
  duo_call_end (self, g_steal_pointer (error));
}

/* ── time ─────────────────────────────────────────────────────────────────────────────────────── */

static void
stop (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
start (DuoCall *self, GSource **source, guint seconds, GSourceFunc callback)
{
  stop (source);
  *source = g_timeout_source_new (seconds * 1000);
  g_source_set_callback (*source, callback, self, NULL);
  g_source_attach (*source, g_main_context_get_thread_default ());
}

static gboolean
on_no_confirm (gpointer data)
{
  duo_call_end (data,
                g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED, "the peer did not confirm"));
  return G_SOURCE_REMOVE;
}

static gboolean
on_no_connection (gpointer data)
{
  duo_call_end (data, g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE, "no path in time"));
  return G_SOURCE_REMOVE;
}

static gboolean
on_tick (gpointer data)
{
  g_autoptr (DuoCall) self = g_object_ref (data);
  g_autoptr (DuoPeer) peer = g_object_ref (self->peer);
  DuoCallStats stats;

  duo_call_get_stats (self, &stats);
  g_message ("call: received frames=%" G_GUINT64_FORMAT " audio-ms=%" G_GUINT64_FORMAT, stats.video_frames,
             stats.audio_ms);
  duo_peer_measure (peer);
  duo_peer_listen (peer);
  self->camera_ticks = duo_call_get_peer_camera (self) ? self->camera_ticks + 1 : 0;
  duo_call_update_quality (self);
  return G_SOURCE_CONTINUE;
}

/* ── the three messages ───────────────────────────────────────────────────────────────────────── */

static void
talk_if_verified (DuoCall *self)
{
  if (self->state != DUO_CALL_VERIFYING || !duo_fingerprint_is_verified (self->fingerprint))
    return;
  stop (&self->deadline);
  duo_call_learn_key (self);
  duo_call_set_code (self, duo_fingerprint_get_code (self->fingerprint));
  start (self, &self->ticker, 1, on_tick);
  duo_peer_open (self->peer);
  if (self->state != DUO_CALL_VERIFYING)
    return;
  duo_call_set_state (self, DUO_CALL_TALKING);
  duo_call_tell_devices (self);
}

static void
send_offer (DuoCall *self)
{
  g_autoptr (DuoSignal) offer = NULL;
  g_autoptr (GError) error = NULL;
  DuoDigest own;

  if (duo_peer_get_own_certificate (self->peer, &own, &error))
    offer = duo_fingerprint_make_offer (self->fingerprint, self->offer, &own, &error);
  if (offer == NULL)
    {
      take_error (self, &error);
      return;
    }
  self->offered = g_get_monotonic_time ();
  duo_signaling_send (self->signaling, offer);
  for (guint i = 0; i < self->candidates->len; i++)
    duo_signaling_send (self->signaling, g_ptr_array_index (self->candidates, i));
  g_ptr_array_set_size (self->candidates, 0);
}

static void
send_answer (DuoCall *self, const char *sdp)
{
  g_autoptr (DuoSignal) answer = NULL;
  g_autoptr (GError) error = NULL;
  DuoDigest own;

  if (duo_peer_get_own_certificate (self->peer, &own, &error))
    answer = duo_fingerprint_make_answer (self->fingerprint, sdp, &own, &error);
  if (answer == NULL)
    {
      take_error (self, &error);
      return;
    }
  start (self, &self->deadline, CONFIRM_SECONDS, on_no_confirm);
  duo_signaling_send (self->signaling, answer);
  duo_call_set_state (self, DUO_CALL_VERIFYING);
}

static void
take_offer (DuoCall *self, DuoSignal *signal)
{
  g_autoptr (GError) error = NULL;

  self->offered = g_get_monotonic_time ();
  if (!duo_fingerprint_take_offer (self->fingerprint, signal, &error) ||
      !duo_peer_take_offer (self->peer, duo_signal_get_sdp (signal), &error))
    take_error (self, &error);
}

static void
take_answer (DuoCall *self, DuoSignal *signal)
{
  g_autoptr (DuoSignal) confirm = NULL;
  g_autoptr (GError) error = NULL;

  if (duo_fingerprint_take_answer (self->fingerprint, signal, &error) &&
      duo_peer_take_answer (self->peer, duo_signal_get_sdp (signal), &error))
    confirm = duo_fingerprint_make_confirm (self->fingerprint, &error);
  if (confirm == NULL)
    {
      take_error (self, &error);
      return;
    }
  start (self, &self->deadline, CONNECT_SECONDS, on_no_connection);
  duo_signaling_send (self->signaling, confirm);
  duo_call_set_state (self, DUO_CALL_VERIFYING);
  talk_if_verified (self);
}

static void
take_confirm (DuoCall *self, DuoSignal *signal)
{
  g_autoptr (GError) error = NULL;

  if (!duo_fingerprint_take_confirm (self->fingerprint, signal, &error))
    {
      take_error (self, &error);
      return;
    }
  start (self, &self->deadline, CONNECT_SECONDS, on_no_connection);
  talk_if_verified (self);
}

/* ── the peer connection ──────────────────────────────────────────────────────────────────────── */

static void
on_described (DuoCall *self, const char *sdp)
{
  if (self->side == DUO_CALL_ANSWERS)
    {
      send_answer (self, sdp);
      return;
    }
  g_set_str (&self->offer, sdp);
  if (self->fingerprint != NULL)
    send_offer (self);
}

/* Those that are found while nobody is here go behind the offer. */
static void
on_candidate (DuoCall *self, guint mline, const char *candidate)
{
  g_autoptr (DuoSignal) signal = duo_signal_new_candidate (mline, candidate);

  if (self->offered != 0)
    duo_signaling_send (self->signaling, signal);
  else
    g_ptr_array_add (self->candidates, g_steal_pointer (&signal));
}

static void
on_connected (DuoCall *self)
{
  g_autoptr (GError) error = NULL;
  DuoDigest own, peer;

  if (!duo_peer_get_certificates (self->peer, &own, &peer, &error) ||
      !duo_fingerprint_take_certificates (self->fingerprint, &own, &peer, &error))
    take_error (self, &error);
  else
    talk_if_verified (self);
}

static void
on_path (DuoCall *self, gboolean there)
{
  if (there && self->state == DUO_CALL_RECONNECTING)
    duo_call_set_state (self, DUO_CALL_TALKING);
  else if (!there && self->state == DUO_CALL_TALKING)
    duo_call_set_state (self, DUO_CALL_RECONNECTING);
}

static void
on_failed (DuoCall *self, const GError *error)
{
  duo_call_end (self, g_error_copy (error));
}

gboolean
duo_call_connect (DuoCall *self, GError **error)
{
  self->peer = duo_peer_new (self->side, self->source, self->remote_feed, self->speaker,
                             (const char *const *) self->ice_servers, error);
  if (self->peer == NULL)
    return FALSE;
  duo_call_connect_screen (self);
  g_signal_connect_swapped (self->peer, "described", G_CALLBACK (on_described), self);
  g_signal_connect_swapped (self->peer, "candidate", G_CALLBACK (on_candidate), self);
  g_signal_connect_swapped (self->peer, "connected", G_CALLBACK (on_connected), self);
  g_signal_connect_swapped (self->peer, "path", G_CALLBACK (on_path), self);
  g_signal_connect_swapped (self->peer, "channel-open", G_CALLBACK (duo_call_tell_devices), self);
  g_signal_connect_swapped (self->peer, "heard", G_CALLBACK (duo_call_hear), self);
  g_signal_connect_swapped (self->peer, "failed", G_CALLBACK (on_failed), self);
  return TRUE;
}

void
duo_call_disconnect (DuoCall *self)
{
  stop (&self->deadline);
  stop (&self->ticker);
  if (self->conversation != NULL)
    duo_conversation_set_open (self->conversation, FALSE);
  if (self->peer != NULL)
    {
      duo_call_get_stats (self, &self->last);
      g_signal_handlers_disconnect_by_data (self->peer, self);
      duo_peer_close (self->peer);
      g_clear_object (&self->peer);
    }
  g_clear_pointer (&self->fingerprint, duo_fingerprint_free);
  g_clear_pointer (&self->offer, g_free);
  g_ptr_array_set_size (self->candidates, 0);
  g_ptr_array_set_size (self->unread, 0);
  self->offered = 0;
  duo_call_set_code (self, NULL);
}

/* ── the room ─────────────────────────────────────────────────────────────────────────────────── */

/* A connection serves once: for whoever comes next there is a new one, warm again. */
static void
renew (DuoCall *self)
{
  g_autoptr (GError) error = NULL;

  if (self->state == DUO_CALL_WAITING)
    return;
  duo_call_stop_screen (self);
  duo_call_disconnect (self);
  duo_call_set_peer_devices (self, FALSE, FALSE);
  duo_call_set_peer_screen (self, FALSE);
  if (!duo_call_connect (self, &error))
    {
      take_error (self, &error);
      return;
    }
  duo_call_set_state (self, DUO_CALL_WAITING);
}

static gboolean
is_known (DuoCall *self, const DuoPeerHello *hello)
{
  return self->peer_here && memcmp (&self->hello, hello, sizeof *hello) == 0;
}

void
duo_call_negotiate (DuoCall *self)
{
  self->fingerprint = duo_fingerprint_new (self->side, duo_signaling_get_chat (self->signaling), self->signer,
                                           self->nonce, &self->hello);
  start (self, &self->deadline, MEET_SECONDS, on_no_connection);
  duo_call_set_state (self, DUO_CALL_NEGOTIATING);
  if (self->state == DUO_CALL_NEGOTIATING && self->offer != NULL)
    send_offer (self);
}

static void
on_peer_joined (DuoSignaling *signaling, const DuoPeerHello *hello, DuoCall *self)
{
  if (is_known (self, hello))
    return;
  renew (self);
  if (self->state != DUO_CALL_WAITING)
    return;
  self->hello = *hello;
  self->peer_here = TRUE;
  if (self->conversation != NULL)
    duo_conversation_meet (self->conversation);
  if (duo_call_knows (self, hello->key))
    duo_call_negotiate (self);
  else
    duo_call_set_state (self, DUO_CALL_ASKING);
}

static void
on_peer_left (DuoSignaling *signaling, DuoCall *self)
{
  self->peer_here = FALSE;
  renew (self);
}

/* Who has ended it needs no bye; and what the one has found, the other does not report as if it had. */
void
duo_call_take_bye (DuoCall *self, const char *reason)
{
  self->peer_here = FALSE;
  if (g_strcmp0 (reason, DUO_BYE_UNVERIFIED) == 0)
    duo_call_end (self, g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED,
                                             "the peer could not verify us"));
  else if (g_strcmp0 (reason, "failed") == 0)
    duo_call_end (self, g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE,
                                             "the call failed for the peer"));
  else
    on_peer_left (self->signaling, self);
}

static gboolean
check_turn (DuoCall *self, DuoSignal *signal, GError **error)
{
  DuoSignalKind kind = duo_signal_get_kind (signal);
  gboolean to_talent = kind == DUO_SIGNAL_OFFER || kind == DUO_SIGNAL_CONFIRM;
  const char *sdp = duo_signal_get_sdp (signal);

  if (sdp != NULL && strlen (sdp) > DUO_PEER_MAX_SDP)
    {
      g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER, "a description longer than allowed");
      return FALSE;
    }
  if (kind == DUO_SIGNAL_CANDIDATE || to_talent == (self->side == DUO_CALL_ANSWERS))
    return TRUE;
  g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER, "a message that is the other side's");
  return FALSE;
}

static void
dispatch (DuoCall *self, DuoSignal *signal)
{
  g_autoptr (GError) error = NULL;

  switch (duo_signal_get_kind (signal))
    {
    case DUO_SIGNAL_OFFER:
      take_offer (self, signal);
      break;
    case DUO_SIGNAL_ANSWER:
      take_answer (self, signal);
      break;
    case DUO_SIGNAL_CONFIRM:
      take_confirm (self, signal);
      break;
    case DUO_SIGNAL_CANDIDATE:
      if (!duo_peer_add_candidate (self->peer, duo_signal_get_mline (signal),
                                   duo_signal_get_candidate (signal), &error))
        take_error (self, &error);
      break;
    case DUO_SIGNAL_RESTART:
    case DUO_SIGNAL_BYE:
    default:
      break;
    }
}

void
duo_call_read (DuoCall *self, DuoSignal *signal)
{
  g_autoptr (GError) error = NULL;

  if (self->fingerprint == NULL)
    g_info ("call: a message of somebody who is not here");
  else if (!check_turn (self, signal, &error))
    take_error (self, &error);
  else
    dispatch (self, signal);
}

static void
on_received (DuoSignaling *signaling, DuoSignal *signal, DuoCall *self)
{
  if (duo_signal_get_kind (signal) == DUO_SIGNAL_BYE)
    duo_call_take_bye (self, duo_signal_get_reason (signal));
  else if (self->state != DUO_CALL_ASKING)
    duo_call_read (self, signal);
  else if (!duo_call_keep_unread (self, signal))
    duo_call_end (self,
                  g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_PEER, "more messages than allowed"));
}

static void
on_closed (DuoSignaling *signaling, const GError *error, DuoCall *self)
{
  duo_call_end (self, error != NULL ? g_error_copy (error) : NULL);
}

void
duo_call_listen (DuoCall *self)
{
  g_signal_connect (self->signaling, "peer-joined", G_CALLBACK (on_peer_joined), self);
  g_signal_connect (self->signaling, "peer-left", G_CALLBACK (on_peer_left), self);
  g_signal_connect (self->signaling, "received", G_CALLBACK (on_received), self);
  g_signal_connect (self->signaling, "closed", G_CALLBACK (on_closed), self);
}
