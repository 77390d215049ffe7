/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-command-queue-private.h"
#include "duo-queue-entry-private.h"

G_BEGIN_DECLS

struct _DuoCommandQueue
{
  GObject parent_instance;

  DuoOutbox *outbox;
  DuoHttp *http;
  DuoClock *clock;
  DuoCommandOwner owner;
  GPtrArray *entries; /* in the order of the clicks */
  GCancellable *cancellable;
  guint tries;
  guint timer;
  GTask *drain; /* (nullable): who waits until nothing is on its way */
  guint patience;
};

/* Says of @command's chat and person whether anything about them is still in the queue. */
void duo_command_queue_show_pending_of (DuoCommandQueue *self, const DuoQueued *command);
/* After each answer: ends the wait of whoever drains the queue. */
void duo_command_queue_check_drained (DuoCommandQueue *self);

G_END_DECLS
