/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-http-private.h"
#include "duo-outbox-private.h"

G_BEGIN_DECLS

#define DUO_TYPE_COMMAND_QUEUE (duo_command_queue_get_type ())
G_DECLARE_FINAL_TYPE (DuoCommandQueue, duo_command_queue, DUO, COMMAND_QUEUE, GObject)

/**
 * DuoCommandOwner:
 * @pending: whether a command about this chat and person is on its way
 * @answered: (chat nullable): the answer; returns the chat in the models, borrowed, or NULL. @error is NULL on success
 * @held: it waited a day and is asked about
 * @data: for all of them
 * @kept: it is on disk, so that it happens whatever becomes of the program
 *
 * Who knows the models.
 */
typedef struct
{
  void (*pending) (const DuoQueued *command, gboolean pending, gpointer data);
  GObject *(*answered) (
      const DuoQueued *command, DuoWireChat *chat, const GError *error, gboolean told, gpointer data);
  void (*held) (const DuoQueued *command, gpointer data);
  void (*signed_out) (const GError *error, gpointer data);
  gpointer data;
  void (*kept) (const DuoQueued *command, gpointer data);
} DuoCommandOwner;

/**
 * DuoCommandQueue:
 *
 * Sends the commands of the outbox: each is on disk from click to answer, goes with one idempotency key until it is
 * answered, and those about one person go singly (DESIGN §4). The next takes its `If-Match` from the answer before it,
 * or is dropped, and said, if that one failed.
 */
DuoCommandQueue *
duo_command_queue_new (DuoOutbox *outbox, DuoHttp *http, DuoClock *clock, const DuoCommandOwner *owner);
/* Takes both. @task returns the GObject of the answer. */
void duo_command_queue_take (DuoCommandQueue *self, DuoQueued *command, GTask *task);
/* Takes @command, which is on disk at once and goes after @milliseconds, or when the queue is drained, or with the next
 * run. Nobody waits for its answer: a failure is told to the owner. */
void duo_command_queue_take_undoable (DuoCommandQueue *self, DuoQueued *command, guint milliseconds);
/* Holds it back for @milliseconds from now. FALSE where it is on its way already. */
gboolean duo_command_queue_hold_back (DuoCommandQueue *self, const char *key, guint milliseconds);
/* Takes it back. FALSE where it is on its way already. */
gboolean duo_command_queue_undo (DuoCommandQueue *self, const char *key);
/* Sends what could be taken back, and finishes when nothing is on its way any more, or after @milliseconds (FALSE). */
void duo_command_queue_drain_async (DuoCommandQueue *self,
                                    guint milliseconds,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
gboolean duo_command_queue_drain_finish (DuoCommandQueue *self, GAsyncResult *result);
/* What an earlier run left. Takes the (element-type DuoQueued). */
void duo_command_queue_take_left (DuoCommandQueue *self, GPtrArray *commands);
/* The service is there again: tries now. */
void duo_command_queue_hurry (DuoCommandQueue *self);
/* Answers the question about a command that waited a day. FALSE where there is no such one. */
gboolean duo_command_queue_resolve (DuoCommandQueue *self, const char *key, gboolean send);
/* Tells the owner again of each that waits for duo_command_queue_resolve(). */
void duo_command_queue_repeat_held (DuoCommandQueue *self);
/* Forgets all, but not on disk; tasks end with DUO_CLIENT_ERROR_SIGNED_OUT. */
void duo_command_queue_clear (DuoCommandQueue *self);
/* Says again of each what is pending: after the models changed. */
void duo_command_queue_show_pending (DuoCommandQueue *self);
guint duo_command_queue_get_length (DuoCommandQueue *self);
/* Of the owner there is no more. */
void duo_command_queue_disown (DuoCommandQueue *self);

G_END_DECLS
