/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>
#include "duo-device-monitor.h"

G_BEGIN_DECLS

/* Returns: (nullable) (transfer full): NULL where @device is of a kind that cannot be opened again by its id */
DuoDevice *duo_device_new (DuoDeviceKind kind, GstDevice *device);

/**
 * duo_device_create_element:
 * @id: (nullable): of a DuoDevice of this kind, NULL for the system's default
 *
 * Returns: (transfer floating) (nullable): Errors: DUO_CALL_ERROR_DEVICE
 */
GstElement *duo_device_create_element (DuoDeviceKind kind, const char *id, GError **error);

G_END_DECLS
