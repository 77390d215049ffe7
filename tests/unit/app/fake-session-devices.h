/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-session-devices.h"

G_BEGIN_DECLS

/* What of a session in tests of pages is about my devices. */

#define FAKE_TYPE_DEVICE (fake_device_get_type ())
G_DECLARE_FINAL_TYPE (FakeDevice, fake_device, FAKE, DEVICE, GObject)

/* One more session, behind those that there are and on the device of that @number; the first is this one, on device 0. */
void fake_session_add_device (DuoSession *self, guint8 number, const char *name);
/* From now on the list says so of the sessions of @number. */
void fake_session_vouch (DuoSession *self, guint8 by, guint8 number);
void fake_session_remove_device (DuoSession *self, guint index);
/* What its user compares. */
char *fake_device_dup_code (guint8 number);
/* How often the list was asked for. */
guint fake_session_get_n_loads (DuoSession *self);
/* (nullable) (element-type DuoDeviceRecord): those that were added. Borrowed. */
GPtrArray *fake_session_get_devices (DuoSession *self);
/* The list cannot be had. @error: (transfer full) (nullable): it can again */
void fake_session_fail_devices (DuoSession *self, GError *error);

/* Whether this device is to vouch for that one; ends it, @error: (transfer full) (nullable) */
gboolean fake_session_is_vouching (DuoSession *self, guint8 number);
void fake_session_answer_vouch (DuoSession *self, GError *error);

G_END_DECLS
