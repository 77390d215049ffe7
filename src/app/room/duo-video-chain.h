/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* By which chain pictures are shown (CALL §6). */

/**
 * duo_video_chain_is_gl:
 * @wanted: (nullable): DUO_VIDEO of the environment, "gl" or "software"; for tests, and for whoever looks for a fault
 * @painter: (nullable): GSK_RENDERER of the environment
 * @card: (nullable): who paints OpenGL
 *
 * A card that is used anyway converts and scales; without one, or for a GTK that paints without it, the processor does.
 */
gboolean duo_video_chain_is_gl (const char *wanted, const char *painter, const char *card);

/* Before the first feed of a room; once is enough. */
void duo_video_chain_choose (GdkDisplay *display);

G_END_DECLS
