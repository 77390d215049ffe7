/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-credentials-private.h"
#include "duo-json.h"
#include "duo-session-private.h"
#include "freed.h"
#include "session-fixture.h"

#define EMAIL "amara@example.org"
#define PASSWORD "a good password"
#define NO_RANGE ((DuoTimeRange) {0, 0})

typedef struct
{
  FakeService *service;
  const char *address;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->service = fake_service_new ();
  f->address = fake_service_get_address (f->service);
  fake_service_furnish (f->service);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fake_service_free (f->service);
}

static DuoSession *
signed_in (Fixture *f, const char *profile)
{
  DuoSession *session = session_of (profile);
  g_autoptr (GError) error = NULL;

  g_assert_true (sign_in (session, f->address, EMAIL, PASSWORD, &error));
  g_assert_no_error (error);
  wait_state (session, DUO_SESSION_ONLINE);
  return session;
}

static DuoPerson *
find (DuoSession *session, const char *id)
{
  DuoPerson *person = duo_event_find_person (duo_session_get_event (session), id);

  g_assert_nonnull (person);
  return person;
}

static char *
changes_with (const char *rest)
{
  return g_strdup_printf ("{\"type\":\"changes\",\"event\":\"" FAKE_EVENT "\",%s}", rest);
}

static DuoChat *
bring_chat (Fixture *f, DuoSession *session)
{
  g_autofree char *booked = fake_chat ("confirmed", 6);
  g_autofree char *chats = g_strdup_printf ("\"since\":5,\"chats\":[%s]", booked);
  g_autofree char *text = changes_with (chats);
  DuoEvent *event = duo_session_get_event (session);

  fake_service_say (f->service, text);
  wait_until (duo_event_find_chat (event, FAKE_CHAT) != NULL);
  return duo_event_find_chat (event, FAKE_CHAT);
}

/* What pages bind is what they are told when they ask. */
static void
assert_properties (DuoSession *session)
{
  g_autofree char *address = NULL, *name = NULL, *email = NULL;
  g_autoptr (DuoEvent) event = NULL;
  g_autoptr (GListModel) events = NULL;
  gboolean keyring, cache_lost;
  gint64 synced_at;
  int state;

  g_object_get (session, "state", &state, "address", &address, "account-name", &name, "account-email", &email,
                "event", &event, "events", &events, "synced-at", &synced_at, "keyring", &keyring,
                "cache-lost", &cache_lost, NULL);
  g_assert_cmpint (state, ==, duo_session_get_state (session));
  g_assert_cmpstr (address, ==, duo_session_get_address (session));
  g_assert_cmpstr (name, ==, duo_session_get_account_name (session));
  g_assert_cmpstr (email, ==, EMAIL);
  g_assert_true (event == duo_session_get_event (session));
  g_assert_true (events == duo_session_get_events (session));
  g_assert_cmpint (synced_at, ==, duo_session_get_synced_at (session));
  g_assert_cmpint (keyring, ==, duo_session_get_keyring (session));
  g_assert_cmpint (cache_lost, ==, duo_session_get_cache_lost (session));
}

static void
test_sign_in (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "sign-in");
  const FakeRequest *sent = fake_service_wait_request (f->service, "POST", "/v1/sessions", 0);
  g_autoptr (GBytes) key = duo_signer_dup_public_key (duo_session_get_signer (session));
  g_autofree char *text = duo_base64url_encode (key);

  g_assert_nonnull (strstr (sent->body, EMAIL));
  g_assert_nonnull (strstr (sent->body, text));
  g_assert_null (sent->bearer);
  g_assert_cmpstr (duo_session_get_account_name (session), ==, "Amara Okafor");
  g_assert_cmpstr (duo_session_get_address (session), ==, f->address);
  g_assert_cmpstr (duo_event_get_name (duo_session_get_event (session)), ==, "Nordic Careers");
  g_assert_cmpuint (duo_person_get_open_slots (find (session, FAKE_ADA)), ==, 7);
  g_assert_cmpstr (duo_person_get_company_name (find (session, FAKE_ADA)), ==, "Nordlys");
  g_assert_cmpint (duo_session_get_synced_at (session), >, 0);
  g_assert_true (duo_session_get_keyring (session));
  g_assert_nonnull (strstr (fake_service_wait_text (f->service, "\"hello\"", 0), FAKE_EVENT));
  g_assert_cmpint (duo_session_get_state (session), !=, DUO_SESSION_SIGNED_OUT);
  assert_properties (session);
  finish_session (session);
}

/* Every character is written six times as long; nothing that is given back to the allocator has them in it. */
static void
test_erases_the_password (Fixture *f, gconstpointer data)
{
  guint8 bytes[32] = {1};
  g_autoptr (GBytes) key = g_bytes_new (bytes, sizeof bytes);
  g_autofree char *password = g_strnfill (200, '\001');
  g_autofree char *device = g_strnfill (63, 'd');
  const DuoWireSignIn wire = {.email = (char *) EMAIL, .password = password, .device = device, .key = key};
  g_autoptr (DuoSecret) text = NULL;
  gboolean watching = freed_watch ("\\u0001\\u0001");

  text = duo_session_write_sign_in (&wire);
  g_assert_nonnull (strstr (duo_secret_peek (text), "\\u0001"));
  g_clear_pointer (&text, duo_secret_unref);
  g_assert_cmpuint (freed_stop (), ==, 0);
  if (!watching)
    g_test_skip ("only AddressSanitizer can tell");
}

static void
test_wrong_password (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DuoSession *session = session_of ("wrong-password");

  fake_service_forget_answers (f->service, "POST", "/v1/sessions");
  fake_service_answer (f->service, "POST", "/v1/sessions", 401, "");
  g_assert_false (sign_in (session, f->address, EMAIL, PASSWORD, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_CREDENTIALS);
  g_assert_null (strstr (error->message, PASSWORD));
  g_assert_cmpint (duo_session_get_state (session), ==, DUO_SESSION_SIGNED_OUT);
  finish_session (session);
}

static void
test_sign_in_refuses_early (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *service;
    guint status;
    int code;
  } cases[] = {
      {"{\"name\":\"x\",\"version\":\"9.0\",\"protocol\":[7],\"registration\":\"open\",\"sign_in\":["
       "\"password\"]}",
       200, DUO_CLIENT_ERROR_INCOMPATIBLE},
      {"<html>a web site</html>", 200, DUO_CLIENT_ERROR_ADDRESS},
      {"", 503, DUO_CLIENT_ERROR_OFFLINE},
  };
  DuoSession *session = session_of ("refuses-early");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      fake_service_forget_answers (f->service, "GET", "/v1/service");
      fake_service_answer (f->service, "GET", "/v1/service", cases[i].status, cases[i].service);
      g_assert_false (sign_in (session, f->address, EMAIL, PASSWORD, &error));
      g_assert_error (error, DUO_CLIENT_ERROR, cases[i].code);
    }
  g_assert_cmpuint (fake_service_count (f->service, "POST", "/v1/sessions"), ==, 0);
  finish_session (session);
}

static void
test_sign_in_not_over_plain_http (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DuoSession *session = session_of ("plain-http");

  g_assert_false (sign_in (session, "http://chats.example.org", EMAIL, PASSWORD, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_ADDRESS);
  finish_session (session);
}

static void
test_probe (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  DuoSession *session = session_of ("probe");

  duo_session_probe_async (session, f->address, NULL, take_result, &result);
  wait_result (result);
  name = duo_session_probe_finish (session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "Nordic Careers");
  g_assert_null (duo_session_get_address (session));
  duo_session_probe_async (session, "no address", NULL, take_result, &second);
  wait_result (second);
  g_assert_null (duo_session_probe_finish (session, second, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_ADDRESS);
  g_clear_object (&result);
  g_clear_object (&second);
  finish_session (session);
}

/* Whatever sends without an end is a web site at best. */
static void
test_probe_of_too_much (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *endless = g_strnfill (2 * DUO_MAX_BODY, ' ');
  DuoSession *session = session_of ("probe-of-too-much");

  fake_service_forget_answers (f->service, "GET", "/v1/service");
  fake_service_answer (f->service, "GET", "/v1/service", 200, endless);
  duo_session_probe_async (session, f->address, NULL, take_result, &result);
  wait_result (result);
  g_assert_null (duo_session_probe_finish (session, result, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_ADDRESS);
  g_assert_nonnull (strstr (error->message, "too large"));
  g_clear_object (&result);
  finish_session (session);
}

static void
test_nobody_to_restore (Fixture *f, gconstpointer data)
{
  DuoSession *session = session_of ("nobody");

  g_assert_false (restore (session));
  g_assert_cmpint (duo_session_get_state (session), ==, DUO_SESSION_SIGNED_OUT);
  g_assert_false (duo_session_get_cache_lost (session));
  finish_session (session);
}

/* The key of the device goes with every sign-in of it. */
static void
test_restores_without_a_network (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "offline");
  g_autoptr (GBytes) key = duo_signer_dup_public_key (duo_session_get_signer (session));
  g_autoptr (GBytes) key_again = NULL;
  gint64 synced;

  wait_for_token ("offline", "Amara Okafor");
  finish_session (session);
  fake_service_hide (f->service);
  session = session_of ("offline");
  g_assert_true (restore (session));
  g_assert_cmpstr (duo_session_get_account_name (session), ==, "Amara Okafor");
  g_assert_cmpstr (duo_person_get_name (find (session, FAKE_ADA)), ==, "Ada Lindqvist");
  g_assert_cmpuint (duo_person_get_open_slots (find (session, FAKE_ADA)), ==, 7);
  synced = duo_session_get_synced_at (session);
  g_assert_cmpint (ABS (synced - g_get_real_time () / G_USEC_PER_SEC), <, WAIT_SECONDS);
  wait_state (session, DUO_SESSION_OFFLINE);
  key_again = duo_signer_dup_public_key (duo_session_get_signer (session));
  g_assert_true (g_bytes_equal (key, key_again));

  fake_service_show (f->service);
  duo_session_reconnect (session);
  wait_state (session, DUO_SESSION_ONLINE);
  g_assert_cmpuint (fake_service_count (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes?since=0"), ==,
                    1);
  finish_session (session);
}

/* A network that comes and goes when a test says so. */
#define TEST_TYPE_NETWORK (test_network_get_type ())
G_DECLARE_FINAL_TYPE (TestNetwork, test_network, TEST, NETWORK, GObject)

struct _TestNetwork
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNetwork,
                               test_network,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, NULL)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, NULL))

static void
test_network_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
}

static void
test_network_class_init (TestNetworkClass *klass)
{
  static const char *const names[] = {"network-available", "network-metered", "connectivity"};

  G_OBJECT_CLASS (klass)->get_property = test_network_get_property;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_object_class_override_property (G_OBJECT_CLASS (klass), i + 1, names[i]);
}

static void
test_network_init (TestNetwork *self)
{
}

static DuoSession *
session_in (TestNetwork *network, const char *profile)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();

  return duo_session_new (profile, clock, G_NETWORK_MONITOR (network));
}

/* In another network what seems to be up may be dead without a word, and nobody waits for the next try. */
static void
test_another_network (Fixture *f, gconstpointer data)
{
  TestNetwork *network = g_object_new (TEST_TYPE_NETWORK, NULL);
  DuoSession *session = session_in (network, "another-network");

  g_assert_true (sign_in (session, f->address, EMAIL, PASSWORD, NULL));
  wait_state (session, DUO_SESSION_ONLINE);
  g_assert_cmpuint (fake_service_count_texts (f->service, "\"ping\""), ==, 0);
  /* More often than by itself in that time. */
  for (guint i = 0; i < 6; i++)
    g_signal_emit_by_name (network, "network-changed", i % 2 == 0);
  fake_service_wait_text (f->service, "\"ping\"", 5);
  finish_session (session);
  g_assert_finalize_object (network);
}

static void
on_ended (DuoSession *session, const GError *error, guint *times)
{
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT);
  (*times)++;
}

/* Signed out elsewhere: the service refuses the token. */
static void
test_ended_by_the_service (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "ended");
  guint times = 0;

  g_signal_connect (session, "ended", G_CALLBACK (on_ended), &times);
  fake_service_refuse_live (f->service, 401);
  fake_service_drop_socket (f->service);
  wait_state (session, DUO_SESSION_SIGNED_OUT);
  g_assert_cmpuint (times, ==, 1);
  g_assert_null (duo_session_get_event (session));
  g_assert_null (duo_session_get_account_name (session));
  g_assert_cmpuint (g_list_model_get_n_items (duo_session_get_events (session)), ==, 0);
  g_assert_cmpstr (duo_session_get_address (session), ==, f->address);
  finish_session (session);
}

/* The same, said to a request while the live socket stays open: nobody tries again. */
static void
test_ended_while_refreshing (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "ended-refreshing");
  g_autofree char *gap = changes_with ("\"since\":8,\"upto\":9");
  guint times = 0;

  g_signal_connect (session, "ended", G_CALLBACK (on_ended), &times);
  fake_service_forget_answers (f->service, "GET", "/v1/events");
  fake_service_answer (f->service, "GET", "/v1/events", 401, "");
  fake_service_say (f->service, gap);
  wait_state (session, DUO_SESSION_SIGNED_OUT);
  settle ();
  g_assert_cmpuint (times, ==, 1);
  g_assert_null (duo_session_get_account_name (session));
  g_assert_cmpuint (fake_service_get_n_sockets (f->service), ==, 1);
  finish_session (session);
}

/* A page of ten thousand is still being read when the next one signs in: the new session is not forgotten for it. */
static void
test_refresh_of_the_session_before (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "before");
  g_autofree char *gap = changes_with ("\"since\":8,\"upto\":9");
  guint before = fake_service_count (f->service, "GET", "/v1/events");

  fake_service_hold (f->service, "GET", "/v1/events");
  fake_service_say (f->service, gap);
  fake_service_wait_request (f->service, "GET", "/v1/events", before);
  before = fake_service_count (f->service, "GET", "/v1/events");
  duo_session_end (session);
  duo_session_set_identity (session, "KOFIKOFIKOFIKOFIKOFIKO", "Kofi Mensah", "kofi@example.org");
  duo_session_set_state (session, DUO_SESSION_CONNECTING);
  g_signal_emit_by_name (session->live, "opened");
  fake_service_wait_request (f->service, "GET", "/v1/events", before);
  fake_service_let_go (f->service);
  finish_session (session);
}

static void
test_sign_out (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "sign-out");

  sign_out (session);
  g_assert_cmpint (duo_session_get_state (session), ==, DUO_SESSION_SIGNED_OUT);
  g_assert_cmpstr (fake_service_wait_request (f->service, "DELETE", "/v1/sessions/current", 0)->bearer, ==,
                   "Bearer a-secret-token");
  finish_session (session);
  session = session_of ("sign-out");
  g_assert_false (restore (session));
  g_assert_cmpstr (duo_session_get_address (session), ==, f->address); /* remembered for the next time */
  finish_session (session);
}

static void
test_sign_out_without_a_network (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "sign-out-offline");

  fake_service_hide (f->service);
  wait_state (session, DUO_SESSION_OFFLINE);
  sign_out (session);
  g_assert_cmpint (duo_session_get_state (session), ==, DUO_SESSION_SIGNED_OUT);
  finish_session (session);
}

/* The cache shows a session whose token somebody took out of the keyring. */
static void
test_keyring_without_the_token (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "no-token");
  g_autoptr (DuoCredentials) credentials = duo_credentials_new ("no-token");
  g_autoptr (GAsyncResult) forgotten = NULL;
  guint times = 0;

  wait_for_token ("no-token", "Amara Okafor");
  finish_session (session);
  session = session_of ("no-token");
  g_assert_true (restore (session)); /* from here on the cache knows that it is kept */
  finish_session (session);
  duo_credentials_forget_async (credentials, NULL, take_result, &forgotten);
  wait_result (forgotten);
  g_assert_true (duo_credentials_forget_finish (credentials, forgotten, NULL));
  session = session_of ("no-token");
  g_signal_connect (session, "ended", G_CALLBACK (on_ended), &times);
  g_assert_true (restore (session));
  wait_state (session, DUO_SESSION_SIGNED_OUT);
  g_assert_cmpuint (times, ==, 1);
  finish_session (session);
}

static gboolean
on_keyring_asked (gpointer session)
{
  duo_session_end (session);
  return G_SOURCE_REMOVE;
}

/* Signed out while the keyring still waits to be unlocked. Who signs in then is on the same device: peers are not asked
 * about a new key. */
static void
test_keyring_question_taken_back (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "taken-back");
  g_autoptr (GBytes) key = duo_signer_dup_public_key (duo_session_get_signer (session));
  g_autoptr (GBytes) key_again = NULL;

  wait_for_token ("taken-back", "Amara Okafor");
  finish_session (session);
  session = session_of ("taken-back");
  g_assert_true (restore (session)); /* from here on the cache knows that it is kept */
  finish_session (session);
  session = session_of ("taken-back");
  g_assert_true (restore (session));
  /* Right behind the question, before any answer to it. */
  g_idle_add_full (G_PRIORITY_LOW, on_keyring_asked, session, NULL);
  wait_state (session, DUO_SESSION_SIGNED_OUT);
  g_assert_true (sign_in (session, f->address, EMAIL, PASSWORD, NULL));
  key_again = duo_signer_dup_public_key (duo_session_get_signer (session));
  g_assert_true (g_bytes_equal (key, key_again));
  finish_session (session);
}

static void
spoil_cache (const char *profile)
{
  g_autofree char *path =
      g_build_filename (g_get_user_cache_dir (), "duologue", profile, "cache.sqlite", NULL);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (path, "no database any more, but quite some text", -1, NULL));
}

static void
test_corrupt_cache (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "corrupt");

  wait_for_token ("corrupt", "Amara Okafor");
  finish_session (session);
  spoil_cache ("corrupt");
  session = session_of ("corrupt");
  g_test_expect_message ("duo-client", G_LOG_LEVEL_MESSAGE, "Starting over with an empty cache*");
  g_assert_true (restore (session)); /* the keyring knows who it is */
  g_test_assert_expected_messages ();
  g_assert_true (duo_session_get_cache_lost (session));
  wait_state (session, DUO_SESSION_ONLINE);
  g_assert_nonnull (find (session, FAKE_ADA));
  finish_session (session);
}

/* The machine's clock is three hours behind: rooms open by the service's. */
static void
test_wrong_local_clock (Fixture *f, gconstpointer data)
{
  gint64 theirs = g_get_real_time () / G_USEC_PER_SEC + 3 * 60 * 60;
  DuoSession *session;

  fake_service_set_date (f->service, theirs);
  session = signed_in (f, "clock");
  g_assert_cmpint (ABS (duo_clock_now (duo_session_get_clock (session)) - theirs), <=, 3);
  finish_session (session);
}

static void
test_live_changes (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "live");
  g_autofree char *booked = fake_chat ("confirmed", 6);
  g_autofree char *chats = g_strdup_printf ("\"since\":5,\"chats\":[%s]", booked);
  g_autofree char *personal = changes_with (chats);
  g_autofree char *counts = changes_with ("\"since\":5,\"upto\":6,\"counts\":[[\"" FAKE_ADA "\",6,2]]");
  DuoPerson *ada = find (session, FAKE_ADA);
  DuoChat *chat;

  fake_service_say (f->service, personal);
  wait_until (duo_person_get_chat (ada) != NULL);
  chat = duo_person_get_chat (ada);
  g_assert_cmpint (duo_chat_get_state (chat), ==, DUO_CHAT_CONFIRMED);
  g_assert_cmpstr (duo_chat_get_peer_name (chat), ==, "Ada Lindqvist");
  fake_service_say (f->service, counts);
  wait_until (duo_person_get_open_slots (ada) == 6);

  fake_service_drop_socket (f->service);
  g_assert_nonnull (strstr (fake_service_wait_text (f->service, "\"hello\"", 1), ":6"));
  finish_session (session);
}

/* A gap in the live changes means that something was missed. */
static void
test_live_gap (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "gap");
  g_autofree char *gap = changes_with ("\"since\":8,\"upto\":9");
  guint before = fake_service_count (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes?since=5");

  fake_service_say (f->service, gap);
  fake_service_wait_request (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes?since=5", before);
  finish_session (session);
}

/* 410: everything starts over, and what does not come again is gone. */
static void
test_start_over (Fixture *f, gconstpointer data)
{
  static const char everything[] =
      "{\"event\":\"" FAKE_EVENT "\",\"since\":0,\"upto\":40,\"more\":false,\"people\":[{\"id\":\"" FAKE_BEN
      "\",\"role\":\"recruiter\",\"name\":\"Ben\",\"title\":\"x\",\"topics\":[],\"languages\":[],\"mode\":"
      "\"direct\","
      "\"paused\":false,\"listed\":true,\"rev\":30}]}";
  DuoSession *session = signed_in (f, "start-over");
  DuoEvent *event = duo_session_get_event (session);

  fake_service_forget_answers (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes?since=0");
  fake_service_forget_answers (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes*");
  fake_service_answer (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes?since=5", 410, "");
  fake_service_answer (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes?since=0", 200, everything);
  fake_service_drop_socket (f->service);
  wait_until (duo_event_find_person (event, FAKE_ADA) == NULL);
  g_assert_cmpstr (duo_person_get_name (duo_event_find_person (event, FAKE_BEN)), ==, "Ben");
  wait_state (session, DUO_SESSION_ONLINE);
  wait_for_token ("start-over", "Amara Okafor");
  finish_session (session);

  fake_service_hide (f->service);
  session = session_of ("start-over");
  g_assert_true (restore (session));
  g_assert_null (duo_event_find_person (duo_session_get_event (session), FAKE_ADA));
  finish_session (session);
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  DuoSession *session;

  fake_service_forget_answers (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes?since=0");
  fake_service_forget_answers (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes*");
  fake_service_answer (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes?since=0", 200,
                       "{\"event\":\"" FAKE_EVENT "\",\"since\":0,\"upto\":3,\"more\":true}");
  fake_service_answer (f->service, "GET", "/v1/events/" FAKE_EVENT "/changes?since=3", 200,
                       "{\"event\":\"" FAKE_EVENT "\",\"since\":3,\"upto\":3,\"more\":true}");
  session = session_of ("pages");
  g_test_expect_message ("duo-client", G_LOG_LEVEL_MESSAGE,
                         "The first look at the events failed*do not go on*");
  g_assert_true (sign_in (session, f->address, EMAIL, PASSWORD, NULL));
  g_test_assert_expected_messages ();
  finish_session (session);
}

static void
test_offline_and_back (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "offline-command");
  g_autofree char *chat = fake_chat ("confirmed", 6);
  g_autoptr (GError) error = NULL;
  DuoPerson *ada = find (session, FAKE_ADA);
  const FakeRequest *sent;

  fake_service_answer (f->service, "POST", "/v1/events/" FAKE_EVENT "/chats", 201, chat);
  fake_service_hide (f->service);
  g_assert_null (
      command_and_wait (session, DUO_VERB_BOOK, ada, NULL, (DuoTimeRange) {1793707200, 1793708100}, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE);
  g_assert_true (duo_person_get_pending (ada));
  g_assert_cmpuint (duo_session_get_n_pending (session), ==, 1);
  wait_for_token ("offline-command", "Amara Okafor");
  finish_session (session);

  session = session_of ("offline-command");
  g_assert_true (restore (session));
  ada = find (session, FAKE_ADA);
  wait_until (duo_person_get_pending (ada)); /* it says so after a restart too */
  fake_service_show (f->service);
  duo_session_reconnect (session);
  wait_until (duo_person_get_chat (ada) != NULL);
  g_assert_false (duo_person_get_pending (ada));
  g_assert_cmpuint (duo_session_get_n_pending (session), ==, 0);
  sent = fake_service_wait_request (f->service, "POST", "/v1/events/" FAKE_EVENT "/chats", 0);
  g_assert_nonnull (sent->key);
  g_assert_cmpuint (fake_service_count (f->service, "POST", "/v1/events/" FAKE_EVENT "/chats"), ==, 1);
  finish_session (session);
}

static void
on_outcome (DuoSession *session, DuoChat *chat, const GError *error, guint *refusal)
{
  *refusal = duo_client_error_get_refusal (error);
}

static void
test_says_what_failed_later (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "outcome");
  DuoPerson *ada = find (session, FAKE_ADA);
  guint refusal = DUO_REFUSAL_NONE;

  g_signal_connect (session, "outcome", G_CALLBACK (on_outcome), &refusal);
  fake_service_answer (f->service, "POST", "/v1/events/" FAKE_EVENT "/chats", 503, "");
  fake_service_answer (f->service, "POST", "/v1/events/" FAKE_EVENT "/chats", 409,
                       "{\"title\":\"x\",\"status\":409,\"code\":\"limit-reached\"}");
  g_assert_null (command_and_wait (session, DUO_VERB_REQUEST, ada, NULL, NO_RANGE, NULL));
  duo_session_reconnect (session);
  wait_until (refusal == DUO_REFUSAL_LIMIT_REACHED);
  g_assert_false (duo_person_get_pending (ada));
  finish_session (session);
}

static void
test_command_of_nobody (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DuoSession *session = signed_in (f, "nobodys-command");
  g_autoptr (DuoPerson) ada = g_object_ref (find (session, FAKE_ADA));

  sign_out (session);
  g_assert_null (command_and_wait (session, DUO_VERB_REQUEST, ada, NULL, NO_RANGE, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT);
  finish_session (session);
}

typedef struct
{
  char *key;
  int verb;
  DuoPerson *person;
} Held;

static void
on_held (DuoSession *session, const char *key, int verb, DuoChat *chat, DuoPerson *person, Held *held)
{
  g_set_str (&held->key, key);
  held->verb = verb;
  held->person = person;
  g_assert_null (chat);
}

static void
on_sent_at_last (DuoSession *session, DuoChat *chat, const GError *error, guint *sent)
{
  g_assert_no_error (error);
  g_assert_cmpstr (duo_chat_get_id (chat), ==, FAKE_CHAT);
  (*sent)++;
}

/* A command that waited for a day, because the laptop was closed, is asked about. */
static void
test_waited_for_a_day (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "held");
  g_autofree char *chat = fake_chat ("requested", 6);
  g_autoptr (DuoClock) tomorrow = duo_clock_new ();
  Held held = {NULL};
  guint sent = 0;

  fake_service_answer (f->service, "POST", "/v1/events/" FAKE_EVENT "/chats", 201, chat);
  fake_service_hide (f->service);
  g_assert_null (
      command_and_wait (session, DUO_VERB_REQUEST, find (session, FAKE_ADA), NULL, NO_RANGE, NULL));
  wait_for_token ("held", "Amara Okafor");
  finish_session (session);

  duo_clock_set_offset_us (tomorrow, 25 * G_TIME_SPAN_HOUR);
  fake_service_set_date (f->service, duo_clock_now (tomorrow));
  fake_service_show (f->service);
  session = duo_session_new ("held", tomorrow, g_network_monitor_get_default ());
  g_signal_connect (session, "held", G_CALLBACK (on_held), &held);
  g_assert_true (restore (session));
  wait_until (held.key != NULL);
  wait_state (session, DUO_SESSION_ONLINE);
  g_assert_cmpint (held.verb, ==, DUO_VERB_REQUEST);
  g_assert_true (held.person == find (session, FAKE_ADA));
  g_assert_cmpuint (fake_service_count (f->service, "POST", "/v1/events/" FAKE_EVENT "/chats"), ==, 0);
  g_signal_connect (session, "outcome", G_CALLBACK (on_sent_at_last), &sent);
  g_assert_true (duo_session_resolve_held (session, held.key, TRUE));
  wait_until (duo_person_get_chat (find (session, FAKE_ADA)) != NULL);
  wait_until (sent == 1);
  g_assert_false (duo_session_resolve_held (session, held.key, TRUE));
  g_free (held.key);
  finish_session (session);
}

#define KOFI                                                                                                 \
  "{\"token\":\"another-token\",\"expires\":\"2026-12-01T00:00:00Z\",\"account\":{\"id\":"                   \
  "\"KOFIKOFIKOFIKOFIKOFIKO\","                                                                              \
  "\"name\":\"Kofi Mensah\",\"email\":\"kofi@example.org\"}}"

/* Nothing of the first account is left for the second: neither what was marked nor what was not sent. */
static void
test_another_account (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "another");
  DuoEvent *first = g_object_ref (duo_session_get_event (session));

  duo_session_set_bookmarked (session, find (session, FAKE_ADA), TRUE);
  fake_service_answer (f->service, "POST", "/v1/events/" FAKE_EVENT "/chats", 503, "");
  g_assert_null (
      command_and_wait (session, DUO_VERB_REQUEST, find (session, FAKE_BEN), NULL, NO_RANGE, NULL));

  fake_service_forget_answers (f->service, "POST", "/v1/sessions");
  fake_service_answer (f->service, "POST", "/v1/sessions", 201, KOFI);
  g_assert_true (sign_in (session, f->address, "kofi@example.org", PASSWORD, NULL));
  wait_state (session, DUO_SESSION_ONLINE);
  g_assert_cmpstr (duo_session_get_account_name (session), ==, "Kofi Mensah");
  g_assert_true (duo_session_get_event (session) != first);
  g_assert_false (duo_person_get_bookmarked (find (session, FAKE_ADA)));
  g_assert_false (duo_person_get_pending (find (session, FAKE_BEN)));
  g_assert_cmpuint (duo_session_get_n_pending (session), ==, 0);
  duo_session_flush (session);
  g_object_unref (first);
  wait_for_token ("another", "Kofi Mensah");
  finish_session (session);

  session = session_of ("another");
  g_assert_true (restore (session));
  g_assert_cmpstr (duo_session_get_account_name (session), ==, "Kofi Mensah");
  finish_session (session);
}

/* The first account's file was still being read when the second one signed in. */
static void
test_late_outbox (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "late-outbox");

  fake_service_answer (f->service, "POST", "/v1/events/" FAKE_EVENT "/chats", 503, "");
  g_assert_null (
      command_and_wait (session, DUO_VERB_REQUEST, find (session, FAKE_BEN), NULL, NO_RANGE, NULL));
  wait_for_token ("late-outbox", "Amara Okafor");
  finish_session (session);

  session = session_of ("late-outbox");
  duo_session_set_identity (session, "ACCOUNTACCOUNTACCOUNTA", "Amara Okafor", EMAIL);
  duo_session_load_own (session);
  duo_session_set_identity (session, "KOFIKOFIKOFIKOFIKOFIKO", "Kofi Mensah", "kofi@example.org");
  duo_session_flush (session);
  settle ();
  g_assert_cmpuint (duo_session_get_n_pending (session), ==, 0);
  duo_session_set_identity (session, "ACCOUNTACCOUNTACCOUNTA", "Amara Okafor", EMAIL);
  duo_session_load_own (session);
  wait_until (duo_session_get_n_pending (session) == 1);
  finish_session (session);
}

#define EVENT_OF(id, state)                                                                                  \
  "{\"id\":\"" id "\",\"name\":\"" state "\",\"zone\":\"UTC\",\"state\":\"" state                            \
  "\",\"rev\":5,\"role\":\"talent\","                                                                        \
  "\"me\":\"" FAKE_ME "\",\"days\":[],\"format\":{\"requests_by\":[\"talents\"],\"durations\":[15],"         \
  "\"limit_per_talent\":0,\"limit_per_company\":0,\"gap\":0,\"closes\":0,\"expiry\":0,\"notice\":0,"         \
  "\"room_early\":5,\"room_late\":5}}"
#define CLOSED "CLOSEDCLOSEDCLOSEDCLOS"
#define OPEN "OPENOPENOPENOPENOPENOP"

static void
say_two_events (Fixture *f)
{
  fake_service_forget_answers (f->service, "GET", "/v1/events");
  fake_service_answer (f->service, "GET", "/v1/events", 200,
                       "{\"events\":[" EVENT_OF (CLOSED, "closed") "," EVENT_OF (OPEN, "open") "]}");
  fake_service_answer (f->service, "GET", "/v1/events/" CLOSED "/changes*", 200,
                       "{\"event\":\"" CLOSED "\",\"since\":0,\"upto\":1,\"more\":false}");
  fake_service_answer (f->service, "GET", "/v1/events/" OPEN "/changes*", 200,
                       "{\"event\":\"" OPEN "\",\"since\":0,\"upto\":1,\"more\":false}");
}

/* The first open event is shown, and at the next start the one that was chosen. */
static void
test_which_event (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoEvent) closed = NULL;
  DuoSession *session;

  say_two_events (f);
  session = signed_in (f, "which-event");
  g_assert_cmpstr (duo_event_get_id (duo_session_get_event (session)), ==, OPEN);
  closed = g_list_model_get_item (duo_session_get_events (session), 0);
  g_assert_cmpstr (duo_event_get_id (closed), ==, CLOSED);
  duo_session_set_event (session, closed);
  g_clear_object (&closed);
  wait_for_token ("which-event", "Amara Okafor");
  finish_session (session);
  session = session_of ("which-event");
  g_assert_true (restore (session));
  g_assert_cmpstr (duo_event_get_id (duo_session_get_event (session)), ==, CLOSED);
  wait_state (session, DUO_SESSION_ONLINE);
  g_assert_cmpstr (duo_event_get_id (duo_session_get_event (session)), ==, CLOSED);
  finish_session (session);
}

/* The event on screen is taken away: another one is shown instead of nothing. */
static void
test_event_taken_away (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "taken-away");

  g_assert_cmpstr (duo_event_get_id (duo_session_get_event (session)), ==, FAKE_EVENT);
  say_two_events (f);
  fake_service_drop_socket (f->service);
  wait_state (session, DUO_SESSION_OFFLINE);
  wait_state (session, DUO_SESSION_ONLINE);
  g_assert_cmpstr (duo_event_get_id (duo_session_get_event (session)), ==, OPEN);
  finish_session (session);
}

/* Who is in the open rooms is told when it changes; somebody who comes back has to ask. */
static void
test_asks_who_is_there (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "asks");
  gint64 in_the_room = 0;

  bring_chat (f, session);
  g_assert_cmpuint (fake_service_count_texts (f->service, "\"presence\""), ==, 0);
  g_assert_true (duo_time_parse ("2026-11-03T12:05:00Z", &in_the_room));
  fake_service_set_date (f->service, in_the_room);
  fake_service_drop_socket (f->service);
  fake_service_wait_text (f->service, "\"presence\"", 0);
  finish_session (session);
}

/* The demo's made-up people are nobody's keyring's business. */
static void
test_leaves_the_keyring (Fixture *f, gconstpointer data)
{
  DuoSession *session = session_of ("leaves");

  duo_session_leave_keyring (session);
  g_assert_true (sign_in (session, f->address, EMAIL, PASSWORD, NULL));
  wait_state (session, DUO_SESSION_ONLINE);
  finish_session (session);
  session = session_of ("leaves");
  g_assert_false (restore (session));
  finish_session (session);
}

static void
test_bookmarks (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "bookmarks");

  duo_session_set_bookmarked (session, find (session, FAKE_BEN), TRUE);
  duo_session_set_bookmarked (session, find (session, FAKE_ADA), TRUE);
  duo_session_set_bookmarked (session, find (session, FAKE_ADA), FALSE);
  sign_out (session);
  g_assert_true (sign_in (session, f->address, EMAIL, PASSWORD, NULL));
  wait_until (duo_person_get_bookmarked (find (session, FAKE_BEN)));
  g_assert_false (duo_person_get_bookmarked (find (session, FAKE_ADA)));
  finish_session (session);
}

#define SLOTS                                                                                                \
  "{\"type\":\"slots\",\"recruiter\":\"" FAKE_ADA                                                            \
  "\",\"rev\":6,\"days\":[{\"date\":\"2026-11-03\",\"minutes\":15,"                                          \
  "\"slots\":[[\"2026-11-03T12:00:00Z\",\"2026-11-03T12:15:00Z\",\"open\"]]}]}"

static void
test_watch_slots (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "slots");
  DuoSlots *slots = duo_session_watch_slots (session, find (session, FAKE_ADA));
  g_autoptr (DuoSlots) same = duo_session_watch_slots (session, find (session, FAKE_ADA));

  g_assert_true (slots == same);
  g_clear_object (&same);
  fake_service_wait_text (f->service, "\"watch\"", 0);
  g_assert_false (duo_slots_get_loaded (slots));
  fake_service_say (f->service, SLOTS);
  wait_until (duo_slots_get_loaded (slots));
  g_assert_cmpuint (duo_slots_get_day (slots, "2026-11-03")->len, ==, 1);

  fake_service_drop_socket (f->service);
  fake_service_wait_text (f->service, "\"watch\"", 1);
  wait_state (session, DUO_SESSION_ONLINE);
  g_assert_finalize_object (slots);
  g_assert_nonnull (strstr (fake_service_wait_text (f->service, "\"watch\"", 2), "false"));
  fake_service_drop_socket (f->service);
  fake_service_wait_text (f->service, "\"hello\"", 2);
  g_assert_cmpuint (fake_service_count_texts (f->service, "\"watch\""), ==, 3);
  finish_session (session);
}

/* Who closes one of two is told no more of that one, and goes on with the other. */
static void
test_watch_two (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "two-watches");
  DuoSlots *ben = duo_session_watch_slots (session, find (session, FAKE_BEN));
  DuoSlots *ada = duo_session_watch_slots (session, find (session, FAKE_ADA));
  const char *off;

  g_assert_cmpstr (duo_slots_get_recruiter (ben), ==, FAKE_BEN);
  g_assert_finalize_object (ben);
  off = fake_service_wait_text (f->service, "\"watch\"", 2);
  g_assert_nonnull (strstr (off, FAKE_BEN));
  g_assert_nonnull (strstr (off, FAKE_EVENT));
  g_assert_nonnull (strstr (off, "false"));
  fake_service_say (f->service, SLOTS);
  wait_until (duo_slots_get_loaded (ada));
  fake_service_drop_socket (f->service);
  g_assert_nonnull (strstr (fake_service_wait_text (f->service, "\"watch\"", 3), FAKE_ADA));
  g_assert_finalize_object (ada);
  finish_session (session);
}

static void
test_slots_outlive_the_session (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "slots-outlive");
  DuoSlots *slots = duo_session_watch_slots (session, find (session, FAKE_ADA));

  finish_session (session);
  g_assert_finalize_object (slots);
}

static void
test_enter_room (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "room");
  DuoChat *chat = bring_chat (f, session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoRoomPass) pass = NULL;

  fake_service_answer (
      f->service, "POST", "/v1/chats/" FAKE_CHAT "/room", 200,
      "{\"may_join\":true,\"opens\":\"2026-11-03T11:55:00Z\",\"closes\":\"2026-11-03T12:20:00Z\","
      "\"peer_present\":true,\"ice\":[\"turn://u:p@127.0.0.1:3478\"]}");
  fake_service_answer (f->service, "POST", "/v1/chats/" FAKE_CHAT "/room", 409,
                       "{\"title\":\"x\",\"status\":409,\"code\":\"room-closed\","
                       "\"opens\":\"2026-11-03T11:55:00Z\",\"closes\":\"2026-11-03T12:20:00Z\"}");
  duo_session_enter_room_async (session, chat, NULL, take_result, &result);
  wait_result (result);
  pass = duo_session_enter_room_finish (session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pass->ice_servers[0], ==, "turn://u:p@127.0.0.1:3478");
  g_assert_cmpuint (duo_time_range_get_minutes (pass->room), ==, 25);
  g_assert_true (duo_chat_get_peer_present (chat));

  duo_session_enter_room_async (session, chat, NULL, take_result, &second);
  wait_result (second);
  g_assert_null (duo_session_enter_room_finish (session, second, &error));
  g_assert_cmpint (duo_client_error_get_refusal (error), ==, DUO_REFUSAL_ROOM_CLOSED);
  g_clear_object (&result);
  g_clear_object (&second);
  finish_session (session);
}

/* Until when a room is open is asked without asking for servers; and nobody's presence follows from either. */
static void
test_look_and_renew (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "renew");
  DuoChat *chat = bring_chat (f, session);
  g_autoptr (GAsyncResult) looked = NULL;
  g_autoptr (GAsyncResult) renewed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoRoomPass) seen = NULL;
  g_autoptr (DuoRoomPass) pass = NULL;

  fake_service_answer (
      f->service, "GET", "/v1/chats/" FAKE_CHAT "/room", 200,
      "{\"may_join\":true,\"opens\":\"2026-11-03T11:55:00Z\",\"closes\":\"2026-11-03T12:20:00Z\","
      "\"peer_present\":true,\"ice\":[]}");
  fake_service_answer (
      f->service, "POST", "/v1/chats/" FAKE_CHAT "/room", 200,
      "{\"may_join\":true,\"opens\":\"2026-11-03T11:55:00Z\",\"closes\":\"2026-11-03T12:20:00Z\","
      "\"peer_present\":true,\"ice\":[\"turn://"
      "u:p@127.0.0.1:3478\"],\"ice_until\":\"2026-11-03T12:00:00Z\"}");
  duo_session_look_at_room_async (session, chat, NULL, take_result, &looked);
  wait_result (looked);
  seen = duo_session_look_at_room_finish (session, looked, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (seen->ice_servers), ==, 0);
  g_assert_cmpint (seen->ice_until, ==, 0);
  g_assert_cmpuint (duo_time_range_get_minutes (seen->room), ==, 25);

  duo_session_renew_room_async (session, chat, NULL, take_result, &renewed);
  wait_result (renewed);
  pass = duo_session_renew_room_finish (session, renewed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (pass->ice_servers), ==, 1);
  g_assert_cmpint (pass->ice_until - pass->room.start, ==, 5 * 60);
  g_assert_false (duo_chat_get_peer_present (chat));
  g_clear_object (&looked);
  g_clear_object (&renewed);
  finish_session (session);
}

static void
test_presence (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "presence");
  DuoChat *chat = bring_chat (f, session);

  fake_service_say (f->service, "{\"type\":\"presence\",\"chat\":\"" FAKE_CHAT "\",\"peer_present\":true}");
  wait_until (duo_chat_get_peer_present (chat));
  fake_service_say (f->service, "{\"type\":\"presence\",\"chat\":\"" FAKE_CHAT "\",\"peer_present\":false}");
  wait_until (!duo_chat_get_peer_present (chat));
  finish_session (session);
}

static GPtrArray *
load_keys (DuoSession *session, DuoChat *chat, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_session_load_known_keys_async (session, chat, cancellable, take_result, &result);
  wait_result (result);
  g_assert_true (g_async_result_get_source_object (result) == G_OBJECT (session));
  g_object_unref (session);
  return duo_session_load_known_keys_finish (session, result, error);
}

static void
test_known_keys (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "known-keys");
  g_autoptr (DuoChat) chat = g_object_ref (bring_chat (f, session));
  g_autoptr (GPtrArray) nobody = load_keys (session, chat, NULL, NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GPtrArray) known = NULL;
  g_autoptr (GError) error = NULL;
  guint8 bytes[32] = {7};
  g_autoptr (GBytes) key = g_bytes_new (bytes, sizeof bytes);

  g_assert_cmpuint (nobody->len, ==, 0);
  duo_session_remember_key (session, chat, key);
  known = load_keys (session, chat, NULL, NULL);
  g_assert_cmpuint (known->len, ==, 1);
  g_assert_true (g_bytes_equal (known->pdata[0], key));

  g_cancellable_cancel (cancelled);
  g_assert_null (load_keys (session, chat, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  sign_out (session);
  g_assert_null (load_keys (session, chat, NULL, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT);
  finish_session (session);
}

/* As on a full disk: whoever looks at the session hears it. */
static void
test_unwritten_keys (Fixture *f, gconstpointer data)
{
  g_autofree char *path =
      g_build_filename (g_get_user_data_dir (), "duologue", "unwritten-keys", "known-keys.sqlite", NULL);
  guint8 bytes[32] = {7};
  g_autoptr (GBytes) key = g_bytes_new (bytes, sizeof bytes);
  DuoSession *session;

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  session = signed_in (f, "unwritten-keys");
  g_assert_cmpint (duo_session_take_lost (session), ==, 0);
  duo_session_forget_key (session, bring_chat (f, session), key);
  wait_until (duo_session_take_lost (session) == DUO_LOST_KEY_CHANGES);
  finish_session (session);
}

static void
on_room_closed (DuoSignaling *room, const GError *error, gboolean *closed)
{
  *closed = error != NULL;
}

static void
test_signing_out_closes_rooms (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, "room-closes");
  DuoSignaling *room = duo_session_open_room (session, bring_chat (f, session));
  guint8 bytes[32] = {1};
  g_autoptr (GBytes) key = g_bytes_new (bytes, sizeof bytes);
  gboolean closed = FALSE;

  g_signal_connect (room, "closed", G_CALLBACK (on_room_closed), &closed);
  duo_signaling_join (room, key, key);
  sign_out (session);
  g_assert_true (closed);
  finish_session (session);
  g_assert_finalize_object (room);
}

/* libsecret chooses its keyring once a process, so what has none is another process. */
static void
test_no_keyring (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) environment = g_get_environ ();
  DuoSession *session;

  if (!g_test_subprocess ())
    {
      environment = g_environ_setenv (environment, "SECRET_BACKEND", "service", TRUE);
      environment = g_environ_setenv (environment, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
      g_test_trap_subprocess_with_envp ("/session/no-keyring", (const char *const *) environment, 0,
                                        G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  session = signed_in (f, "no-keyring");
  wait_until (!duo_session_get_keyring (session));
  g_assert_cmpint (duo_session_get_state (session), ==, DUO_SESSION_ONLINE);
  finish_session (session);
  session = session_of ("no-keyring");
  g_assert_false (restore (session));
  finish_session (session);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  char *directory = begin_directories ();
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/session/sign-in", test_sign_in);
  ADD ("/session/erases-the-password", test_erases_the_password);
  ADD ("/session/wrong-password", test_wrong_password);
  ADD ("/session/refuses-early", test_sign_in_refuses_early);
  ADD ("/session/plain-http", test_sign_in_not_over_plain_http);
  ADD ("/session/probe", test_probe);
  ADD ("/session/probe-of-too-much", test_probe_of_too_much);
  ADD ("/session/nobody-to-restore", test_nobody_to_restore);
  ADD ("/session/restores-offline", test_restores_without_a_network);
  ADD ("/session/another-network", test_another_network);
  ADD ("/session/ended-by-the-service", test_ended_by_the_service);
  ADD ("/session/ended-while-refreshing", test_ended_while_refreshing);
  ADD ("/session/refresh-of-the-session-before", test_refresh_of_the_session_before);
  ADD ("/session/sign-out", test_sign_out);
  ADD ("/session/sign-out-offline", test_sign_out_without_a_network);
  ADD ("/session/keyring-without-the-token", test_keyring_without_the_token);
  ADD ("/session/keyring-question-taken-back", test_keyring_question_taken_back);
  ADD ("/session/corrupt-cache", test_corrupt_cache);
  ADD ("/session/wrong-clock", test_wrong_local_clock);
  ADD ("/session/live-changes", test_live_changes);
  ADD ("/session/live-gap", test_live_gap);
  ADD ("/session/start-over", test_start_over);
  ADD ("/session/pages", test_pages);
  ADD ("/session/offline-and-back", test_offline_and_back);
  ADD ("/session/failed-later", test_says_what_failed_later);
  ADD ("/session/command-of-nobody", test_command_of_nobody);
  ADD ("/session/bookmarks", test_bookmarks);
  ADD ("/session/watch-slots", test_watch_slots);
  ADD ("/session/watch-two", test_watch_two);
  ADD ("/session/slots-outlive", test_slots_outlive_the_session);
  ADD ("/session/enter-room", test_enter_room);
  ADD ("/session/look-and-renew", test_look_and_renew);
  ADD ("/session/known-keys", test_known_keys);
  ADD ("/session/unwritten-keys", test_unwritten_keys);
  ADD ("/session/presence", test_presence);
  ADD ("/session/signing-out-closes-rooms", test_signing_out_closes_rooms);
  ADD ("/session/waited-for-a-day", test_waited_for_a_day);
  ADD ("/session/another-account", test_another_account);
  ADD ("/session/late-outbox", test_late_outbox);
  ADD ("/session/which-event", test_which_event);
  ADD ("/session/event-taken-away", test_event_taken_away);
  ADD ("/session/asks-who-is-there", test_asks_who_is_there);
  ADD ("/session/leaves-the-keyring", test_leaves_the_keyring);
  ADD ("/session/no-keyring", test_no_keyring);
  status = g_test_run ();
  end_directories (directory);
  return status;
}
