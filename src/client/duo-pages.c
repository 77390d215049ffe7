/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-pages-private.h"
#include "duo-paths.h"

struct _DuoPages
{
  GObject parent_instance;

  DuoHttp *http;
  DuoEvent *event;
  gint64 since;
  DuoPagesFunc handle;
  gpointer data;
  gboolean started_over;
  GHashTable *people; /* ids that came since everything started over */
  GHashTable *chats;
};

/* What a thread parses; the companies are its own copy. */
typedef struct
{
  GBytes *body;
  GHashTable *companies;
} Parse;

G_DEFINE_FINAL_TYPE (DuoPages, duo_pages, G_TYPE_OBJECT)

static void ask (GTask *task);

static void
parse_free (Parse *parse)
{
  g_bytes_unref (parse->body);
  g_hash_table_unref (parse->companies);
  g_free (parse);
}

static void
parse_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Parse *parse = data;
  g_autoptr (GError) error = NULL;
  DuoBatch *batch = duo_batch_new_from_bytes (parse->body, parse->companies, &error);

  if (batch)
    g_task_return_pointer (task, batch, (GDestroyNotify) duo_batch_unref);
  else
    g_task_return_new_error (task, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE,
                             "The service's answer is not understood: %s", error->message);
}

static void
remember_ids (DuoPages *self, const DuoWireChanges *changes)
{
  for (guint i = 0; i < changes->people->len; i++)
    g_hash_table_add (self->people, g_strdup (((DuoPersonRecord *) changes->people->pdata[i])->id));
  for (guint i = 0; i < changes->chats->len; i++)
    g_hash_table_add (self->chats, g_strdup (((DuoWireChat *) changes->chats->pdata[i])->record->id));
}

/* What did not come again after a start over is gone, and so is what was cached of it. */
static gboolean
take_page (DuoPages *self, DuoBatch *batch, GError **error)
{
  const DuoWireChanges *changes = batch->changes;
  gboolean more = changes->more;

  if (g_strcmp0 (changes->event, duo_event_get_id (self->event)) != 0 ||
      (more && changes->upto <= self->since))
    {
      g_set_error_literal (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE,
                           "The service's pages of changes do not go on");
      return FALSE;
    }
  batch->reset = self->since == 0;
  if (self->started_over)
    remember_ids (self, changes);
  self->since = MAX (self->since, changes->upto);
  self->handle (self->event, batch, self->data);
  if (!more && self->started_over)
    duo_event_retain (self->event, self->people, self->chats);
  return TRUE;
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DuoPages *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoBatch) batch = g_task_propagate_pointer (G_TASK (result), &error);
  gboolean more = batch && batch->changes->more;

  if (!batch || !take_page (self, batch, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (more)
    ask (g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
start_over (GTask *task)
{
  DuoPages *self = g_task_get_source_object (task);

  self->since = 0;
  self->started_over = TRUE;
  ask (task);
}

/* A thread may be the last to let go of its task: the pages and their event are the main thread's, so it gets only what
 * it reads. */
static void
parse (GTask *task, GBytes *body)
{
  DuoPages *self = g_task_get_source_object (task);
  g_autoptr (GTask) parsing = g_task_new (NULL, g_task_get_cancellable (task), parsed_cb, task);
  Parse *parse = g_new0 (Parse, 1);

  parse->body = g_bytes_ref (body);
  parse->companies = duo_event_dup_companies (self->event);
  g_task_set_task_data (parsing, parse, (GDestroyNotify) parse_free);
  g_task_run_in_thread (parsing, parse_in_thread);
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);
  DuoPages *self = g_task_get_source_object (task);

  if (answer && answer->status == SOUP_STATUS_GONE && self->since > 0)
    start_over (g_steal_pointer (&task));
  else if (!answer || !duo_http_answer_check (answer, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    parse (g_steal_pointer (&task), answer->body);
}

static void
ask (GTask *task)
{
  DuoPages *self = g_task_get_source_object (task);
  g_autofree char *path = duo_path_build_changes (duo_event_get_id (self->event), self->since);
  DuoHttpRequest request = {.method = "GET", .path = path, .limit = DUO_MAX_CHANGES};

  duo_http_send_async (self->http, &request, g_task_get_cancellable (task), answer_cb, task);
}

static void
duo_pages_finalize (GObject *object)
{
  DuoPages *self = DUO_PAGES (object);

  g_clear_object (&self->http);
  g_clear_object (&self->event);
  g_hash_table_unref (self->people);
  g_hash_table_unref (self->chats);
  G_OBJECT_CLASS (duo_pages_parent_class)->finalize (object);
}

static void
duo_pages_class_init (DuoPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_pages_finalize;
}

static void
duo_pages_init (DuoPages *self)
{
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->chats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

DuoPages *
duo_pages_new (DuoHttp *http, DuoEvent *event, gint64 since, DuoPagesFunc handle, gpointer data)
{
  DuoPages *self = g_object_new (DUO_TYPE_PAGES, NULL);

  self->http = g_object_ref (http);
  self->event = g_object_ref (event);
  self->since = since;
  self->started_over = since == 0;
  self->handle = handle;
  self->data = data;
  return self;
}

void
duo_pages_run_async (DuoPages *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, duo_pages_run_async);
  ask (task);
}

gboolean
duo_pages_run_finish (DuoPages *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
