/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-paths.h"
#include "duo-reader-private.h"
#include "duo-session-cv.h"
#include "duo-session-private.h"

/* Oneself, and CVs: one's own and those of who one talks to. */

DUO_DEFINE_READER (DuoWireMe, read_me, duo_wire_read_me)
DUO_DEFINE_READER (DuoCvRecord, read_cv, duo_wire_read_cv)

static void
say_incompatible (GError **error, const GError *malformed)
{
  g_set_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE, "The answer is not understood: %s",
               malformed->message);
}

/* ── oneself ── */

/* One's own CV is the same in all events. */
static void
take_own_cv (DuoSession *self, const DuoCvRecord *cv)
{
  GHashTableIter iter;
  gpointer me;

  g_hash_table_iter_init (&iter, self->mes);
  while (g_hash_table_iter_next (&iter, NULL, &me))
    {
      g_clear_pointer (&((DuoWireMe *) me)->cv, duo_cv_record_free);
      ((DuoWireMe *) me)->cv = duo_cv_record_copy (cv);
    }
}

static gboolean
take_me (DuoSession *self, const char *event, const DuoHttpAnswer *answer, GError **error)
{
  g_autoptr (GError) malformed = NULL;
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);
  DuoWireMe *me;

  if (!duo_http_answer_check (answer, error))
    return FALSE;
  me = read_me (text, length, DUO_MAX_BODY, &malformed);
  if (!me)
    {
      say_incompatible (error, malformed);
      return FALSE;
    }
  g_set_str (&me->person->event, event);
  take_own_cv (self, me->cv);
  g_hash_table_replace (self->mes, g_strdup (event), me);
  duo_session_look_at_cvs (self);
  duo_session_emit_me_changed (self);
  return TRUE;
}

static void
me_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DuoSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);

  if (answer && take_me (self, g_task_get_task_data (task), answer, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
duo_session_load_me_async (
    DuoSession *self, DuoEvent *event, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (DUO_IS_EVENT (event));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_load_me_async);
  g_task_set_task_data (task, g_strdup (duo_event_get_id (event)), g_free);
  path = duo_path_build (DUO_PATH_ME, duo_event_get_id (event), NULL);
  duo_http_send_async (self->http, &(DuoHttpRequest) {.method = "GET", .path = path}, cancellable, me_cb,
                       task);
}

gboolean
duo_session_load_me_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

const DuoWireMe *
duo_session_get_me (DuoSession *self, DuoEvent *event)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), NULL);
  g_return_val_if_fail (DUO_IS_EVENT (event), NULL);

  return g_hash_table_lookup (self->mes, duo_event_get_id (event));
}

/* ── one's own CV ── */

static void
change_own_cv (DuoSession *self, const DuoCvRecord *cv)
{
  take_own_cv (self, cv);
  duo_session_look_at_cvs (self);
  duo_session_emit_me_changed (self);
}

static DuoCvRecord *
take_cv (DuoSession *self, const DuoHttpAnswer *answer, GError **error)
{
  g_autoptr (GError) malformed = NULL;
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);
  DuoCvRecord *cv;

  if (!duo_http_answer_check (answer, error))
    return NULL;
  cv = read_cv (text, length, DUO_MAX_BODY, &malformed);
  if (cv)
    change_own_cv (self, cv);
  else
    say_incompatible (error, malformed);
  return cv;
}

static void
put_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DuoSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);
  DuoCvRecord *cv = answer ? take_cv (self, answer, &error) : NULL;

  if (cv)
    g_task_return_pointer (task, cv, (GDestroyNotify) duo_cv_record_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static char *
dup_put_path (const char *name)
{
  g_autofree char *clean = duo_cv_dup_name (name);
  g_autofree char *escaped = g_uri_escape_string (clean, NULL, FALSE);

  return g_strdup_printf ("%s?name=%s", duo_path_get_pattern (DUO_PATH_MY_CV), escaped);
}

void
duo_session_put_cv_async (DuoSession *self,
                          const char *name,
                          GBytes *body,
                          GFileProgressCallback progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (body != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_put_cv_async);
  path = dup_put_path (name);
  duo_http_send_async (self->http,
                       &(DuoHttpRequest) {.method = "PUT",
                                          .path = path,
                                          .bytes = body,
                                          .type = "application/pdf",
                                          .progress = progress,
                                          .progress_data = progress_data},
                       cancellable, put_cb, task);
}

DuoCvRecord *
duo_session_put_cv_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
remove_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);

  if (answer && duo_http_answer_check (answer, &error))
    {
      change_own_cv (g_task_get_source_object (task), NULL);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
duo_session_remove_cv_async (DuoSession *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  DuoHttpRequest request = {.method = "DELETE", .path = duo_path_get_pattern (DUO_PATH_MY_CV)};
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_remove_cv_async);
  duo_http_send_async (self->http, &request, cancellable, remove_cb, task);
}

gboolean
duo_session_remove_cv_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── what lies on this computer ── */

static gboolean
is_told_of (GListModel *chats, const char *person)
{
  for (guint i = 0; i < g_list_model_get_n_items (chats); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (chats, i);

      if (duo_chat_get_peer_cv (chat) && g_str_equal (duo_chat_get_peer_id (chat), person))
        return TRUE;
    }
  return FALSE;
}

/* One's own may be opened before anything is known of it. */
static gboolean
has_cv_in (DuoSession *self, DuoEvent *event, const char *person)
{
  const DuoWireMe *me = duo_session_get_me (self, event);

  if (g_str_equal (duo_event_get_record (event)->me, person))
    return !me || me->cv;
  return is_told_of (duo_event_get_chats (event), person) ||
         is_told_of (duo_event_get_other_chats (event), person);
}

static gboolean
has_cv (const char *person, gpointer data)
{
  DuoSession *self = data;
  GListModel *events = duo_session_get_events (self);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (events, i);

      if (has_cv_in (self, event, person))
        return TRUE;
    }
  return FALSE;
}

void
duo_session_look_at_cvs (DuoSession *self)
{
  duo_cv_shelf_keep (self->cvs, has_cv, self);
}

/* ── somebody's CV ── */

typedef struct
{
  char *person;
  char *name;
  GCancellable *stop; /* by either of: */
  GCancellable *session;
  gulong session_id;
  GCancellable *caller; /* (nullable) */
  gulong caller_id;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  g_cancellable_disconnect (self->session, self->session_id);
  g_cancellable_disconnect (self->caller, self->caller_id);
  g_clear_object (&self->session);
  g_clear_object (&self->caller);
  g_clear_object (&self->stop);
  g_free (self->person);
  g_free (self->name);
  g_free (self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_pointer (task, g_object_ref (source), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Whatever a service sends: what is opened is a PDF. */
static gboolean
check_file (const DuoHttpAnswer *answer, GError **error)
{
  gsize length;
  gconstpointer body = g_bytes_get_data (answer->body, &length);

  if (!duo_http_answer_check (answer, error))
    return FALSE;
  if (duo_cv_judge (body, length) == DUO_CV_FINE)
    return TRUE;
  g_set_error_literal (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE, "The answer is no PDF");
  return FALSE;
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);
  DuoSession *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GFile) file = NULL;

  /* Whoever signs out cancels it: what comes then, on whatever way, is no answer any more. */
  if (answer && check_file (answer, &error))
    file = duo_cv_shelf_make_place (self->cvs, fetch->person, fetch->name, &error);
  if (!file)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_file_replace_contents_bytes_async (file, answer->body, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, fetch->stop,
                                       kept_cb, g_steal_pointer (&task));
}

static void
on_stopped (GCancellable *cancellable, GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

/* It ends with whoever asked for it, and with the session that it was asked for in. */
static Fetch *
fetch_new (DuoSession *self, const char *person, const DuoCvRecord *cv, GCancellable *cancellable)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->person = g_strdup (person);
  fetch->name = g_strdup (cv->name);
  fetch->stop = g_cancellable_new ();
  fetch->session = g_object_ref (self->cancellable);
  fetch->session_id = g_cancellable_connect (fetch->session, G_CALLBACK (on_stopped),
                                             g_object_ref (fetch->stop), g_object_unref);
  if (!cancellable)
    return fetch;
  fetch->caller = g_object_ref (cancellable);
  fetch->caller_id = g_cancellable_connect (fetch->caller, G_CALLBACK (on_stopped),
                                            g_object_ref (fetch->stop), g_object_unref);
  return fetch;
}

void
duo_session_fetch_cv_async (DuoSession *self,
                            const char *person,
                            const DuoCvRecord *cv,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_autofree char *path = NULL;
  Fetch *fetch;
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (person != NULL && cv != NULL);

  task = g_task_new (self, cancellable, callback, data);
  fetch = fetch_new (self, person, cv, cancellable);
  g_task_set_source_tag (task, duo_session_fetch_cv_async);
  g_task_set_task_data (task, fetch, fetch_free);
  path = duo_path_build (DUO_PATH_CV, person, NULL);
  duo_http_send_async (self->http, &(DuoHttpRequest) {.method = "GET", .path = path, .limit = DUO_MAX_CV},
                       fetch->stop, fetched_cb, task);
}

GFile *
duo_session_fetch_cv_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
