/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * duo_email_is_valid:
 * @address: UTF-8
 *
 * Whether @address has the shape of an e-mail address: something before and after one "@", nothing that cannot be seen,
 * for two addresses that look alike are not, and no more than RFC 5321 allows (4.5.3.1.3). Whether it can be reached is
 * for a letter to find out.
 */
gboolean duo_email_is_valid (const char *address);

G_END_DECLS
