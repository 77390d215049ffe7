/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire.h"

static void
write_chat (DuoJsonWriter *writer, const char *name, const DuoWireChat *chat)
{
  DuoWirePeer peer = {chat->peer_id, chat->peer_name, chat->peer_title, chat->peer_company, chat->peer_cv};

  duo_wire_write_chat (writer, name, chat->record, &peer);
}

static void
write_format_problem (DuoJsonWriter *writer, const DuoWireProblem *problem)
{
  if (problem->member != NULL)
    {
      duo_json_writer_add_string (writer, "member", problem->member);
      duo_json_writer_add_string (writer, "fault", duo_format_fault_to_string (problem->fault));
    }
  if (problem->touched != NULL)
    {
      duo_json_writer_begin_array (writer, "touched");
      for (guint i = 0; i < problem->touched->len; i++)
        write_chat (writer, NULL, problem->touched->pdata[i]);
      duo_json_writer_end_array (writer);
    }
  if (problem->event != NULL)
    duo_wire_write_event (writer, "event", problem->event);
}

void
duo_wire_write_problem (DuoJsonWriter *writer, const DuoWireProblem *problem)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_add_string (writer, "type", "about:blank");
  duo_json_writer_add_string (writer, "title", problem->title);
  duo_json_writer_add_int (writer, "status", problem->status);
  duo_json_writer_add_string (writer, "code", problem->code);
  duo_json_writer_add_optional_string (writer, "detail", problem->detail);
  if (problem->chat != NULL)
    write_chat (writer, "chat", problem->chat);
  if (problem->slots != NULL)
    {
      duo_json_writer_add_ranges (writer, "slots", problem->slots);
      duo_json_writer_add_int (writer, "left", problem->left);
    }
  duo_json_writer_add_optional_time (writer, "opens", problem->opens);
  duo_json_writer_add_optional_time (writer, "closes", problem->closes);
  write_format_problem (writer, problem);
  if (problem->person != NULL)
    duo_wire_write_person (writer, "person", problem->person);
  if (problem->note != NULL)
    duo_wire_write_note (writer, "note", problem->note);
  if (problem->calendar != NULL)
    {
      duo_json_writer_begin_object (writer, "calendar");
      duo_wire_write_slots (writer, problem->calendar);
      duo_json_writer_end_object (writer);
    }
  duo_json_writer_end_object (writer);
}

static GPtrArray *
read_touched (const DuoJson *json)
{
  DuoJson array = duo_json_get_array (json, "touched");
  guint length = duo_json_get_length (&array);
  GPtrArray *touched = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_wire_chat_free);

  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&array, i);
      DuoWireChat *chat = duo_wire_read_chat (&element);

      if (chat != NULL)
        g_ptr_array_add (touched, chat);
    }
  return touched;
}

static void
read_format_problem (const DuoJson *json, DuoWireProblem *problem)
{
  g_autofree char *fault = duo_json_dup_optional_string (json, "fault");

  problem->member = duo_json_dup_optional_string (json, "member");
  duo_format_fault_from_string (fault, &problem->fault);
  if (duo_json_has (json, "touched"))
    problem->touched = read_touched (json);
  if (duo_json_has (json, "event"))
    {
      DuoJson event = duo_json_get_object (json, "event");

      problem->event = duo_wire_read_event (&event);
    }
}

DuoWireProblem *
duo_wire_read_problem (const DuoJson *json)
{
  g_autoptr (DuoWireProblem) problem = g_new0 (DuoWireProblem, 1);

  problem->title = duo_json_dup_optional_string (json, "title");
  problem->status = (guint) duo_json_get_optional_int (json, "status", 0, 999, 0);
  problem->code = duo_json_dup_string (json, "code");
  problem->detail = duo_json_dup_optional_string (json, "detail");
  if (duo_json_has (json, "chat"))
    {
      DuoJson chat = duo_json_get_object (json, "chat");

      problem->chat = duo_wire_read_chat (&chat);
    }
  problem->slots = duo_json_dup_optional_ranges (json, "slots", G_MAXUINT);
  problem->left = (guint) duo_json_get_optional_int (json, "left", 0, G_MAXINT, 0);
  problem->opens = duo_json_get_optional_time (json, "opens");
  problem->closes = duo_json_get_optional_time (json, "closes");
  read_format_problem (json, problem);
  if (duo_json_has (json, "person"))
    {
      DuoJson person = duo_json_get_object (json, "person");

      problem->person = duo_wire_read_person (&person, NULL);
    }
  if (duo_json_has (json, "calendar"))
    {
      DuoJson calendar = duo_json_get_object (json, "calendar");

      problem->calendar = duo_wire_read_slots (&calendar);
    }
  if (duo_json_has (json, "note"))
    {
      DuoJson note = duo_json_get_object (json, "note");

      problem->note = duo_wire_read_note (&note, NULL);
    }
  return duo_json_failed (json) ? NULL : g_steal_pointer (&problem);
}

DuoWireProblem *
duo_wire_problem_new (guint status, const char *code, const char *title)
{
  DuoWireProblem *self = g_new0 (DuoWireProblem, 1);

  self->status = status;
  self->code = g_strdup (code);
  self->title = g_strdup (title);
  return self;
}

void
duo_wire_problem_free (DuoWireProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->code);
  g_free (self->detail);
  duo_wire_chat_free (self->chat);
  g_clear_pointer (&self->slots, g_array_unref);
  g_free (self->member);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
  duo_event_record_free (self->event);
  duo_person_record_free (self->person);
  duo_wire_slots_free (self->calendar);
  duo_note_record_free (self->note);
  g_free (self);
}

DuoRefusal
duo_wire_problem_get_refusal (const DuoWireProblem *self)
{
  DuoRefusal refusal = DUO_REFUSAL_NONE;

  duo_refusal_from_string (self->code, &refusal);
  return refusal;
}
