/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* The texts of data/sql/statements by name. */
GHashTable *duo_schema_dup_statements (void);

/* How many migrations there are: the number of the newest schema. */
int duo_schema_get_newest (void);

/* Whether this is a database of ours and not a newer one. Only looks. */
gboolean duo_schema_check (sqlite3 *handle, GError **error);

/* Runs the migrations that are missing, each in a transaction. A failed one leaves the data as it was. */
gboolean duo_schema_migrate (sqlite3 *handle, GError **error);

G_END_DECLS
