/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>
#include "duo-outlet.h"
#include "duo-remote.h"
#include "duo-video-feed.h"

G_BEGIN_DECLS

#define DUO_CAPTURE_WIDTH 960
#define DUO_CAPTURE_HEIGHT 540
#define DUO_CAPTURE_RATE 30

/**
 * DuoCapture:
 *
 * One pipeline that reads one device, or what stands for it, into an outlet. Stopped, the device is closed.
 *
 *     camera ─ decode, crop, scale ─ tee ─┬─ outlet
 *                                         └─ queue(2, leaky) ─ 15 fps ─ self-view
 *     microphone ─ 48 kHz mono ─ outlet
 *     screen ─ scale ─ outlet
 */
typedef struct _DuoCapture DuoCapture;

/* On the main context; the device has failed, or gives nothing any more, and is closed. @error: DUO_CALL_ERROR_DEVICE or of its kind, or _MISSING_PLUGIN */
typedef void (*DuoCaptureFailed) (const GError *error, gpointer data);

/**
 * duo_capture_new_picture:
 * @source: (transfer floating) (nullable): delivers I420; NULL for the first camera
 */
DuoCapture *duo_capture_new_picture (
    GstElement *source, DuoOutlet *outlet, DuoVideoFeed *feed, DuoCaptureFailed failed, gpointer data);
/* @source: (transfer floating) (nullable): delivers S16, 48 kHz, mono; NULL for the system's microphone */
DuoCapture *
duo_capture_new_sound (GstElement *source, DuoOutlet *outlet, DuoCaptureFailed failed, gpointer data);
/* @source: (transfer floating): delivers I420 of any size, already open */
DuoCapture *
duo_capture_new_screen (GstElement *source, DuoOutlet *outlet, DuoCaptureFailed failed, gpointer data);
/* The device is closed, and what it says from now on goes nowhere. */
void duo_capture_free (DuoCapture *self);

/* Another device, or the same anew after it was gone; it runs where the one before did. @id, @remote: as
 * duo_device_create_element() has them. Not where there is a source in its place. */
void duo_capture_set_device (DuoCapture *self, const char *id, DuoRemote *remote);

/* Returns at once: a device may take seconds to open, or to find out that it cannot. */
void duo_capture_set_running (DuoCapture *self, gboolean running);
/* Whether a camera has given a picture since it was last turned on; of what is none, TRUE. */
gboolean duo_capture_has_given (DuoCapture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoCapture, duo_capture_free)

G_END_DECLS
