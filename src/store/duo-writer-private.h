/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-clock.h"
#include "duo-command.h"
#include "duo-database-private.h"
#include "duo-effects-private.h"
#include "duo-format-command.h"
#include "duo-write.h"

G_BEGIN_DECLS

/*
 * One thread that writes. The jobs that wait when it comes free run in one transaction, each in a savepoint; they
 * finish on the main context of whoever made the writer, after the commit and in its order (DESIGN §3).
 */
typedef struct _DuoWriter DuoWriter;

/* One batch is on disk, or was refused by it: on the main context, after the jobs' tasks have returned. */
typedef void (*DuoWriterFunc) (DuoEffects *effects, const GError *failure, GObject *store);

/* Takes the connection. @store is the source of all tasks, and owns the writer. */
DuoWriter *duo_writer_new (DuoDatabase *database, DuoClock *clock, GObject *store, DuoWriterFunc func);
/* Ends the thread. All jobs have returned by then, since each holds its store. */
void duo_writer_free (DuoWriter *self);

/* Take the task and the job. The task returns a DuoOutcome, TRUE, or a DuoFormatOutcome. */
void duo_writer_push_command (DuoWriter *self, GTask *task, DuoCommand *command);
void duo_writer_push_write (DuoWriter *self, GTask *task, DuoWrite *write);
void duo_writer_push_format (DuoWriter *self, GTask *task, DuoFormatCommand *command);

G_END_DECLS
