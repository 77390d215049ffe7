/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-event.h"
#include "duo-session.h"

G_BEGIN_DECLS

/**
 * DuoPersonAction:
 * @headline: what is known of their time: "14 open slots", or when our chat is
 * @title: the same where it is said above the button alone; of a talent, who it is or what they want
 * @caption: "23 requests", or, in the same place, why the button is off
 * @own_time: (nullable): when our chat is where I am, if that is another time than @headline says
 * @label: what the button says
 * @action: the window's action behind it
 * @target: its parameter
 * @enabled: whether it can be used now
 * @suggested: a room is open: the one thing to do now
 * @explanation: (nullable): the whole sentence of why not
 *
 * What I can do with somebody, as card and profile show it. Everything in it follows from duo_event_judge(): the pages
 * know no rule.
 */
typedef struct
{
  char *headline;
  char *title;
  char *caption;
  char *own_time;
  const char *label;
  const char *action;
  char *target;
  gboolean enabled;
  gboolean suggested;
  char *explanation;
} DuoPersonAction;

DuoPersonAction *duo_person_action_new (DuoEvent *event, DuoPerson *person);
void duo_person_action_free (DuoPersonAction *self);

/* A room is at the service, and nothing can be kept to enter it later: Join is off unless @state is online, and says so
 * once the connection is lost. */
void duo_person_action_heed_state (DuoPersonAction *self, DuoSessionState state);

/* (nullable): what holds for everybody in this event, to be said once: "Booking opens Mon 2 November, 09:00" */
char *duo_person_action_dup_banner (DuoEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoPersonAction, duo_person_action_free)

G_END_DECLS
