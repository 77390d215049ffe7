/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/app/gstappsrc.h>
#include "duo-screen.h"

G_BEGIN_DECLS

/* Where its pictures go from now on; NULL takes them back. */
void duo_screen_plug (DuoScreen *self, GstAppSrc *to);

G_END_DECLS
