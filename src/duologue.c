/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "shell/duo-application.h"
#include "shell/duo-beside.h"
#include "shell/duo-renderer.h"
#include "duo-call.h"
#include "shell/duo-room-module.h"

int
main (int argc, char **argv)
{
  g_autoptr (DuoApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *profile = NULL;
  g_autofree char *words = duo_beside_find ("../po", DUO_LOCALEDIR, G_FILE_TEST_IS_DIR);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, words);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  duo_call_bound_memory ();
  if (argc > 1 && g_str_equal (argv[1], "--partner"))
    return duo_room_module_run_partner ();

  profile = duo_application_dup_profile ((const char *const *) argv, &error);
  if (!profile)
    {
      g_printerr ("duologue: %s\n", error->message);
      return 2;
    }

  duo_renderer_prepare ();
  application = duo_application_new (profile);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
