/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-device-choices.h"

G_BEGIN_DECLS

#define DUO_TYPE_DEVICES_DIALOG (duo_devices_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DuoDevicesDialog, duo_devices_dialog, DUO, DEVICES_DIALOG, AdwDialog)

/**
 * duo_devices_dialog_new:
 * @settings: (nullable): where it is kept what is done to one's voice; NULL hides it
 *
 * Chooses devices in the middle of a call; each choice counts at once.
 */
AdwDialog *duo_devices_dialog_new (DuoDeviceChoices *choices, GSettings *settings);

G_END_DECLS
