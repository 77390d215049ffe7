/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-device-monitor.h"

G_BEGIN_DECLS

#define DUO_TYPE_DEVICE_CHOICES (duo_device_choices_get_type ())
G_DECLARE_FINAL_TYPE (DuoDeviceChoices, duo_device_choices, DUO, DEVICE_CHOICES, GObject)

/**
 * DuoDeviceChoices:
 *
 * Which camera, microphone and speakers are used: those that were chosen, as soon as they are there; until then the
 * first that are, or the system's own speakers. Signals: `changed (int kind)`: another one is used, or one came or
 * went; `chosen (int kind)`: by the user.
 *
 * duo_device_choices_new:
 * @monitor: (nullable): NULL where a drawn person takes the place of devices
 */
DuoDeviceChoices *duo_device_choices_new (DuoDeviceMonitor *monitor);

/* @id: (nullable): the one that was chosen the last time */
void duo_device_choices_set_wanted (DuoDeviceChoices *self, DuoDeviceKind kind, const char *id);
/* (nullable): what is used; NULL for the system's own, and where there is none. Borrowed. */
const char *duo_device_choices_get_id (DuoDeviceChoices *self, DuoDeviceKind kind);
/* (transfer full) (nullable): its name, NULL as above */
char *duo_device_choices_dup_name (DuoDeviceChoices *self, DuoDeviceKind kind);
/* @id: (nullable) */
gboolean duo_device_choices_has (DuoDeviceChoices *self, DuoDeviceKind kind, const char *id);
/* How many there are, without the system's own. A drawn person is always there. */
guint duo_device_choices_count (DuoDeviceChoices *self, DuoDeviceKind kind);

/* Lets @row show and choose one. */
void duo_device_choices_bind (DuoDeviceChoices *self, DuoDeviceKind kind, AdwComboRow *row);

G_END_DECLS
