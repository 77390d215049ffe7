/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "duo-session-cv.h"

G_BEGIN_DECLS

#define DUO_TYPE_OWN_CV (duo_own_cv_get_type ())
G_DECLARE_FINAL_TYPE (DuoOwnCv, duo_own_cv, DUO, OWN_CV, AdwBin)

/* A talent's own CV: to be added, looked at, replaced and removed. Toasts go to the AdwToastOverlay around it. */

/* (transfer floating); @event: in which one's participation is what the CV is opened as */
GtkWidget *duo_own_cv_new (DuoSession *session, DuoEvent *event);
/* How long what was removed can be brought back; 0: until it is left */
void duo_own_cv_set_undo_seconds (DuoOwnCv *self, guint seconds);
/* Whoever looked at it goes, which their window does by itself: what was removed is, and what is not here yet is not
 * opened any more. That it is not on screen for a while, as when the window becomes narrow, says nothing. */
void duo_own_cv_leave (DuoOwnCv *self);
/* As if the user had chosen or dropped it. */
void duo_own_cv_take_file (DuoOwnCv *self, GFile *file);

G_END_DECLS
