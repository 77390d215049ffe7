/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-bulk-cache.h"

#include <gio/gio.h>
#include <string.h>

/* With the decoder that the app's libsoup uses, which knows one gzip member only. */
static GBytes *
decompress (GBytes *packed, GError **error)
{
  g_autoptr (GZlibDecompressor) decoder = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);

  return g_converter_convert_bytes (G_CONVERTER (decoder), packed, error);
}

static void
assert_is_text (GBytes *packed, const char *expected, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = decompress (packed, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), expected, length);
}

static GBytes *
join_texts (const char *const *texts, guint n)
{
  DuoDeflated *parts[8] = {NULL};
  GBytes *packed;

  for (guint i = 0; i < n; i++)
    parts[i] = duo_deflate (texts[i], strlen (texts[i]));
  packed = duo_deflated_join (parts, n);
  for (guint i = 0; i < n; i++)
    duo_deflated_unref (parts[i]);

  return packed;
}

static void
test_parts_become_one_text (void)
{
  static const char *const texts[] = {"{\"people\":[", "1,2,3", "", "],\"more\":", "false}"};
  static const char whole[] = "{\"people\":[1,2,3],\"more\":false}";
  g_autoptr (GBytes) packed = join_texts (texts, G_N_ELEMENTS (texts));

  assert_is_text (packed, whole, strlen (whole));
}

static void
test_one_part_and_none (void)
{
  static const char *const one[] = {"alone"};
  g_autoptr (GBytes) packed = join_texts (one, 1);
  g_autoptr (GBytes) nothing = join_texts (NULL, 0);

  assert_is_text (packed, "alone", 5);
  assert_is_text (nothing, "", 0);
}

/* The same text twice: the second may not refer to the first, which another viewer has not got. */
static void
test_parts_do_not_lean_on_each_other (void)
{
  g_autofree char *text = g_strnfill (50000, 'x');
  g_autoptr (DuoDeflated) part = duo_deflate (text, 50000);
  g_autoptr (DuoDeflated) other = duo_deflate ("head", 4);
  DuoDeflated *twice[] = {part, part};
  DuoDeflated *behind[] = {other, part};
  g_autofree char *whole = g_strnfill (100000, 'x');
  g_autofree char *headed = g_strconcat ("head", text, NULL);
  g_autoptr (GBytes) one = duo_deflated_join (twice, 2);
  g_autoptr (GBytes) two = duo_deflated_join (behind, 2);

  assert_is_text (one, whole, 100000);
  assert_is_text (two, headed, 50004);
  g_assert_cmpuint (g_bytes_get_size (one), <, 2000);
}

static void
test_what_cannot_be_compressed (void)
{
  gsize length = 300000;
  g_autofree guint8 *noise = g_malloc (length);
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (DuoDeflated) part = NULL;
  g_autoptr (GBytes) packed = NULL;

  for (gsize i = 0; i < length; i++)
    noise[i] = g_rand_int (random);
  part = duo_deflate ((const char *) noise, length);
  packed = duo_deflated_join (&part, 1);
  assert_is_text (packed, (const char *) noise, length);
}

/* Negative control: a part that is not the one the sum is of is noticed by the decoder. */
static void
test_a_changed_byte_is_noticed (void)
{
  static const char *const texts[] = {"one text that is long enough to be told from another", "and its end"};
  g_autoptr (GBytes) packed = join_texts (texts, 2);
  gsize size;
  g_autofree guint8 *bytes = g_bytes_unref_to_data (g_bytes_ref (packed), &size);
  g_autoptr (GBytes) broken = NULL;
  g_autoptr (GError) error = NULL;

  bytes[size - 5] ^= 1; /* in the sum */
  broken = g_bytes_new (bytes, size);
  g_assert_null (decompress (broken, &error));
  g_assert_nonnull (error);
}

/* ── the cache ── */

static void
put (DuoBulkCache *cache, const char *key, gint64 rev, gsize length)
{
  g_autofree guint8 *noise = g_malloc (length);
  g_autoptr (GRand) random = g_rand_new_with_seed (g_str_hash (key));
  g_autoptr (DuoDeflated) part = NULL;

  for (gsize i = 0; i < length; i++)
    noise[i] = g_rand_int (random);
  part = duo_deflate ((const char *) noise, length);
  duo_bulk_cache_put (cache, key, rev, part);
}

static gint64
look (DuoBulkCache *cache, const char *key)
{
  gint64 rev = -1;
  g_autoptr (DuoDeflated) part = duo_bulk_cache_get (cache, key, &rev);

  g_assert_true ((part != NULL) == (rev >= 0));

  return rev;
}

static void
test_keeps_what_was_put (void)
{
  g_autoptr (DuoBulkCache) cache = duo_bulk_cache_new (100000);

  g_assert_cmpint (look (cache, "a"), ==, -1);
  put (cache, "a", 7, 100);
  put (cache, "b", 8, 100);
  g_assert_cmpint (look (cache, "a"), ==, 7);
  put (cache, "a", 9, 100);
  g_assert_cmpint (look (cache, "a"), ==, 9);
  g_assert_cmpint (look (cache, "b"), ==, 8);
}

static void
test_confirming_never_goes_back (void)
{
  g_autoptr (DuoBulkCache) cache = duo_bulk_cache_new (100000);

  put (cache, "a", 7, 100);
  duo_bulk_cache_confirm (cache, "a", 12);
  g_assert_cmpint (look (cache, "a"), ==, 12);
  duo_bulk_cache_confirm (cache, "a", 3);
  g_assert_cmpint (look (cache, "a"), ==, 12);
  duo_bulk_cache_confirm (cache, "of nobody", 3);
  g_assert_cmpint (look (cache, "of nobody"), ==, -1);
}

static void
test_the_oldest_goes_first (void)
{
  g_autoptr (DuoBulkCache) cache = duo_bulk_cache_new (35000);

  put (cache, "a", 1, 10000);
  put (cache, "b", 1, 10000);
  put (cache, "c", 1, 10000);
  g_assert_cmpint (look (cache, "a"), ==, 1); /* now b is the oldest */
  put (cache, "d", 1, 10000);
  g_assert_cmpint (look (cache, "b"), ==, -1);
  g_assert_cmpint (look (cache, "a"), ==, 1);
  g_assert_cmpint (look (cache, "c"), ==, 1);
  g_assert_cmpint (look (cache, "d"), ==, 1);
}

static void
test_what_is_too_large_is_not_kept (void)
{
  g_autoptr (DuoBulkCache) cache = duo_bulk_cache_new (1000);

  put (cache, "a", 1, 10000);
  g_assert_cmpint (look (cache, "a"), ==, -1);
  put (cache, "b", 1, 100);
  g_assert_cmpint (look (cache, "b"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deflated/join", test_parts_become_one_text);
  g_test_add_func ("/deflated/few", test_one_part_and_none);
  g_test_add_func ("/deflated/independent", test_parts_do_not_lean_on_each_other);
  g_test_add_func ("/deflated/noise", test_what_cannot_be_compressed);
  g_test_add_func ("/deflated/broken", test_a_changed_byte_is_noticed);
  g_test_add_func ("/bulk-cache/keeps", test_keeps_what_was_put);
  g_test_add_func ("/bulk-cache/confirm", test_confirming_never_goes_back);
  g_test_add_func ("/bulk-cache/oldest", test_the_oldest_goes_first);
  g_test_add_func ("/bulk-cache/too-large", test_what_is_too_large_is_not_kept);

  return g_test_run ();
}
