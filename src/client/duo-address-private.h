/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * duo_address_normalize:
 * @text: what somebody typed: "chats.example.org", "https://Chats.Example.org/", "localhost:8080"
 *
 * Returns: (transfer full): "https://host[:port]", or "http://…" for this computer only. Errors:
 *   DUO_CLIENT_ERROR_ADDRESS.
 */
char *duo_address_normalize (const char *text, GError **error);
/* "wss://…" of "https://…", "ws://…" of "http://…" */
char *duo_address_dup_live (const char *address);

G_END_DECLS
