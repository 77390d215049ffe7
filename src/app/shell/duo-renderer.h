/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who paints: GTK takes OpenGL on the processor for a graphics card, and painting without it is three times quicker
 * (CALL §6). To find out costs some 8 to 47 ms, which no start pays for: a machine with no card is known by its device
 * files, and what is found out with the first room is remembered for the next start. */

/* Whether this, as OpenGL names itself, is the processor. (nullable): NULL where there is no OpenGL at all */
gboolean duo_renderer_is_software (const char *name);

/**
 * duo_renderer_choose:
 * @user: (nullable): what the environment says already, which then stays
 * @cards: (nullable): the machine's graphics cards, as duo_renderer_dup_cards() has them
 * @slow: (nullable): the cards that turned out to be none
 *
 * Returns: (nullable): what GSK_RENDERER should be, NULL where GTK chooses well
 */
const char *duo_renderer_choose (const char *user, const char *cards, const char *slow);

/* (nullable): the cards below @devices and their drivers below @classes, in one line; NULL where there are none */
char *duo_renderer_dup_cards (const char *devices, const char *classes);

/* Before the first window, and before there are threads. */
void duo_renderer_prepare (void);
/* For the next start. */
void duo_renderer_remember (gboolean software);

G_END_DECLS
