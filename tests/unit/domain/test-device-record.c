/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-device-record.h"

static DuoVouch
say (guint8 by, guint8 key)
{
  return (DuoVouch) {.key = {key}, .by = {by}, .signature = {100 + by}};
}

static void
assert_collects (guint8 number, const DuoVouch *said, guint n, const char *expected)
{
  const guint8 key[DUO_DEVICE_KEY_BYTES] = {number};
  g_autoptr (GString) found = g_string_new (NULL);
  DuoVouches vouches;

  duo_vouches_collect (&vouches, key, said, n);
  for (guint i = 0; i < vouches.n; i++)
    {
      const DuoVouch *vouch = &vouches.vouches[i];

      g_assert_cmpint (vouch->signature[0], ==, 100 + vouch->by[0]);
      g_string_append_printf (found, "%s%u<%u", i > 0 ? " " : "", vouch->key[0], vouch->by[0]);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

/* What is nearest comes first, and each voucher once. */
static void
test_collect (void)
{
  const DuoVouch said[] = {say (1, 2), say (2, 3), say (4, 3), say (1, 4),
                           say (3, 1), say (5, 6), say (3, 3), say (2, 3)};

  assert_collects (3, said, G_N_ELEMENTS (said), "3<2 3<4 2<1");
  assert_collects (1, said, G_N_ELEMENTS (said), "1<3 3<2 3<4");
  assert_collects (6, said, G_N_ELEMENTS (said), "6<5");
  assert_collects (5, said, G_N_ELEMENTS (said), "");
  assert_collects (3, said, 2, "3<2 2<1");
  assert_collects (3, NULL, 0, "");
}

static void
test_collect_as_many_as_are_told (void)
{
  DuoVouch said[DUO_MAX_VOUCHES + 2];

  for (guint8 i = 0; i < G_N_ELEMENTS (said); i++)
    said[i] = say (i + 2, 1);
  assert_collects (1, said, G_N_ELEMENTS (said), "1<2 1<3 1<4 1<5 1<6 1<7 1<8 1<9");
  for (guint8 i = 0; i < G_N_ELEMENTS (said); i++)
    said[i] = say (i + 2, i + 1);
  assert_collects (1, said, G_N_ELEMENTS (said), "1<2 2<3 3<4 4<5 5<6 6<7 7<8 8<9");
}

static void
test_may_be_vouched (void)
{
  const guint8 own[DUO_DEVICE_KEY_BYTES] = {1}, other[DUO_DEVICE_KEY_BYTES] = {2},
               third[DUO_DEVICE_KEY_BYTES] = {3};
  g_autoptr (DuoDeviceRecord) device = duo_device_record_new ();

  device->key[0] = 2;
  device->vouches = (DuoVouches) {2, {say (1, 2), say (3, 1)}};
  g_assert_true (duo_device_record_may_be_vouched (device, own));
  g_assert_true (duo_device_record_may_be_vouched (device, third));
  g_assert_false (duo_device_record_may_be_vouched (device, other));
  g_assert_true (duo_device_record_is_vouched_by (device, own));
  /* It vouched for another one, which only leads here. */
  g_assert_false (duo_device_record_is_vouched_by (device, third));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domain/device-record/collect", test_collect);
  g_test_add_func ("/domain/device-record/collect-as-many-as-are-told", test_collect_as_many_as_are_told);
  g_test_add_func ("/domain/device-record/may-be-vouched", test_may_be_vouched);

  return g_test_run ();
}
