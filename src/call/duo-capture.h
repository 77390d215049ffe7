/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>
#include "duo-outlet.h"
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
 */
typedef struct _DuoCapture DuoCapture;

/* On the main context; the device has failed and is closed. @error: DUO_CALL_ERROR_DEVICE */
typedef void (*DuoCaptureFailed) (const GError *error, gpointer data);

/* @source: (transfer floating): delivers I420; @what: names the device in errors */
DuoCapture *duo_capture_new_picture (GstElement *source,
                                     DuoOutlet *outlet,
                                     DuoVideoFeed *feed,
                                     const char *what,
                                     DuoCaptureFailed failed,
                                     gpointer data);
/* @source: (transfer floating): delivers S16, 48 kHz, mono */
DuoCapture *duo_capture_new_sound (
    GstElement *source, DuoOutlet *outlet, const char *what, DuoCaptureFailed failed, gpointer data);
void duo_capture_free (DuoCapture *self);

void duo_capture_set_running (DuoCapture *self, gboolean running);

/**
 * duo_capture_open_camera:
 * @id: (nullable): as DuoDevice has it
 *
 * Returns: (transfer floating): a bin that delivers I420 of DUO_CAPTURE_WIDTH × DUO_CAPTURE_HEIGHT
 */
GstElement *duo_capture_open_camera (const char *id, GError **error);
GstElement *duo_capture_open_microphone (const char *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoCapture, duo_capture_free)

G_END_DECLS
