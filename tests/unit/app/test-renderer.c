/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "room/duo-video-chain.h"
#include "shell/duo-renderer.h"

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    gboolean software;
  } cases[] = {
      {"llvmpipe (LLVM 19.1.7, 256 bits)", TRUE},
      {"softpipe", TRUE},
      {"Software Rasterizer", TRUE},
      {NULL, TRUE},
      {"Mesa Intel(R) UHD Graphics 620", FALSE},
      {"AMD Radeon Graphics (radeonsi, renoir)", FALSE},
      {"virgl (Mesa Intel)", FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_true (duo_renderer_is_software (cases[i].name) == cases[i].software);
}

static void
test_choice (void)
{
  static const struct
  {
    const char *user, *cards, *slow, *choice;
  } cases[] = {
      {NULL, NULL, NULL, "cairo"},          {"gl", NULL, NULL, NULL},
      {NULL, "card one", NULL, NULL},       {NULL, "card one", "card one", "cairo"},
      {NULL, "card two", "card one", NULL}, {"vulkan", "card one", "card one", NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (duo_renderer_choose (cases[i].user, cases[i].cards, cases[i].slow), ==, cases[i].choice);
}

static void
test_chain (void)
{
  static const struct
  {
    const char *wanted, *painter, *card;
    gboolean gl;
  } cases[] = {
      {NULL, NULL, "Mesa Intel", TRUE}, {NULL, NULL, "llvmpipe", FALSE},
      {NULL, NULL, NULL, FALSE},        {NULL, "cairo", "Mesa Intel", FALSE},
      {"gl", "cairo", NULL, TRUE},      {"software", NULL, "Mesa", FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_true (duo_video_chain_is_gl (cases[i].wanted, cases[i].painter, cases[i].card) == cases[i].gl);
}

static void
make_file (const char *path, const char *text)
{
  g_autofree char *dir = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static char *
join (const char *top, const char *path)
{
  return g_build_filename (top, path, NULL);
}

/* A card is known by its node and its driver: another driver is another machine. */
static void
test_cards (void)
{
  g_autofree char *top = g_dir_make_tmp ("renderer-XXXXXX", NULL);
  g_autofree char *devices = join (top, "dri");
  g_autofree char *classes = join (top, "drm");
  g_autofree char *node = join (devices, "renderD128");
  g_autofree char *screen = join (devices, "card0");
  g_autofree char *event = join (classes, "renderD128/device/uevent");
  g_autofree char *none = duo_renderer_dup_cards (devices, classes);
  g_autofree char *bare = NULL, *whole = NULL, *command = NULL;

  g_assert_null (none);
  make_file (screen, "");
  g_assert_null (duo_renderer_dup_cards (devices, classes));
  make_file (node, "");
  bare = duo_renderer_dup_cards (devices, classes);
  g_assert_cmpstr (bare, ==, "renderD128");
  make_file (event, "DRIVER=i915\nPCI_ID=8086:3EA0\n");
  whole = duo_renderer_dup_cards (devices, classes);
  g_assert_cmpstr (whole, ==, "renderD128 DRIVER=i915 PCI_ID=8086:3EA0");
  command = g_strdup_printf ("rm -r '%s'", top);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

/* What was found out counts at the next start, and is forgotten where it is not so any more. */
static void
test_memory (void)
{
  g_autofree char *file = g_build_filename (g_get_user_cache_dir (), "duologue", "slow-cards", NULL);
  g_autofree char *cards = duo_renderer_dup_cards ("/dev/dri", "/sys/class/drm");
  gboolean has_card = cards != NULL || g_file_test ("/dev/nvidiactl", G_FILE_TEST_EXISTS) ||
                      g_file_test ("/dev/dxg", G_FILE_TEST_EXISTS);

  duo_renderer_remember (TRUE);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS) == has_card);
  g_unsetenv ("GSK_RENDERER");
  duo_renderer_prepare ();
  g_assert_cmpstr (g_getenv ("GSK_RENDERER"), ==, "cairo");
  duo_renderer_remember (FALSE);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/renderer/names", test_names);
  g_test_add_func ("/renderer/choice", test_choice);
  g_test_add_func ("/renderer/chain", test_chain);
  g_test_add_func ("/renderer/cards", test_cards);
  g_test_add_func ("/renderer/memory", test_memory);
  return g_test_run ();
}
