/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rows-private.h"
#include "duo-store.h"

static DuoDeviceRecord *
read_device (DuoQuery *row)
{
  DuoDeviceRecord *device = duo_device_record_new ();

  device->session = duo_query_dup_text (row, "id");
  device->name = duo_query_dup_text (row, "device_name");
  duo_query_get_blob (row, "device_key", device->key, sizeof device->key);
  device->since = duo_query_get_int (row, "since");
  return device;
}

/* Returns: how many of @said there are; @own: whose are first */
static guint
load_said (DuoDatabase *database, const char *account, const guint8 *own, DuoVouch *said)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "vouches-of-account");
  guint n = 0;

  duo_query_bind_text (query, ":account", account);
  duo_query_bind_blob (query, ":own", own, DUO_DEVICE_KEY_BYTES);
  duo_query_bind_int (query, ":most", DUO_MAX_ACCOUNT_VOUCHES);
  while (n < DUO_MAX_ACCOUNT_VOUCHES && duo_query_next (query))
    {
      duo_query_get_blob (query, "device_key", said[n].key, sizeof said[n].key);
      duo_query_get_blob (query, "voucher", said[n].by, sizeof said[n].by);
      duo_query_get_blob (query, "signature", said[n].signature, sizeof said[n].signature);
      n++;
    }
  return n;
}

GPtrArray *
duo_rows_load_devices (DuoDatabase *database, const char *account, const guint8 *own, gint64 now)
{
  g_autofree DuoVouch *said = g_new (DuoVouch, DUO_MAX_ACCOUNT_VOUCHES);
  guint n = load_said (database, account, own, said);
  g_autoptr (DuoQuery) query = duo_database_query (database, "devices-of-account");
  GPtrArray *devices = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_device_record_free);

  duo_query_bind_text (query, ":account", account);
  duo_query_bind_int (query, ":now", now);
  duo_query_bind_int (query, ":most", DUO_MAX_DEVICES);
  while (duo_query_next (query))
    {
      DuoDeviceRecord *device = read_device (query);

      duo_vouches_collect (&device->vouches, device->key, said, n);
      g_ptr_array_add (devices, device);
    }
  return devices;
}

void
duo_rows_load_vouches (DuoDatabase *database, const char *account, const guint8 *key, DuoVouches *vouches)
{
  g_autofree DuoVouch *said = g_new (DuoVouch, DUO_MAX_ACCOUNT_VOUCHES);

  duo_vouches_collect (vouches, key, said, load_said (database, account, key, said));
}

void
duo_rows_end_other_sessions (DuoDatabase *database, const char *account, const char *session)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "end-other-sessions");

  duo_query_bind_text (query, ":account", account);
  duo_query_bind_text (query, ":id", session);
  duo_query_bind_int (query, ":most", DUO_MAX_DEVICES);
  duo_query_bind_int (query, ":others", DUO_MAX_DEVICES - 1);
  duo_query_run (query);
}

/* Both were signed in when it was judged, and a new password may have come between. @since: (out): of the voucher */
static gboolean
may_be_said (DuoDatabase *database, const char *account, const DuoVouch *vouch, gint64 now, gint64 *since)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "before-vouch");

  duo_query_bind_text (query, ":account", account);
  duo_query_bind_blob (query, ":device_key", vouch->key, sizeof vouch->key);
  duo_query_bind_blob (query, ":voucher", vouch->by, sizeof vouch->by);
  duo_query_bind_int (query, ":now", now);
  if (!duo_query_next (query))
    return FALSE;
  if (duo_query_get_int (query, "there") == 0 || duo_query_get_int (query, "vouching") == 0)
    duo_database_fail (database, DUO_STORE_ERROR_NOT_FOUND, "one of them is not signed in any more");
  else if (duo_query_get_int (query, "said") >= DUO_MAX_ACCOUNT_VOUCHES)
    duo_database_fail (database, DUO_STORE_ERROR_CONFLICT, "they vouch for as many as they may");
  else
    {
      *since = duo_query_get_int (query, "since");
      return TRUE;
    }
  return FALSE;
}

void
duo_rows_save_vouch (DuoDatabase *database, const char *account, const DuoVouch *vouch, gint64 now)
{
  g_autoptr (DuoQuery) query = NULL;
  gint64 since;

  if (!may_be_said (database, account, vouch, now, &since))
    return;
  query = duo_database_query (database, "vouch");
  duo_query_bind_text (query, ":account", account);
  duo_query_bind_blob (query, ":device_key", vouch->key, sizeof vouch->key);
  duo_query_bind_blob (query, ":voucher", vouch->by, sizeof vouch->by);
  duo_query_bind_blob (query, ":signature", vouch->signature, sizeof vouch->signature);
  duo_query_bind_int (query, ":since", since);
  duo_query_bind_int (query, ":made", now);
  duo_query_run (query);
}

void
duo_rows_forget_vouches (DuoDatabase *database, gint64 now)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "forget-vouches");

  duo_query_bind_int (query, ":before", now - DUO_VOUCH_SECONDS);
  duo_query_run (query);
}
