/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-schedule-page.h"

GtkWidget *
duo_schedule_page_new (DuoSession *session)
{
  return gtk_label_new ("");
}
