/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-live-hub.h"
#include "duo-live-socket.h"
#include "duo-live.h"
#include "duo-rate-limit.h"
#include "duo-view.h"

G_BEGIN_DECLS

typedef struct _DuoLiveClient DuoLiveClient;
typedef struct _DuoLiveFeed DuoLiveFeed;
typedef struct _DuoLiveRooms DuoLiveRooms;

/* One event as one socket follows it. */
typedef struct
{
  DuoLiveClient *client;
  DuoPersonRecord *person; /* who the account is there */
  gint64 upto;             /* everything up to here was sent */
  gint64 sated;            /* monotonic: when what it asked for is paid off */
} DuoLiveMembership;

/* One slot grid that one socket looks at. */
typedef struct
{
  DuoLiveClient *client;
  char *event;
  char *recruiter;
  DuoRole role; /* of the account towards the recruiter */
} DuoLiveWatch;

struct _DuoLiveClient
{
  DuoLiveHub *hub;
  DuoLiveSocket *socket;
  const char *account; /* the session's */
  DuoSessionRecord *session;
  GPtrArray *memberships; /* DuoLiveMembership */
  GPtrArray *watches;     /* DuoLiveWatch */
  guint refused;          /* messages that came too fast, less those that did not */
  gboolean parting;       /* was asked to go before the last sweep */
  GList link;
};

struct _DuoLiveHub
{
  const DuoConfig *config;
  DuoClock *clock;
  DuoStore *store;
  DuoSocketSet *sockets;
  GQueue clients;
  GHashTable *accounts; /* account → GPtrArray of DuoLiveClient */
  DuoRateLimit *rate;
  DuoRateLimit *doubts; /* of accounts */
  DuoLiveFeed *feed;
  DuoLiveRooms *rooms;
  gulong committed_id;
  gulong cv_changed_id;
  gulong noted_id;
  gulong foreign_id;
  guint sweep_id;
  gboolean draining;
};

/* (nullable): as it follows @event */
DuoLiveMembership *duo_live_client_find_member (DuoLiveClient *self, const char *event);

/* ── sending ── */
void duo_live_client_send (DuoLiveClient *self, const char *text, gssize length);
void duo_live_client_send_message (DuoLiveClient *self, DuoLiveMessage *message); /* takes @message */
void
duo_live_client_send_problem (DuoLiveClient *self, const char *code, const char *detail, const char *chat);
/* @error of a read: that there is no such thing is said; where the disk is to blame nothing is known, so the client is cut
 * off and comes back. @chat: (nullable) */
void duo_live_client_refuse (DuoLiveClient *self, const GError *error, const char *chat);
/* To all sockets of @account but @except, which may be NULL. */
void duo_live_hub_send_to_account (DuoLiveHub *self,
                                   const char *account,
                                   const char *text,
                                   const DuoLiveClient *except);

/* ── what changes (duo-live-feed.c) ── */
DuoLiveFeed *duo_live_feed_new (DuoStore *store, DuoClock *clock);
void duo_live_feed_free (DuoLiveFeed *self);
void duo_live_feed_hello (DuoLiveFeed *self, DuoLiveClient *client, const char *event, gint64 since);
void duo_live_feed_watch (
    DuoLiveFeed *self, DuoLiveClient *client, const char *event, const char *recruiter, gboolean on);
void duo_live_feed_forget (DuoLiveFeed *self, DuoLiveClient *client);
void duo_live_feed_committed (DuoLiveFeed *self,
                              const char *event,
                              gint64 rev,
                              GPtrArray *outcomes,
                              GPtrArray *recruiters,
                              gboolean directory);
void duo_live_feed_refresh (DuoLiveFeed *self);
/* (nullable) (element-type DuoLiveMembership): who follows @event */
GPtrArray *duo_live_feed_get_members (DuoLiveFeed *self, const char *event);

/* ── notes (duo-live-notes.c) ── */
/* Each of @notes at once to everybody in @event who may read it, and that it is gone to who could. */
void duo_live_notes_send (DuoLiveHub *self, const char *event, GPtrArray *notes);
/* Chats and notes went out as personal changes: what goes to many in the same words has none of them. */
void duo_live_notes_leave_out_personal (DuoChanges *changes);

/* ── CVs (duo-live-cvs.c) ── */
/* Each of @chats to everybody who may read its talent's CV, which is another now; those of one talent stand together, and
 * go out together. */
void duo_live_cvs_send (DuoLiveHub *self, const char *event, GPtrArray *chats);

/* ── rooms (duo-live-rooms.c) ── */
DuoLiveRooms *duo_live_rooms_new (DuoLiveHub *hub);
void duo_live_rooms_free (DuoLiveRooms *self);
void duo_live_rooms_set_left_func (DuoLiveRooms *self, GFunc func, gpointer data);
void
duo_live_rooms_join (DuoLiveRooms *self, DuoLiveClient *client, const char *chat, GBytes *key, GBytes *nonce);
void duo_live_rooms_leave (DuoLiveRooms *self, DuoLiveClient *client, const char *chat);
void duo_live_rooms_signal (DuoLiveRooms *self, DuoLiveClient *client, const char *chat, const char *data);
void duo_live_rooms_ask (DuoLiveRooms *self, DuoLiveClient *client, const char *chat);
void duo_live_rooms_lose (DuoLiveRooms *self, DuoLiveClient *client);
void duo_live_rooms_committed (DuoLiveRooms *self, GPtrArray *outcomes);
gboolean duo_live_rooms_is_present (DuoLiveRooms *self, const char *chat, DuoRole side);
/* Whether a device with another session than @session holds the place of @side. */
gboolean duo_live_rooms_is_elsewhere (DuoLiveRooms *self,
                                      const char *chat,
                                      DuoRole side,
                                      const DuoSessionRecord *session);
/* Everybody leaves: the service ends. Adds what is to be written. */
void duo_live_rooms_drain (DuoLiveRooms *self);

/* ── what is kept of what they say (duo-live-doubts.c) ── */
/* Whether the sender of this text of a #DuoSignal could not verify the peer (CALL §2). */
gboolean duo_live_is_doubt (const char *data);
/* So many lines of one account at once, then one in so long: who comes and goes to say it is not to fill the log. */
#define DUO_LIVE_DOUBTS 8
#define DUO_LIVE_DOUBTS_US (10 * G_TIME_SPAN_MINUTE)
/* A line of the log: who could not, in which chat. Beyond those it is passed over. */
void duo_live_hub_note_doubt (DuoLiveHub *self, const char *account, const char *chat);

G_END_DECLS
