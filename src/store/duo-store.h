/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-chat-record.h"
#include "duo-clock.h"
#include "duo-command.h"
#include "duo-event-record.h"
#include "duo-format-command.h"
#include "duo-person-record.h"
#include "duo-slot-grid.h"
#include "duo-write.h"

G_BEGIN_DECLS

/**
 * DuoStoreError: what the caller can do
 * @DUO_STORE_ERROR_IO: disk, fsync or corruption: stop; nothing unacknowledged was promised
 * @DUO_STORE_ERROR_STALE: somebody else wrote it meanwhile: nothing was done
 * @DUO_STORE_ERROR_FULL: no room is left on the disk: nothing was done; it works again once there is
 * @DUO_STORE_ERROR_BUSY: the queue is full: try again later
 * @DUO_STORE_ERROR_SCHEMA: the data is of a newer program, or a migration failed: nothing was changed
 * @DUO_STORE_ERROR_NOT_FOUND: no such record
 * @DUO_STORE_ERROR_UNREADABLE: a record says what this program does not know: it alone fails, all others are as well as ever
 * @DUO_STORE_ERROR_CONFLICT: breaks a constraint (an e-mail that is taken …)
 */
typedef enum
{
  DUO_STORE_ERROR_IO,
  DUO_STORE_ERROR_BUSY,
  DUO_STORE_ERROR_SCHEMA,
  DUO_STORE_ERROR_NOT_FOUND,
  DUO_STORE_ERROR_CONFLICT,
  DUO_STORE_ERROR_FULL,
  DUO_STORE_ERROR_STALE,
  DUO_STORE_ERROR_UNREADABLE,
} DuoStoreError;

#define DUO_STORE_ERROR (duo_store_error_quark ())
GQuark duo_store_error_quark (void);

/* What changed after a rev, as one account may see it. Arrays of records; gone: ids with their kind in front ("chat:ID",
 * "note:CHAT/AUTHOR"). */
typedef struct
{
  gint64 upto; /* all that is visible up to here is in this page or in earlier ones */
  gboolean more;
  GPtrArray *companies;
  GPtrArray *people;
  GPtrArray *chats;
  GPtrArray *notes;
  GPtrArray *gone;
  DuoEventRecord *event; /* (nullable): the event itself, where it changed too; as everybody in it sees it */
} DuoChanges;
void duo_changes_free (DuoChanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoChanges, duo_changes_free)

/**
 * DuoDaySlots:
 * @date: "2026-11-03"
 * @kind: virtual or in person
 * @minutes: the recruiter's duration that day
 * @place: (nullable): where, on a day in person
 * @slots: (element-type DuoSlot): from duo_slot_grid_new()
 * @blocked: (element-type DuoTimeRange): as the recruiter set it, under chats and in the past, too
 */
typedef struct
{
  char *date;
  DuoDayKind kind;
  guint minutes;
  char *place;
  GArray *slots;
  GArray *blocked;
} DuoDaySlots;
void duo_day_slots_free (DuoDaySlots *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoDaySlots, duo_day_slots_free)

/* A recruiter's numbers in the directory: `[id, open, requests]`. */
typedef struct
{
  char id[23];
  guint open;
  guint requests;
} DuoCount;

/**
 * DuoRoomRecord:
 * @chat: the chat
 * @role: the asking account's role towards it
 * @open: from when until when its room is open, as far as it is known now and may be told (duo_format_tell_room())
 * @join: what duo_chat_life_judge() says to that account entering it now
 */
typedef struct
{
  DuoChatRecord *chat;
  DuoRole role;
  DuoTimeRange open;
  DuoVerdict join;
} DuoRoomRecord;
void duo_room_record_free (DuoRoomRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoRoomRecord, duo_room_record_free)

#define DUO_TYPE_STORE (duo_store_get_type ())
G_DECLARE_INTERFACE (DuoStore, duo_store, DUO, STORE, GObject)

/**
 * DuoStore:
 *
 * Persistence behind one interface (DESIGN §3). Commands and other writes are queued to one writer, run in batches, and
 * finish on the main context that the store was made in, *after* the commit is on disk and in its order. Reads are
 * synchronous on a query-only connection, consistent in themselves, see every write that has finished, and belong to
 * that context's thread. Where nothing is found they say DUO_STORE_ERROR_NOT_FOUND. The contract suite in
 * tests/contract runs against every implementation.
 *
 * Signal `committed (const char *event, gint64 rev, GPtrArray *outcomes, GPtrArray *recruiters, gboolean directory)` on
 * that context after each batch, once an event whose counter moved: (element-type DuoOutcome) of the commands that changed
 * something in it, in the order of their revs, (element-type utf8) participation ids of those whose slots may have
 * changed, and whether people, companies or the event itself did, or something is gone for those who saw it. What another
 * program wrote is told in the same way, a second later at most.
 *
 * Signal `noted (const char *event, GPtrArray *notes)` before that where notes were written: (element-type DuoNoteRecord)
 * each as it is now.
 *
 * Signal `cv-changed (const char *event, GPtrArray *chats)` before that where a talent put or removed a CV:
 * (element-type DuoChatRecord) their chats, which are as they were, each once and those of one talent together.
 *
 * Signal `foreign (GHashTable *sessions)` on that context when another program has written, before anything of it is told:
 * (element-type utf8) the ids of the sessions that there were just now. Whoever is not among them may have been signed out.
 *
 * Signal `failed (const GError *error)` once, when the disk refused: every write from then on ends with
 * DUO_STORE_ERROR_IO, and the service should end.
 */
struct _DuoStoreInterface
{
  GTypeInterface parent;

  void (*command_async) (DuoStore *self,
                         DuoCommand *command,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data);
  DuoOutcome *(*command_finish) (DuoStore *self, GAsyncResult *result, GError **error);
  void (*write_async) (DuoStore *self,
                       DuoWrite *write,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data);
  gboolean (*write_finish) (DuoStore *self, GAsyncResult *result, GError **error);

  void (*change_format_async) (DuoStore *self,
                               DuoFormatCommand *command,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
  DuoFormatOutcome *(*change_format_finish) (DuoStore *self, GAsyncResult *result, GError **error);

  DuoAccountRecord *(*find_account) (DuoStore *self, const char *email, GError **error);
  DuoAccountRecord *(*get_account) (DuoStore *self, const char *account, GError **error);
  DuoSessionRecord *(*find_session) (DuoStore *self, const guint8 *token_hash, GError **error);
  GPtrArray *(*list_devices) (DuoStore *self, const char *account, const guint8 *own, GError **error);
  gboolean (*get_vouches) (
      DuoStore *self, const char *account, const guint8 *key, DuoVouches *vouches, GError **error);
  GPtrArray *(*list_events) (DuoStore *self, const char *account, GError **error);
  DuoEventRecord *(*get_event) (DuoStore *self, const char *event, const char *account, GError **error);
  DuoPersonRecord *(*find_participation) (DuoStore *self,
                                          const char *event,
                                          const char *account,
                                          GError **error);
  DuoPersonRecord *(*get_person) (DuoStore *self, const char *person, GError **error);
  DuoCompanyRecord *(*get_company) (DuoStore *self, const char *company, GError **error);
  GPtrArray *(*list_companies) (DuoStore *self, const char *event, GError **error);
  DuoChatRecord *(*get_chat) (
      DuoStore *self, const char *chat, const char *account, DuoRole *role, GError **error);
  DuoRoomRecord *(*get_room) (DuoStore *self, const char *chat, const char *account, GError **error);
  DuoChanges *(*get_changes) (
      DuoStore *self, const char *event, const char *account, gint64 since, guint limit, GError **error);
  GPtrArray *(*list_chats) (DuoStore *self, const char *event, const char *account, GError **error);
  GPtrArray *(*list_notes) (DuoStore *self, const char *event, const char *account, GError **error);
  DuoNoteRecord *(*get_note) (DuoStore *self, const char *chat, const char *author, GError **error);
  DuoCvRecord *(*get_cv) (DuoStore *self, const char *person, GBytes **body, GError **error);
  DuoRole (*get_role_to_talent) (DuoStore *self, const char *person, const char *account, GError **error);
  GPtrArray *(*get_slots) (
      DuoStore *self, const char *recruiter, const char *date, gint64 *rev, GError **error);
  GArray *(*get_counts) (DuoStore *self, const char *event, GError **error);
  GPtrArray *(*list_due) (DuoStore *self, gint64 *next, GError **error);
};

/**
 * duo_store_command_async:
 * @command: (transfer full): what is to be done
 *
 * Errors: DUO_STORE_ERROR_BUSY, DUO_STORE_ERROR_IO, DUO_STORE_ERROR_FULL, DUO_STORE_ERROR_UNREADABLE; what the rules refuse is an outcome, not an
 * error. A command that was handed over is run even if @cancellable is cancelled; only its answer is lost.
 *
 * A command without an account is the scheduler's (DUO_ROLE_SERVICE); one without a key is not remembered; one whose
 * `seen` is 0 does not mind what it meets. For DUO_VERB_CLOSE_ROOM the visits decide whether it was empty.
 */
void duo_store_command_async (DuoStore *self,
                              DuoCommand *command,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
DuoOutcome *duo_store_command_finish (DuoStore *self, GAsyncResult *result, GError **error);

/**
 * duo_store_write_async:
 * @write: (transfer full): everything else that is written; all of it or nothing
 *
 * Errors: as commands, and DUO_STORE_ERROR_CONFLICT, DUO_STORE_ERROR_STALE, DUO_STORE_ERROR_NOT_FOUND.
 */
void duo_store_write_async (
    DuoStore *self, DuoWrite *write, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean duo_store_write_finish (DuoStore *self, GAsyncResult *result, GError **error);

/**
 * duo_store_change_format_async:
 * @command: (transfer full): what an organizer changes
 *
 * The change and what happens to the chats that it touches, as one: all of it or nothing.
 *
 * Errors: as commands, and DUO_STORE_ERROR_CONFLICT where there is no organizer in whose name a chat could be cancelled;
 * what the rules refuse is an outcome, not an error.
 */
void duo_store_change_format_async (DuoStore *self,
                                    DuoFormatCommand *command,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
DuoFormatOutcome *duo_store_change_format_finish (DuoStore *self, GAsyncResult *result, GError **error);

/* By e-mail address, compared in lower case. */
DuoAccountRecord *duo_store_find_account (DuoStore *self, const char *email, GError **error);
DuoAccountRecord *duo_store_get_account (DuoStore *self, const char *account, GError **error);

/* By the token's SHA-256, 32 bytes. An expired session is not found. */
DuoSessionRecord *duo_store_find_session (DuoStore *self, const guint8 *token_hash, GError **error);

/* (element-type DuoDeviceRecord): the sessions of @account, the one that was used last first; none is `current`.
 * @own: the key of who asks, DUO_DEVICE_KEY_BYTES: what it says of others is not left out for what further keys say. */
GPtrArray *duo_store_list_devices (DuoStore *self, const char *account, const guint8 *own, GError **error);
/* What leads from other devices of @account to @key, DUO_DEVICE_KEY_BYTES; nothing for a key that is none of theirs.
 * @vouches: (out) */
gboolean duo_store_get_vouches (
    DuoStore *self, const char *account, const guint8 *key, DuoVouches *vouches, GError **error);

/* (element-type DuoEventRecord): those in which @account takes part, with its `me` and `role`; without an account all. */
GPtrArray *duo_store_list_events (DuoStore *self, const char *account, GError **error);
/* @account: (nullable): who asks; not found for somebody who takes no part in it. */
DuoEventRecord *duo_store_get_event (DuoStore *self, const char *event, const char *account, GError **error);

/* Who @account is in @event: role, company and person at once. */
DuoPersonRecord *
duo_store_find_participation (DuoStore *self, const char *event, const char *account, GError **error);
/* By participation id; `open_slots` is left 0 (see duo_store_get_counts()). */
DuoPersonRecord *duo_store_get_person (DuoStore *self, const char *person, GError **error);
DuoCompanyRecord *duo_store_get_company (DuoStore *self, const char *company, GError **error);
/* (element-type DuoCompanyRecord): all of @event, by their names. */
GPtrArray *duo_store_list_companies (DuoStore *self, const char *event, GError **error);

/* @role: (out): what @account is to this chat; DUO_ROLE_STRANGER for somebody who has nothing to do with it. */
DuoChatRecord *
duo_store_get_chat (DuoStore *self, const char *chat, const char *account, DuoRole *role, GError **error);
DuoRoomRecord *duo_store_get_room (DuoStore *self, const char *chat, const char *account, GError **error);

/**
 * duo_store_get_changes:
 * @since: the rev up to which all is known; 0 for everything
 * @limit: about how many records; a page never splits a rev, so it may be more
 *
 * What @account may see of what changed in @event after @since, in the order of the revs. Records that this account
 * no longer may see are among the `gone`. With @since 0 nothing is gone.
 */
DuoChanges *duo_store_get_changes (
    DuoStore *self, const char *event, const char *account, gint64 since, guint limit, GError **error);

/* (element-type DuoChatRecord): all chats of @event that @account may see: duo_store_get_changes() from 0 without people. */
GPtrArray *duo_store_list_chats (DuoStore *self, const char *event, const char *account, GError **error);

/* (element-type DuoNoteRecord): all notes of @event that @account may read: one's own, and what colleagues share. */
GPtrArray *duo_store_list_notes (DuoStore *self, const char *event, const char *account, GError **error);
/* What @author (a participation) noted on @chat, for whoever has looked who asks. */
DuoNoteRecord *duo_store_get_note (DuoStore *self, const char *chat, const char *author, GError **error);

/* Of a talent, for whoever has looked who asks. @body: (out) (optional): its bytes */
DuoCvRecord *duo_store_get_cv (DuoStore *self, const char *person, GBytes **body, GError **error);
/* What @account is to the talent @person: duo_person_record_get_role_to_talent(). STRANGER with an error where it cannot
 * be read. */
DuoRole
duo_store_get_role_to_talent (DuoStore *self, const char *person, const char *account, GError **error);

/**
 * duo_store_get_slots:
 * @date: (nullable): one day, or all of the event
 * @rev: (out) (optional): the event's rev that this is the state of
 *
 * Returns: (transfer full) (element-type DuoDaySlots)
 */
GPtrArray *
duo_store_get_slots (DuoStore *self, const char *recruiter, const char *date, gint64 *rev, GError **error);

/* (element-type DuoCount): of all listed recruiters of @event, ordered by id. */
GArray *duo_store_get_counts (DuoStore *self, const char *event, GError **error);

/**
 * duo_store_list_due:
 * @next: (out) (optional): when to ask again at the latest, unix time
 *
 * What the scheduler has to do now: requests to expire, rooms to close. A chat or event that cannot be read is left out,
 * with a line in the log, so that it holds up nobody else's.
 *
 * Returns: (transfer full) (element-type DuoCommand): ready for duo_store_command_async()
 */
GPtrArray *duo_store_list_due (DuoStore *self, gint64 *next, GError **error);

G_END_DECLS
