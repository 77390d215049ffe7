/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-screen-cast.h"

#include <glib/gstdio.h>

#include "shell/duo-portal-request.h"

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
fail (DuoScreenCast *self, const GError *why)
{
  g_autoptr (GError) error = g_error_copy (why);

  /* Who was asked wants none. */
  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    error->code = G_IO_ERROR_CANCELLED;
  if (self->over)
    return;

  duo_screen_cast_close (self);
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* ── a question, and its answer ───────────────────────────────────────────────────────────────── */

/* Whoever has closed it may be gone by then: nothing is touched. */
static gboolean
is_over (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoScreenCast) self = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) results = duo_portal_request_ask_finish (result, &error);

  if (is_over (error))
    return;
  self = g_object_ref (DUO_SCREEN_CAST (data));
  if (results != NULL)
    self->took (self, results);
  else
    fail (self, error);
}

/* @arguments: (nullable) (transfer floating); @options: (transfer floating) */
static void
ask (DuoScreenCast *self, const char *method, GVariant *arguments, GVariant *options, Took took)
{
  self->took = took;
  duo_portal_request_ask_async (CAST, method, arguments, options, self->cancellable, asked_cb, self);
}

/* ── from the last question to the first ──────────────────────────────────────────────────────── */

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoScreenCast) self = NULL;
  g_autoptr (GError) error = NULL;
  int fd = duo_portal_request_connect_finish (result, &error);

  if (is_over (error))
    return;
  self = g_object_ref (DUO_SCREEN_CAST (data));
  if (error != NULL)
    {
      fail (self, error);
      return;
    }

  self->fd = fd;
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
  duo_portal_request_connect_async (CAST, g_variant_new ("(oa{sv})", self->session, NULL), self->cancellable,
                                    connected_cb, self);
}

static void
on_selected (DuoScreenCast *self, GVariant *results)
{
  ask (self, "Start", g_variant_new ("(os)", self->session, self->parent), NULL, on_started);
}

static void
select_sources (DuoScreenCast *self, guint32 cursor_modes)
{
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&options, "types", "u", MONITOR_OR_WINDOW);
  g_variant_dict_insert (&options, "multiple", "b", FALSE);
  /* Asked for where there is none, the portal refuses it all. */
  if (cursor_modes & CURSOR_EMBEDDED)
    g_variant_dict_insert (&options, "cursor_mode", "u", CURSOR_EMBEDDED);
  ask (self, "SelectSources", g_variant_new ("(o)", self->session), g_variant_dict_end (&options),
       on_selected);
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
      self->bus, DUO_PORTAL_NAME, "org.freedesktop.portal.Session", "Closed", self->session, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_closed, self, NULL);
  g_dbus_connection_call (self->bus, DUO_PORTAL_NAME, DUO_PORTAL_PATH, "org.freedesktop.DBus.Properties",
                          "Get", g_variant_new ("(ss)", CAST, "AvailableCursorModes"), G_VARIANT_TYPE ("(v)"),
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
  ask (self, "CreateSession", NULL, g_variant_dict_end (&options), on_created);
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
  if (self->closing != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, g_steal_handle_id (&self->closing));
  /* Nobody waits for the answer: a desktop that does not know the session any more is told nothing new. */
  if (self->session != NULL)
    g_dbus_connection_call (self->bus, DUO_PORTAL_NAME, self->session, "org.freedesktop.portal.Session",
                            "Close", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
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
