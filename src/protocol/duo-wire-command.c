/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire.h"

static void
write_members (DuoJsonWriter *writer, const DuoWireCommand *command)
{
  duo_json_writer_add_optional_string (writer, "with", command->with);
  duo_json_writer_add_optional_time (writer, "start", command->range.start);
  duo_json_writer_add_optional_time (writer, "end", command->range.end);
  duo_json_writer_add_optional_string (writer, "message", command->message);
  duo_json_writer_add_optional_string (writer, "answer", command->answer);
  if (command->minutes != 0)
    duo_json_writer_add_int (writer, "minutes", command->minutes);
}

void
duo_wire_write_new_chat (DuoJsonWriter *writer, const DuoWireCommand *command)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_add_string (writer, "verb", duo_verb_to_string (command->verb));
  write_members (writer, command);
  duo_json_writer_end_object (writer);
}

void
duo_wire_write_command (DuoJsonWriter *writer, const DuoWireCommand *command)
{
  duo_json_writer_begin_object (writer, NULL);
  write_members (writer, command);
  duo_json_writer_end_object (writer);
}

DuoWireCommand *
duo_wire_read_command (const DuoJson *json)
{
  g_autoptr (DuoWireCommand) command = duo_wire_command_new (DUO_N_VERBS);

  command->with = duo_json_dup_optional_id (json, "with");
  command->range = duo_json_get_optional_range (json);
  command->minutes = (guint) duo_json_get_optional_int (json, "minutes", 0, DUO_MAX_COMMAND_MINUTES, 0);
  command->message = duo_json_dup_optional_text (json, "message", DUO_MAX_TEXT);
  command->answer = duo_json_dup_optional_text (json, "answer", DUO_MAX_TEXT);
  return duo_json_failed (json) ? NULL : g_steal_pointer (&command);
}

static gboolean
makes_a_chat (DuoVerb verb)
{
  return verb == DUO_VERB_REQUEST || verb == DUO_VERB_INVITE || verb == DUO_VERB_BOOK;
}

DuoWireCommand *
duo_wire_read_new_chat (const DuoJson *json)
{
  g_autoptr (DuoWireCommand) command = duo_wire_read_command (json);

  if (command == NULL)
    return NULL;
  if (!duo_verb_from_string (duo_json_get_string (json, "verb"), &command->verb) ||
      !makes_a_chat (command->verb))
    duo_json_fail_member (json, "verb", "neither book, request nor invite");
  if (command->with == NULL)
    duo_json_fail_member (json, "with", "missing");
  if (command->verb == DUO_VERB_BOOK && command->range.start == 0)
    duo_json_fail_member (json, "start", "missing");
  return duo_json_failed (json) ? NULL : g_steal_pointer (&command);
}

DuoWireCommand *
duo_wire_command_new (DuoVerb verb)
{
  DuoWireCommand *self = g_new0 (DuoWireCommand, 1);

  self->verb = verb;
  return self;
}

void
duo_wire_command_free (DuoWireCommand *self)
{
  if (self == NULL)
    return;

  g_free (self->with);
  g_free (self->message);
  g_free (self->answer);
  g_free (self);
}

void
duo_wire_write_room (DuoJsonWriter *writer, const DuoWireRoom *room)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_add_boolean (writer, "may_join", room->may_join);
  duo_json_writer_add_time (writer, "opens", room->opens);
  duo_json_writer_add_time (writer, "closes", room->closes);
  duo_json_writer_add_boolean (writer, "peer_present", room->peer_present);
  duo_json_writer_add_boolean (writer, "elsewhere", room->elsewhere);
  duo_json_writer_add_strings (writer, "ice", (const char *const *) room->ice);
  duo_json_writer_add_optional_time (writer, "ice_until", room->ice_until);
  duo_json_writer_end_object (writer);
}

DuoWireRoom *
duo_wire_read_room (const DuoJson *json)
{
  g_autoptr (DuoWireRoom) room = g_new0 (DuoWireRoom, 1);

  room->may_join = duo_json_get_boolean (json, "may_join");
  room->opens = duo_json_get_time (json, "opens");
  room->closes = duo_json_get_time (json, "closes");
  room->peer_present = duo_json_get_optional_boolean (json, "peer_present", FALSE);
  room->elsewhere = duo_json_get_optional_boolean (json, "elsewhere", FALSE);
  room->ice = duo_json_dup_strings (json, "ice");
  room->ice_until = duo_json_get_optional_time (json, "ice_until");
  return duo_json_failed (json) ? NULL : g_steal_pointer (&room);
}

void
duo_wire_room_free (DuoWireRoom *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->ice);
  g_free (self);
}
