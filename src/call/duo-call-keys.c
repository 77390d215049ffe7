/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose key is it? (CALL §2): a known person with a new key is talked to only once the user agrees. Until then neither
 * offer nor answer is sent, and what the peer sends waits unread. */

#include "duo-call-private.h"

#include <string.h>

/* An offer, a bye and the candidates that a peer may send. */
#define MAX_UNREAD 80

gboolean
duo_call_knows (DuoCall *self, const guint8 *key)
{
  if (self->known->len == 0)
    return TRUE;
  for (guint i = 0; i < self->known->len; i++)
    {
      gsize length = 0;
      const guint8 *known = g_bytes_get_data (g_ptr_array_index (self->known, i), &length);

      if (length == DUO_SIGNER_KEY_BYTES && memcmp (known, key, length) == 0)
        return TRUE;
    }
  return FALSE;
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
  gboolean there = self->peer_here || (self->link != NULL && self->link->verified);

  g_return_val_if_fail (DUO_IS_CALL (self), NULL);
  return there ? g_bytes_new (self->hello.key, sizeof self->hello.key) : NULL;
}

void
duo_call_learn_key (DuoCall *self)
{
  if (self->known->len == 0 || !duo_call_knows (self, self->hello.key))
    g_ptr_array_add (self->known, duo_call_dup_peer_key (self));
}

void
duo_call_accept_key (DuoCall *self)
{
  g_autoptr (DuoCall) alive = NULL;

  g_return_if_fail (DUO_IS_CALL (self));
  if (self->state != DUO_CALL_ASKING)
    return;
  alive = g_object_ref (self);
  duo_call_learn_key (self);
  duo_call_negotiate (self);
  read_unread (self);
}
