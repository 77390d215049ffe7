/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

/* What one noted on @chat, to be read and changed. It saves itself, so it is only closed. */
AdwDialog *duo_notes_dialog_new (DuoSession *session, DuoEvent *event, DuoChat *chat);

G_END_DECLS
