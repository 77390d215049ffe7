/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-live-private.h"

#include <string.h>

#include "duo-permissions.h"
#include "duo-problem.h"

/* A lost socket keeps its place, and its nonce, so long (DESIGN §3). */
#define KEEP_SECONDS 30
/* What is said to somebody whose socket is lost is kept for the return, as far as is sensible. */
#define MAX_HELD 256
/* What one account may have passed on in signals: an offer has a few KB, a candidate less than one. */
#define SIGNAL_BYTES_AT_ONCE (256 * 1024)
#define SIGNAL_BYTES_A_SECOND (32 * 1024)
/* How often one account may come in: the other makes a connection for it each time. */
#define JOINS_AT_ONCE 16
#define JOINS_A_SECOND 2
/* A peer that has so much yet to take gets no more signals, long before its socket would be cut off. */
#define MAX_UNREAD (1024 * 1024)

typedef enum
{
  SIDE_RECRUITER,
  SIDE_TALENT,
  N_SIDES,
} Side;

typedef struct _Room Room;

/* With what somebody comes in. Borrows its bytes. */
typedef struct
{
  GBytes *key;
  GBytes *nonce;
  DuoVouches vouches; /* for @key */
} Entry;

typedef struct
{
  Room *room;
  gboolean taken;
  DuoLiveClient *client; /* NULL while the socket is lost */
  GBytes *key;
  GBytes *nonce;
  DuoVouches vouches; /* for @key */
  gint64 lost;        /* when it was, unix time */
  guint keep_id;
  GQueue held;     /* texts */
  gboolean doubts; /* whoever has it now could not verify the peer */
} Place;

struct _Room
{
  DuoLiveRooms *rooms;
  char *chat;
  DuoChatRecord *meeting; /* as it was when the first of them came */
  char *accounts[N_SIDES];
  Place places[N_SIDES];
};

struct _DuoLiveRooms
{
  DuoLiveHub *hub;
  GHashTable *rooms;     /* chat → Room */
  DuoRateLimit *signals; /* bytes, by account: with a new socket nobody begins again */
  DuoRateLimit *joins;   /* by account */
  GFunc left;
  gpointer left_data;
};

static const DuoRole side_roles[N_SIDES] = {DUO_ROLE_RECRUITER, DUO_ROLE_TALENT};

/* ── places ────────────────────────────────────────────────────────────────────────────────── */

static void
place_clear (Place *self)
{
  g_clear_pointer (&self->key, g_bytes_unref);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_clear_handle_id (&self->keep_id, g_source_remove);
  g_queue_clear_full (&self->held, g_free);
  self->client = NULL;
  self->taken = FALSE;
  self->doubts = FALSE;
}

static void
room_free (gpointer data)
{
  Room *self = data;

  for (Side side = 0; side < N_SIDES; side++)
    {
      place_clear (&self->places[side]);
      g_free (self->accounts[side]);
    }
  g_free (self->chat);
  duo_chat_record_free (self->meeting);
  g_free (self);
}

static void
place_send (Place *self, const char *text)
{
  if (self->client)
    duo_live_client_send (self->client, text, -1);
  else if (self->taken && self->held.length < MAX_HELD)
    g_queue_push_tail (&self->held, g_strdup (text));
}

static void
place_send_message (Place *self, DuoLiveMessage *message)
{
  g_autofree char *text = duo_live_message_dup_text (message);

  place_send (self, text);
  duo_live_message_free (message);
}

static Place *
find_place (DuoLiveRooms *self, const DuoLiveClient *client, const char *chat, Room **found)
{
  Room *room = g_hash_table_lookup (self->rooms, chat);

  *found = room;
  for (Side side = 0; room && side < N_SIDES; side++)
    if (room->places[side].taken && room->places[side].client == client)
      return &room->places[side];

  return NULL;
}

static Place *
get_peer (Room *room, const Place *place)
{
  return &room->places[place == &room->places[SIDE_RECRUITER] ? SIDE_TALENT : SIDE_RECRUITER];
}

static Side
get_side (const Room *room, const Place *place)
{
  return place == &room->places[SIDE_RECRUITER] ? SIDE_RECRUITER : SIDE_TALENT;
}

/* ── visits ────────────────────────────────────────────────────────────────────────────────── */

static void
on_entered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!duo_store_write_finish (DUO_STORE (source), result, &error))
    g_warning ("a visit could not be kept: %s", error->message);
}

typedef struct
{
  GFunc left;
  gpointer data;
} Departure;

static void
on_left (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Departure *departure = data;

  on_entered (source, result, NULL);
  if (departure->left)
    departure->left (NULL, departure->data);
}

static void
write_entered (DuoLiveRooms *self, Room *room, Side side)
{
  g_autoptr (DuoWrite) write = duo_write_new ();

  duo_write_enter_room (write, room->chat, side_roles[side], duo_clock_now (self->hub->clock));
  duo_store_write_async (self->hub->store, g_steal_pointer (&write), NULL, on_entered, NULL);
}

static void
write_left (DuoLiveRooms *self, Room *room, Side side, gint64 when)
{
  g_autoptr (DuoWrite) write = duo_write_new ();
  Departure *departure = g_new0 (Departure, 1);

  departure->left = self->left;
  departure->data = self->left_data;
  duo_write_leave_room (write, room->chat, side_roles[side], when);
  duo_store_write_async (self->hub->store, g_steal_pointer (&write), NULL, on_left, departure);
}

/* The other side's devices that are not in the room learn who is there. */
static void
tell_presence (DuoLiveRooms *self, Room *room, Side side, gboolean present)
{
  Side other = side == SIDE_RECRUITER ? SIDE_TALENT : SIDE_RECRUITER;
  g_autoptr (DuoLiveMessage) message = duo_live_message_new_presence (room->chat, present);
  g_autofree char *text = duo_live_message_dup_text (message);

  duo_live_hub_send_to_account (self->hub, room->accounts[other], text, room->places[other].client);
}

static void
drop_if_empty (DuoLiveRooms *self, Room *room)
{
  if (!room->places[SIDE_RECRUITER].taken && !room->places[SIDE_TALENT].taken)
    g_hash_table_remove (self->rooms, room->chat);
}

static void
vacate (DuoLiveRooms *self, Room *room, Side side, gint64 when)
{
  Place *place = &room->places[side];

  place_clear (place);
  write_left (self, room, side, when);
  place_send_message (get_peer (room, place), duo_live_message_new_room (DUO_LIVE_LEFT, room->chat));
  tell_presence (self, room, side, FALSE);
  drop_if_empty (self, room);
}

static gboolean
on_kept_long_enough (gpointer data)
{
  Place *place = data;
  Room *room = place->room;

  place->keep_id = 0;
  vacate (room->rooms, room, get_side (room, place), place->lost);

  return G_SOURCE_REMOVE;
}

/* ── joining ───────────────────────────────────────────────────────────────────────────────── */

/* FALSE, with an error, where it cannot be read. */
static gboolean
read_account (DuoStore *store, const char *person, char **account, GError **error)
{
  g_autoptr (DuoPersonRecord) record = duo_store_get_person (store, person, error);

  if (record == NULL)
    return FALSE;
  *account = g_steal_pointer (&record->account);

  return TRUE;
}

/* (nullable): with an error where it cannot be read who the two are */
static Room *
ensure_room (DuoLiveRooms *self, const DuoChatRecord *chat, GError **error)
{
  Room *room = g_hash_table_lookup (self->rooms, chat->id);

  if (room)
    return room;
  room = g_new0 (Room, 1);
  room->rooms = self;
  room->chat = g_strdup (chat->id);
  room->meeting = duo_chat_record_copy (chat);
  room->places[SIDE_RECRUITER].room = room;
  room->places[SIDE_TALENT].room = room;
  if (!read_account (self->hub->store, chat->recruiter, &room->accounts[SIDE_RECRUITER], error) ||
      !read_account (self->hub->store, chat->talent, &room->accounts[SIDE_TALENT], error))
    {
      room_free (room);
      return NULL;
    }
  g_hash_table_insert (self->rooms, room->chat, room);

  return room;
}

/* (nullable): where @client hears of nothing, or could not be told */
static DuoRoomRecord *
read_room (DuoLiveRooms *self, DuoLiveClient *client, const char *chat, DuoRight right)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoRoomRecord) record = duo_store_get_room (self->hub->store, chat, client->account, &error);

  if (record && !duo_role_has_right (record->role, right))
    g_set_error_literal (&error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND, "it is none of theirs");
  if (error)
    {
      duo_live_client_refuse (client, error, chat);
      return NULL;
    }

  return g_steal_pointer (&record);
}

static void
refuse (DuoLiveClient *client, const char *chat, DuoRefusal refusal)
{
  duo_live_client_send_problem (client, duo_refusal_to_string (refusal), duo_refusal_to_detail (refusal),
                                chat);
}

static void
flush_held (Place *self)
{
  char *text;

  while ((text = g_queue_pop_head (&self->held)))
    {
      duo_live_client_send (self->client, text, -1);
      g_free (text);
    }
}

/* Returns: whether the peer has to be told: not where somebody comes back with the nonce that was left. */
static gboolean
take_place (Place *self, DuoLiveClient *client, const Entry *entry)
{
  gboolean same =
      self->taken && g_bytes_equal (self->nonce, entry->nonce) && g_bytes_equal (self->key, entry->key);

  if (self->client && self->client != client)
    place_send_message (self, duo_live_message_new_room (DUO_LIVE_CLOSED, self->room->chat));
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->client = client;
  self->taken = TRUE;
  self->vouches = entry->vouches;
  if (same)
    return FALSE;
  self->doubts = FALSE;
  g_queue_clear_full (&self->held, g_free);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  self->key = g_bytes_ref (entry->key);
  self->nonce = g_bytes_ref (entry->nonce);

  return TRUE;
}

static void
tell_joined (Place *self, const Place *who)
{
  DuoLiveMessage *message =
      duo_live_message_new_key (DUO_LIVE_JOINED, self->room->chat, who->key, who->nonce);

  message->vouches = who->vouches;
  place_send_message (self, message);
}

static void
enter (DuoLiveRooms *self, Room *room, Side side, DuoLiveClient *client, const Entry *entry)
{
  Place *place = &room->places[side];
  Place *peer = get_peer (room, place);
  gboolean was_there = place->taken;
  gboolean is_new = take_place (place, client, entry);

  if (!was_there)
    {
      write_entered (self, room, side);
      tell_presence (self, room, side, TRUE);
    }
  if (is_new && peer->taken)
    tell_joined (peer, place);
  if (peer->taken)
    tell_joined (place, peer);
  flush_held (place);
}

void
duo_live_rooms_join (DuoLiveRooms *self, DuoLiveClient *client, const char *chat, GBytes *key, GBytes *nonce)
{
  g_autoptr (DuoRoomRecord) record = read_room (self, client, chat, DUO_RIGHT_SEE_CHAT);
  g_autoptr (GError) error = NULL;
  Entry entry = {key, nonce};
  Room *room = NULL;

  if (record == NULL)
    return;
  if (record->join.refusal != DUO_REFUSAL_NONE)
    {
      refuse (client, chat, record->join.refusal);
      return;
    }
  if (duo_rate_limit_take (self->joins, client->account, g_get_monotonic_time ()) != 0)
    {
      duo_live_client_send_problem (client, duo_problem_to_code (DUO_PROBLEM_TOO_MANY), "Slow down.", NULL);
      return;
    }
  if (duo_store_get_vouches (self->hub->store, client->account, g_bytes_get_data (key, NULL), &entry.vouches,
                             &error))
    room = ensure_room (self, record->chat, &error);
  if (room)
    enter (self, room, record->role == DUO_ROLE_TALENT ? SIDE_TALENT : SIDE_RECRUITER, client, &entry);
  else
    duo_live_client_refuse (client, error, chat);
}

void
duo_live_rooms_leave (DuoLiveRooms *self, DuoLiveClient *client, const char *chat)
{
  Room *room;
  Place *place = find_place (self, client, chat, &room);

  if (place)
    vacate (self, room, get_side (room, place), duo_clock_now (self->hub->clock));
}

/* ── talking ───────────────────────────────────────────────────────────────────────────────── */

/* Says why somebody without a place cannot do it, without telling strangers that there is such a chat. */
static void
refuse_outsider (DuoLiveRooms *self, DuoLiveClient *client, const char *chat)
{
  g_autoptr (DuoRoomRecord) record = read_room (self, client, chat, DUO_RIGHT_SEE_CHAT);

  if (record == NULL)
    return;
  if (record->join.refusal != DUO_REFUSAL_NONE)
    refuse (client, chat, record->join.refusal);
  else
    refuse (client, chat, DUO_REFUSAL_WRONG_STATE);
}

static gboolean
may_signal (DuoLiveRooms *self, DuoLiveClient *client, const Place *peer, const char *data)
{
  if (peer->client && duo_live_socket_get_queued (peer->client->socket) > MAX_UNREAD)
    return FALSE;

  return duo_rate_limit_take_many (self->signals, client->account, strlen (data), g_get_monotonic_time ()) ==
         0;
}

/* Once a stay, however often it is said, and of nobody who is not here. */
static void
note_doubt (DuoLiveRooms *self, Place *place, const char *data)
{
  if (place->doubts || !get_peer (place->room, place)->taken || !duo_live_is_doubt (data))
    return;
  place->doubts = TRUE;
  duo_live_hub_note_doubt (self->hub, place->client->account, place->room->chat);
}

void
duo_live_rooms_signal (DuoLiveRooms *self, DuoLiveClient *client, const char *chat, const char *data)
{
  Room *room;
  Place *place = find_place (self, client, chat, &room);

  if (place == NULL)
    {
      refuse_outsider (self, client, chat);
      return;
    }
  note_doubt (self, place, data);
  if (may_signal (self, client, get_peer (room, place), data))
    place_send_message (get_peer (room, place), duo_live_message_new_signal (chat, data));
  else /* not about the chat: it goes on */
    duo_live_client_send_problem (client, duo_problem_to_code (DUO_PROBLEM_TOO_MANY), "Slow down.", NULL);
}

void
duo_live_rooms_ask (DuoLiveRooms *self, DuoLiveClient *client, const char *chat)
{
  g_autoptr (DuoRoomRecord) record = read_room (self, client, chat, DUO_RIGHT_ENTER_ROOM);
  gboolean present;

  if (record == NULL)
    return;
  present = duo_live_rooms_is_present (
      self, chat, record->role == DUO_ROLE_TALENT ? DUO_ROLE_RECRUITER : DUO_ROLE_TALENT);
  duo_live_client_send_message (client, duo_live_message_new_presence (chat, present));
}

/* (nullable): nobody is in the room */
static const Place *
look_up_place (DuoLiveRooms *self, const char *chat, DuoRole side)
{
  Room *room = g_hash_table_lookup (self->rooms, chat);

  return room ? &room->places[side == DUO_ROLE_TALENT ? SIDE_TALENT : SIDE_RECRUITER] : NULL;
}

gboolean
duo_live_rooms_is_present (DuoLiveRooms *self, const char *chat, DuoRole side)
{
  const Place *place = look_up_place (self, chat, side);

  return place != NULL && place->taken;
}

/* A place whose socket is lost waits for its device, which nobody need be asked about. */
gboolean
duo_live_rooms_is_elsewhere (DuoLiveRooms *self,
                             const char *chat,
                             DuoRole side,
                             const DuoSessionRecord *session)
{
  const Place *place = look_up_place (self, chat, side);

  return place != NULL && place->client != NULL && !g_str_equal (place->client->session->id, session->id);
}

void
duo_live_rooms_lose (DuoLiveRooms *self, DuoLiveClient *client)
{
  GHashTableIter iter;
  Room *room;

  g_hash_table_iter_init (&iter, self->rooms);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &room))
    for (Side side = 0; side < N_SIDES; side++)
      {
        Place *place = &room->places[side];

        if (!place->taken || place->client != client)
          continue;
        place->client = NULL;
        place->lost = duo_clock_now (self->hub->clock);
        place->keep_id = g_timeout_add_seconds (KEEP_SECONDS, on_kept_long_enough, place);
      }
}

/* ── closing ───────────────────────────────────────────────────────────────────────────────── */

/* Whoever is still on the way into the store leaves after that, so nobody is inside of what is closed. */
static void
close_place (DuoLiveRooms *self, Room *room, Side side, const char *text)
{
  Place *place = &room->places[side];

  if (!place->taken)
    return;
  write_left (self, room, side, place->client ? duo_clock_now (self->hub->clock) : place->lost);
  if (place->client)
    duo_live_client_send (place->client, text, -1);
}

static void
close_room (DuoLiveRooms *self, Room *room)
{
  g_autoptr (DuoLiveMessage) message = duo_live_message_new_room (DUO_LIVE_CLOSED, room->chat);
  g_autofree char *text = duo_live_message_dup_text (message);

  for (Side side = 0; side < N_SIDES; side++)
    close_place (self, room, side, text);
  g_hash_table_remove (self->rooms, room->chat);
}

void
duo_live_rooms_committed (DuoLiveRooms *self, GPtrArray *outcomes)
{
  for (guint i = 0; i < outcomes->len; i++)
    {
      DuoOutcome *outcome = outcomes->pdata[i];
      Room *room = outcome->chat ? g_hash_table_lookup (self->rooms, outcome->chat->id) : NULL;

      if (room && !duo_chat_record_is_same_meeting (room->meeting, outcome->chat))
        close_room (self, room);
    }
}

void
duo_live_rooms_drain (DuoLiveRooms *self)
{
  g_hash_table_remove_all (self->rooms);
}

DuoLiveRooms *
duo_live_rooms_new (DuoLiveHub *hub)
{
  DuoLiveRooms *self = g_new0 (DuoLiveRooms, 1);

  self->hub = hub;
  self->rooms = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, room_free);
  self->joins = duo_rate_limit_new (G_USEC_PER_SEC / JOINS_A_SECOND, JOINS_AT_ONCE);
  self->signals = duo_rate_limit_new (G_USEC_PER_SEC / SIGNAL_BYTES_A_SECOND, SIGNAL_BYTES_AT_ONCE);

  return self;
}

void
duo_live_rooms_free (DuoLiveRooms *self)
{
  g_hash_table_unref (self->rooms);
  duo_rate_limit_free (self->joins);
  duo_rate_limit_free (self->signals);
  g_free (self);
}

void
duo_live_rooms_set_left_func (DuoLiveRooms *self, GFunc func, gpointer data)
{
  self->left = func;
  self->left_data = data;
}
