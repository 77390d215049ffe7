/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-screen-cast.h"

#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define CAST "org.freedesktop.portal.ScreenCast"

/* Of the portal: org.freedesktop.portal.ScreenCast. */
#define MONITOR_OR_WINDOW 3u
#define CURSOR_EMBEDDED 2u

typedef void (*Took) (DuoScreenCast *self, GVariant *results);

struct _DuoScreenCast
{
  GObject parent_instance;

  GDBusConnection *bus;
  GCancellable *cancellable;
  char *parent;
  char *session; /* (nullable): its object */
  guint response;
  guint closing;
  Took took; /* who goes on with what the portal answers */
  guint32 node;
  int fd;
  gboolean started;
  gboolean over;
};

enum
{
  STARTED,
  FAILED,
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoScreenCast, duo_screen_cast, G_TYPE_OBJECT)

static void
stop_listening (DuoScreenCast *self)
{
  if (self->response != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, g_steal_handle_id (&self->response));
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

static void
fail (DuoScreenCast *self, const GError *why)
{
  g_autoptr (GError) error = is_no_portal (why)
                                 ? g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, why->message)
                                 : g_error_copy (why);

  if (self->over)
    return;

  duo_screen_cast_close (self);
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* ── a question, and its answer ───────────────────────────────────────────────────────────────── */

static void
on_response (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer data)
{
  g_autoptr (DuoScreenCast) self = g_object_ref (DUO_SCREEN_CAST (data));
  g_autoptr (GVariant) results = NULL;
  g_autoptr (GError) error = NULL;
  guint32 response = 2;

  stop_listening (self);
  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response == 0)
    {
      self->took (self, results);
      return;
    }

  error = g_error_new (G_IO_ERROR, response == 1 ? G_IO_ERROR_CANCELLED : G_IO_ERROR_FAILED,
                       "the portal answers %u", response);
  fail (self, error);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoScreenCast) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* What is answered comes by on_response(). */
  if (reply == NULL)
    fail (self, error);
}

/* Where the answer will come: the portal makes the path from who asks and the token. */
static char *
dup_request_path (DuoScreenCast *self, const char *token)
{
  g_autofree char *sender =
      g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (self->bus) + 1), ".", '_');

  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
}

/* @arguments: what comes before the options; @options: (transfer full): they get the token of the answer */
static void
ask (DuoScreenCast *self,
     const char *method,
     GVariant **arguments,
     gsize count,
     GVariantDict *options,
     Took took)
{
  g_autofree char *token = g_strdup_printf ("duologue%u", g_random_int ());
  g_autofree char *path = dup_request_path (self, token);
  GVariant *all[3];

  g_variant_dict_insert (options, "handle_token", "s", token);
  for (gsize i = 0; i < count; i++)
    all[i] = arguments[i];
  all[count] = g_variant_dict_end (options);
  self->took = took;
  self->response = g_dbus_connection_signal_subscribe (
      self->bus, PORTAL_NAME, "org.freedesktop.portal.Request", "Response", path, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_response, self, NULL);
  g_dbus_connection_call (self->bus, PORTAL_NAME, PORTAL_PATH, CAST, method,
                          g_variant_new_tuple (all, count + 1), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, asked_cb, g_object_ref (self));
}

/* ── from the last question to the first ──────────────────────────────────────────────────────── */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoScreenCast) self = data;
  g_autoptr (GUnixFDList) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), &list, result, &error);
  gint32 handle = 0;

  if (reply != NULL && list == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "the desktop gave no stream");
  else if (reply != NULL)
    {
      g_variant_get (reply, "(h)", &handle);
      self->fd = g_unix_fd_list_get (list, handle, &error);
    }
  if (error != NULL)
    {
      fail (self, error);
      return;
    }

  self->started = TRUE;
  g_signal_emit (self, signals[STARTED], 0);
}

static void
on_started (DuoScreenCast *self, GVariant *results)
{
  g_autoptr (GVariant) streams = g_variant_lookup_value (results, "streams", G_VARIANT_TYPE ("a(ua{sv})"));
  g_autoptr (GError) none = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "the portal names no stream");

  if (streams == NULL || g_variant_n_children (streams) == 0)
    {
      fail (self, none);
      return;
    }

  g_variant_get_child (streams, 0, "(u@a{sv})", &self->node, NULL);
  g_dbus_connection_call_with_unix_fd_list (self->bus, PORTAL_NAME, PORTAL_PATH, CAST, "OpenPipeWireRemote",
                                            g_variant_new ("(oa{sv})", self->session, NULL),
                                            G_VARIANT_TYPE ("(h)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                            self->cancellable, opened_cb, g_object_ref (self));
}

static void
on_selected (DuoScreenCast *self, GVariant *results)
{
  GVariant *arguments[] = {g_variant_new_object_path (self->session), g_variant_new_string (self->parent)};
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);

  ask (self, "Start", arguments, G_N_ELEMENTS (arguments), &options, on_started);
}

static void
select_sources (DuoScreenCast *self, guint32 cursor_modes)
{
  GVariant *arguments[] = {g_variant_new_object_path (self->session)};
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&options, "types", "u", MONITOR_OR_WINDOW);
  g_variant_dict_insert (&options, "multiple", "b", FALSE);
  /* Asked for where there is none, the portal refuses it all. */
  if (cursor_modes & CURSOR_EMBEDDED)
    g_variant_dict_insert (&options, "cursor_mode", "u", CURSOR_EMBEDDED);
  ask (self, "SelectSources", arguments, G_N_ELEMENTS (arguments), &options, on_selected);
}

static void
cursor_modes_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoScreenCast) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariant) value = NULL;

  if (self->over)
    return;

  if (reply != NULL)
    g_variant_get (reply, "(v)", &value);
  else
    g_info ("screen: no cursor modes are named: %s", error->message);
  select_sources (self, value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32)
                            ? g_variant_get_uint32 (value)
                            : 0);
}

static void
on_closed (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer data)
{
  g_autoptr (DuoScreenCast) self = g_object_ref (DUO_SCREEN_CAST (data));
  g_autoptr (GError) early = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desktop closed it");

  if (!self->started)
    {
      fail (self, early);
      return;
    }

  duo_screen_cast_close (self);
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
on_created (DuoScreenCast *self, GVariant *results)
{
  g_autoptr (GError) none =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "the portal names no session");

  if (!g_variant_lookup (results, "session_handle", "s", &self->session) ||
      !g_variant_is_object_path (self->session))
    {
      g_clear_pointer (&self->session, g_free);
      fail (self, none);
      return;
    }

  self->closing = g_dbus_connection_signal_subscribe (
      self->bus, PORTAL_NAME, "org.freedesktop.portal.Session", "Closed", self->session, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_closed, self, NULL);
  g_dbus_connection_call (self->bus, PORTAL_NAME, PORTAL_PATH, "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", CAST, "AvailableCursorModes"), G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, cursor_modes_cb,
                          g_object_ref (self));
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoScreenCast) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = g_strdup_printf ("duologue%u", g_random_int ());
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);

  self->bus = g_bus_get_finish (result, &error);
  if (self->bus == NULL)
    {
      fail (self, error);
      return;
    }

  if (self->over)
    return;

  g_variant_dict_insert (&options, "session_handle_token", "s", token);
  ask (self, "CreateSession", NULL, 0, &options, on_created);
}

/* ── object ───────────────────────────────────────────────────────────────────────────────────── */

static void
duo_screen_cast_dispose (GObject *object)
{
  duo_screen_cast_close (DUO_SCREEN_CAST (object));

  G_OBJECT_CLASS (duo_screen_cast_parent_class)->dispose (object);
}

static void
duo_screen_cast_finalize (GObject *object)
{
  DuoScreenCast *self = DUO_SCREEN_CAST (object);

  g_clear_object (&self->bus);
  g_clear_object (&self->cancellable);
  g_free (self->parent);
  g_free (self->session);
  g_clear_fd (&self->fd, NULL);

  G_OBJECT_CLASS (duo_screen_cast_parent_class)->finalize (object);
}

static void
duo_screen_cast_class_init (DuoScreenCastClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = duo_screen_cast_dispose;
  object_class->finalize = duo_screen_cast_finalize;

  signals[STARTED] =
      g_signal_new ("started", DUO_TYPE_SCREEN_CAST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", DUO_TYPE_SCREEN_CAST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[CLOSED] =
      g_signal_new ("closed", DUO_TYPE_SCREEN_CAST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_screen_cast_init (DuoScreenCast *self)
{
  self->fd = -1;
  self->cancellable = g_cancellable_new ();
}

DuoScreenCast *
duo_screen_cast_new (void)
{
  return g_object_new (DUO_TYPE_SCREEN_CAST, NULL);
}

void
duo_screen_cast_start (DuoScreenCast *self, const char *parent)
{
  g_return_if_fail (DUO_IS_SCREEN_CAST (self));
  g_return_if_fail (self->parent == NULL);

  self->parent = g_strdup (parent);
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, bus_cb, g_object_ref (self));
}

void
duo_screen_cast_close (DuoScreenCast *self)
{
  g_return_if_fail (DUO_IS_SCREEN_CAST (self));
  if (self->over)
    return;

  self->over = TRUE;
  g_cancellable_cancel (self->cancellable);
  stop_listening (self);
  if (self->closing != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, g_steal_handle_id (&self->closing));
  /* Nobody waits for the answer: a desktop that does not know the session any more is told nothing new. */
  if (self->session != NULL)
    g_dbus_connection_call (self->bus, PORTAL_NAME, self->session, "org.freedesktop.portal.Session", "Close",
                            NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

guint32
duo_screen_cast_get_node (DuoScreenCast *self)
{
  g_return_val_if_fail (DUO_IS_SCREEN_CAST (self), 0);

  return self->node;
}

int
duo_screen_cast_steal_fd (DuoScreenCast *self)
{
  g_return_val_if_fail (DUO_IS_SCREEN_CAST (self), -1);

  return g_steal_fd (&self->fd);
}
