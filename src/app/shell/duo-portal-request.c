/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-portal-request.h"

#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>

#define REQUEST "org.freedesktop.portal.Request"

/* In a task, which is its own until it has returned. */
typedef struct
{
  char *interface;
  char *method;
  GVariant *arguments; /* (nullable) */
  GVariant *options;   /* (nullable) */
  GDBusConnection *bus;
  char *path; /* where the answer comes */
  guint response;
  guint owner;
  GSource *cancelled;
  gboolean over;
} Question;

static void
stop_listening (Question *question)
{
  if (question->response != 0)
    g_dbus_connection_signal_unsubscribe (question->bus, g_steal_handle_id (&question->response));
  if (question->owner != 0)
    g_dbus_connection_signal_unsubscribe (question->bus, g_steal_handle_id (&question->owner));
  if (question->cancelled != NULL)
    g_source_destroy (question->cancelled);
  g_clear_pointer (&question->cancelled, g_source_unref);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  stop_listening (question);
  g_free (question->interface);
  g_free (question->method);
  g_clear_pointer (&question->arguments, g_variant_unref);
  g_clear_pointer (&question->options, g_variant_unref);
  g_clear_object (&question->bus);
  g_free (question->path);
  g_free (question);
}

/* @results, @error: (nullable) (transfer full) */
static void
end (GTask *task, GVariant *results, GError *error)
{
  Question *question = g_task_get_task_data (task);

  question->over = TRUE;
  stop_listening (question);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, results, (GDestroyNotify) g_variant_unref);
  g_object_unref (task);
}

static gboolean
is_no_portal (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT);
}

/* (transfer full): takes @error over; says what the caller can do about it */
static GError *
judge (GError *error)
{
  g_autoptr (GError) given = error;

  if (is_no_portal (given))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, given->message);
  return g_steal_pointer (&given);
}

static void
on_response (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer data)
{
  g_autoptr (GVariant) results = NULL;
  guint32 response = 2;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response == 0)
    end (data, g_steal_pointer (&results), NULL);
  else
    end (data, NULL,
         g_error_new (G_IO_ERROR, response == 1 ? G_IO_ERROR_PERMISSION_DENIED : G_IO_ERROR_FAILED,
                      "the portal answers %u", response));
}

/* Whoever was asked does not answer any more, and another portal in its place knows of no question. */
static void
on_owner_changed (GDBusConnection *bus,
                  const char *sender,
                  const char *path,
                  const char *interface,
                  const char *signal,
                  GVariant *parameters,
                  gpointer data)
{
  const char *before = NULL;

  g_variant_get (parameters, "(&s&s&s)", NULL, &before, NULL);
  if (before[0] != '\0')
    end (data, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "the portal went away"));
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  GTask *task = data;
  Question *question = g_task_get_task_data (task);

  g_dbus_connection_call (question->bus, DUO_PORTAL_NAME, question->path, REQUEST, "Close", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  end (task, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the question was taken back"));
  return G_SOURCE_REMOVE;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* What is answered comes by on_response(). */
  if (reply == NULL && !question->over)
    end (task, NULL, judge (g_steal_pointer (&error)));
}

/* Where the answer will come: the portal makes the path from who asks and the token. */
static char *
dup_path (GDBusConnection *bus, const char *token)
{
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (bus) + 1), ".", '_');

  return g_strdup_printf (DUO_PORTAL_PATH "/request/%s/%s", sender, token);
}

static void
listen (GTask *task)
{
  Question *question = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  question->response =
      g_dbus_connection_signal_subscribe (question->bus, DUO_PORTAL_NAME, REQUEST, "Response", question->path,
                                          NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_response, task, NULL);
  question->owner = g_dbus_connection_signal_subscribe (
      question->bus, "org.freedesktop.DBus", "org.freedesktop.DBus", "NameOwnerChanged",
      "/org/freedesktop/DBus", DUO_PORTAL_NAME, G_DBUS_SIGNAL_FLAGS_NONE, on_owner_changed, task, NULL);
  if (cancellable == NULL)
    return;
  question->cancelled = g_cancellable_source_new (cancellable);
  g_task_attach_source (task, question->cancelled, G_SOURCE_FUNC (on_cancelled));
}

static GVariant *
build_arguments (const Question *question, const char *token)
{
  g_auto (GVariantBuilder) all = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_TUPLE);
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (question->options);
  gsize count = question->arguments != NULL ? g_variant_n_children (question->arguments) : 0;

  for (gsize i = 0; i < count; i++)
    {
      g_autoptr (GVariant) one = g_variant_get_child_value (question->arguments, i);

      g_variant_builder_add_value (&all, one);
    }
  g_variant_dict_insert (&options, "handle_token", "s", token);
  g_variant_builder_add_value (&all, g_variant_dict_end (&options));
  return g_variant_builder_end (&all);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Question *question = g_task_get_task_data (task);
  g_autofree char *token = g_strdup_printf ("duologue%u", g_random_int ());
  GError *error = NULL;

  question->bus = g_bus_get_finish (result, &error);
  if (question->bus == NULL)
    {
      end (task, NULL, error);
      return;
    }
  question->path = dup_path (question->bus, token);
  listen (task);
  /* It goes out in any case, and is taken back by its own name. */
  g_dbus_connection_call (question->bus, DUO_PORTAL_NAME, DUO_PORTAL_PATH, question->interface,
                          question->method, build_arguments (question, token), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, asked_cb, g_object_ref (task));
}

static GTask *
new_task (const char *interface,
          const char *method,
          GVariant *arguments,
          GVariant *options,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Question *question = g_new0 (Question, 1);

  question->interface = g_strdup (interface);
  question->method = g_strdup (method);
  question->arguments = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;
  question->options = options != NULL ? g_variant_ref_sink (options) : NULL;
  g_task_set_task_data (task, question, question_free);
  return task;
}

void
duo_portal_request_ask_async (const char *interface,
                              const char *method,
                              GVariant *arguments,
                              GVariant *options,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  GTask *task = new_task (interface, method, arguments, options, cancellable, callback, data);

  g_task_set_source_tag (task, duo_portal_request_ask_async);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_cb, task);
}

gboolean
duo_portal_request_is_refusal (const GError *error)
{
  g_autofree char *name = error != NULL ? g_dbus_error_get_remote_error (error) : NULL;

  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
         g_strcmp0 (name, "org.freedesktop.portal.Error.NotAllowed") == 0;
}

GVariant *
duo_portal_request_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ── a connection ─────────────────────────────────────────────────────────────────────────────── */

static void
close_connection (gpointer data)
{
  g_autofree int *connection = data;

  g_clear_fd (connection, NULL);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GUnixFDList) list = NULL;
  GError *error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), &list, result, &error);
  gint32 handle = 0;
  int connection = -1;

  if (reply != NULL)
    g_variant_get (reply, "(h)", &handle);
  if (list != NULL)
    connection = g_unix_fd_list_get (list, handle, &error);
  else if (reply != NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "the portal gave no connection");
  if (error != NULL)
    g_task_return_error (task, judge (error));
  else
    g_task_return_pointer (task, g_memdup2 (&connection, sizeof connection), close_connection);
}

static void
connect_bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;

  question->bus = g_bus_get_finish (result, &error);
  if (question->bus == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_dbus_connection_call_with_unix_fd_list (question->bus, DUO_PORTAL_NAME, DUO_PORTAL_PATH,
                                            question->interface, question->method, question->arguments,
                                            G_VARIANT_TYPE ("(h)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                            g_task_get_cancellable (task), connected_cb, g_object_ref (task));
}

void
duo_portal_request_connect_async (const char *interface,
                                  GVariant *arguments,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data)
{
  GTask *task = new_task (interface, "OpenPipeWireRemote", arguments, NULL, cancellable, callback, data);

  g_task_set_source_tag (task, duo_portal_request_connect_async);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, connect_bus_cb, task);
}

int
duo_portal_request_connect_finish (GAsyncResult *result, GError **error)
{
  g_autofree int *connection = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);
  connection = g_task_propagate_pointer (G_TASK (result), error);
  return connection != NULL ? *connection : -1;
}
