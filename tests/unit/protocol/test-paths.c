/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-paths.h"

#define E "EEEEEEEEEEEEEEEEEEEEEE"
#define R "RRRRRRRRRRRRRRRRRRRRRR"

static void
test_round_trips (void)
{
  static const struct
  {
    DuoPath path;
    const char *first, *second, *text;
  } cases[] = {
      {DUO_PATH_HEALTH, NULL, NULL, "/healthz"},
      {DUO_PATH_READY, NULL, NULL, "/readyz"},
      {DUO_PATH_SERVICE, NULL, NULL, "/v1/service"},
      {DUO_PATH_SESSIONS, NULL, NULL, "/v1/sessions"},
      {DUO_PATH_CURRENT_SESSION, NULL, NULL, "/v1/sessions/current"},
      {DUO_PATH_VOUCH, E, NULL, "/v1/sessions/" E "/vouch"},
      {DUO_PATH_EVENTS, NULL, NULL, "/v1/events"},
      {DUO_PATH_EVENT, E, NULL, "/v1/events/" E},
      {DUO_PATH_ME, E, NULL, "/v1/events/" E "/me"},
      {DUO_PATH_FORMAT, E, NULL, "/v1/events/" E "/format"},
      {DUO_PATH_CHANGES, E, NULL, "/v1/events/" E "/changes"},
      {DUO_PATH_CHATS, E, NULL, "/v1/events/" E "/chats"},
      {DUO_PATH_SLOTS, E, R, "/v1/events/" E "/recruiters/" R "/slots"},
      {DUO_PATH_AVAILABILITY, E, R, "/v1/events/" E "/recruiters/" R "/availability"},
      {DUO_PATH_SETTINGS, E, R, "/v1/events/" E "/recruiters/" R "/settings"},
      {DUO_PATH_ROOM, E, NULL, "/v1/chats/" E "/room"},
      {DUO_PATH_NOTE, E, NULL, "/v1/chats/" E "/note"},
      {DUO_PATH_MY_CV, NULL, NULL, "/v1/me/cv"},
      {DUO_PATH_CV, E, NULL, "/v1/people/" E "/cv"},
      {DUO_PATH_LIVE, NULL, NULL, "/v1/live"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = duo_path_build (cases[i].path, cases[i].first, cases[i].second);
      DuoPathMatch match;

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (duo_path_match (text, &match));
      g_assert_cmpint (match.path, ==, cases[i].path);
      g_assert_cmpstr (match.first, ==, cases[i].first != NULL ? cases[i].first : "");
      g_assert_cmpstr (match.second, ==, cases[i].second != NULL ? cases[i].second : "");
    }
}

static void
test_verbs (void)
{
  for (guint verb = 0; verb < DUO_N_VERBS; verb++)
    {
      g_autofree char *text = duo_path_build_verb (E, verb);
      DuoPathMatch match;

      g_assert_true (duo_path_match (text, &match));
      g_assert_cmpint (match.path, ==, DUO_PATH_VERB);
      g_assert_cmpint (match.verb, ==, verb);
      g_assert_cmpstr (match.first, ==, E);
    }
}

static void
test_no_such_path (void)
{
  static const char *const texts[] = {
      "",
      "/",
      "/v1",
      "/v2/service",
      "/v1/service/",
      "/v1/services",
      "/v1/Service",
      "v1/service",
      "//v1/service",
      "/v1/events/",
      "/v1/events/short",
      "/v1/events/EEEEEEEEEEEEEEEEEEEEEEE",
      "/v1/events/EEEEEEEEEEEEEEEEEEEEE%",
      "/v1/events/" E "/",
      "/v1/events/" E "/nothing",
      "/v1/events/" E "/changes/" R,
      "/v1/events/" E "/recruiters/" R,
      "/v1/events/" E "/recruiters//slots",
      "/v1/events/" E "/talents/" R "/slots",
      "/v1/chats/" E,
      "/v1/chats/" E "/",
      "/v1/chats/" E "/dance",
      "/v1/chats/" E "/cancel/",
      "/v1/chats/../../etc",
      "/v1/live?x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      DuoPathMatch match;

      g_test_message ("%s", texts[i]);
      g_assert_false (duo_path_match (texts[i], &match));
    }
}

static void
test_queries (void)
{
  g_autofree char *changes = duo_path_build_changes (E, 42), *day = duo_path_build_slots (E, R, "2026-11-03"),
                  *all = duo_path_build_slots (E, R, NULL);

  g_assert_cmpstr (changes, ==, "/v1/events/" E "/changes?since=42");
  g_assert_cmpstr (day, ==, "/v1/events/" E "/recruiters/" R "/slots?day=2026-11-03");
  g_assert_cmpstr (all, ==, "/v1/events/" E "/recruiters/" R "/slots");
}

/* An id from elsewhere cannot climb out of its place. */
static void
test_ids_are_escaped (void)
{
  g_autofree char *text = duo_path_build (DUO_PATH_EVENT, "../sessions?x#y", NULL);

  g_assert_cmpstr (text, ==, "/v1/events/..%2Fsessions%3Fx%23y");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/paths/round-trips", test_round_trips);
  g_test_add_func ("/protocol/paths/verbs", test_verbs);
  g_test_add_func ("/protocol/paths/no-such-path", test_no_such_path);
  g_test_add_func ("/protocol/paths/queries", test_queries);
  g_test_add_func ("/protocol/paths/ids-are-escaped", test_ids_are_escaped);
  return g_test_run ();
}
