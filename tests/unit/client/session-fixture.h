/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-session.h"
#include "fake-service.h"

/* What every test of a session does. Each test has a profile of its own in the directories of this run. */

static inline DuoSession *
session_of (const char *profile)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();

  return duo_session_new (profile, clock, g_network_monitor_get_default ());
}

static inline gboolean
sign_in (DuoSession *session, const char *address, const char *email, const char *password, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_session_sign_in_async (session, address, email, password, NULL, take_result, &result);
  wait_result (result);
  return duo_session_sign_in_finish (session, result, error);
}

/* (transfer full): signed in and online at what @service is told to say */
static inline DuoSession *
online_session_of (const char *profile, FakeService *service)
{
  DuoSession *session = session_of (profile);
  g_autoptr (GError) error = NULL;

  g_assert_true (
      sign_in (session, fake_service_get_address (service), "amara@example.org", "a good password", &error));
  g_assert_no_error (error);
  wait_until (duo_session_get_state (session) == DUO_SESSION_ONLINE);
  return session;
}

static inline gboolean
restore (DuoSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean restored;

  duo_session_restore_async (session, NULL, take_result, &result);
  wait_result (result);
  restored = duo_session_restore_finish (session, result, &error);
  g_assert_no_error (error);
  return restored;
}

static inline void
sign_out (DuoSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  duo_session_sign_out_async (session, NULL, take_result, &result);
  wait_result (result);
  g_assert_true (duo_session_sign_out_finish (session, result, &error));
  g_assert_no_error (error);
}

static inline void
wait_state (DuoSession *session, DuoSessionState state)
{
  wait_until (duo_session_get_state (session) == state);
}

static inline void
command (DuoSession *session,
         DuoVerb verb,
         DuoPerson *person,
         DuoChat *chat,
         DuoTimeRange range,
         GAsyncResult **result)
{
  gboolean says_why = verb == DUO_VERB_RESCHEDULE || verb == DUO_VERB_CANCEL;

  duo_session_command_async (session, verb, person, chat, range, says_why ? "Something came up." : NULL, NULL,
                             NULL, take_result, result);
}

/* (transfer full) */
static inline DuoChat *
command_and_wait (
    DuoSession *session, DuoVerb verb, DuoPerson *person, DuoChat *chat, DuoTimeRange range, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  command (session, verb, person, chat, range, &result);
  wait_result (result);
  return duo_session_command_finish (session, result, error);
}

/* Answers on their way may hold it for a moment; in the end nothing does, and its files are closed. */
#define finish_session(session)                                                                              \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    gpointer weak = (session);                                                                               \
    g_object_add_weak_pointer (weak, &weak);                                                                 \
    g_object_unref (session);                                                                                \
    wait_until (weak == NULL);                                                                               \
    settle ();                                                                                               \
  }                                                                                                          \
  G_STMT_END

/* Everything that a run of these tests writes, the keyring too, is under one directory. */
char *begin_directories (void);
void end_directories (char *directory);
/* A slow keyring keeps the token some time after somebody is online. */
void wait_for_token (const char *profile, const char *name);
