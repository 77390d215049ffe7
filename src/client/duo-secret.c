/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sodium.h>
#include <string.h>

#include "duo-secret-private.h"

struct _DuoSecret
{
  gatomicrefcount references;
  gsize size;
  char text[];
};

static DuoSecret *
allocate (gsize length)
{
  DuoSecret *self = g_malloc0 (sizeof (DuoSecret) + length + 1);

  g_atomic_ref_count_init (&self->references);
  self->size = length + 1;
  return self;
}

DuoSecret *
duo_secret_new (const char *text)
{
  DuoSecret *self = allocate (strlen (text));

  memcpy (self->text, text, self->size);
  return self;
}

DuoSecret *
duo_secret_new_from_bytes (const guint8 *bytes, gsize length)
{
  DuoSecret *self = allocate (sodium_base64_encoded_len (length, sodium_base64_VARIANT_URLSAFE_NO_PADDING));

  sodium_bin2base64 (self->text, self->size, bytes, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return self;
}

DuoSecret *
duo_secret_ref (DuoSecret *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
duo_secret_unref (DuoSecret *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  sodium_memzero (self->text, self->size);
  g_free (self);
}

const char *
duo_secret_peek (DuoSecret *self)
{
  return self->text;
}

gboolean
duo_secret_copy_bytes (DuoSecret *self, guint8 *bytes, gsize length)
{
  gsize decoded = 0;

  return sodium_base642bin (bytes, length, self->text, strlen (self->text), NULL, &decoded, NULL,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
         decoded == length;
}
