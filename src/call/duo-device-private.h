/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>
#include "duo-device-monitor.h"

G_BEGIN_DECLS

/* Returns: (nullable) (transfer full): NULL where @device is of a kind that cannot be opened again by its id */
DuoDevice *duo_device_new (DuoDeviceKind kind, GstDevice *device);

G_END_DECLS
