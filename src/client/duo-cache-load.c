/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-cache-private.h"
#include "duo-cache-sql-private.h"
#include "duo-reader-private.h"

DUO_DEFINE_READER (DuoEventRecord, read_event, duo_wire_read_event)
DUO_DEFINE_READER (DuoWireChat, read_chat, duo_wire_read_chat)

void
duo_cached_account_free (DuoCachedAccount *self)
{
  g_free (self->address);
  g_free (self->account);
  g_free (self->email);
  g_free (self->name);
  g_free (self);
}

void
duo_cached_event_free (DuoCachedEvent *self)
{
  g_clear_pointer (&self->record, duo_event_record_free);
  g_clear_pointer (&self->batch, duo_batch_unref);
  g_free (self);
}

void
duo_cached_free (DuoCached *self)
{
  g_clear_pointer (&self->account, duo_cached_account_free);
  g_free (self->address);
  g_free (self->shown);
  g_strfreev (self->first);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_free (self);
}

static void
take_company (sqlite3_stmt *row, gpointer data, GError **error)
{
  DuoWireChanges *changes = data;
  const char *text = (const char *) sqlite3_column_text (row, 0);
  g_autoptr (JsonNode) node = duo_json_parse (text, strlen (text), DUO_MAX_BODY, error);
  DuoJson json = duo_json_root (node, error);
  DuoCompanyRecord *record = node ? duo_wire_read_company (&json, changes->event) : NULL;

  if (record)
    g_ptr_array_add (changes->companies, record);
}

static void
take_chat (sqlite3_stmt *row, gpointer data, GError **error)
{
  DuoWireChanges *changes = data;
  const char *text = (const char *) sqlite3_column_text (row, 0);
  DuoWireChat *chat = read_chat (text, strlen (text), DUO_MAX_BODY, error);

  if (chat)
    g_ptr_array_add (changes->chats, chat);
}

static gboolean
is_first_of (const DuoCached *cached, const char *event)
{
  return cached->first && g_str_equal (cached->first[DUO_FIRST_EVENT], event);
}

/* Whom the first frame shows, and whom my chats are with. */
static char **
dup_wanted (const DuoCached *cached, const DuoWireChanges *changes)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (is_first_of (cached, changes->event))
    g_strv_builder_addv (ids, (const char **) cached->first + DUO_FIRST_IDS);
  for (guint i = 0; i < changes->chats->len; i++)
    {
      const DuoChatRecord *chat = ((DuoWireChat *) changes->chats->pdata[i])->record;

      g_strv_builder_add_many (ids, chat->talent, chat->recruiter, NULL);
    }
  return g_strv_builder_end (ids);
}

static gboolean
read_companies_of_people (sqlite3 *db, DuoWireChanges *changes, GError **error)
{
  g_autoptr (sqlite3_stmt) read = duo_local_database_prepare (db, "cache-company", error);

  if (!read)
    return FALSE;
  duo_local_database_bind_text (read, ":event", changes->event);
  for (guint i = 0; i < changes->people->len; i++)
    {
      duo_local_database_bind_text (read, ":id", ((DuoPersonRecord *) changes->people->pdata[i])->company);
      if (!duo_local_database_take_rows (read, take_company, changes, error))
        return FALSE;
      sqlite3_reset (read);
    }
  return TRUE;
}

static gboolean
read_first (sqlite3 *db, const DuoCached *cached, DuoWireChanges *changes, GError **error)
{
  g_auto (GStrv) wanted = NULL;

  if (!duo_local_database_read (db, "cache-chats", ":event", changes->event, take_chat, changes, error))
    return FALSE;
  wanted = dup_wanted (cached, changes);
  return duo_cache_read_some_people (db, changes, (const char *const *) wanted, error) &&
         read_companies_of_people (db, changes, error);
}

static DuoCachedEvent *
read_cached_event (sqlite3_stmt *row, const DuoCached *cached, GError **error)
{
  const char *text = (const char *) sqlite3_column_text (row, 0);
  g_autoptr (DuoEventRecord) record = read_event (text, strlen (text), DUO_MAX_BODY, error);
  g_autoptr (DuoWireChanges) changes = record ? duo_wire_changes_new (record->id) : NULL;
  DuoCachedEvent *event;

  if (!changes || !read_first (sqlite3_db_handle (row), cached, changes, error))
    return NULL;
  event = g_new0 (DuoCachedEvent, 1);
  event->record = g_steal_pointer (&record);
  event->since = sqlite3_column_int64 (row, 1);
  if (is_first_of (cached, changes->event))
    event->n_people = g_ascii_strtoull (cached->first[DUO_FIRST_N_PEOPLE], NULL, 10);
  event->batch = duo_batch_new_restored (g_steal_pointer (&changes), NULL);
  return event;
}

static void
take_event (sqlite3_stmt *row, gpointer data, GError **error)
{
  const DuoCached *cached = data;
  DuoCachedEvent *event = read_cached_event (row, cached, error);

  if (event)
    g_ptr_array_add (cached->events, event);
}

/* What is not as it was written is as if it were not there: the people come a moment later then. */
static char **
split_first (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", -1);

  return g_strv_length (parts) >= DUO_FIRST_IDS ? g_steal_pointer (&parts) : NULL;
}

/* Where no account is among the states, nobody is signed in, and what else is known of one is nobody's. */
static void
take_state (sqlite3_stmt *row, gpointer data, GError **error)
{
  DuoCached *cached = data;
  const char *name = (const char *) sqlite3_column_text (row, 0);
  const char *value = (const char *) sqlite3_column_text (row, 1);

  if (g_str_equal (name, "address"))
    {
      g_set_str (&cached->address, value);
      g_set_str (&cached->account->address, value);
    }
  else if (g_str_equal (name, "account"))
    g_set_str (&cached->account->account, value);
  else if (g_str_equal (name, "email"))
    g_set_str (&cached->account->email, value);
  else if (g_str_equal (name, "name"))
    g_set_str (&cached->account->name, value);
  else if (g_str_equal (name, "shown"))
    g_set_str (&cached->shown, value);
  else if (g_str_equal (name, "first"))
    cached->first = split_first (value);
  else if (g_str_equal (name, "synced"))
    cached->synced_at = g_ascii_strtoll (value, NULL, 10);
  else if (g_str_equal (name, "kept"))
    cached->kept = TRUE;
}

gpointer
duo_cache_load_work (sqlite3 *db, gpointer data, GError **error)
{
  g_autoptr (DuoCached) cached = g_new0 (DuoCached, 1);

  cached->events = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_cached_event_free);
  cached->account = g_new0 (DuoCachedAccount, 1);
  if (!duo_local_database_read (db, "cache-states", NULL, NULL, take_state, cached, error))
    return NULL;
  if (!cached->account->account)
    g_clear_pointer (&cached->account, duo_cached_account_free);
  else if (!duo_local_database_read (db, "cache-events", NULL, NULL, take_event, cached, error))
    return NULL;
  return g_steal_pointer (&cached);
}

static DuoBatch *
read_rest (sqlite3 *db, const char *event, GHashTable *companies, GError **error)
{
  g_autoptr (DuoWireChanges) changes = duo_wire_changes_new (event);

  if (!duo_local_database_read (db, "cache-companies", ":event", event, take_company, changes, error) ||
      !duo_cache_read_people (db, changes, error) || !duo_cache_read_notes (db, changes, error))
    return NULL;
  return duo_batch_new_restored (g_steal_pointer (&changes), companies);
}

gpointer
duo_cache_load_rest_work (sqlite3 *db, gpointer known, GError **error)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_batch_unref);
  GHashTableIter iter;
  gpointer event, companies;

  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &event, &companies))
    {
      DuoBatch *batch = read_rest (db, event, companies, error);

      if (!batch)
        return NULL;
      g_ptr_array_add (batches, batch);
    }
  return g_steal_pointer (&batches);
}
