/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call-private.h"
#include "duo-timer.h"

#include <sodium.h>
#include <string.h>

/* For a link behind another, from the peer's hello until it is verified; then it is tried again. */
#define NEXT_SECONDS 10
#define MAX_PAST 6

static void
take_error (DuoCall *self, GError **error)
{
  duo_call_end (self, g_steal_pointer (error));
}

static gboolean
on_tick (gpointer data)
{
  g_autoptr (DuoCall) self = g_object_ref (data);
  g_autoptr (DuoPeer) peer = g_object_ref (self->peer);
  DuoCallStats stats;

  duo_call_get_stats (self, &stats);
  g_message ("call: received frames=%" G_GUINT64_FORMAT " audio-ms=%" G_GUINT64_FORMAT
             " screen=%" G_GUINT64_FORMAT,
             stats.video_frames, stats.audio_ms, stats.screen_frames);
  duo_peer_measure (peer);
  duo_peer_listen (peer);
  self->camera_ticks = self->peer_camera == DUO_PEER_DEVICE_ON ? self->camera_ticks + 1 : 0;
  duo_call_update_quality (self);
  return G_SOURCE_CONTINUE;
}

/* ── links ────────────────────────────────────────────────────────────────────────────────────── */

static void
set_link (DuoCall *self, DuoLink *link)
{
  self->link = link;
  self->peer = link != NULL ? link->peer : NULL;
}

/* What the peer sent for it may still be on its way. */
static void
keep_past (DuoCall *self, DuoFingerprint *fingerprint)
{
  if (self->past->len >= MAX_PAST)
    g_ptr_array_remove_index (self->past, 0);
  g_ptr_array_add (self->past, fingerprint);
}

static void
drop_next (DuoCall *self)
{
  DuoLink *next = g_steal_pointer (&self->next);

  if (next == NULL)
    return;
  if (next->fingerprint != NULL)
    keep_past (self, g_steal_pointer (&next->fingerprint));
  duo_link_drop (next);
}

gboolean
duo_call_connect (DuoCall *self, GError **error)
{
  if (!duo_call_check_relay (self, error))
    return FALSE;
  set_link (self, duo_link_new (self, error));
  if (self->link != NULL && self->screen != NULL)
    duo_peer_share (self->peer, self->screen);
  if (self->link != NULL)
    duo_call_await_relay (self);
  return self->link != NULL;
}

void
duo_call_disconnect (DuoCall *self)
{
  DuoLink *link = self->link;

  duo_timer_stop (&self->ticker);
  duo_timer_stop (&self->relay_deadline);
  duo_call_stop_mending (self);
  duo_call_drop_old (self);
  drop_next (self);
  g_ptr_array_set_size (self->past, 0);
  if (self->conversation != NULL)
    duo_conversation_set_open (self->conversation, FALSE);
  if (link != NULL)
    {
      duo_call_get_stats (self, &self->last);
      set_link (self, NULL);
      duo_link_drop (link);
    }
  self->carried = (DuoCallStats) {0};
  g_ptr_array_set_size (self->unread, 0);
  duo_call_set_code (self, NULL);
}

/* The first one of a conversation. */
static void
begin_to_talk (DuoCall *self, DuoLink *link)
{
  duo_call_learn_key (self);
  duo_call_set_code (self, duo_fingerprint_get_code (link->fingerprint));
  /* Whoever is told of anything may hang up. */
  if (self->link != link)
    return;
  duo_timer_start (&self->ticker, 1000, on_tick, self);
  duo_peer_open (link->peer);
  if (self->state != DUO_CALL_VERIFYING)
    return;
  duo_call_set_state (self, DUO_CALL_TALKING);
  duo_call_tell_devices (self);
  /* What was seen of its path before is not said again. */
  if (self->link == link && duo_peer_is_broken (link->peer))
    duo_call_on_path (self, FALSE);
}

static void
carry_counts (DuoCall *self)
{
  DuoCallStats stats = {0};

  duo_call_get_stats (self, &stats);
  self->carried.video_frames = stats.video_frames;
  self->carried.screen_frames = stats.screen_frames;
  self->carried.audio_ms = stats.audio_ms;
  self->carried.packets_received = stats.packets_received;
  self->carried.packets_sent = stats.packets_sent;
}

/* The sound and the picture of the old one stay until there are those of the new one. */
static void
change_over (DuoCall *self)
{
  duo_call_drop_old (self);
  carry_counts (self);
  self->old = self->link;
  set_link (self, g_steal_pointer (&self->next));
  if (self->conversation != NULL)
    duo_conversation_set_open (self->conversation, FALSE);
  duo_call_set_code (self, duo_fingerprint_get_code (self->link->fingerprint));
  g_message ("call: goes on over another connection");
  duo_peer_show (self->peer, self->remote_feed);
  if (self->screen != NULL)
    duo_peer_share (self->peer, self->screen);
  duo_peer_open (self->peer);
  /* It holds no screen that was stopped meanwhile, and takes no part of the way for one. */
  if (self->old != NULL)
    duo_peer_share (self->old->peer, NULL);
}

static void
go_on (DuoCall *self, DuoLink *link)
{
  g_autoptr (DuoLink) alive = duo_link_ref (link);

  change_over (self);
  if (link != self->link)
    return;
  duo_call_stop_mending (self);
  duo_call_follow_speaker (self);
  duo_call_retire_old (self);
  if (self->state == DUO_CALL_RECONNECTING)
    duo_call_set_state (self, DUO_CALL_TALKING);
  duo_call_tell_devices (self);
}

void
duo_call_on_verified (DuoCall *call, DuoLink *link)
{
  g_autoptr (DuoCall) self = g_object_ref (call);

  if (link == self->next)
    go_on (self, link);
  else
    begin_to_talk (self, link);
}

static void
give_next_up (DuoCall *self)
{
  drop_next (self);
  duo_call_mend_again (self);
}

/* FALSE: it is to end. */
static gboolean
survive_break (DuoCall *self, DuoLink *link)
{
  if (link == self->next)
    give_next_up (self);
  else if (link->verified && link == self->link)
    duo_call_on_path (self, FALSE);
  else
    return FALSE;
  return TRUE;
}

/* The same. */
static gboolean
survive_part (DuoCall *self, DuoLink *link)
{
  gboolean forgiven = duo_call_forgives_part (self);

  self->part_failed_at = g_get_monotonic_time ();
  if (!forgiven)
    return FALSE;
  link->failed = TRUE;
  if (link == self->next)
    give_next_up (self);
  else
    duo_call_replace (self);
  return TRUE;
}

static gboolean
survive (DuoCall *self, DuoLink *link, const GError *error)
{
  gboolean part = g_error_matches (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PART);
  gboolean way = g_error_matches (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE) ||
                 g_error_matches (error, DUO_CALL_ERROR, DUO_CALL_ERROR_NO_RELAY);

  /* What stops at a part stops all the way before it, and all that do say so: one replacement is for all of it. */
  if (link == self->old || (link->failed && (part || way)))
    return TRUE;
  if (part)
    return survive_part (self, link);
  return way && survive_break (self, link);
}

/* What only did not get through, or broke, is tried again; who is not the peer is not. */
void
duo_call_on_failed (DuoCall *call, DuoLink *link, GError *error)
{
  g_autoptr (DuoCall) self = g_object_ref (call);

  if (!survive (self, link, error))
    {
      duo_call_end (self, error);
      return;
    }
  if (self->state != DUO_CALL_ENDED)
    g_message ("call: goes on, though a connection failed: %s", error->message);
  g_error_free (error);
}

/* ── the room ─────────────────────────────────────────────────────────────────────────────────── */

/* Seen at once: that somebody is gone is no word of what their devices are. */
static void
forget_peer (DuoCall *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  duo_call_set_state (self, DUO_CALL_WAITING);
  duo_call_set_peer_devices (self, DUO_PEER_DEVICE_UNTOLD, DUO_PEER_DEVICE_UNTOLD);
  duo_call_set_peer_screen (self, FALSE);
  duo_call_set_key_trust (self, DUO_KEY_TRUST_NONE);
  g_object_thaw_notify (G_OBJECT (self));
}

/* A connection serves once: for whoever comes next there is a new one, warm again. */
void
duo_call_renew (DuoCall *self)
{
  g_autoptr (GError) error = NULL;

  if (self->state == DUO_CALL_WAITING)
    return;
  duo_call_stop_screen (self);
  duo_call_disconnect (self);
  if (!duo_call_connect (self, &error))
    {
      take_error (self, &error);
      return;
    }
  forget_peer (self);
}

void
duo_call_join (DuoCall *self)
{
  g_autoptr (GBytes) key = duo_signer_dup_public_key (self->signer);
  guint8 nonce[DUO_DIGEST_BYTES];

  randombytes_buf (nonce, sizeof nonce);
  g_clear_pointer (&self->nonce_before, g_bytes_unref);
  self->nonce_before = g_steal_pointer (&self->nonce);
  self->nonce = g_bytes_new (nonce, sizeof nonce);
  duo_signaling_join (self->signaling, key, self->nonce);
}

/* Who has gone says the service, and it may only have lost sight of who still talks. */
static gboolean
is_known (DuoCall *self, const DuoPeerHello *hello)
{
  return (self->peer_here || self->link->verified) && self->nonce_met == self->nonce &&
         duo_peer_hello_equal (&self->hello, hello);
}

static void
meet (DuoCall *self, const DuoPeerHello *hello)
{
  self->hello = *hello;
  self->peer_here = TRUE;
  g_clear_pointer (&self->nonce_met, g_bytes_unref);
  self->nonce_met = g_bytes_ref (self->nonce);
  if (self->conversation != NULL)
    duo_conversation_meet (self->conversation);
}

void
duo_call_negotiate (DuoCall *self)
{
  g_autoptr (DuoLink) link = duo_link_ref (self->link);

  duo_link_negotiate (link, 0);
  duo_call_set_state (self, DUO_CALL_NEGOTIATING);
  duo_link_offer (link);
}

/* The peer's offer may have crossed our coming in again: good for the nonce before, and late. */
static void
expect_late_offer (DuoCall *self)
{
  if (self->side == DUO_CALL_ANSWERS && self->nonce_before != NULL)
    keep_past (self, duo_fingerprint_new (self->side, duo_signaling_get_chat (self->signaling), self->signer,
                                          self->nonce_before, &self->hello));
}

/* CALL §7: the same peer wants, or we have told it to want, another connection. What there is stays until that is
 * verified. */
static void
begin_next (DuoCall *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoLink) next = NULL;

  drop_next (self);
  expect_late_offer (self);
  self->next = duo_link_new (self, &error);
  if (self->next == NULL)
    {
      take_error (self, &error);
      return;
    }
  /* Nothing is to be seen of it yet. */
  duo_peer_show (self->peer, self->remote_feed);
  next = duo_link_ref (self->next);
  duo_link_negotiate (next, NEXT_SECONDS);
  duo_link_offer (next);
}

static void
begin (DuoCall *self)
{
  gboolean trusted = duo_call_trusts_peer (self);

  /* Whoever is told of anything may hang up. */
  if (self->state != DUO_CALL_WAITING)
    return;
  if (trusted)
    duo_call_negotiate (self);
  else
    duo_call_set_state (self, DUO_CALL_ASKING);
}

static void
on_peer_joined (DuoSignaling *signaling, const DuoPeerHello *hello, DuoCall *self)
{
  gboolean same_peer = self->link->verified && memcmp (self->hello.key, hello->key, sizeof hello->key) == 0;

  if (is_known (self, hello))
    {
      self->peer_here = TRUE;
      return;
    }
  if (same_peer)
    {
      meet (self, hello);
      begin_next (self);
      return;
    }
  duo_call_renew (self);
  if (self->state != DUO_CALL_WAITING)
    return;
  meet (self, hello);
  begin (self);
}

/* Whose picture and sound still come is only not seen by the service. */
static void
on_peer_left (DuoSignaling *signaling, DuoCall *self)
{
  self->peer_here = FALSE;
  if (self->state == DUO_CALL_TALKING)
    {
      drop_next (self);
      return;
    }
  if (self->state == DUO_CALL_RECONNECTING)
    duo_call_join (self);
  duo_call_renew (self);
}

/* Who has ended it needs no bye; and what the one has found, the other does not report as if it had. */
void
duo_call_take_bye (DuoCall *self, const char *reason)
{
  self->peer_here = FALSE;
  if (g_strcmp0 (reason, DUO_BYE_UNVERIFIED) == 0)
    duo_call_end (self, g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED,
                                             "the peer could not verify us"));
  else if (g_strcmp0 (reason, DUO_BYE_FAILED) == 0)
    duo_call_end (self, g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE,
                                             "the call failed for the peer"));
  else
    duo_call_renew (self);
}

static gboolean
check_turn (DuoCall *self, DuoSignal *signal, GError **error)
{
  DuoSignalKind kind = duo_signal_get_kind (signal);
  gboolean to_talent = kind == DUO_SIGNAL_OFFER || kind == DUO_SIGNAL_CONFIRM;
  const char *sdp = duo_signal_get_sdp (signal);

  if (sdp != NULL && !duo_peer_check_length (sdp, error))
    return FALSE;
  if (kind == DUO_SIGNAL_CANDIDATE || to_talent == (self->side == DUO_CALL_ANSWERS))
    return TRUE;
  g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER, "a message that is the other side's");
  return FALSE;
}

static gboolean
is_late (DuoCall *self, DuoLink *newest, DuoSignal *signal)
{
  if (self->past->len == 0 || duo_fingerprint_recognizes (newest->fingerprint, signal))
    return FALSE;
  for (guint i = 0; i < self->past->len; i++)
    if (duo_fingerprint_recognizes (g_ptr_array_index (self->past, i), signal))
      return TRUE;
  return FALSE;
}

void
duo_call_read (DuoCall *self, DuoSignal *signal)
{
  g_autoptr (GError) error = NULL;
  DuoLink *newest = self->next != NULL ? self->next : self->link;

  /* One of those that came before this one may have ended it all. */
  if (newest == NULL)
    return;
  if (duo_signal_get_kind (signal) == DUO_SIGNAL_RESTART)
    duo_call_take_restart (self, signal);
  else if (newest->fingerprint == NULL)
    g_info ("call: a message of somebody who is not here");
  else if (!check_turn (self, signal, &error))
    take_error (self, &error);
  else if (is_late (self, newest, signal))
    g_info ("call: a message of a connection that was given up");
  else
    duo_link_read (newest, signal);
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
