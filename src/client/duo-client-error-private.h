/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-client-error.h"

G_BEGIN_DECLS

/**
 * DuoClientErrorPrivate:
 * @refusal: which rule
 * @retry_after: seconds after which the service wants to be asked again; 0 where it did not say
 * @sent: no answer came, but the request had gone out: it may have been done
 *
 * What an error of the client says besides its message.
 */
typedef struct
{
  DuoRefusal refusal;
  guint retry_after;
  gboolean sent;
} DuoClientErrorPrivate;

/* (nullable): NULL where @error is of another domain. Borrowed; for those who make the error. */
DuoClientErrorPrivate *duo_client_error_get_details (const GError *error);

G_END_DECLS
