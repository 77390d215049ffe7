/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-local-database-private.h"
#include "duo-told-private.h"

struct _DuoTold
{
  GObject parent_instance;

  DuoLocalDatabase *database;
};

/* One thing to keep, or, without a mark, a question. */
typedef struct
{
  char *account;
  DuoChatMark *mark;
  gint64 now;
} Errand;

G_DEFINE_FINAL_TYPE (DuoTold, duo_told, G_TYPE_OBJECT)

static const DuoLocalDatabaseLayout layout = {DUO_LOCAL_DATABASE_KEEP, "told-schema", 1};

static Errand *
errand_new (const char *account, DuoChatMark *mark, gint64 now)
{
  Errand *self = g_new0 (Errand, 1);

  *self = (Errand) {g_strdup (account), mark, now};
  return self;
}

static void
errand_free (Errand *self)
{
  g_free (self->account);
  duo_chat_mark_free (self->mark);
  g_free (self);
}

static gpointer
keep_work (sqlite3 *db, gpointer data, GError **error)
{
  const Errand *errand = data;
  const DuoChatMark *mark = errand->mark;
  g_autoptr (sqlite3_stmt) keep = duo_local_database_prepare (db, "told-keep", error);

  if (!keep)
    return NULL;
  duo_local_database_bind_text (keep, ":account", errand->account);
  duo_local_database_bind_text (keep, ":chat", mark->chat);
  duo_local_database_bind_text (keep, ":state", duo_chat_state_to_string (mark->state));
  duo_local_database_bind_int (keep, ":start", mark->range.start);
  duo_local_database_bind_int (keep, ":finish", mark->range.end);
  duo_local_database_bind_text (keep, ":recruiter", mark->recruiter ? mark->recruiter : "");
  duo_local_database_bind_int (keep, ":changed", mark->changed);
  duo_local_database_bind_int (keep, ":reminded", mark->reminded);
  duo_local_database_bind_int (keep, ":shown", mark->shown);
  duo_local_database_finish (keep, error);
  return NULL;
}

static void
take_mark (sqlite3_stmt *row, gpointer data, GError **error)
{
  DuoChatMark *mark = duo_chat_mark_new (duo_local_database_get_text (row, "chat"));
  const char *recruiter = duo_local_database_get_text (row, "recruiter");

  /* A state that a newer program wrote is one that was not told here. */
  if (!duo_chat_state_from_string (duo_local_database_get_text (row, "state"), &mark->state))
    mark->state = DUO_CHAT_NONE;
  mark->range =
      (DuoTimeRange) {duo_local_database_get_int (row, "start"), duo_local_database_get_int (row, "finish")};
  mark->recruiter = *recruiter ? g_strdup (recruiter) : NULL;
  mark->changed = duo_local_database_get_int (row, "changed");
  mark->reminded = duo_local_database_get_int (row, "reminded");
  mark->shown = duo_local_database_get_int (row, "shown") != 0;
  g_ptr_array_add (data, mark);
}

static void
take_since (sqlite3_stmt *row, gpointer data, GError **error)
{
  *(gint64 *) data = duo_local_database_get_int (row, "since");
}

static gboolean
begin (sqlite3 *db, const Errand *errand, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = duo_local_database_prepare (db, "told-begin", error);

  if (!statement)
    return FALSE;
  duo_local_database_bind_text (statement, ":account", errand->account);
  duo_local_database_bind_int (statement, ":since", errand->now);
  return duo_local_database_finish (statement, error);
}

static gpointer
load_work (sqlite3 *db, gpointer data, GError **error)
{
  const Errand *errand = data;
  g_autoptr (DuoChatMarks) marks = duo_chat_marks_new (errand->now);

  if (!begin (db, errand, error) ||
      !duo_local_database_read (db, "told-since", ":account", errand->account, take_since, &marks->since,
                                error) ||
      !duo_local_database_read (db, "told-load", ":account", errand->account, take_mark, marks->marks, error))
    return NULL;
  return g_steal_pointer (&marks);
}

static void
duo_told_finalize (GObject *object)
{
  g_object_unref (DUO_TOLD (object)->database);
  G_OBJECT_CLASS (duo_told_parent_class)->finalize (object);
}

static void
duo_told_class_init (DuoToldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_told_finalize;
}

static void
duo_told_init (DuoTold *self)
{
}

DuoTold *
duo_told_new (const char *path)
{
  DuoTold *self = g_object_new (DUO_TYPE_TOLD, NULL);

  self->database = duo_local_database_new (path, &layout);
  return self;
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  duo_local_database_run_finish (DUO_LOCAL_DATABASE (source), result, &error);
  if (error)
    g_message ("What was told could not be kept: %s", error->message);
}

void
duo_told_keep (DuoTold *self, const char *account, const DuoChatMark *mark)
{
  duo_local_database_run_async (self->database, keep_work, errand_new (account, duo_chat_mark_copy (mark), 0),
                                (GDestroyNotify) errand_free, NULL, keep_cb, NULL);
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  DuoChatMarks *marks = duo_local_database_run_finish (DUO_LOCAL_DATABASE (source), result, &error);

  if (marks)
    g_task_return_pointer (task, marks, (GDestroyNotify) duo_chat_marks_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
duo_told_load (DuoTold *self, const char *account, gint64 now, GTask *task)
{
  duo_local_database_run_async (self->database, load_work, errand_new (account, NULL, now),
                                (GDestroyNotify) errand_free, (GDestroyNotify) duo_chat_marks_free, load_cb,
                                task);
}

void
duo_told_flush (DuoTold *self)
{
  duo_local_database_flush (self->database);
}
