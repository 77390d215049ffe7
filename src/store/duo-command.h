/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-record.h"

G_BEGIN_DECLS

/**
 * DuoCommand:
 * @account: who says it
 * @key: the idempotency key, per account
 * @digest: SHA-256 of the request's method, path and body in hex: the same key with another digest is refused
 * @event: the event's id, for request, invite and book; else NULL
 * @chat: the chat's id, for all other verbs; else NULL
 * @seen: the `rev` of the chat that was seen (`If-Match`)
 * @peer: participation id of the other side, for request, invite, book; of the colleague for hand-over
 * @range: the slot, for book, pick and reschedule
 * @minutes: how long, for late and extend
 * @message: (nullable): what is said with it, the reason
 * @answer: (nullable): to the recruiter's question
 *
 * One command on a chat as the service got it. Owns its strings.
 */
typedef struct
{
  DuoVerb verb;
  char *account;
  char *key;
  char *digest;
  char *event;
  char *chat;
  gint64 seen;
  char *peer;
  DuoTimeRange range;
  guint minutes;
  char *message;
  char *answer;
} DuoCommand;

DuoCommand *duo_command_new (DuoVerb verb);
void duo_command_free (DuoCommand *self);

typedef enum
{
  DUO_OUTCOME_DONE,
  DUO_OUTCOME_REFUSED,        /* by the table: @refusal says why */
  DUO_OUTCOME_STALE,          /* @seen is not the chat's rev; @chat is the chat as it is */
  DUO_OUTCOME_SLOT_TAKEN,     /* the recruiter's time is gone */
  DUO_OUTCOME_NOT_FREE,       /* the talent (or recruiter elsewhere) has a chat then, or too little gap */
  DUO_OUTCOME_SLOT_UNKNOWN,   /* no such slot now: blocked, past, or the duration changed */
  DUO_OUTCOME_ANSWER_MISSING, /* the recruiter's question was not answered */
  DUO_OUTCOME_KEY_REUSED,     /* same key, other body */
  DUO_OUTCOME_REASON_MISSING, /* who moves or cancels a talent's chat did not say why */
  DUO_OUTCOME_N,
} DuoOutcomeCode;

/**
 * DuoOutcome:
 * @code: what happened
 * @refusal: why not, with DUO_OUTCOME_REFUSED
 * @verb: what it was the answer to
 * @minutes: how long, for late and extend
 * @chat: (nullable): the chat afterwards, or as it is
 * @repeated: the stored answer of an earlier command with the same key
 * @rev: the event's rev after it
 */
typedef struct
{
  DuoOutcomeCode code;
  DuoRefusal refusal;
  DuoVerb verb;
  guint minutes;
  DuoChatRecord *chat;
  gboolean repeated;
  gint64 rev;
} DuoOutcome;

DuoOutcome *duo_outcome_copy (const DuoOutcome *self);
void duo_outcome_free (DuoOutcome *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoCommand, duo_command_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoOutcome, duo_outcome_free)

G_END_DECLS
