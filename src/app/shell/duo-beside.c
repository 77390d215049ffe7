/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-beside.h"

char *
duo_beside_find (const char *beside, const char *installed, GFileTest test)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : NULL;
  g_autofree char *path = folder ? g_build_filename (folder, beside, NULL) : NULL;

  return path && g_file_test (path, test) ? g_steal_pointer (&path) : g_strdup (installed);
}
