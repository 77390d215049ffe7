/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* Starting and stopping GStreamer's watches of devices, on any thread but the main one: each takes as long as the sound
 * server does. */

/* Waits until PipeWire has said what there is, for ten seconds at most. Returns: whether it has, or there is none */
gboolean duo_device_watch_await (void);
/* Returns: whether it is to be stopped again; FALSE also where PipeWire says nothing for ten seconds */
gboolean duo_device_watch_start (GstDeviceMonitor *monitor);
void duo_device_watch_stop (GstDeviceMonitor *monitor);

G_END_DECLS
