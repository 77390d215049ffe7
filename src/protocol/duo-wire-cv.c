/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire.h"

void
duo_wire_write_cv (DuoJsonWriter *writer, const char *name, const DuoCvRecord *cv)
{
  duo_json_writer_begin_object (writer, name);
  duo_json_writer_add_string (writer, "name", cv->name);
  duo_json_writer_add_int (writer, "size", cv->size);
  duo_json_writer_add_time (writer, "uploaded", cv->uploaded);
  duo_json_writer_end_object (writer);
}

/* Cleaned again: it becomes the name of a file on this computer. */
DuoCvRecord *
duo_wire_read_cv (const DuoJson *json)
{
  g_autofree char *sent = duo_json_dup_string (json, "name");
  gint64 size = duo_json_get_int (json, "size", 0, G_MAXINT64);
  gint64 uploaded = duo_json_get_time (json, "uploaded");
  g_autofree char *name = duo_cv_dup_name (sent);

  return duo_json_failed (json) ? NULL : duo_cv_record_new (name, size, uploaded);
}

DuoCvRecord *
duo_wire_read_optional_cv (const DuoJson *json)
{
  DuoJson cv;

  if (!duo_json_has (json, "cv"))
    return NULL;
  cv = duo_json_get_object (json, "cv");
  return duo_wire_read_cv (&cv);
}

void
duo_wire_write_me (DuoJsonWriter *writer, const DuoPersonRecord *person, const DuoCvRecord *cv)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_wire_write_person (writer, "person", person);
  if (cv != NULL)
    duo_wire_write_cv (writer, "cv", cv);
  duo_json_writer_end_object (writer);
}

DuoWireMe *
duo_wire_read_me (const DuoJson *json)
{
  g_autoptr (DuoWireMe) me = g_new0 (DuoWireMe, 1);
  DuoJson person = duo_json_get_object (json, "person");

  me->person = duo_wire_read_person (&person, NULL);
  me->cv = duo_wire_read_optional_cv (json);
  return duo_json_failed (json) ? NULL : g_steal_pointer (&me);
}

void
duo_wire_me_free (DuoWireMe *self)
{
  if (self == NULL)
    return;

  duo_person_record_free (self->person);
  duo_cv_record_free (self->cv);
  g_free (self);
}
