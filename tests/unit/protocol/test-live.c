/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-live.h"

#include <string.h>

#define E "EEEEEEEEEEEEEEEEEEEEEE"
#define R "RRRRRRRRRRRRRRRRRRRRRR"
#define C "CCCCCCCCCCCCCCCCCCCCCC"
#define KEY "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define SIGNATURE "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define VOUCH "{\"key\":\"" KEY "\",\"by\":\"" KEY "\",\"signature\":\"" SIGNATURE "\"}"
#define FOUR_VOUCHES VOUCH "," VOUCH "," VOUCH "," VOUCH
#define JOINED(vouches)                                                                                      \
  "{\"type\":\"room\",\"op\":\"joined\",\"chat\":\"" C "\",\"key\":\"" KEY "\",\"nonce\":\"" KEY             \
  "\",\"vouches\":" vouches "}"

static DuoLiveMessage *
read_text (const char *text, GError **error)
{
  return duo_live_message_new_from_text (text, strlen (text), DUO_MAX_LIVE_MESSAGE, error);
}

static void
test_round_trips (void)
{
  static const struct
  {
    DuoLiveType type;
    const char *text;
  } cases[] = {
      {DUO_LIVE_HELLO, "{\"type\":\"hello\",\"since\":{\"" E "\":7,\"" C "\":0}}"},
      {DUO_LIVE_HELLO, "{\"type\":\"hello\",\"since\":{}}"},
      {DUO_LIVE_WATCH, "{\"type\":\"watch\",\"event\":\"" E "\",\"recruiter\":\"" R "\",\"on\":true}"},
      {DUO_LIVE_JOIN,
       "{\"type\":\"room\",\"op\":\"join\",\"chat\":\"" C "\",\"key\":\"" KEY "\",\"nonce\":\"" KEY "\"}"},
      {DUO_LIVE_JOINED,
       "{\"type\":\"room\",\"op\":\"joined\",\"chat\":\"" C "\",\"key\":\"" KEY "\",\"nonce\":\"" KEY "\"}"},
      {DUO_LIVE_JOINED, JOINED ("[" FOUR_VOUCHES "," FOUR_VOUCHES "]")},
      {DUO_LIVE_LEAVE, "{\"type\":\"room\",\"op\":\"leave\",\"chat\":\"" C "\"}"},
      {DUO_LIVE_LEFT, "{\"type\":\"room\",\"op\":\"left\",\"chat\":\"" C "\"}"},
      {DUO_LIVE_CLOSED, "{\"type\":\"room\",\"op\":\"closed\",\"chat\":\"" C "\"}"},
      {DUO_LIVE_PING, "{\"type\":\"ping\",\"n\":3}"},
      {DUO_LIVE_PONG, "{\"type\":\"pong\",\"n\":3}"},
      {DUO_LIVE_WELCOME, "{\"type\":\"welcome\",\"now\":\"2026-11-03T12:00:00Z\"}"},
      {DUO_LIVE_SIGNAL, "{\"type\":\"signal\",\"chat\":\"" C "\",\"data\":\"{\\\"kind\\\": \\\"bye\\\"}\"}"},
      {DUO_LIVE_PRESENCE, "{\"type\":\"presence\",\"chat\":\"" C "\",\"peer_present\":true}"},
      {DUO_LIVE_PROBLEM,
       "{\"type\":\"problem\",\"chat\":\"" C "\",\"code\":\"room-closed\",\"detail\":\"too early\"}"},
      {DUO_LIVE_CHANGES, "{\"type\":\"changes\",\"event\":\"" E "\",\"since\":3,\"upto\":4,\"more\":false}"},
      {DUO_LIVE_SLOTS, "{\"type\":\"slots\",\"recruiter\":\"" R
                       "\",\"rev\":4,\"days\":[{\"date\":\"2026-11-03\",\"minutes\":15,"
                       "\"slots\":[[\"2026-11-03T08:00:00Z\",\"2026-11-03T08:15:00Z\",\"open\"]]}]}"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DuoLiveMessage) message = read_text (cases[i].text, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      g_assert_cmpint (message->type, ==, cases[i].type);
      text = duo_live_message_dup_text (message);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
assert_text (DuoLiveMessage *taken, const char *expected)
{
  g_autoptr (DuoLiveMessage) message = taken;
  g_autofree char *text = duo_live_message_dup_text (message);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_makers (void)
{
  g_autoptr (GBytes) key = g_bytes_new_take (g_malloc0 (32), 32);
  DuoLiveMessage *hello = duo_live_message_new_hello ();

  duo_live_message_add_cursor (hello, E, 7);
  assert_text (hello, "{\"type\":\"hello\",\"since\":{\"" E "\":7}}");
  assert_text (duo_live_message_new_watch (E, R, FALSE),
               "{\"type\":\"watch\",\"event\":\"" E "\",\"recruiter\":\"" R "\",\"on\":false}");
  assert_text (duo_live_message_new_key (DUO_LIVE_JOIN, C, key, key),
               "{\"type\":\"room\",\"op\":\"join\",\"chat\":\"" C "\",\"key\":\"" KEY "\",\"nonce\":\"" KEY
               "\"}");
  assert_text (duo_live_message_new_room (DUO_LIVE_CLOSED, C),
               "{\"type\":\"room\",\"op\":\"closed\",\"chat\":\"" C "\"}");
  assert_text (duo_live_message_new_signal (C, "{}"),
               "{\"type\":\"signal\",\"chat\":\"" C "\",\"data\":\"{}\"}");
  assert_text (duo_live_message_new_presence (C, FALSE),
               "{\"type\":\"presence\",\"chat\":\"" C "\",\"peer_present\":false}");
  assert_text (duo_live_message_new_beat (DUO_LIVE_PONG, 9), "{\"type\":\"pong\",\"n\":9}");
  assert_text (duo_live_message_new_welcome (1793707200),
               "{\"type\":\"welcome\",\"now\":\"2026-11-03T12:00:00Z\"}");
  assert_text (duo_live_message_new_problem ("malformed", NULL, NULL),
               "{\"type\":\"problem\",\"code\":\"malformed\"}");
}

/* The text that is hashed on both sides travels through to the byte. */
static void
test_signal_data_is_exact (void)
{
  static const char data[] = " {\"kind\":\"bye\",\t\"reason\":\"l\\u0065ft ä\\n\"} ";
  g_autoptr (DuoLiveMessage) sent = duo_live_message_new_signal (C, data);
  g_autofree char *text = duo_live_message_dup_text (sent);
  g_autoptr (DuoLiveMessage) got = read_text (text, NULL);

  g_assert_nonnull (got);
  g_assert_cmpstr (got->data, ==, data);
}

static void
test_unknown_types_are_no_error (void)
{
  static const char *const texts[] = {
      "{\"type\":\"fireworks\",\"chat\":5}",
      "{\"type\":\"room\"}",
      "{\"type\":\"room\",\"op\":\"dance\",\"chat\":\"" C "\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DuoLiveMessage) message = read_text (texts[i], &error);

      g_assert_no_error (error);
      g_assert_cmpint (message->type, ==, DUO_LIVE_UNKNOWN);
    }
}

static void
test_malformed (void)
{
  static const struct
  {
    const char *text, *path;
  } cases[] = {
      {"", "byte"},
      {"[]", "message"},
      {"{}", "type"},
      {"{\"type\":1}", "type"},
      {"{\"type\":\"hello\"}", "since"},
      {"{\"type\":\"hello\",\"since\":{\"" E "\":\"7\"}}", "since." E},
      {"{\"type\":\"hello\",\"since\":{\"x\":7}}", "since.x"},
      {"{\"type\":\"watch\",\"event\":\"" E "\",\"recruiter\":\"" R "\"}", "on"},
      {"{\"type\":\"room\",\"op\":\"join\",\"chat\":\"" C "\"}", "key"},
      {"{\"type\":\"room\",\"op\":\"join\",\"chat\":\"" C "\",\"key\":\"AA\"}", "key"},
      {"{\"type\":\"room\",\"op\":\"leave\"}", "chat"},
      {JOINED ("{}"), "vouches"},
      {JOINED ("[" VOUCH ",{\"key\":\"" KEY "\",\"by\":\"AA\"}]"), "vouches[1].by"},
      {JOINED ("[{\"by\":\"" KEY "\",\"signature\":\"" SIGNATURE "\"}]"), "vouches[0].key"},
      {JOINED ("[{\"key\":\"" KEY "\",\"by\":\"" KEY "\",\"signature\":\"" KEY "\"}]"),
       "vouches[0].signature"},
      {JOINED ("[" FOUR_VOUCHES "," FOUR_VOUCHES "," VOUCH "]"), "vouches"},
      {"{\"type\":\"ping\",\"n\":-1}", "n"},
      {"{\"type\":\"signal\",\"chat\":\"" C "\",\"data\":{}}", "data"},
      {"{\"type\":\"welcome\",\"now\":5}", "now"},
      {"{\"type\":\"changes\"}", "event"},
      {"{\"type\":\"slots\"}", "recruiter"},
      {"{\"type\":\"problem\"}", "code"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_null (read_text (cases[i].text, &error));
      g_assert_error (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_MALFORMED);
      g_assert_true (g_str_has_prefix (error->message, cases[i].path));
    }
}

static void
test_limit (void)
{
  g_autofree char *data = g_strnfill (DUO_MAX_LIVE_MESSAGE, 'x');
  g_autoptr (DuoLiveMessage) message = duo_live_message_new_signal (C, data);
  g_autofree char *text = duo_live_message_dup_text (message);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (text, &error));
  g_assert_error (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_TOO_LARGE);
}

/* What the service writes as a stream is the same message. */
static void
test_stream (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (DuoLiveMessage) message = NULL;
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, out);
  duo_live_begin (&writer, DUO_LIVE_CHANGES);
  duo_wire_begin_changes (&writer, E, 1);
  duo_wire_write_counts (&writer, (const DuoWireCount[]) {{R, 1, 2}}, 1);
  duo_wire_end_changes (&writer, 5, FALSE);
  duo_json_writer_end_object (&writer);
  message = read_text (out->str, NULL);
  g_assert_nonnull (message);
  g_assert_cmpint (message->changes->upto, ==, 5);
  g_assert_cmpuint (g_array_index (message->changes->counts, DuoWireCount, 0).requests, ==, 2);
}

/* Its own words read as the type that they belong to, and somebody sends each. */
static void
test_every_type_has_words (void)
{
  for (DuoLiveType type = 0; type < DUO_LIVE_UNKNOWN; type++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (DuoLiveMessage) message = NULL;

      g_string_append_printf (text, "{\"type\":\"%s\",\"op\":\"%s\"", duo_live_type_get_word (type),
                              duo_live_type_get_op (type) ? duo_live_type_get_op (type) : "");
      if (type == DUO_LIVE_HELLO)
        g_string_append (text, ",\"since\":{}");
      g_string_append (text, ",\"n\":1,\"now\":\"2026-11-03T13:15:00Z\",\"on\":true,\"data\":\"\","
                             "\"code\":\"paused\",\"rev\":1,\"chat\":\"AAAAAAAAAAAAAAAAAAAAAA\","
                             "\"event\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"recruiter\":\"AAAAAAAAAAAAAAAAAAAAAA\","
                             "\"key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\","
                             "\"nonce\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}");
      message = duo_live_message_new_from_text (text->str, text->len, DUO_MAX_LIVE_MESSAGE, NULL);
      g_assert_nonnull (message);
      g_assert_cmpint (message->type, ==, type);
      g_assert_cmpint (duo_live_type_get_way (type), !=, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/live/words", test_every_type_has_words);
  g_test_add_func ("/protocol/live/round-trips", test_round_trips);
  g_test_add_func ("/protocol/live/makers", test_makers);
  g_test_add_func ("/protocol/live/signal-data-is-exact", test_signal_data_is_exact);
  g_test_add_func ("/protocol/live/unknown-types-are-no-error", test_unknown_types_are_no_error);
  g_test_add_func ("/protocol/live/malformed", test_malformed);
  g_test_add_func ("/protocol/live/limit", test_limit);
  g_test_add_func ("/protocol/live/stream", test_stream);
  return g_test_run ();
}
