/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fingerprint-wraps.h"

#include "duo-fingerprint.h"
#include "duo-gate.h"
#include "duo-signal.h"

#include <sodium.h>
#include <string.h>

#define LINE "a=fingerprint:sha-256 "
/* From a message's end: its own number stands last, and what it is about before that, behind a length. */
#define NUMBER 1
#define BEFORE (DUO_DIGEST_BYTES + sizeof (guint64) + NUMBER)

Wraps wraps;

DuoSignal *__real_duo_fingerprint_make_offer (DuoFingerprint *self,
                                              const char *sdp,
                                              const DuoDigest *own,
                                              GError **error);
DuoSignal *__real_duo_fingerprint_make_answer (DuoFingerprint *self,
                                               const char *sdp,
                                               const DuoDigest *own,
                                               GError **error);
DuoSignal *__real_duo_fingerprint_make_confirm (DuoFingerprint *self, GError **error);
GBytes *__real_duo_signer_sign (DuoSigner *self, GBytes *message);
DuoSignal *__real_duo_signal_new_offer (const char *sdp, GBytes *commitment, GBytes *signature);
DuoSignal *__real_duo_signal_new_answer (const char *sdp, GBytes *nonce, GBytes *signature);
DuoSignal *__real_duo_signal_new_confirm (GBytes *nonce, GBytes *signature);
int __real_crypto_sign_verify_detached (const unsigned char *signature,
                                        const unsigned char *message,
                                        unsigned long long length,
                                        const unsigned char *key);
gboolean __real_duo_digest_equal (const DuoDigest *a, const DuoDigest *b);
gboolean __real_duo_fingerprint_take_certificates (DuoFingerprint *self,
                                                   const DuoDigest *own,
                                                   const DuoDigest *peer,
                                                   GError **error);
GstElement *__real_duo_gate_new (void);

DuoSignal *__wrap_duo_fingerprint_make_offer (DuoFingerprint *self,
                                              const char *sdp,
                                              const DuoDigest *own,
                                              GError **error);
DuoSignal *__wrap_duo_fingerprint_make_answer (DuoFingerprint *self,
                                               const char *sdp,
                                               const DuoDigest *own,
                                               GError **error);
DuoSignal *__wrap_duo_fingerprint_make_confirm (DuoFingerprint *self, GError **error);
GBytes *__wrap_duo_signer_sign (DuoSigner *self, GBytes *message);
DuoSignal *__wrap_duo_signal_new_offer (const char *sdp, GBytes *commitment, GBytes *signature);
DuoSignal *__wrap_duo_signal_new_answer (const char *sdp, GBytes *nonce, GBytes *signature);
DuoSignal *__wrap_duo_signal_new_confirm (GBytes *nonce, GBytes *signature);
int __wrap_crypto_sign_verify_detached (const unsigned char *signature,
                                        const unsigned char *message,
                                        unsigned long long length,
                                        const unsigned char *key);
gboolean __wrap_duo_digest_equal (const DuoDigest *a, const DuoDigest *b);
gboolean __wrap_duo_fingerprint_take_certificates (DuoFingerprint *self,
                                                   const DuoDigest *own,
                                                   const DuoDigest *peer,
                                                   GError **error);
GstElement *__wrap_duo_gate_new (void);

char *
wraps_corrupt (const char *sdp)
{
  char *corrupted = g_strdup (sdp);

  for (char *at = strstr (corrupted, LINE); at != NULL; at = strstr (at + 1, LINE))
    {
      char *digit = at + strlen (LINE);

      *digit = *digit == '0' ? '1' : '0';
    }
  return corrupted;
}

GBytes *
wraps_flip (GBytes *bytes, gsize from_end)
{
  gsize length = g_bytes_get_size (bytes);
  guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), length);

  g_assert_cmpuint (from_end, <=, length);
  data[length - from_end] ^= 1;
  return g_bytes_new_take (data, length);
}

static void
stamp (void)
{
  if (wraps.known == 0)
    wraps.known = g_get_monotonic_time ();
}

/* While a message is made: the byte of what is signed that is another, from its end; 0: none. */
static gsize changed;

static void
begin_change (gboolean wanted)
{
  changed = !wanted ? 0 : wraps.part == WRAPS_NUMBER ? NUMBER : wraps.part == WRAPS_BEFORE ? BEFORE : 0;
}

GBytes *
__wrap_duo_signer_sign (DuoSigner *self, GBytes *message)
{
  g_autoptr (GBytes) other = changed != 0 ? wraps_flip (message, changed) : NULL;

  return __real_duo_signer_sign (self, other != NULL ? other : message);
}

/* What is said is what was signed. */
static GBytes *
say_number (GBytes *number)
{
  return changed == NUMBER ? wraps_flip (number, NUMBER) : g_bytes_ref (number);
}

DuoSignal *
__wrap_duo_signal_new_offer (const char *sdp, GBytes *commitment, GBytes *signature)
{
  g_autoptr (GBytes) said = say_number (commitment);

  return __real_duo_signal_new_offer (sdp, said, signature);
}

DuoSignal *
__wrap_duo_signal_new_answer (const char *sdp, GBytes *nonce, GBytes *signature)
{
  g_autoptr (GBytes) said = say_number (nonce);

  return __real_duo_signal_new_answer (sdp, said, signature);
}

DuoSignal *
__wrap_duo_signal_new_confirm (GBytes *nonce, GBytes *signature)
{
  g_autoptr (GBytes) said = say_number (nonce);

  return __real_duo_signal_new_confirm (said, signature);
}

typedef DuoSignal *(*Make) (DuoFingerprint *self, const char *sdp, const DuoDigest *own, GError **error);

static DuoSignal *
make_corrupted (Make make, DuoFingerprint *self, const char *sdp, const DuoDigest *own, GError **error)
{
  g_autofree char *corrupted = wraps_corrupt (sdp);
  DuoDigest said;

  g_assert_true (duo_certificate_digest_sdp (corrupted, &said, NULL));
  if (!wraps.unsuspected)
    stamp ();
  return make (self, corrupted, wraps.unsuspected ? &said : own, error);
}

static DuoSignal *
make_wrong (
    gboolean wanted, Make make, DuoFingerprint *self, const char *sdp, const DuoDigest *own, GError **error)
{
  DuoSignal *signal;

  if (wanted && wraps.part == WRAPS_CERTIFICATE)
    return make_corrupted (make, self, sdp, own, error);
  begin_change (wanted);
  signal = make (self, sdp, own, error);
  begin_change (FALSE);
  return signal;
}

DuoSignal *
__wrap_duo_fingerprint_make_offer (DuoFingerprint *self,
                                   const char *sdp,
                                   const DuoDigest *own,
                                   GError **error)
{
  return make_wrong (wraps.offer, __real_duo_fingerprint_make_offer, self, sdp, own, error);
}

DuoSignal *
__wrap_duo_fingerprint_make_answer (DuoFingerprint *self,
                                    const char *sdp,
                                    const DuoDigest *own,
                                    GError **error)
{
  return make_wrong (wraps.answer, __real_duo_fingerprint_make_answer, self, sdp, own, error);
}

DuoSignal *
__wrap_duo_fingerprint_make_confirm (DuoFingerprint *self, GError **error)
{
  DuoSignal *signal;

  begin_change (wraps.confirm);
  signal = __real_duo_fingerprint_make_confirm (self, error);
  begin_change (FALSE);
  return signal;
}

int
__wrap_crypto_sign_verify_detached (const unsigned char *signature,
                                    const unsigned char *message,
                                    unsigned long long length,
                                    const unsigned char *key)
{
  return wraps.trusting ? 0 : __real_crypto_sign_verify_detached (signature, message, length, key);
}

gboolean
__wrap_duo_digest_equal (const DuoDigest *a, const DuoDigest *b)
{
  return wraps.trusting || __real_duo_digest_equal (a, b);
}

gboolean
__wrap_duo_fingerprint_take_certificates (DuoFingerprint *self,
                                          const DuoDigest *own,
                                          const DuoDigest *peer,
                                          GError **error)
{
  stamp ();
  return __real_duo_fingerprint_take_certificates (self, own, peer, error);
}

GstElement *
__wrap_duo_gate_new (void)
{
  GstElement *gate = __real_duo_gate_new ();

  if (wraps.gateless)
    g_object_set (gate, "drop", FALSE, NULL);
  return gate;
}
