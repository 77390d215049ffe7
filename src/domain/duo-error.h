/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoDomainError:
 * @DUO_DOMAIN_ERROR_INVALID: a value breaks a rule of its own type; the message names which
 *
 * What the makers of domain values can refuse.
 */
typedef enum
{
  DUO_DOMAIN_ERROR_INVALID,
} DuoDomainError;

#define DUO_DOMAIN_ERROR (duo_domain_error_quark ())
GQuark duo_domain_error_quark (void);

G_END_DECLS
