/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/duo-room-module.h"

/* An installation without the module, as beside a test: it is said, and nothing else happens. */
static void
test_missing (void)
{
  g_autoptr (GObject) monitor = NULL;
  g_autoptr (GError) error = NULL;

  if (g_file_test (DUO_MODULE_DIR "/duologue-room.so", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("Duologue is installed here");
      return;
    }

  g_assert_null (duo_room_module_new_page (NULL, NULL, &monitor, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "duologue-room"));
  g_assert_null (monitor);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/room-module/missing", test_missing);

  return g_test_run ();
}
