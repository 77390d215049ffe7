/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "duo-cv-record.h"

G_BEGIN_DECLS

/* Reads a file that is to be a CV, and no more of it than a CV may have. */
void
duo_cv_file_load_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* @fault: (out): what is wrong with it, where that is no error; then NULL is returned */
GBytes *duo_cv_file_load_finish (GFile *file, GAsyncResult *result, DuoCvFault *fault, GError **error);

G_END_DECLS
