/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-clock.h"
#include "duo-event.h"
#include "duo-signaling.h"
#include "duo-signer.h"
#include "duo-slots.h"

G_BEGIN_DECLS

/**
 * DuoClientError: what the caller can do about it
 * @DUO_CLIENT_ERROR_OFFLINE: the service cannot be reached: wait, or try again
 * @DUO_CLIENT_ERROR_CREDENTIALS: e-mail or password are wrong: ask again
 * @DUO_CLIENT_ERROR_SIGNED_OUT: the session ended: sign in again
 * @DUO_CLIENT_ERROR_STALE: the record changed meanwhile and was updated: look again
 * @DUO_CLIENT_ERROR_SLOT_TAKEN: the race was lost: show what is left
 * @DUO_CLIENT_ERROR_REFUSED: a rule says no; duo_client_error_get_refusal() says which
 * @DUO_CLIENT_ERROR_ADDRESS: the service's address is no address, or not https (http only on loopback)
 * @DUO_CLIENT_ERROR_INCOMPATIBLE: the service is too new or too old for this app
 * @DUO_CLIENT_ERROR_BUSY: too many tries: wait a little
 * @DUO_CLIENT_ERROR_FAILED: anything else; the message says what
 */
typedef enum
{
  DUO_CLIENT_ERROR_OFFLINE,
  DUO_CLIENT_ERROR_CREDENTIALS,
  DUO_CLIENT_ERROR_SIGNED_OUT,
  DUO_CLIENT_ERROR_STALE,
  DUO_CLIENT_ERROR_SLOT_TAKEN,
  DUO_CLIENT_ERROR_REFUSED,
  DUO_CLIENT_ERROR_ADDRESS,
  DUO_CLIENT_ERROR_INCOMPATIBLE,
  DUO_CLIENT_ERROR_BUSY,
  DUO_CLIENT_ERROR_FAILED,
} DuoClientError;

#define DUO_CLIENT_ERROR (duo_client_error_quark ())
GQuark duo_client_error_quark (void);
DuoRefusal duo_client_error_get_refusal (const GError *error);

typedef enum
{
  DUO_SESSION_SIGNED_OUT,
  DUO_SESSION_CONNECTING, /* signed in; the live socket is not there yet */
  DUO_SESSION_ONLINE,
  DUO_SESSION_OFFLINE, /* signed in; showing what was last known, trying again by itself */
} DuoSessionState;

#define DUO_TYPE_SESSION (duo_session_get_type ())
G_DECLARE_FINAL_TYPE (DuoSession, duo_session, DUO, SESSION, GObject)

/**
 * DuoSession:
 *
 * The signed-in connection to one service (DESIGN §4). Properties that notify: state, account-name, account-email,
 * address, event (DuoEvent, the one on screen, or NULL), events (GListModel of DuoEvent), synced-at (int64, unix time
 * of the data on screen), keyring (FALSE: no keyring, the session lasts until quit). Signals: `outcome (DuoChat *chat, GError *error)`
 * for a queued command that failed after its page was left. Main thread only.
 *
 * duo_session_new:
 * @profile: "default", or what `--profile` says: its own cache, outbox, keyring entry and device key
 */
DuoSession *duo_session_new (const char *profile, DuoClock *clock);

/* Paints the first frame: reads cache and token. Calls back with TRUE where somebody was signed in; then connects by itself. */
void duo_session_restore_async (DuoSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean duo_session_restore_finish (DuoSession *self, GAsyncResult *result, GError **error);

/* Asks the address who it is: for the tick beside the address row. Returns the service's name. */
void duo_session_probe_async (DuoSession *self, const char *address, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char *duo_session_probe_finish (DuoSession *self, GAsyncResult *result, GError **error);

void duo_session_sign_in_async (DuoSession *self, const char *address, const char *email, const char *password,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean duo_session_sign_in_finish (DuoSession *self, GAsyncResult *result, GError **error);
void duo_session_sign_out_async (DuoSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean duo_session_sign_out_finish (DuoSession *self, GAsyncResult *result, GError **error);

DuoSessionState duo_session_get_state (DuoSession *self);
const char *duo_session_get_address (DuoSession *self);
const char *duo_session_get_account_name (DuoSession *self);
const char *duo_session_get_account_email (DuoSession *self);
DuoClock *duo_session_get_clock (DuoSession *self);
GListModel *duo_session_get_events (DuoSession *self);
DuoEvent *duo_session_get_event (DuoSession *self);
void duo_session_set_event (DuoSession *self, DuoEvent *event);
gint64 duo_session_get_synced_at (DuoSession *self);
/* Tries now instead of waiting for the next attempt. */
void duo_session_reconnect (DuoSession *self);

/**
 * duo_session_command_async:
 * @verb: what to do
 * @person: (nullable): with whom, for request, invite and book
 * @chat: (nullable): to which chat, for all the others
 * @range: the slot, for book, pick and reschedule; else both 0
 * @message: (nullable): what to say with it, or the reason
 * @answer: (nullable): the answer to the recruiter's question
 *
 * A command: written to the outbox with an idempotency key before anything is sent, repeated until it is answered.
 * Finishes with the chat as it is afterwards. Errors: DUO_CLIENT_ERROR. With DUO_CLIENT_ERROR_OFFLINE the command
 * stays in the outbox and is shown as pending.
 */
void duo_session_command_async (DuoSession *self, DuoVerb verb, DuoPerson *person, DuoChat *chat, DuoTimeRange range,
                                const char *message, const char *answer,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DuoChat *duo_session_command_finish (DuoSession *self, GAsyncResult *result, GError **error);

/* Live slots of a recruiter; the service is asked to tell changes as long as the object lives. (transfer full) */
DuoSlots *duo_session_watch_slots (DuoSession *self, DuoPerson *recruiter);

/* Bookmarks are kept on this computer, per account. */
void duo_session_set_bookmarked (DuoSession *self, DuoPerson *person, gboolean bookmarked);

/**
 * DuoRoomPass:
 * @ice_servers: "stun://host:port" and "turn://user:password@host:port", or empty
 *
 * May I come in, and by which relays.
 */
typedef struct
{
  char **ice_servers;
  DuoTimeRange room;
  gboolean peer_present;
} DuoRoomPass;
void duo_room_pass_free (DuoRoomPass *pass);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoRoomPass, duo_room_pass_free)

void duo_session_enter_room_async (DuoSession *self, DuoChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DuoRoomPass *duo_session_enter_room_finish (DuoSession *self, GAsyncResult *result, GError **error);
/* (transfer full): this chat's room over the live socket; join it with duo_signaling_join() */
DuoSignaling *duo_session_open_room (DuoSession *self, DuoChat *chat);
DuoSigner *duo_session_get_signer (DuoSession *self);

G_END_DECLS
