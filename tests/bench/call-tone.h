/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "listening-sink.h"

G_BEGIN_DECLS

/* In the place of every drawn voice of this process: a tone that never ends, four times as loud for the first 40 ms of
 * each second of the monotonic clock. So whoever hears it knows when it was said. */
void call_tone_install (void);

/* Peak of what is heard, in thousandths of full scale. */
guint call_tone_get_level (const ListeningSound *sound);
/* µs from the first sample to where the louder piece begins; -1 where none begins in it. One thread. */
gint64 call_tone_find (const ListeningSound *sound);

G_END_DECLS
