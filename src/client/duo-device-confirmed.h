/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-device-record.h"

G_BEGIN_DECLS

/**
 * duo_device_is_confirmed:
 * @by: (nullable): the key of the device that asks, DUO_DEVICE_KEY_BYTES; %NULL: whoever it was
 *
 * Whether valid signatures lead from @by to @device: what whoever knows @by is not asked about (CALL §2). The service
 * only carries them, so its word is not needed for that.
 */
gboolean duo_device_is_confirmed (const DuoDeviceRecord *device, const guint8 *by);

G_END_DECLS
