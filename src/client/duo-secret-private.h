/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoSecret:
 *
 * A text that must not be left in memory, logs or errors: erased when the last reference goes. Atomically reference
 * counted.
 */
typedef struct _DuoSecret DuoSecret;

DuoSecret *duo_secret_new (const char *text);
DuoSecret *duo_secret_new_from_bytes (const guint8 *bytes, gsize length); /* kept as base64 */
DuoSecret *duo_secret_ref (DuoSecret *self);
void duo_secret_unref (DuoSecret *self);
/* Borrowed, for the one place that hands it on. */
const char *duo_secret_peek (DuoSecret *self);
/* Decodes what duo_secret_new_from_bytes() kept into @bytes. FALSE where it is not of @length bytes. */
gboolean duo_secret_copy_bytes (DuoSecret *self, guint8 *bytes, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoSecret, duo_secret_unref)

G_END_DECLS
