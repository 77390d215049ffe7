/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_MY_DEVICES (duo_my_devices_get_type ())
G_DECLARE_FINAL_TYPE (DuoMyDevices, duo_my_devices, DUO, MY_DEVICES, AdwPreferencesGroup)

/**
 * DuoMyDevices:
 *
 * The devices on which I am signed in. A new one has a code, which it shows itself, too; whoever finds both to be the same
 * confirms it on an older one, and the people whom I have talked to know it as mine (CALL §2). Nothing is confirmed
 * without its user.
 */
void duo_my_devices_set_session (DuoMyDevices *self, DuoSession *session);

G_END_DECLS
