/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-life.h"
#include "duo-time-range.h"

G_BEGIN_DECLS

/* How much a chat can be extended in all, in minutes (PRODUCT §7). */
#define DUO_EXTENSION_MINUTES 15
/* How long before its end an extension is offered, and how much of it at a time (PRODUCT §7). */
#define DUO_LAST_SECONDS 120
#define DUO_MORE_MINUTES 5
/* How long before a chat one says to be late, and whoever is in another room is told of it, in minutes. */
#define DUO_LATE_AHEAD_MINUTES 30
#define DUO_NEXT_AHEAD_MINUTES 5

/**
 * DuoChatRecord:
 * @id: the chat's id
 * @event: the event's id
 * @recruiter: participation id of the recruiter
 * @talent: participation id of the talent
 * @state: where it is in its life
 * @range: the booked time; both 0 while there is none
 * @message: (nullable): what came with the request or invitation
 * @question: (nullable): the recruiter's question as it was asked
 * @answer: (nullable): the talent's answer to it
 * @reason: (nullable): what was said with the last decline, withdrawal, move or cancellation
 * @acted: who did the last transition
 * @moved_by: who moved or handed it over last, DUO_ROLE_STRANGER where nobody did
 * @absent: who did not show, where the state says that somebody did not
 * @late: minutes that @acted said to be late; 0 where that was not the last that was done
 * @extended: minutes that its end lies behind the one that was booked
 * @created: unix time
 * @changed: unix time of the last transition
 * @rev: the event's revision at the last change: what `If-Match` carries
 *
 * One record of one recruiter and one talent, from first request to completion (PRODUCT §1). Owns its strings.
 */
typedef struct
{
  char *id;
  char *event;
  char *recruiter;
  char *talent;
  DuoChatState state;
  DuoTimeRange range;
  char *message;
  char *question;
  char *answer;
  char *reason;
  DuoRole acted;
  DuoRole moved_by;
  DuoAbsence absent;
  guint late;
  guint extended;
  gint64 created;
  gint64 changed;
  gint64 rev;
} DuoChatRecord;

DuoChatRecord *duo_chat_record_new (void);
DuoChatRecord *duo_chat_record_copy (const DuoChatRecord *self);
void duo_chat_record_free (DuoChatRecord *self);

/**
 * duo_chat_record_get_role:
 * @me: participation id of who asks
 * @role: what they are in the event
 * @colleague: whether the chat's recruiter is one of theirs, as duo_person_record_is_colleague() says
 *
 * Returns: what they are to this chat; DUO_ROLE_STRANGER for somebody who has nothing to do with it
 */
DuoRole
duo_chat_record_get_role (const DuoChatRecord *self, const char *me, DuoRole role, gboolean colleague);

/* Confirmed, and its start has come. */
gboolean duo_chat_record_has_begun (const DuoChatRecord *self, gint64 now);
/* What a pair has one of: open, and not begun (PRODUCT §5). */
gboolean duo_chat_record_is_open (const DuoChatRecord *self, gint64 now);
/* Whether it may last @minutes longer, by whole ticks. @planned: its end before any extension */
gboolean duo_chat_record_may_extend (const DuoChatRecord *self, guint minutes, gint64 planned);
/**
 * duo_chat_record_get_extension:
 *
 * Whoever asks for five more minutes wants them from now on, and what is over is gone already. An end comes in whole
 * ticks, so it is the one that is closest to that, within DUO_EXTENSION_MINUTES of what was booked.
 *
 * ```
 *         booked end
 *  ──────┼───┼───┼───┼──
 *      ▲       ▲          asked at ▲: the end becomes five, then ten minutes later
 * ```
 *
 * Returns: the minutes to extend by at @now; 0 before the last two minutes and where nothing is left
 */
guint duo_chat_record_get_extension (const DuoChatRecord *self, gint64 now);
/* The minutes that one can say to be late (PRODUCT §7), the fewest first, and 0 at their end. */
const guint *duo_chat_record_get_latenesses (void);
/* Whether @minutes are among them. */
gboolean duo_chat_record_may_be_late (guint minutes);
/* Whether it is close enough, and not over, so that it makes sense to say it. */
gboolean duo_chat_record_offers_late (const DuoChatRecord *self, gint64 now);
/* Which side said to be late: DUO_ROLE_TALENT, or DUO_ROLE_RECRUITER also where a colleague said it; DUO_ROLE_STRANGER where
 * nobody did. */
DuoRole duo_chat_record_get_late_side (const DuoChatRecord *self);
/* When that side is to be expected, unix time: so long after the start, or after it was said where that was later. */
gint64 duo_chat_record_get_expected (const DuoChatRecord *self);
/* Whether whoever is in another room has to know of it: it begins in a few minutes, or has begun. */
gboolean duo_chat_record_presses (const DuoChatRecord *self, gint64 now);
/* Whether whoever waits in its room alone may look for another time: a third of it is over (PRODUCT §7). */
gboolean duo_chat_record_may_book_again (const DuoChatRecord *self, gint64 now);
/* Whether whoever is in the room of @self is in that of @now: confirmed still, with the same recruiter and from the same
 * moment on. An extension moves the end only. */
gboolean duo_chat_record_is_same_meeting (const DuoChatRecord *self, const DuoChatRecord *now);

/**
 * duo_chat_record_lacks_answer:
 * @self: (nullable): the record that @verb is done to, or would promote
 * @question: (nullable): what the recruiter asks now
 *
 * An answer stays good while the question is the one that was asked; what was accepted is not asked again, unless
 * somebody else took it over (PRODUCT §5). A booking beside a chat that holds its time is a record of its own.
 *
 * Returns: whether a talent's @verb has to bring an answer
 */
gboolean duo_chat_record_lacks_answer (const DuoChatRecord *self, DuoVerb verb, const char *question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoChatRecord, duo_chat_record_free)

G_END_DECLS
