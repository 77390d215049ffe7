/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-fingerprint.h"

#include "duo-statement.h"

#include <sodium.h>
#include <string.h>

#define PROTOCOL "duologue call 1"
#define CODE_CHARACTERS 6

/* What has been made or taken so far; every step has one predecessor. */
typedef enum
{
  STEP_NOTHING,
  STEP_OFFERED,
  STEP_ANSWERED,
  STEP_CONFIRMED,
  STEP_BROKEN,
} Step;

struct _DuoFingerprint
{
  DuoCallSide side;
  Step step;
  DuoSigner *signer;
  char *chat;
  /* By side: [DUO_CALL_OFFERS], [DUO_CALL_ANSWERS]. */
  guint8 keys[2][DUO_SIGNER_KEY_BYTES];
  guint8 nonces[2][DUO_DIGEST_BYTES];
  DuoDigest certificates[2];
  DuoDigest commitment;
  DuoDigest r;
  DuoDigest t;
  DuoDigest offer;
  DuoDigest answer;
  gboolean met;
  char code[CODE_CHARACTERS + 1];
};

static gboolean
refuse (DuoFingerprint *self, DuoCallError code, const char *why, GError **error)
{
  self->step = STEP_BROKEN;
  self->met = FALSE;
  g_set_error_literal (error, DUO_CALL_ERROR, (int) code, why);
  return FALSE;
}

static gboolean
advance (DuoFingerprint *self, Step from, Step to, GError **error)
{
  if (self->step != from)
    return refuse (self, DUO_CALL_ERROR_PEER, "a message out of turn", error);
  self->step = to;
  return TRUE;
}

static DuoCallSide
other (DuoCallSide side)
{
  return side == DUO_CALL_OFFERS ? DUO_CALL_ANSWERS : DUO_CALL_OFFERS;
}

static void
add_digest (GByteArray *message, const DuoDigest *digest)
{
  duo_statement_add (message, digest->bytes, sizeof digest->bytes);
}

static GByteArray *
begin (DuoFingerprint *self, const char *kind, DuoCallSide sender)
{
  GByteArray *message = g_byte_array_new ();
  const char *role = sender == DUO_CALL_OFFERS ? "recruiter" : "talent";

  duo_statement_add_text (message, PROTOCOL);
  duo_statement_add_text (message, kind);
  duo_statement_add_text (message, self->chat);
  duo_statement_add_text (message, role);
  for (guint i = 0; i < 2; i++)
    duo_statement_add (message, self->keys[i], sizeof self->keys[i]);
  for (guint i = 0; i < 2; i++)
    duo_statement_add (message, self->nonces[i], sizeof self->nonces[i]);
  return message;
}

static GBytes *
offer_message (DuoFingerprint *self, const char *sdp)
{
  GByteArray *message = begin (self, "offer", DUO_CALL_OFFERS);
  DuoDigest digest;

  duo_digest_text (sdp, &digest);
  add_digest (message, &self->certificates[DUO_CALL_OFFERS]);
  add_digest (message, &digest);
  add_digest (message, &self->commitment);
  return g_byte_array_free_to_bytes (message);
}

static GBytes *
answer_message (DuoFingerprint *self, const char *sdp)
{
  GByteArray *message = begin (self, "answer", DUO_CALL_ANSWERS);
  DuoDigest digest;

  duo_digest_text (sdp, &digest);
  add_digest (message, &self->certificates[DUO_CALL_ANSWERS]);
  add_digest (message, &digest);
  add_digest (message, &self->commitment);
  add_digest (message, &self->offer);
  add_digest (message, &self->t);
  return g_byte_array_free_to_bytes (message);
}

static GBytes *
confirm_message (DuoFingerprint *self)
{
  GByteArray *message = begin (self, "confirm", DUO_CALL_OFFERS);

  add_digest (message, &self->offer);
  add_digest (message, &self->answer);
  add_digest (message, &self->r);
  return g_byte_array_free_to_bytes (message);
}

/* The candidates are counted, so that none can be taken for what follows them. */
static GBytes *
restart_message (DuoFingerprint *self,
                 DuoCallSide sender,
                 guint counter,
                 const char *ufrag,
                 const char *pwd,
                 const char *const *candidates)
{
  GByteArray *message = begin (self, "restart", sender);
  guint32 numbers[] = {GUINT32_TO_BE (counter), GUINT32_TO_BE (g_strv_length ((char **) candidates))};

  add_digest (message, &self->offer);
  add_digest (message, &self->answer);
  duo_statement_add (message, numbers, sizeof numbers);
  duo_statement_add_text (message, ufrag);
  duo_statement_add_text (message, pwd);
  for (guint i = 0; candidates[i] != NULL; i++)
    duo_statement_add_text (message, candidates[i]);
  return g_byte_array_free_to_bytes (message);
}

static gboolean
is_signed (DuoFingerprint *self, GBytes *signature, GBytes *message)
{
  gsize length = 0, signed_length = 0;
  const guint8 *given = signature != NULL ? g_bytes_get_data (signature, &length) : NULL;
  const guint8 *text = g_bytes_get_data (message, &signed_length);

  return length == DUO_SIGNATURE_BYTES &&
         crypto_sign_verify_detached (given, text, signed_length, self->keys[other (self->side)]) == 0;
}

static gboolean
check_signature (DuoFingerprint *self, GBytes *signature, GBytes *message, GError **error)
{
  if (is_signed (self, signature, message))
    return TRUE;
  return refuse (self, DUO_CALL_ERROR_UNVERIFIED, "a signature that is not the peer's", error);
}

static gboolean
read_digest (DuoFingerprint *self, GBytes *bytes, DuoDigest *digest, GError **error)
{
  gsize length = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (length != sizeof digest->bytes)
    return refuse (self, DUO_CALL_ERROR_PEER, "a random number of the wrong length", error);
  memcpy (digest->bytes, data, length);
  return TRUE;
}

static GBytes *
digest_to_bytes (const DuoDigest *digest)
{
  return g_bytes_new (digest->bytes, sizeof digest->bytes);
}

/* A description with another certificate than our own would be refused by the peer, but only after we had trusted it. */
static gboolean
set_own (DuoFingerprint *self, const char *sdp, const DuoDigest *own, GError **error)
{
  DuoDigest *said = &self->certificates[self->side];

  if (!duo_certificate_digest_sdp (sdp, said, error))
    {
      self->step = STEP_BROKEN;
      return FALSE;
    }
  if (!duo_digest_equal (said, own))
    return refuse (self, DUO_CALL_ERROR_UNVERIFIED, "our description names a certificate that is not ours",
                   error);
  return TRUE;
}

static gboolean
set_peer (DuoFingerprint *self, const char *sdp, GError **error)
{
  if (duo_certificate_digest_sdp (sdp, &self->certificates[other (self->side)], error))
    return TRUE;
  self->step = STEP_BROKEN;
  return FALSE;
}

/* Thirty bits of what both hold; the commitment keeps anybody between them from choosing it. */
static void
make_code (DuoFingerprint *self)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  DuoDigest digest;
  guint32 bits = 0;

  duo_statement_add_text (message, PROTOCOL " code");
  for (guint i = 0; i < 2; i++)
    add_digest (message, &self->certificates[i]);
  for (guint i = 0; i < 2; i++)
    duo_statement_add (message, self->keys[i], sizeof self->keys[i]);
  add_digest (message, &self->r);
  add_digest (message, &self->t);
  crypto_hash_sha256 (digest.bytes, message->data, message->len);
  memcpy (&bits, digest.bytes, sizeof bits);
  bits = GUINT32_FROM_BE (bits);
  for (guint i = 0; i < CODE_CHARACTERS; i++)
    self->code[i] = DUO_CODE_ALPHABET[(bits >> (5 * i)) & 31];
}

DuoFingerprint *
duo_fingerprint_new (
    DuoCallSide side, const char *chat, DuoSigner *signer, GBytes *nonce, const DuoPeerHello *peer)
{
  DuoFingerprint *self = g_new0 (DuoFingerprint, 1);
  g_autoptr (GBytes) key = duo_signer_dup_public_key (signer);

  g_assert (g_bytes_get_size (key) == DUO_SIGNER_KEY_BYTES && g_bytes_get_size (nonce) == DUO_DIGEST_BYTES);
  self->side = side;
  self->signer = g_object_ref (signer);
  self->chat = g_strdup (chat);
  memcpy (self->keys[side], g_bytes_get_data (key, NULL), DUO_SIGNER_KEY_BYTES);
  memcpy (self->keys[other (side)], peer->key, DUO_SIGNER_KEY_BYTES);
  memcpy (self->nonces[side], g_bytes_get_data (nonce, NULL), DUO_DIGEST_BYTES);
  memcpy (self->nonces[other (side)], peer->nonce, DUO_DIGEST_BYTES);
  return self;
}

void
duo_fingerprint_free (DuoFingerprint *self)
{
  g_clear_object (&self->signer);
  g_free (self->chat);
  sodium_memzero (self, sizeof *self);
  g_free (self);
}

DuoSignal *
duo_fingerprint_make_offer (DuoFingerprint *self, const char *sdp, const DuoDigest *own, GError **error)
{
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GBytes) commitment = NULL;
  DuoSignal *offer = NULL;

  g_return_val_if_fail (self->side == DUO_CALL_OFFERS, NULL);
  if (!advance (self, STEP_NOTHING, STEP_OFFERED, error) || !set_own (self, sdp, own, error))
    return NULL;
  randombytes_buf (self->r.bytes, sizeof self->r.bytes);
  crypto_hash_sha256 (self->commitment.bytes, self->r.bytes, sizeof self->r.bytes);
  message = offer_message (self, sdp);
  signature = duo_signer_sign (self->signer, message);
  commitment = digest_to_bytes (&self->commitment);
  offer = duo_signal_new_offer (sdp, commitment, signature);
  duo_digest_text (duo_signal_get_text (offer), &self->offer);
  return offer;
}

gboolean
duo_fingerprint_take_offer (DuoFingerprint *self, DuoSignal *offer, GError **error)
{
  g_autoptr (GBytes) message = NULL;
  const char *sdp = duo_signal_get_sdp (offer);

  g_return_val_if_fail (self->side == DUO_CALL_ANSWERS, FALSE);
  if (!advance (self, STEP_NOTHING, STEP_OFFERED, error) || !set_peer (self, sdp, error) ||
      !read_digest (self, duo_signal_get_commitment (offer), &self->commitment, error))
    return FALSE;
  message = offer_message (self, sdp);
  duo_digest_text (duo_signal_get_text (offer), &self->offer);
  return check_signature (self, duo_signal_get_signature (offer), message, error);
}

DuoSignal *
duo_fingerprint_make_answer (DuoFingerprint *self, const char *sdp, const DuoDigest *own, GError **error)
{
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GBytes) nonce = NULL;
  DuoSignal *answer = NULL;

  g_return_val_if_fail (self->side == DUO_CALL_ANSWERS, NULL);
  if (!advance (self, STEP_OFFERED, STEP_ANSWERED, error) || !set_own (self, sdp, own, error))
    return NULL;
  randombytes_buf (self->t.bytes, sizeof self->t.bytes);
  message = answer_message (self, sdp);
  signature = duo_signer_sign (self->signer, message);
  nonce = digest_to_bytes (&self->t);
  answer = duo_signal_new_answer (sdp, nonce, signature);
  duo_digest_text (duo_signal_get_text (answer), &self->answer);
  return answer;
}

gboolean
duo_fingerprint_take_answer (DuoFingerprint *self, DuoSignal *answer, GError **error)
{
  g_autoptr (GBytes) message = NULL;
  const char *sdp = duo_signal_get_sdp (answer);

  g_return_val_if_fail (self->side == DUO_CALL_OFFERS, FALSE);
  if (!advance (self, STEP_OFFERED, STEP_ANSWERED, error) || !set_peer (self, sdp, error) ||
      !read_digest (self, duo_signal_get_nonce (answer), &self->t, error))
    return FALSE;
  message = answer_message (self, sdp);
  duo_digest_text (duo_signal_get_text (answer), &self->answer);
  return check_signature (self, duo_signal_get_signature (answer), message, error);
}

DuoSignal *
duo_fingerprint_make_confirm (DuoFingerprint *self, GError **error)
{
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GBytes) nonce = NULL;

  g_return_val_if_fail (self->side == DUO_CALL_OFFERS, NULL);
  if (!advance (self, STEP_ANSWERED, STEP_CONFIRMED, error))
    return NULL;
  message = confirm_message (self);
  signature = duo_signer_sign (self->signer, message);
  nonce = digest_to_bytes (&self->r);
  make_code (self);
  return duo_signal_new_confirm (nonce, signature);
}

gboolean
duo_fingerprint_take_confirm (DuoFingerprint *self, DuoSignal *confirm, GError **error)
{
  g_autoptr (GBytes) message = NULL;
  DuoDigest promised;

  g_return_val_if_fail (self->side == DUO_CALL_ANSWERS, FALSE);
  if (!advance (self, STEP_ANSWERED, STEP_CONFIRMED, error) ||
      !read_digest (self, duo_signal_get_nonce (confirm), &self->r, error))
    return FALSE;
  message = confirm_message (self);
  if (!check_signature (self, duo_signal_get_signature (confirm), message, error))
    return FALSE;
  crypto_hash_sha256 (promised.bytes, self->r.bytes, sizeof self->r.bytes);
  if (!duo_digest_equal (&promised, &self->commitment))
    return refuse (self, DUO_CALL_ERROR_UNVERIFIED, "a random number that was not the promised one", error);
  make_code (self);
  return TRUE;
}

gboolean
duo_fingerprint_take_certificates (DuoFingerprint *self,
                                   const DuoDigest *own,
                                   const DuoDigest *peer,
                                   GError **error)
{
  if (self->step != STEP_ANSWERED && self->step != STEP_CONFIRMED)
    return refuse (self, DUO_CALL_ERROR_PEER, "a connection before the descriptions", error);
  if (!duo_digest_equal (peer, &self->certificates[other (self->side)]))
    return refuse (self, DUO_CALL_ERROR_UNVERIFIED, "the certificate is not the one that the peer signed",
                   error);
  if (!duo_digest_equal (own, &self->certificates[self->side]))
    return refuse (self, DUO_CALL_ERROR_UNVERIFIED, "our certificate is not the one that we signed", error);
  self->met = TRUE;
  return TRUE;
}

DuoSignal *
duo_fingerprint_make_restart (
    DuoFingerprint *self, guint counter, const char *ufrag, const char *pwd, const char *const *candidates)
{
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GBytes) signature = NULL;

  if (self->step != STEP_CONFIRMED)
    return NULL;
  message = restart_message (self, self->side, counter, ufrag, pwd, candidates);
  signature = duo_signer_sign (self->signer, message);
  return duo_signal_new_restart (counter, ufrag, pwd, candidates, signature);
}

gboolean
duo_fingerprint_check_restart (DuoFingerprint *self, DuoSignal *restart)
{
  g_autoptr (GBytes) message = NULL;

  if (self->step != STEP_CONFIRMED)
    return FALSE;
  message = restart_message (self, other (self->side), duo_signal_get_counter (restart),
                             duo_signal_get_ufrag (restart), duo_signal_get_pwd (restart),
                             duo_signal_get_candidates (restart));
  return is_signed (self, duo_signal_get_signature (restart), message);
}

/* (transfer full) (nullable): what the peer would have signed for it; @self: a copy that may be written to */
static GBytes *
expected_message (DuoFingerprint *self, DuoSignal *signal)
{
  DuoSignalKind kind = duo_signal_get_kind (signal);
  gboolean offer = kind == DUO_SIGNAL_OFFER && self->side == DUO_CALL_ANSWERS;
  gboolean answer = kind == DUO_SIGNAL_ANSWER && self->side == DUO_CALL_OFFERS;

  if (kind == DUO_SIGNAL_CONFIRM && self->side == DUO_CALL_ANSWERS)
    return read_digest (self, duo_signal_get_nonce (signal), &self->r, NULL) ? confirm_message (self) : NULL;
  if ((!offer && !answer) || !set_peer (self, duo_signal_get_sdp (signal), NULL))
    return NULL;
  if (offer)
    return read_digest (self, duo_signal_get_commitment (signal), &self->commitment, NULL)
               ? offer_message (self, duo_signal_get_sdp (signal))
               : NULL;
  return read_digest (self, duo_signal_get_nonce (signal), &self->t, NULL)
             ? answer_message (self, duo_signal_get_sdp (signal))
             : NULL;
}

gboolean
duo_fingerprint_recognizes (DuoFingerprint *self, DuoSignal *signal)
{
  DuoFingerprint copy = *self;
  g_autoptr (GBytes) message = expected_message (&copy, signal);
  gboolean recognized = message != NULL && is_signed (&copy, duo_signal_get_signature (signal), message);

  sodium_memzero (&copy, sizeof copy);
  return recognized;
}

gboolean
duo_fingerprint_is_verified (DuoFingerprint *self)
{
  return self->met && self->step == STEP_CONFIRMED;
}

const char *
duo_fingerprint_get_code (DuoFingerprint *self)
{
  return duo_fingerprint_is_verified (self) ? self->code : NULL;
}
