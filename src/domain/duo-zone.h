/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * duo_zone_is_name:
 * @name: (nullable): what came from outside
 *
 * Whether @name has the shape of an IANA name: words of letters, digits, "_", "+" and "-", the first of which begins with
 * a letter, with a "/" between them. GLib opens a zone's name as a path, so nothing else may reach it.
 */
gboolean duo_zone_is_name (const char *name);

/**
 * duo_zone_new:
 * @name: (nullable): an IANA name
 *
 * Returns: (transfer full) (nullable): NULL where @name is not one, or this machine has no such zone
 */
GTimeZone *duo_zone_new (const char *name);

/**
 * duo_zone_is_known:
 * @name: (nullable): an IANA name
 *
 * Whether the time zone database of this machine lists @name, and has it. "UTC" always is.
 */
gboolean duo_zone_is_known (const char *name);

G_END_DECLS
