/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_DIRECTORY_PAGE (duo_directory_page_get_type ())
G_DECLARE_FINAL_TYPE (DuoDirectoryPage, duo_directory_page, DUO, DIRECTORY_PAGE, AdwBreakpointBin)

/* The directory of the session's event: recruiters for a talent, talents for a recruiter. */
GtkWidget *duo_directory_page_new (DuoSession *session);
/* Puts the focus where one types whom to look for. */
void duo_directory_page_search (DuoDirectoryPage *self);

G_END_DECLS
