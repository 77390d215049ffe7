/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faulty-disk.h"

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

static int
faulty_sync (sqlite3_file *file, int flags)
{
  g_atomic_int_inc (&syncs);
  if (g_atomic_int_get (&fault) == DISK_LOSES_FSYNC)
    return SQLITE_IOERR_FSYNC;
  return original_of (file)->xSync (file, flags);
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

  if (result == SQLITE_OK && file->pMethods != NULL)
    patch (file);
  return result;
}

void
faulty_disk_install (void)
{
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
