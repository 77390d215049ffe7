/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-call.h"

G_BEGIN_DECLS

/* How call-peer shows its call: call-hidden.c not at all, call-window.c in a window as the room has it. */
void call_show_init (int *argc, char ***argv);
void call_show_begin (DuoCall *call, DuoMediaSource *source);

G_END_DECLS
