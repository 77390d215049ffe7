/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-chat-record.h"
#include "duo-clock.h"
#include "duo-command.h"
#include "duo-event-record.h"
#include "duo-person-record.h"
#include "duo-slot-grid.h"

G_BEGIN_DECLS

/**
 * DuoStoreError: what the caller can do
 * @DUO_STORE_ERROR_IO: disk, fsync or corruption: stop; nothing unacknowledged was promised
 * @DUO_STORE_ERROR_BUSY: the queue is full: try again later
 * @DUO_STORE_ERROR_SCHEMA: the data is of a newer program, or a migration failed: nothing was changed
 * @DUO_STORE_ERROR_NOT_FOUND: no such record
 * @DUO_STORE_ERROR_CONFLICT: breaks a constraint (an e-mail that is taken …)
 */
typedef enum
{
  DUO_STORE_ERROR_IO,
  DUO_STORE_ERROR_BUSY,
  DUO_STORE_ERROR_SCHEMA,
  DUO_STORE_ERROR_NOT_FOUND,
  DUO_STORE_ERROR_CONFLICT,
} DuoStoreError;

#define DUO_STORE_ERROR (duo_store_error_quark ())
GQuark duo_store_error_quark (void);

/* An account with its password hash (argon2id text, made and checked by the service). */
typedef struct
{
  char *id;
  char *email; /* lower case */
  char *name;
  char *password;
} DuoAccountRecord;
void duo_account_record_free (DuoAccountRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoAccountRecord, duo_account_record_free)

/* A device's session: only the token's SHA-256 is kept. */
typedef struct
{
  char *id;
  char *account;
  guint8 token_hash[32];
  guint8 device_key[32];
  char *device_name;
  gint64 expires;
} DuoSessionRecord;
void duo_session_record_free (DuoSessionRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoSessionRecord, duo_session_record_free)

/* A recruiter's day: the duration that is offered, the place, and what is blocked. */
typedef struct
{
  char *date;
  guint minutes;
  char *place;
  GArray *blocked; /* DuoTimeRange */
} DuoAvailability;
void duo_availability_free (DuoAvailability *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoAvailability, duo_availability_free)

/* What changed after a rev, as one account may see it. Arrays of records; gone: ids with their kind in front ("chat:ID"). */
typedef struct
{
  gint64 upto; /* all that is visible up to here is in this page or in earlier ones */
  gboolean more;
  GPtrArray *companies;
  GPtrArray *people;
  GPtrArray *chats;
  GPtrArray *gone;
} DuoChanges;
void duo_changes_free (DuoChanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoChanges, duo_changes_free)

#define DUO_TYPE_STORE (duo_store_get_type ())
G_DECLARE_INTERFACE (DuoStore, duo_store, DUO, STORE, GObject)

/**
 * DuoStore:
 *
 * Persistence behind one interface (DESIGN §3). Commands and other writes are queued to one writer, run in batches, and
 * finish on the caller's main context *after* the commit is on disk. Reads are synchronous on a query-only
 * connection, consistent in themselves, and see every write that has finished. The contract suite in tests/contract
 * runs against every implementation.
 *
 * Signal `committed (const char *event, gint64 rev, GPtrArray *outcomes)` on the main context after each batch, once
 * an event: (element-type DuoOutcome) of the commands that changed something in it, in the order of their revs.
 *
 * (The virtual functions follow the public ones below; see duo-store.c.)
 */

void duo_store_command_async (DuoStore *self, DuoCommand *command, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data); /* takes @command */
DuoOutcome *duo_store_command_finish (DuoStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
