/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "duo-session.h"

G_BEGIN_DECLS

/* (transfer floating): says since when nothing has come from @session's service, and offers another try. Folded away as
 * long as the connection is there. */
GtkWidget *duo_offline_banner_new (DuoSession *session);
/* Puts one under the header bar of @view; in a sidebar only where @split shows it alone: it is said once on a page. */
void duo_offline_banner_add (DuoSession *session, AdwToolbarView *view);
void
duo_offline_banner_add_to_sidebar (DuoSession *session, AdwToolbarView *view, AdwNavigationSplitView *split);

G_END_DECLS
