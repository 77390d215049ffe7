/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef enum
{
  DUO_LOCAL_DATABASE_KEEP,       /* what is damaged is put aside, to be looked at, and made anew */
  DUO_LOCAL_DATABASE_EXPENDABLE, /* what cannot be read is thrown away and made anew */
} DuoLocalDatabaseKind;

/**
 * DuoLocalDatabaseLayout:
 * @schema: name of the statements that make everything in an empty file
 * @version: what `user_version` of a file made by @schema is
 * @upgrades: (nullable): names of the statements that bring a file of version 1 to version 2, one of version 2 to 3, and
 *   so on to @version; needed where there is a file to keep
 */
typedef struct
{
  DuoLocalDatabaseKind kind;
  const char *schema;
  int version;
  const char *const *upgrades;
} DuoLocalDatabaseLayout;

/* Runs in the database's own thread. Returns NULL with @error set, or a result that @free_result of the call frees. */
typedef gpointer (*DuoLocalDatabaseWork) (sqlite3 *db, gpointer data, GError **error);

#define DUO_TYPE_LOCAL_DATABASE (duo_local_database_get_type ())
G_DECLARE_FINAL_TYPE (DuoLocalDatabase, duo_local_database, DUO, LOCAL_DATABASE, GObject)

/**
 * DuoLocalDatabase:
 *
 * An SQLite file in a thread of its own; works run one after the other in the order in which they were asked for.
 * @layout must be static. The file is opened by the first work. A file of a newer program is DUO_CLIENT_ERROR_NEWER
 * and stays, unless it is expendable. Signals:
 *
 *  - `put-aside ()`: a file to keep was damaged; it is beside the new one now, with ".damaged" behind its name
 */
DuoLocalDatabase *duo_local_database_new (const char *path, const DuoLocalDatabaseLayout *layout);
/* @data is freed with @free_data, in the database's thread. */
void duo_local_database_run_async (DuoLocalDatabase *self,
                                   DuoLocalDatabaseWork work,
                                   gpointer data,
                                   GDestroyNotify free_data,
                                   GDestroyNotify free_result,
                                   GAsyncReadyCallback callback,
                                   gpointer callback_data);
gpointer duo_local_database_run_finish (DuoLocalDatabase *self, GAsyncResult *result, GError **error);
/* Waits until all that was asked for is on disk: before the program ends. */
void duo_local_database_flush (DuoLocalDatabase *self);
/* Whether a corrupt or newer file was thrown away. For after the first work. */
gboolean duo_local_database_get_discarded (DuoLocalDatabase *self);

/* For works. Statements are called by their names in data/sql/client. FALSE or NULL with @error set. */
gboolean duo_local_database_run_statement (sqlite3 *db, const char *name, GError **error);
/* For BEGIN and COMMIT: what is the same for every file. */
gboolean duo_local_database_execute (sqlite3 *db, const char *sql, GError **error);
sqlite3_stmt *duo_local_database_prepare (sqlite3 *db, const char *name, GError **error);
/* After what somebody wrote was removed: it is nowhere in the file, and now not in its journal, either. Where another
 * program reads the file, that is later. */
void duo_local_database_forget (sqlite3 *db);
/* Of a row. Each name is looked for anew: not for ten thousand of them. */
const char *duo_local_database_get_text (sqlite3_stmt *row, const char *name); /* borrowed, nullable */
gint64 duo_local_database_get_int (sqlite3_stmt *row, const char *name);
/* What is made of a row; an error it sets is the last. */
typedef void (*DuoLocalDatabaseRow) (sqlite3_stmt *row, gpointer data, GError **error);
/* Gives each row of a statement whose values are bound to @take, in order. */
gboolean duo_local_database_take_rows (sqlite3_stmt *statement,
                                       DuoLocalDatabaseRow take,
                                       gpointer data,
                                       GError **error);
/* Gives each row of the statement called @name to @take, in order. @parameter: (nullable): the only one that it has,
 * which is bound to @value. */
gboolean duo_local_database_read (sqlite3 *db,
                                  const char *name,
                                  const char *parameter,
                                  const char *value,
                                  DuoLocalDatabaseRow take,
                                  gpointer data,
                                  GError **error);
/* Runs a statement without rows and makes it ready for the next values. */
gboolean duo_local_database_finish (sqlite3_stmt *statement, GError **error);
void duo_local_database_bind_text (sqlite3_stmt *statement, const char *name, const char *text);
void duo_local_database_bind_int (sqlite3_stmt *statement, const char *name, gint64 value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
