/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire.h"

static void
write_peer (DuoJsonWriter *writer, const DuoWirePeer *peer)
{
  if (peer == NULL || peer->id == NULL)
    return;

  duo_json_writer_begin_object (writer, "peer");
  duo_json_writer_add_string (writer, "id", peer->id);
  duo_json_writer_add_string (writer, "name", peer->name != NULL ? peer->name : "");
  duo_json_writer_add_optional_string (writer, "title", peer->title);
  duo_json_writer_add_optional_string (writer, "company", peer->company);
  if (peer->cv != NULL)
    duo_wire_write_cv (writer, "cv", peer->cv);
  duo_json_writer_end_object (writer);
}

void
duo_wire_write_chat (DuoJsonWriter *writer,
                     const char *name,
                     const DuoChatRecord *chat,
                     const DuoWirePeer *peer)
{
  duo_json_writer_begin_object (writer, name);
  duo_json_writer_add_string (writer, "id", chat->id);
  duo_json_writer_add_string (writer, "event", chat->event);
  duo_json_writer_add_string (writer, "recruiter", chat->recruiter);
  duo_json_writer_add_string (writer, "talent", chat->talent);
  duo_json_writer_add_string (writer, "state", duo_chat_state_to_string (chat->state));
  duo_json_writer_add_optional_time (writer, "start", chat->range.start);
  duo_json_writer_add_optional_time (writer, "end", chat->range.end);
  duo_json_writer_add_optional_string (writer, "message", chat->message);
  duo_json_writer_add_optional_string (writer, "question", chat->question);
  duo_json_writer_add_optional_string (writer, "answer", chat->answer);
  duo_json_writer_add_optional_string (writer, "reason", chat->reason);
  duo_json_writer_add_string (writer, "acted", duo_role_to_string (chat->acted));
  if (chat->moved_by != DUO_ROLE_STRANGER)
    duo_json_writer_add_string (writer, "moved_by", duo_role_to_string (chat->moved_by));
  if (chat->absent != DUO_ABSENT_NOBODY)
    duo_json_writer_add_string (writer, "absent", duo_absence_to_string (chat->absent));
  if (chat->late != 0)
    duo_json_writer_add_int (writer, "late", chat->late);
  if (chat->extended != 0)
    duo_json_writer_add_int (writer, "extended", chat->extended);
  duo_json_writer_add_time (writer, "created", chat->created);
  duo_json_writer_add_time (writer, "changed", chat->changed);
  duo_json_writer_add_int (writer, "rev", chat->rev);
  write_peer (writer, peer);
  duo_json_writer_end_object (writer);
}

/* A word that is not known reads as the first of the enum: no state, nobody. */
static DuoRole
read_role (const DuoJson *json, const char *member)
{
  g_autofree char *word = duo_json_dup_optional_string (json, member);
  DuoRole role = DUO_ROLE_STRANGER;

  duo_role_from_string (word, &role);
  return role;
}

static DuoAbsence
read_absence (const DuoJson *json)
{
  g_autofree char *word = duo_json_dup_optional_string (json, "absent");
  DuoAbsence absence = DUO_ABSENT_NOBODY;

  duo_absence_from_string (word, &absence);
  return absence;
}

static DuoChatRecord *
read_record (const DuoJson *json)
{
  DuoChatRecord *chat = duo_chat_record_new ();

  chat->id = duo_json_dup_id (json, "id");
  chat->event = duo_json_dup_id (json, "event");
  chat->recruiter = duo_json_dup_id (json, "recruiter");
  chat->talent = duo_json_dup_id (json, "talent");
  duo_chat_state_from_string (duo_json_get_string (json, "state"), &chat->state);
  chat->range = duo_json_get_optional_range (json);
  chat->message = duo_json_dup_optional_string (json, "message");
  chat->question = duo_json_dup_optional_string (json, "question");
  chat->answer = duo_json_dup_optional_string (json, "answer");
  chat->reason = duo_json_dup_optional_string (json, "reason");
  chat->acted = read_role (json, "acted");
  chat->moved_by = read_role (json, "moved_by");
  chat->absent = read_absence (json);
  chat->late = (guint) duo_json_get_optional_int (json, "late", 0, DUO_MAX_COMMAND_MINUTES, 0);
  chat->extended = (guint) duo_json_get_optional_int (json, "extended", 0, DUO_MAX_COMMAND_MINUTES, 0);
  chat->created = duo_json_get_time (json, "created");
  chat->changed = duo_json_get_time (json, "changed");
  chat->rev = duo_json_get_int (json, "rev", 0, G_MAXINT64);
  return chat;
}

DuoWireChat *
duo_wire_read_chat (const DuoJson *json)
{
  g_autoptr (DuoWireChat) chat = g_new0 (DuoWireChat, 1);

  chat->record = read_record (json);
  if (duo_json_has (json, "peer"))
    {
      DuoJson peer = duo_json_get_object (json, "peer");

      chat->peer_id = duo_json_dup_id (&peer, "id");
      chat->peer_name = duo_json_dup_string (&peer, "name");
      chat->peer_title = duo_json_dup_optional_string (&peer, "title");
      chat->peer_company = duo_json_dup_optional_string (&peer, "company");
      chat->peer_cv = duo_wire_read_optional_cv (&peer);
    }
  return duo_json_failed (json) ? NULL : g_steal_pointer (&chat);
}

void
duo_wire_chat_free (DuoWireChat *self)
{
  if (self == NULL)
    return;

  duo_chat_record_free (self->record);
  g_free (self->peer_id);
  g_free (self->peer_name);
  g_free (self->peer_title);
  g_free (self->peer_company);
  duo_cv_record_free (self->peer_cv);
  g_free (self);
}
