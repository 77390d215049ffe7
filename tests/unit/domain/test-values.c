/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-clock.h"
#include "duo-event-record.h"
#include "duo-id.h"
#include "duo-permissions.h"

#include <string.h>

#define HOUR_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

static void
test_ids_differ (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 1000; i++)
    {
      char *id = duo_id_new ();

      g_assert_true (duo_id_is_valid (id));
      g_assert_true (g_hash_table_add (seen, id));
    }
}

static void
test_id_from_bytes (void)
{
  guint8 bytes[DUO_ID_BYTES];
  g_autofree char *zeros = NULL, *ones = NULL;

  memset (bytes, 0, sizeof bytes);
  zeros = duo_id_from_bytes (bytes);
  memset (bytes, 0xff, sizeof bytes);
  ones = duo_id_from_bytes (bytes);
  g_assert_cmpstr (zeros, ==, "AAAAAAAAAAAAAAAAAAAAAA");
  g_assert_cmpstr (ones, ==, "_____________________w");
}

static void
test_id_validity (void)
{
  static const char *const bad[] = {"",
                                    "AAAAAAAAAAAAAAAAAAAAA",
                                    "AAAAAAAAAAAAAAAAAAAAAAA",
                                    "AAAAAAAAAAAAAAAAAAAAA=",
                                    "AAAAAAAAAAAAAAAAAAAAA/",
                                    "AAAAAAAAAAAAAAAAAAAAA ",
                                    "../../../../etc/passwd",
                                    "AAAAAAAAAAAAAAAAAAAA\xc3\xa4",
                                    NULL};

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (duo_id_is_valid (bad[i]));
  g_assert_true (duo_id_is_valid ("AAAAAAAAAAAAAAAAAAAA-_"));
}

static void
test_clock (void)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();
  g_autoptr (DuoClock) same = duo_clock_ref (clock);
  gint64 before = g_get_real_time (), ahead;

  g_assert_cmpint (duo_clock_get_offset_us (clock), ==, 0);
  g_assert_cmpint (duo_clock_now_us (clock), >=, before);
  duo_clock_set_offset_us (same, HOUR_US);
  g_assert_cmpint (duo_clock_get_offset_us (clock), ==, HOUR_US);
  ahead = duo_clock_now (clock) - before / G_USEC_PER_SEC;
  g_assert_cmpint (ahead, >=, 3600);
  g_assert_cmpint (ahead, <, 3660);
}

/* PRODUCT §2, §3, §8: what organizers and colleagues must never see or do. */
static void
test_rights (void)
{
  static const struct
  {
    DuoRight right;
    const char *roles; /* which of: talent, recruiter, colleague, organizer */
  } cases[] = {
      {DUO_RIGHT_SEE_RECRUITERS, "trco"},
      {DUO_RIGHT_SEE_TALENTS, "rco"},
      {DUO_RIGHT_SEE_SLOTS, "trco"},
      {DUO_RIGHT_SEE_CHAT, "trco"},
      {DUO_RIGHT_SEE_CHAT_CONTENT, "trc"},
      {DUO_RIGHT_EDIT_AVAILABILITY, "rc"},
      {DUO_RIGHT_ENTER_ROOM, "tr"},
      {DUO_RIGHT_EDIT_FORMAT, "o"},
      {DUO_RIGHT_WRITE_NOTE, "trc"},
      {DUO_RIGHT_READ_CV, "trc"},
      {DUO_RIGHT_MARK, "rc"},
  };
  static const char letters[DUO_N_ROLES] = {'-', 't', 'r', 'c', 'o', '-'};

  G_STATIC_ASSERT (G_N_ELEMENTS (cases) == DUO_N_RIGHTS);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint role = 0; role < DUO_N_ROLES; role++)
      g_assert_cmpint (duo_role_has_right (role, cases[i].right), ==,
                       strchr (cases[i].roles, letters[role]) != NULL);
  g_assert_false (duo_role_has_right (DUO_N_ROLES, DUO_RIGHT_SEE_CHAT));
  g_assert_false (duo_role_has_right (DUO_ROLE_TALENT, DUO_N_RIGHTS));
}

static void
test_event_state_words (void)
{
  DuoEventState state = DUO_EVENT_CLOSED;

  for (guint i = DUO_EVENT_DRAFT; i <= DUO_EVENT_CLOSED; i++)
    g_assert_true (duo_event_state_from_string (duo_event_state_to_string (i), &state) && state == i);
  g_assert_false (duo_event_state_from_string ("paused", &state));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/id/differ", test_ids_differ);
  g_test_add_func ("/domain/id/from-bytes", test_id_from_bytes);
  g_test_add_func ("/domain/id/validity", test_id_validity);
  g_test_add_func ("/domain/clock/offset", test_clock);
  g_test_add_func ("/domain/permissions/rights", test_rights);
  g_test_add_func ("/domain/event-state/words", test_event_state_words);
  return g_test_run ();
}
