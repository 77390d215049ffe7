/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-record.h"
#include "duo-event-record.h"

G_BEGIN_DECLS

/* What duo_chat_life_judge() asks for. Service and app look up the values, and bring the time; what makes a fact of them
 * is said here for both, so that the app never shows a button that the service would refuse (PRODUCT §5). */

/* Until when after an event the recruiter may correct who showed (PRODUCT §5). */
#define DUO_OUTCOME_DAYS 7
/* For how long after a decline the same pair makes no new request (PRODUCT §5). */
#define DUO_DECLINE_SECONDS (24 * 60 * 60)

/* @span: of the event, as duo_event_record_get_span() says */
DuoFacts duo_facts_of_event (const DuoFormat *format, DuoEventState state, DuoTimeRange span, gint64 now);

/* @direct, @paused: what the recruiter has set */
DuoFacts duo_facts_of_recruiter (gboolean direct, gboolean paused);

/**
 * duo_facts_of_limits:
 * @requests: the talent's that duo_chat_state_counts_for_limit()
 * @chats: the company's that duo_chat_state_counts_for_company(); 0 where nobody counts them
 */
DuoFacts duo_facts_of_limits (const DuoFormat *format, guint requests, guint chats);

/* @other: another record of the same pair */
DuoFacts duo_facts_of_pair (const DuoChatRecord *other, gint64 now);
/* @declined: when the pair's last decline was, unix time; 0 where there was none */
DuoFacts duo_facts_of_decline (gint64 declined, gint64 now);

/**
 * duo_facts_of_time:
 * @chat: its booked time; nothing is true of a chat without one
 * @room: from when until when its room is open
 * @in_person: as duo_event_record_is_in_person() says
 */
DuoFacts duo_facts_of_time (
    const DuoFormat *format, DuoTimeRange chat, DuoTimeRange room, gboolean in_person, gint64 now);

/* @moved_by: who moved the chat last. All but the talent are one side, whoever of them it was. */
DuoFacts duo_facts_of_mover (DuoRole moved_by, DuoRole role);

G_END_DECLS
