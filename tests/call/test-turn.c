/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine through a real coturn, and what is told of whom it hides. */

#include "duo-ice-server.h"
#include "duo-network-probe.h"
#include "pair.h"
#include "turn-server.h"

#include <string.h>

#define PATIENCE 60 /* seconds; the sanitized call on a busy machine, through one more process */

/* ── through it ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_talked (gpointer data)
{
  DuoCallStats stats;

  duo_call_get_stats (data, &stats);
  return stats.video_frames >= 30 && stats.audio_ms >= 1000 && stats.round_trip_ms >= 0;
}

/* What one tells the other of where it is. */
typedef struct
{
  guint relayed;
  guint other;
} Told;

static char *
on_told (DuoSignal *signal, gpointer data)
{
  Told *told = data;
  const char *candidate = duo_signal_get_candidate (signal);

  if (candidate != NULL && strstr (candidate, " typ relay raddr 0.0.0.0 rport 0") != NULL)
    told->relayed++;
  else if (candidate != NULL)
    told->other++;
  /* Those of a description would be among these. */
  if (duo_signal_get_sdp (signal) != NULL && strstr (duo_signal_get_sdp (signal), "a=candidate") != NULL)
    told->other++;
  return g_strdup (duo_signal_get_text (signal));
}

static void
go_by (Party *party, const char *const *servers, gboolean relay_only)
{
  duo_call_set_ice_servers (party->call, servers);
  duo_call_set_relay_only (party->call, relay_only);
}

static void
talk_by (TurnWays way)
{
  g_autoptr (TurnServer) server = turn_server_new (way);
  g_autofree char *uri = turn_server_dup_uri (server, way);
  const char *const servers[] = {uri, NULL};
  Told told = {0};
  Pair pair;

  pair_set_up (&pair);
  go_by (&pair.recruiter, servers, TRUE);
  go_by (&pair.talent, servers, TRUE);
  loopback_room_set_tamper (pair.recruiter.room, on_told, &told);
  loopback_room_set_tamper (pair.talent.room, on_told, &told);
  pair_start (&pair);
  pair_wait (has_talked, pair.recruiter.call, PATIENCE);
  pair_wait (has_talked, pair.talent.call, PATIENCE);
  g_assert_cmpuint (told.relayed, >=, 2);
  g_assert_cmpuint (told.other, ==, 0);
  pair_tear_down (&pair);
}

static void
test_udp (void)
{
  talk_by (TURN_UDP);
}

static void
test_tcp (void)
{
  talk_by (TURN_TCP);
}

static void
trust (TurnServer *server)
{
  g_autofree char *path = server != NULL ? turn_server_dup_certificate (server) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) database = path != NULL ? g_tls_file_database_new (path, &error) : NULL;

  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
}

static void
test_tls (void)
{
  g_autoptr (TurnServer) server = turn_server_new (TURN_TLS);
  g_autofree char *uri = turn_server_dup_uri (server, TURN_TLS);
  const char *const servers[] = {uri, NULL};
  Pair pair;

  trust (server);
  pair_set_up (&pair);
  go_by (&pair.recruiter, servers, TRUE);
  go_by (&pair.talent, servers, TRUE);
  pair_start (&pair);
  pair_wait (has_talked, pair.recruiter.call, PATIENCE);
  pair_wait (has_talked, pair.talent.call, PATIENCE);
  pair_tear_down (&pair);
  trust (NULL);
}

/* One hides, the other does not: it suffices for whoever hides. */
static void
test_one_hides (void)
{
  g_autoptr (TurnServer) server = turn_server_new (TURN_UDP);
  g_autofree char *uri = turn_server_dup_uri (server, TURN_UDP);
  const char *const servers[] = {uri, NULL};
  Told recruiter = {0}, talent = {0};
  Pair pair;

  pair_set_up (&pair);
  go_by (&pair.recruiter, servers, FALSE);
  go_by (&pair.talent, servers, TRUE);
  loopback_room_set_tamper (pair.recruiter.room, on_told, &recruiter);
  loopback_room_set_tamper (pair.talent.room, on_told, &talent);
  pair_start (&pair);
  pair_wait (has_talked, pair.recruiter.call, PATIENCE);
  pair_wait (has_talked, pair.talent.call, PATIENCE);
  g_assert_cmpuint (talent.relayed, >=, 1);
  g_assert_cmpuint (talent.other, ==, 0);
  /* The control: who does not hide is seen by the same eyes. */
  g_assert_cmpuint (recruiter.other, >=, 1);
  pair_tear_down (&pair);
}

/* ── without it ───────────────────────────────────────────────────────────────────────────────── */

static void
end_without_relay (const char *const *servers)
{
  Pair pair;

  pair_set_up (&pair);
  go_by (&pair.recruiter, servers, TRUE);
  duo_call_start (pair.recruiter.call);
  pair_wait_state (pair.recruiter.call, DUO_CALL_ENDED);
  g_assert_true (
      g_error_matches (duo_call_get_error (pair.recruiter.call), DUO_CALL_ERROR, DUO_CALL_ERROR_NO_RELAY));
  pair_tear_down (&pair);
}

static void
test_none_offered (void)
{
  const char *const servers[] = {"stun://127.0.0.1:3478", NULL};

  end_without_relay (servers);
  end_without_relay (NULL);
}

static void
test_none_answers (void)
{
  g_autofree char *address = turn_server_find_address ();
  g_autofree char *udp = g_strdup_printf ("turn://a:b@%s:%u", address, turn_server_find_port ());
  const char *const servers[] = {udp, NULL};

  end_without_relay (servers);
}

/* What the system does not trust is spoken to by nobody. */
static void
test_false_certificate (void)
{
  g_autoptr (TurnServer) server = turn_server_new (TURN_TLS);
  g_autofree char *uri = turn_server_dup_uri (server, TURN_TLS);
  const char *const servers[] = {uri, NULL};

  end_without_relay (servers);
}

/* ── beside it ────────────────────────────────────────────────────────────────────────────────── */

static double
talk_with (const char *const *servers)
{
  Pair pair;
  gint64 begun = g_get_monotonic_time ();
  double seconds;

  pair_set_up (&pair);
  go_by (&pair.recruiter, servers, FALSE);
  go_by (&pair.talent, servers, FALSE);
  pair_talk (&pair);
  seconds = (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC;
  pair_tear_down (&pair);
  return seconds;
}

/* Closed, silent, and not to be found by name, of which libnice warns. */
static void
test_dead_relays_delay_nobody (void)
{
  g_autofree char *address = turn_server_find_address ();
  g_autofree char *closed = g_strdup_printf ("turn://a:b@%s:%u", address, turn_server_find_port ());
  g_autofree char *tls = g_strdup_printf ("turns://a:b@localhost:%u", turn_server_find_port ());
  const char *const servers[] = {"stun://192.0.2.99:3478",        closed, "turn://a:b@192.0.2.99:3478",
                                 "turn://a:b@relay.invalid:3478", tls,    NULL};
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  double without, with;

  without = talk_with (NULL);
  with = talk_with (servers);
  g_test_message ("talking after %.2f s, and %.2f s with dead relays", without, with);
  g_assert_cmpfloat (with, <, 3 * without + 4);
  g_log_set_always_fatal (fatal);
}

/* ── order ────────────────────────────────────────────────────────────────────────────────────── */

/* By how many relays of each kind somebody may be reached, told apart by their ports. */
typedef struct
{
  guint udp;
  guint tcp;
  guint tls;
} Reached;

static gboolean
is_of (guint port, TurnWays way)
{
  return port >= turn_server_get_first (way) && port < turn_server_get_first (way) + TURN_PORTS;
}

static char *
on_relayed (DuoSignal *signal, gpointer data)
{
  Reached *reached = data;
  const char *candidate = duo_signal_get_candidate (signal);
  g_auto (GStrv) words = g_strsplit (candidate != NULL ? candidate : "", " ", 8);

  if (g_strv_length (words) == 8)
    {
      guint port = (guint) g_ascii_strtoull (words[5], NULL, 10);

      reached->udp += is_of (port, TURN_UDP);
      reached->tcp += is_of (port, TURN_TCP);
      reached->tls += is_of (port, TURN_TLS);
    }
  return g_strdup (duo_signal_get_text (signal));
}

/* By those of @alive alone; all are offered, in no order. */
static Reached
reach_by (TurnWays alive)
{
  TurnServer *by[] = {turn_server_new (TURN_UDP), turn_server_new (TURN_TCP), turn_server_new (TURN_TLS)};
  g_autofree char *udp = turn_server_dup_uri (by[0], TURN_UDP);
  g_autofree char *tcp = turn_server_dup_uri (by[1], TURN_TCP);
  g_autofree char *tls = turn_server_dup_uri (by[2], TURN_TLS);
  const char *const servers[] = {tls, tcp, udp, NULL};
  Reached reached = {0};
  Pair pair;

  trust (by[2]);
  for (guint i = 0; i < G_N_ELEMENTS (by); i++)
    if ((alive & (TurnWays) (1 << i)) == 0)
      g_clear_pointer (&by[i], turn_server_free);
  pair_set_up (&pair);
  go_by (&pair.recruiter, servers, TRUE);
  go_by (&pair.talent, servers, TRUE);
  loopback_room_set_tamper (pair.recruiter.room, on_relayed, &reached);
  pair_start (&pair);
  pair_wait (has_talked, pair.talent.call, PATIENCE);
  pair_tear_down (&pair);
  trust (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (by); i++)
    g_clear_pointer (&by[i], turn_server_free);
  return reached;
}

static void
test_order (void)
{
  Reached all = reach_by (TURN_UDP | TURN_TCP | TURN_TLS);
  Reached no_udp = reach_by (TURN_TCP | TURN_TLS);
  Reached tls = reach_by (TURN_TLS);

  g_assert_true (all.udp > 0 && all.tcp == 0 && all.tls == 0);
  g_assert_true (no_udp.udp == 0 && no_udp.tcp > 0 && no_udp.tls == 0);
  g_assert_true (tls.udp == 0 && tls.tcp == 0 && tls.tls > 0);
}

/* ── before it ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_tested (gpointer data)
{
  return duo_network_probe_get_state (data) != DUO_NETWORK_TESTING;
}

static DuoNetworkState
probe (const char *const *servers)
{
  DuoNetworkProbe *self = duo_network_probe_new (servers);
  DuoNetworkState state;

  g_assert_cmpint (duo_network_probe_get_state (self), ==, DUO_NETWORK_UNTRIED);
  duo_network_probe_start (self);
  pair_wait (has_tested, self, PATIENCE);
  state = duo_network_probe_get_state (self);
  g_assert_finalize_object (self);
  return state;
}

static void
test_probe (void)
{
  g_autoptr (TurnServer) by_udp = turn_server_new (TURN_UDP);
  g_autoptr (TurnServer) by_tcp = turn_server_new (TURN_TCP);
  g_autofree char *address = turn_server_find_address ();
  g_autofree char *dead = g_strdup_printf ("turn://a:b@%s:%u", address, turn_server_find_port ());
  g_autofree char *closed = g_strdup_printf ("%s?transport=udp", dead);
  g_autofree char *udp = turn_server_dup_uri (by_udp, TURN_UDP);
  g_autofree char *tcp = turn_server_dup_uri (by_tcp, TURN_TCP);
  const char *const both[] = {udp, tcp, NULL};
  const char *const no_udp[] = {closed, tcp, NULL};
  const char *const none[] = {"stun://stun.invalid", NULL};
  const char *const silent[] = {dead, NULL};

  g_assert_cmpint (probe (both), ==, DUO_NETWORK_GOOD);
  g_assert_cmpint (probe (no_udp), ==, DUO_NETWORK_TCP_ONLY);
  g_assert_cmpint (probe (none), ==, DUO_NETWORK_NONE_OFFERED);
  g_assert_cmpint (probe (silent), ==, DUO_NETWORK_NO_RELAY);
}

static void
on_state (DuoNetworkProbe *probe, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

/* Whoever leaves the page does not wait. */
static void
test_probe_cancelled (void)
{
  g_autoptr (TurnServer) server = turn_server_new (TURN_UDP);
  g_autofree char *uri = turn_server_dup_uri (server, TURN_UDP);
  const char *const servers[] = {uri, NULL};
  DuoNetworkProbe *self = duo_network_probe_new (servers);
  guint count = 0;

  g_signal_connect (self, "notify::state", G_CALLBACK (on_state), &count);
  duo_network_probe_start (self);
  g_assert_cmpint (duo_network_probe_get_state (self), ==, DUO_NETWORK_TESTING);
  duo_network_probe_cancel (self);
  duo_network_probe_cancel (self);
  g_assert_cmpint (duo_network_probe_get_state (self), ==, DUO_NETWORK_UNTRIED);
  g_assert_cmpuint (count, ==, 2);
  duo_network_probe_start (self);
  g_assert_finalize_object (self);
}

/* ── what is read ─────────────────────────────────────────────────────────────────────────────── */

static void
test_read (void)
{
  const char *const uris[] = {"turns://u:p@tls.example",
                              "turn://1700%3Aa%40b:x%2By%2Fz%3D@[2001:db8::1]:99?transport=tcp",
                              "turn://u:p@both.example",
                              "stun://stun.example",
                              "turn://without.example",
                              "http://u:p@web.example",
                              "turns://u:p@dtls.example?transport=udp",
                              "",
                              "turn://u:p@",
                              NULL};
  static const struct
  {
    DuoIceKind kind;
    const char *host;
    guint port;
  } wanted[] = {
      {DUO_ICE_STUN, "stun.example", 3478},    {DUO_ICE_TURN_UDP, "both.example", 3478},
      {DUO_ICE_TURN_TCP, "2001:db8::1", 99},   {DUO_ICE_TURN_TCP, "both.example", 3478},
      {DUO_ICE_TURN_TLS, "tls.example", 5349},
  };
  g_autoptr (GPtrArray) servers = duo_ice_servers_read (uris);
  DuoIceServer *odd;

  g_assert_cmpuint (servers->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      DuoIceServer *server = g_ptr_array_index (servers, i);

      g_assert_cmpint (server->kind, ==, wanted[i].kind);
      g_assert_cmpstr (server->host, ==, wanted[i].host);
      g_assert_cmpuint (server->port, ==, wanted[i].port);
    }
  odd = g_ptr_array_index (servers, 2);
  g_assert_cmpstr (odd->user, ==, "1700:a@b");
  g_assert_cmpstr (odd->password, ==, "x+y/z=");
  g_assert_true (duo_ice_servers_have_relay (uris));
  g_assert_false (duo_ice_servers_have_relay (uris + 3 + 5));
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/turn/read", test_read);
  g_test_add_func ("/call/turn/udp", test_udp);
  g_test_add_func ("/call/turn/tcp", test_tcp);
  g_test_add_func ("/call/turn/tls", test_tls);
  g_test_add_func ("/call/turn/one-hides", test_one_hides);
  g_test_add_func ("/call/turn/none-offered", test_none_offered);
  g_test_add_func ("/call/turn/none-answers", test_none_answers);
  g_test_add_func ("/call/turn/false-certificate", test_false_certificate);
  g_test_add_func ("/call/turn/dead-relays-delay-nobody", test_dead_relays_delay_nobody);
  g_test_add_func ("/call/turn/order", test_order);
  g_test_add_func ("/call/turn/probe", test_probe);
  g_test_add_func ("/call/turn/probe-cancelled", test_probe_cancelled);
  return pair_run ();
}
