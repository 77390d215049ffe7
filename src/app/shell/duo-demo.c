/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-demo.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "duo-chat-watch.h"
#include "duo-demo-service.h"

struct _DuoDemo
{
  GObject parent_instance;

  DuoRole role;
  DuoSession *session;
  DuoDemoPlan *plan;
  char *directory;
  int lock; /* on the directory; -1 without one */

  GSubprocess *service; /* lives as long as its standard input is open */
  GSubprocess *partner;
  GHashTable *played; /* e-mail addresses of those whom the partner plays */
  DuoChatWatch *watch;
  GCancellable *cancellable;
  gboolean ready;
};

enum
{
  SIGNAL_ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoDemo, duo_demo, G_TYPE_OBJECT)
G_DEFINE_QUARK (duo - demo - error - quark, duo_demo_error)

/* The partner reads one JSON object a line. */
static void
tell_partner (DuoDemo *self, JsonBuilder *builder)
{
  g_autoptr (JsonNode) node = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  g_autoptr (GError) error = NULL;

  /* A pipe takes these few bytes at once. */
  if (!g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->partner), line, strlen (line), NULL,
                                  NULL, &error))
    g_info ("demo: the partner does not listen: %s", error->message);
}

static void
play (DuoDemo *self, const char *email, const char *book)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!self->partner || !g_hash_table_add (self->played, g_strdup (email)))
    return;

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "play");
  json_builder_add_string_value (builder, email);
  if (book)
    {
      json_builder_set_member_name (builder, "book");
      json_builder_add_string_value (builder, book);
    }
  json_builder_end_object (builder);
  tell_partner (self, builder);
}

/* Whoever the user has an open chat with comes alive. */
static void
on_chat_changed (DuoDemo *self, DuoChat *chat)
{
  const DuoChatRecord *record = duo_chat_get_record (chat);
  const char *peer = self->role == DUO_ROLE_TALENT ? record->recruiter : record->talent;
  const char *email = g_hash_table_lookup (self->plan->emails, peer);

  if (email && duo_chat_state_is_open (record->state))
    play (self, email, NULL);
}

static void
on_event_changed (DuoDemo *self)
{
  DuoEvent *event = duo_session_get_event (self->session);

  /* An organizer talks with nobody. */
  if (!event || self->watch || self->role == DUO_ROLE_ORGANIZER)
    return;

  self->watch = duo_chat_watch_new (event);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (on_chat_changed), self, G_CONNECT_SWAPPED);
  /* A recruiter waits for others to come: somebody books at once. */
  if (self->role == DUO_ROLE_RECRUITER)
    play (self, self->plan->talents[0], duo_event_get_record (event)->me);
  duo_chat_watch_tell_all (self->watch);
}

static gboolean
start_partner (DuoDemo *self, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", error);
  g_autofree char *home = g_build_filename (self->directory, "partner", NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!program)
    return FALSE;

  /* What made-up people do stays in the demo's directory. */
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_STATE_HOME", home, TRUE);
  self->partner = g_subprocess_launcher_spawn (launcher, error, program, "--partner", NULL);
  if (!self->partner)
    return FALSE;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "address");
  json_builder_add_string_value (builder, self->plan->address);
  json_builder_set_member_name (builder, "password");
  json_builder_add_string_value (builder, self->plan->password);
  json_builder_end_object (builder);
  tell_partner (self, builder);
  return TRUE;
}

static void
sign_in_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DuoDemo *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!duo_session_sign_in_finish (DUO_SESSION (object), result, &error) ||
      g_task_return_error_if_cancelled (task))
    {
      if (error)
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!start_partner (self, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self->ready = TRUE;
  g_signal_connect_object (self->session, "notify::event", G_CALLBACK (on_event_changed), self,
                           G_CONNECT_SWAPPED);
  on_event_changed (self);
  g_task_return_boolean (task, TRUE);
}

/* Who the user is */
static const char *
get_email (DuoDemo *self)
{
  if (self->role == DUO_ROLE_ORGANIZER)
    return self->plan->organizer;

  return self->role == DUO_ROLE_TALENT ? self->plan->talents[0] : self->plan->recruiters[0];
}

static void
read_line_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DuoDemo *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, NULL, &error);

  if (!error && !line)
    g_set_error_literal (&error, DUO_DEMO_ERROR, DUO_DEMO_ERROR_START, "the service ended at once");
  if (!error)
    self->plan = duo_demo_plan_parse (line, &error);
  if (error)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_hash_table_add (self->played, g_strdup (get_email (self)));
  duo_session_sign_in_async (self->session, self->plan->address, get_email (self), self->plan->password,
                             self->cancellable, sign_in_cb, g_steal_pointer (&task));
}

static void
service_ended_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoDemo) self = data;

  if (g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL) && self->ready)
    g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}

static gboolean
start_service (DuoDemo *self, GError **error)
{
  g_autofree char *program = duo_demo_find_program ("duologued");

  if (!program)
    {
      g_set_error_literal (error, DUO_DEMO_ERROR, DUO_DEMO_ERROR_MISSING, "duologued is not installed");
      return FALSE;
    }

  self->directory = duo_demo_make_directory (&self->lock, error);
  if (!self->directory)
    return FALSE;

  self->service = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error,
                                    program, "demo", "--port", "0", "--directory", self->directory, NULL);
  if (!self->service)
    return FALSE;

  g_subprocess_wait_async (self->service, self->cancellable, service_ended_cb, g_object_ref (self));
  return TRUE;
}

void
duo_demo_start_async (DuoDemo *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, callback, data);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (!self->service);

  g_task_set_source_tag (task, duo_demo_start_async);
  if (!start_service (self, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->service));
  g_data_input_stream_read_line_async (output, G_PRIORITY_DEFAULT, self->cancellable, read_line_cb,
                                       g_steal_pointer (&task));
}

gboolean
duo_demo_start_finish (DuoDemo *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Nothing of a demo is kept, so nobody needs to be waited for. */
static void
end_child (GSubprocess **child)
{
  if (!*child)
    return;

  g_subprocess_force_exit (*child);
  g_subprocess_wait (*child, NULL, NULL);
  g_clear_object (child);
}

void
duo_demo_stop (DuoDemo *self)
{
  self->ready = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->watch);
  end_child (&self->partner);
  end_child (&self->service);
  if (self->directory)
    duo_demo_remove_directory (self->directory);
  g_clear_pointer (&self->directory, g_free);
  g_clear_fd (&self->lock, NULL);
}

DuoSession *
duo_demo_get_session (DuoDemo *self)
{
  return self->session;
}

static void
duo_demo_dispose (GObject *object)
{
  DuoDemo *self = DUO_DEMO (object);

  if (self->session)
    duo_demo_stop (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_demo_parent_class)->dispose (object);
}

static void
duo_demo_finalize (GObject *object)
{
  DuoDemo *self = DUO_DEMO (object);

  g_clear_pointer (&self->plan, duo_demo_plan_free);
  g_clear_pointer (&self->played, g_hash_table_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (duo_demo_parent_class)->finalize (object);
}

static void
duo_demo_class_init (DuoDemoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = duo_demo_dispose;
  object_class->finalize = duo_demo_finalize;

  signals[SIGNAL_ENDED] =
      g_signal_new ("ended", DUO_TYPE_DEMO, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_demo_init (DuoDemo *self)
{
  self->lock = -1;
  self->cancellable = g_cancellable_new ();
  self->played = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

DuoDemo *
duo_demo_new (const char *profile, DuoRole role)
{
  DuoDemo *self = g_object_new (DUO_TYPE_DEMO, NULL);
  g_autofree char *name = g_strconcat (profile, "-demo", NULL);
  g_autoptr (DuoClock) clock = duo_clock_new ();

  self->role = role;
  self->session = duo_session_new (name, clock, g_network_monitor_get_default ());
  duo_session_leave_keyring (self->session);
  return self;
}
