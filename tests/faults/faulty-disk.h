/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A disk that can be told to fail, under every SQLite connection of this program that is opened after
 * faulty_disk_install().
 */
typedef enum
{
  DISK_WELL,
  DISK_FULL,        /* writing finds no room */
  DISK_LOSES_FSYNC, /* fsync says that what was written is lost */
  DISK_SKIPS_FSYNC, /* fsync lies: it does nothing and says it did */
} DiskFault;

void faulty_disk_install (void);
void faulty_disk_set (DiskFault fault);
/* How often fsync was asked for. */
guint faulty_disk_get_syncs (void);

/*
 * From now on each fsync of the database at @path, or of its log, also keeps a copy of the file as it is then: what a
 * power cut would leave at least.
 */
void faulty_disk_keep_synced (const char *path);
/* Makes @copy the database that is left of @path when the power goes now, and takes the kept copies away. */
void faulty_disk_cut_power (const char *path, const char *copy);

G_END_DECLS
