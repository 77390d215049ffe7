/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoServerError:
 * @DUO_SERVER_ERROR_BUSY: a queue of this service is full: try again later
 * @DUO_SERVER_ERROR_CONFIG: the configuration or the command line cannot be used; the message names what and what to do
 * @DUO_SERVER_ERROR_ADDRESS: the address cannot be listened on
 * @DUO_SERVER_ERROR_FAILED: the machine refused something that is always needed
 */
typedef enum
{
  DUO_SERVER_ERROR_BUSY,
  DUO_SERVER_ERROR_CONFIG,
  DUO_SERVER_ERROR_ADDRESS,
  DUO_SERVER_ERROR_FAILED,
} DuoServerError;

#define DUO_SERVER_ERROR (duo_server_error_quark ())
GQuark duo_server_error_quark (void);

G_END_DECLS
