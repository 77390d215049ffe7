/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions to a portal that answers, refuses, is taken its question back from, or goes away. */

#include "room/duo-screen-cast.h"
#include "shell/duo-portal-request.h"

#define ASKING "org.freedesktop.portal.Background"

static const char PORTAL[] = "<node><interface name='" ASKING "'>"
                             "<method name='RequestBackground'>"
                             "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
                             "<arg type='o' direction='out'/></method></interface></node>";
static const char CAST[] = "<node><interface name='org.freedesktop.portal.ScreenCast'>"
                           "<method name='CreateSession'><arg type='a{sv}' direction='in'/>"
                           "<arg type='o' direction='out'/></method></interface></node>";
static const char REQUEST[] = "<node><interface name='org.freedesktop.portal.Request'>"
                              "<method name='Close'/></interface></node>";

/* The portal, on a connection of its own, and who asks it. */
typedef struct
{
  GTestDBus *daemon;
  GDBusConnection *bus;
  guint name;
  gboolean refuses;
  char *path; /* of the question that waits */
  char *sender;
  gboolean closed;

  GCancellable *cancellable;
  GVariant *results;
  GError *error;
  gboolean answered;
} Desk;

static void
on_close (GDBusConnection *bus,
          const char *sender,
          const char *path,
          const char *interface,
          const char *method,
          GVariant *parameters,
          GDBusMethodInvocation *invocation,
          gpointer data)
{
  ((Desk *) data)->closed = TRUE;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
add (Desk *self, const char *path, const char *text, const GDBusInterfaceVTable *vtable)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (text, NULL);

  g_assert_cmpuint (
      g_dbus_connection_register_object (self->bus, path, node->interfaces[0], vtable, self, NULL, NULL), >,
      0);
}

static void
on_asked (GDBusConnection *bus,
          const char *sender,
          const char *path,
          const char *interface,
          const char *method,
          GVariant *parameters,
          GDBusMethodInvocation *invocation,
          gpointer data)
{
  static const GDBusInterfaceVTable vtable = {.method_call = on_close};
  Desk *self = data;
  g_autoptr (GVariant) options =
      g_variant_get_child_value (parameters, g_variant_n_children (parameters) - 1);
  g_autofree char *who = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token = NULL;

  if (self->refuses)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.portal.Error.NotAllowed",
                                                  "no");
      return;
    }
  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  self->path = g_strdup_printf (DUO_PORTAL_PATH "/request/%s/%s", who, token);
  self->sender = g_strdup (sender);
  add (self, self->path, REQUEST, &vtable);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", self->path));
}

static void
respond (Desk *self, guint32 response)
{
  GVariantDict results;

  g_variant_dict_init (&results, NULL);
  g_variant_dict_insert (&results, "background", "b", TRUE);
  g_assert_true (g_dbus_connection_emit_signal (
      self->bus, self->sender, self->path, "org.freedesktop.portal.Request", "Response",
      g_variant_new ("(u@a{sv})", response, g_variant_dict_end (&results)), NULL));
}

static GDBusConnection *
connect_bus (Desk *self)
{
  GDBusConnectionFlags flags =
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION;
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->daemon),
                                                                 flags, NULL, NULL, &error);

  g_assert_no_error (error);
  return bus;
}

static void
open_desk (Desk *self, gconstpointer data)
{
  static const GDBusInterfaceVTable vtable = {.method_call = on_asked};

  self->daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->daemon);
  self->bus = connect_bus (self);
  add (self, DUO_PORTAL_PATH, PORTAL, &vtable);
  add (self, DUO_PORTAL_PATH, CAST, &vtable);
  if (data == NULL)
    self->name = g_bus_own_name_on_connection (
        self->bus, DUO_PORTAL_NAME, G_BUS_NAME_OWNER_FLAGS_ALLOW_REPLACEMENT, NULL, NULL, NULL, NULL);
  self->cancellable = g_cancellable_new ();
}

static void
close_desk (Desk *self, gconstpointer data)
{
  g_clear_handle_id (&self->name, g_bus_unown_name);
  g_clear_pointer (&self->results, g_variant_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_clear_object (&self->bus);
  g_free (self->path);
  g_free (self->sender);
  g_test_dbus_down (self->daemon);
  g_clear_object (&self->daemon);
}

static gboolean
on_too_late (gpointer data)
{
  g_error ("What was waited for did not come");
  return G_SOURCE_REMOVE;
}

#define wait_until(condition)                                                                                \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    guint _late = g_timeout_add_seconds (30, on_too_late, NULL);                                             \
    while (!(condition))                                                                                     \
      g_main_context_iteration (NULL, TRUE);                                                                 \
    g_source_remove (_late);                                                                                 \
  }                                                                                                          \
  G_STMT_END

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Desk *self = data;

  g_assert_false (self->answered);
  self->answered = TRUE;
  self->results = duo_portal_request_ask_finish (result, &self->error);
}

static void
ask (Desk *self)
{
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "reason", "s", "a test");
  duo_portal_request_ask_async (ASKING, "RequestBackground", g_variant_new ("(s)", ""),
                                g_variant_dict_end (&options), self->cancellable, answered_cb, self);
}

static void
test_answer (Desk *self, gconstpointer data)
{
  gboolean allowed = FALSE;

  ask (self);
  wait_until (self->path != NULL);
  respond (self, 0);
  wait_until (self->answered);
  g_assert_no_error (self->error);
  g_assert_true (g_variant_lookup (self->results, "background", "b", &allowed));
  g_assert_true (allowed);
  g_assert_false (self->closed);
}

static void
test_no (Desk *self, gconstpointer data)
{
  ask (self);
  wait_until (self->path != NULL);
  respond (self, 1);
  wait_until (self->answered);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_true (duo_portal_request_is_refusal (self->error));
}

/* Nobody was asked: whoever waits is to be told, and may know that it is not allowed. */
static void
test_refused (Desk *self, gconstpointer data)
{
  self->refuses = TRUE;
  ask (self);
  wait_until (self->answered);
  g_assert_nonnull (self->error);
  g_assert_false (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED));
  g_assert_true (duo_portal_request_is_refusal (self->error));
}

static void
on_cast_failed (DuoScreenCast *cast, const GError *error, Desk *self)
{
  self->answered = TRUE;
  self->error = g_error_copy (error);
}

static void
share (Desk *self)
{
  g_autoptr (DuoScreenCast) cast = duo_screen_cast_new ();

  g_signal_connect (cast, "failed", G_CALLBACK (on_cast_failed), self);
  duo_screen_cast_start (cast, "");
  wait_until (self->answered || self->path != NULL);
  if (self->path != NULL)
    respond (self, 1);
  wait_until (self->answered);
}

/* A screen that may not be shared is an error; who wants to share none knows that. */
static void
test_cast_refused (Desk *self, gconstpointer data)
{
  self->refuses = TRUE;
  share (self);
  g_assert_false (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}

static void
test_cast_no (Desk *self, gconstpointer data)
{
  share (self);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_no_portal (Desk *self, gconstpointer data)
{
  ask (self);
  wait_until (self->answered);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

/* The desktop's dialog does not stay for somebody who has left. */
static void
test_taken_back (Desk *self, gconstpointer data)
{
  ask (self);
  wait_until (self->path != NULL);
  g_cancellable_cancel (self->cancellable);
  wait_until (self->answered && self->closed);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* Too late: nobody listens any more. */
  respond (self, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_portal_goes (Desk *self, gconstpointer data)
{
  ask (self);
  wait_until (self->path != NULL);
  g_assert_false (self->answered);
  g_clear_handle_id (&self->name, g_bus_unown_name);
  wait_until (self->answered);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

/* As after an update of the desktop: there is a portal all the time, and it was never asked. */
static void
test_portal_is_replaced (Desk *self, gconstpointer data)
{
  g_autoptr (GDBusConnection) another = connect_bus (self);
  guint name;

  ask (self);
  wait_until (self->path != NULL);
  name = g_bus_own_name_on_connection (another, DUO_PORTAL_NAME, G_BUS_NAME_OWNER_FLAGS_REPLACE, NULL, NULL,
                                       NULL, NULL);
  wait_until (self->answered);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_bus_unown_name (name);
  g_dbus_connection_close_sync (another, NULL, NULL);
}

#define ADD(name, data, func) g_test_add ("/portal-request/" name, Desk, data, open_desk, func, close_desk)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("answer", NULL, test_answer);
  ADD ("no", NULL, test_no);
  ADD ("refused", NULL, test_refused);
  ADD ("no-portal", "none", test_no_portal);
  ADD ("taken-back", NULL, test_taken_back);
  ADD ("portal-goes", NULL, test_portal_goes);
  ADD ("portal-is-replaced", NULL, test_portal_is_replaced);
  ADD ("cast-refused", NULL, test_cast_refused);
  ADD ("cast-no", NULL, test_cast_no);
  return g_test_run ();
}
