/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-zone.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static const struct
{
  const char *name;
  gboolean is_name;
  gboolean is_known;
} cases[] = {
    {"UTC", TRUE, TRUE},
    {"Europe/Stockholm", TRUE, TRUE},
    {"America/Argentina/Buenos_Aires", TRUE, TRUE},
    {"Etc/GMT+5", TRUE, TRUE},
    {"America/Port-au-Prince", TRUE, TRUE},
    {"Europe/Atlantis", TRUE, FALSE},
    {"leapseconds", TRUE, FALSE}, /* a file beside the zones */
    {"localtime", TRUE, FALSE},
    {NULL, FALSE, FALSE},
    {"", FALSE, FALSE},
    {"/etc/localtime", FALSE, FALSE},
    {"/etc/passwd", FALSE, FALSE},
    {"../../../etc/passwd", FALSE, FALSE},
    {"Europe/../Europe/Stockholm", FALSE, FALSE},
    {"Europe//Stockholm", FALSE, FALSE},
    {"Europe/", FALSE, FALSE},
    {"zone.tab", FALSE, FALSE},
    {"+05:30", FALSE, FALSE},
    {"-05", FALSE, FALSE},
    {"05", FALSE, FALSE},
    {"EST5EDT,M3.2.0", FALSE, FALSE},
    {"Europe/Stockholm ", FALSE, FALSE},
    {"Europe\nStockholm", FALSE, FALSE},
    {"Äuropa", FALSE, FALSE},
};

static void
test_names (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (duo_zone_is_name (cases[i].name), ==, cases[i].is_name);
      g_assert_cmpint (duo_zone_is_known (cases[i].name), ==, cases[i].is_known);
    }
}

/* Whoever opens one waits until another writes into it. */
static void
test_pipe (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("duo-zone-XXXXXX", &error);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);

  g_assert_no_error (error);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_false (duo_zone_is_known (pipe));
  g_assert_null (duo_zone_new (pipe));
  g_assert_cmpint (g_unlink (pipe), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/zone/names", test_names);
  g_test_add_func ("/domain/zone/pipe", test_pipe);
  return g_test_run ();
}
