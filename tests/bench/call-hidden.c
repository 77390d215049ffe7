/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "call-show.h"

void
call_show_init (int *argc, char ***argv)
{
}

void
call_show_begin (DuoCall *call, DuoMediaSource *source)
{
}
