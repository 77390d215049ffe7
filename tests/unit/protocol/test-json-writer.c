/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-json-writer.h"
#include "duo-json.h"

#include <string.h>

static void
test_structure (void)
{
  static const char *const words[] = {"a", "b", NULL};
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\xff\xef", 2);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, out);
  duo_json_writer_begin_object (&writer, NULL);
  duo_json_writer_begin_array (&writer, "empty");
  duo_json_writer_end_array (&writer);
  duo_json_writer_begin_object (&writer, "object");
  duo_json_writer_end_object (&writer);
  duo_json_writer_add_int (&writer, "least", G_MININT64);
  duo_json_writer_add_boolean (&writer, "yes", TRUE);
  duo_json_writer_add_time (&writer, "noon", 1793707200);
  duo_json_writer_add_strings (&writer, "words", words);
  duo_json_writer_add_strings (&writer, "none", NULL);
  duo_json_writer_add_bytes (&writer, "bytes", bytes);
  duo_json_writer_add_raw (&writer, "raw", "[1,2]garbage", 5);
  duo_json_writer_add_string (&writer, "null", NULL);
  duo_json_writer_add_optional_string (&writer, "left-out", NULL);
  duo_json_writer_add_optional_time (&writer, "left-out", 0);
  duo_json_writer_begin_array (&writer, "nested");
  duo_json_writer_begin_array (&writer, NULL);
  duo_json_writer_add_int (&writer, NULL, 1);
  duo_json_writer_add_string (&writer, NULL, "x");
  duo_json_writer_end_array (&writer);
  duo_json_writer_add_boolean (&writer, NULL, FALSE);
  duo_json_writer_end_array (&writer);
  duo_json_writer_end_object (&writer);

  g_assert_cmpstr (out->str, ==,
                   "{\"empty\":[],\"object\":{},\"least\":-9223372036854775808,\"yes\":true,"
                   "\"noon\":\"2026-11-03T12:00:00Z\",\"words\":[\"a\",\"b\"],\"none\":[],\"bytes\":\"_-8\","
                   "\"raw\":[1,2],\"null\":null,\"nested\":[[1,\"x\"],false]}");
}

static char *
write_text (const char *text)
{
  GString *out = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, out);
  duo_json_writer_add_string (&writer, NULL, text);
  return g_string_free_and_steal (out);
}

static void
test_escapes (void)
{
  static const struct
  {
    const char *text, *json;
  } cases[] = {
      {"", "\"\""},
      {"plain", "\"plain\""},
      {"\"", "\"\\\"\""},
      {"\\", "\"\\\\\""},
      {"a\nb\tc\rd\be\ff", "\"a\\nb\\tc\\rd\\be\\ff\""},
      {"\v\x01\x1f", "\"\\u000b\\u0001\\u001f\""},
      {"</script>", "\"</script>\""},
      {"ä😀", "\"ä😀\""},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = write_text (cases[i].text);

      g_assert_cmpstr (json, ==, cases[i].json);
    }
}

/* Whatever people type comes back as they typed it. */
static void
test_any_text_comes_back (void)
{
  for (gunichar c = 1; c < 0x11000; c++)
    {
      char text[8] = "";
      g_autofree char *json = NULL;
      g_autoptr (JsonNode) node = NULL;

      if (!g_unichar_validate (c))
        continue;
      text[g_unichar_to_utf8 (c, text)] = '\0';
      json = write_text (text);
      node = duo_json_parse (json, strlen (json), DUO_MAX_BODY, NULL);
      g_assert_nonnull (node);
      g_assert_cmpstr (json_node_get_string (node), ==, text);
    }
}

static void
test_names_are_escaped (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, out);
  duo_json_writer_begin_object (&writer, NULL);
  duo_json_writer_add_int (&writer, "a\"b", 1);
  duo_json_writer_end_object (&writer);
  g_assert_cmpstr (out->str, ==, "{\"a\\\"b\":1}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/json-writer/structure", test_structure);
  g_test_add_func ("/protocol/json-writer/escapes", test_escapes);
  g_test_add_func ("/protocol/json-writer/any-text-comes-back", test_any_text_comes_back);
  g_test_add_func ("/protocol/json-writer/names-are-escaped", test_names_are_escaped);
  return g_test_run ();
}
