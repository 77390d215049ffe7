/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-room-text.h"
#include "duo-room-time.h"
#include "duo-screen-reader.h"
#include "duo-video-feed.h"

G_BEGIN_DECLS

#define DUO_TYPE_ROOM_STAGE (duo_room_stage_get_type ())
G_DECLARE_FINAL_TYPE (DuoRoomStage, duo_room_stage, DUO, ROOM_STAGE, AdwBin)

/**
 * DuoRoomStage:
 *
 * The room itself: the other's picture with header, chips, controls and one's own picture over it (design/NOTES
 * §2.09). It shows what it is told; what its buttons do are the page's actions.
 */

/* Controls fade only once this was said; delays as duo_room_fader_new() has them. */
void
duo_room_stage_start_fading (DuoRoomStage *self, DuoScreenReader *reader, guint delay, guint first_delay);
void duo_room_stage_set_people (DuoRoomStage *self,
                                const char *peer_name,
                                const char *peer_line,
                                const char *my_name);
/* The service cannot be reached, which the talk itself does not mind. */
void duo_room_stage_set_service_away (DuoRoomStage *self, gboolean away);
/* (nullable) both: NULL gives the pictures free. */
void duo_room_stage_set_feeds (DuoRoomStage *self, DuoVideoFeed *remote, DuoVideoFeed *own);
/* @title, @body: (nullable): what is said in place of the picture */
void duo_room_stage_set_scene (DuoRoomStage *self, DuoRoomScene scene, const char *title, const char *body);
/* How it ended, for DUO_ROOM_SCENE_ENDED. @failed: not as anybody wanted */
void duo_room_stage_set_end (DuoRoomStage *self, gboolean failed, DuoRoomReturn rejoin);
void duo_room_stage_set_mine (DuoRoomStage *self, gboolean microphone, gboolean camera);
/* Of what is not told yet nothing is said. */
void duo_room_stage_set_peers (DuoRoomStage *self, DuoPeerDevice microphone, DuoPeerDevice camera);
/* (nullable): NULL before the two are verified. @trust: why the other's key is trusted */
void duo_room_stage_set_code (DuoRoomStage *self, const char *code, DuoKeyTrust trust);
void duo_room_stage_set_time (DuoRoomStage *self, DuoTimeRange chat, gint64 now);
/* What is said of it below the header. */
DuoRoomTime *duo_room_stage_get_time (DuoRoomStage *self);
/* (nullable): where whoever waits may look for another time, what `room.book-again` is called */
void duo_room_stage_set_again (DuoRoomStage *self, const char *label);
void duo_room_stage_set_quality (DuoRoomStage *self, DuoCallQuality quality, const char *details);
/* The peer's camera is on and no picture comes: in place of the last one it is said that there is no room for it. */
void duo_room_stage_set_picture_waits (DuoRoomStage *self, gboolean waits);
/* Whether the text is in sight beside the stage, and how many of its messages wait to be read. */
void duo_room_stage_set_text (DuoRoomStage *self, gboolean shown, guint unread);
/* Whether anything else is in sight there. */
void duo_room_stage_set_panel (DuoRoomStage *self, gboolean shown);
/* (nullable): the other's screen, in place of the other's picture; NULL: none is shared */
void duo_room_stage_set_screen (DuoRoomStage *self, DuoVideoFeed *screen);
/* Whether mine is shared, which is said until it is not. */
void duo_room_stage_set_sharing (DuoRoomStage *self, gboolean sharing);
void duo_room_stage_set_fullscreen (DuoRoomStage *self, gboolean fullscreen);
/* Onto the microphone, which is what is wanted first; it keeps no control up before somebody goes there. */
void duo_room_stage_focus (DuoRoomStage *self);
gboolean duo_room_stage_get_faded (DuoRoomStage *self);

G_END_DECLS
