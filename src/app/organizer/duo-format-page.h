/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_FORMAT_PAGE (duo_format_page_get_type ())
G_DECLARE_FINAL_TYPE (DuoFormatPage, duo_format_page, DUO, FORMAT_PAGE, AdwBreakpointBin)

/* An organizer's settings of an event (PRODUCT §2): what is changed is saved at once, and can be undone. */
GtkWidget *duo_format_page_new (DuoSession *session);
/* Takes the last change back: for the header above the page. Borrowed. */
GtkWidget *duo_format_page_get_undo_button (DuoFormatPage *self);

G_END_DECLS
