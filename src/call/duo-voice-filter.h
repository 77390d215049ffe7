/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>
#include "duo-media-source.h"

G_BEGIN_DECLS

/**
 * duo_voice_filter_describe:
 * @probe: the name of the webrtcechoprobe whose sound is to be taken out
 *
 * What is done to a microphone's sound, as gst_parse_launch() reads it; 48 kHz mono both sides.
 *
 * Returns: (transfer full)
 */
char *duo_voice_filter_describe (const char *probe, DuoVoice voice);
/* @chain: made of such a description. From the next 10 ms on, without a gap. */
void duo_voice_filter_set (GstBin *chain, DuoVoice voice);

G_END_DECLS
