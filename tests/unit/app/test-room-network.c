/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-call.h"
#include "fake-room.h"
#include "made-up.h"
#include "page-test.h"
#include "room/duo-network-row.h"
#include "room/duo-room-page.h"

/* What is said of the network before a room, and what becomes of a call that may go by relays alone. */

/* TEST-NET-1 (RFC 5737): nobody is there. */
#define SILENT "turn://u:p@192.0.2.99:3478"
#define OPEN "2026-11-03T13:12:10Z"
#define EARLY "2026-11-03T13:02:10Z"

typedef struct
{
  MadeUp *made_up;
  DuoDeviceMonitor *monitor;
  FakeRoom *room;
  FakeSigner *signer;
  GtkWidget *window;
  GtkWidget *page;
} Visit;

static void
start (Visit *visit, const char *now, const char *const *servers)
{
  static const DuoTestSource test = {320, 180, 15};
  GtkWidget *view = adw_navigation_view_new ();

  *visit = (Visit) {0};
  fake_window_set_test_source (&test);
  visit->made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  made_up_set_now (visit->made_up, now);
  made_up_add_usual_chats (visit->made_up);
  visit->monitor = duo_device_monitor_new ();
  visit->room = fake_room_new ();
  visit->signer = fake_signer_new ();
  fake_session_set_room (visit->made_up->session, DUO_SIGNALING (visit->room), DUO_SIGNER (visit->signer));
  if (servers != NULL)
    fake_session_offer_servers (visit->made_up->session, servers, 0);
  visit->page = GTK_WIDGET (duo_room_page_new (
      visit->made_up->session, duo_event_find_chat (visit->made_up->event, "c-ada"), visit->monitor));
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view),
                           adw_navigation_page_new (gtk_label_new ("Home"), "Home"));
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (visit->page));
  visit->window = page_window_new (view, 1280, 840);
}

static gboolean
has_left (gpointer data)
{
  return !fake_room_is_joined (((Visit *) data)->room);
}

static gboolean
has_joined (gpointer data)
{
  return fake_room_is_joined (((Visit *) data)->room);
}

static void
finish (Visit *visit)
{
  adw_window_set_content (ADW_WINDOW (visit->window), NULL);
  page_window_close (visit->window);
  page_wait_until (has_left, visit);
  g_object_run_dispose (G_OBJECT (visit->made_up->session));
  made_up_free (visit->made_up);
  g_object_unref (visit->monitor);
  g_object_unref (visit->signer);
  g_object_unref (visit->room);
}

typedef struct
{
  Visit *visit;
  const char *text;
} Words;

static gboolean
are_said (gpointer data)
{
  Words *words = data;

  return page_says (words->visit->page, words->text);
}

static void
wait_for (Visit *visit, const char *text)
{
  page_wait_until (are_said, &(Words) {visit, text});
}

static GtkWidget *
get_button (Visit *visit, const char *name)
{
  return page_get (visit->page, GTK_TYPE_BUTTON, name);
}

/* ── the row ──────────────────────────────────────────────────────────────────────────────────── */

static void
test_sentences (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int state = DUO_NETWORK_UNTRIED; state <= DUO_NETWORK_OFFLINE; state++)
    g_assert_true (g_hash_table_add (
        seen, (gpointer) duo_network_row_get_sentence ((DuoNetworkState) state, TRUE, TRUE)));
  g_assert_cmpstr (duo_network_row_get_sentence (DUO_NETWORK_UNTRIED, FALSE, FALSE), ==,
                   "Tried once the service answers");
  g_assert_cmpstr (duo_network_row_get_sentence (DUO_NETWORK_UNTRIED, TRUE, FALSE), ==,
                   "Tried once the room is open");
}

static void
test_before_it_opens (void)
{
  Visit visit;

  start (&visit, EARLY, NULL);
  wait_for (&visit, "Tried once the room is open");
  g_assert_null (page_find (visit.page, GTK_TYPE_BUTTON, "Test the Connection"));
  g_assert_cmpuint (fake_session_get_n_renewals (visit.made_up->session), ==, 0);
  finish (&visit);
}

static void
count (guint *changes)
{
  (*changes)++;
}

/* By itself, once; the servers of a test serve for the next, and who asks hears the answer though it is the same. */
static void
test_no_relay_offered (void)
{
  guint changes = 0;
  Visit visit;

  start (&visit, OPEN, NULL);
  wait_for (&visit, "The service has no relay: a call needs a direct way");
  g_signal_connect_swapped (page_get (visit.page, DUO_TYPE_NETWORK_ROW, NULL), "notify::subtitle",
                            G_CALLBACK (count), &changes);
  page_press (get_button (&visit, "Test the Connection"));
  wait_for (&visit, "The service has no relay: a call needs a direct way");
  g_assert_cmpuint (changes, ==, 2);
  g_assert_cmpuint (fake_session_get_n_renewals (visit.made_up->session), ==, 1);
  finish (&visit);
}

/* What was said of a network does not stay when it is gone, and is found out anew when there is one. */
static void
test_away_and_back (void)
{
  Visit visit;

  start (&visit, OPEN, NULL);
  wait_for (&visit, "The service has no relay: a call needs a direct way");
  fake_session_set_state (visit.made_up->session, DUO_SESSION_OFFLINE);
  wait_for (&visit, "Tried once the service answers");
  fake_session_set_state (visit.made_up->session, DUO_SESSION_ONLINE);
  wait_for (&visit, "The service has no relay: a call needs a direct way");
  finish (&visit);
}

/* Whoever does not want to wait stops it, tries again, or joins meanwhile. */
static void
test_stop_and_join (void)
{
  const char *const servers[] = {SILENT, NULL};
  Visit visit;

  start (&visit, OPEN, servers);
  wait_for (&visit, "Trying the ways that a call can take…");
  page_press (get_button (&visit, "Stop the Test"));
  wait_for (&visit, "Not tried");
  page_press (get_button (&visit, "Test the Connection"));
  wait_for (&visit, "Trying the ways that a call can take…");
  page_press (get_button (&visit, "_Join"));
  g_assert_true (fake_session_is_entering (visit.made_up->session));
  wait_for (&visit, "Not tried");
  finish (&visit);
}

static void
test_silent_relay (void)
{
  const char *const servers[] = {SILENT "?transport=udp", NULL};
  Visit visit;

  start (&visit, OPEN, servers);
  wait_for (&visit, "The relay does not answer, and a call may not come about. Another network may help");
  g_assert_nonnull (page_find (visit.page, GTK_TYPE_BUTTON, "Test the Connection"));
  finish (&visit);
}

/* ── by relays alone ──────────────────────────────────────────────────────────────────────────── */

static void
enter (Visit *visit, gboolean hide)
{
  g_autoptr (GSettings) settings = page_settings_new ();

  g_settings_set_boolean (settings, "hide-address", hide);
  fake_window_set_settings (settings);
  page_press (get_button (visit, "_Join"));
  fake_session_admit (visit->made_up->session);
}

static void
test_address_cannot_be_hidden (void)
{
  Visit visit;

  start (&visit, OPEN, NULL);
  enter (&visit, TRUE);
  wait_for (&visit, "Your address cannot be hidden");
  finish (&visit);
  fake_window_set_settings (NULL);

  /* The control: whoever hides nothing waits for the other one. */
  start (&visit, OPEN, NULL);
  enter (&visit, FALSE);
  page_wait_until (has_joined, &visit);
  finish (&visit);
  fake_window_set_settings (NULL);
}

/* ── inside ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_renewed (gpointer data)
{
  /* One for the test, and those of who is inside. */
  return fake_session_get_n_renewals (((Visit *) data)->made_up->session) >= 2;
}

static void
test_servers_are_renewed (void)
{
  const char *const servers[] = {"stun://192.0.2.99:3478", NULL};
  Visit visit;

  start (&visit, OPEN, servers);
  /* Four seconds of the made-up clock, which stands still: again each three. */
  fake_session_offer_servers (visit.made_up->session, servers,
                              duo_clock_now (duo_session_get_clock (visit.made_up->session)) + 4);
  enter (&visit, FALSE);
  page_wait_until (has_renewed, &visit);
  finish (&visit);
  fake_window_set_settings (NULL);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/room/network/sentences", test_sentences);
  g_test_add_func ("/room/network/before-it-opens", test_before_it_opens);
  g_test_add_func ("/room/network/no-relay-offered", test_no_relay_offered);
  g_test_add_func ("/room/network/away-and-back", test_away_and_back);
  g_test_add_func ("/room/network/stop-and-join", test_stop_and_join);
  g_test_add_func ("/room/network/silent-relay", test_silent_relay);
  g_test_add_func ("/room/network/address-cannot-be-hidden", test_address_cannot_be_hidden);
  g_test_add_func ("/room/network/servers-are-renewed", test_servers_are_renewed);
  return page_test_run_calls ();
}
