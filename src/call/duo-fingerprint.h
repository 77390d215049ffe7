/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-call.h"
#include "duo-certificate.h"

G_BEGIN_DECLS

/**
 * DuoFingerprint:
 *
 * The three signed messages of CALL §2 for one peer connection, and what they prove.
 *
 *     recruiter                                   talent
 *        │ ── offer: SDP, H(r), signed ────────────▶ │
 *        │ ◀─────────── answer: SDP, t, signed ───── │
 *   r ▸  │ ── confirm: r, signed ──────────────────▶ │  H(r) as promised?
 *        │ ═════════ ICE and DTLS meanwhile ════════ │
 *
 * Verified is whoever holds the peer's signature over both fingerprints and has seen the certificate that it names.
 * All errors are DUO_CALL_ERROR_UNVERIFIED, or _PEER where a message is out of turn; after one nothing verifies.
 */
typedef struct _DuoFingerprint DuoFingerprint;

/* @nonce: our own of this stay in the room, DUO_DIGEST_BYTES bytes */
DuoFingerprint *duo_fingerprint_new (
    DuoCallSide side, const char *chat, DuoSigner *signer, GBytes *nonce, const DuoPeerHello *peer);
void duo_fingerprint_free (DuoFingerprint *self);

/* @own: of the certificate that DTLS will show; a description that names another is not signed. */
DuoSignal *
duo_fingerprint_make_offer (DuoFingerprint *self, const char *sdp, const DuoDigest *own, GError **error);
DuoSignal *
duo_fingerprint_make_answer (DuoFingerprint *self, const char *sdp, const DuoDigest *own, GError **error);
DuoSignal *duo_fingerprint_make_confirm (DuoFingerprint *self, GError **error);

gboolean duo_fingerprint_take_offer (DuoFingerprint *self, DuoSignal *offer, GError **error);
gboolean duo_fingerprint_take_answer (DuoFingerprint *self, DuoSignal *answer, GError **error);
gboolean duo_fingerprint_take_confirm (DuoFingerprint *self, DuoSignal *confirm, GError **error);
/* What DTLS has shown, each time that it is connected. */
gboolean duo_fingerprint_take_certificates (DuoFingerprint *self,
                                            const DuoDigest *own,
                                            const DuoDigest *peer,
                                            GError **error);

/**
 * duo_fingerprint_make_restart:
 * @counter: see duo_signal_new_restart()
 *
 * New ICE credentials for the connection that the three messages were about (CALL §7), signed over them.
 *
 * Returns: (transfer full) (nullable): NULL before the three messages
 */
DuoSignal *duo_fingerprint_make_restart (
    DuoFingerprint *self, guint counter, const char *ufrag, const char *pwd, const char *const *candidates);
/* Whether the peer has signed @restart for this very connection. Changes nothing. */
gboolean duo_fingerprint_check_restart (DuoFingerprint *self, DuoSignal *restart);
/* Whether the peer has signed this message of the three for this handshake, whatever has become of it since: it is late,
 * and not forged. Changes nothing. */
gboolean duo_fingerprint_recognizes (DuoFingerprint *self, DuoSignal *signal);

gboolean duo_fingerprint_is_verified (DuoFingerprint *self);
/* Six characters that both sides see alike; NULL before it is verified. Borrowed. */
const char *duo_fingerprint_get_code (DuoFingerprint *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoFingerprint, duo_fingerprint_free)

G_END_DECLS
