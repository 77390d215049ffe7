/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-live.h"
#include "duo-id.h"

#include <string.h>

#define KEY_BYTES 32

#define IN DUO_LIVE_TO_SERVICE
#define OUT DUO_LIVE_FROM_SERVICE

/* `type`, for room `op`, and who sends it. */
static const struct
{
  const char *type;
  const char *op;
  DuoLiveWay way;
} words[DUO_LIVE_UNKNOWN] = {
    [DUO_LIVE_HELLO] = {"hello", NULL, IN},
    [DUO_LIVE_WATCH] = {"watch", NULL, IN},
    [DUO_LIVE_JOIN] = {"room", "join", IN},
    [DUO_LIVE_LEAVE] = {"room", "leave", IN},
    [DUO_LIVE_PING] = {"ping", NULL, IN},
    [DUO_LIVE_WELCOME] = {"welcome", NULL, OUT},
    [DUO_LIVE_CHANGES] = {"changes", NULL, OUT},
    [DUO_LIVE_SLOTS] = {"slots", NULL, OUT},
    [DUO_LIVE_JOINED] = {"room", "joined", OUT},
    [DUO_LIVE_LEFT] = {"room", "left", OUT},
    [DUO_LIVE_CLOSED] = {"room", "closed", OUT},
    [DUO_LIVE_PONG] = {"pong", NULL, OUT},
    [DUO_LIVE_PROBLEM] = {"problem", NULL, OUT},
    [DUO_LIVE_SIGNAL] = {"signal", NULL, IN | OUT},
    [DUO_LIVE_PRESENCE] = {"presence", NULL, IN | OUT},
};

const char *
duo_live_type_get_word (DuoLiveType type)
{
  return words[type].type;
}

const char *
duo_live_type_get_op (DuoLiveType type)
{
  return words[type].op;
}

DuoLiveWay
duo_live_type_get_way (DuoLiveType type)
{
  return words[type].way;
}

static DuoLiveType
read_type (const DuoJson *json)
{
  const char *type = duo_json_get_string (json, "type");
  g_autofree char *op = duo_json_dup_optional_string (json, "op");

  for (guint i = 0; i < DUO_LIVE_UNKNOWN; i++)
    {
      if (g_strcmp0 (words[i].type, type) == 0 && (words[i].op == NULL || g_strcmp0 (words[i].op, op) == 0))
        return i;
    }
  return DUO_LIVE_UNKNOWN;
}

static GArray *
read_since (const DuoJson *json)
{
  GArray *since = g_array_new (FALSE, FALSE, sizeof (DuoLiveCursor));
  DuoJson object = duo_json_get_object (json, "since");
  g_autoptr (GList) members =
      object.node != NULL ? json_object_get_members (json_node_get_object (object.node)) : NULL;

  for (GList *i = members; i != NULL; i = i->next)
    {
      const char *event = i->data;
      DuoLiveCursor cursor = {.rev = duo_json_get_int (&object, event, 0, G_MAXINT64)};

      if (!duo_id_is_valid (event))
        duo_json_fail_member (&object, event, "not an id");
      g_strlcpy (cursor.event, event, sizeof cursor.event);
      g_array_append_val (since, cursor);
    }
  return since;
}

static void
read_room (DuoLiveMessage *self, const DuoJson *json)
{
  self->chat = duo_json_dup_id (json, "chat");
  if (self->type == DUO_LIVE_JOIN || self->type == DUO_LIVE_JOINED)
    {
      self->key = duo_json_dup_bytes (json, "key", KEY_BYTES);
      self->nonce = duo_json_dup_bytes (json, "nonce", KEY_BYTES);
    }
  if (self->type == DUO_LIVE_JOINED)
    duo_wire_read_vouches (json, "vouches", &self->vouches);
}

static void
read_watch (DuoLiveMessage *self, const DuoJson *json)
{
  self->recruiter = duo_json_dup_id (json, "recruiter");
  self->event = duo_json_dup_id (json, "event");
  self->on = duo_json_get_boolean (json, "on");
}

static void
read_problem (DuoLiveMessage *self, const DuoJson *json)
{
  self->code = duo_json_dup_string (json, "code");
  self->detail = duo_json_dup_optional_string (json, "detail");
  self->chat = duo_json_dup_optional_id (json, "chat");
}

static void
read_signal (DuoLiveMessage *self, const DuoJson *json)
{
  self->chat = duo_json_dup_id (json, "chat");
  self->data = duo_json_dup_string (json, "data");
}

static void
read_fields (DuoLiveMessage *self, const DuoJson *json)
{
  switch (self->type)
    {
    case DUO_LIVE_HELLO:
      self->since = read_since (json);
      break;
    case DUO_LIVE_WATCH:
      read_watch (self, json);
      break;
    case DUO_LIVE_JOIN:
    case DUO_LIVE_LEAVE:
    case DUO_LIVE_JOINED:
    case DUO_LIVE_LEFT:
    case DUO_LIVE_CLOSED:
      read_room (self, json);
      break;
    case DUO_LIVE_PING:
    case DUO_LIVE_PONG:
      self->n = duo_json_get_int (json, "n", 0, G_MAXINT64);
      break;
    case DUO_LIVE_WELCOME:
      self->now = duo_json_get_time (json, "now");
      break;
    case DUO_LIVE_CHANGES:
      self->changes = duo_wire_read_changes (json);
      break;
    case DUO_LIVE_SLOTS:
      self->slots = duo_wire_read_slots (json);
      break;
    case DUO_LIVE_PROBLEM:
      read_problem (self, json);
      break;
    case DUO_LIVE_SIGNAL:
      read_signal (self, json);
      break;
    case DUO_LIVE_PRESENCE:
      self->chat = duo_json_dup_optional_id (json, "chat");
      self->on = duo_json_get_optional_boolean (json, "peer_present", FALSE);
      break;
    case DUO_LIVE_UNKNOWN:
    default:
      break;
    }
}

DuoLiveMessage *
duo_live_message_new_from_text (const char *text, gsize length, gsize limit, GError **error)
{
  g_autoptr (JsonNode) node = duo_json_parse (text, length, limit, error);
  g_autoptr (DuoLiveMessage) self = NULL;
  g_autoptr (GError) local = NULL;
  DuoJson json = duo_json_root (node, &local);

  if (node == NULL)
    return NULL;

  self = duo_live_message_new (read_type (&json));
  read_fields (self, &json);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&self);
}

static void
write_since (const DuoLiveMessage *self, DuoJsonWriter *writer)
{
  duo_json_writer_begin_object (writer, "since");
  for (guint i = 0; self->since != NULL && i < self->since->len; i++)
    {
      const DuoLiveCursor *cursor = &g_array_index (self->since, DuoLiveCursor, i);

      duo_json_writer_add_int (writer, cursor->event, cursor->rev);
    }
  duo_json_writer_end_object (writer);
}

/* What only one kind of message has; the plain fields are written by what there is. */
static void
write_special (const DuoLiveMessage *self, DuoJsonWriter *writer)
{
  if (self->type == DUO_LIVE_HELLO)
    write_since (self, writer);
  else if (self->type == DUO_LIVE_WATCH)
    duo_json_writer_add_boolean (writer, "on", self->on);
  else if (self->type == DUO_LIVE_PRESENCE)
    duo_json_writer_add_boolean (writer, "peer_present", self->on);
  else if (self->type == DUO_LIVE_PING || self->type == DUO_LIVE_PONG)
    duo_json_writer_add_int (writer, "n", self->n);
  else if (self->type == DUO_LIVE_WELCOME)
    duo_json_writer_add_time (writer, "now", self->now);
  else if (self->type == DUO_LIVE_CHANGES)
    duo_wire_write_changes (writer, self->changes);
  else if (self->type == DUO_LIVE_JOINED)
    duo_wire_write_vouches (writer, "vouches", &self->vouches);
  else if (self->type == DUO_LIVE_SLOTS)
    duo_wire_write_slots (writer, self->slots);
}

void
duo_live_begin (DuoJsonWriter *writer, DuoLiveType type)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_add_string (writer, "type", words[type].type);
  duo_json_writer_add_optional_string (writer, "op", words[type].op);
}

char *
duo_live_message_dup_text (const DuoLiveMessage *self)
{
  GString *out = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, out);
  duo_live_begin (&writer, self->type);
  duo_json_writer_add_optional_string (&writer, "event", self->event);
  duo_json_writer_add_optional_string (&writer, "recruiter", self->recruiter);
  duo_json_writer_add_optional_string (&writer, "chat", self->chat);
  if (self->key != NULL)
    duo_json_writer_add_bytes (&writer, "key", self->key);
  if (self->nonce != NULL)
    duo_json_writer_add_bytes (&writer, "nonce", self->nonce);
  duo_json_writer_add_optional_string (&writer, "data", self->data);
  duo_json_writer_add_optional_string (&writer, "code", self->code);
  duo_json_writer_add_optional_string (&writer, "detail", self->detail);
  write_special (self, &writer);
  duo_json_writer_end_object (&writer);
  return g_string_free_and_steal (out);
}
