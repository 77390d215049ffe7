/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Speech made longer or shorter by a period of its own pitch, faded over at where the two look most alike, so that it
 * keeps its pitch and does not click (after WSOLA, Verhelst and Roelands 1993). Pure. */

/* Room for as many frames has to be behind @out. */
#define DUO_STRETCH_ROOM(frames) (2 * (frames))

/**
 * duo_stretch:
 * @out: DUO_STRETCH_ROOM (@frames) frames
 * @in: interleaved
 * @frames: of @in; some 20 ms of them
 * @wanted: by how many frames to lengthen it, to shorten it where negative; more than a half of @frames is not done at once
 * @force: also where nothing is alike
 *
 * Returns: how many frames are in @out: those of @in where they cannot be stretched without being heard
 */
guint duo_stretch (gint16 *out, const gint16 *in, guint frames, guint channels, int wanted, gboolean force);

G_END_DECLS
