/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call-private.h"
#include "duo-timer.h"

/* CALL §2: a talent does not wait longer for the confirm. */
#define CONFIRM_SECONDS 5
#define CONNECT_SECONDS 20
/* The peer may be asking its user whether our key is welcome. */
#define MEET_SECONDS 120

static gboolean
is_first (DuoLink *self)
{
  return self->call != NULL && self == self->call->link;
}

/* @error: (transfer full) */
static void
fail (DuoLink *self, GError *error)
{
  if (self->call != NULL)
    duo_call_on_failed (self->call, self, error);
  else
    g_error_free (error);
}

static void
take_error (DuoLink *self, GError **error)
{
  fail (self, g_steal_pointer (error));
}

/* ── time ─────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
on_no_confirm (gpointer data)
{
  fail (data, g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED, "the peer did not confirm"));
  return G_SOURCE_REMOVE;
}

static gboolean
on_no_connection (gpointer data)
{
  DuoLink *self = data;

  fail (self, duo_call_new_unreachable (self->call, "no path in time"));
  return G_SOURCE_REMOVE;
}

/* One that is made behind another has one time for everything. */
static void
give_time (DuoLink *self, guint seconds, GSourceFunc callback)
{
  if (is_first (self))
    duo_timer_start (&self->deadline, seconds * 1000, callback, self);
}

/* What is behind the connection in use happens unseen. */
static void
show_state (DuoLink *self, DuoCallState state)
{
  if (is_first (self))
    duo_call_set_state (self->call, state);
}

/* ── the three messages ───────────────────────────────────────────────────────────────────────── */

static void
verify (DuoLink *self)
{
  if (self->call == NULL || self->verified || self->fingerprint == NULL ||
      !duo_fingerprint_is_verified (self->fingerprint))
    return;
  self->verified = TRUE;
  duo_timer_stop (&self->deadline);
  duo_call_on_verified (self->call, self);
}

static void
send (DuoLink *self, DuoSignal *signal)
{
  if (self->call != NULL)
    duo_signaling_send (self->call->signaling, signal);
}

static void
send_offer (DuoLink *self)
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
  send (self, offer);
  for (guint i = 0; i < self->candidates->len; i++)
    send (self, g_ptr_array_index (self->candidates, i));
  g_ptr_array_set_size (self->candidates, 0);
}

static void
send_answer (DuoLink *self, const char *sdp)
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
  give_time (self, CONFIRM_SECONDS, on_no_confirm);
  send (self, answer);
  show_state (self, DUO_CALL_VERIFYING);
}

static void
take_offer (DuoLink *self, DuoSignal *signal)
{
  g_autoptr (GError) error = NULL;

  self->offered = g_get_monotonic_time ();
  if (!duo_fingerprint_take_offer (self->fingerprint, signal, &error) ||
      !duo_peer_take_offer (self->peer, duo_signal_get_sdp (signal), &error))
    take_error (self, &error);
}

static void
take_answer (DuoLink *self, DuoSignal *signal)
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
  give_time (self, CONNECT_SECONDS, on_no_connection);
  send (self, confirm);
  show_state (self, DUO_CALL_VERIFYING);
  verify (self);
}

static void
take_confirm (DuoLink *self, DuoSignal *signal)
{
  g_autoptr (GError) error = NULL;

  if (!duo_fingerprint_take_confirm (self->fingerprint, signal, &error))
    {
      take_error (self, &error);
      return;
    }
  give_time (self, CONNECT_SECONDS, on_no_connection);
  verify (self);
}

static void
take_candidate (DuoLink *self, DuoSignal *signal)
{
  g_autoptr (GError) error = NULL;

  if (!duo_peer_add_candidate (self->peer, duo_signal_get_mline (signal), duo_signal_get_candidate (signal),
                               &error))
    take_error (self, &error);
}

void
duo_link_read (DuoLink *link, DuoSignal *signal)
{
  g_autoptr (DuoLink) self = duo_link_ref (link);

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
      take_candidate (self, signal);
      break;
    case DUO_SIGNAL_RESTART:
    case DUO_SIGNAL_BYE:
    default:
      g_assert_not_reached ();
    }
}

/* ── the peer connection ──────────────────────────────────────────────────────────────────────── */

static void
on_described (DuoLink *self, const char *sdp)
{
  if (self->call->side == DUO_CALL_ANSWERS)
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
on_candidate (DuoLink *self, guint mline, const char *candidate)
{
  g_autoptr (DuoSignal) signal = duo_signal_new_candidate (mline, candidate);

  if (self->offered != 0)
    send (self, signal);
  else
    g_ptr_array_add (self->candidates, g_steal_pointer (&signal));
}

static void
on_connected (DuoLink *link)
{
  g_autoptr (DuoLink) self = duo_link_ref (link);
  g_autoptr (GError) error = NULL;
  DuoDigest own, peer;

  if (!duo_peer_get_certificates (self->peer, &own, &peer, &error) ||
      !duo_fingerprint_take_certificates (self->fingerprint, &own, &peer, &error))
    take_error (self, &error);
  else
    verify (self);
}

static void
on_path (DuoLink *self, gboolean there)
{
  if (is_first (self))
    duo_call_on_path (self->call, there);
}

static void
on_channel_open (DuoLink *self)
{
  if (is_first (self))
    duo_call_tell_devices (self->call);
}

static void
on_heard (DuoLink *self, const char *words)
{
  duo_call_hear (self->call, self, words);
}

static void
on_speaker (DuoLink *self)
{
  if (is_first (self))
    duo_call_follow_speaker (self->call);
}

static void
on_failed (DuoLink *self, const GError *error)
{
  fail (self, g_error_copy (error));
}

DuoLink *
duo_link_new (DuoCall *call, GError **error)
{
  DuoPeer *peer = duo_peer_new (call->side, call->source, call->remote_feed, call->speaker,
                                (const char *const *) call->ice_servers, call->relay_only, error);
  DuoLink *self;

  if (peer == NULL)
    return NULL;
  self = g_rc_box_new0 (DuoLink);
  self->call = call;
  self->peer = peer;
  self->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_signal_unref);
  duo_peer_set_screen_feed (peer, call->screen_feed);
  if (call->speaker_lost)
    duo_speaker_lose_device (duo_peer_get_speaker (peer));
  self->addresses = call->network != NULL ? duo_network_dup_addresses (call->network) : NULL;
  g_signal_connect_swapped (peer, "described", G_CALLBACK (on_described), self);
  g_signal_connect_swapped (peer, "candidate", G_CALLBACK (on_candidate), self);
  g_signal_connect_swapped (peer, "connected", G_CALLBACK (on_connected), self);
  g_signal_connect_swapped (peer, "path", G_CALLBACK (on_path), self);
  g_signal_connect_swapped (peer, "channel-open", G_CALLBACK (on_channel_open), self);
  g_signal_connect_swapped (peer, "heard", G_CALLBACK (on_heard), self);
  g_signal_connect_swapped (peer, "speaker", G_CALLBACK (on_speaker), self);
  g_signal_connect_swapped (peer, "failed", G_CALLBACK (on_failed), self);
  return self;
}

static void
link_clear (gpointer data)
{
  DuoLink *self = data;

  g_clear_pointer (&self->fingerprint, duo_fingerprint_free);
  g_free (self->offer);
  g_ptr_array_unref (self->candidates);
  g_strfreev (self->addresses);
  g_clear_object (&self->peer);
}

DuoLink *
duo_link_ref (DuoLink *self)
{
  return g_rc_box_acquire (self);
}

void
duo_link_unref (DuoLink *self)
{
  g_rc_box_release_full (self, link_clear);
}

void
duo_link_drop (DuoLink *self)
{
  duo_timer_stop (&self->deadline);
  self->call = NULL;
  g_signal_handlers_disconnect_by_data (self->peer, self);
  duo_peer_close (self->peer);
  duo_link_unref (self);
}

void
duo_link_negotiate (DuoLink *self, guint seconds)
{
  DuoCall *call = self->call;

  self->fingerprint = duo_fingerprint_new (call->side, duo_signaling_get_chat (call->signaling), call->signer,
                                           call->nonce, &call->hello);
  duo_timer_start (&self->deadline, (seconds > 0 ? seconds : MEET_SECONDS) * 1000, on_no_connection, self);
}

void
duo_link_offer (DuoLink *self)
{
  if (self->call != NULL && self->offer != NULL && self->fingerprint != NULL)
    send_offer (self);
}
