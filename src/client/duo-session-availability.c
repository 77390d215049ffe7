/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-batch-private.h"
#include "duo-paths.h"
#include "duo-reader-private.h"
#include "duo-session-private.h"

DUO_DEFINE_READER (DuoWireSlots, read_slots, duo_wire_read_slots)

/* Sends @body (taken over) with PUT to a path of @recruiter's; @task is the answer's. */
static void
put (
    GTask *task, DuoPath path, DuoPerson *recruiter, GString *body, gint64 seen, GAsyncReadyCallback callback)
{
  DuoSession *self = g_task_get_source_object (task);
  g_autofree char *text = g_string_free_and_steal (body);
  g_autofree char *where =
      duo_path_build (path, duo_person_get_record (recruiter)->event, duo_person_get_id (recruiter));
  /* Two months of five-minute slots, each of them blocked by itself, are more than a megabyte. */
  const DuoHttpRequest request = {
      .method = "PUT", .path = where, .body = text, .seen = seen, .limit = DUO_MAX_CHANGES};

  if (self->account)
    {
      duo_http_send_async (self->http, &request, g_task_get_cancellable (task), callback, task);
      return;
    }
  g_task_return_new_error (task, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT, "Nobody is signed in");
  g_object_unref (task);
}

/* ── availability ── */

/* What others have set meanwhile comes with the refusal: whoever hears of it finds the days as they are. */
static void
take_refused (DuoSession *self, const DuoHttpAnswer *answer)
{
  g_autoptr (DuoWireProblem) problem = duo_http_answer_dup_problem (answer);

  if (problem && problem->calendar)
    duo_session_take_slots (self, problem->calendar);
}

/* (transfer full) (nullable) */
static DuoHttpAnswer *
receive (DuoSession *self, GObject *http, GAsyncResult *result, GError **error)
{
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (http), result, error);

  if (!answer || duo_http_answer_check (answer, error))
    return g_steal_pointer (&answer);

  take_refused (self, answer);
  return NULL;
}

static void
availability_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DuoSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) malformed = NULL;
  g_autoptr (DuoHttpAnswer) answer = receive (self, source, result, &error);
  g_autoptr (DuoWireSlots) slots = NULL;

  if (!answer)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  slots = read_slots (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), DUO_MAX_CHANGES,
                      &malformed);
  if (!slots)
    {
      g_task_return_new_error (task, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE,
                               "The answer is not understood: %s", malformed->message);
      return;
    }
  duo_session_take_slots (self, slots);
  g_task_return_boolean (task, TRUE);
}

void
duo_session_set_availability_async (DuoSession *self,
                                    DuoPerson *recruiter,
                                    const GPtrArray *openings,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data)
{
  GString *body = g_string_new (NULL);
  DuoJsonWriter writer;
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (DUO_IS_PERSON (recruiter));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_set_availability_async);
  duo_json_writer_init (&writer, body);
  duo_wire_write_availability (&writer, openings);
  put (task, DUO_PATH_AVAILABILITY, recruiter, body,
       duo_session_get_slots_rev (self, duo_person_get_id (recruiter)), availability_cb);
}

gboolean
duo_session_set_availability_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── settings ── */

typedef struct
{
  DuoPerson *recruiter;
  DuoWireSettings *settings;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->recruiter);
  duo_wire_settings_free (change->settings);
  g_free (change);
}

/* A request whose answer is lost is repeated by the HTTP library, and is refused for what it has done itself: then the
 * recruiter is as was wanted. */
static gboolean
went_through (const Change *change, const DuoHttpAnswer *answer)
{
  g_autoptr (DuoWireProblem) problem = duo_http_answer_dup_problem (answer);

  return answer->status == SOUP_STATUS_PRECONDITION_FAILED && problem && problem->person &&
         duo_wire_settings_hold (change->settings, problem->person);
}

/* The record keeps its revision: what the service tells of the change comes by itself, and is newer. */
static void
apply (const Change *change)
{
  g_autoptr (DuoPersonRecord) record = duo_person_record_copy (duo_person_get_record (change->recruiter));

  duo_wire_settings_apply (change->settings, record);
  duo_person_update (change->recruiter, record, duo_person_get_company (change->recruiter));
}

static void
settings_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);
  const Change *change = g_task_get_task_data (task);

  if (!answer || !(went_through (change, answer) || duo_http_answer_check (answer, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  apply (change);
  g_task_return_boolean (task, TRUE);
}

void
duo_session_change_settings_async (DuoSession *self,
                                   DuoPerson *recruiter,
                                   const DuoWireSettings *settings,
                                   gint64 seen,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  GString *body = g_string_new (NULL);
  Change *change = g_new0 (Change, 1);
  DuoJsonWriter writer;
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (DUO_IS_PERSON (recruiter));

  *change = (Change) {g_object_ref (recruiter), duo_wire_settings_copy (settings)};
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_change_settings_async);
  g_task_set_task_data (task, change, change_free);
  duo_json_writer_init (&writer, body);
  duo_wire_write_settings (&writer, settings);
  put (task, DUO_PATH_SETTINGS, recruiter, body, seen, settings_cb);
}

gboolean
duo_session_change_settings_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
