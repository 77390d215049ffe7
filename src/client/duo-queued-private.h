/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-life.h"
#include "duo-time-range.h"

G_BEGIN_DECLS

/**
 * DuoQueued:
 * @key: the idempotency key: the command's name from click to answer
 * @account: whose command it is
 * @event: the event's id
 * @chat: (nullable): the chat's id, where there is one
 * @person: participation id of the other side: commands about one go singly
 * @whom: (nullable): whom a new chat is with, or the colleague who takes it over
 * @range: the slot, or both 0
 * @minutes: how long, for late and extend; else 0
 * @message: (nullable): what is said with it
 * @answer: (nullable): to the recruiter's question
 * @seen: the `rev` of the chat that was seen
 * @created: unix time of the click, or of the yes to sending it late
 * @sent: of what is of the moment: it went out, so that it may have been done, whether or not an answer came
 * @asked: somebody said yes to sending it late; not kept on disk
 *
 * A command as it lies in the outbox.
 */
typedef struct
{
  char *key;
  char *account;
  char *event;
  DuoVerb verb;
  char *chat;
  char *person;
  char *whom;
  DuoTimeRange range;
  guint minutes;
  char *message;
  char *answer;
  gint64 seen;
  gint64 created;
  gboolean sent;
  gboolean asked;
} DuoQueued;

DuoQueued *duo_queued_new (void); /* with a new key */
DuoQueued *duo_queued_copy (const DuoQueued *self);
void duo_queued_free (DuoQueued *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoQueued, duo_queued_free)

/* They go one after the other. */
gboolean duo_queued_same_record (const DuoQueued *a, const DuoQueued *b);
/* What is sent. (transfer full) */
char *duo_queued_dup_path (const DuoQueued *self);
char *duo_queued_dup_body (const DuoQueued *self);

G_END_DECLS
