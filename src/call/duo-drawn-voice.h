/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/base/gstpushsrc.h>

G_BEGIN_DECLS

#define DUO_TYPE_DRAWN_VOICE (duo_drawn_voice_get_type ())
G_DECLARE_FINAL_TYPE (DuoDrawnVoice, duo_drawn_voice, DUO, DRAWN_VOICE, GstPushSrc)

/**
 * duo_drawn_voice_new:
 * @voice: see DuoSpeech
 *
 * A live source of DuoSpeech, in the place of a microphone: 20 ms a buffer.
 *
 * Returns: (transfer floating)
 */
GstElement *duo_drawn_voice_new (guint voice);

G_END_DECLS
