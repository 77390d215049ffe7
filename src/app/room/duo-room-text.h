/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-call.h"
#include "duo-time-range.h"

G_BEGIN_DECLS

/* What the room shows over, or instead of, the picture. */
typedef enum
{
  DUO_ROOM_SCENE_PREPARING,
  DUO_ROOM_SCENE_WAITING,
  DUO_ROOM_SCENE_PEER_LEFT,
  DUO_ROOM_SCENE_NEW_KEY,
  DUO_ROOM_SCENE_CONNECTING,
  DUO_ROOM_SCENE_VERIFYING,
  DUO_ROOM_SCENE_TALKING,
  DUO_ROOM_SCENE_RECONNECTING,
  DUO_ROOM_SCENE_ENDED,
} DuoRoomScene;

/* @talked: the two have been talking before, so who is missing now has left */
DuoRoomScene duo_room_scene (DuoCallState state, gboolean talked);
/* (nullable): NULL while talking, where nothing is said; ended ones are said by duo_room_ended_title() */
char *duo_room_scene_title (DuoRoomScene scene, const char *first_name);
/* @closes: the time at which the room closes, as it is written: "14:35"
 * @chimes: whether there is a loudspeaker to hear who comes */
char *duo_room_scene_body (DuoRoomScene scene, const char *first_name, const char *closes, gboolean chimes);

/* What was so when it ended. */
typedef enum
{
  DUO_ROOM_END_OPEN = 1 << 0,   /* the room stays open */
  DUO_ROOM_END_TALKED = 1 << 1, /* the two had been talking */
} DuoRoomEnd;

/* @error: (nullable): NULL where the room was closed without one */
char *duo_room_ended_title (const GError *error, DuoRoomEnd end, const char *first_name);
/* Whether one may come back. It is suggested to nobody who went to another device on purpose, or whose peer may be
 * somebody else. */
typedef enum
{
  DUO_ROOM_RETURN_NONE,
  DUO_ROOM_RETURN_OFFERED,
  DUO_ROOM_RETURN_SUGGESTED,
} DuoRoomReturn;
DuoRoomReturn duo_room_ended_return (const GError *error, DuoRoomEnd end);
/* What happened, in the one sentence for it, and what to do now. */
char *duo_room_ended_body (const GError *error, DuoRoomEnd end, const char *first_name);

/* "R7K 2MQ": groups of three are read aloud more easily */
char *duo_room_code_text (const char *code);
/* What there is to know of the key that the code stands for: a sentence or two */
char *duo_room_trust_text (DuoKeyTrust trust, const char *first_name);
/* The same letter by letter, for a screen reader: "R, 7, K, 2, M, Q" */
char *duo_room_code_spoken (const char *code);

/* "Starts in 3 minutes", "Starts now", "Started 2 minutes ago" */
char *duo_room_start_text (DuoTimeRange chat, gint64 now);
/* "Starts in 3 min", "11 min left", "1:59 left", and after the end "Time is up", "2 min over"; @brief: where there is little room */
char *duo_room_left_text (DuoTimeRange chat, gint64 now, gboolean brief);

/* "Your next chat, with Bo, begins in 3 min", and once it has: "Your next chat, with Bo, has begun" */
char *duo_room_next_text (const char *first_name, DuoTimeRange next, gint64 now);

const char *duo_room_quality_icon (DuoCallQuality quality);
/* "Poor connection": whole, as it is spoken */
const char *duo_room_quality_text (DuoCallQuality quality);
/* (nullable): "Poor", beside the icon; NULL where all is well and the icon is enough */
const char *duo_room_quality_brief (DuoCallQuality quality);
/* "38 ms round trip, 2 % lost", and what is sent and seen: what the word rests on, in lines; "" where nothing is
 * known yet */
char *duo_room_quality_details (const DuoCallStats *stats);
/* It should stay said as long as it is so. */
gboolean duo_room_quality_is_bad (DuoCallQuality quality);

/* How long the service takes to answer, in words: "Good" up to 150 ms, then "Slow" */
gboolean duo_room_answer_is_good (int milliseconds);
const char *duo_room_answer_word (int milliseconds);

/* (nullable): how long two talked within @span, "about 3 minutes"; NULL where its times, as they are written, say it */
char *duo_room_talk_text (gint64 seconds, DuoTimeRange span);
/* "16 minutes", "less than a minute" */
char *duo_room_length_text (gint64 seconds);

G_END_DECLS
