/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-batch-private.h"
#include "duo-paths.h"
#include "duo-reader-private.h"
#include "duo-session-private.h"

/* What an organizer changes of an event. It is not queued: whoever changes an event looks at it as it is now. */

DUO_DEFINE_READER (DuoEventRecord, read_event, duo_wire_read_event)

void
duo_format_answer_free (DuoFormatAnswer *answer)
{
  g_ptr_array_unref (answer->touched);
  g_free (answer);
}

static DuoFormatAnswer *
answer_new (DuoFormatFault fault)
{
  DuoFormatAnswer *answer = g_new0 (DuoFormatAnswer, 1);

  answer->fault = fault;
  answer->touched = g_ptr_array_new_with_free_func (g_object_unref);
  return answer;
}

/* A request whose answer is lost is repeated by the HTTP library, and is refused for what it has done itself: then the
 * event is as was wanted. */
static gboolean
went_through (const DuoFormatChange *change, const DuoHttpAnswer *http, const DuoWireProblem *problem)
{
  return http->status == SOUP_STATUS_PRECONDITION_FAILED && problem && problem->event &&
         duo_format_change_holds (change, problem->event);
}

static void
take_record (DuoSession *self, const DuoEventRecord *record)
{
  DuoEvent *event = duo_sync_find_event (self->sync, record->id);

  if (event)
    duo_event_update (event, record);
}

static DuoFormatAnswer *
take_done (DuoSession *self, const DuoHttpAnswer *http, GError **error)
{
  g_autoptr (GError) malformed = NULL;
  gsize length;
  const char *text = g_bytes_get_data (http->body, &length);
  g_autoptr (DuoEventRecord) record = read_event (text, length, DUO_MAX_BODY, &malformed);

  if (!record)
    {
      g_set_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE, "The answer is not understood: %s",
                   malformed->message);
      return NULL;
    }
  take_record (self, record);
  return answer_new (DUO_FORMAT_FINE);
}

/* What comes with the question is as new as can be: it is shown everywhere. */
static DuoFormatAnswer *
take_touched (DuoSession *self, GPtrArray *touched)
{
  DuoFormatAnswer *answer = answer_new (DUO_FORMAT_FINE);

  g_ptr_array_set_free_func (touched, NULL);
  for (guint i = 0; i < touched->len; i++)
    {
      DuoChat *chat = duo_sync_take_chat (self->sync, touched->pdata[i]);

      if (chat)
        g_ptr_array_add (answer->touched, g_object_ref (chat));
    }
  return answer;
}

/* (nullable): NULL where it is an error for the caller, with @error */
static DuoFormatAnswer *
take_problem (DuoSession *self, const DuoFormatChange *change, const DuoHttpAnswer *http, GError **error)
{
  g_autoptr (DuoWireProblem) problem = duo_http_answer_dup_problem (http);

  if (problem && problem->event)
    take_record (self, problem->event);
  if (went_through (change, http, problem))
    return answer_new (DUO_FORMAT_FINE);
  if (problem && problem->touched)
    return take_touched (self, problem->touched);
  if (problem && problem->fault != DUO_FORMAT_FINE)
    return answer_new (problem->fault);
  duo_http_answer_check (http, error);
  return NULL;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DuoSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) http = duo_http_send_finish (DUO_HTTP (source), result, &error);
  DuoFormatAnswer *answer = NULL;

  if (http)
    answer = SOUP_STATUS_IS_SUCCESSFUL (http->status)
                 ? take_done (self, http, &error)
                 : take_problem (self, g_task_get_task_data (task), http, &error);
  if (answer)
    g_task_return_pointer (task, answer, (GDestroyNotify) duo_format_answer_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
duo_session_change_format_async (DuoSession *self,
                                 DuoEvent *event,
                                 const DuoFormatChange *change,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *path = NULL;
  DuoJsonWriter writer;
  GTask *task;

  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (DUO_IS_EVENT (event));
  g_return_if_fail (change != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, duo_session_change_format_async);
  g_task_set_task_data (task, duo_format_change_copy (change), (GDestroyNotify) duo_format_change_free);
  duo_json_writer_init (&writer, body);
  duo_wire_write_format_change (&writer, change);
  path = duo_path_build (DUO_PATH_FORMAT, duo_event_get_id (event), NULL);
  /* The question that comes back has every chat in it that is touched. */
  duo_http_send_async (
      self->http,
      &(DuoHttpRequest) {
          .method = "PUT", .path = path, .body = body->str, .seen = change->seen, .limit = DUO_MAX_CHANGES},
      cancellable, answered_cb, task);
}

DuoFormatAnswer *
duo_session_change_format_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
