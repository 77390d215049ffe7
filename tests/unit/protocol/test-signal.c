/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-protocol-error.h"
#include "duo-signal.h"

#include <string.h>

#define SDP "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\n"

#define UFRAG "Ab+/"
#define PWD "0123456789012345678901"

static GBytes *
bytes_of (guint8 value, gsize size)
{
  guint8 *data = g_malloc (size);

  memset (data, value, size);
  return g_bytes_new_take (data, size);
}

static void
assert_bytes (GBytes *a, GBytes *b)
{
  g_assert_true (a == b || (a != NULL && b != NULL && g_bytes_equal (a, b)));
}

static void
assert_strings (const char *const *a, const char *const *b)
{
  g_assert_true (a == b || g_strv_equal (a, b));
}

/* Takes @signal over; what comes out on the other side is the same in every field and to the byte. */
static void
assert_round_trip (DuoSignal *signal)
{
  g_autoptr (DuoSignal) sent = signal;
  g_autofree char *json = duo_signal_dup_json (sent);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoSignal) got = duo_signal_new_from_json (json, strlen (json), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (duo_signal_get_text (sent), ==, json);
  g_assert_cmpstr (duo_signal_get_text (got), ==, json);
  g_assert_cmpint (duo_signal_get_kind (got), ==, duo_signal_get_kind (sent));
  g_assert_cmpstr (duo_signal_get_sdp (got), ==, duo_signal_get_sdp (sent));
  g_assert_cmpstr (duo_signal_get_candidate (got), ==, duo_signal_get_candidate (sent));
  g_assert_cmpstr (duo_signal_get_reason (got), ==, duo_signal_get_reason (sent));
  g_assert_cmpuint (duo_signal_get_mline (got), ==, duo_signal_get_mline (sent));
  assert_bytes (duo_signal_get_commitment (got), duo_signal_get_commitment (sent));
  assert_bytes (duo_signal_get_nonce (got), duo_signal_get_nonce (sent));
  assert_bytes (duo_signal_get_signature (got), duo_signal_get_signature (sent));
  g_assert_cmpuint (duo_signal_get_counter (got), ==, duo_signal_get_counter (sent));
  g_assert_cmpstr (duo_signal_get_ufrag (got), ==, duo_signal_get_ufrag (sent));
  g_assert_cmpstr (duo_signal_get_pwd (got), ==, duo_signal_get_pwd (sent));
  assert_strings (duo_signal_get_candidates (got), duo_signal_get_candidates (sent));
}

static void
test_round_trips (void)
{
  g_autoptr (GBytes) hash = bytes_of (0xfe, 32);
  g_autoptr (GBytes) signature = bytes_of (0x7f, 64);

  assert_round_trip (duo_signal_new_offer (SDP, hash, signature));
  assert_round_trip (duo_signal_new_answer (SDP, hash, signature));
  assert_round_trip (duo_signal_new_confirm (hash, signature));
  assert_round_trip (duo_signal_new_candidate (2, "candidate:1 1 UDP 1 127.0.0.1 9 typ host"));
  assert_round_trip (duo_signal_new_candidate (0, ""));
  assert_round_trip (duo_signal_new_bye ("left"));
  assert_round_trip (duo_signal_new_restart (
      1, UFRAG, PWD, (const char *const[]) {"candidate:1 1 UDP 1 127.0.0.1 9 typ host", "", NULL},
      signature));
  assert_round_trip (
      duo_signal_new_restart (G_MAXINT32, UFRAG, PWD, (const char *const[]) {NULL}, signature));
}

/* Hashes are over what came, so spaces, the order and unknown fields must survive. */
static void
test_text_is_kept (void)
{
  static const char text[] = " { \"reason\" : \"left\", \"new\":[1], \"kind\" : \"bye\" } ";
  g_autoptr (DuoSignal) signal = duo_signal_new_from_json (text, strlen (text), NULL);

  g_assert_nonnull (signal);
  g_assert_cmpstr (duo_signal_get_text (signal), ==, text);
  g_assert_cmpstr (duo_signal_get_reason (signal), ==, "left");
}

#define RESTART(counter, ufrag, pwd, candidates)                                                             \
  "{\"kind\":\"restart\",\"counter\":" counter ",\"ufrag\":\"" ufrag "\",\"pwd\":\"" pwd                     \
  "\",\"candidates\":" candidates "}"

static void
test_malformed (void)
{
  static const struct
  {
    const char *text, *path;
  } cases[] = {
      {"{", "byte"},
      {"[]", "message"},
      {"{}", "kind"},
      {"{\"kind\":5}", "kind"},
      {"{\"kind\":\"hug\"}", "kind"},
      {"{\"kind\":\"bye\"}", "reason"},
      {"{\"kind\":\"bye\",\"kind\":\"bye\",\"reason\":\"left\"}", "byte"},
      {"{\"kind\":\"candidate\",\"candidate\":\"x\"}", "mline"},
      {"{\"kind\":\"candidate\",\"candidate\":\"x\",\"mline\":-1}", "mline"},
      {"{\"kind\":\"candidate\",\"candidate\":\"x\",\"mline\":64}", "mline"},
      {"{\"kind\":\"candidate\",\"candidate\":5,\"mline\":0}", "candidate"},
      {"{\"kind\":\"offer\"}", "sdp"},
      {"{\"kind\":\"offer\",\"sdp\":\"v=0\"}", "commitment"},
      {"{\"kind\":\"confirm\",\"nonce\":\"AAAA\",\"signature\":\"AAAA\"}", "nonce"},
      {"{\"kind\":\"confirm\",\"nonce\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"signature\":"
       "\"AAAA\"}",
       "signature"},
      {RESTART ("0", UFRAG, PWD, "[]"), "counter"},
      {RESTART ("2147483648", UFRAG, PWD, "[]"), "counter"},
      {RESTART ("1.5", UFRAG, PWD, "[]"), "counter"},
      {RESTART ("1", "abc", PWD, "[]"), "ufrag"},
      {RESTART ("1", "ab c", PWD, "[]"), "ufrag"},
      {RESTART ("1", UFRAG, "012345678901234567890", "[]"), "pwd"},
      {RESTART ("1", UFRAG, "0123456789012345678901\\r\\n", "[]"), "pwd"},
      {RESTART ("1", UFRAG, PWD, "[1]"), "candidates"},
      {RESTART ("1", UFRAG, PWD, "[]"), "signature"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_null (duo_signal_new_from_json (cases[i].text, strlen (cases[i].text), &error));
      g_assert_error (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_MALFORMED);
      g_assert_true (g_str_has_prefix (error->message, cases[i].path));
    }
}

/* As many and as long as allowed, and one more of each. */
static void
test_candidates (void)
{
  g_autofree char *longest = g_strnfill (DUO_SIGNAL_MAX_CANDIDATE, 'x');
  g_autofree char *longer = g_strnfill (DUO_SIGNAL_MAX_CANDIDATE + 1, 'x');
  g_autoptr (GBytes) signature = bytes_of (0x7f, 64);
  const char *most[DUO_SIGNAL_MAX_CANDIDATES + 2] = {NULL};

  for (guint i = 0; i < DUO_SIGNAL_MAX_CANDIDATES; i++)
    most[i] = longest;
  assert_round_trip (duo_signal_new_restart (1, UFRAG, PWD, most, signature));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (DuoSignal) signal = NULL;

      most[DUO_SIGNAL_MAX_CANDIDATES] = i == 0 ? "x" : NULL;
      most[0] = i == 0 ? longest : longer;
      signal = duo_signal_new_restart (1, UFRAG, PWD, most, signature);
      g_assert_null (duo_signal_new_from_json (duo_signal_get_text (signal),
                                               strlen (duo_signal_get_text (signal)), NULL));
    }
}

static void
test_too_large (void)
{
  g_autofree char *reason = g_strnfill (DUO_MAX_LIVE_MESSAGE, 'x');
  g_autofree char *text = g_strdup_printf ("{\"kind\":\"bye\",\"reason\":\"%s\"}", reason);
  g_autoptr (GError) error = NULL;

  g_assert_null (duo_signal_new_from_json (text, strlen (text), &error));
  g_assert_error (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/signal/round-trips", test_round_trips);
  g_test_add_func ("/protocol/signal/text-is-kept", test_text_is_kept);
  g_test_add_func ("/protocol/signal/malformed", test_malformed);
  g_test_add_func ("/protocol/signal/candidates", test_candidates);
  g_test_add_func ("/protocol/signal/too-large", test_too_large);
  return g_test_run ();
}
