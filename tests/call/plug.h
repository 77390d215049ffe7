/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-device-monitor.h"

G_BEGIN_DECLS

/* What is plugged in at the sound server of tests/harness/with-sound, and what happens there. */

typedef struct _Plug Plug;

/* A camera that sees a ball, a microphone that hears nothing, a speaker. */
Plug *plug_in (DuoDeviceKind kind, const char *name);
/* A microphone that hears a tone. */
Plug *plug_in_tone (const char *name);
/* Of what has been seen or heard: it is still there, and gives nothing any more. */
void plug_hang (Plug *self);
/* Out again, at once. */
void plug_pull (Plug *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Plug, plug_pull)

/* How many streams the server has of this class, such as "Stream/Input/Audio", by whomever. */
guint plug_count_streams (const char *media_class);
/* (transfer full) (nullable): the role of the first of them */
char *plug_dup_role (const char *media_class);
/* The server ends the first of them, as it does with one that it cannot go on with. */
void plug_kill_stream (const char *media_class);

/* Waits until the monitor has the device of that name, or has it no more. */
void plug_wait (DuoDeviceMonitor *monitor, DuoDeviceKind kind, const char *name, gboolean there);

G_END_DECLS
