/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A connection to SQLite and its statements, by the names that they have in data/sql.
 *
 * The first error stays: every query after it finds nothing and changes nothing, until duo_database_check() hands the
 * error out. So a transaction is written as the steps it takes, and looked at once, before it is committed.
 */
typedef struct _DuoDatabase DuoDatabase;
typedef struct _DuoQuery DuoQuery;

/* For writing: makes the file where there is none, and brings its schema up to date. */
DuoDatabase *duo_database_open (const char *path, GError **error);
/* For reading: a query-only connection to a database that is open for writing. */
DuoDatabase *duo_database_open_reader (const char *path, GError **error);
void duo_database_free (DuoDatabase *self);

/* FALSE, with the first error since the last look, where there was one. */
gboolean duo_database_check (DuoDatabase *self, GError **error);
/* TRUE while nothing went wrong. */
gboolean duo_database_is_well (DuoDatabase *self);
/* Says that something went wrong (a DuoStoreError), as if a statement had failed. */
void duo_database_fail (DuoDatabase *self, int code, const char *message);
/* FALSE, with a line in the log, where the first error since the last look was a record that cannot be read. It is
 * forgotten: for those who go on with the next. */
gboolean duo_database_skip (DuoDatabase *self);
/* Forgets an error: for a rollback that makes it good again. */
void duo_database_forgive (DuoDatabase *self);

/* SQL without parameters and answers: begin, commit, savepoints. */
void duo_database_run (DuoDatabase *self, const char *sql);
/* Rows that the last statement inserted, changed or deleted. */
int duo_database_get_changes (DuoDatabase *self);
/* Copies what it can from the log into the database, without waiting for readers. */
void duo_database_checkpoint (DuoDatabase *self);
/* Pages in the log since the last checkpoint. */
int duo_database_get_log_pages (DuoDatabase *self);

/* Keeps a time zone loaded as long as the connection: GLib reads its file again whenever nobody holds it, and each
 * command asks for it several times. */
void duo_database_keep_zone (DuoDatabase *self, const char *identifier);

/* The statement of that name, ready to be bound. Cleaning it up ends it. */
DuoQuery *duo_database_query (DuoDatabase *self, const char *name);
void duo_query_end (DuoQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoQuery, duo_query_end)

void duo_query_bind_text (DuoQuery *self, const char *parameter, const char *value); /* (nullable) */
void duo_query_bind_int (DuoQuery *self, const char *parameter, gint64 value);
void duo_query_bind_blob (DuoQuery *self, const char *parameter, gconstpointer value, gsize length);
/* The same without a copy: @bytes outlive the query's use. */
void duo_query_bind_bytes (DuoQuery *self, const char *parameter, GBytes *bytes);

/* TRUE with the next row. */
gboolean duo_query_next (DuoQuery *self);
/* To the end, for statements without rows. Returns how many rows it touched. */
int duo_query_run (DuoQuery *self);

const char *duo_query_get_text (DuoQuery *self, const char *column); /* valid until the next row */
char *duo_query_dup_text (DuoQuery *self, const char *column);
gint64 duo_query_get_int (DuoQuery *self, const char *column);
/* Says that this row cannot be read (DUO_STORE_ERROR_UNREADABLE): what stands in @column is nothing that is known. */
void duo_query_fail (DuoQuery *self, const char *column);
/* Copies @length bytes; zeroes where the value is not that long. */
void duo_query_get_blob (DuoQuery *self, const char *column, gpointer value, gsize length);
/* (transfer full): all of them */
GBytes *duo_query_dup_blob (DuoQuery *self, const char *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoDatabase, duo_database_free)

G_END_DECLS
