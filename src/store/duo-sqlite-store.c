/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-sqlite-store.h"
#include "duo-calendar-private.h"
#include "duo-reads-private.h"
#include "duo-rows-private.h"
#include "duo-situation-private.h"
#include "duo-writer-private.h"

struct _DuoSqliteStore
{
  GObject parent_instance;

  DuoClock *clock;
  DuoDatabase *reader;
  DuoWriter *writer;
  gboolean failed;
};

static void duo_sqlite_store_iface_init (DuoStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DuoSqliteStore,
                               duo_sqlite_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_STORE, duo_sqlite_store_iface_init))

/* ── reading: each read is one transaction, so it is consistent in itself ── */

static DuoDatabase *
begin (DuoStore *store)
{
  DuoDatabase *reader = DUO_SQLITE_STORE (store)->reader;

  duo_database_run (reader, "BEGIN");
  return reader;
}

/* TRUE where all went well and @found, else FALSE with the error. */
static gboolean
end (DuoDatabase *reader, gboolean found, GError **error)
{
  if (!found)
    duo_database_fail (reader, DUO_STORE_ERROR_NOT_FOUND, "there is no such record");
  if (duo_database_is_well (reader))
    duo_database_run (reader, "COMMIT");
  if (duo_database_check (reader, error))
    return TRUE;
  duo_database_run (reader, "ROLLBACK");
  duo_database_forgive (reader);
  return FALSE;
}

#define END_READ(reader, record, error)                                                                      \
  (end (reader, (record) != NULL, error) ? g_steal_pointer (&(record)) : NULL)

static DuoAccountRecord *
load_account (DuoDatabase *reader, const char *statement, const char *parameter, const char *value)
{
  g_autoptr (DuoQuery) query = duo_database_query (reader, statement);

  duo_query_bind_text (query, parameter, value);
  return duo_query_next (query) ? duo_rows_read_account (query) : NULL;
}

static DuoAccountRecord *
find_account (DuoStore *store, const char *email, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autofree char *lower = g_utf8_strdown (email, -1);
  g_autoptr (DuoAccountRecord) account = load_account (reader, "account-by-email", ":email", lower);

  return END_READ (reader, account, error);
}

static DuoAccountRecord *
get_account (DuoStore *store, const char *id, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (DuoAccountRecord) account = load_account (reader, "account-by-id", ":id", id);

  return END_READ (reader, account, error);
}

static DuoSessionRecord *
load_session (DuoDatabase *reader, const guint8 *token_hash, gint64 now)
{
  g_autoptr (DuoQuery) query = duo_database_query (reader, "session-by-token");

  duo_query_bind_blob (query, ":token_hash", token_hash, 32);
  duo_query_bind_int (query, ":now", now);
  return duo_query_next (query) ? duo_rows_read_session (query) : NULL;
}

static DuoSessionRecord *
find_session (DuoStore *store, const guint8 *token_hash, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (DuoSessionRecord) session =
      load_session (reader, token_hash, duo_clock_now (DUO_SQLITE_STORE (store)->clock));

  return END_READ (reader, session, error);
}

static GPtrArray *
list_devices (DuoStore *store, const char *account, const guint8 *own, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (GPtrArray) devices =
      duo_rows_load_devices (reader, account, own, duo_clock_now (DUO_SQLITE_STORE (store)->clock));

  return END_READ (reader, devices, error);
}

static gboolean
get_vouches (DuoStore *store, const char *account, const guint8 *key, DuoVouches *vouches, GError **error)
{
  DuoDatabase *reader = begin (store);

  duo_rows_load_vouches (reader, account, key, vouches);
  return end (reader, TRUE, error);
}

/* Takes what it tells of @me from it. */
static void
take_viewer (DuoEventRecord *event, DuoPersonRecord *me)
{
  event->me = g_strdup (me->id);
  event->role = me->role;
  event->my_topics = g_steal_pointer (&me->topics);
  event->my_languages = g_steal_pointer (&me->languages);
}

static GPtrArray *
load_events (DuoDatabase *reader, const char *account)
{
  g_autoptr (DuoQuery) query = duo_database_query (reader, "events-of-account");
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_event_record_free);

  duo_query_bind_text (query, ":account", account);
  while (duo_query_next (query))
    {
      g_autoptr (DuoEventRecord) event = duo_rows_load_event (reader, duo_query_get_text (query, "event"));
      g_autoptr (DuoPersonRecord) me = duo_rows_load_person (reader, duo_query_get_text (query, "id"));

      if (event == NULL || me == NULL)
        break; /* only a failing disk hides it, and that is said at the end */
      take_viewer (event, me);
      g_ptr_array_add (events, g_steal_pointer (&event));
    }
  return events;
}

static GPtrArray *
load_all_events (DuoDatabase *reader)
{
  g_autoptr (DuoQuery) query = duo_database_query (reader, "event-revs");
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_event_record_free);

  while (duo_query_next (query))
    {
      DuoEventRecord *event = duo_rows_load_event (reader, duo_query_get_text (query, "id"));

      if (event == NULL)
        break; /* as above */
      g_ptr_array_add (events, event);
    }
  return events;
}

static GPtrArray *
list_events (DuoStore *store, const char *account, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (GPtrArray) events = account != NULL ? load_events (reader, account) : load_all_events (reader);

  return END_READ (reader, events, error);
}

static DuoEventRecord *
load_event_of (DuoDatabase *reader, const char *id, const char *account)
{
  g_autoptr (DuoEventRecord) event = duo_rows_load_event (reader, id);
  g_autoptr (DuoPersonRecord) me = NULL;

  if (event == NULL || account == NULL)
    return g_steal_pointer (&event);
  me = duo_rows_load_participation (reader, id, account);
  if (me == NULL)
    return NULL;
  take_viewer (event, me);
  return g_steal_pointer (&event);
}

static DuoEventRecord *
get_event (DuoStore *store, const char *id, const char *account, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (DuoEventRecord) event = load_event_of (reader, id, account);

  return END_READ (reader, event, error);
}

static DuoPersonRecord *
find_participation (DuoStore *store, const char *event, const char *account, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (DuoPersonRecord) person = duo_rows_load_participation (reader, event, account);

  return END_READ (reader, person, error);
}

static DuoPersonRecord *
get_person (DuoStore *store, const char *id, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (DuoPersonRecord) person = duo_rows_load_person (reader, id);

  return END_READ (reader, person, error);
}

static DuoCompanyRecord *
load_company (DuoDatabase *reader, const char *id)
{
  g_autoptr (DuoQuery) query = duo_database_query (reader, "company-by-id");

  duo_query_bind_text (query, ":id", id);
  return duo_query_next (query) ? duo_rows_read_company (query) : NULL;
}

static DuoCompanyRecord *
get_company (DuoStore *store, const char *id, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (DuoCompanyRecord) company = load_company (reader, id);

  return END_READ (reader, company, error);
}

static GPtrArray *
load_companies (DuoDatabase *reader, const char *event)
{
  g_autoptr (DuoQuery) query = duo_database_query (reader, "companies-of-event");
  GPtrArray *companies = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_company_record_free);

  duo_query_bind_text (query, ":event", event);
  while (duo_query_next (query))
    g_ptr_array_add (companies, duo_rows_read_company (query));
  return companies;
}

static GPtrArray *
list_companies (DuoStore *store, const char *event, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (GPtrArray) companies = load_companies (reader, event);

  return END_READ (reader, companies, error);
}

static DuoSituation *
load_situation (DuoStore *store, DuoDatabase *reader, const char *chat)
{
  return duo_situation_load_chat (reader, duo_clock_now (DUO_SQLITE_STORE (store)->clock), chat);
}

static DuoChatRecord *
get_chat (DuoStore *store, const char *id, const char *account, DuoRole *role, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (DuoSituation) situation = load_situation (store, reader, id);

  if (situation != NULL && role != NULL)
    *role = duo_situation_get_role (situation, account);
  return end (reader, situation != NULL, error) ? g_steal_pointer (&situation->chat) : NULL;
}

static DuoRoomRecord *
load_room (DuoSituation *situation, const char *account)
{
  DuoRoomRecord *room = g_new0 (DuoRoomRecord, 1);
  DuoFacts facts;

  room->role = duo_situation_get_role (situation, account);
  room->open = duo_format_tell_room (&situation->event->format, situation->chat->range,
                                     duo_situation_get_room (situation), situation->now);
  facts = duo_situation_collect_facts (situation, DUO_VERB_JOIN, room->role, NULL);
  room->join = duo_chat_life_judge (situation->chat->state, DUO_VERB_JOIN, room->role, facts);
  room->chat = g_steal_pointer (&situation->chat);
  return room;
}

static DuoRoomRecord *
get_room (DuoStore *store, const char *chat, const char *account, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (DuoSituation) situation = load_situation (store, reader, chat);
  g_autoptr (DuoRoomRecord) room = situation != NULL ? load_room (situation, account) : NULL;

  return END_READ (reader, room, error);
}

static DuoChanges *
get_changes (
    DuoStore *store, const char *event, const char *account, gint64 since, guint limit, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (DuoChanges) changes = duo_reads_load_changes (reader, event, account, since, limit);

  return END_READ (reader, changes, error);
}

static GPtrArray *
list_chats (DuoStore *store, const char *event, const char *account, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (GPtrArray) chats = duo_reads_load_chats (reader, event, account);

  return END_READ (reader, chats, error);
}

static GPtrArray *
list_notes (DuoStore *store, const char *event, const char *account, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (GPtrArray) notes = duo_reads_load_notes (reader, event, account);

  return END_READ (reader, notes, error);
}

static DuoNoteRecord *
get_note (DuoStore *store, const char *chat, const char *author, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (DuoNoteRecord) note = duo_rows_load_note (reader, chat, author);

  return END_READ (reader, note, error);
}

static DuoCvRecord *
get_cv (DuoStore *store, const char *person, GBytes **body, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (DuoCvRecord) cv = duo_rows_load_cv (reader, person);
  g_autoptr (GBytes) bytes = cv != NULL && body != NULL ? duo_rows_load_cv_body (reader, person) : NULL;

  if (!end (reader, cv != NULL, error))
    return NULL;
  if (body != NULL)
    *body = g_steal_pointer (&bytes);
  return g_steal_pointer (&cv);
}

static DuoRole
get_role_to_talent (DuoStore *store, const char *person, const char *account, GError **error)
{
  DuoDatabase *reader = begin (store);
  DuoRole role = duo_rows_load_role_to_talent (reader, person, account);

  return end (reader, TRUE, error) ? role : DUO_ROLE_STRANGER;
}

static GPtrArray *
get_slots (DuoStore *store, const char *recruiter, const char *date, gint64 *rev, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (DuoPersonRecord) person = duo_rows_load_person (reader, recruiter);
  gboolean found = person != NULL && person->role == DUO_ROLE_RECRUITER;
  g_autoptr (DuoEventRecord) event = found ? duo_rows_load_event (reader, person->event) : NULL;
  g_autoptr (GPtrArray) slots = NULL;

  if (event != NULL)
    slots = duo_calendar_load_slots (reader, event, person, date,
                                     duo_clock_now (DUO_SQLITE_STORE (store)->clock));
  if (event != NULL && rev != NULL)
    *rev = event->rev;
  return END_READ (reader, slots, error);
}

static GArray *
get_counts (DuoStore *store, const char *id, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (DuoEventRecord) event = duo_rows_load_event (reader, id);
  g_autoptr (GArray) counts = NULL;

  if (event != NULL)
    counts = duo_calendar_load_counts (reader, event, duo_clock_now (DUO_SQLITE_STORE (store)->clock));
  return END_READ (reader, counts, error);
}

static GPtrArray *
list_due (DuoStore *store, gint64 *next, GError **error)
{
  DuoDatabase *reader = begin (store);
  g_autoptr (GPtrArray) due =
      duo_reads_list_due (reader, duo_clock_now (DUO_SQLITE_STORE (store)->clock), next);

  return END_READ (reader, due, error);
}

/* ── writing ── */

static void
on_batch_returned (DuoEffects *effects, const GError *failure, GObject *store)
{
  DuoSqliteStore *self = DUO_SQLITE_STORE (store);

  if (effects->sessions != NULL)
    g_signal_emit_by_name (self, "foreign", effects->sessions);
  for (guint i = 0; i < effects->events->len; i++)
    {
      DuoEventEffect *effect = g_ptr_array_index (effects->events, i);

      if (effect->notes->len > 0)
        g_signal_emit_by_name (self, "noted", effect->event, effect->notes);
      if (effect->cvs->len > 0)
        g_signal_emit_by_name (self, "cv-changed", effect->event, effect->cvs);
      g_signal_emit_by_name (self, "committed", effect->event, effect->rev, effect->outcomes,
                             effect->recruiters, effect->directory);
    }
  if (failure == NULL || self->failed)
    return;
  self->failed = TRUE;
  g_signal_emit_by_name (self, "failed", failure);
}

static void
command_async (DuoStore *store,
               DuoCommand *command,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer data)
{
  GTask *task = g_task_new (store, cancellable, callback, data);

  g_task_set_source_tag (task, command_async);
  duo_writer_push_command (DUO_SQLITE_STORE (store)->writer, task, command);
}

static DuoOutcome *
command_finish (DuoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
write_async (
    DuoStore *store, DuoWrite *write, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (store, cancellable, callback, data);

  g_task_set_source_tag (task, write_async);
  duo_writer_push_write (DUO_SQLITE_STORE (store)->writer, task, write);
}

static gboolean
write_finish (DuoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
change_format_async (DuoStore *store,
                     DuoFormatCommand *command,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  GTask *task = g_task_new (store, cancellable, callback, data);

  g_task_set_source_tag (task, change_format_async);
  duo_writer_push_format (DUO_SQLITE_STORE (store)->writer, task, command);
}

static DuoFormatOutcome *
change_format_finish (DuoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
duo_sqlite_store_finalize (GObject *object)
{
  DuoSqliteStore *self = DUO_SQLITE_STORE (object);

  /* The reader goes first, so that the last connection, the writer's, can empty the log. */
  g_clear_pointer (&self->reader, duo_database_free);
  g_clear_pointer (&self->writer, duo_writer_free);
  g_clear_pointer (&self->clock, duo_clock_unref);
  G_OBJECT_CLASS (duo_sqlite_store_parent_class)->finalize (object);
}

static void
duo_sqlite_store_iface_init (DuoStoreInterface *iface)
{
  iface->command_async = command_async;
  iface->command_finish = command_finish;
  iface->write_async = write_async;
  iface->write_finish = write_finish;
  iface->change_format_async = change_format_async;
  iface->change_format_finish = change_format_finish;
  iface->find_account = find_account;
  iface->get_account = get_account;
  iface->find_session = find_session;
  iface->list_devices = list_devices;
  iface->get_vouches = get_vouches;
  iface->list_events = list_events;
  iface->get_event = get_event;
  iface->find_participation = find_participation;
  iface->get_person = get_person;
  iface->get_company = get_company;
  iface->list_companies = list_companies;
  iface->get_chat = get_chat;
  iface->get_room = get_room;
  iface->get_changes = get_changes;
  iface->list_chats = list_chats;
  iface->list_notes = list_notes;
  iface->get_note = get_note;
  iface->get_cv = get_cv;
  iface->get_role_to_talent = get_role_to_talent;
  iface->get_slots = get_slots;
  iface->get_counts = get_counts;
  iface->list_due = list_due;
}

static void
duo_sqlite_store_class_init (DuoSqliteStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_sqlite_store_finalize;
}

static void
duo_sqlite_store_init (DuoSqliteStore *self)
{
}

DuoStore *
duo_sqlite_store_new (const char *path, DuoClock *clock, GError **error)
{
  g_autoptr (DuoDatabase) database = duo_database_open (path, error);
  g_autoptr (DuoDatabase) reader = database != NULL ? duo_database_open_reader (path, error) : NULL;
  DuoSqliteStore *self;

  if (reader == NULL)
    return NULL;
  self = g_object_new (DUO_TYPE_SQLITE_STORE, NULL);
  self->clock = duo_clock_ref (clock);
  self->reader = g_steal_pointer (&reader);
  self->writer = duo_writer_new (g_steal_pointer (&database), clock, G_OBJECT (self), on_batch_returned);
  return DUO_STORE (self);
}
