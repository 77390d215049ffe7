/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-zone.h"

#include <string.h>

/* Which word of a line is the zone's name, in the files that list them (tzfile(5), zic(8)); what is fuller comes first. */
static const struct
{
  const char *file;
  const char *separator;
  const char *begins; /* (nullable): the only lines that name one */
  guint word;
} lists[] = {
    {"tzdata.zi", " ", "Z ", 1},
    {"tzdata.zi", " ", "L ", 2},
    {"zone1970.tab", "\t", NULL, 2},
};

gboolean
duo_zone_is_name (const char *name)
{
  gboolean begun = FALSE;

  if (name == NULL || !g_ascii_isalpha (*name))
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    {
      if (*c == '/' ? !begun : !g_ascii_isalnum (*c) && strchr ("_+-", *c) == NULL)
        return FALSE;
      begun = *c != '/';
    }
  return begun;
}

GTimeZone *
duo_zone_new (const char *name)
{
  return duo_zone_is_name (name) ? g_time_zone_new_identifier (name) : NULL;
}

static void
collect (GHashTable *names, const char *text, gsize list)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = NULL;

      if (*lines[i] == '#' ||
          (lists[list].begins != NULL && !g_str_has_prefix (lines[i], lists[list].begins)))
        continue;
      words = g_strsplit (lines[i], lists[list].separator, -1);
      if (g_strv_length (words) > lists[list].word)
        g_hash_table_add (names, g_strdup (words[lists[list].word]));
    }
}

/* Where GLib looks as well. */
static gpointer
read_names (gpointer nothing)
{
  const char *folder = g_getenv ("TZDIR");
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (names, g_strdup ("UTC"));
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path =
          g_build_filename (folder != NULL ? folder : "/usr/share/zoneinfo", lists[i].file, NULL);
      g_autofree char *text = NULL;

      if (g_file_get_contents (path, &text, NULL, NULL))
        collect (names, text, i);
    }
  return names;
}

gboolean
duo_zone_is_known (const char *name)
{
  /* The database does not change while a process runs: a newer one comes with an update of the machine. */
  static GOnce once = G_ONCE_INIT;
  GHashTable *names = g_once (&once, read_names, NULL);
  g_autoptr (GTimeZone) zone = NULL;

  if (!duo_zone_is_name (name) || !g_hash_table_contains (names, name))
    return FALSE;
  zone = duo_zone_new (name);
  return zone != NULL;
}
