/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-renderer.h"

#include <glib/gstdio.h>
#include <string.h>

#define DEVICES "/dev/dri"
#define CLASSES "/sys/class/drm"
#define NVIDIA "/dev/nvidiactl"
#define WINDOWS "/dev/dxg"

#define MONTH_SECONDS (30 * 24 * 60 * 60)

gboolean
duo_renderer_is_software (const char *name)
{
  static const char *const software[] = {"llvmpipe", "softpipe", "swrast", "Software Rasterizer"};

  for (gsize i = 0; i < G_N_ELEMENTS (software); i++)
    if (name == NULL || strcasestr (name, software[i]) != NULL)
      return TRUE;

  return FALSE;
}

const char *
duo_renderer_choose (const char *user, const char *cards, const char *slow)
{
  if (user != NULL)
    return NULL;

  return cards == NULL || g_strcmp0 (cards, slow) == 0 ? "cairo" : NULL;
}

/* "renderD128 DRIVER=i915 …", so that another card or driver is another machine. */
static char *
dup_card (const char *classes, const char *name)
{
  g_autofree char *path = g_build_filename (classes, name, "device", "uevent", NULL);
  g_autofree char *text = NULL;

  /* In a sandbox it may not be there: the name has to do. */
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return g_strdup (name);

  g_strdelimit (g_strchomp (text), "\n", ' ');
  return g_strdup_printf ("%s %s", name, text);
}

char *
duo_renderer_dup_cards (const char *devices, const char *classes)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  g_autoptr (GDir) dir = g_dir_open (devices, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      g_ptr_array_add (cards, dup_card (classes, name));
  if (cards->len == 0)
    return NULL;

  g_ptr_array_sort_values (cards, (GCompareFunc) g_strcmp0);
  return g_strjoinv (", ", (char **) cards->pdata);
}

/* Those whose makers have their own device files, and Windows' below Linux. */
static char *
dup_cards (void)
{
  g_autofree char *cards = duo_renderer_dup_cards (DEVICES, CLASSES);

  if (cards != NULL)
    return g_steal_pointer (&cards);
  if (g_file_test (NVIDIA, G_FILE_TEST_EXISTS))
    return g_strdup (NVIDIA);

  return g_file_test (WINDOWS, G_FILE_TEST_EXISTS) ? g_strdup (WINDOWS) : NULL;
}

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_cache_dir (), "duologue", "slow-cards", NULL);
}

/* (nullable): a new driver gets its chance once a month */
static char *
read_slow (void)
{
  g_autofree char *path = dup_path ();
  char *slow = NULL;
  GStatBuf status;

  if (g_stat (path, &status) != 0 || g_get_real_time () / G_USEC_PER_SEC - status.st_mtime > MONTH_SECONDS)
    return NULL;

  g_file_get_contents (path, &slow, NULL, NULL);
  return slow;
}

void
duo_renderer_prepare (void)
{
  const char *user = g_getenv ("GSK_RENDERER");
  g_autofree char *cards = user == NULL ? dup_cards () : NULL;
  g_autofree char *slow = cards != NULL ? read_slow () : NULL;
  const char *choice = duo_renderer_choose (user, cards, slow);

  if (choice != NULL)
    g_setenv ("GSK_RENDERER", choice, TRUE);
}

static gboolean
write_slow (const char *path, const char *cards, GError **error)
{
  g_autofree char *dir = g_path_get_dirname (path);

  g_mkdir_with_parents (dir, 0700);
  return g_file_set_contents (path, cards, -1, error);
}

/* Where it cannot be kept the next start is as slow as this one, and no worse. */
void
duo_renderer_remember (gboolean software)
{
  g_autofree char *path = dup_path ();
  g_autofree char *cards = dup_cards ();
  g_autoptr (GError) error = NULL;

  if (!software)
    g_unlink (path);
  else if (cards != NULL && !write_slow (path, cards, &error))
    g_info ("renderer: not remembered: %s", error->message);
}
