/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-bookmarks-private.h"
#include "duo-command-queue-private.h"
#include "duo-credentials-private.h"
#include "duo-cv-shelf-private.h"
#include "duo-device-signer-private.h"
#include "duo-known-keys-private.h"
#include "duo-live-socket-private.h"
#include "duo-note-queue-private.h"
#include "duo-room-signaling-private.h"
#include "duo-session.h"
#include "duo-sync-private.h"
#include "duo-told-private.h"

G_BEGIN_DECLS

struct _DuoSession
{
  GObject parent_instance;

  char *profile;
  DuoClock *clock;
  GNetworkMonitor *network;

  DuoSessionState state;
  char *address;
  char *account; /* (nullable): NULL while nobody is signed in */
  char *account_name;
  char *account_email;
  DuoEvent *event;
  gint64 synced_at;
  gboolean keyring;
  gboolean cache_lost;
  DuoLost lost; /* and not taken yet */

  DuoHttp *http;
  DuoCache *cache;
  DuoSync *sync;
  DuoOutbox *outbox;
  DuoCommandQueue *queue;
  DuoNoteQueue *notes;
  DuoBookmarks *bookmarks;
  DuoKnownKeys *known_keys;
  DuoTold *told;
  DuoCredentials *credentials;
  DuoDeviceSigner *signer;
  DuoLiveSocket *live;
  DuoCvShelf *cvs;
  GHashTable *mes; /* event → DuoWireMe */

  gboolean keyring_asked; /* the keyring has answered, whatever it said */
  gboolean seed_unknown;  /* the keyring has no device key yet */
  gboolean refreshing;
  gboolean refresh_again;
  GCancellable *cancellable; /* of what goes on in the background while somebody is signed in */
  GPtrArray *watches;        /* of duo-session-live.c: slots that somebody looks at */
  GHashTable *rooms;         /* chat → DuoRoomSignaling, weak */
  char *wanted_event;        /* (nullable): id of the event that was on screen last time */
  guint look_timer;          /* the next time a room opens or closes */
  guint keep_timer;          /* until it is kept whom the directory shows first */
};

/* A reference that does not keep the session alive: what runs in the background must not. */
typedef struct _DuoSessionRef DuoSessionRef;
DuoSessionRef *duo_session_ref_new (DuoSession *self);
/* (transfer full) (nullable): frees @ref */
DuoSession *duo_session_ref_take (DuoSessionRef *ref);

void duo_session_set_state (DuoSession *self, DuoSessionState state);
void duo_session_set_address (DuoSession *self, const char *address);
void duo_session_set_identity (DuoSession *self, const char *account, const char *name, const char *email);
void duo_session_set_keyring (DuoSession *self, gboolean keyring);
void duo_session_set_synced_at (DuoSession *self, gint64 synced_at);
void duo_session_set_cache_lost (DuoSession *self);
/* Shows the event that was shown last, or the first open one, where none is on screen. */
void duo_session_choose_event (DuoSession *self);
void duo_session_emit_outcome (DuoSession *self, DuoChat *chat, const GError *error);
void duo_session_emit_kept (DuoSession *self, const char *key);
void duo_session_emit_lost (DuoSession *self);
void duo_session_emit_me_changed (DuoSession *self);
void duo_session_emit_ended (DuoSession *self, const GError *error);
void
duo_session_emit_held (DuoSession *self, const char *key, DuoVerb verb, DuoChat *chat, DuoPerson *person);
/* Opens and closes rooms at their time. */
void duo_session_look_at_clock (DuoSession *self);

/* duo-session-first.c: the people may have changed; whom the directory shows first is kept soon, or now */
void duo_session_note_people (DuoSession *self);
void duo_session_keep_noted (DuoSession *self);

/* Of the account that is signed in: outbox and bookmarks. */
void duo_session_load_own (DuoSession *self);
/* duo-session-lost.c: hears of files that were damaged, before any of them is opened. */
void duo_session_watch_stores (DuoSession *self);
/* The session is over, by wish or because the service says so. */
void duo_session_end (DuoSession *self);

/* duo-session-sign-in.c: (transfer full): what is sent; the password stays nowhere else */
DuoSecret *duo_session_write_sign_in (const DuoWireSignIn *wire);

/* duo-session-live.c */
void duo_session_init_live (DuoSession *self);
void duo_session_go_online (DuoSession *self);
void duo_session_dispose_live (DuoSession *self);
void duo_session_close_rooms (DuoSession *self);
/* What the service says of a recruiter's slots, where somebody looks at them. */
void duo_session_take_slots (DuoSession *self, const DuoWireSlots *wire);
/* What of them was seen last; 0 where nobody looks at them. */
gint64 duo_session_get_slots_rev (DuoSession *self, const char *recruiter);

/* duo-session-commands.c */
DuoCommandQueue *duo_session_make_queue (DuoSession *self);

/* duo-session-cv.c: of whom there is no CV any more, there is none on this computer either */
void duo_session_look_at_cvs (DuoSession *self);

/* duo-session-notes.c */
DuoNoteQueue *duo_session_make_note_queue (DuoSession *self);

/* duo-session-keyring.c: keeps the token and, where the keyring has none, the device key */
void duo_session_keep (DuoSession *self, DuoSecret *token);

G_END_DECLS
