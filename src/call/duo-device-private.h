/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>
#include "duo-device-monitor.h"

G_BEGIN_DECLS

/* Returns: (nullable) (transfer full): NULL where @device is of a kind that cannot be opened again by its id */
DuoDevice *duo_device_new (DuoDeviceKind kind, GstDevice *device);

/* What the sound server is told that a stream is for; nothing where it is for cameras. */
void duo_device_set_role (GstElement *element, const char *role);

G_END_DECLS
