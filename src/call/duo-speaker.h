/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * DuoSpeaker:
 *
 * The end of the peer's sound. A sound server that does not answer, or a loudspeaker that is gone, is found out by a
 * thread: until it answers, and where none does, the sound goes into nothing at its pace.
 *
 *     from ─▶ nothing        from ─▶ loudspeaker
 */
typedef struct _DuoSpeaker DuoSpeaker;

/* Adds its elements to @bin and links @from to them. @id: (nullable): a DuoDevice's, NULL for the system's default */
DuoSpeaker *duo_speaker_new (GstBin *bin, GstElement *from, const char *id);
/* On the main context, as everything here. */
void duo_speaker_free (DuoSpeaker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoSpeaker, duo_speaker_free)

G_END_DECLS
