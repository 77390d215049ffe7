/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How sound is wherever we touch it: native samples of 16 bits. A microphone's has one channel. */
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#define DUO_SOUND_SAMPLE "S16LE"
#else
#define DUO_SOUND_SAMPLE "S16BE"
#endif
#define DUO_SOUND_RATE 48000
#define DUO_SOUND_FORMAT                                                                                     \
  "audio/x-raw, format=" DUO_SOUND_SAMPLE ", layout=interleaved, rate=" G_STRINGIFY (DUO_SOUND_RATE)
#define DUO_SOUND_FORMAT_MONO DUO_SOUND_FORMAT ", channels=1"
