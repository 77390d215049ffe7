/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-json.h"

#include <string.h>

static gboolean
accepts (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = duo_json_parse (text, strlen (text), DUO_MAX_BODY, &error);

  g_assert_true ((node == NULL) == (error != NULL));
  return node != NULL;
}

static void
test_accepts (void)
{
  static const char *const texts[] = {
      "{}",
      "[]",
      "null",
      "true",
      " \t\r\n{ \"a\" : [ 1 , -2.5e+3 , 0 , -0 , 0.1 , 1E9 , 1e-99 ] } \n",
      "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00\"",
      "{\"a\":1,\"b\":{\"a\":2},\"c\":[{\"a\":3},{\"a\":4}]}",
      "{\"\":1}",
      "{\"\xc3\xa4\":\"\xe2\x80\xae\xf0\x9f\x98\x80\"}",
      "999999999999999999",
      "-999999999999999999",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_true (accepts (texts[i]));
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
      "",
      " ",
      "{",
      "}",
      "[",
      "[1,]",
      "[,1]",
      "[1 2]",
      "{,}",
      "{\"a\"}",
      "{\"a\":}",
      "{\"a\":1,}",
      "{a:1}",
      "{'a':1}",
      "{\"a\":1}}",
      "{} {}",
      "tru",
      "True",
      "nul",
      "NaN",
      "Infinity",
      "-",
      "+1",
      "01",
      "1.",
      ".5",
      "1e",
      "1e+",
      "1e999",
      "-1.5E-400",
      "0x10",
      "- 1",
      "\"",
      "\"a",
      "\"\\",
      "\"\\x41\"",
      "\"\\u12\"",
      "\"\\u12g4\"",
      "\"\t\"",
      "\"\n\"",
      "// c\n1",
      "/* c */ 1",
      "[1]//",
      "\"\\ud800\"",
      "\"\\udc00\"",
      "\"\\ud800\\u0041\"",
      "\"\\ud800x\"",
      "\"\\u0000\"",
      "{\"a\\u0000\":1}",
      "1000000000000000000",
      "-9999999999999999999999",
      "\xef\xbb\xbf{}",
      "\"\xc3\"",
      "\"\xc0\x80\"",
      "\"\xed\xa0\x80\"",
      "\"\xff\"",
      "\"\xf4\x90\x80\x80\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_false (accepts (texts[i]));
    }
}

/* json-glib alone would keep the last one, another reader the first: the two would disagree on what was said. */
static void
test_refuses_equal_names (void)
{
  g_assert_false (accepts ("{\"a\":1,\"a\":2}"));
  g_assert_false (accepts ("{\"a\":1,\"b\":2,\"a\":1}"));
  g_assert_false (accepts ("{\"a\":1,\"\\u0061\":2}"));
  g_assert_false (accepts ("{\"\\u0061\":1,\"a\":2}"));
  g_assert_false (accepts ("{\"\\/\":1,\"/\":2}"));
  g_assert_false (accepts ("{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":2}"));
  g_assert_false (accepts ("[{\"x\":{\"a\":1,\"a\":2}}]"));
  g_assert_false (accepts ("{\"\":1,\"\":2}"));
  g_assert_true (accepts ("{\"a\":{\"a\":1},\"b\":{\"a\":1}}"));
  g_assert_true (accepts ("{\"a\":1,\"A\":2}"));
}

/* The negative control: what is refused above is what json-glib lets pass. */
static void
test_json_glib_alone_would_not_do (void)
{
  static const char text[] = "{\"a\":1,\"a\":2}";
  g_autoptr (JsonParser) parser = json_parser_new ();

  json_parser_set_strict (parser, TRUE);
  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  g_assert_false (accepts (text));
}

static void
test_refuses_a_nul (void)
{
  static const char text[] = "{\"a\":\"b\0c\"}";
  g_autoptr (GError) error = NULL;

  g_assert_null (duo_json_parse (text, sizeof text - 1, DUO_MAX_BODY, &error));
  g_assert_error (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_MALFORMED);
}

static GString *
nested (guint depth, const char *open, const char *close)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append_c (text, '1');
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);
  return text;
}

static void
assert_depth (guint depth, const char *open, const char *close, gboolean accepted)
{
  g_autoptr (GString) text = nested (depth, open, close);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = duo_json_parse (text->str, text->len, G_MAXSIZE, &error);

  if (accepted)
    g_assert_no_error (error);
  else
    g_assert_error (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_TOO_LARGE);
  g_assert_cmpint (node != NULL, ==, accepted);
}

static void
test_depth (void)
{
  assert_depth (DUO_MAX_JSON_DEPTH, "[", "]", TRUE);
  assert_depth (DUO_MAX_JSON_DEPTH + 1, "[", "]", FALSE);
  assert_depth (DUO_MAX_JSON_DEPTH, "{\"a\":", "}", TRUE);
  assert_depth (DUO_MAX_JSON_DEPTH + 1, "{\"a\":", "}", FALSE);
  assert_depth (1000000, "[", "]", FALSE);
}

static void
test_size (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) fits = duo_json_parse ("[1,2]", 5, 5, &error);

  g_assert_no_error (error);
  g_assert_nonnull (fits);
  g_assert_null (duo_json_parse ("[1,2]", 5, 4, &error));
  g_assert_error (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_TOO_LARGE);
}

static char *
object_of_members (guint n_members)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i < n_members; i++)
    g_string_append_printf (text, "%s\"m%u\":1", i > 0 ? "," : "", i);
  return g_string_free_and_steal (g_string_append_c (text, '}'));
}

static void
test_members (void)
{
  g_autofree char *most = object_of_members (DUO_MAX_JSON_MEMBERS);
  g_autofree char *more = object_of_members (DUO_MAX_JSON_MEMBERS + 1);

  g_assert_true (accepts (most));
  g_assert_false (accepts (more));
}

/* Any text without its end, or with any byte changed, is either JSON or refused; nothing reads past it. */
static void
test_truncated (void)
{
  static const char text[] = "{\"a\":[1.5e3,\"\\u00e4\\ud83d\\ude00\",{\"b\":null,\"c\":true}]}";

  for (gsize length = 0; length < sizeof text - 1; length++)
    {
      g_autofree char *exact = g_memdup2 (text, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (duo_json_parse (length > 0 ? exact : "", length, DUO_MAX_BODY, &error));
      g_assert_error (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_MALFORMED);
    }
}

/* ── getters ── */

typedef struct
{
  JsonNode *node;
  GError *error;
  DuoJson root;
} Fixture;

static void
load (Fixture *fixture, const char *text)
{
  fixture->node = duo_json_parse (text, strlen (text), DUO_MAX_BODY, &fixture->error);
  g_assert_no_error (fixture->error);
  fixture->root = duo_json_root (fixture->node, &fixture->error);
}

static void
unload (Fixture *fixture, const char *message)
{
  if (message == NULL)
    g_assert_no_error (fixture->error);
  else
    {
      g_assert_error (fixture->error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_MALFORMED);
      g_assert_cmpstr (fixture->error->message, ==, message);
    }
  g_clear_error (&fixture->error);
  g_clear_pointer (&fixture->node, json_node_unref);
}

static void
test_getters (void)
{
  Fixture f = {0};
  g_autofree char *id = NULL, *none = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) words = NULL;
  DuoTimeRange range;

  load (&f, "{\"id\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"n\":-5,\"yes\":true,\"start\":\"2026-11-03T12:00:00Z\","
            "\"end\":\"2026-11-03T12:15:00Z\",\"key\":\"_-8\",\"words\":[\"a\",\"b\"],\"none\":null}");
  id = duo_json_dup_id (&f.root, "id");
  bytes = duo_json_dup_bytes (&f.root, "key", 2);
  words = duo_json_dup_strings (&f.root, "words");
  range = duo_json_get_optional_range (&f.root);
  none = duo_json_dup_optional_string (&f.root, "none");
  g_assert_cmpstr (id, ==, "AAAAAAAAAAAAAAAAAAAAAA");
  g_assert_cmpint (duo_json_get_int (&f.root, "n", -5, 5), ==, -5);
  g_assert_true (duo_json_get_boolean (&f.root, "yes"));
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "\xff\xef", 2);
  g_assert_cmpuint (g_strv_length (words), ==, 2);
  g_assert_cmpuint (duo_time_range_get_minutes (range), ==, 15);
  g_assert_null (none);
  g_assert_false (duo_json_has (&f.root, "none"));
  g_assert_true (duo_json_has (&f.root, "n"));
  g_assert_cmpint (duo_json_get_optional_int (&f.root, "missing", 0, 9, 7), ==, 7);
  g_assert_true (duo_json_get_optional_boolean (&f.root, "missing", TRUE));
  g_assert_cmpint (duo_json_get_optional_time (&f.root, "missing"), ==, 0);
  unload (&f, NULL);
}

static void
test_paths (void)
{
  Fixture f = {0};
  DuoJson array, element, inner, slot;

  load (&f, "{\"days\":[{},{\"slots\":[1]}]}");
  array = duo_json_get_array (&f.root, "days");
  element = duo_json_get_element (&array, 1);
  inner = duo_json_get_array (&element, "slots");
  g_assert_cmpuint (duo_json_get_length (&inner), ==, 1);
  slot = duo_json_get_element (&inner, 0);
  g_assert_null (duo_json_as_string (&slot));
  /* only the first error is told */
  g_assert_null (duo_json_get_string (&f.root, "nothing"));
  g_assert_true (duo_json_failed (&f.root));
  g_assert_cmpuint (duo_json_get_length (&array), ==, 0);
  unload (&f, "days[1].slots[0]: not a text");
}

/* The path of a place is told as long as the places before it stand. */
static void
test_deep_path (void)
{
  Fixture f = {0};
  DuoJson chats, chat, peer;

  load (&f, "{\"chats\":[{\"peer\":{\"id\":5}}]}");
  chats = duo_json_get_array (&f.root, "chats");
  chat = duo_json_get_element (&chats, 0);
  peer = duo_json_get_object (&chat, "peer");
  g_assert_null (duo_json_dup_id (&peer, "id"));
  unload (&f, "chats[0].peer.id: not a text");
}

typedef void (*Get) (const DuoJson *json);

static void
get_string (const DuoJson *json)
{
  g_assert_null (duo_json_get_string (json, "a"));
}

static void
get_id (const DuoJson *json)
{
  g_assert_null (duo_json_dup_id (json, "a"));
}

static void
get_int (const DuoJson *json)
{
  g_assert_cmpint (duo_json_get_int (json, "a", 0, 10), <=, 10);
}

static void
get_boolean (const DuoJson *json)
{
  g_assert_false (duo_json_get_boolean (json, "a"));
}

static void
get_time (const DuoJson *json)
{
  g_assert_cmpint (duo_json_get_time (json, "a"), ==, 0);
}

static void
get_bytes (const DuoJson *json)
{
  g_assert_null (duo_json_dup_bytes (json, "a", 32));
}

static void
get_text (const DuoJson *json)
{
  g_assert_null (duo_json_dup_optional_text (json, "a", 3));
}

static void
get_object (const DuoJson *json)
{
  DuoJson object = duo_json_get_object (json, "a");

  g_assert_null (object.node);
}

static void
get_strings (const DuoJson *json)
{
  g_auto (GStrv) strings = duo_json_dup_strings (json, "a");

  g_assert_nonnull (strings);
}

static void
get_range (const DuoJson *json)
{
  DuoJson array = duo_json_get_member (json, "a");

  duo_json_as_range (&array);
}

static void
test_wrong_kinds (void)
{
  static const struct
  {
    const char *text;
    Get get;
    const char *message;
  } cases[] = {
      {"{}", get_string, "a: missing"},
      {"{\"a\":null}", get_string, "a: missing"},
      {"{\"a\":1}", get_string, "a: not a text"},
      {"[]", get_string, "message: not an object"},
      {"{\"a\":\"short\"}", get_id, "a: not an id"},
      {"{\"a\":\"5\"}", get_int, "a: not an integer"},
      {"{\"a\":5.0}", get_int, "a: not an integer"},
      {"{\"a\":true}", get_int, "a: not an integer"},
      {"{\"a\":11}", get_int, "a: out of range"},
      {"{\"a\":-1}", get_int, "a: out of range"},
      {"{\"a\":0}", get_boolean, "a: neither true nor false"},
      {"{\"a\":\"true\"}", get_boolean, "a: neither true nor false"},
      {"{\"a\":\"tomorrow\"}", get_time, "a: not a time as RFC 3339 writes it"},
      {"{\"a\":1793707200}", get_time, "a: not a text"},
      {"{\"a\":\"+/8=\"}", get_bytes, "a: not base64url"},
      {"{\"a\":\"AAAAA\"}", get_bytes, "a: not base64url"},
      {"{\"a\":\"AAAA\"}", get_bytes, "a: not as many bytes as it has to be"},
      {"{\"a\":\"four\"}", get_text, "a: too long"},
      {"{\"a\":[]}", get_object, "a: not an object"},
      {"{\"a\":{}}", get_strings, "a: not an array"},
      {"{\"a\":[\"x\",1]}", get_strings, "a[1]: not a text"},
      {"{\"a\":\"1969-12-31T23:59:59Z\"}", get_time, "a: before 1970"},
      {"{\"a\":[\"1970-01-01T00:00:00Z\",\"1970-01-01T00:15:00Z\"]}", get_range,
       "a: not an interval of whole five minutes"},
      {"{\"a\":[\"2026-11-03T12:00:00Z\",\"2026-11-05T12:05:00Z\"]}", get_range,
       "a: not an interval of whole five minutes"},
      {"{\"a\":[]}", get_range, "a[0]: missing"},
      {"{\"a\":[\"2026-11-03T12:00:00Z\"]}", get_range, "a[1]: missing"},
      {"{\"a\":[\"2026-11-03T12:00:00Z\",\"2026-11-03T12:00:00Z\"]}", get_range,
       "a: not an interval of whole five minutes"},
      {"{\"a\":[\"2026-11-03T12:00:00Z\",\"2026-11-03T12:07:00Z\"]}", get_range,
       "a: not an interval of whole five minutes"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture f = {0};

      g_test_message ("%s", cases[i].text);
      load (&f, cases[i].text);
      cases[i].get (&f.root);
      unload (&f, cases[i].message);
    }
}

static void
test_length_is_in_characters (void)
{
  Fixture f = {0};
  g_autofree char *text = NULL;

  load (&f, "{\"a\":\"\xc3\xa4\xc3\xb6\xc3\xbc\"}");
  text = duo_json_dup_optional_text (&f.root, "a", 3);
  g_assert_cmpstr (text, ==, "äöü");
  unload (&f, NULL);
}

static void
test_half_a_range (void)
{
  Fixture f = {0};

  load (&f, "{\"start\":\"2026-11-03T12:00:00Z\"}");
  duo_json_get_optional_range (&f.root);
  unload (&f, "end: missing");
}

static void
test_base64url (void)
{
  guint8 data[40];

  for (guint i = 0; i < sizeof data; i++)
    data[i] = (guint8) (i * 37 + 250);
  for (gsize size = 0; size <= sizeof data; size++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (data, size);
      g_autofree char *text = duo_base64url_encode (bytes);
      g_autoptr (GBytes) again = duo_base64url_decode (text);

      g_assert_null (strpbrk (text, "+/="));
      g_assert_nonnull (again);
      g_assert_true (g_bytes_equal (bytes, again));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/json/accepts", test_accepts);
  g_test_add_func ("/protocol/json/refuses", test_refuses);
  g_test_add_func ("/protocol/json/refuses-equal-names", test_refuses_equal_names);
  g_test_add_func ("/protocol/json/json-glib-alone-would-not-do", test_json_glib_alone_would_not_do);
  g_test_add_func ("/protocol/json/refuses-a-nul", test_refuses_a_nul);
  g_test_add_func ("/protocol/json/depth", test_depth);
  g_test_add_func ("/protocol/json/size", test_size);
  g_test_add_func ("/protocol/json/members", test_members);
  g_test_add_func ("/protocol/json/truncated", test_truncated);
  g_test_add_func ("/protocol/json/getters", test_getters);
  g_test_add_func ("/protocol/json/paths", test_paths);
  g_test_add_func ("/protocol/json/deep-path", test_deep_path);
  g_test_add_func ("/protocol/json/wrong-kinds", test_wrong_kinds);
  g_test_add_func ("/protocol/json/length-is-in-characters", test_length_is_in_characters);
  g_test_add_func ("/protocol/json/half-a-range", test_half_a_range);
  g_test_add_func ("/protocol/json/base64url", test_base64url);
  return g_test_run ();
}
