/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-format-change.h"

G_BEGIN_DECLS

/* What happens to a touched chat of which the change says nothing. */
typedef enum
{
  DUO_FORMAT_REST_ASK, /* nothing is done, and it is asked about */
  DUO_FORMAT_REST_KEEP,
  DUO_FORMAT_REST_CANCEL,
} DuoFormatRest;

/**
 * DuoFormatCommand:
 * @account: (nullable): who says it; NULL is whoever runs the service, in the name of the event's organizer
 * @event: the event's id
 * @seen: the `changed` of the event that was seen (`If-Match`); 0 does not mind what it meets
 * @change: what changes
 * @rest: what happens to those that @change does not name, whatever is booked by the time it is carried out
 * @dry: say what would happen, and do nothing
 *
 * An organizer's change of an event (PRODUCT §2). Owns what it points to.
 */
typedef struct
{
  char *account;
  char *event;
  gint64 seen;
  DuoFormatChange *change;
  DuoFormatRest rest;
  gboolean dry;
} DuoFormatCommand;

/* Takes @change. */
DuoFormatCommand *duo_format_command_new (const char *account, const char *event, DuoFormatChange *change);
void duo_format_command_free (DuoFormatCommand *self);

typedef enum
{
  DUO_FORMAT_DONE,
  DUO_FORMAT_NOT_FOUND,   /* no such event, or not for this account */
  DUO_FORMAT_NOT_ALLOWED, /* not an organizer of it */
  DUO_FORMAT_STALE,       /* it changed since it was seen */
  DUO_FORMAT_REFUSED,     /* @fault says why */
  DUO_FORMAT_TOUCHES,     /* @touched are booked, and it was not said what happens to each */
} DuoFormatCode;

/**
 * DuoFormatOutcome:
 * @fault: why not, with DUO_FORMAT_REFUSED
 * @event: (nullable): the event afterwards, or as it is
 * @touched: (element-type DuoChatRecord): the booked chats that the change touches; with DUO_FORMAT_TOUCHES those as they
 *   are, for the question; with DUO_FORMAT_DONE those that were cancelled or kept
 */
typedef struct
{
  DuoFormatCode code;
  DuoFormatFault fault;
  DuoEventRecord *event;
  GPtrArray *touched;
} DuoFormatOutcome;

DuoFormatOutcome *duo_format_outcome_new (DuoFormatCode code);
void duo_format_outcome_free (DuoFormatOutcome *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoFormatCommand, duo_format_command_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoFormatOutcome, duo_format_outcome_free)

G_END_DECLS
