/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-call.h"
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_ROOM_VISIT (duo_room_visit_get_type ())
G_DECLARE_FINAL_TYPE (DuoRoomVisit, duo_room_visit, DUO, ROOM_VISIT, GObject)

/**
 * DuoRoomVisit:
 *
 * One stay in a room, from the wish to enter to the end of the call: asks the service, introduces signalling and call
 * to each other, counts how long the two were together. Signals: `changed ()` after anything that a page shows
 * changed, but for what is wrong with the loudspeaker; `refused (GError *error)` where the service did not let us in;
 * nothing follows that. `elsewhere ()` where another device of the same person is inside, which has to leave: nothing
 * follows until duo_room_visit_go_in().
 *
 * duo_room_visit_new:
 * @source: goes over to the call as it is
 * @speaker: (nullable): id of the loudspeaker to listen through
 * @conversation: what the two write, in this stay and the others
 */
DuoRoomVisit *duo_room_visit_new (DuoSession *session,
                                  DuoChat *chat,
                                  DuoMediaSource *source,
                                  const char *speaker,
                                  DuoConversation *conversation);
/* Before it enters: see duo_call_set_relay_only(). */
void duo_room_visit_set_relay_only (DuoRoomVisit *self, gboolean relay_only);
void duo_room_visit_enter (DuoRoomVisit *self);
/* Comes in, although another device has to give way. */
void duo_room_visit_go_in (DuoRoomVisit *self);
/* Leaves at any moment, any number of times. */
void duo_room_visit_leave (DuoRoomVisit *self);

/* The two have another code each: forgets the key of who is here, and ends the call. Where there is no code it does
 * nothing. */
void duo_room_visit_reject_code (DuoRoomVisit *self);

DuoCall *duo_room_visit_get_call (DuoRoomVisit *self);           /* (nullable): NULL until we may come in */
const DuoRoomPass *duo_room_visit_get_pass (DuoRoomVisit *self); /* (nullable): as the call */
gboolean duo_room_visit_is_leaving (DuoRoomVisit *self); /* we left, rather than being left or thrown out */
/* Seconds in which the two were together; 0 where they never were. */
gint64 duo_room_visit_get_talked (DuoRoomVisit *self);
/* From the first moment together, or from the entry where there was none, to the last. */
DuoTimeRange duo_room_visit_get_span (DuoRoomVisit *self);

G_END_DECLS
