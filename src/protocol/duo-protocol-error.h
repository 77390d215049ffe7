/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoProtocolError:
 * @DUO_PROTOCOL_ERROR_MALFORMED: what came is not what the protocol says; the message names the path ("chat.start")
 * @DUO_PROTOCOL_ERROR_TOO_LARGE: more bytes or deeper than the limits
 */
typedef enum
{
  DUO_PROTOCOL_ERROR_MALFORMED,
  DUO_PROTOCOL_ERROR_TOO_LARGE,
} DuoProtocolError;

#define DUO_PROTOCOL_ERROR (duo_protocol_error_quark ())
GQuark duo_protocol_error_quark (void);

/* Limits of DESIGN §3, in bytes. */
#define DUO_MAX_BODY (1024 * 1024)
#define DUO_MAX_LIVE_MESSAGE (64 * 1024)
#define DUO_MAX_JSON_DEPTH 32

G_END_DECLS
