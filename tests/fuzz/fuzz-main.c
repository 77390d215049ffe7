/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include <string.h>

/* Stands in for libFuzzer where the compiler has none: feeds every file of a directory, and what becomes of it when
 * bytes are changed, cut out, doubled or joined with another file. The same changes every time.
 *
 *   fuzz-NAME DIRECTORY SECONDS */

#define ROUNDS 20000
#define MOST 8192

static GPtrArray *
load (const char *directory)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (directory, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      char *data;
      gsize size;

      g_assert_true (g_file_get_contents (path, &data, &size, NULL));
      g_ptr_array_add (seeds, g_bytes_new_take (data, size));
    }
  g_assert_cmpuint (seeds->len, >, 0);
  return seeds;
}

/* In memory of exactly that size, so that reading past the end is noticed. */
static void
feed (const guint8 *data, gsize size)
{
  g_autofree guint8 *exact = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (exact != NULL ? exact : (const guint8 *) "", size);
}

static guint
pick (GRand *rand, gsize end)
{
  return end > 0 ? (guint) g_rand_int_range (rand, 0, (gint32) end) : 0;
}

/* Copied first: what an array is made to hold may move. */
static void
double_part (GByteArray *text, guint at, guint length)
{
  g_autofree guint8 *part = g_memdup2 (text->data + at, length);

  g_byte_array_append (text, part, length);
}

static void
change (GByteArray *text, GRand *rand)
{
  static const char tokens[] = "{}[]\",:\\0-eu\xff\xc3 \n";
  guint at = pick (rand, text->len), length = pick (rand, MIN (text->len - at, 64) + 1);

  if (text->len == 0)
    return;
  switch (pick (rand, 4))
    {
    case 0:
      text->data[at] = (guint8) pick (rand, 256);
      break;
    case 1:
      text->data[at] = (guint8) tokens[pick (rand, sizeof tokens - 1)];
      break;
    case 2:
      g_byte_array_remove_range (text, at, length);
      break;
    default:
      double_part (text, at, length);
    }
}

/* A seed, cut, with the end of another behind it, and then changed a few times. */
static void
feed_variant (GPtrArray *seeds, GRand *rand)
{
  GBytes *first = g_ptr_array_index (seeds, pick (rand, seeds->len));
  GBytes *second = g_ptr_array_index (seeds, pick (rand, seeds->len));
  g_autoptr (GByteArray) text = g_byte_array_new ();
  guint changes = pick (rand, 8);
  gsize size;
  const guint8 *data = g_bytes_get_data (first, &size);

  g_byte_array_append (text, data, (guint) size);
  if (pick (rand, 4) == 0)
    {
      g_byte_array_set_size (text, pick (rand, size + 1));
      data = g_bytes_get_data (second, &size);
      g_byte_array_append (text, data, pick (rand, size + 1));
    }
  for (guint i = 0; i < changes && text->len < MOST; i++)
    change (text, rand);
  feed (text->data, text->len);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) seeds = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261103);
  gint64 until;
  guint round = 0;

  g_assert_cmpint (argc, ==, 3);
  seeds = load (argv[1]);
  until = g_get_monotonic_time () + g_ascii_strtoll (argv[2], NULL, 10) * G_USEC_PER_SEC;
  for (guint i = 0; i < seeds->len; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (seeds, i), &size);

      feed (data, size);
    }
  for (; round < ROUNDS && g_get_monotonic_time () < until; round++)
    feed_variant (seeds, rand);
  g_print ("%u seeds and %u variants\n", seeds->len, round);
  return 0;
}
