/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-api-private.h"

#include "duo-json.h"
#include "duo-vouch.h"

#include <sodium.h>
#include <string.h>

/* (element-type DuoDeviceRecord) (nullable) */
static GPtrArray *
list (DuoApiCall *call, GError **error)
{
  return duo_store_list_devices (call->api->store, duo_api_call_get_account (call), call->session->device_key,
                                 error);
}

DuoHttpResponse *
duo_api_get_sessions (DuoApiCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = list (call, &error);
  DuoJsonWriter writer;
  GString *text;

  if (devices == NULL)
    return duo_problem_new_for_error (error);
  for (guint i = 0; i < devices->len; i++)
    {
      DuoDeviceRecord *device = devices->pdata[i];

      device->current = g_str_equal (device->session, call->session->id);
    }
  text = g_string_new (NULL);
  duo_json_writer_init (&writer, text);
  duo_wire_write_devices (&writer, devices);

  return duo_http_response_new_json (200, g_string_free (text, FALSE));
}

static gboolean
has_session (gconstpointer device, gconstpointer session)
{
  return g_str_equal (((const DuoDeviceRecord *) device)->session, session);
}

/* (nullable): borrowed */
static const DuoDeviceRecord *
find (GPtrArray *devices, const char *session)
{
  guint index;

  return g_ptr_array_find_with_equal_func (devices, session, has_session, &index) ? devices->pdata[index]
                                                                                  : NULL;
}

static gboolean
read_vouch (DuoApiCall *call, DuoVouch *vouch, GError **error)
{
  g_autoptr (JsonNode) node = duo_api_call_parse (call, error);
  g_autoptr (GError) why = NULL;
  DuoJson json;

  if (node == NULL)
    return FALSE;
  json = duo_json_root (node, &why);
  if (duo_wire_read_vouch (&json, vouch))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&why));

  return FALSE;
}

static void
on_vouched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoApiCall) call = data;
  g_autoptr (GError) error = NULL;

  if (duo_store_write_finish (DUO_STORE (source), result, &error))
    duo_api_call_respond (call, duo_http_response_new (204, NULL, NULL));
  else
    duo_api_call_respond (call, duo_problem_new_for_error (error));
}

static void
write_vouch (DuoApiCall *call, const DuoDeviceRecord *other, const DuoVouch *vouch)
{
  const char *account = duo_api_call_get_account (call);
  DuoWrite *write = duo_write_new ();

  duo_write_vouch (write, account, vouch);
  duo_write_audit (write, account, "vouch", other->name);
  duo_store_write_async (call->api->store, write, NULL, on_vouched, duo_api_call_ref (call));
}

/* (nullable): @own: the key of the device that asks */
static DuoHttpResponse *
judge (const guint8 *own, const DuoDeviceRecord *other, const DuoVouch *vouch)
{
  if (other == NULL)
    return duo_problem_new_refusal (DUO_REFUSAL_NOT_FOUND);
  if (!duo_device_record_may_be_vouched (other, own))
    return duo_problem_new (DUO_PROBLEM_CONFLICT, "A device does not vouch for itself.");
  if (memcmp (vouch->by, own, sizeof vouch->by) != 0 || !duo_device_record_has_key (other, vouch->key) ||
      !duo_vouch_check (vouch, crypto_sign_verify_detached))
    return duo_problem_new (DUO_PROBLEM_NOT_SIGNED,
                            "Sign that device's key with the key with which this one signed in.");
  /* The answer to it was lost, and it is said again. */
  if (duo_device_record_is_vouched_by (other, own))
    return duo_http_response_new (204, NULL, NULL);

  return NULL;
}

DuoHttpResponse *
duo_api_put_vouch (DuoApiCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = list (call, &error);
  const DuoDeviceRecord *other;
  DuoHttpResponse *response;
  DuoVouch vouch;

  if (devices == NULL || !read_vouch (call, &vouch, &error))
    return duo_problem_new_for_error (error);
  other = find (devices, call->path.first);
  response = judge (call->session->device_key, other, &vouch);
  if (response == NULL)
    write_vouch (call, other, &vouch);

  return response;
}
