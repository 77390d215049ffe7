/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose key is it? (CALL §2): a known person with a new key is talked to only once the user agrees, or where a device that
 * is known vouches for the new one. Until then neither offer nor answer is sent, and what the peer sends waits unread. */

#include "duo-call-private.h"
#include "duo-vouch.h"

#include <sodium.h>
#include <string.h>

/* An offer, a bye and the candidates that a peer may send. */
#define MAX_UNREAD 80

static gboolean
is_known (const guint8 *key, gpointer data)
{
  DuoCall *self = data;

  for (guint i = 0; i < self->known->len; i++)
    {
      gsize length = 0;
      const guint8 *known = g_bytes_get_data (g_ptr_array_index (self->known, i), &length);

      if (length == DUO_SIGNER_KEY_BYTES && memcmp (known, key, length) == 0)
        return TRUE;
    }
  return FALSE;
}

static GBytes *
dup_hello_key (DuoCall *self)
{
  return g_bytes_new (self->hello.key, sizeof self->hello.key);
}

/* What was only agreed to says nothing of others. */
static gboolean
may_vouch (const guint8 *key, gpointer data)
{
  DuoCall *self = data;
  g_autoptr (GBytes) bytes = g_bytes_new (key, DUO_SIGNER_KEY_BYTES);
  DuoKeyTrust met = GPOINTER_TO_INT (g_hash_table_lookup (self->met, bytes));

  return is_known (key, self) || (met != DUO_KEY_TRUST_NONE && met != DUO_KEY_TRUST_AGREED);
}

static DuoKeyTrust
judge_key (DuoCall *self)
{
  g_autoptr (GBytes) key = dup_hello_key (self);
  DuoKeyTrust met = GPOINTER_TO_INT (g_hash_table_lookup (self->met, key));

  if (met != DUO_KEY_TRUST_NONE)
    return met;
  if (is_known (self->hello.key, self))
    return DUO_KEY_TRUST_KNOWN;
  if (self->known->len == 0 && g_hash_table_size (self->met) == 0)
    return DUO_KEY_TRUST_NEW;
  if (duo_vouches_lead (&self->hello.vouches, self->hello.key, crypto_sign_verify_detached, may_vouch, self))
    return DUO_KEY_TRUST_VOUCHED;
  return DUO_KEY_TRUST_NONE;
}

gboolean
duo_call_trusts_peer (DuoCall *self)
{
  duo_call_set_key_trust (self, judge_key (self));
  return self->key_trust != DUO_KEY_TRUST_NONE;
}

gboolean
duo_call_keep_unread (DuoCall *self, DuoSignal *signal)
{
  if (self->unread->len >= MAX_UNREAD)
    return FALSE;
  g_ptr_array_add (self->unread, duo_signal_ref (signal));
  return TRUE;
}

static void
read_unread (DuoCall *self)
{
  g_autoptr (GPtrArray) unread = g_steal_pointer (&self->unread);

  self->unread = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_signal_unref);
  for (guint i = 0; i < unread->len; i++)
    duo_call_read (self, g_ptr_array_index (unread, i));
}

void
duo_call_set_known_keys (DuoCall *self, GPtrArray *keys)
{
  g_return_if_fail (DUO_IS_CALL (self));
  g_return_if_fail (self->state == DUO_CALL_IDLE);
  g_ptr_array_set_size (self->known, 0);
  for (guint i = 0; i < keys->len; i++)
    g_ptr_array_add (self->known, g_bytes_ref (g_ptr_array_index (keys, i)));
}

GBytes *
duo_call_dup_peer_key (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), NULL);
  if (!self->peer_here && (self->link == NULL || !self->link->verified))
    return NULL;
  return dup_hello_key (self);
}

void
duo_call_learn_key (DuoCall *self)
{
  g_hash_table_insert (self->met, dup_hello_key (self), GINT_TO_POINTER (self->key_trust));
}

gboolean
duo_call_accept_key (DuoCall *self, GBytes *key)
{
  g_autoptr (DuoCall) alive = NULL;
  g_autoptr (GBytes) here = NULL;

  g_return_val_if_fail (DUO_IS_CALL (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);
  here = dup_hello_key (self);
  if (self->state != DUO_CALL_ASKING || !g_bytes_equal (here, key))
    return FALSE;
  alive = g_object_ref (self);
  g_hash_table_insert (self->met, g_steal_pointer (&here), GINT_TO_POINTER (DUO_KEY_TRUST_AGREED));
  duo_call_set_key_trust (self, DUO_KEY_TRUST_AGREED);
  if (self->state != DUO_CALL_ASKING)
    return TRUE;
  duo_call_negotiate (self);
  read_unread (self);
  return TRUE;
}

void
duo_call_confirm_code (DuoCall *self)
{
  g_return_if_fail (DUO_IS_CALL (self));
  if (self->code == NULL)
    return;
  g_hash_table_insert (self->met, dup_hello_key (self), GINT_TO_POINTER (DUO_KEY_TRUST_KNOWN));
  duo_call_set_key_trust (self, DUO_KEY_TRUST_KNOWN);
}

void
duo_call_reject_code (DuoCall *self)
{
  g_return_if_fail (DUO_IS_CALL (self));
  if (self->code == NULL)
    return;
  duo_call_end (self, g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED,
                                           "the user says that the code is another one"));
}

DuoKeyTrust
duo_call_get_key_trust (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), DUO_KEY_TRUST_NONE);
  return self->key_trust;
}
