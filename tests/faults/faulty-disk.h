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
} DiskFault;

void faulty_disk_install (void);
void faulty_disk_set (DiskFault fault);
/* How often fsync was asked for. */
guint faulty_disk_get_syncs (void);

G_END_DECLS
