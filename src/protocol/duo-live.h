/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-wire.h"

G_BEGIN_DECLS

typedef enum
{
  /* To the service. */
  DUO_LIVE_HELLO,
  DUO_LIVE_WATCH,
  DUO_LIVE_JOIN,
  DUO_LIVE_LEAVE,
  DUO_LIVE_PING,
  /* From the service. */
  DUO_LIVE_WELCOME,
  DUO_LIVE_CHANGES,
  DUO_LIVE_SLOTS,
  DUO_LIVE_JOINED,
  DUO_LIVE_LEFT,
  DUO_LIVE_CLOSED,
  DUO_LIVE_PONG,
  DUO_LIVE_PROBLEM,
  /* Both ways. */
  DUO_LIVE_SIGNAL,
  DUO_LIVE_PRESENCE,
  /* Of a newer version; ignored. */
  DUO_LIVE_UNKNOWN,
} DuoLiveType;

typedef enum
{
  DUO_LIVE_TO_SERVICE = 1 << 0,
  DUO_LIVE_FROM_SERVICE = 1 << 1,
} DuoLiveWay;

/* Where somebody stands in an event. */
typedef struct
{
  char event[23];
  gint64 rev;
} DuoLiveCursor;

/**
 * DuoLiveMessage:
 * @type: which message; it says which fields there are, the others are NULL or 0
 * @since: (element-type DuoLiveCursor): hello
 * @recruiter: watch
 * @event: watch
 * @on: watch; presence: the peer is in the room
 * @chat: join, leave, joined, left, closed, signal, presence; (nullable) problem
 * @key: join, joined: a device's key, 32 bytes
 * @nonce: join, joined: 32 bytes
 * @vouches: joined: what leads to @key from older devices of the peer
 * @data: signal: the exact text of a #DuoSignal
 * @n: ping, pong
 * @now: welcome: the service's time, unix
 * @changes: changes
 * @slots: slots
 * @code: problem
 * @detail: (nullable): problem
 *
 * One message of the live socket (`GET /v1/live`). Owns all it points to.
 */
typedef struct
{
  DuoLiveType type;
  GArray *since;
  char *recruiter;
  char *event;
  gboolean on;
  char *chat;
  GBytes *key;
  GBytes *nonce;
  DuoVouches vouches;
  char *data;
  gint64 n;
  gint64 now;
  DuoWireChanges *changes;
  DuoWireSlots *slots;
  char *code;
  char *detail;
} DuoLiveMessage;

/* On the wire: `type`; `op` (nullable); who sends it. Not of DUO_LIVE_UNKNOWN. */
const char *duo_live_type_get_word (DuoLiveType type);
const char *duo_live_type_get_op (DuoLiveType type);
DuoLiveWay duo_live_type_get_way (DuoLiveType type);

DuoLiveMessage *duo_live_message_new (DuoLiveType type);
void duo_live_message_free (DuoLiveMessage *self);

/* Made with the fields that they need. */
DuoLiveMessage *duo_live_message_new_hello (void);
void duo_live_message_add_cursor (DuoLiveMessage *self, const char *event, gint64 rev);
DuoLiveMessage *duo_live_message_new_watch (const char *event, const char *recruiter, gboolean on);
/* join and joined */
DuoLiveMessage *duo_live_message_new_key (DuoLiveType type, const char *chat, GBytes *key, GBytes *nonce);
/* leave, left and closed */
DuoLiveMessage *duo_live_message_new_room (DuoLiveType type, const char *chat);
DuoLiveMessage *duo_live_message_new_signal (const char *chat, const char *data);
DuoLiveMessage *duo_live_message_new_presence (const char *chat, gboolean peer_present);
/* ping and pong */
DuoLiveMessage *duo_live_message_new_beat (DuoLiveType type, gint64 n);
DuoLiveMessage *duo_live_message_new_welcome (gint64 now);
DuoLiveMessage *duo_live_message_new_problem (const char *code, const char *detail, const char *chat);

/* (transfer full): its text, one JSON object */
char *duo_live_message_dup_text (const DuoLiveMessage *self);
/* For messages that are written as a stream: opens {"type":…; the members follow, and duo_json_writer_end_object(). */
void duo_live_begin (DuoJsonWriter *writer, DuoLiveType type);

/**
 * duo_live_message_new_from_text:
 * @limit: %DUO_MAX_LIVE_MESSAGE for what comes from a client; the service's own pages may be larger (%DUO_MAX_BODY)
 *
 * Errors: DUO_PROTOCOL_ERROR_MALFORMED, naming the path, DUO_PROTOCOL_ERROR_TOO_LARGE.
 */
DuoLiveMessage *duo_live_message_new_from_text (const char *text, gsize length, gsize limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoLiveMessage, duo_live_message_free)

G_END_DECLS
