/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-client-error-private.h"

static void
duo_client_error_private_init (DuoClientErrorPrivate *details)
{
  details->nearest = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));
}

static void
duo_client_error_private_copy (const DuoClientErrorPrivate *from, DuoClientErrorPrivate *to)
{
  g_clear_pointer (&to->nearest, g_array_unref);
  *to = *from;
  to->nearest = g_array_copy (from->nearest);
}

static void
duo_client_error_private_clear (DuoClientErrorPrivate *details)
{
  g_array_unref (details->nearest);
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

const GArray *
duo_client_error_get_nearest (const GError *error)
{
  const DuoClientErrorPrivate *details;

  g_return_val_if_fail (error != NULL, NULL);
  details = duo_client_error_get_details (error);
  return details ? details->nearest : NULL;
}

guint
duo_client_error_get_left (const GError *error)
{
  const DuoClientErrorPrivate *details;

  g_return_val_if_fail (error != NULL, 0);
  details = duo_client_error_get_details (error);
  return details ? details->left : 0;
}

DuoTimeRange
duo_client_error_get_room (const GError *error)
{
  const DuoClientErrorPrivate *details;

  g_return_val_if_fail (error != NULL, ((DuoTimeRange) {0, 0}));
  details = duo_client_error_get_details (error);
  return details ? details->room : (DuoTimeRange) {0, 0};
}
