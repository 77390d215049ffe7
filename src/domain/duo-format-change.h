/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-record.h"
#include "duo-event-record.h"

G_BEGIN_DECLS

/* What an organizer may change of an event, and which booked chats that touches (PRODUCT §2). The app, the service and
 * its tool ask here, so that none of them offers what another refuses. */

/* As many days as one event may have. */
#define DUO_MAX_EVENT_DAYS 62

/**
 * DuoFormatFault: why an event cannot be so
 * @DUO_FORMAT_ZONE_UNKNOWN: no such time zone
 * @DUO_FORMAT_ZONE_FIXED: something is booked, so the zone stays
 * @DUO_FORMAT_NO_DAY: an event that is not a draft has a day
 * @DUO_FORMAT_DAY_TWICE: one date stands there twice
 * @DUO_FORMAT_TOO_MANY_DAYS: more than DUO_MAX_EVENT_DAYS
 * @DUO_FORMAT_INVALID: duo_format_validate() says no
 * @DUO_FORMAT_LIMIT_LOWERED: once the event is live, the limit per talent can only be raised
 * @DUO_FORMAT_EXPIRY: neither never, 6 hours, 1 day nor 3 days
 * @DUO_FORMAT_CONTACT: not an e-mail address
 * @DUO_FORMAT_STATE: an event goes from draft to open to closed, and never back
 * @DUO_FORMAT_REASON: a chat is to be cancelled without a word why
 */
typedef enum
{
  DUO_FORMAT_FINE,
  DUO_FORMAT_ZONE_UNKNOWN,
  DUO_FORMAT_ZONE_FIXED,
  DUO_FORMAT_NO_DAY,
  DUO_FORMAT_DAY_TWICE,
  DUO_FORMAT_TOO_MANY_DAYS,
  DUO_FORMAT_INVALID,
  DUO_FORMAT_LIMIT_LOWERED,
  DUO_FORMAT_EXPIRY,
  DUO_FORMAT_CONTACT,
  DUO_FORMAT_STATE,
  DUO_FORMAT_REASON,
  DUO_N_FORMAT_FAULTS,
} DuoFormatFault;

/**
 * DuoTouched:
 * @chat: a chat's id
 * @rev: the revision of it that was seen
 * @cancel: whether it is cancelled; else it is kept at its time
 *
 * What is to happen to one booked chat that a change touches.
 */
typedef struct
{
  char *chat;
  gint64 rev;
  gboolean cancel;
} DuoTouched;

/**
 * DuoFormatChange:
 * @zone: (nullable): IANA name
 * @contact: (nullable): e-mail address, "" takes it away
 * @has_state: whether @state is meant
 * @days: (nullable) (element-type DuoDay): all of them, in any order
 * @has_format: whether @format is meant
 * @touched: (element-type DuoTouched): what happens to booked chats
 * @reason: (nullable): what those are told whose chat is cancelled
 * @seen: the event's `changed` that it was made from, 0 where nobody looked; travels as the `If-Match` of HTTP
 *
 * What changes; what is NULL or not `has_` stays. Owns all it points to.
 */
typedef struct
{
  char *zone;
  char *contact;
  gboolean has_state;
  DuoEventState state;
  GPtrArray *days;
  gboolean has_format;
  DuoFormat format;
  GPtrArray *touched;
  char *reason;
  gint64 seen;
} DuoFormatChange;

DuoFormatChange *duo_format_change_new (void);
DuoFormatChange *duo_format_change_copy (const DuoFormatChange *self);
void duo_format_change_free (DuoFormatChange *self);
/* Takes a reference. */
void duo_format_change_add_day (DuoFormatChange *self, DuoDay *day);
void duo_format_change_answer (DuoFormatChange *self, const char *chat, gint64 rev, gboolean cancel);
/* (nullable): what is to happen to @chat, if that was said of it as it is now. */
const DuoTouched *duo_format_change_find_answer (const DuoFormatChange *self, const DuoChatRecord *chat);
/* (transfer full): @event as it would be; days are in the order of their dates */
DuoEventRecord *duo_format_change_apply (const DuoFormatChange *self, const DuoEventRecord *event);
/* Whether @event is already as the change would make it: of that nothing is left to do, whoever did it. */
gboolean duo_format_change_holds (const DuoFormatChange *self, const DuoEventRecord *event);

/**
 * duo_format_change_judge:
 * @before: the event as it is
 * @after: as it would be
 * @booked: (element-type DuoChatRecord): its chats that have a time, confirmed or over
 */
DuoFormatFault duo_format_change_judge (const DuoEventRecord *before,
                                        const DuoEventRecord *after,
                                        const GPtrArray *booked,
                                        gint64 now);

/**
 * duo_format_change_find_touched:
 *
 * The confirmed chats ahead that the event covers before and not after: their day or window is gone, it is held in
 * another way, nobody can have a chat that long any more, or the event closes.
 *
 * Returns: (transfer container) (element-type DuoChatRecord): of @booked
 */
GPtrArray *duo_format_change_find_touched (const DuoEventRecord *before,
                                           const DuoEventRecord *after,
                                           const GPtrArray *booked,
                                           gint64 now);

/* Whether the event is live: between the start of its first day and the end of its last (PRODUCT §1). */
gboolean duo_event_record_is_live (const DuoEventRecord *self, gint64 now);

/* How long unanswered requests can wait, in minutes: never, 6 hours, 1 day, 3 days. */
const guint *duo_format_get_expiries (gsize *n_expiries);

/* The word of the wire, and which member of the change it is about. */
const char *duo_format_fault_to_string (DuoFormatFault fault);
gboolean duo_format_fault_from_string (const char *text, DuoFormatFault *fault);
const char *duo_format_fault_get_member (DuoFormatFault fault);
/* What is allowed instead: a sentence for logs and for people who read the wire; the app has its own. */
const char *duo_format_fault_get_detail (DuoFormatFault fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoFormatChange, duo_format_change_free)

G_END_DECLS
