/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-batch-private.h"
#include "duo-local-database-private.h"

G_BEGIN_DECLS

/* Rows of people: the one kind of which there are ten thousand, so it is in columns; the others are kept as they came. */

gboolean duo_cache_write_people (sqlite3 *db, const char *event, const GPtrArray *people, GError **error);
gboolean duo_cache_write_counts (sqlite3 *db, const char *event, const GArray *counts, GError **error);
/* Adds to the people and counts of @changes. */
gboolean duo_cache_read_people (sqlite3 *db, DuoWireChanges *changes, GError **error);

#define DUO_CACHE_PERSON_TABLE                                                                               \
  "CREATE TABLE person ("                                                                                    \
  " event TEXT NOT NULL, id TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL,"     \
  " company TEXT, about TEXT, topics TEXT NOT NULL, languages TEXT NOT NULL, question TEXT,"                 \
  " direct INTEGER NOT NULL, paused INTEGER NOT NULL, listed INTEGER NOT NULL, rev INTEGER NOT NULL,"        \
  " open INTEGER NOT NULL DEFAULT 0, requests INTEGER NOT NULL DEFAULT 0,"                                   \
  " PRIMARY KEY (event, id)) STRICT, WITHOUT ROWID;"

G_END_DECLS
