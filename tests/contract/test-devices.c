/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"
#include "duo-id.h"

#include <string.h>

/* The sessions of an account and who vouches for whom (CALL §2): nobody else's, and only as long as it is to be believed.
 * Each device has its number as key, each session one as token. */

static char *
account_of (const char *name)
{
  g_autofree char *account = g_strconcat ("a-", name, NULL);

  return id_of (account);
}

static void
sign_in (Contract *self, const char *name, guint8 device, guint8 token)
{
  DuoSessionRecord *session = duo_session_record_new ();
  DuoWrite *write = duo_write_new ();

  session->id = duo_id_new ();
  session->account = account_of (name);
  memset (session->token_hash, token, sizeof session->token_hash);
  memset (session->device_key, device, sizeof session->device_key);
  session->device_name = g_strdup_printf ("device %u", device);
  session->expires = duo_clock_now (self->clock) + 86400 + token;
  duo_write_take_session (write, session);
  must_write (self, write);
}

/* (transfer full) (nullable) */
static DuoSessionRecord *
find_session (Contract *self, guint8 token)
{
  DuoSessionRecord *session;
  g_autoptr (GError) error = NULL;
  guint8 hash[32];

  memset (hash, token, sizeof hash);
  session = duo_store_find_session (self->store, hash, &error);
  if (!session)
    g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND);
  return session;
}

static gboolean
is_signed_in (Contract *self, guint8 token)
{
  g_autoptr (DuoSessionRecord) session = find_session (self, token);

  return session != NULL;
}

static void
sign_out (Contract *self, guint8 token)
{
  g_autoptr (DuoSessionRecord) session = find_session (self, token);
  DuoWrite *write = duo_write_new ();

  duo_write_revoke_session (write, session->id);
  must_write (self, write);
}

static void
sign_out_everywhere (Contract *self, const char *name)
{
  g_autofree char *account = account_of (name);
  DuoWrite *write = duo_write_new ();

  duo_write_revoke_sessions (write, account);
  must_write (self, write);
}

static void
forget (Contract *self, gint64 when)
{
  DuoWrite *write = duo_write_new ();

  duo_write_forget_sessions (write, when);
  must_write (self, write);
}

static gboolean
try_vouch (Contract *self, const char *name, guint8 older, guint8 newer, GError **error)
{
  g_autofree char *account = account_of (name);
  DuoWrite *write = duo_write_new ();
  DuoVouch said;

  memset (said.key, newer, sizeof said.key);
  memset (said.by, older, sizeof said.by);
  memset (said.signature, 100 + older, sizeof said.signature);
  duo_write_vouch (write, account, &said);
  return write_now (self, write, error);
}

static void
vouch (Contract *self, const char *name, guint8 older, guint8 newer)
{
  g_autoptr (GError) error = NULL;

  try_vouch (self, name, older, newer, &error);
  g_assert_no_error (error);
}

static void
append_vouches (GString *to, const DuoVouches *vouches)
{
  for (guint i = 0; i < vouches->n; i++)
    {
      const DuoVouch *vouch = &vouches->vouches[i];

      g_assert_cmpint (vouch->signature[63], ==, 100 + vouch->by[0]);
      g_string_append_printf (to, "%s%u<%u", to->len > 0 ? " " : "", vouch->key[0], vouch->by[31]);
    }
}

/* "3<2 2<1": by whom, and by whom those are vouched for */
static void
assert_vouches (Contract *self, const char *name, guint8 device, const char *expected)
{
  g_autofree char *account = account_of (name);
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  guint8 key[DUO_DEVICE_KEY_BYTES];
  DuoVouches vouches;

  memset (key, device, sizeof key);
  duo_store_get_vouches (self->store, account, key, &vouches, &error);
  g_assert_no_error (error);
  append_vouches (found, &vouches);
  g_assert_cmpstr (found->str, ==, expected);
}

/* (transfer full): as @own asks */
static GPtrArray *
list (Contract *self, const char *name, guint8 own)
{
  g_autofree char *account = account_of (name);
  g_autoptr (GError) error = NULL;
  guint8 key[DUO_DEVICE_KEY_BYTES];
  GPtrArray *devices;

  memset (key, own, sizeof key);
  devices = duo_store_list_devices (self->store, account, key, &error);
  g_assert_no_error (error);
  return devices;
}

/* "device 2 2<1, device 1": which was used last first */
static void
assert_devices (Contract *self, const char *name, const char *expected)
{
  g_autoptr (GPtrArray) devices = list (self, name, 1);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < devices->len; i++)
    {
      const DuoDeviceRecord *device = devices->pdata[i];

      g_assert_true (duo_id_is_valid (device->session));
      g_assert_cmpint (device->name[strlen (device->name) - 1] - '0', ==, device->key[0]);
      g_string_append_printf (found, "%s%s", i > 0 ? ", " : "", device->name);
      append_vouches (found, &device->vouches);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_list (Contract *self)
{
  g_autoptr (GPtrArray) devices = NULL;

  assert_devices (self, "amara", "");
  sign_in (self, "amara", 1, 1);
  contract_set_now (self, NOW + 60);
  sign_in (self, "amara", 2, 2);
  sign_in (self, "bo", 3, 3);
  assert_devices (self, "amara", "device 2, device 1");
  assert_devices (self, "bo", "device 3");
  /* Somebody with the first one's public key, which is no secret: a session of its own. */
  sign_in (self, "amara", 1, 4);
  assert_devices (self, "amara", "device 1, device 2, device 1");
  devices = list (self, "amara", 1);
  g_assert_cmpint (((DuoDeviceRecord *) devices->pdata[0])->since, ==, NOW + 60);
  g_assert_cmpint (((DuoDeviceRecord *) devices->pdata[2])->since, ==, NOW);
  contract_set_now (self, NOW + 2 * 86400);
  assert_devices (self, "amara", "");
}

/* One more than an account may have ends what was used least lately; nobody else's, and not itself, however the session
 * lasts. */
static void
test_most (Contract *self)
{
  g_autoptr (GPtrArray) devices = NULL;

  sign_in (self, "bo", 1, 200);
  for (guint8 token = 1; token <= DUO_MAX_DEVICES; token++)
    sign_in (self, "amara", 2, token);
  g_assert_true (is_signed_in (self, 1));
  sign_in (self, "amara", 3, DUO_MAX_DEVICES + 1);
  g_assert_false (is_signed_in (self, 1));
  g_assert_true (is_signed_in (self, 2));
  sign_in (self, "amara", 3, 0);
  g_assert_true (is_signed_in (self, 0));
  g_assert_false (is_signed_in (self, 2));
  g_assert_true (is_signed_in (self, 3));
  g_assert_true (is_signed_in (self, 200));
  devices = list (self, "amara", 1);
  g_assert_cmpuint (devices->len, ==, DUO_MAX_DEVICES);
}

static void
test_vouches (Contract *self)
{
  for (guint8 device = 1; device <= 3; device++)
    sign_in (self, "amara", device, device);
  vouch (self, "amara", 1, 2);
  vouch (self, "amara", 2, 3);
  assert_vouches (self, "amara", 1, "");
  assert_vouches (self, "amara", 2, "2<1");
  assert_vouches (self, "amara", 3, "3<2 2<1");
  assert_devices (self, "amara", "device 3 3<2 2<1, device 2 2<1, device 1");

  /* Once more is nothing new, and a newer one may speak for an older. */
  vouch (self, "amara", 2, 3);
  vouch (self, "amara", 3, 1);
  assert_vouches (self, "amara", 1, "1<3 3<2");
  contract_close (self);
  contract_open (self);
  assert_vouches (self, "amara", 3, "3<2 2<1");
}

/* Who signs in with a stolen password cannot use up what others have to say, nor hide it behind much of their own. */
static void
test_first_words (Contract *self)
{
  sign_in (self, "amara", 1, 1);
  sign_in (self, "amara", 2, 2);
  contract_set_now (self, NOW + 60);
  for (guint8 thief = 10; thief < 10 + DUO_MAX_VOUCHES; thief++)
    {
      sign_in (self, "amara", thief, thief);
      vouch (self, "amara", thief, 2);
    }
  assert_vouches (self, "amara", 2, "2<10 2<11 2<12 2<13 2<14 2<15 2<16 2<17");
  contract_set_now (self, NOW + 120);
  vouch (self, "amara", 1, 2);
  assert_vouches (self, "amara", 2, "2<1 2<10 2<11 2<12 2<13 2<14 2<15 2<16");
}

/* Whoever asks sees what it said itself, however late it signed in. */
static void
test_own_words (Contract *self)
{
  g_autoptr (GPtrArray) devices = NULL;

  sign_in (self, "amara", 2, 100);
  for (guint8 other = 10; other < 10 + DUO_MAX_VOUCHES; other++)
    {
      sign_in (self, "amara", other, other);
      vouch (self, "amara", other, 2);
    }
  contract_set_now (self, NOW + 60);
  sign_in (self, "amara", 1, 1);
  vouch (self, "amara", 1, 2);
  assert_vouches (self, "amara", 2, "2<10 2<11 2<12 2<13 2<14 2<15 2<16 2<17");
  devices = list (self, "amara", 1);
  g_assert_cmpint (((DuoDeviceRecord *) devices->pdata[0])->vouches.vouches[0].by[0], ==, 1);
}

static void
test_most_vouches (Contract *self)
{
  g_autoptr (GError) error = NULL;
  guint said = 0;

  for (guint8 device = 1; device <= 20; device++)
    sign_in (self, "amara", device, device);
  for (guint8 older = 1; older <= 20 && said < DUO_MAX_ACCOUNT_VOUCHES; older++)
    for (guint8 newer = 1; newer <= 20 && said < DUO_MAX_ACCOUNT_VOUCHES; newer++)
      if (older != newer)
        {
          vouch (self, "amara", older, newer);
          said++;
        }
  g_assert_cmpuint (said, ==, DUO_MAX_ACCOUNT_VOUCHES);
  g_assert_false (try_vouch (self, "amara", 20, 1, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_CONFLICT);
}

static void
test_other_account (Contract *self)
{
  g_autoptr (GError) error = NULL;

  sign_in (self, "amara", 1, 1);
  sign_in (self, "bo", 2, 2);
  g_assert_false (try_vouch (self, "amara", 1, 2, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (try_vouch (self, "bo", 1, 2, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND);
  assert_vouches (self, "amara", 2, "");
  assert_vouches (self, "bo", 2, "");

  /* One computer of two people: what is said of it for the one is not said for the other. */
  sign_in (self, "bo", 1, 3);
  vouch (self, "bo", 1, 2);
  assert_vouches (self, "bo", 2, "2<1");
  assert_vouches (self, "amara", 2, "");
}

static void
test_long_chain (Contract *self)
{
  for (guint8 device = 1; device <= DUO_MAX_VOUCHES + 3; device++)
    sign_in (self, "amara", device, device);
  for (guint8 device = 1; device <= DUO_MAX_VOUCHES + 2; device++)
    vouch (self, "amara", device, device + 1);
  assert_vouches (self, "amara", DUO_MAX_VOUCHES + 3, "11<10 10<9 9<8 8<7 7<6 6<5 5<4 4<3");
}

/* In a circle, too, it ends. */
static void
test_circle (Contract *self)
{
  sign_in (self, "amara", 1, 1);
  sign_in (self, "amara", 2, 2);
  vouch (self, "amara", 1, 2);
  vouch (self, "amara", 2, 1);
  assert_vouches (self, "amara", 1, "1<2");
}

/* Whoever changes computers and signs the old one out is who they were. */
static void
test_sign_out (Contract *self)
{
  sign_in (self, "amara", 1, 1);
  sign_in (self, "amara", 2, 2);
  vouch (self, "amara", 1, 2);
  sign_out (self, 1);
  assert_devices (self, "amara", "device 2 2<1");
  assert_vouches (self, "amara", 2, "2<1");
  sign_out (self, 2);
  forget (self, NOW + DUO_VOUCH_SECONDS - 1);
  sign_in (self, "amara", 2, 3);
  assert_vouches (self, "amara", 2, "2<1");
}

/* Everywhere means that one may be in wrong hands: nothing that any of them said counts from then on. */
static void
test_sign_out_everywhere (Contract *self)
{
  g_autoptr (GError) error = NULL;

  sign_in (self, "amara", 1, 1);
  sign_in (self, "amara", 2, 2);
  sign_in (self, "bo", 1, 3);
  sign_in (self, "bo", 2, 4);
  vouch (self, "amara", 1, 2);
  vouch (self, "bo", 1, 2);
  sign_out_everywhere (self, "amara");
  assert_vouches (self, "amara", 2, "");
  assert_vouches (self, "bo", 2, "2<1");
  sign_in (self, "amara", 2, 5);
  /* What was judged before, and comes behind it. */
  g_assert_false (try_vouch (self, "amara", 1, 2, &error));
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND);
  assert_vouches (self, "amara", 2, "");
  assert_devices (self, "amara", "device 2");
}

/* What was said of a device goes a while after it, unless somebody is there for whom it vouches. */
static void
test_forgotten (Contract *self)
{
  for (guint8 device = 1; device <= 4; device++)
    sign_in (self, "amara", device, device);
  vouch (self, "amara", 1, 2);
  vouch (self, "amara", 2, 3);
  vouch (self, "amara", 1, 4);
  for (guint8 token = 1; token <= 4; token++)
    if (token != 3)
      sign_out (self, token);
  forget (self, NOW + DUO_VOUCH_SECONDS - 1);
  assert_vouches (self, "amara", 4, "4<1");
  contract_set_now (self, NOW + DUO_VOUCH_SECONDS);
  sign_in (self, "amara", 3, 5);
  forget (self, NOW + DUO_VOUCH_SECONDS);
  assert_vouches (self, "amara", 4, "");
  assert_vouches (self, "amara", 3, "3<2 2<1");
  forget (self, NOW + 2 * DUO_VOUCH_SECONDS);
  assert_vouches (self, "amara", 3, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  contract_add ("/devices/list", test_list);
  contract_add ("/devices/most", test_most);
  contract_add ("/devices/vouches", test_vouches);
  contract_add ("/devices/first-words", test_first_words);
  contract_add ("/devices/own-words", test_own_words);
  contract_add ("/devices/most-vouches", test_most_vouches);
  contract_add ("/devices/other-account", test_other_account);
  contract_add ("/devices/long-chain", test_long_chain);
  contract_add ("/devices/circle", test_circle);
  contract_add ("/devices/sign-out", test_sign_out);
  contract_add ("/devices/sign-out-everywhere", test_sign_out_everywhere);
  contract_add ("/devices/forgotten", test_forgotten);
  return g_test_run ();
}
