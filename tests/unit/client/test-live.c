/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-live-socket-private.h"
#include "duo-room-signaling-private.h"
#include "fake-service.h"

typedef struct
{
  FakeService *service;
  DuoClock *clock;
  DuoHttp *http;
  DuoLiveSocket *live;
  guint opened;
  guint lost;
  GError *refused;
  GPtrArray *types;
} Fixture;

static const DuoLivePatience quick = {10, 40, 50, 50, 50};
static const DuoLivePatience calm = {10, 40, 60000, 60000, 60000};
static const DuoLivePatience doubting = {10, 40, 60000, 60000, 50};

static void
on_opened (DuoLiveSocket *live, Fixture *f)
{
  f->opened++;
}

static void
on_lost (DuoLiveSocket *live, const GError *error, Fixture *f)
{
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE);
  f->lost++;
}

static void
on_refused (DuoLiveSocket *live, const GError *error, Fixture *f)
{
  g_set_error_literal (&f->refused, error->domain, error->code, error->message);
}

static void
on_message (DuoLiveSocket *live, DuoLiveMessage *message, Fixture *f)
{
  g_ptr_array_add (f->types, GINT_TO_POINTER (message->type));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->service = fake_service_new ();
  f->clock = duo_clock_new ();
  f->http = duo_http_new (f->clock);
  f->types = g_ptr_array_new ();
  duo_http_set_address (f->http, fake_service_get_address (f->service));
  f->live = duo_live_socket_new (f->http);
  duo_live_socket_set_patience (f->live, data ? data : &calm);
  g_signal_connect (f->live, "opened", G_CALLBACK (on_opened), f);
  g_signal_connect (f->live, "lost", G_CALLBACK (on_lost), f);
  g_signal_connect (f->live, "refused", G_CALLBACK (on_refused), f);
  g_signal_connect (f->live, "message", G_CALLBACK (on_message), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  duo_live_socket_stop (f->live);
  settle ();
  g_assert_finalize_object (f->live);
  g_assert_finalize_object (f->http);
  duo_clock_unref (f->clock);
  g_clear_error (&f->refused);
  g_ptr_array_unref (f->types);
  fake_service_free (f->service);
}

static void
connect_now (Fixture *f)
{
  duo_live_socket_start (f->live);
  wait_until (f->opened > 0 && fake_service_get_n_sockets (f->service) > 0);
}

static void
test_brings_messages (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoLiveMessage) hello = duo_live_message_new_hello ();

  g_assert_false (duo_live_socket_send (f->live, hello));
  connect_now (f);
  g_assert_cmpint (duo_live_socket_get_state (f->live), ==, DUO_LIVE_UP);
  g_assert_true (duo_live_socket_send (f->live, hello));
  fake_service_wait_text (f->service, "\"hello\"", 0);
  fake_service_say (f->service, "{\"type\":\"welcome\",\"now\":\"2026-11-03T12:00:00Z\"}");
  wait_until (f->types->len > 0);
  g_assert_cmpint (GPOINTER_TO_INT (f->types->pdata[0]), ==, DUO_LIVE_WELCOME);
}

/* One bad message is left out; those after it come. */
static void
test_malformed_is_left_out (Fixture *f, gconstpointer data)
{
  connect_now (f);
  g_test_expect_message ("duo-client", G_LOG_LEVEL_MESSAGE, "A live message is left out*");
  fake_service_say (f->service, "{\"type\":");
  fake_service_say (f->service, "{\"type\":\"of-tomorrow\"}");
  fake_service_say (f->service, "{\"type\":\"pong\",\"n\":1}");
  wait_until (f->types->len == 2);
  g_test_assert_expected_messages ();
  g_assert_cmpint (GPOINTER_TO_INT (f->types->pdata[0]), ==, DUO_LIVE_UNKNOWN);
  g_assert_cmpuint (f->lost, ==, 0);
}

static void
test_comes_back (Fixture *f, gconstpointer data)
{
  connect_now (f);
  fake_service_drop_socket (f->service);
  fake_service_wait_sockets (f->service, 2);
  wait_until (f->opened == 2);
  g_assert_cmpuint (f->lost, ==, 1);
}

static void
test_waits_for_the_service (Fixture *f, gconstpointer data)
{
  fake_service_hide (f->service);
  duo_live_socket_start (f->live);
  wait_until (f->lost >= 3);
  g_assert_cmpuint (f->opened, ==, 0);
  fake_service_show (f->service);
  wait_until (f->opened == 1);
}

static void
test_hurries (Fixture *f, gconstpointer data)
{
  const DuoLivePatience slow = {3600000, 3600000, 60000, 60000, 60000};

  duo_live_socket_set_patience (f->live, &slow);
  fake_service_hide (f->service);
  duo_live_socket_start (f->live);
  wait_until (f->lost == 1);
  fake_service_show (f->service);
  duo_live_socket_hurry (f->live);
  wait_until (f->opened == 1);
}

/* A dead network says nothing: whoever does not answer a ping is gone. */
static void
test_notices_silence (Fixture *f, gconstpointer data)
{
  connect_now (f);
  fake_service_wait_text (f->service, "\"ping\"", 1);
  g_assert_cmpuint (f->lost, ==, 0);
  fake_service_set_mute (f->service, TRUE);
  wait_until (f->lost > 0);
}

/* The network changed under a connection that says nothing of it: nobody waits for the next ping. */
static void
test_looks_at_once (Fixture *f, gconstpointer data)
{
  connect_now (f);
  fake_service_set_mute (f->service, TRUE);
  duo_live_socket_hurry (f->live);
  /* What was sent before it died is no sign of life. */
  fake_service_say (f->service, "{\"type\":\"welcome\",\"now\":\"2026-11-03T12:00:00Z\"}");
  wait_until (f->lost == 1);
  g_assert_cmpuint (f->types->len, ==, 1);
  fake_service_set_mute (f->service, FALSE);
  wait_until (f->opened == 2);
}

/* One that answers stays, however often it is asked. */
static void
test_a_live_one_stays (Fixture *f, gconstpointer data)
{
  connect_now (f);
  for (guint i = 0; i < 3; i++)
    duo_live_socket_hurry (f->live);
  wait_until (f->types->len == 3);
  g_assert_cmpint (GPOINTER_TO_INT (f->types->pdata[2]), ==, DUO_LIVE_PONG);
  g_assert_cmpint (duo_live_socket_get_state (f->live), ==, DUO_LIVE_UP);
  g_assert_cmpuint (f->lost, ==, 0);
  g_assert_cmpuint (fake_service_get_n_sockets (f->service), ==, 1);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  fake_service_refuse_live (f->service, 401);
  duo_live_socket_start (f->live);
  wait_until (f->refused != NULL);
  g_assert_error (f->refused, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT);
  g_assert_cmpint (duo_live_socket_get_state (f->live), ==, DUO_LIVE_STOPPED);
  g_assert_cmpuint (f->lost, ==, 0);
}

static void
test_busy_service_is_tried_again (Fixture *f, gconstpointer data)
{
  fake_service_refuse_live (f->service, 503);
  duo_live_socket_start (f->live);
  wait_until (f->lost >= 2);
  g_assert_null (f->refused);
  fake_service_refuse_live (f->service, 0);
  wait_until (f->opened == 1);
}

static void
test_stop_while_connecting (Fixture *f, gconstpointer data)
{
  duo_live_socket_start (f->live);
  duo_live_socket_stop (f->live);
  duo_live_socket_start (f->live);
  wait_until (f->opened == 1);
  g_assert_cmpuint (f->lost, ==, 0);
}

/* ── rooms ── */

typedef struct
{
  guint joined;
  guint left;
  guint received;
  guint closed;
  gboolean closed_with_error;
  guint8 nonce;
} Heard;

static void
on_joined (DuoSignaling *room, const DuoPeerHello *hello, Heard *heard)
{
  heard->joined++;
  heard->nonce = hello->nonce[0];
}

static void
on_left (DuoSignaling *room, Heard *heard)
{
  heard->left++;
}

static void
on_received (DuoSignaling *room, DuoSignal *signal, Heard *heard)
{
  g_assert_cmpint (duo_signal_get_kind (signal), ==, DUO_SIGNAL_BYE);
  heard->received++;
}

static void
on_closed (DuoSignaling *room, const GError *error, Heard *heard)
{
  heard->closed++;
  heard->closed_with_error = error != NULL;
}

static void
forward (DuoLiveSocket *live, DuoLiveMessage *message, DuoRoomSignaling *room)
{
  duo_room_signaling_handle (room, message);
}

static DuoRoomSignaling *
room_of (Fixture *f, Heard *heard)
{
  DuoRoomSignaling *room = duo_room_signaling_new (f->live, FAKE_CHAT);

  g_signal_connect (room, "peer-joined", G_CALLBACK (on_joined), heard);
  g_signal_connect (room, "peer-left", G_CALLBACK (on_left), heard);
  g_signal_connect (room, "received", G_CALLBACK (on_received), heard);
  g_signal_connect (room, "closed", G_CALLBACK (on_closed), heard);
  g_signal_connect_object (f->live, "message", G_CALLBACK (forward), room, G_CONNECT_DEFAULT);
  g_signal_connect_object (f->live, "opened", G_CALLBACK (duo_room_signaling_resume), room,
                           G_CONNECT_SWAPPED);
  return room;
}

static void
join (DuoRoomSignaling *room)
{
  guint8 bytes[32] = {7};
  g_autoptr (GBytes) key = g_bytes_new (bytes, sizeof bytes);
  g_autoptr (GBytes) nonce = g_bytes_new (bytes, sizeof bytes);

  duo_signaling_join (DUO_SIGNALING (room), key, nonce);
}

static void
say_joined (Fixture *f, guint8 first)
{
  guint8 bytes[32] = {first};
  g_autoptr (GBytes) nonce = g_bytes_new (bytes, sizeof bytes);
  g_autoptr (DuoLiveMessage) joined = duo_live_message_new_key (DUO_LIVE_JOINED, FAKE_CHAT, nonce, nonce);
  g_autofree char *text = duo_live_message_dup_text (joined);

  fake_service_say (f->service, text);
}

static void
say_signal (Fixture *f, const char *data)
{
  g_autoptr (DuoLiveMessage) message = duo_live_message_new_signal (FAKE_CHAT, data);
  g_autofree char *text = duo_live_message_dup_text (message);

  fake_service_say (f->service, text);
}

static void
test_room (Fixture *f, gconstpointer data)
{
  Heard heard = {0};
  g_autoptr (DuoSignal) bye = duo_signal_new_bye ("left");
  DuoRoomSignaling *room = room_of (f, &heard);

  connect_now (f);
  g_assert_cmpstr (duo_signaling_get_chat (DUO_SIGNALING (room)), ==, FAKE_CHAT);
  duo_signaling_send (DUO_SIGNALING (room), bye); /* nobody is in: it goes nowhere */
  join (room);
  fake_service_wait_text (f->service, "\"join\"", 0);
  say_joined (f, 1);
  say_joined (f, 1);
  wait_until (f->types->len == 2);
  g_assert_cmpuint (heard.joined, ==, 1);
  say_joined (f, 2);
  wait_until (heard.joined == 2);
  g_assert_cmpuint (heard.nonce, ==, 2);
  say_signal (f, duo_signal_get_text (bye));
  wait_until (heard.received == 1);
  duo_signaling_send (DUO_SIGNALING (room), bye);
  fake_service_wait_text (f->service, "\"signal\"", 0);
  g_assert_cmpuint (fake_service_count_texts (f->service, "\"signal\""), ==, 1);
  g_assert_finalize_object (room);
  fake_service_wait_text (f->service, "\"leave\"", 0);
}

static void
test_room_leaves_out_rubbish (Fixture *f, gconstpointer data)
{
  Heard heard = {0};
  g_autoptr (DuoSignal) bye = duo_signal_new_bye ("left");
  DuoRoomSignaling *room = room_of (f, &heard);

  connect_now (f);
  join (room);
  g_test_expect_message ("duo-client", G_LOG_LEVEL_MESSAGE, "A signal of the peer is left out*");
  say_signal (f, "{\"kind\":\"of tomorrow\"");
  say_signal (f, duo_signal_get_text (bye));
  wait_until (heard.received == 1);
  g_test_assert_expected_messages ();
  g_assert_finalize_object (room);
}

/* A lost socket keeps its place: the same join again, what waited is sent, and the peer is not new. */
static void
test_room_survives_a_lost_socket (Fixture *f, gconstpointer data)
{
  Heard heard = {0};
  g_autoptr (DuoSignal) bye = duo_signal_new_bye ("left");
  DuoRoomSignaling *room = room_of (f, &heard);

  connect_now (f);
  join (room);
  say_joined (f, 1);
  wait_until (heard.joined == 1);
  fake_service_drop_socket (f->service);
  wait_until (f->lost == 1);
  duo_signaling_send (DUO_SIGNALING (room), bye);
  fake_service_wait_text (f->service, "\"join\"", 1);
  fake_service_wait_text (f->service, "\"signal\"", 0);
  g_assert_cmpstr (fake_service_wait_text (f->service, "\"join\"", 0), ==,
                   fake_service_wait_text (f->service, "\"join\"", 1));
  say_joined (f, 1);
  say_signal (f, duo_signal_get_text (bye));
  wait_until (heard.received == 1);
  g_assert_cmpuint (heard.joined, ==, 1);
  g_assert_cmpuint (heard.closed + heard.left, ==, 0);
  g_assert_finalize_object (room);
}

static void
test_room_closes (Fixture *f, gconstpointer data)
{
  Heard heard = {0};
  g_autoptr (DuoLiveMessage) closed = duo_live_message_new_room (DUO_LIVE_CLOSED, FAKE_CHAT);
  g_autofree char *text = duo_live_message_dup_text (closed);
  DuoRoomSignaling *room = room_of (f, &heard);

  connect_now (f);
  join (room);
  fake_service_say (f->service, text);
  wait_until (heard.closed == 1);
  g_assert_false (heard.closed_with_error);
  say_joined (f, 1);
  wait_until (f->types->len == 2);
  g_assert_cmpuint (heard.joined, ==, 0); /* nothing follows */
  g_assert_finalize_object (room);
}

static void
test_room_refused (Fixture *f, gconstpointer data)
{
  Heard heard = {0};
  g_autoptr (DuoLiveMessage) problem = duo_live_message_new_problem ("room-closed", "Not open", FAKE_CHAT);
  g_autofree char *text = duo_live_message_dup_text (problem);
  DuoRoomSignaling *room = room_of (f, &heard);

  connect_now (f);
  join (room);
  fake_service_say (f->service, text);
  wait_until (heard.closed == 1);
  g_assert_true (heard.closed_with_error);
  g_assert_finalize_object (room);
}

static void
say_problem (Fixture *f, const char *code)
{
  g_autoptr (DuoLiveMessage) problem = duo_live_message_new_problem (code, "Not now", FAKE_CHAT);
  g_autofree char *text = duo_live_message_dup_text (problem);

  fake_service_say (f->service, text);
}

/* A service that does not know of us is told once more, and not for ever. */
static void
test_room_is_not_known (Fixture *f, gconstpointer data)
{
  Heard heard = {0};
  DuoRoomSignaling *room = room_of (f, &heard);

  connect_now (f);
  join (room);
  say_problem (f, "wrong-state");
  fake_service_wait_text (f->service, "\"join\"", 1);
  say_joined (f, 1);
  wait_until (heard.joined == 1);
  g_assert_cmpuint (heard.closed, ==, 0);
  say_problem (f, "wrong-state");
  fake_service_wait_text (f->service, "\"join\"", 2);
  say_problem (f, "wrong-state");
  wait_until (heard.closed == 1);
  g_assert_cmpuint (fake_service_count_texts (f->service, "\"join\""), ==, 3);
  g_assert_finalize_object (room);
}

/* CALL §7: who wants another connection while the service is away comes in anew once it is back; what was said for the
 * old one is not said. */
static void
test_room_is_joined_anew_meanwhile (Fixture *f, gconstpointer data)
{
  Heard heard = {0};
  g_autoptr (DuoSignal) bye = duo_signal_new_bye ("left");
  guint8 bytes[32] = {8};
  g_autoptr (GBytes) nonce = g_bytes_new (bytes, sizeof bytes);
  DuoRoomSignaling *room = room_of (f, &heard);

  connect_now (f);
  join (room);
  say_joined (f, 1);
  wait_until (heard.joined == 1);
  fake_service_drop_socket (f->service);
  wait_until (f->lost == 1);
  duo_signaling_send (DUO_SIGNALING (room), bye);
  duo_signaling_join (DUO_SIGNALING (room), nonce, nonce);
  fake_service_wait_text (f->service, "\"join\"", 1);
  g_assert_cmpstr (fake_service_wait_text (f->service, "\"join\"", 0), !=,
                   fake_service_wait_text (f->service, "\"join\"", 1));
  /* The peer is named again, though it is the same: so the call knows that it may begin. */
  say_joined (f, 1);
  wait_until (heard.joined == 2);
  g_assert_cmpuint (fake_service_count_texts (f->service, "\"signal\""), ==, 0);
  g_assert_finalize_object (room);
}

static void
test_peer_leaves_and_returns (Fixture *f, gconstpointer data)
{
  Heard heard = {0};
  g_autoptr (DuoLiveMessage) left = duo_live_message_new_room (DUO_LIVE_LEFT, FAKE_CHAT);
  g_autofree char *text = duo_live_message_dup_text (left);
  DuoRoomSignaling *room = room_of (f, &heard);

  connect_now (f);
  join (room);
  say_joined (f, 1);
  fake_service_say (f->service, text);
  say_joined (f, 1);
  wait_until (heard.joined == 2);
  g_assert_cmpuint (heard.left, ==, 1);
  g_assert_finalize_object (room);
}

#define ADD(path, patience, function) g_test_add (path, Fixture, patience, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/live/brings-messages", NULL, test_brings_messages);
  ADD ("/live/malformed", NULL, test_malformed_is_left_out);
  ADD ("/live/comes-back", NULL, test_comes_back);
  ADD ("/live/waits-for-the-service", NULL, test_waits_for_the_service);
  ADD ("/live/hurries", NULL, test_hurries);
  ADD ("/live/notices-silence", &quick, test_notices_silence);
  ADD ("/live/looks-at-once", &doubting, test_looks_at_once);
  ADD ("/live/a-live-one-stays", NULL, test_a_live_one_stays);
  ADD ("/live/refused", NULL, test_refused);
  ADD ("/live/busy", NULL, test_busy_service_is_tried_again);
  ADD ("/live/stop-while-connecting", NULL, test_stop_while_connecting);
  ADD ("/room/talks", NULL, test_room);
  ADD ("/room/rubbish", NULL, test_room_leaves_out_rubbish);
  ADD ("/room/lost-socket", NULL, test_room_survives_a_lost_socket);
  ADD ("/room/closes", NULL, test_room_closes);
  ADD ("/room/refused", NULL, test_room_refused);
  ADD ("/room/not-known", NULL, test_room_is_not_known);
  ADD ("/room/joined-anew-meanwhile", NULL, test_room_is_joined_anew_meanwhile);
  ADD ("/room/peer-returns", NULL, test_peer_leaves_and_returns);
  return g_test_run ();
}
