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
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_companies (sqlite3 *db, DuoWireChanges *changes, GError **error)
{
  g_autoptr (sqlite3_stmt) read = duo_local_database_prepare (db, "cache-companies", error);
  GError *failed = NULL;

  if (!read)
    return FALSE;
  duo_local_database_bind_text (read, ":event", changes->event);
  while (!failed && duo_local_database_step (read, &failed))
    {
      const char *text = (const char *) sqlite3_column_text (read, 0);
      g_autoptr (JsonNode) node = duo_json_parse (text, strlen (text), DUO_MAX_BODY, &failed);
      DuoJson json = duo_json_root (node, &failed);
      DuoCompanyRecord *record = node ? duo_wire_read_company (&json, changes->event) : NULL;

      if (record)
        g_ptr_array_add (changes->companies, record);
    }
  if (failed)
    g_propagate_error (error, failed);
  return failed == NULL;
}

static gboolean
read_chats (sqlite3 *db, DuoWireChanges *changes, GError **error)
{
  g_autoptr (sqlite3_stmt) read = duo_local_database_prepare (db, "cache-chats", error);
  GError *failed = NULL;

  if (!read)
    return FALSE;
  duo_local_database_bind_text (read, ":event", changes->event);
  while (!failed && duo_local_database_step (read, &failed))
    {
      const char *text = (const char *) sqlite3_column_text (read, 0);
      DuoWireChat *chat = read_chat (text, strlen (text), DUO_MAX_BODY, &failed);

      if (chat)
        g_ptr_array_add (changes->chats, chat);
    }
  if (failed)
    g_propagate_error (error, failed);
  return failed == NULL;
}

static DuoCachedEvent *
read_cached_event (sqlite3 *db, sqlite3_stmt *row, GError **error)
{
  const char *text = (const char *) sqlite3_column_text (row, 0);
  g_autoptr (DuoEventRecord) record = read_event (text, strlen (text), DUO_MAX_BODY, error);
  g_autoptr (DuoWireChanges) changes = record ? duo_wire_changes_new (record->id) : NULL;
  DuoCachedEvent *event;

  if (!changes || !read_companies (db, changes, error) || !duo_cache_read_people (db, changes, error) ||
      !read_chats (db, changes, error))
    return NULL;
  event = g_new0 (DuoCachedEvent, 1);
  event->record = g_steal_pointer (&record);
  event->since = sqlite3_column_int64 (row, 1);
  event->batch = duo_batch_new_restored (g_steal_pointer (&changes));
  return event;
}

static gboolean
read_events (sqlite3 *db, GPtrArray *events, GError **error)
{
  g_autoptr (sqlite3_stmt) read = duo_local_database_prepare (db, "cache-events", error);
  GError *failed = NULL;

  if (!read)
    return FALSE;
  while (!failed && duo_local_database_step (read, &failed))
    {
      DuoCachedEvent *event = read_cached_event (db, read, &failed);

      if (event)
        g_ptr_array_add (events, event);
    }
  if (failed)
    g_propagate_error (error, failed);
  return failed == NULL;
}

static gboolean
read_states (sqlite3 *db, DuoCached *cached, GError **error)
{
  g_autoptr (DuoCachedAccount) account = g_new0 (DuoCachedAccount, 1);
  g_autoptr (sqlite3_stmt) read = duo_local_database_prepare (db, "cache-states", error);
  g_autoptr (GError) failed = NULL;

  while (read && duo_local_database_step (read, &failed))
    {
      const char *name = (const char *) sqlite3_column_text (read, 0);
      const char *value = (const char *) sqlite3_column_text (read, 1);

      if (g_str_equal (name, "address"))
        {
          g_set_str (&cached->address, value);
          g_set_str (&account->address, value);
        }
      else if (g_str_equal (name, "account"))
        g_set_str (&account->account, value);
      else if (g_str_equal (name, "email"))
        g_set_str (&account->email, value);
      else if (g_str_equal (name, "name"))
        g_set_str (&account->name, value);
      else if (g_str_equal (name, "shown"))
        g_set_str (&cached->shown, value);
      else if (g_str_equal (name, "synced"))
        cached->synced_at = g_ascii_strtoll (value, NULL, 10);
      else if (g_str_equal (name, "kept"))
        cached->kept = TRUE;
    }
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  else if (account->account)
    cached->account = g_steal_pointer (&account);
  return read != NULL && *error == NULL;
}

gpointer
duo_cache_load_work (sqlite3 *db, gpointer data, GError **error)
{
  g_autoptr (DuoCached) cached = g_new0 (DuoCached, 1);

  cached->events = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_cached_event_free);
  if (!read_states (db, cached, error) || (cached->account && !read_events (db, cached->events, error)))
    return NULL;
  return g_steal_pointer (&cached);
}
