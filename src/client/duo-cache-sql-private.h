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

/* As duo_cache_read_people(), of these. @ids: NULL-terminated; who is not there is left out */
gboolean
duo_cache_read_some_people (sqlite3 *db, DuoWireChanges *changes, const char *const *ids, GError **error);

/* duo-cache-notes.c: as they came */
gboolean duo_cache_write_notes (sqlite3 *db, const DuoWireChanges *changes, GError **error);
gboolean duo_cache_read_notes (sqlite3 *db, DuoWireChanges *changes, GError **error);

/* Works of the database: finish with a DuoCached and with a GPtrArray of DuoBatch. */
gpointer duo_cache_load_work (sqlite3 *db, gpointer data, GError **error);
gpointer duo_cache_load_rest_work (sqlite3 *db, gpointer known, GError **error);

G_END_DECLS
