/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a bye says. Of a side that could not verify the other the service keeps it in its log. */
#define DUO_BYE_UNVERIFIED "unverified"
#define DUO_BYE_LEFT "left"
#define DUO_BYE_FAILED "failed"

typedef enum
{
  DUO_SIGNAL_OFFER,
  DUO_SIGNAL_ANSWER,
  DUO_SIGNAL_CONFIRM,
  DUO_SIGNAL_CANDIDATE,
  DUO_SIGNAL_RESTART,
  DUO_SIGNAL_BYE,
} DuoSignalKind;

/* What one restart may bring. */
#define DUO_SIGNAL_MAX_CANDIDATES 64
#define DUO_SIGNAL_MAX_CANDIDATE 512

/**
 * DuoSignal:
 *
 * One message of the call's set-up between the two parties (CALL §1, §2, §7): immutable, atomically reference counted.
 * Which fields there are depends on its kind; the others read as NULL or 0.
 *
 *   offer      sdp, commitment, signature        candidate  candidate, mline
 *   answer     sdp, nonce (t), signature         bye        reason (a word: "left", "unverified", "failed")
 *   confirm    nonce (r), signature              restart    counter, ufrag, pwd, candidates, signature
 */
typedef struct _DuoSignal DuoSignal;

#define DUO_TYPE_SIGNAL (duo_signal_get_type ())
GType duo_signal_get_type (void);

DuoSignal *duo_signal_new_offer (const char *sdp, GBytes *commitment, GBytes *signature);
DuoSignal *duo_signal_new_answer (const char *sdp, GBytes *nonce, GBytes *signature);
DuoSignal *duo_signal_new_confirm (GBytes *nonce, GBytes *signature);
DuoSignal *duo_signal_new_candidate (guint mline, const char *candidate);
/**
 * duo_signal_new_restart:
 * @counter: 1 or more, grows with each
 * @ufrag: new ICE credentials of the connection that is there (RFC 8839 §5.4)
 * @candidates: (array zero-terminated=1): of the bundle, at most %DUO_SIGNAL_MAX_CANDIDATES
 */
DuoSignal *duo_signal_new_restart (
    guint counter, const char *ufrag, const char *pwd, const char *const *candidates, GBytes *signature);
DuoSignal *duo_signal_new_bye (const char *reason);

DuoSignal *duo_signal_ref (DuoSignal *self);
void duo_signal_unref (DuoSignal *self);

DuoSignalKind duo_signal_get_kind (DuoSignal *self);
const char *duo_signal_get_sdp (DuoSignal *self);
GBytes *duo_signal_get_commitment (DuoSignal *self);
GBytes *duo_signal_get_nonce (DuoSignal *self);
GBytes *duo_signal_get_signature (DuoSignal *self);
const char *duo_signal_get_candidate (DuoSignal *self);
guint duo_signal_get_mline (DuoSignal *self);
const char *duo_signal_get_reason (DuoSignal *self);
guint duo_signal_get_counter (DuoSignal *self);
const char *duo_signal_get_ufrag (DuoSignal *self);
const char *duo_signal_get_pwd (DuoSignal *self);
/* (nullable): borrowed; NULL-terminated */
const char *const *duo_signal_get_candidates (DuoSignal *self);

/**
 * duo_signal_dup_json:
 *
 * Returns: (transfer full): the message as one JSON object, the text that is hashed "as sent": the receiver keeps the
 *   text that came, see duo_signal_get_text()
 */
char *duo_signal_dup_json (DuoSignal *self);

/**
 * duo_signal_new_from_json:
 * @text: one JSON object; UTF-8, size and depth are checked here
 *
 * Errors: DUO_PROTOCOL_ERROR_MALFORMED, naming the path of what is wrong.
 */
DuoSignal *duo_signal_new_from_json (const char *text, gsize length, GError **error);
/* The exact text: as written by duo_signal_dup_json(), or as it came. Borrowed. */
const char *duo_signal_get_text (DuoSignal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoSignal, duo_signal_unref)

G_END_DECLS
