/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "duo-session-cv.h"

G_BEGIN_DECLS

/* (transfer full): "Amara Okafor.pdf · 214 kB" */
char *duo_cv_format_facts (const DuoCvRecord *cv);
/* (transfer full): what went wrong with a CV, and what to do */
char *duo_cv_format_error (const GError *error);

/**
 * duo_cv_open_async:
 * @any_child: whose window it belongs to
 * @person: participation id of the talent
 *
 * Fetches a CV and hands it to the program that the user has for PDF files, through the desktop's portal where there is
 * one. Errors: those of duo_session_fetch_cv_async(), and GTK_DIALOG_ERROR_FAILED where no program takes it.
 */
void duo_cv_open_async (GtkWidget *any_child,
                        DuoSession *session,
                        const char *person,
                        const DuoCvRecord *cv,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data);
gboolean duo_cv_open_finish (GAsyncResult *result, GError **error);

G_END_DECLS
