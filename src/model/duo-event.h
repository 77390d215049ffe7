/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-capacity.h"
#include "duo-event-record.h"
#include "duo-chat.h"
#include "duo-clock.h"
#include "duo-note.h"
#include "duo-slot-grid.h"
#include "duo-slots.h"

G_BEGIN_DECLS

#define DUO_TYPE_EVENT (duo_event_get_type ())
G_DECLARE_FINAL_TYPE (DuoEvent, duo_event, DUO, EVENT, GObject)

/**
 * DuoEvent:
 *
 * An event with what I know of it: the people I may find, and my chats, as lists that change in place. Properties:
 * id, name, zone (GTimeZone), role (int), people (GListModel of DuoPerson: recruiters for a talent, talents for a
 * recruiter), chats (GListModel of DuoChat), open-requests (uint: what needs an answer from me), complete (FALSE while
 * people that are known are on their way into the lists).
 *
 * An object whose record changed is part of the `items-changed` of its batch (the same object, removed and added), so
 * that sorters and filters look at it again. Counts of open slots and requests change without it: they come up to twice
 * a second for everybody. Signals:
 *
 *  - `changed ()`: something else about the event than its `rev`: its name, days, format or my own profile
 *  - `counts-changed ()`: once for a batch of counts; whoever sorts or filters by them looks again
 */
DuoEvent *duo_event_new (const DuoEventRecord *record, DuoClock *clock);
void duo_event_update (DuoEvent *self, const DuoEventRecord *record);
/* The same by a record that everybody in the event is sent: who I am in it stays. */
void duo_event_update_details (DuoEvent *self, const DuoEventRecord *details);

const char *duo_event_get_id (DuoEvent *self);
const char *duo_event_get_name (DuoEvent *self);
const DuoEventRecord *duo_event_get_record (DuoEvent *self); /* borrowed, until the next update */
GTimeZone *duo_event_get_zone (DuoEvent *self);
const char *duo_event_get_zone_name (DuoEvent *self); /* the city: "Stockholm" */
DuoRole duo_event_get_role (DuoEvent *self);
DuoClock *duo_event_get_clock (DuoEvent *self);
GListModel *duo_event_get_people (DuoEvent *self);
GListModel *duo_event_get_chats (DuoEvent *self);
GListModel *duo_event_get_colleagues (DuoEvent *self); /* of my own company, for recruiters */
GListModel *duo_event_get_other_chats (
    DuoEvent *self); /* those of others that I see: of colleagues, to an organizer all */
guint duo_event_get_open_requests (DuoEvent *self);

/* At the start the first people come at once, the others when those are on screen: @n_expected is how many there will
 * be in the list of people then, as far as is known, or 0. */
void duo_event_await_people (DuoEvent *self, guint n_expected);
/* Everybody is there. */
void duo_event_end_wait (DuoEvent *self);
gboolean duo_event_get_complete (DuoEvent *self);
guint duo_event_get_n_expected (DuoEvent *self); /* 0 once everybody is there */
/* The @n people that come first in the order in which a directory opens, or all where there are fewer: by
 * duo_person_get_match(), then by their search text. (transfer full) (element-type DuoPerson) */
GPtrArray *duo_event_dup_first_people (DuoEvent *self, guint n);

DuoPerson *duo_event_find_person (DuoEvent *self, const char *id); /* (nullable), borrowed */
DuoChat *duo_event_find_chat (DuoEvent *self, const char *id);     /* (nullable), borrowed */

/**
 * DuoPersonCounts:
 * @id: participation id
 *
 * What travels apart from the record because it changes all the time.
 */
typedef struct
{
  const char *id;
  guint open_slots;
  guint requests;
} DuoPersonCounts;

/* What changes bring; one "items-changed" for a whole batch. (transfer full): arrays of DuoCompanyRecord*,
 * DuoPersonRecord*, DuoChatRecord*; what they hold is copied, and freed with the array by its own free function. */
void duo_event_take_companies (DuoEvent *self, GPtrArray *records);
void duo_event_take_people (DuoEvent *self, GPtrArray *records);
void duo_event_take_chats (DuoEvent *self, GPtrArray *records);
void duo_event_set_counts (DuoEvent *self, const DuoPersonCounts *counts, gsize n_counts);
/* As duo_event_take_companies() and duo_event_take_people() with objects that were made off the main thread.
 * (transfer none) (element-type DuoCompany), (element-type DuoPerson) */
void duo_event_adopt_companies (DuoEvent *self, GPtrArray *companies);
void duo_event_adopt_people (DuoEvent *self, GPtrArray *people);
void duo_event_remove_person (DuoEvent *self, const char *id);
void duo_event_remove_chat (DuoEvent *self, const char *id);

/* (element-type utf8): all of these ids at once. */
void duo_event_remove (DuoEvent *self, GHashTable *people, GHashTable *chats);
/* Forgets what is not in these sets of ids: after the service said that everything starts over. */
void duo_event_retain (DuoEvent *self, GHashTable *people, GHashTable *chats);
/* (transfer container) (element-type DuoCompany): id → company, for makers of people in other threads */
GHashTable *duo_event_dup_companies (DuoEvent *self);

/* @cv: (nullable): of the talent of @chat, as far as I may read it; shown at the person, too */
void duo_event_set_peer_cv (DuoEvent *self, DuoChat *chat, const DuoCvRecord *cv);

/* ── notes ── */
/* (element-type DuoNoteRecord): what the service says that I may read; copied. */
void duo_event_take_notes (DuoEvent *self, const GPtrArray *records);
/* It was shared with me, and no longer is. @key: duo_note_record_dup_key() */
void duo_event_remove_note (DuoEvent *self, const char *key);
/* All that was shared with me: what still is comes again. */
void duo_event_forget_notes (DuoEvent *self);
/* Mine on that chat, an empty one where nothing was noted yet. Borrowed; the same object as long as the event. */
DuoNote *duo_event_get_note (DuoEvent *self, const char *chat);
/* (element-type DuoNote): mine and what is shared with me, in no order. */
GListModel *duo_event_get_notes (DuoEvent *self);
/* (transfer full) (element-type DuoNote): what others shared with me on the talent of @chat, on whichever chat they noted
 * it; but for what is empty. */
GPtrArray *duo_event_dup_shared_notes (DuoEvent *self, DuoChat *chat);

/* Looks at the clock: opens and closes rooms. Returns when to look again (unix time, or G_MAXINT64). */
gint64 duo_event_refresh (DuoEvent *self);

/* The facts of duo_chat_life_judge() as far as this side knows them; @chat may be NULL, @person too. */
DuoFacts duo_event_get_facts (DuoEvent *self, DuoPerson *person, DuoChat *chat);
/* Judged by the one table: whether I may do @verb to @chat (or, with NULL, to @person), and why not. */
DuoVerdict duo_event_judge (DuoEvent *self, DuoVerb verb, DuoPerson *person, DuoChat *chat);
/**
 * duo_event_lacks_slots:
 *
 * Returns: whether @verb, which the rules allow towards the recruiter @person, has nothing to choose from now: others have
 *   taken all slots. One that reopens changes this (PRODUCT §4)
 */
gboolean duo_event_lacks_slots (DuoEvent *self, DuoVerb verb, DuoPerson *person);
/* From when @person may be asked again after a decline, unix time; 0 where nothing was declined. */
gint64 duo_event_get_decline_end (DuoEvent *self, DuoPerson *person);
/**
 * duo_event_judge_hand_over:
 * @colleague: who is to take @chat over
 *
 * Judged by the one table, and by what is known of the colleague's own chats: DUO_REFUSAL_PAIR_OPEN where the talent has
 * one with them, DUO_REFUSAL_NOT_FREE where they have another at the time of @chat.
 */
DuoRefusal duo_event_judge_hand_over (DuoEvent *self, DuoChat *chat, DuoPerson *colleague);
/* (nullable), borrowed: the chat of @colleague that overlaps @range. */
DuoChat *duo_event_find_colleague_conflict (DuoEvent *self, DuoPerson *colleague, DuoTimeRange range);
/* My chats that count for the limit of a talent (PRODUCT §4). */
guint duo_event_count_for_limit (DuoEvent *self);
/* Of me, or of a colleague whose calendar I look at: acceptances that are on their way count as done. @slots (nullable)
 * are those of @recruiter. */
DuoCapacity duo_event_get_capacity (DuoEvent *self, const char *recruiter, DuoSlots *slots);
/* By how many minutes @chat can be extended now, as far as this side knows; 0 where it cannot. @together: both are in its
 * room, which then stays open. */
guint duo_event_get_extension (DuoEvent *self, DuoChat *chat, gboolean together);
/* (nullable), borrowed: the next of my confirmed chats that presses while I am in the room of @chat. */
DuoChat *duo_event_find_pressing (DuoEvent *self, DuoChat *chat);
/* When the room of @chat is open. */
DuoTimeRange duo_event_get_room (DuoEvent *self, DuoChat *chat);
/* (nullable), borrowed: my confirmed chat that overlaps @range, or, where I am a talent, is closer to it than the event's
 * gap. @moved (nullable) is the chat that is to be moved there, which is in nobody's way. */
DuoChat *duo_event_find_conflict (DuoEvent *self, DuoTimeRange range, DuoChat *moved);

G_END_DECLS
