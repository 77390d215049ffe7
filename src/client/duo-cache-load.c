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

static DuoCachedEvent *
read_cached_event (sqlite3 *db, sqlite3_stmt *row, GError **error)
{
  const char *text = (const char *) sqlite3_column_text (row, 0);
  g_autoptr (DuoEventRecord) record = read_event (text, strlen (text), DUO_MAX_BODY, error);
  g_autoptr (DuoWireChanges) changes = record ? duo_wire_changes_new (record->id) : NULL;
  DuoCachedEvent *event;

  if (!changes ||
      !duo_local_database_read (db, "cache-companies", ":event", changes->event, take_company, changes,
                                error) ||
      !duo_cache_read_people (db, changes, error) ||
      !duo_local_database_read (db, "cache-chats", ":event", changes->event, take_chat, changes, error))
    return NULL;
  event = g_new0 (DuoCachedEvent, 1);
  event->record = g_steal_pointer (&record);
  event->since = sqlite3_column_int64 (row, 1);
  event->batch = duo_batch_new_restored (g_steal_pointer (&changes));
  return event;
}

static void
take_event (sqlite3_stmt *row, gpointer data, GError **error)
{
  DuoCachedEvent *event = read_cached_event (sqlite3_db_handle (row), row, error);

  if (event)
    g_ptr_array_add (data, event);
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
  else if (!duo_local_database_read (db, "cache-events", NULL, NULL, take_event, cached->events, error))
    return NULL;
  return g_steal_pointer (&cached);
}
