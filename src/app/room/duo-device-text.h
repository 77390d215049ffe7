/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-device-monitor.h"

G_BEGIN_DECLS

/* What is said about devices. All: (transfer full) */

/* What to do about one that failed. @error: DUO_CALL_ERROR_DEVICE or of its kind */
char *duo_device_text_problem (DuoDeviceKind kind, const GError *error);
/* It was on, and goes on again when it is back. @name: (nullable) */
char *duo_device_text_lost (DuoDeviceKind kind, const char *name);
/* Camera and microphone were both on; they are often one device. */
char *duo_device_text_lost_both (void);
/* @other: (nullable): what is used instead of @name; NULL for the system's own speakers */
char *duo_device_text_replaced (const char *name, const char *other);
/* @name does not play, and what is used instead does. */
char *duo_device_text_instead (const char *name);
/* @name does not play, and what was used before it still does. */
char *duo_device_text_still (const char *name);
/* What was lost is used again. */
char *duo_device_text_again (const char *name);

/* A sandbox hides what it does not allow; tests are in one where they say so by DUO_CONFINED=1. */
gboolean duo_device_text_is_confined (void);

G_END_DECLS
