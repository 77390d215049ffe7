/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-device-choices.h"
#include "duo-media-source.h"
#include "duo-network-row.h"
#include "duo-sound-trial.h"

G_BEGIN_DECLS

#define DUO_TYPE_ROOM_CHECK (duo_room_check_get_type ())
G_DECLARE_FINAL_TYPE (DuoRoomCheck, duo_room_check, DUO, ROOM_CHECK, AdwBin)

/* Where the other is; not known while there is no connection to the service. */
typedef enum
{
  DUO_ROOM_PEER_AWAY,
  DUO_ROOM_PEER_HERE,
  DUO_ROOM_PEER_UNKNOWN,
} DuoRoomPeer;

/**
 * DuoRoomCheck:
 *
 * What one sees before the room: oneself, the devices, the network, whether the other is there (design/NOTES §2.08).
 * It shows what it is told; the page knows.
 */

/* Whom one is about to meet, and when, as it is written. */
void duo_room_check_set_chat (DuoRoomCheck *self, const char *peer_name, const char *when);
/* Once. @trial: of one's own sound */
void duo_room_check_set_choices (DuoRoomCheck *self, DuoDeviceChoices *choices, DuoSoundTrial *trial);
/* Whether the cameras are only known once one is turned on, since the desktop has to be asked. */
void duo_room_check_set_camera_unasked (DuoRoomCheck *self, gboolean unasked);
/* (nullable): NULL gives the picture free, so that somebody else may show it. */
void duo_room_check_set_source (DuoRoomCheck *self, DuoMediaSource *source);
void duo_room_check_set_peer (DuoRoomCheck *self, DuoRoomPeer peer);
/* @title, @body: (nullable): what is said of a peer who is away and late, and when they are expected */
void duo_room_check_set_peer_late (DuoRoomCheck *self, const char *title, const char *body);
/* Whether one may say to be late oneself, by `room.late`; @said: (nullable): what was said already */
void duo_room_check_set_mine_late (DuoRoomCheck *self, gboolean offered, const char *said);
/* Under the button; @alert: it says that something went wrong. */
void duo_room_check_set_join_text (DuoRoomCheck *self, const char *text, gboolean alert);
/* @milliseconds: how long the service took to answer, or -1 where it did not */
void duo_room_check_set_network (DuoRoomCheck *self, int milliseconds);

DuoNetworkRow *duo_room_check_get_network_row (DuoRoomCheck *self);
void duo_room_check_focus_join (DuoRoomCheck *self);

G_END_DECLS
