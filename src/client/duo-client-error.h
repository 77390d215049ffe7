/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "duo-chat-life.h"
#include "duo-time-range.h"

G_BEGIN_DECLS

/**
 * DuoClientError: what the caller can do about it
 * @DUO_CLIENT_ERROR_OFFLINE: the service cannot be reached: wait, or try again
 * @DUO_CLIENT_ERROR_CREDENTIALS: e-mail or password are wrong: ask again
 * @DUO_CLIENT_ERROR_SIGNED_OUT: the session ended: sign in again
 * @DUO_CLIENT_ERROR_STALE: the record changed meanwhile and was updated: look again
 * @DUO_CLIENT_ERROR_SLOT_TAKEN: the race was lost: show what is left
 * @DUO_CLIENT_ERROR_REFUSED: a rule says no; duo_client_error_get_refusal() says which
 * @DUO_CLIENT_ERROR_ADDRESS: the service's address is no address, or not https (http only on loopback)
 * @DUO_CLIENT_ERROR_INCOMPATIBLE: the service is too new or too old for this app
 * @DUO_CLIENT_ERROR_DAMAGED: what is kept on this computer cannot be read, nor begun anew
 * @DUO_CLIENT_ERROR_NEWER: what is kept on this computer was written by a newer version: update
 * @DUO_CLIENT_ERROR_BUSY: too many tries: wait a little
 * @DUO_CLIENT_ERROR_TOO_LONG: what two devices wrote is too long together: shorten it
 * @DUO_CLIENT_ERROR_FAILED: anything else; the message says what
 */
typedef enum
{
  DUO_CLIENT_ERROR_OFFLINE,
  DUO_CLIENT_ERROR_CREDENTIALS,
  DUO_CLIENT_ERROR_SIGNED_OUT,
  DUO_CLIENT_ERROR_STALE,
  DUO_CLIENT_ERROR_SLOT_TAKEN,
  DUO_CLIENT_ERROR_REFUSED,
  DUO_CLIENT_ERROR_ADDRESS,
  DUO_CLIENT_ERROR_INCOMPATIBLE,
  DUO_CLIENT_ERROR_DAMAGED,
  DUO_CLIENT_ERROR_NEWER,
  DUO_CLIENT_ERROR_BUSY,
  DUO_CLIENT_ERROR_TOO_LONG,
  DUO_CLIENT_ERROR_FAILED,
} DuoClientError;

#define DUO_CLIENT_ERROR (duo_client_error_quark ())
GQuark duo_client_error_quark (void);

/* DUO_REFUSAL_NONE where no rule refused it. */
DuoRefusal duo_client_error_get_refusal (const GError *error);
/* Seconds after which the service wants to be asked again, or after which what was cut off is worth another try; 0 where
 * there is nothing to say. */
guint duo_client_error_get_retry_after (const GError *error);

G_END_DECLS
