/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>
#include "duo-call.h"

G_BEGIN_DECLS

/* So long before it is heard sound is given to the loudspeaker, µs: half of it for the sound server, half for threads
 * that come late. */
#define DUO_SPEAKER_SLACK (40 * 1000)

/**
 * DuoSpeaker:
 *
 * The end of the peer's sound. A sound server that does not answer, or a loudspeaker that is gone, is found out by a
 * thread: until it answers, and where none does, the sound goes into nothing at its pace. What a loudspeaker does wrong
 * is kept from the call by a guard, which takes everything, and sees whether it takes any.
 *
 *     from ─▶ guard ─▶ nothing        from ─▶ guard ─▶ loudspeaker
 */
typedef struct _DuoSpeaker DuoSpeaker;

/* On the main context: duo_speaker_is_judged() has another answer. Its last words: it may be freed. */
typedef void (*DuoSpeakerJudged) (gpointer data);

/* Adds its elements to @bin and links @from to them. @id: (nullable): a DuoDevice's, NULL for the system's default */
DuoSpeaker *duo_speaker_new (GstBin *bin, GstElement *from, const char *id);
/* On the main context, as everything here. */
void duo_speaker_free (DuoSpeaker *self);

void duo_speaker_watch (DuoSpeaker *self, DuoSpeakerJudged on_judged, gpointer data);
/* FALSE before the one that was asked for has taken any sound, or failed. @problem: (out) (nullable): DUO_CALL_ERROR_DEVICE or
 * of its kind; NULL where it plays. Borrowed. @stand_in: (out): what plays in its place */
gboolean duo_speaker_is_judged (DuoSpeaker *self, const GError **problem, DuoStandIn *stand_in);

/* Another one, or the same again where it does not play; what is heard goes on until it answers. @id: as above */
void duo_speaker_set_device (DuoSpeaker *self, const char *id);
/* There is none any more: into nothing, at once. */
void duo_speaker_lose_device (DuoSpeaker *self);
/* @error: a message of the pipeline's bus. TRUE where it was the loudspeaker's: the system's default takes its place, or
 * nothing does. */
gboolean duo_speaker_take_error (DuoSpeaker *self, GstMessage *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoSpeaker, duo_speaker_free)

G_END_DECLS
