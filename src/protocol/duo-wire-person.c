/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire.h"

void
duo_wire_write_company (DuoJsonWriter *writer, const char *name, const DuoCompanyRecord *company)
{
  duo_json_writer_begin_object (writer, name);
  duo_json_writer_add_string (writer, "id", company->id);
  duo_json_writer_add_string (writer, "name", company->name);
  duo_json_writer_add_optional_string (writer, "field", company->field);
  duo_json_writer_add_optional_string (writer, "size", company->size);
  duo_json_writer_add_strings (writer, "languages", (const char *const *) company->languages);
  duo_json_writer_add_optional_string (writer, "website", company->website);
  duo_json_writer_add_int (writer, "rev", company->rev);
  duo_json_writer_end_object (writer);
}

DuoCompanyRecord *
duo_wire_read_company (const DuoJson *json, const char *event)
{
  g_autoptr (DuoCompanyRecord) company = duo_company_record_new ();

  company->id = duo_json_dup_id (json, "id");
  company->event = g_strdup (event);
  company->name = duo_json_dup_string (json, "name");
  company->field = duo_json_dup_optional_string (json, "field");
  company->size = duo_json_dup_optional_string (json, "size");
  company->languages = duo_json_dup_strings (json, "languages");
  company->website = duo_json_dup_optional_string (json, "website");
  company->rev = duo_json_get_int (json, "rev", 0, G_MAXINT64);
  return duo_json_failed (json) ? NULL : g_steal_pointer (&company);
}

void
duo_wire_write_person (DuoJsonWriter *writer, const char *name, const DuoPersonRecord *person)
{
  duo_json_writer_begin_object (writer, name);
  duo_json_writer_add_string (writer, "id", person->id);
  duo_json_writer_add_string (writer, "role", duo_role_to_string (person->role));
  duo_json_writer_add_string (writer, "name", person->name);
  duo_json_writer_add_optional_string (writer, "title", person->title);
  duo_json_writer_add_optional_string (writer, "company", person->company);
  duo_json_writer_add_optional_string (writer, "about", person->about);
  duo_json_writer_add_strings (writer, "topics", (const char *const *) person->topics);
  duo_json_writer_add_strings (writer, "languages", (const char *const *) person->languages);
  duo_json_writer_add_optional_string (writer, "question", person->question);
  duo_json_writer_add_string (writer, "mode", person->direct ? "direct" : "selective");
  duo_json_writer_add_boolean (writer, "paused", person->paused);
  duo_json_writer_add_boolean (writer, "listed", person->listed);
  duo_json_writer_add_int (writer, "rev", person->rev);
  duo_json_writer_end_object (writer);
}

DuoPersonRecord *
duo_wire_read_person (const DuoJson *json, const char *event)
{
  g_autoptr (DuoPersonRecord) person = duo_person_record_new ();
  g_autofree char *mode = duo_json_dup_optional_string (json, "mode");

  person->id = duo_json_dup_id (json, "id");
  person->event = g_strdup (event);
  duo_role_from_string (duo_json_get_string (json, "role"), &person->role);
  person->name = duo_json_dup_string (json, "name");
  person->title = duo_json_dup_optional_string (json, "title");
  person->company = duo_json_dup_optional_id (json, "company");
  person->about = duo_json_dup_optional_string (json, "about");
  person->topics = duo_json_dup_strings (json, "topics");
  person->languages = duo_json_dup_strings (json, "languages");
  person->question = duo_json_dup_optional_string (json, "question");
  person->direct =
      g_strcmp0 (mode, "direct") == 0; /* of a mode that is not known asking first does no harm */
  person->paused = duo_json_get_optional_boolean (json, "paused", FALSE);
  person->listed = duo_json_get_optional_boolean (json, "listed", TRUE);
  person->rev = duo_json_get_int (json, "rev", 0, G_MAXINT64);
  return duo_json_failed (json) ? NULL : g_steal_pointer (&person);
}
