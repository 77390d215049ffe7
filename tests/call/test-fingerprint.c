/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-fingerprint.h"
#include "loopback.h"

#include <sodium.h>
#include <string.h>

#define SDP                                                                                                  \
  "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=fingerprint:sha-256 %s\r\nm=audio 9 UDP/TLS/RTP/SAVPF "        \
  "97\r\na=fingerprint:sha-256 %s\r\n"

/* ── two parties who exchange the three messages ──────────────────────────────────────────────── */

typedef struct
{
  DuoSigner *signer;
  GBytes *nonce;
  DuoPeerHello hello;
  DuoDigest certificate;
  char *sdp;
  DuoFingerprint *fingerprint;
} Side;

typedef struct
{
  Side recruiter;
  Side talent;
} Sides;

static char *
describe (const DuoDigest *certificate)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  for (guint i = 0; i < sizeof certificate->bytes; i++)
    g_string_append_printf (hex, "%s%02X", i == 0 ? "" : ":", certificate->bytes[i]);
  return g_strdup_printf (SDP, hex->str, hex->str);
}

static void
side_set_up (Side *self)
{
  g_autoptr (GBytes) key = NULL;

  self->signer = loopback_signer_new ();
  randombytes_buf (self->hello.nonce, sizeof self->hello.nonce);
  randombytes_buf (&self->certificate, sizeof self->certificate);
  self->nonce = g_bytes_new (self->hello.nonce, sizeof self->hello.nonce);
  key = duo_signer_dup_public_key (self->signer);
  memcpy (self->hello.key, g_bytes_get_data (key, NULL), sizeof self->hello.key);
}

static void
side_begin (Side *self, DuoCallSide side, const Side *other)
{
  g_clear_pointer (&self->fingerprint, duo_fingerprint_free);
  self->fingerprint = duo_fingerprint_new (side, "chat", self->signer, self->nonce, &other->hello);
}

static void
side_tear_down (Side *self)
{
  g_clear_pointer (&self->fingerprint, duo_fingerprint_free);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_free (self->sdp);
  g_assert_finalize_object (self->signer);
}

static void
set_up (Sides *self, gconstpointer data)
{
  side_set_up (&self->recruiter);
  side_set_up (&self->talent);
  self->recruiter.sdp = describe (&self->recruiter.certificate);
  self->talent.sdp = describe (&self->talent.certificate);
  side_begin (&self->recruiter, DUO_CALL_OFFERS, &self->talent);
  side_begin (&self->talent, DUO_CALL_ANSWERS, &self->recruiter);
}

static void
tear_down (Sides *self, gconstpointer data)
{
  side_tear_down (&self->recruiter);
  side_tear_down (&self->talent);
}

static DuoSignal *
make_offer (Sides *self)
{
  return duo_fingerprint_make_offer (self->recruiter.fingerprint, self->recruiter.sdp,
                                     &self->recruiter.certificate, NULL);
}

static DuoSignal *
make_answer (Sides *self)
{
  return duo_fingerprint_make_answer (self->talent.fingerprint, self->talent.sdp, &self->talent.certificate,
                                      NULL);
}

static void
exchange (Sides *self)
{
  g_autoptr (DuoSignal) offer = make_offer (self);
  g_autoptr (DuoSignal) answer = NULL;
  g_autoptr (DuoSignal) confirm = NULL;

  g_assert_true (duo_fingerprint_take_offer (self->talent.fingerprint, offer, NULL));
  answer = make_answer (self);
  g_assert_true (duo_fingerprint_take_answer (self->recruiter.fingerprint, answer, NULL));
  confirm = duo_fingerprint_make_confirm (self->recruiter.fingerprint, NULL);
  g_assert_true (duo_fingerprint_take_confirm (self->talent.fingerprint, confirm, NULL));
}

static gboolean
meet (Side *self, const Side *other, GError **error)
{
  return duo_fingerprint_take_certificates (self->fingerprint, &self->certificate, &other->certificate,
                                            error);
}

static void
assert_unverified (DuoFingerprint *fingerprint, GError **error)
{
  g_assert_error (*error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED);
  g_clear_error (error);
  g_assert_false (duo_fingerprint_is_verified (fingerprint));
  g_assert_null (duo_fingerprint_get_code (fingerprint));
}

/* ── what holds ───────────────────────────────────────────────────────────────────────────────── */

static void
test_both_verify (Sides *self, gconstpointer data)
{
  exchange (self);
  g_assert_false (duo_fingerprint_is_verified (self->recruiter.fingerprint));
  g_assert_true (meet (&self->recruiter, &self->talent, NULL));
  g_assert_true (meet (&self->talent, &self->recruiter, NULL));
  g_assert_true (duo_fingerprint_is_verified (self->recruiter.fingerprint));
  g_assert_true (duo_fingerprint_is_verified (self->talent.fingerprint));
  g_assert_cmpstr (duo_fingerprint_get_code (self->recruiter.fingerprint), ==,
                   duo_fingerprint_get_code (self->talent.fingerprint));
  g_assert_cmpuint (strlen (duo_fingerprint_get_code (self->talent.fingerprint)), ==, 6);
  g_assert_null (strpbrk (duo_fingerprint_get_code (self->talent.fingerprint), "01IO"));
}

static void
test_certificate_before_confirm (Sides *self, gconstpointer data)
{
  g_autoptr (DuoSignal) offer = make_offer (self);
  g_autoptr (DuoSignal) answer = NULL;
  g_autoptr (DuoSignal) confirm = NULL;

  g_assert_true (duo_fingerprint_take_offer (self->talent.fingerprint, offer, NULL));
  answer = make_answer (self);
  g_assert_true (meet (&self->talent, &self->recruiter, NULL));
  g_assert_false (duo_fingerprint_is_verified (self->talent.fingerprint));
  g_assert_true (duo_fingerprint_take_answer (self->recruiter.fingerprint, answer, NULL));
  confirm = duo_fingerprint_make_confirm (self->recruiter.fingerprint, NULL);
  g_assert_true (duo_fingerprint_take_confirm (self->talent.fingerprint, confirm, NULL));
  g_assert_true (duo_fingerprint_is_verified (self->talent.fingerprint));
}

static void
test_codes_differ (Sides *self, gconstpointer data)
{
  g_autofree char *first = NULL;

  exchange (self);
  meet (&self->talent, &self->recruiter, NULL);
  first = g_strdup (duo_fingerprint_get_code (self->talent.fingerprint));
  side_begin (&self->recruiter, DUO_CALL_OFFERS, &self->talent);
  side_begin (&self->talent, DUO_CALL_ANSWERS, &self->recruiter);
  exchange (self);
  meet (&self->talent, &self->recruiter, NULL);
  g_assert_cmpstr (first, !=, duo_fingerprint_get_code (self->talent.fingerprint));
}

/* Behind its length, eight bytes in the order of the network. */
static void
append (GByteArray *message, gconstpointer data, gsize length)
{
  guint8 prefix[8] = {[6] = length >> 8, [7] = length & 0xff};

  g_byte_array_append (message, prefix, sizeof prefix);
  g_byte_array_append (message, data, length);
}

/* CALL §2, written once more: thirty bits of H(both fingerprints, both device keys, r, t). */
static char *
compute_code (Sides *self, GBytes *r, GBytes *t)
{
  static const char alphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  static const char label[] = "duologue call 1 code";
  g_autoptr (GByteArray) message = g_byte_array_new ();
  guint8 digest[crypto_hash_sha256_BYTES];
  char code[7] = {0};
  guint32 bits;

  append (message, label, strlen (label));
  append (message, self->recruiter.certificate.bytes, DUO_DIGEST_BYTES);
  append (message, self->talent.certificate.bytes, DUO_DIGEST_BYTES);
  append (message, self->recruiter.hello.key, DUO_SIGNER_KEY_BYTES);
  append (message, self->talent.hello.key, DUO_SIGNER_KEY_BYTES);
  append (message, g_bytes_get_data (r, NULL), DUO_DIGEST_BYTES);
  append (message, g_bytes_get_data (t, NULL), DUO_DIGEST_BYTES);
  crypto_hash_sha256 (digest, message->data, message->len);
  bits = (guint32) digest[0] << 24 | digest[1] << 16 | digest[2] << 8 | digest[3];
  for (guint i = 0; i < 6; i++)
    code[i] = alphabet[bits >> (5 * i) & 31];
  return g_strdup (code);
}

/* Whoever stands between and knows all but one of these must not be able to tell the code. */
static void
test_what_the_code_is_of (Sides *self, gconstpointer data)
{
  g_autoptr (DuoSignal) offer = make_offer (self);
  g_autoptr (DuoSignal) answer = NULL;
  g_autoptr (DuoSignal) confirm = NULL;
  g_autofree char *code = NULL;

  g_assert_true (duo_fingerprint_take_offer (self->talent.fingerprint, offer, NULL));
  answer = make_answer (self);
  g_assert_true (duo_fingerprint_take_answer (self->recruiter.fingerprint, answer, NULL));
  confirm = duo_fingerprint_make_confirm (self->recruiter.fingerprint, NULL);
  g_assert_true (duo_fingerprint_take_confirm (self->talent.fingerprint, confirm, NULL));
  g_assert_true (meet (&self->recruiter, &self->talent, NULL));
  g_assert_true (meet (&self->talent, &self->recruiter, NULL));
  code = compute_code (self, duo_signal_get_nonce (confirm), duo_signal_get_nonce (answer));
  g_assert_cmpstr (duo_fingerprint_get_code (self->recruiter.fingerprint), ==, code);
  g_assert_cmpstr (duo_fingerprint_get_code (self->talent.fingerprint), ==, code);
}

/* ── what must not ────────────────────────────────────────────────────────────────────────────── */

static void
test_other_certificate (Sides *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Side stranger = self->recruiter;

  exchange (self);
  stranger.certificate.bytes[31] ^= 1;
  g_assert_false (meet (&self->talent, &stranger, &error));
  assert_unverified (self->talent.fingerprint, &error);
}

static void
test_own_certificate_swapped (Sides *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  exchange (self);
  self->recruiter.certificate.bytes[0] ^= 1;
  g_assert_false (meet (&self->recruiter, &self->talent, &error));
  assert_unverified (self->recruiter.fingerprint, &error);
}

/* Within one connection it may not change, even where it was the right one at first. */
static void
test_certificate_changes (Sides *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  exchange (self);
  g_assert_true (meet (&self->talent, &self->recruiter, NULL));
  g_assert_true (duo_fingerprint_is_verified (self->talent.fingerprint));
  self->recruiter.certificate.bytes[7] ^= 1;
  g_assert_false (meet (&self->talent, &self->recruiter, &error));
  assert_unverified (self->talent.fingerprint, &error);
}

static void
test_description_of_another (Sides *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (duo_fingerprint_make_offer (self->recruiter.fingerprint, self->talent.sdp,
                                             &self->recruiter.certificate, &error));
  assert_unverified (self->recruiter.fingerprint, &error);
}

static void
test_offer_changed (Sides *self, gconstpointer data)
{
  g_autoptr (DuoSignal) offer = make_offer (self);
  g_autofree char *sdp = g_strconcat (duo_signal_get_sdp (offer), "a=x\r\n", NULL);
  g_autoptr (DuoSignal) changed =
      duo_signal_new_offer (sdp, duo_signal_get_commitment (offer), duo_signal_get_signature (offer));
  g_autoptr (GError) error = NULL;

  g_assert_false (duo_fingerprint_take_offer (self->talent.fingerprint, changed, &error));
  assert_unverified (self->talent.fingerprint, &error);
}

static void
test_offer_of_another_key (Sides *self, gconstpointer data)
{
  g_autoptr (DuoSignal) offer = NULL;
  g_autoptr (GError) error = NULL;
  Side stranger = {0};

  side_set_up (&stranger);
  memcpy (stranger.hello.nonce, self->recruiter.hello.nonce, sizeof stranger.hello.nonce);
  g_clear_pointer (&stranger.nonce, g_bytes_unref);
  stranger.nonce = g_bytes_ref (self->recruiter.nonce);
  stranger.sdp = describe (&stranger.certificate);
  side_begin (&stranger, DUO_CALL_OFFERS, &self->talent);
  offer = duo_fingerprint_make_offer (stranger.fingerprint, stranger.sdp, &stranger.certificate, NULL);
  g_assert_false (duo_fingerprint_take_offer (self->talent.fingerprint, offer, &error));
  assert_unverified (self->talent.fingerprint, &error);
  side_tear_down (&stranger);
}

/* The talent has come back with another nonce: what was signed for the stay before is worth nothing. */
static void
test_offer_replayed (Sides *self, gconstpointer data)
{
  g_autoptr (DuoSignal) offer = make_offer (self);
  g_autoptr (GError) error = NULL;

  self->talent.hello.nonce[0] ^= 1;
  g_clear_pointer (&self->talent.nonce, g_bytes_unref);
  self->talent.nonce = g_bytes_new (self->talent.hello.nonce, sizeof self->talent.hello.nonce);
  side_begin (&self->talent, DUO_CALL_ANSWERS, &self->recruiter);
  g_assert_false (duo_fingerprint_take_offer (self->talent.fingerprint, offer, &error));
  assert_unverified (self->talent.fingerprint, &error);
}

static void
test_offer_in_another_chat (Sides *self, gconstpointer data)
{
  g_autoptr (DuoSignal) offer = make_offer (self);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->talent.fingerprint, duo_fingerprint_free);
  self->talent.fingerprint = duo_fingerprint_new (DUO_CALL_ANSWERS, "another chat", self->talent.signer,
                                                  self->talent.nonce, &self->recruiter.hello);
  g_assert_false (duo_fingerprint_take_offer (self->talent.fingerprint, offer, &error));
  assert_unverified (self->talent.fingerprint, &error);
}

/* It answers another offer of the same recruiter. */
static void
test_answer_to_another_offer (Sides *self, gconstpointer data)
{
  g_autoptr (DuoSignal) offer = make_offer (self);
  g_autoptr (DuoSignal) answer = NULL;
  g_autoptr (DuoSignal) second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (duo_fingerprint_take_offer (self->talent.fingerprint, offer, NULL));
  answer = make_answer (self);
  side_begin (&self->recruiter, DUO_CALL_OFFERS, &self->talent);
  second = make_offer (self);
  g_assert_false (duo_fingerprint_take_answer (self->recruiter.fingerprint, answer, &error));
  assert_unverified (self->recruiter.fingerprint, &error);
}

static void
test_second_answer (Sides *self, gconstpointer data)
{
  g_autoptr (DuoSignal) offer = make_offer (self);
  g_autoptr (DuoSignal) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (duo_fingerprint_take_offer (self->talent.fingerprint, offer, NULL));
  answer = make_answer (self);
  g_assert_true (duo_fingerprint_take_answer (self->recruiter.fingerprint, answer, NULL));
  g_assert_false (duo_fingerprint_take_answer (self->recruiter.fingerprint, answer, &error));
  g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
  g_clear_error (&error);
  g_assert_false (meet (&self->recruiter, &self->talent, &error));
  g_assert_false (duo_fingerprint_is_verified (self->recruiter.fingerprint));
}

/* The recruiter's r is signed but is not the one that the offer promised, which is what a lie about the code needs. */
static void
test_broken_promise (Sides *self, gconstpointer data)
{
  g_autoptr (DuoSignal) offer = make_offer (self);
  g_autoptr (DuoSignal) answer = NULL;
  g_autoptr (DuoSignal) confirm = NULL;
  g_autoptr (DuoSignal) changed = NULL;
  g_autoptr (GBytes) r = g_bytes_new_static ("01234567890123456789012345678901", 32);
  g_autoptr (GError) error = NULL;

  g_assert_true (duo_fingerprint_take_offer (self->talent.fingerprint, offer, NULL));
  answer = make_answer (self);
  g_assert_true (duo_fingerprint_take_answer (self->recruiter.fingerprint, answer, NULL));
  confirm = duo_fingerprint_make_confirm (self->recruiter.fingerprint, NULL);
  changed = duo_signal_new_confirm (r, duo_signal_get_signature (confirm));
  g_assert_false (duo_fingerprint_take_confirm (self->talent.fingerprint, changed, &error));
  assert_unverified (self->talent.fingerprint, &error);
}

static void
test_confirm_before_answer (Sides *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("01234567890123456789012345678901", 32);
  g_autoptr (DuoSignal) confirm = duo_signal_new_confirm (bytes, bytes);
  g_autoptr (GError) error = NULL;

  g_assert_false (duo_fingerprint_take_confirm (self->talent.fingerprint, confirm, &error));
  g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
}

/* ── what comes after, or too late ────────────────────────────────────────────────────────────── */

static const char *const candidates[] = {"candidate:1 1 UDP 1 192.0.2.1 9 typ host", "candidate:2", NULL};

static DuoSignal *
make_restart (Side *side)
{
  return duo_fingerprint_make_restart (side->fingerprint, 1, "abcd", "0123456789012345678901", candidates);
}

static void
test_restart (Sides *self, gconstpointer data)
{
  g_autoptr (DuoSignal) recruiters = NULL;
  g_autoptr (DuoSignal) talents = NULL;

  g_assert_null (make_restart (&self->recruiter));
  exchange (self);
  recruiters = make_restart (&self->recruiter);
  talents = make_restart (&self->talent);
  g_assert_true (duo_fingerprint_check_restart (self->talent.fingerprint, recruiters));
  g_assert_true (duo_fingerprint_check_restart (self->recruiter.fingerprint, talents));
  /* Nobody is told his own. */
  g_assert_false (duo_fingerprint_check_restart (self->talent.fingerprint, talents));
  /* It is of one connection, even between the same two in the same stay. */
  side_begin (&self->recruiter, DUO_CALL_OFFERS, &self->talent);
  side_begin (&self->talent, DUO_CALL_ANSWERS, &self->recruiter);
  g_assert_false (duo_fingerprint_check_restart (self->talent.fingerprint, recruiters));
  exchange (self);
  g_assert_false (duo_fingerprint_check_restart (self->talent.fingerprint, recruiters));
}

/* Two candidates for one, or one for two, are another message. */
static void
test_restart_changed (Sides *self, gconstpointer data)
{
  const char *const glued[] = {"candidate:1 1 UDP 1 192.0.2.1 9 typ hostcandidate:2", NULL};
  g_autoptr (DuoSignal) good = NULL;
  g_autoptr (DuoSignal) fewer = NULL;
  g_autoptr (DuoSignal) other = NULL;

  exchange (self);
  good = make_restart (&self->recruiter);
  fewer = duo_signal_new_restart (1, "abcd", "0123456789012345678901", candidates + 1,
                                  duo_signal_get_signature (good));
  other =
      duo_signal_new_restart (1, "abcd", "0123456789012345678901", glued, duo_signal_get_signature (good));
  g_assert_false (duo_fingerprint_check_restart (self->talent.fingerprint, fewer));
  g_assert_false (duo_fingerprint_check_restart (self->talent.fingerprint, other));
}

/* Whatever has become of a handshake, its messages are known again; those of another one are not. */
static void
test_recognizes (Sides *self, gconstpointer data)
{
  g_autoptr (DuoSignal) offer = make_offer (self);
  g_autoptr (DuoSignal) answer = NULL;
  g_autoptr (DuoSignal) confirm = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (duo_fingerprint_recognizes (self->talent.fingerprint, offer));
  g_assert_false (duo_fingerprint_recognizes (self->recruiter.fingerprint, offer));
  g_assert_true (duo_fingerprint_take_offer (self->talent.fingerprint, offer, NULL));
  answer = make_answer (self);
  g_assert_true (duo_fingerprint_recognizes (self->recruiter.fingerprint, answer));
  g_assert_true (duo_fingerprint_take_answer (self->recruiter.fingerprint, answer, NULL));
  confirm = duo_fingerprint_make_confirm (self->recruiter.fingerprint, NULL);
  g_assert_true (duo_fingerprint_recognizes (self->talent.fingerprint, confirm));
  /* To ask has changed nothing. */
  g_assert_true (duo_fingerprint_take_confirm (self->talent.fingerprint, confirm, &error));
  g_assert_true (duo_fingerprint_recognizes (self->talent.fingerprint, offer));
  g_assert_true (meet (&self->talent, &self->recruiter, NULL));
  side_begin (&self->recruiter, DUO_CALL_OFFERS, &self->talent);
  g_assert_false (duo_fingerprint_recognizes (self->recruiter.fingerprint, answer));
}

#define ADD(path, function) g_test_add ("/call/fingerprint/" path, Sides, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_init (&argc, &argv, NULL);
  ADD ("both-verify", test_both_verify);
  ADD ("certificate-before-confirm", test_certificate_before_confirm);
  ADD ("codes-differ", test_codes_differ);
  ADD ("what-the-code-is-of", test_what_the_code_is_of);
  ADD ("other-certificate", test_other_certificate);
  ADD ("own-certificate-swapped", test_own_certificate_swapped);
  ADD ("certificate-changes", test_certificate_changes);
  ADD ("description-of-another", test_description_of_another);
  ADD ("offer-changed", test_offer_changed);
  ADD ("offer-of-another-key", test_offer_of_another_key);
  ADD ("offer-replayed", test_offer_replayed);
  ADD ("offer-in-another-chat", test_offer_in_another_chat);
  ADD ("answer-to-another-offer", test_answer_to_another_offer);
  ADD ("second-answer", test_second_answer);
  ADD ("broken-promise", test_broken_promise);
  ADD ("confirm-before-answer", test_confirm_before_answer);
  ADD ("restart", test_restart);
  ADD ("restart-changed", test_restart_changed);
  ADD ("recognizes", test_recognizes);
  return g_test_run ();
}
