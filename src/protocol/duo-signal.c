/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-signal.h"
#include "duo-json-writer.h"
#include "duo-json.h"
#include "duo-protocol-error.h"

#include <string.h>

#define HASH_BYTES 32
#define SIGNATURE_BYTES 64
#define MAX_MLINE 63
/* RFC 8839 §5.4 */
#define UFRAG_MIN 4
#define PWD_MIN 22
#define CREDENTIAL_MAX 256

struct _DuoSignal
{
  DuoSignalKind kind;
  char *text; /* exactly as sent or received: hashes are over it */
  char *sdp;
  GBytes *commitment;
  GBytes *nonce;
  GBytes *signature;
  char *candidate;
  guint mline;
  guint counter;
  char *ufrag;
  char *pwd;
  char **candidates;
  char *reason;
};

G_DEFINE_BOXED_TYPE (DuoSignal, duo_signal, duo_signal_ref, duo_signal_unref)

static const char *const kind_names[] = {
    [DUO_SIGNAL_OFFER] = "offer",         [DUO_SIGNAL_ANSWER] = "answer",   [DUO_SIGNAL_CONFIRM] = "confirm",
    [DUO_SIGNAL_CANDIDATE] = "candidate", [DUO_SIGNAL_RESTART] = "restart", [DUO_SIGNAL_BYE] = "bye",
};

static DuoSignal *
signal_new (DuoSignalKind kind)
{
  DuoSignal *self = g_atomic_rc_box_new0 (DuoSignal);

  self->kind = kind;
  return self;
}

static void
signal_clear (gpointer data)
{
  DuoSignal *self = data;

  g_free (self->text);
  g_free (self->sdp);
  g_clear_pointer (&self->commitment, g_bytes_unref);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self->candidate);
  g_free (self->ufrag);
  g_free (self->pwd);
  g_strfreev (self->candidates);
  g_free (self->reason);
}

static void
add_bytes (DuoJsonWriter *writer, const char *name, GBytes *bytes)
{
  if (bytes != NULL)
    duo_json_writer_add_bytes (writer, name, bytes);
}

static void
add_restart (DuoJsonWriter *writer, DuoSignal *self)
{
  duo_json_writer_add_int (writer, "counter", self->counter);
  duo_json_writer_add_string (writer, "ufrag", self->ufrag);
  duo_json_writer_add_string (writer, "pwd", self->pwd);
  duo_json_writer_add_strings (writer, "candidates", (const char *const *) self->candidates);
}

/* Written once, when it is made, so that the text never differs from the fields. */
static DuoSignal *
write_text (DuoSignal *self)
{
  GString *out = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, out);
  duo_json_writer_begin_object (&writer, NULL);
  duo_json_writer_add_string (&writer, "kind", kind_names[self->kind]);
  duo_json_writer_add_optional_string (&writer, "sdp", self->sdp);
  add_bytes (&writer, "commitment", self->commitment);
  add_bytes (&writer, "nonce", self->nonce);
  add_bytes (&writer, "signature", self->signature);
  if (self->kind == DUO_SIGNAL_CANDIDATE)
    duo_json_writer_add_int (&writer, "mline", self->mline);
  if (self->kind == DUO_SIGNAL_RESTART)
    add_restart (&writer, self);
  duo_json_writer_add_optional_string (&writer, "candidate", self->candidate);
  duo_json_writer_add_optional_string (&writer, "reason", self->reason);
  duo_json_writer_end_object (&writer);
  self->text = g_string_free_and_steal (out);
  return self;
}

static DuoSignalKind
read_kind (const DuoJson *json)
{
  const char *name = duo_json_get_string (json, "kind");

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (kind_names); i++)
    {
      if (strcmp (name, kind_names[i]) == 0)
        return i;
    }
  duo_json_fail_member (json, "kind", "not a kind of signal");
  return DUO_SIGNAL_BYE;
}

static char *
read_credential (const DuoJson *json, const char *name, gsize min)
{
  const char *text = duo_json_get_string (json, name);
  gsize length = text != NULL ? strlen (text) : 0;
  gsize good = 0;

  if (text == NULL)
    return NULL;
  while (g_ascii_isalnum (text[good]) || text[good] == '+' || text[good] == '/')
    good++;
  if (good == length && length >= min && length <= CREDENTIAL_MAX)
    return g_strdup (text);
  duo_json_fail_member (json, name, "not a credential of ICE");
  return NULL;
}

static char **
read_candidates (const DuoJson *json)
{
  char **candidates = duo_json_dup_strings (json, "candidates");
  gboolean good = g_strv_length (candidates) <= DUO_SIGNAL_MAX_CANDIDATES;

  for (guint i = 0; good && candidates[i] != NULL; i++)
    good = strlen (candidates[i]) <= DUO_SIGNAL_MAX_CANDIDATE;
  if (!good)
    duo_json_fail_member (json, "candidates", "more than allowed");
  return candidates;
}

static void
read_restart (DuoSignal *self, const DuoJson *json)
{
  self->counter = (guint) duo_json_get_int (json, "counter", 1, G_MAXINT32);
  self->ufrag = read_credential (json, "ufrag", UFRAG_MIN);
  self->pwd = read_credential (json, "pwd", PWD_MIN);
  self->candidates = read_candidates (json);
  self->signature = duo_json_dup_bytes (json, "signature", SIGNATURE_BYTES);
}

static void
read_fields (DuoSignal *self, const DuoJson *json)
{
  switch (self->kind)
    {
    case DUO_SIGNAL_OFFER:
      self->sdp = duo_json_dup_string (json, "sdp");
      self->commitment = duo_json_dup_bytes (json, "commitment", HASH_BYTES);
      self->signature = duo_json_dup_bytes (json, "signature", SIGNATURE_BYTES);
      break;
    case DUO_SIGNAL_ANSWER:
      self->sdp = duo_json_dup_string (json, "sdp");
      self->nonce = duo_json_dup_bytes (json, "nonce", HASH_BYTES);
      self->signature = duo_json_dup_bytes (json, "signature", SIGNATURE_BYTES);
      break;
    case DUO_SIGNAL_CONFIRM:
      self->nonce = duo_json_dup_bytes (json, "nonce", HASH_BYTES);
      self->signature = duo_json_dup_bytes (json, "signature", SIGNATURE_BYTES);
      break;
    case DUO_SIGNAL_CANDIDATE:
      self->candidate = duo_json_dup_string (json, "candidate");
      self->mline = (guint) duo_json_get_int (json, "mline", 0, MAX_MLINE);
      break;
    case DUO_SIGNAL_RESTART:
      read_restart (self, json);
      break;
    case DUO_SIGNAL_BYE:
      self->reason = duo_json_dup_string (json, "reason");
      break;
    default:
      g_assert_not_reached ();
    }
}

DuoSignal *
duo_signal_new_offer (const char *sdp, GBytes *commitment, GBytes *signature)
{
  DuoSignal *self = signal_new (DUO_SIGNAL_OFFER);

  self->sdp = g_strdup (sdp);
  self->commitment = g_bytes_ref (commitment);
  self->signature = g_bytes_ref (signature);
  return write_text (self);
}

DuoSignal *
duo_signal_new_answer (const char *sdp, GBytes *nonce, GBytes *signature)
{
  DuoSignal *self = signal_new (DUO_SIGNAL_ANSWER);

  self->sdp = g_strdup (sdp);
  self->nonce = g_bytes_ref (nonce);
  self->signature = g_bytes_ref (signature);
  return write_text (self);
}

DuoSignal *
duo_signal_new_confirm (GBytes *nonce, GBytes *signature)
{
  DuoSignal *self = signal_new (DUO_SIGNAL_CONFIRM);

  self->nonce = g_bytes_ref (nonce);
  self->signature = g_bytes_ref (signature);
  return write_text (self);
}

DuoSignal *
duo_signal_new_candidate (guint mline, const char *candidate)
{
  DuoSignal *self = signal_new (DUO_SIGNAL_CANDIDATE);

  self->mline = mline;
  self->candidate = g_strdup (candidate);
  return write_text (self);
}

DuoSignal *
duo_signal_new_restart (
    guint counter, const char *ufrag, const char *pwd, const char *const *candidates, GBytes *signature)
{
  DuoSignal *self = signal_new (DUO_SIGNAL_RESTART);

  self->counter = counter;
  self->ufrag = g_strdup (ufrag);
  self->pwd = g_strdup (pwd);
  self->candidates = g_strdupv ((char **) candidates);
  self->signature = g_bytes_ref (signature);
  return write_text (self);
}

DuoSignal *
duo_signal_new_bye (const char *reason)
{
  DuoSignal *self = signal_new (DUO_SIGNAL_BYE);

  self->reason = g_strdup (reason);
  return write_text (self);
}

DuoSignal *
duo_signal_new_from_json (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonNode) node = duo_json_parse (text, length, DUO_MAX_LIVE_MESSAGE, error);
  g_autoptr (DuoSignal) self = NULL;
  g_autoptr (GError) local = NULL;
  DuoJson json = duo_json_root (node, &local);

  if (node == NULL)
    return NULL;

  self = signal_new (read_kind (&json));
  self->text = g_strndup (text, length);
  read_fields (self, &json);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&self);
}

DuoSignal *
duo_signal_ref (DuoSignal *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
duo_signal_unref (DuoSignal *self)
{
  g_atomic_rc_box_release_full (self, signal_clear);
}

DuoSignalKind
duo_signal_get_kind (DuoSignal *self)
{
  return self->kind;
}

const char *
duo_signal_get_sdp (DuoSignal *self)
{
  return self->sdp;
}

GBytes *
duo_signal_get_commitment (DuoSignal *self)
{
  return self->commitment;
}

GBytes *
duo_signal_get_nonce (DuoSignal *self)
{
  return self->nonce;
}

GBytes *
duo_signal_get_signature (DuoSignal *self)
{
  return self->signature;
}

const char *
duo_signal_get_candidate (DuoSignal *self)
{
  return self->candidate;
}

guint
duo_signal_get_mline (DuoSignal *self)
{
  return self->mline;
}

const char *
duo_signal_get_reason (DuoSignal *self)
{
  return self->reason;
}

guint
duo_signal_get_counter (DuoSignal *self)
{
  return self->counter;
}

const char *
duo_signal_get_ufrag (DuoSignal *self)
{
  return self->ufrag;
}

const char *
duo_signal_get_pwd (DuoSignal *self)
{
  return self->pwd;
}

const char *const *
duo_signal_get_candidates (DuoSignal *self)
{
  return (const char *const *) self->candidates;
}

char *
duo_signal_dup_json (DuoSignal *self)
{
  return g_strdup (self->text);
}

const char *
duo_signal_get_text (DuoSignal *self)
{
  return self->text;
}
