/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_EVENT_LIST (duo_event_list_get_type ())
G_DECLARE_FINAL_TYPE (DuoEventList, duo_event_list, DUO, EVENT_LIST, GtkWidget)

/**
 * DuoEventList:
 *
 * The events of a session as buttons, the one on screen ticked. Signal: `chosen ()` after a click, so that the popover
 * around it can close.
 */
void duo_event_list_set_session (DuoEventList *self, DuoSession *session);

/* (transfer full): "3–5 November · Stockholm · as talent" */
char *duo_event_list_describe (DuoEvent *event);

G_END_DECLS
