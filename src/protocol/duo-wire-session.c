/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-free-text.h"
#include "duo-wire.h"

#include <string.h>

static void
erase (char *secret)
{
  if (secret == NULL)
    return;

  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

void
duo_wire_write_service (DuoJsonWriter *writer, const DuoWireService *service)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_add_string (writer, "name", service->name);
  duo_json_writer_add_string (writer, "version", service->version);
  duo_json_writer_begin_array (writer, "protocol");
  if (service->speaks_v1)
    duo_json_writer_add_int (writer, NULL, 1);
  duo_json_writer_end_array (writer);
  duo_json_writer_add_string (writer, "registration", service->registration);
  duo_json_writer_add_strings (writer, "sign_in", (const char *const *) service->sign_in);
  duo_json_writer_end_object (writer);
}

static gboolean
read_speaks_v1 (const DuoJson *json)
{
  DuoJson array = duo_json_get_array (json, "protocol");
  guint length = duo_json_get_length (&array);
  gboolean speaks = FALSE;

  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&array, i);

      speaks |= duo_json_as_int (&element, 0, G_MAXINT64) == 1;
    }
  return speaks;
}

DuoWireService *
duo_wire_read_service (const DuoJson *json)
{
  g_autoptr (DuoWireService) service = g_new0 (DuoWireService, 1);

  service->name = duo_json_dup_string (json, "name");
  service->version = duo_json_dup_string (json, "version");
  service->speaks_v1 = read_speaks_v1 (json);
  service->registration = duo_json_dup_optional_string (json, "registration");
  service->sign_in = duo_json_dup_strings (json, "sign_in");
  return duo_json_failed (json) ? NULL : g_steal_pointer (&service);
}

void
duo_wire_service_free (DuoWireService *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->version);
  g_free (self->registration);
  g_strfreev (self->sign_in);
  g_free (self);
}

void
duo_wire_write_sign_in (DuoJsonWriter *writer, const DuoWireSignIn *sign_in)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_add_string (writer, "method", "password");
  duo_json_writer_add_string (writer, "email", sign_in->email);
  duo_json_writer_add_string (writer, "password", sign_in->password);
  duo_json_writer_begin_object (writer, "device");
  duo_json_writer_add_string (writer, "name", sign_in->device);
  duo_json_writer_add_bytes (writer, "key", sign_in->key);
  duo_json_writer_end_object (writer);
  duo_json_writer_end_object (writer);
}

DuoWireSignIn *
duo_wire_read_sign_in (const DuoJson *json)
{
  g_autoptr (DuoWireSignIn) sign_in = g_new0 (DuoWireSignIn, 1);
  DuoJson device = duo_json_get_object (json, "device");
  const char *method = duo_json_get_string (json, "method");
  const char *name;

  if (method != NULL && !g_str_equal (method, "password"))
    duo_json_fail_member (json, "method", "not a way to sign in here");
  sign_in->email = duo_json_dup_string (json, "email");
  sign_in->password = duo_json_dup_string (json, "password");
  name = duo_json_get_string (&device, "name");
  if (name != NULL && g_utf8_strlen (name, -1) > DUO_MAX_WORD)
    duo_json_fail_member (&device, "name", "too long");
  sign_in->device = name ? duo_free_text_dup_clean (name, FALSE) : NULL;
  sign_in->key = duo_json_dup_bytes (&device, "key", 32);
  return duo_json_failed (json) ? NULL : g_steal_pointer (&sign_in);
}

void
duo_wire_sign_in_free (DuoWireSignIn *self)
{
  if (self == NULL)
    return;

  g_free (self->email);
  erase (self->password);
  g_free (self->device);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_free (self);
}

void
duo_wire_write_session (DuoJsonWriter *writer, const DuoWireSession *session)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_add_string (writer, "token", session->token);
  duo_json_writer_add_time (writer, "expires", session->expires);
  duo_json_writer_begin_object (writer, "account");
  duo_json_writer_add_string (writer, "id", session->account);
  duo_json_writer_add_string (writer, "name", session->name);
  duo_json_writer_add_string (writer, "email", session->email);
  duo_json_writer_end_object (writer);
  duo_json_writer_end_object (writer);
}

DuoWireSession *
duo_wire_read_session (const DuoJson *json)
{
  g_autoptr (DuoWireSession) session = g_new0 (DuoWireSession, 1);
  DuoJson account = duo_json_get_object (json, "account");

  session->token = duo_json_dup_string (json, "token");
  session->expires = duo_json_get_time (json, "expires");
  session->account = duo_json_dup_id (&account, "id");
  session->name = duo_json_dup_string (&account, "name");
  session->email = duo_json_dup_string (&account, "email");
  return duo_json_failed (json) ? NULL : g_steal_pointer (&session);
}

void
duo_wire_session_free (DuoWireSession *self)
{
  if (self == NULL)
    return;

  erase (self->token);
  g_free (self->account);
  g_free (self->name);
  g_free (self->email);
  g_free (self);
}
