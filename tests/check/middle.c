/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "middle.h"

#include "duo-call-private.h"

#include <sodium.h>
#include <string.h>

#define PATIENCE 30 /* seconds */

MiddleWraps middle_wraps;

static Middle *present; /* whose calls believe everything */

/* ── what the linker puts between the engine's own parts ──────────────────────────────────────── */

gboolean __real_duo_fingerprint_take_offer (DuoFingerprint *self, DuoSignal *offer, GError **error);
gboolean __real_duo_fingerprint_take_answer (DuoFingerprint *self, DuoSignal *answer, GError **error);
gboolean __real_duo_fingerprint_take_confirm (DuoFingerprint *self, DuoSignal *confirm, GError **error);
const char *__real_duo_fingerprint_get_code (DuoFingerprint *self);
gboolean __real_duo_call_trusts_peer (DuoCall *self);
int __real_crypto_sign_verify_detached (const unsigned char *signature,
                                        const unsigned char *message,
                                        unsigned long long length,
                                        const unsigned char *key);

gboolean __wrap_duo_fingerprint_take_offer (DuoFingerprint *self, DuoSignal *offer, GError **error);
gboolean __wrap_duo_fingerprint_take_answer (DuoFingerprint *self, DuoSignal *answer, GError **error);
gboolean __wrap_duo_fingerprint_take_confirm (DuoFingerprint *self, DuoSignal *confirm, GError **error);
const char *__wrap_duo_fingerprint_get_code (DuoFingerprint *self);
gboolean __wrap_duo_call_trusts_peer (DuoCall *self);
int __wrap_crypto_sign_verify_detached (const unsigned char *signature,
                                        const unsigned char *message,
                                        unsigned long long length,
                                        const unsigned char *key);

static gboolean believes;

static gboolean
is_of (DuoFingerprint *fingerprint, Party *party)
{
  return party->call->link != NULL && party->call->link->fingerprint == fingerprint;
}

static gboolean
is_middles (DuoFingerprint *fingerprint)
{
  return present != NULL &&
         (is_of (fingerprint, &present->here.talent) || is_of (fingerprint, &present->there.recruiter));
}

typedef gboolean (*Take) (DuoFingerprint *self, DuoSignal *signal, GError **error);

static gboolean
take (Take real, DuoFingerprint *self, DuoSignal *signal, GError **error)
{
  gboolean taken;

  believes = is_middles (self);
  taken = real (self, signal, error);
  believes = FALSE;
  return taken;
}

gboolean
__wrap_duo_fingerprint_take_offer (DuoFingerprint *self, DuoSignal *offer, GError **error)
{
  return take (__real_duo_fingerprint_take_offer, self, offer, error);
}

gboolean
__wrap_duo_fingerprint_take_answer (DuoFingerprint *self, DuoSignal *answer, GError **error)
{
  return take (__real_duo_fingerprint_take_answer, self, answer, error);
}

gboolean
__wrap_duo_fingerprint_take_confirm (DuoFingerprint *self, DuoSignal *confirm, GError **error)
{
  return take (__real_duo_fingerprint_take_confirm, self, confirm, error);
}

const char *
__wrap_duo_fingerprint_get_code (DuoFingerprint *self)
{
  return middle_wraps.monotone ? "222222" : __real_duo_fingerprint_get_code (self);
}

gboolean
__wrap_duo_call_trusts_peer (DuoCall *self)
{
  return middle_wraps.careless || __real_duo_call_trusts_peer (self);
}

int
__wrap_crypto_sign_verify_detached (const unsigned char *signature,
                                    const unsigned char *message,
                                    unsigned long long length,
                                    const unsigned char *key)
{
  if (believes || middle_wraps.trusting)
    return 0;
  return __real_crypto_sign_verify_detached (signature, message, length, key);
}

/* ── what it does to what they say ────────────────────────────────────────────────────────────── */

static void
note_lie (Middle *self)
{
  self->lied = g_get_monotonic_time ();
}

static char *
pass (DuoSignal *signal)
{
  return g_strdup (duo_signal_get_text (signal));
}

/* The middle's offer to the talent. */
static char *
change_offer (Middle *self, DuoSignal *own)
{
  DuoSignal *offer = loopback_room_get_sent (self->here.recruiter.room, DUO_SIGNAL_OFFER);
  g_autoptr (DuoSignal) changed = NULL;

  if (self->way == MIDDLE_ANSWERS)
    return pass (offer);
  note_lie (self);
  if (self->way != MIDDLE_COPIES)
    return pass (own);
  changed = duo_signal_new_offer (duo_signal_get_sdp (own), duo_signal_get_commitment (offer),
                                  duo_signal_get_signature (offer));
  return pass (changed);
}

/* Once both answers are there, the recruiter gets the middle's, signed by the talent. */
static void
answer_falsely (Middle *self)
{
  g_autoptr (DuoSignal) changed = NULL;

  if (self->answer == NULL || self->own == NULL)
    return;
  note_lie (self);
  changed = duo_signal_new_answer (duo_signal_get_sdp (self->own), duo_signal_get_nonce (self->answer),
                                   duo_signal_get_signature (self->answer));
  loopback_room_inject (self->here.recruiter.room, changed);
}

/* What the middle says to the recruiter. */
static char *
on_said_here (DuoSignal *signal, gpointer data)
{
  Middle *self = data;

  if (duo_signal_get_kind (signal) != DUO_SIGNAL_ANSWER)
    return pass (signal);
  if (self->way != MIDDLE_ANSWERS)
    {
      note_lie (self);
      return pass (signal);
    }
  self->own = duo_signal_ref (signal);
  answer_falsely (self);
  return NULL;
}

/* What the middle says to the talent. */
static char *
on_said_there (DuoSignal *signal, gpointer data)
{
  return duo_signal_get_kind (signal) == DUO_SIGNAL_OFFER ? change_offer (data, signal) : pass (signal);
}

/* Whoever is told that the other has ended it has found nothing: that is passed on only where nobody else can know, and then
 * to nobody else, since all of them are one process and end one after the other. */
static char *
on_recruiter_said (DuoSignal *signal, gpointer data)
{
  Middle *self = data;

  if (duo_signal_get_kind (signal) != DUO_SIGNAL_BYE || self->way != MIDDLE_ANSWERS)
    return pass (signal);
  loopback_room_inject (self->there.talent.room, signal);
  return NULL;
}

static char *
on_talent_said (DuoSignal *signal, gpointer data)
{
  Middle *self = data;

  if (duo_signal_get_kind (signal) != DUO_SIGNAL_ANSWER || self->way != MIDDLE_ANSWERS)
    return pass (signal);
  self->answer = duo_signal_ref (signal);
  answer_falsely (self);
  return NULL;
}

/* ── public ───────────────────────────────────────────────────────────────────────────────────── */

static void
pretend (Party *middle, DuoCallSide side, Party *other)
{
  g_assert_finalize_object (middle->call);
  g_assert_finalize_object (middle->signer);
  middle->signer = loopback_signer_new_pretender (other->signer);
  middle->call = duo_call_new (DUO_SIGNALING (middle->room), middle->signer, middle->source, side, NULL);
}

static void
know (Party *party, Party *other)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_ptr_array_add (keys, duo_signer_dup_public_key (other->signer));
  duo_call_set_known_keys (party->call, keys);
}

void
middle_set_up (Middle *self, MiddleWay way, gboolean met)
{
  *self = (Middle) {.way = way};
  pair_set_up (&self->here);
  pair_set_up (&self->there);
  if (way != MIDDLE_SWAPS)
    {
      pretend (&self->here.talent, DUO_CALL_ANSWERS, &self->there.talent);
      pretend (&self->there.recruiter, DUO_CALL_OFFERS, &self->here.recruiter);
    }
  if (met)
    {
      know (&self->here.recruiter, &self->there.talent);
      know (&self->there.talent, &self->here.recruiter);
    }
  loopback_room_set_tamper (self->here.recruiter.room, on_recruiter_said, self);
  loopback_room_set_tamper (self->here.talent.room, on_said_here, self);
  loopback_room_set_tamper (self->there.recruiter.room, on_said_there, self);
  loopback_room_set_tamper (self->there.talent.room, on_talent_said, self);
  present = self;
}

static gboolean
has_offered (gpointer data)
{
  return loopback_room_get_sent (data, DUO_SIGNAL_OFFER) != NULL;
}

/* Each is told that the other one is there, with the other's own nonce; so what they sign is for each other. */
void
middle_start (Middle *self)
{
  duo_call_start (self->here.recruiter.call);
  duo_call_start (self->there.talent.call);
  if (self->way != MIDDLE_SWAPS)
    {
      loopback_room_pretend (self->here.talent.room, loopback_room_get_peer (self->there.recruiter.room));
      loopback_room_pretend (self->there.recruiter.room, loopback_room_get_peer (self->here.talent.room));
    }
  duo_call_start (self->here.talent.call);
  if (self->way != MIDDLE_SWAPS)
    pair_wait (has_offered, self->here.recruiter.room, PATIENCE);
  duo_call_start (self->there.recruiter.call);
}

void
middle_tear_down (Middle *self)
{
  duo_call_hang_up (self->here.talent.call);
  duo_call_hang_up (self->there.recruiter.call);
  duo_call_hang_up (self->here.recruiter.call);
  duo_call_hang_up (self->there.talent.call);
  present = NULL;
  pair_tear_down (&self->here);
  pair_tear_down (&self->there);
  g_clear_pointer (&self->answer, duo_signal_unref);
  g_clear_pointer (&self->own, duo_signal_unref);
}
