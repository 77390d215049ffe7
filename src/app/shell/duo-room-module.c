/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-room-module.h"

#include <gmodule.h>

#include "room/duo-room-entry.h"

#define NAME "duologue-room." G_MODULE_SUFFIX

/* Beside the program, where it was built; else where it is installed. */
static char *
find_module (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : g_strdup (".");
  g_autofree char *beside = g_build_filename (folder, NAME, NULL);

  if (g_file_test (beside, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&beside);

  return g_build_filename (DUO_MODULE_DIR, NAME, NULL);
}

static gpointer
find_entry (const char *symbol, GError **error)
{
  g_autofree char *path = find_module ();
  GModule *module = g_module_open (path, G_MODULE_BIND_LAZY);
  gpointer entry;

  if (!module || !g_module_symbol (module, symbol, &entry))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, g_module_error ());
      return NULL;
    }

  g_module_make_resident (module);
  return entry;
}

AdwNavigationPage *
duo_room_module_new_page (DuoSession *session, DuoChat *chat, GObject **monitor, GError **error)
{
  DuoRoomEntry enter = (DuoRoomEntry) find_entry (DUO_ROOM_ENTRY, error);

  return enter ? enter (session, chat, monitor) : NULL;
}

int
duo_room_module_run_partner (void)
{
  g_autoptr (GError) error = NULL;
  DuoPartnerEntry run = (DuoPartnerEntry) find_entry (DUO_PARTNER_ENTRY, &error);

  if (run)
    return run ();

  g_printerr ("duologue: %s\n", error->message);
  return 1;
}
