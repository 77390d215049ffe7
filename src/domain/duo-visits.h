/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-life.h"
#include "duo-time-range.h"

G_BEGIN_DECLS

/* How long both must have been in the room together for a chat to count as held (PRODUCT §5). */
#define DUO_TOGETHER_SECONDS 30
/* How long after its end two who are still talking may stay (PRODUCT §2). */
#define DUO_OVERTIME_SECONDS (30 * 60)

/* Whoever comes back so soon was never away: else anybody could write rows without end. */
#define DUO_SAME_VISIT_SECONDS 5

/**
 * DuoVisit:
 * @side: DUO_ROLE_RECRUITER or DUO_ROLE_TALENT
 * @entered: unix time
 * @left: unix time; 0 while inside
 */
typedef struct
{
  DuoRole side;
  gint64 entered;
  gint64 left;
} DuoVisit;

/* @visits: (element-type DuoVisit): of one chat, in any order. */
gboolean duo_visits_is_inside (const GArray *visits, DuoRole side);
gboolean duo_visits_both_inside (const GArray *visits);
/* Seconds in which both were inside, up to @until. */
gint64 duo_visits_get_together (const GArray *visits, gint64 until);

/* Who did not show, of two who did not meet: whoever was there for less than 30 s, or, if neither was, whoever was there
 * less. Where they did meet it is somebody's word against the visits, and the recruiter's: the talent. */
DuoAbsence duo_visits_get_absent (const GArray *visits, gint64 until);
/* DUO_VERB_CLOSE_ROOM where they met, or where the chat is in person; else DUO_VERB_CLOSE_EMPTY_ROOM. */
DuoVerb duo_visits_judge (const GArray *visits, gint64 until, gboolean in_person);

/* @room as it is while both are inside: it stays open until one leaves. */
DuoTimeRange duo_visits_stretch_room (const GArray *visits, DuoTimeRange room, DuoTimeRange chat);
/* The same for who knows that both are inside. */
DuoTimeRange duo_visits_stretch (DuoTimeRange room, DuoTimeRange chat);

G_END_DECLS
