/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-loading.h"

void
duo_loading_add_spinner (AdwStatusPage *page)
{
  g_autoptr (AdwSpinnerPaintable) spinner = adw_spinner_paintable_new (GTK_WIDGET (page));

  adw_status_page_set_paintable (page, GDK_PAINTABLE (spinner));
}

AdwStatusPage *
duo_loading_new (const char *title)
{
  AdwStatusPage *page = ADW_STATUS_PAGE (adw_status_page_new ());

  adw_status_page_set_title (page, title);
  duo_loading_add_spinner (page);
  return page;
}

void
duo_loading_follow (gpointer page, DuoSession *session, GCallback event_changed, GCallback synced)
{
  g_signal_connect_object (session, "notify::event", event_changed, page, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::synced-at", synced, page, G_CONNECT_SWAPPED);
}
