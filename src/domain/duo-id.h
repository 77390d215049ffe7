/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Ids are 128 random bits in base64url without padding (DESIGN §3). */
#define DUO_ID_BYTES 16
#define DUO_ID_LENGTH 22

/* The text of @bytes, DUO_ID_BYTES of them, from a cryptographic source that the caller has. */
char *duo_id_from_bytes (const guint8 *bytes);
/* From the system's random source (getrandom(2)). */
char *duo_id_new (void);
gboolean duo_id_is_valid (const char *id);

G_END_DECLS
