/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire.h"

void
duo_wire_begin_changes (DuoJsonWriter *writer, const char *event, gint64 since)
{
  duo_json_writer_add_string (writer, "event", event);
  duo_json_writer_add_int (writer, "since", since);
}

void
duo_wire_write_counts (DuoJsonWriter *writer, const DuoWireCount *counts, gsize n_counts)
{
  duo_json_writer_begin_array (writer, "counts");
  for (gsize i = 0; i < n_counts; i++)
    {
      duo_json_writer_begin_array (writer, NULL);
      duo_json_writer_add_string (writer, NULL, counts[i].id);
      duo_json_writer_add_int (writer, NULL, counts[i].open);
      duo_json_writer_add_int (writer, NULL, counts[i].requests);
      duo_json_writer_end_array (writer);
    }
  duo_json_writer_end_array (writer);
}

void
duo_wire_end_changes (DuoJsonWriter *writer, gint64 upto, gboolean more)
{
  if (upto >= 0)
    duo_json_writer_add_int (writer, "upto", upto);
  duo_json_writer_add_boolean (writer, "more", more);
}

static void
write_companies (DuoJsonWriter *writer, const GPtrArray *companies)
{
  duo_json_writer_begin_array (writer, "companies");
  for (guint i = 0; i < companies->len; i++)
    duo_wire_write_company (writer, NULL, g_ptr_array_index (companies, i));
  duo_json_writer_end_array (writer);
}

static void
write_people (DuoJsonWriter *writer, const GPtrArray *people)
{
  duo_json_writer_begin_array (writer, "people");
  for (guint i = 0; i < people->len; i++)
    duo_wire_write_person (writer, NULL, g_ptr_array_index (people, i));
  duo_json_writer_end_array (writer);
}

static void
write_chats (DuoJsonWriter *writer, const GPtrArray *chats)
{
  duo_json_writer_begin_array (writer, "chats");
  for (guint i = 0; i < chats->len; i++)
    {
      const DuoWireChat *chat = g_ptr_array_index (chats, i);
      DuoWirePeer peer = {chat->peer_id, chat->peer_name, chat->peer_title, chat->peer_company,
                          chat->peer_cv};

      duo_wire_write_chat (writer, NULL, chat->record, &peer);
    }
  duo_json_writer_end_array (writer);
}

void
duo_wire_write_notes (DuoJsonWriter *writer, const GPtrArray *notes)
{
  if (notes->len == 0)
    return;
  duo_json_writer_begin_array (writer, "notes");
  for (guint i = 0; i < notes->len; i++)
    duo_wire_write_note (writer, NULL, g_ptr_array_index (notes, i));
  duo_json_writer_end_array (writer);
}

void
duo_wire_write_changes (DuoJsonWriter *writer, const DuoWireChanges *changes)
{
  duo_wire_begin_changes (writer, changes->event, changes->since);
  if (changes->details != NULL)
    duo_wire_write_event (writer, "details", changes->details);
  if (changes->companies->len > 0)
    write_companies (writer, changes->companies);
  if (changes->people->len > 0)
    write_people (writer, changes->people);
  if (changes->chats->len > 0)
    write_chats (writer, changes->chats);
  duo_wire_write_notes (writer, changes->notes);
  if (changes->gone != NULL && changes->gone[0] != NULL)
    duo_json_writer_add_strings (writer, "gone", (const char *const *) changes->gone);
  if (changes->counts->len > 0)
    duo_wire_write_counts (writer, (const DuoWireCount *) (gpointer) changes->counts->data,
                           changes->counts->len);
  duo_wire_end_changes (writer, changes->upto, changes->more);
}

static void
read_companies (const DuoJson *json, DuoWireChanges *changes)
{
  DuoJson array = duo_json_get_array (json, "companies");
  guint length = duo_json_get_length (&array);

  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&array, i);
      DuoCompanyRecord *company = duo_wire_read_company (&element, changes->event);

      if (company != NULL)
        g_ptr_array_add (changes->companies, company);
    }
}

static void
read_people (const DuoJson *json, DuoWireChanges *changes)
{
  DuoJson array = duo_json_get_array (json, "people");
  guint length = duo_json_get_length (&array);

  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&array, i);
      DuoPersonRecord *person = duo_wire_read_person (&element, changes->event);

      if (person != NULL)
        g_ptr_array_add (changes->people, person);
    }
}

static void
read_chats (const DuoJson *json, DuoWireChanges *changes)
{
  DuoJson array = duo_json_get_array (json, "chats");
  guint length = duo_json_get_length (&array);

  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&array, i);
      DuoWireChat *chat = duo_wire_read_chat (&element);

      if (chat != NULL)
        g_ptr_array_add (changes->chats, chat);
    }
}

static void
read_notes (const DuoJson *json, DuoWireChanges *changes)
{
  DuoJson array = duo_json_get_array (json, "notes");
  guint length = duo_json_get_length (&array);

  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&array, i);
      DuoNoteRecord *note = duo_wire_read_note (&element, changes->event);

      if (note != NULL)
        g_ptr_array_add (changes->notes, note);
    }
}

static DuoWireCount
read_count (const DuoJson *json)
{
  DuoJson id = duo_json_get_element (json, 0), open = duo_json_get_element (json, 1),
          requests = duo_json_get_element (json, 2);
  const char *text = duo_json_as_string (&id);
  DuoWireCount count = {
      .open = (guint) duo_json_as_int (&open, 0, G_MAXINT),
      .requests = (guint) duo_json_as_int (&requests, 0, G_MAXINT),
  };

  if (text != NULL && g_strlcpy (count.id, text, sizeof count.id) >= sizeof count.id)
    duo_json_fail (&id, "not an id");
  return count;
}

static void
read_counts (const DuoJson *json, GArray *counts)
{
  DuoJson array = duo_json_get_array (json, "counts");
  guint length = duo_json_get_length (&array);

  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&array, i);
      DuoWireCount count = read_count (&element);

      g_array_append_val (counts, count);
    }
}

static void
read_details (const DuoJson *json, DuoWireChanges *changes)
{
  DuoJson details;

  if (!duo_json_has (json, "details"))
    return;
  details = duo_json_get_object (json, "details");
  changes->details = duo_wire_read_event (&details);
}

DuoWireChanges *
duo_wire_read_changes (const DuoJson *json)
{
  g_autofree char *event = duo_json_dup_id (json, "event");
  g_autoptr (DuoWireChanges) changes = duo_wire_changes_new (event);

  changes->since = duo_json_get_optional_int (json, "since", 0, G_MAXINT64, 0);
  changes->upto = duo_json_get_optional_int (json, "upto", 0, G_MAXINT64, -1);
  changes->more = duo_json_get_optional_boolean (json, "more", FALSE);
  read_details (json, changes);
  read_companies (json, changes);
  read_people (json, changes);
  read_chats (json, changes);
  read_notes (json, changes);
  g_strfreev (changes->gone);
  changes->gone = duo_json_dup_strings (json, "gone");
  read_counts (json, changes->counts);
  return duo_json_failed (json) ? NULL : g_steal_pointer (&changes);
}

DuoWireChanges *
duo_wire_changes_new (const char *event)
{
  DuoWireChanges *self = g_new0 (DuoWireChanges, 1);

  self->event = g_strdup (event);
  self->upto = -1;
  self->companies = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_company_record_free);
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_person_record_free);
  self->chats = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_wire_chat_free);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_note_record_free);
  self->gone = g_new0 (char *, 1);
  self->counts = g_array_new (FALSE, FALSE, sizeof (DuoWireCount));
  return self;
}

void
duo_wire_changes_free (DuoWireChanges *self)
{
  if (self == NULL)
    return;

  g_free (self->event);
  g_ptr_array_unref (self->companies);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->chats);
  g_ptr_array_unref (self->notes);
  g_strfreev (self->gone);
  g_array_unref (self->counts);
  duo_event_record_free (self->details);
  g_free (self);
}
