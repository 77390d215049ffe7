/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-audit-private.h"

#include <string.h>

static char *
find_last_hash (DuoDatabase *database)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "last-audit");

  return duo_query_next (query) ? duo_query_dup_text (query, "hash") : g_strdup ("");
}

void
duo_audit_add (DuoDatabase *database, gint64 now, const char *account, const char *action, const char *detail)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "add-audit");
  g_autofree char *before = find_last_hash (database);
  g_autofree char *made = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  const char *parts[] = {before, made, account, action, detail};
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *part = parts[i] != NULL ? parts[i] : "";

      /* With its end, so that a word cannot move from one column into the next unseen. */
      g_checksum_update (hash, (const guchar *) part, (gssize) strlen (part) + 1);
    }
  duo_query_bind_int (query, ":made", now);
  duo_query_bind_text (query, ":account", account);
  duo_query_bind_text (query, ":action", action);
  duo_query_bind_text (query, ":detail", detail);
  duo_query_bind_text (query, ":hash", g_checksum_get_string (hash));
  duo_query_run (query);
}
