/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "duo-session-cv.h"

G_BEGIN_DECLS

#define DUO_TYPE_CV_ROW (duo_cv_row_get_type ())
G_DECLARE_FINAL_TYPE (DuoCvRow, duo_cv_row, DUO, CV_ROW, AdwActionRow)

/* (transfer floating): opens a talent's CV; not there as long as there is none to open */
GtkWidget *duo_cv_row_new (DuoSession *session);
/* @person: participation id of the talent; @cv: (nullable) */
void duo_cv_row_show (DuoCvRow *self, const char *person, const DuoCvRecord *cv);

G_END_DECLS
