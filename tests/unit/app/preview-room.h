/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-device-monitor.h"
#include "page-preview.h"

G_BEGIN_DECLS

/* The check page of a chat, as check…|devices has it. */
GtkWidget *preview_room_check_new (const PagePreview *preview, MadeUp *made_up);
/* Devices as a machine has them. */
void preview_room_plug (DuoDeviceMonitor *monitor, gboolean long_names);

/* The stage in one of its states; NULL where there is none of that name. */
GtkWidget *preview_room_stage_new (const char *name, gboolean long_names);

G_END_DECLS
