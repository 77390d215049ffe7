/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* Of a jitter buffer: packets in a row with which it begins, rather than at its whole latency after the first. */
#define DUO_PROMPT_START_PACKETS 2

/**
 * duo_prompt_start_watch:
 *
 * Makes @jitterbuffer, an rtpjitterbuffer that has got nothing yet, begin with DUO_PROMPT_START_PACKETS, however quickly
 * they come. Found (1.26.2): it looks for them at the head of its queue, where its own first events stand until its
 * thread has passed them on; a first picture whose packets came before that was held until the next one did.
 * So the first packet waits for the segment to be gone: microseconds. Any thread.
 */
void duo_prompt_start_watch (GstElement *jitterbuffer);

G_END_DECLS
