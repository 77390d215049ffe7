/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faulty-disk.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#define MAX_TABLES 4

/* SQLite's own file methods, and copies of them with our write and sync: a file's table tells which it was. */
static struct
{
  const sqlite3_io_methods *original;
  sqlite3_io_methods patched;
} tables[MAX_TABLES];

static sqlite3_vfs *real;
static sqlite3_vfs ours;
static int fault;
static int syncs;
static int keeps;
static GMutex mutex;
static GHashTable *paths; /* sqlite3_file → its path, of databases and logs */

static const sqlite3_io_methods *
original_of (sqlite3_file *file)
{
  for (guint i = 0; i < MAX_TABLES; i++)
    {
      if (file->pMethods == &tables[i].patched)
        return tables[i].original;
    }
  g_assert_not_reached ();
}

static int
faulty_write (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
  if (g_atomic_int_get (&fault) == DISK_FULL)
    return SQLITE_FULL;
  return original_of (file)->xWrite (file, bytes, length, offset);
}

static char *
synced_path (const char *path)
{
  return g_strconcat (path, ".synced", NULL);
}

static void
keep_path (const char *path)
{
  g_autofree char *copy = synced_path (path), *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (
      g_file_set_contents_full (copy, content, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
keep_copy (sqlite3_file *file)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  const char *path = g_hash_table_lookup (paths, file);

  if (path != NULL && keeps)
    keep_path (path);
}

static int
faulty_sync (sqlite3_file *file, int flags)
{
  int result;

  g_atomic_int_inc (&syncs);
  if (g_atomic_int_get (&fault) == DISK_LOSES_FSYNC)
    return SQLITE_IOERR_FSYNC;
  if (g_atomic_int_get (&fault) == DISK_SKIPS_FSYNC)
    return SQLITE_OK;
  result = original_of (file)->xSync (file, flags);
  keep_copy (file);
  return result;
}

static void
patch (sqlite3_file *file)
{
  guint i = 0;

  while (i < MAX_TABLES && tables[i].original != NULL && tables[i].original != file->pMethods)
    i++;
  g_assert_cmpuint (i, <, MAX_TABLES);
  if (tables[i].original == NULL)
    {
      tables[i].original = file->pMethods;
      tables[i].patched = *file->pMethods;
      tables[i].patched.xWrite = faulty_write;
      tables[i].patched.xSync = faulty_sync;
    }
  file->pMethods = &tables[i].patched;
}

static int
faulty_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  int result = real->xOpen (real, name, file, flags, out_flags);

  if (result != SQLITE_OK || file->pMethods == NULL)
    return result;
  patch (file);
  g_mutex_lock (&mutex);
  /* A place in memory is used again after its file was closed, so it is always written over. */
  if ((flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0)
    g_hash_table_replace (paths, file, g_strdup (name));
  else
    g_hash_table_remove (paths, file);
  g_mutex_unlock (&mutex);
  return result;
}

void
faulty_disk_install (void)
{
  paths = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  real = sqlite3_vfs_find (NULL);
  ours = *real;
  ours.zName = "faulty";
  ours.xOpen = faulty_open;
  g_assert_cmpint (sqlite3_vfs_register (&ours, TRUE), ==, SQLITE_OK);
}

void
faulty_disk_set (DiskFault value)
{
  g_atomic_int_set (&fault, value);
}

guint
faulty_disk_get_syncs (void)
{
  return (guint) g_atomic_int_get (&syncs);
}

void
faulty_disk_keep_synced (const char *path)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  keeps = TRUE;
  keep_path (path);
  keep_path (log);
}

static void
move_copy (const char *path, const char *copy, const char *suffix)
{
  g_autofree char *file = g_strconcat (path, suffix, NULL);
  g_autofree char *from = synced_path (file);
  g_autofree char *to = g_strconcat (copy, suffix, NULL);

  if (g_file_test (from, G_FILE_TEST_EXISTS))
    g_assert_cmpint (g_rename (from, to), ==, 0);
}

void
faulty_disk_cut_power (const char *path, const char *copy)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  keeps = FALSE;
  move_copy (path, copy, "");
  move_copy (path, copy, "-wal");
}
