/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-session-cv.h"

#include "fake-session.h"

#include <string.h>

#define CV_BYTES 214000
#define RETRY_AFTER "retry after "

typedef struct
{
  DuoWireMe *me;
  GTask *loading;
  GTask *putting;
  DuoCvRecord *put;
  GFileProgressCallback progress;
  gpointer progress_data;
  GTask *removing;
  guint n_removed;
  GTask *fetching;
  char *fetched;
} FakeCv;

static void
fake_cv_free (gpointer data)
{
  FakeCv *self = data;

  g_assert_null (self->putting);
  g_assert_null (self->removing);
  g_assert_null (self->fetching);
  g_clear_object (&self->loading);
  duo_wire_me_free (self->me);
  duo_cv_record_free (self->put);
  g_free (self->fetched);
  g_free (self);
}

static FakeCv *
get (DuoSession *session)
{
  FakeCv *self = g_object_get_data (G_OBJECT (session), "fake-cv");

  if (self)
    return self;
  self = g_new0 (FakeCv, 1);
  g_object_set_data_full (G_OBJECT (session), "fake-cv", self, fake_cv_free);
  return self;
}

static void
begin (GTask **place,
       DuoSession *session,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer data)
{
  g_assert_null (*place);
  *place = g_task_new (session, cancellable, callback, data);
}

static void
end (GTask **place, gpointer value, GDestroyNotify free_value, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (place);

  g_assert_nonnull (task);
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, value, free_value);
}

static void
set_cv (DuoSession *session, DuoCvRecord *cv)
{
  FakeCv *self = get (session);

  duo_cv_record_free (self->me->cv);
  self->me->cv = cv;
  g_signal_emit_by_name (session, "me-changed");
}

void
fake_session_set_me (DuoSession *session, DuoRole role, const char *cv)
{
  FakeCv *self = get (session);
  DuoPersonRecord *person = duo_person_record_new ();
  const char *topics[] = {"Storage engines", "Rust", NULL}, *languages[] = {"English", "Swedish", NULL};

  person->id = g_strdup (duo_event_get_record (duo_session_get_event (session))->me);
  person->role = role;
  person->name = g_strdup ("Amara Okafor");
  person->title = g_strdup ("MSc student, Uppsala");
  person->about = g_strdup ("I like what is slow and could be fast.");
  person->topics = g_strdupv ((char **) topics);
  person->languages = g_strdupv ((char **) languages);
  person->listed = TRUE;
  g_clear_pointer (&self->me, duo_wire_me_free);
  self->me = g_new0 (DuoWireMe, 1);
  self->me->person = person;
  self->me->cv = cv ? duo_cv_record_new (cv, CV_BYTES, 1793700000) : NULL;
}

void
duo_session_load_me_async (DuoSession *session,
                           DuoEvent *event,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  begin (&get (session)->loading, session, cancellable, callback, data);
}

gboolean
duo_session_load_me_finish (DuoSession *session, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

void
fake_session_answer_me (DuoSession *session, GError *error)
{
  if (!error)
    g_signal_emit_by_name (session, "me-changed");
  end (&get (session)->loading, GINT_TO_POINTER (TRUE), NULL, error);
}

const DuoWireMe *
duo_session_get_me (DuoSession *session, DuoEvent *event)
{
  return get (session)->me;
}

void
duo_session_put_cv_async (DuoSession *session,
                          const char *name,
                          GBytes *body,
                          GFileProgressCallback progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  FakeCv *self = get (session);

  begin (&self->putting, session, cancellable, callback, data);
  duo_cv_record_free (self->put);
  self->put = duo_cv_record_new (name, g_bytes_get_size (body), 1793800000);
  self->progress = progress;
  self->progress_data = progress_data;
}

DuoCvRecord *
duo_session_put_cv_finish (DuoSession *session, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
fake_session_get_put (DuoSession *session)
{
  FakeCv *self = get (session);

  return self->putting ? self->put->name : NULL;
}

gsize
fake_session_get_put_size (DuoSession *session)
{
  return get (session)->put->size;
}

void
fake_session_progress (DuoSession *session, goffset current, goffset total)
{
  FakeCv *self = get (session);

  self->progress (current, total, self->progress_data);
}

void
fake_session_answer_put (DuoSession *session, GError *error)
{
  FakeCv *self = get (session);

  if (!error)
    set_cv (session, duo_cv_record_copy (self->put));
  end (&self->putting, duo_cv_record_copy (error ? NULL : self->put), (GDestroyNotify) duo_cv_record_free,
       error);
}

void
duo_session_remove_cv_async (DuoSession *session,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  FakeCv *self = get (session);

  begin (&self->removing, session, cancellable, callback, data);
  self->n_removed++;
}

gboolean
duo_session_remove_cv_finish (DuoSession *session, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

guint
fake_session_get_n_removed (DuoSession *session)
{
  return get (session)->n_removed;
}

void
fake_session_answer_removal (DuoSession *session, GError *error)
{
  if (!error)
    set_cv (session, NULL);
  end (&get (session)->removing, GINT_TO_POINTER (TRUE), NULL, error);
}

void
duo_session_fetch_cv_async (DuoSession *session,
                            const char *person,
                            const DuoCvRecord *cv,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  FakeCv *self = get (session);

  begin (&self->fetching, session, cancellable, callback, data);
  g_set_str (&self->fetched, person);
}

GFile *
duo_session_fetch_cv_finish (DuoSession *session, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
fake_session_get_fetched (DuoSession *session)
{
  FakeCv *self = get (session);

  return self->fetching ? self->fetched : NULL;
}

void
fake_session_answer_fetch (DuoSession *session, GFile *file, GError *error)
{
  end (&get (session)->fetching, file ? g_object_ref (file) : NULL, g_object_unref, error);
}

GError *
fake_session_new_busy (guint retry_after)
{
  return g_error_new (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_BUSY, RETRY_AFTER "%u", retry_after);
}

guint
duo_client_error_get_retry_after (const GError *error)
{
  return g_str_has_prefix (error->message, RETRY_AFTER)
             ? (guint) g_ascii_strtoull (error->message + strlen (RETRY_AFTER), NULL, 10)
             : 0;
}
