/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-device-monitor.h"

G_BEGIN_DECLS

/**
 * DuoDeviceToasts:
 *
 * What is said in a call of devices that come and go. What is lost has one toast for all of it, since a camera often
 * goes together with its microphone; it stays as long as there is something to decide.
 */
typedef struct _DuoDeviceToasts DuoDeviceToasts;

/* @kind: does not go on again by itself, as the user wants it */
typedef void (*DuoDeviceLeftOff) (DuoDeviceKind kind, gpointer data);

/* @widget: borrowed; in the window that says it */
DuoDeviceToasts *duo_device_toasts_new (GtkWidget *widget, DuoDeviceLeftOff left_off, gpointer data);
void duo_device_toasts_free (DuoDeviceToasts *self);

/* In place of what was said before, except of what is lost. */
void duo_device_toasts_say (DuoDeviceToasts *self, const char *text);
/* @kind: a camera or a microphone, which goes on again when it is back. @name: (nullable) */
void duo_device_toasts_lose (DuoDeviceToasts *self, DuoDeviceKind kind, const char *name);
/* Nothing of the other is heard, and @text is why: it stays as long as that. */
void duo_device_toasts_say_silence (DuoDeviceToasts *self, const char *text);
void duo_device_toasts_end_silence (DuoDeviceToasts *self);
/* It is back, or not waited for any more. */
void duo_device_toasts_find (DuoDeviceToasts *self, DuoDeviceKind kind);
/* None is waited for any more, and nobody listens. */
void duo_device_toasts_forget (DuoDeviceToasts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoDeviceToasts, duo_device_toasts_free)

G_END_DECLS
