/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-video-codec.h"

G_BEGIN_DECLS

/**
 * DuoRegulation:
 * @width: what the encoded picture fits into; it keeps its shape, and is never larger than it was
 * @height: of that
 * @rate: pictures a second at most, 0 for none, DUO_REGULATION_ALL for as many as come
 * @bitrate: bit/s
 */
typedef struct
{
  guint width;
  guint height;
  guint rate;
  guint bitrate;
} DuoRegulation;

#define DUO_REGULATION_ALL G_MAXUINT

/**
 * DuoRegulator:
 *
 * What each picture passes before it is scaled and encoded. What was set is put in force by the thread that brings the
 * next picture: so it holds for whole pictures, and nobody who sets it waits for an encoder at work.
 *
 *     in ─ (here) ─ videoscale ─ capsfilter ─ encoder
 */
typedef struct _DuoRegulator DuoRegulator;

DuoRegulator *duo_regulator_new (void);
void duo_regulator_unref (DuoRegulator *self);

/* @pad: where pictures leave for @size, a capsfilter behind a videoscale, and @encoder */
void duo_regulator_watch (
    DuoRegulator *self, GstPad *pad, GstElement *size, GstElement *encoder, DuoVideoCodec codec);
/* Any thread. */
void duo_regulator_set (DuoRegulator *self, const DuoRegulation *regulation);
/* That went on to the encoder. */
guint64 duo_regulator_get_pictures (DuoRegulator *self);

G_END_DECLS
