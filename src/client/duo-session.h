/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-chat-news.h"
#include "duo-client-error.h"
#include "duo-clock.h"
#include "duo-event.h"
#include "duo-format-change.h"
#include "duo-signaling.h"
#include "duo-signer.h"
#include "duo-slots.h"
#include "duo-wire.h"

G_BEGIN_DECLS

typedef enum
{
  DUO_SESSION_SIGNED_OUT,
  DUO_SESSION_CONNECTING, /* signed in; the live socket is not there yet */
  DUO_SESSION_ONLINE,
  DUO_SESSION_OFFLINE, /* signed in; showing what was last known, trying again by itself */
} DuoSessionState;

/**
 * DuoLost:
 * @DUO_LOST_COMMANDS: what was not answered yet, and may not have been sent
 * @DUO_LOST_KEYS: whose code was compared
 * @DUO_LOST_BOOKMARKS: who was marked
 * @DUO_LOST_KEY_CHANGES: whose code was compared just now; nothing was damaged, but it could not be written
 *
 * What is kept on this computer only, and was damaged or not taken.
 */
typedef enum
{
  DUO_LOST_COMMANDS = 1 << 0,
  DUO_LOST_KEYS = 1 << 1,
  DUO_LOST_BOOKMARKS = 1 << 2,
  DUO_LOST_KEY_CHANGES = 1 << 3,
} DuoLost;

#define DUO_TYPE_SESSION (duo_session_get_type ())
G_DECLARE_FINAL_TYPE (DuoSession, duo_session, DUO, SESSION, GObject)

/**
 * DuoSession:
 *
 * The signed-in connection to one service (DESIGN §4). Properties that notify: state, account-name, account-email,
 * address, event (DuoEvent, the one on screen, or NULL), events (GListModel of DuoEvent), synced-at (int64, unix time
 * of the data on screen), keyring (FALSE: no keyring, the session lasts until quit), cache-lost (TRUE:
 * what was last known could not be read and was thrown away). Signals:
 *
 *  - `outcome (DuoChat *chat, GError *error)`: a queued command failed after its page was left; @chat may be NULL. @error is
 *    NULL where one that was asked about by `held` went through after all
 *  - `held (const char *key, int verb, DuoChat *chat, DuoPerson *person)`: a command waited for a day and is not sent
 *    unless duo_session_resolve_held() says so; @chat and @person may be NULL
 *  - `kept (const char *key)`: a command is on disk; where that fails, `outcome` says so
 *  - `lost ()`: there is something for duo_session_take_lost()
 *  - `me-changed ()`: of duo_session_get_me(), in whichever event
 *  - `ended (GError *error)`: the service no longer knows the session; the state is DUO_SESSION_SIGNED_OUT
 *
 * Main thread only.
 *
 * duo_session_new:
 * @profile: "default", or what `--profile` says: its own cache, outbox, keyring entry and device key
 * @network: says when the computer is in another network
 */
DuoSession *duo_session_new (const char *profile, DuoClock *clock, GNetworkMonitor *network);
/* Keeps nothing in the keyring: for people of the demo, who end with it. Before anything else. */
void duo_session_leave_keyring (DuoSession *self);

/* Paints the first frame: reads cache and token. Calls back with TRUE where somebody was signed in; then connects by itself.
 * Of the people only the first are there at that moment: see DuoEvent:complete. */
void duo_session_restore_async (DuoSession *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
gboolean duo_session_restore_finish (DuoSession *self, GAsyncResult *result, GError **error);

/* Asks the address who it is: for the tick beside the address row. Returns the service's name. */
void duo_session_probe_async (DuoSession *self,
                              const char *address,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
char *duo_session_probe_finish (DuoSession *self, GAsyncResult *result, GError **error);

void duo_session_sign_in_async (DuoSession *self,
                                const char *address,
                                const char *email,
                                const char *password,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
gboolean duo_session_sign_in_finish (DuoSession *self, GAsyncResult *result, GError **error);
void duo_session_sign_out_async (DuoSession *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
gboolean duo_session_sign_out_finish (DuoSession *self, GAsyncResult *result, GError **error);

DuoSessionState duo_session_get_state (DuoSession *self);
const char *duo_session_get_address (DuoSession *self);
const char *duo_session_get_account_name (DuoSession *self);
DuoClock *duo_session_get_clock (DuoSession *self);
GListModel *duo_session_get_events (DuoSession *self);
DuoEvent *duo_session_get_event (DuoSession *self);
void duo_session_set_event (DuoSession *self, DuoEvent *event);
gint64 duo_session_get_synced_at (DuoSession *self);
gboolean duo_session_get_keyring (DuoSession *self);
gboolean duo_session_get_cache_lost (DuoSession *self);
/* What was lost and not taken yet: whoever takes it says so. */
DuoLost duo_session_take_lost (DuoSession *self);
/* Writes what is on its way to disk; waits for it. Before the program ends. */
void duo_session_flush (DuoSession *self);
/* Tries now instead of waiting for the next attempt, and asks whether the connection that seems to be up still is. A
 * dead one is noticed after 3 s then, after 30 s otherwise. */
void duo_session_reconnect (DuoSession *self);

/**
 * duo_session_command_async:
 * @verb: what to do; not late or extend, which are duo_session_command_minutes_async()
 * @person: (nullable): with whom, for request, invite and book; to whom, for hand-over
 * @chat: (nullable): to which chat, for all the others
 * @range: the slot, for book, pick and reschedule; else both 0
 * @message: (nullable): what to say with it, or the reason
 * @answer: (nullable): the answer to the recruiter's question
 *
 * A command: written to the outbox with an idempotency key before anything is sent, repeated until it is answered.
 * Finishes with the chat as it is afterwards. Errors: DUO_CLIENT_ERROR. With DUO_CLIENT_ERROR_OFFLINE the command
 * stays in the outbox and is shown as pending.
 */
void duo_session_command_async (DuoSession *self,
                                DuoVerb verb,
                                DuoPerson *person,
                                DuoChat *chat,
                                DuoTimeRange range,
                                const char *message,
                                const char *answer,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
/**
 * duo_session_command_minutes_async:
 * @verb: late or extend
 * @minutes: how long, as duo_chat_record_may_be_late() and duo_chat_record_may_extend() have it
 *
 * The same about @chat and this moment: what could not be sent within two minutes is dropped, and said by `outcome`.
 * Finishes with duo_session_command_finish().
 */
void duo_session_command_minutes_async (DuoSession *self,
                                        DuoVerb verb,
                                        DuoChat *chat,
                                        guint minutes,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer data);
DuoChat *duo_session_command_finish (DuoSession *self, GAsyncResult *result, GError **error);

/* How long an answer can be taken back (PRODUCT §3). */
#define DUO_SESSION_UNDO_SECONDS 5

/**
 * duo_session_command_undoable:
 * @colleague: (nullable): who takes @chat over, for hand-over
 * @message: (nullable): what is said with it
 *
 * A command about @chat that goes to the outbox at once (`kept`) and leaves after DUO_SESSION_UNDO_SECONDS, or earlier by
 * duo_session_drain_async(), or at the next start where the program ended before. It is shown as pending meanwhile; a
 * failure is told by `outcome`.
 *
 * Returns: (transfer full) (nullable): its key, or NULL where nobody is signed in
 */
char *duo_session_command_undoable (
    DuoSession *self, DuoVerb verb, DuoChat *chat, DuoPerson *colleague, const char *message);
/* Holds it back for DUO_SESSION_UNDO_SECONDS from now. FALSE where it is on its way already. */
gboolean duo_session_hold_back (DuoSession *self, const char *key);
/* Takes it back. FALSE where it is on its way already. */
gboolean duo_session_undo (DuoSession *self, const char *key);
/* Before the program ends: sends what could be undone, and finishes when nothing is on its way to the service, or after
 * @milliseconds (FALSE). What is not answered by then stays in the outbox. */
void
duo_session_drain_async (DuoSession *self, guint milliseconds, GAsyncReadyCallback callback, gpointer data);
gboolean duo_session_drain_finish (DuoSession *self, GAsyncResult *result);
/* Answers the signal `held`. FALSE where there is no such command (any more). */
gboolean duo_session_resolve_held (DuoSession *self, const char *key, gboolean send);
/* Says `held` again of each command that still waits for duo_session_resolve_held(). */
void duo_session_repeat_held (DuoSession *self);
/* How many commands have no answer yet. */
guint duo_session_get_n_pending (DuoSession *self);

/**
 * duo_session_write_note:
 * @note: from duo_event_get_note()
 * @wanted: what it is to say now; copied
 *
 * It is on disk within half a second and goes to the service as soon as that is there, whatever becomes of the program;
 * @note says how far it is. Where the service does not take it, `outcome` says so too.
 */
void duo_session_write_note (DuoSession *self, DuoNote *note, const DuoNoteRecord *wanted);

/* Live slots of a recruiter; the service is asked to tell changes as long as the object lives. (transfer full) */
DuoSlots *duo_session_watch_slots (DuoSession *self, DuoPerson *recruiter);

/**
 * duo_session_set_availability_async:
 * @recruiter: myself, or a colleague
 * @openings: (element-type DuoOpening): days as they are to be; others stay as they are
 *
 * Not a command: nothing of it waits in the outbox, since what it would overwrite may be another day's by then. When it
 * finishes well, what duo_session_watch_slots() gave of the recruiter is as the service has it now. Errors:
 * DUO_CLIENT_ERROR, of them DUO_CLIENT_ERROR_STALE where one of @openings was set since those slots were told.
 */
void duo_session_set_availability_async (DuoSession *self,
                                         DuoPerson *recruiter,
                                         const GPtrArray *openings,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer data);
gboolean duo_session_set_availability_finish (DuoSession *self, GAsyncResult *result, GError **error);

/**
 * duo_session_change_settings_async:
 * @recruiter: myself, or a colleague
 * @settings: what changes; copied
 * @seen: duo_person_get_rev() of what was on screen, for texts that would overwrite somebody else's; or 0 for a switch
 *
 * When it finishes well, @recruiter has changed. Errors: DUO_CLIENT_ERROR, with DUO_CLIENT_ERROR_STALE where somebody
 * else changed the settings since @seen and nothing was done.
 */
void duo_session_change_settings_async (DuoSession *self,
                                        DuoPerson *recruiter,
                                        const DuoWireSettings *settings,
                                        gint64 seen,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer data);
gboolean duo_session_change_settings_finish (DuoSession *self, GAsyncResult *result, GError **error);

/**
 * DuoFormatAnswer:
 * @fault: why the event cannot be so; DUO_FORMAT_FINE where it is so now, or would be but for @touched
 * @touched: (element-type DuoChat): the booked chats for which the change does not say yet what happens to them; where
 *   there are any, nothing was changed
 */
typedef struct
{
  DuoFormatFault fault;
  GPtrArray *touched;
} DuoFormatAnswer;
void duo_format_answer_free (DuoFormatAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoFormatAnswer, duo_format_answer_free)

/* Changes an event of which one is an organizer, if it is still as @change has seen it; @event is as it is now when this
 * finishes. Errors: DUO_CLIENT_ERROR,
 * DUO_CLIENT_ERROR_STALE where somebody else changed it meanwhile. */
void duo_session_change_format_async (DuoSession *self,
                                      DuoEvent *event,
                                      const DuoFormatChange *change,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
DuoFormatAnswer *duo_session_change_format_finish (DuoSession *self, GAsyncResult *result, GError **error);

/* Bookmarks are kept on this computer, per account. */
void duo_session_set_bookmarked (DuoSession *self, DuoPerson *person, gboolean bookmarked);

/* What the account that is signed in has been told on this computer; @since is when it was here for the first time.
 * Fails with DUO_CLIENT_ERROR_SIGNED_OUT where nobody is, and where what was told cannot be read. */
void duo_session_load_told_async (DuoSession *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
DuoChatMarks *duo_session_load_told_finish (DuoSession *self, GAsyncResult *result, GError **error);
void duo_session_keep_told (DuoSession *self, const DuoChatMark *mark);

/**
 * DuoRoomPass:
 * @ice_servers: "stun://host:port" and "turn://user:password@host:port", or empty
 * @elsewhere: another device of mine is inside, and gives way to this one when it joins
 * @ice_until: when what is in them ends, 0: it does not
 *
 * May I come in, and by which relays.
 */
typedef struct
{
  char **ice_servers;
  gint64 ice_until;
  DuoTimeRange room;
  gboolean peer_present;
  gboolean elsewhere;
} DuoRoomPass;
void duo_room_pass_free (DuoRoomPass *pass);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoRoomPass, duo_room_pass_free)

void duo_session_enter_room_async (
    DuoSession *self, DuoChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DuoRoomPass *duo_session_enter_room_finish (DuoSession *self, GAsyncResult *result, GError **error);
/* The same question of whoever is inside, or at the door: until when is it open? Nothing follows from it, and there are
 * no servers in the answer. */
void duo_session_look_at_room_async (
    DuoSession *self, DuoChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DuoRoomPass *duo_session_look_at_room_finish (DuoSession *self, GAsyncResult *result, GError **error);
/* Whoever is inside, or about to go in, asks for servers again, as what is in the old ones ends. */
void duo_session_renew_room_async (
    DuoSession *self, DuoChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DuoRoomPass *duo_session_renew_room_finish (DuoSession *self, GAsyncResult *result, GError **error);
/* (transfer full): this chat's room over the live socket; join it with duo_signaling_join() */
DuoSignaling *duo_session_open_room (DuoSession *self, DuoChat *chat);
DuoSigner *duo_session_get_signer (DuoSession *self);
/* With which device keys the other of @chat has been talked to by this account, on this computer (CALL §2). Finishes
 * with (element-type GBytes), none where they never talked. */
void duo_session_load_known_keys_async (
    DuoSession *self, DuoChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray *duo_session_load_known_keys_finish (DuoSession *self, GAsyncResult *result, GError **error);
/* A key with which the other of @chat has been verified. */
void duo_session_remember_key (DuoSession *self, DuoChat *chat, GBytes *key);
/* One that turned out to be somebody else's. */
void duo_session_forget_key (DuoSession *self, DuoChat *chat, GBytes *key);

G_END_DECLS
