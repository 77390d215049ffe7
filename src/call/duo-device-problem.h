/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>
#include "duo-call.h"
#include "duo-device-monitor.h"

G_BEGIN_DECLS

/**
 * duo_device_problem_judge:
 * @error: of GStreamer, as an element of a device said it
 * @debug: (nullable): what it said to programmers; several elements name the system's error only there
 *
 * What one could do about a device that failed.
 *
 * Returns: DUO_CALL_ERROR_DEVICE or one of its kind
 */
DuoCallError duo_device_problem_judge (const GError *error, const char *debug);

/* @message: an error that an element of a device of @kind posted. Returns: (transfer full): the same, judged */
GError *duo_device_problem_read (GstMessage *message, DuoDeviceKind kind);

G_END_DECLS
