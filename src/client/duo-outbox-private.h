/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
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
 * @message: (nullable): what is said with it
 * @answer: (nullable): to the recruiter's question
 * @seen: the `rev` of the chat that was seen
 * @created: unix time of the click
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
  char *message;
  char *answer;
  gint64 seen;
  gint64 created;
} DuoQueued;

DuoQueued *duo_queued_new (void); /* with a new key */
DuoQueued *duo_queued_copy (const DuoQueued *self);
void duo_queued_free (DuoQueued *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoQueued, duo_queued_free)

#define DUO_TYPE_OUTBOX (duo_outbox_get_type ())
G_DECLARE_FINAL_TYPE (DuoOutbox, duo_outbox, DUO, OUTBOX, GObject)

/**
 * DuoOutbox:
 *
 * The commands that have no answer yet, in a file of their own that is never thrown away: what cannot be read is an
 * error, not an empty outbox.
 */
DuoOutbox *duo_outbox_new (const char *path);

/* Finishes once @command is on disk. */
void
duo_outbox_put_async (DuoOutbox *self, const DuoQueued *command, GAsyncReadyCallback callback, gpointer data);
gboolean duo_outbox_put_finish (DuoOutbox *self, GAsyncResult *result, GError **error);
/* What was answered; a failure is logged: the answer to the same key is the same next time. */
void duo_outbox_remove (DuoOutbox *self, const char *key);
/* Finishes with (element-type DuoQueued) the commands of @account in the order of the clicks. */
void
duo_outbox_load_async (DuoOutbox *self, const char *account, GAsyncReadyCallback callback, gpointer data);
GPtrArray *duo_outbox_load_finish (DuoOutbox *self, GAsyncResult *result, GError **error);
/* Waits until everything is on disk. */
void duo_outbox_flush (DuoOutbox *self);

G_END_DECLS
