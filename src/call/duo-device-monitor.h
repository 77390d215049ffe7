/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-remote.h"

G_BEGIN_DECLS

typedef enum
{
  DUO_DEVICE_CAMERA,
  DUO_DEVICE_MICROPHONE,
  DUO_DEVICE_SPEAKER,
} DuoDeviceKind;

#define DUO_TYPE_DEVICE (duo_device_get_type ())
G_DECLARE_FINAL_TYPE (DuoDevice, duo_device, DUO, DEVICE, GObject)
/* Properties: id, name, kind (int). */
const char *duo_device_get_id (DuoDevice *self);
const char *duo_device_get_name (DuoDevice *self);

/* For logs and errors, not for users. */
const char *duo_device_kind_get_name (DuoDeviceKind kind);

/**
 * duo_device_create_element:
 * @id: (nullable): of a DuoDevice of this kind, NULL for the system's default, of cameras the first
 * @remote: (nullable): a PipeWire connection through which a camera may be used, as a sandbox has it; NULL where none
 *   is needed
 *
 * Returns: (transfer floating) (nullable): Errors: DUO_CALL_ERROR_DEVICE_MISSING
 */
GstElement *duo_device_create_element (DuoDeviceKind kind, const char *id, DuoRemote *remote, GError **error);

#define DUO_TYPE_DEVICE_MONITOR (duo_device_monitor_get_type ())
G_DECLARE_FINAL_TYPE (DuoDeviceMonitor, duo_device_monitor, DUO, DEVICE_MONITOR, GObject)

/* Starts watching at once, on a thread of GStreamer's; the lists fill by themselves. */
DuoDeviceMonitor *duo_device_monitor_new (void);
/* The camera that a connection gives by itself, whichever it is. */
#define DUO_DEVICE_REMOTE_CAMERA "pipewiresrc:"

/**
 * duo_device_monitor_admit_camera:
 * @remote: a connection to PipeWire that sees cameras, as a sandbox gets one; taken over
 *
 * Lists what it gives as one camera. Once.
 */
void duo_device_monitor_admit_camera (DuoDeviceMonitor *self, int remote);
/* (nullable): the connection that its camera needs, NULL where it needs none. Borrowed. */
DuoRemote *duo_device_monitor_get_remote (DuoDeviceMonitor *self);
/* GListModel of DuoDevice. Borrowed. */
GListModel *duo_device_monitor_get_devices (DuoDeviceMonitor *self, DuoDeviceKind kind);

G_END_DECLS
