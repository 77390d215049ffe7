/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Found (libadwaita 1.7 to 1.9): a dialog that closes without an animation is gone while libadwaita still works on it,
 * unless somebody holds it. A click and a key do; what a screen reader presses does not. */
typedef struct _DuoDialogHold DuoDialogHold;

/* Holds every dialog of @window until it has closed. To be freed before @window is. */
DuoDialogHold *duo_dialog_hold_new (AdwApplicationWindow *window);
void duo_dialog_hold_free (DuoDialogHold *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoDialogHold, duo_dialog_hold_free)

G_END_DECLS
