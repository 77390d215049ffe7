/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-client-error-private.h"

static void
duo_client_error_private_init (DuoClientErrorPrivate *details)
{
}

static void
duo_client_error_private_copy (const DuoClientErrorPrivate *from, DuoClientErrorPrivate *to)
{
  *to = *from;
}

static void
duo_client_error_private_clear (DuoClientErrorPrivate *details)
{
}

G_DEFINE_EXTENDED_ERROR (DuoClientError, duo_client_error)

DuoClientErrorPrivate *
duo_client_error_get_details (const GError *error)
{
  return error->domain == DUO_CLIENT_ERROR ? duo_client_error_get_private (error) : NULL;
}

DuoRefusal
duo_client_error_get_refusal (const GError *error)
{
  const DuoClientErrorPrivate *details;

  g_return_val_if_fail (error != NULL, DUO_REFUSAL_NONE);
  details = duo_client_error_get_details (error);
  return details ? details->refusal : DUO_REFUSAL_NONE;
}

guint
duo_client_error_get_retry_after (const GError *error)
{
  const DuoClientErrorPrivate *details;

  g_return_val_if_fail (error != NULL, 0);
  details = duo_client_error_get_details (error);
  return details ? details->retry_after : 0;
}
