/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hostile.h"

#include "duo-call-private.h"
#include "duo-candidate.h"
#include "duo-peer-private.h"
#include "mutate.h"

#include <sodium.h>
#include <string.h>

#define PATIENCE 30 /* seconds */
#define MOST_CANDIDATES 5
#define STILL_MS 40 /* what an engine does with an answer that it took */

/* What two true engines said, by the side that says it. */
typedef struct
{
  char *texts[2][2];
  char *candidate;
} Truth;

/* A peer who is only words. */
typedef struct
{
  DuoSigner *signer;
  GBytes *nonce;
  DuoPeerHello hello;
  DuoFingerprint *fingerprint;
} Liar;

static Truth
listen_to_two (void)
{
  Truth truth = {0};
  Pair pair;
  DuoSignal *candidate;

  pair_set_up (&pair);
  pair_talk (&pair);
  truth.texts[DUO_CALL_OFFERS][0] =
      g_strdup (duo_signal_get_sdp (loopback_room_get_sent (pair.recruiter.room, DUO_SIGNAL_OFFER)));
  truth.texts[DUO_CALL_ANSWERS][0] =
      g_strdup (duo_signal_get_sdp (loopback_room_get_sent (pair.talent.room, DUO_SIGNAL_ANSWER)));
  candidate = loopback_room_get_sent (pair.talent.room, DUO_SIGNAL_CANDIDATE);
  truth.candidate = g_strdup (candidate != NULL ? duo_signal_get_candidate (candidate)
                                                : "candidate:1 1 UDP 2015363327 127.0.0.1 9 typ host");
  pair_tear_down (&pair);
  return truth;
}

static void
forget (Truth *truth)
{
  g_free (truth->texts[DUO_CALL_OFFERS][0]);
  g_free (truth->texts[DUO_CALL_ANSWERS][0]);
  g_free (truth->candidate);
}

static void
liar_set_up (Liar *self)
{
  g_autoptr (GBytes) key = NULL;

  self->signer = loopback_signer_new ();
  key = duo_signer_dup_public_key (self->signer);
  randombytes_buf (self->hello.nonce, sizeof self->hello.nonce);
  self->nonce = g_bytes_new (self->hello.nonce, sizeof self->hello.nonce);
  memcpy (self->hello.key, g_bytes_get_data (key, NULL), sizeof self->hello.key);
  self->fingerprint = NULL;
}

static void
liar_tear_down (Liar *self)
{
  g_clear_pointer (&self->fingerprint, duo_fingerprint_free);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_clear_object (&self->signer);
}

static GBytes *
zeros (gsize length)
{
  return g_bytes_new_take (g_malloc0 (length), length);
}

/* Signed wherever that is possible; what names no certificate goes without. */
static DuoSignal *
make_signal (Liar *liar, DuoCallSide side, const char *sdp)
{
  g_autoptr (GBytes) number = NULL;
  g_autoptr (GBytes) signature = NULL;
  DuoSignal *signal = NULL;
  DuoDigest digest;

  if (duo_certificate_digest_sdp (sdp, &digest, NULL))
    signal = side == DUO_CALL_OFFERS ? duo_fingerprint_make_offer (liar->fingerprint, sdp, &digest, NULL)
                                     : duo_fingerprint_make_answer (liar->fingerprint, sdp, &digest, NULL);
  if (signal != NULL)
    return signal;
  number = zeros (DUO_DIGEST_BYTES);
  signature = zeros (DUO_SIGNATURE_BYTES);
  return side == DUO_CALL_OFFERS ? duo_signal_new_offer (sdp, number, signature)
                                 : duo_signal_new_answer (sdp, number, signature);
}

static void
print_lines (const char *mark, char **lines, char **others)
{
  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) others, lines[i]))
      g_printerr ("%s %.160s\n", mark, lines[i]);
}

/* What is wrong with it, for whoever has to find out what it did. */
static void
print_difference (const char *truth, const char *lie)
{
  g_auto (GStrv) before = g_strsplit (truth, "\r\n", -1);
  g_auto (GStrv) after = g_strsplit (lie, "\r\n", -1);

  print_lines ("-", before, after);
  print_lines ("+", after, before);
}

static gboolean
has_offered (gpointer data)
{
  DuoCall *call = data;

  return duo_call_get_state (call) == DUO_CALL_ENDED || call->link->offered != 0;
}

/* It has made something of it: an answer of its own, an end, or what it took is in force. */
static gboolean
is_done (gpointer data)
{
  DuoCall *call = data;

  return duo_call_get_state (call) == DUO_CALL_ENDED ||
         (duo_call_get_state (call) == DUO_CALL_VERIFYING && call->peer->remote_set);
}

static gboolean
has_ended (gpointer data)
{
  return duo_call_get_state (data) == DUO_CALL_ENDED;
}

static void
say (Party *party, DuoSignal *signal)
{
  if (duo_call_get_state (party->call) != DUO_CALL_ENDED)
    duo_signaling_emit_received (DUO_SIGNALING (party->room), signal);
}

static void
say_candidates (HostileSum *sum, GRand *chance, Party *party, const char *truth)
{
  int count = g_rand_int_range (chance, 0, MOST_CANDIDATES + 1);

  sum->lies += (guint) count;
  sum->candidates += (guint) count;
  while (count-- > 0)
    {
      g_autofree char *text = mutate_line (chance, truth);
      g_autoptr (DuoSignal) signal = duo_signal_new_candidate ((guint) g_rand_int_range (chance, 0, 6), text);

      sum->barred += !duo_candidate_check (text);
      say (party, signal);
    }
}

static void
begin (Party *party, Liar *liar, DuoCallSide side)
{
  const DuoPeerHello *hello;

  liar_set_up (liar);
  duo_call_start (party->call);
  duo_signaling_emit_peer_joined (DUO_SIGNALING (party->room), &liar->hello);
  hello = loopback_room_get_hello (party->room);
  liar->fingerprint = duo_fingerprint_new (side, duo_signaling_get_chat (DUO_SIGNALING (party->room)),
                                           liar->signer, liar->nonce, hello);
}

static gboolean
is_wrong (Party *party, DuoCallSide side, const char *sdp)
{
  DuoSignal *offer = side == DUO_CALL_ANSWERS ? loopback_room_get_sent (party->room, DUO_SIGNAL_OFFER) : NULL;

  return hostile_is_wrong (sdp, offer != NULL ? duo_signal_get_sdp (offer) : NULL);
}

/* @side: the liar's */
static void
lie_once (HostileSum *sum, GRand *chance, Party *party, DuoCallSide side, const Truth *truth)
{
  g_autofree char *sdp = mutate_lines (chance, (const char *const *) truth->texts[side]);
  g_autoptr (DuoSignal) signal = NULL;
  guint complaints = hostile_complaints;
  gboolean refused;
  Liar liar;

  begin (party, &liar, side);
  if (side == DUO_CALL_ANSWERS)
    {
      pair_wait (has_offered, party->call, PATIENCE);
      duo_fingerprint_take_offer (liar.fingerprint, loopback_room_get_sent (party->room, DUO_SIGNAL_OFFER),
                                  NULL);
    }
  signal = make_signal (&liar, side, sdp);
  say_candidates (sum, chance, party, truth->candidate);
  say (party, signal);
  /* What GStreamer makes of it comes by a letter, which is read later. */
  refused = has_ended (party->call);
  say_candidates (sum, chance, party, truth->candidate);
  pair_wait_or (is_done, party->call, PATIENCE);
  pair_wait_ms (has_ended, party->call, (guint) g_rand_int_range (chance, 0, STILL_MS));
  sum->lies++;
  sum->slipped += !refused && is_wrong (party, side, sdp);
  hostile_hang_up (sum, party, refused);
  if (hostile_complaints != complaints)
    print_difference (truth->texts[side][0], sdp);
  liar_tear_down (&liar);
}

void
hostile_descriptions (HostileSum *sum, GRand *chance, guint count)
{
  Truth truth = listen_to_two ();
  Pair pair;

  pair_set_up (&pair);
  for (guint i = 0; i < count; i++)
    {
      gboolean offers = g_rand_boolean (chance);
      Party *party = offers ? &pair.talent : &pair.recruiter;

      lie_once (sum, chance, party, offers ? DUO_CALL_OFFERS : DUO_CALL_ANSWERS, &truth);
      party_renew (party, offers ? DUO_CALL_ANSWERS : DUO_CALL_OFFERS);
    }
  pair_tear_down (&pair);
  forget (&truth);
}
