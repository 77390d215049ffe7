/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_HERALD (duo_herald_get_type ())
G_DECLARE_FINAL_TYPE (DuoHerald, duo_herald, DUO, HERALD, GObject)

/**
 * DuoHerald:
 *
 * Brings what a DuoNotifier has to tell to the desktop in the name of @application, knows whether its windows show it
 * already, does what the buttons of notices ask for, and keeps the application alive without a window where that is
 * wanted ("background" of @settings).
 *
 * duo_herald_new:
 * @settings: (nullable): see duo_notifier_new()
 */
DuoHerald *duo_herald_new (GtkApplication *application, GSettings *settings);
/* Whose chats are told of: once it is known whether somebody is signed in. */
void duo_herald_set_session (DuoHerald *self, DuoSession *session);
/* The program is to end: nothing keeps it any longer. */
void duo_herald_let_go (DuoHerald *self);

G_END_DECLS
