/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fingerprint-wraps.h"

#include "duo-fingerprint.h"
#include "duo-gate.h"

#include <sodium.h>
#include <string.h>

#define LINE "a=fingerprint:sha-256 "

Wraps wraps;

DuoSignal *__real_duo_fingerprint_make_offer (DuoFingerprint *self,
                                              const char *sdp,
                                              const DuoDigest *own,
                                              GError **error);
DuoSignal *__real_duo_fingerprint_make_answer (DuoFingerprint *self,
                                               const char *sdp,
                                               const DuoDigest *own,
                                               GError **error);
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

static void
stamp (void)
{
  if (wraps.known == 0)
    wraps.known = g_get_monotonic_time ();
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

DuoSignal *
__wrap_duo_fingerprint_make_offer (DuoFingerprint *self,
                                   const char *sdp,
                                   const DuoDigest *own,
                                   GError **error)
{
  if (wraps.offer)
    return make_corrupted (__real_duo_fingerprint_make_offer, self, sdp, own, error);
  return __real_duo_fingerprint_make_offer (self, sdp, own, error);
}

DuoSignal *
__wrap_duo_fingerprint_make_answer (DuoFingerprint *self,
                                    const char *sdp,
                                    const DuoDigest *own,
                                    GError **error)
{
  if (wraps.answer)
    return make_corrupted (__real_duo_fingerprint_make_answer, self, sdp, own, error);
  return __real_duo_fingerprint_make_answer (self, sdp, own, error);
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
