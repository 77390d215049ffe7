/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A bus of one's own on which a screen reader comes and goes as the test says. */
typedef struct
{
  GSubprocess *daemon;
  GDBusConnection *connection;
  guint registration;
  gboolean enabled;
} ScreenReaderBus;

void screen_reader_bus_up (ScreenReaderBus *self, gboolean enabled);
void screen_reader_bus_set_enabled (ScreenReaderBus *self, gboolean enabled);
void screen_reader_bus_down (ScreenReaderBus *self);

G_END_DECLS
