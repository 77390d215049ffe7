/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-session-devices.h"

#include "duo-vouch.h"

#include <sodium.h>
#include <string.h>

/* A device with a key from its number, so that every run has the same. */
struct _FakeDevice
{
  GObject parent_instance;

  guint8 key[crypto_sign_PUBLICKEYBYTES];
  guint8 secret[crypto_sign_SECRETKEYBYTES];
};

static void signer_iface_init (DuoSignerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeDevice,
                               fake_device,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_SIGNER, signer_iface_init))

static GBytes *
dup_public_key (DuoSigner *signer)
{
  return g_bytes_new (FAKE_DEVICE (signer)->key, DUO_SIGNER_KEY_BYTES);
}

static GBytes *
sign (DuoSigner *signer, GBytes *message)
{
  guint8 signature[DUO_SIGNATURE_BYTES];

  crypto_sign_detached (signature, NULL, g_bytes_get_data (message, NULL), g_bytes_get_size (message),
                        FAKE_DEVICE (signer)->secret);
  return g_bytes_new (signature, sizeof signature);
}

static void
signer_iface_init (DuoSignerInterface *iface)
{
  iface->dup_public_key = dup_public_key;
  iface->sign = sign;
}

static void
fake_device_class_init (FakeDeviceClass *klass)
{
}

static void
fake_device_init (FakeDevice *self)
{
}

static FakeDevice *
fake_device_new (guint8 number)
{
  const guint8 seed[crypto_sign_SEEDBYTES] = {number};
  FakeDevice *self = g_object_new (FAKE_TYPE_DEVICE, NULL);

  crypto_sign_seed_keypair (self->key, self->secret, seed);
  return self;
}

char *
fake_device_dup_code (guint8 number)
{
  g_autoptr (FakeDevice) device = fake_device_new (number);

  return duo_vouch_dup_code (device->key);
}

/* ── the session ── */

typedef struct
{
  guint n_loads;
  GPtrArray *devices;
  GError *error; /* (nullable) */
  GTask *vouching;
  guint8 vouched[DUO_DEVICE_KEY_BYTES];
} FakeDevices;

static void
fake_devices_free (gpointer data)
{
  FakeDevices *self = data;

  g_assert_null (self->vouching);
  g_ptr_array_unref (self->devices);
  g_clear_error (&self->error);
  g_free (self);
}

static FakeDevices *
get (DuoSession *session)
{
  FakeDevices *self = g_object_get_data (G_OBJECT (session), "fake-devices");

  if (self)
    return self;
  self = g_new0 (FakeDevices, 1);
  self->devices = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_device_record_free);
  g_object_set_data_full (G_OBJECT (session), "fake-devices", self, fake_devices_free);
  if (!duo_session_get_signer (session))
    g_object_set_data_full (G_OBJECT (session), "signer", fake_device_new (0), g_object_unref);
  return self;
}

/* @like: whose strings are copied */
static DuoDeviceRecord *
device_copy (const DuoDeviceRecord *like)
{
  DuoDeviceRecord *device = duo_device_record_new ();

  *device = *like;
  device->session = g_strdup (like->session);
  device->name = g_strdup (like->name);
  return device;
}

void
fake_session_add_device (DuoSession *session, guint8 number, const char *name)
{
  FakeDevices *self = get (session);
  g_autoptr (FakeDevice) fake = fake_device_new (number);
  g_autofree char *id = g_strdup_printf ("session-%u", self->devices->len);
  const DuoDeviceRecord device = {.session = id, .name = (char *) name, .current = self->devices->len == 0};

  g_ptr_array_add (self->devices, device_copy (&device));
  memcpy (((DuoDeviceRecord *) self->devices->pdata[self->devices->len - 1])->key, fake->key,
          sizeof fake->key);
}

void
fake_session_vouch (DuoSession *session, guint8 by, guint8 number)
{
  FakeDevices *self = get (session);
  g_autoptr (FakeDevice) older = fake_device_new (by), newer = fake_device_new (number);

  for (guint i = 0; i < self->devices->len; i++)
    {
      DuoDeviceRecord *device = self->devices->pdata[i];

      if (duo_device_record_has_key (device, newer->key))
        duo_vouch_sign (&device->vouches.vouches[device->vouches.n++], DUO_SIGNER (older), newer->key);
    }
}

void
fake_session_remove_device (DuoSession *session, guint index)
{
  g_ptr_array_remove_index (get (session)->devices, index);
}

guint
fake_session_get_n_loads (DuoSession *session)
{
  return get (session)->n_loads;
}

GPtrArray *
fake_session_get_devices (DuoSession *session)
{
  FakeDevices *self = g_object_get_data (G_OBJECT (session), "fake-devices");

  return self ? self->devices : NULL;
}

void
fake_session_fail_devices (DuoSession *session, GError *error)
{
  g_clear_error (&get (session)->error);
  get (session)->error = error;
}

void
duo_session_load_devices_async (DuoSession *session,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  FakeDevices *self = get (session);
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, data);
  GPtrArray *copies = NULL;

  self->n_loads++;
  if (self->error)
    {
      g_task_return_error (task, g_error_copy (self->error));
      return;
    }
  copies = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_device_record_free);
  for (guint i = 0; i < self->devices->len; i++)
    g_ptr_array_add (copies, device_copy (self->devices->pdata[i]));
  g_task_return_pointer (task, copies, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
duo_session_load_devices_finish (DuoSession *session, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
duo_session_vouch_async (DuoSession *session,
                         const DuoDeviceRecord *device,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  FakeDevices *self = get (session);

  g_assert_null (self->vouching);
  self->vouching = g_task_new (session, cancellable, callback, data);
  memcpy (self->vouched, device->key, sizeof self->vouched);
}

gboolean
duo_session_vouch_finish (DuoSession *session, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
fake_session_is_vouching (DuoSession *session, guint8 number)
{
  FakeDevices *self = get (session);
  g_autoptr (FakeDevice) device = fake_device_new (number);

  return self->vouching && memcmp (self->vouched, device->key, sizeof device->key) == 0;
}

void
fake_session_answer_vouch (DuoSession *session, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&get (session)->vouching);

  g_assert_nonnull (task);
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}
