/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-room-module.h"

#include <gmodule.h>

#include "duo-beside.h"
#include "room/duo-room-entry.h"

#define NAME "duologue-room." G_MODULE_SUFFIX

/* Stays, once it is there. */
static GModule *loaded;

static char *
find_module (void)
{
  g_autofree char *installed = g_build_filename (DUO_MODULE_DIR, NAME, NULL);

  return duo_beside_find (NAME, installed, G_FILE_TEST_IS_REGULAR);
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
  loaded = module;
  return entry;
}

AdwNavigationPage *
duo_room_module_new_page (DuoSession *session, DuoChat *chat, GObject **monitor, GError **error)
{
  DuoRoomEntry enter = (DuoRoomEntry) find_entry (DUO_ROOM_ENTRY, error);

  return enter ? enter (session, chat, monitor) : NULL;
}

void
duo_room_module_settle (void)
{
  gpointer settle;

  if (loaded && g_module_symbol (loaded, DUO_SETTLE_ENTRY, &settle))
    ((DuoSettleEntry) settle) ();
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
