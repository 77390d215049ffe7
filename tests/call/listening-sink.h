/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * ListeningSound:
 * @samples: mono or interleaved, native S16
 * @count: how many
 * @channels: in each frame of them
 * @rate: frames a second
 * @time: when the first is to be heard, µs of the monotonic clock
 */
typedef struct
{
  const gint16 *samples;
  gsize count;
  guint channels;
  guint rate;
  gint64 time;
} ListeningSound;

/* Streaming thread. */
typedef void (*ListeningFunc) (const ListeningSound *sound, gpointer data);

/* A loudspeaker that hands on what it would play, in the place of the system's for the whole process. After
 * duo_call_init(), before any call. @data outlives them. */
void listening_sink_install (ListeningFunc listen, gpointer data);

G_END_DECLS
