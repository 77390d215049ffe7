/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/app/gstappsrc.h>
#include "duo-screen.h"

G_BEGIN_DECLS

/* Where its pictures go from now on. */
void duo_screen_plug (DuoScreen *self, GstAppSrc *to);
/* Takes them back from there, and from nobody who was plugged in since. */
void duo_screen_unplug (DuoScreen *self, GstAppSrc *from);

G_END_DECLS
