/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire.h"

#include <string.h>

static void
add_fixed (DuoJsonWriter *writer, const char *name, const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  duo_json_writer_add_bytes (writer, name, bytes);
}

static void
read_fixed (const DuoJson *json, const char *name, guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = duo_json_dup_bytes (json, name, length);

  if (bytes != NULL)
    memcpy (data, g_bytes_get_data (bytes, NULL), length);
}

static void
write_device (DuoJsonWriter *writer, const DuoDeviceRecord *device)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_add_string (writer, "session", device->session);
  duo_json_writer_add_optional_string (writer, "name", device->name);
  add_fixed (writer, "key", device->key, sizeof device->key);
  duo_json_writer_add_time (writer, "since", device->since);
  duo_json_writer_add_boolean (writer, "current", device->current);
  duo_wire_write_vouches (writer, "vouches", &device->vouches);
  duo_json_writer_end_object (writer);
}

void
duo_wire_write_devices (DuoJsonWriter *writer, const GPtrArray *devices)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_begin_array (writer, "devices");
  for (guint i = 0; i < MIN (devices->len, DUO_MAX_DEVICES); i++)
    write_device (writer, g_ptr_array_index (devices, i));
  duo_json_writer_end_array (writer);
  duo_json_writer_end_object (writer);
}

static DuoDeviceRecord *
read_device (const DuoJson *json)
{
  g_autoptr (DuoDeviceRecord) device = duo_device_record_new ();

  device->session = duo_json_dup_id (json, "session");
  device->name = duo_json_dup_optional_text (json, "name", DUO_MAX_WORD);
  read_fixed (json, "key", device->key, sizeof device->key);
  device->since = duo_json_get_time (json, "since");
  device->current = duo_json_get_boolean (json, "current");
  duo_wire_read_vouches (json, "vouches", &device->vouches);
  return g_steal_pointer (&device);
}

GPtrArray *
duo_wire_read_devices (const DuoJson *json)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_device_record_free);
  DuoJson array = duo_json_get_array (json, "devices");
  guint length = duo_json_get_length (&array);

  if (length > DUO_MAX_DEVICES)
    duo_json_fail (&array, "too many");
  for (guint i = 0; i < length && !duo_json_failed (json); i++)
    {
      DuoJson element = duo_json_get_element (&array, i);

      g_ptr_array_add (devices, read_device (&element));
    }
  return duo_json_failed (json) ? NULL : g_steal_pointer (&devices);
}

void
duo_wire_write_vouch (DuoJsonWriter *writer, const DuoVouch *vouch)
{
  duo_json_writer_begin_object (writer, NULL);
  add_fixed (writer, "key", vouch->key, sizeof vouch->key);
  add_fixed (writer, "by", vouch->by, sizeof vouch->by);
  add_fixed (writer, "signature", vouch->signature, sizeof vouch->signature);
  duo_json_writer_end_object (writer);
}

gboolean
duo_wire_read_vouch (const DuoJson *json, DuoVouch *vouch)
{
  read_fixed (json, "key", vouch->key, sizeof vouch->key);
  read_fixed (json, "by", vouch->by, sizeof vouch->by);
  read_fixed (json, "signature", vouch->signature, sizeof vouch->signature);
  return !duo_json_failed (json);
}

void
duo_wire_write_vouches (DuoJsonWriter *writer, const char *name, const DuoVouches *vouches)
{
  if (vouches->n == 0)
    return;
  duo_json_writer_begin_array (writer, name);
  for (guint i = 0; i < vouches->n; i++)
    duo_wire_write_vouch (writer, &vouches->vouches[i]);
  duo_json_writer_end_array (writer);
}

void
duo_wire_read_vouches (const DuoJson *json, const char *name, DuoVouches *vouches)
{
  DuoJson array = duo_json_get_array (json, name);
  guint length = duo_json_get_length (&array);

  vouches->n = 0;
  if (length > DUO_MAX_VOUCHES)
    duo_json_fail (&array, "too many");
  for (guint i = 0; i < length && !duo_json_failed (json); i++)
    {
      DuoJson element = duo_json_get_element (&array, i);

      if (duo_wire_read_vouch (&element, &vouches->vouches[i]))
        vouches->n++;
    }
}
