/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "duo-demo.h"
#include "duo-herald.h"
#include "duo-privacy.h"
#include "duo-room-module.h"
#include "duo-sentence.h"
#include "duo-session.h"
#include "duo-window.h"
#include "duologue-resources.h"

#define RESOURCE_BASE "/io/github/duologue/Duologue"
/* A keyring that asks to be unlocked must not keep the window away. */
#define RESTORE_PATIENCE_MS 400
/* How long the program stays after its window for answers to what was clicked last; the rest is sent at the next start. */
#define DRAIN_MS 2000
/* A name that no theme has. Without any GTK would look for one itself. */
#define NO_ICON "none"

struct _DuoApplication
{
  AdwApplication parent_instance;

  char *profile;
  char *address;
  char *size;
  DuoTestSource test;
  gboolean has_test;

  DuoClock *clock;
  GSettings *settings;
  DuoSession *session; /* the one of the profile */
  DuoDemo *demo;       /* while the demo event runs; it has a session of its own */
  DuoWindow *window;
  DuoHerald *herald;
  GCancellable *cancellable;
  guint patience;
  guint icon;
  guint telling;
  gboolean restored;
  GError *restore_error; /* (nullable): why nobody is signed in */
  guint terminate[2];
};

G_DEFINE_FINAL_TYPE (DuoApplication, duo_application, ADW_TYPE_APPLICATION)

static gboolean
is_profile_name (const char *name)
{
  static const char allowed[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_";
  gsize length = strlen (name);

  return length >= 1 && length <= 32 && strspn (name, allowed) == length;
}

/* Settings of the profile; NULL where the schema is not installed, which costs memory of size and address only. */
static GSettings *
settings_new (const char *profile)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source ? g_settings_schema_source_lookup (source, DUO_APP_ID, TRUE) : NULL;
  g_autofree char *path = g_strdup_printf (RESOURCE_BASE "/profiles/%s/", profile);

  if (!schema)
    {
      g_info ("settings: the schema is not installed, nothing will be remembered");
      return NULL;
    }

  return g_settings_new_full (schema, NULL, path);
}

static gboolean
on_painted (gpointer data)
{
  DuoApplication *self = data;
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  self->icon = 0;
  if (!gtk_icon_theme_has_icon (theme, DUO_APP_ID))
    gtk_icon_theme_add_resource_path (theme, RESOURCE_BASE "/icons");
  gtk_window_set_default_icon_name (DUO_APP_ID);
  return G_SOURCE_REMOVE;
}

/* Where windows carry a picture of their own it is drawn once they are there: the first frame would wait for it. */
static void
show_window (DuoApplication *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (!self->window)
    return;

  duo_window_wait (self->window);
  gtk_window_present (GTK_WINDOW (self->window));
  if (!self->icon && g_str_equal (gtk_window_get_default_icon_name (), NO_ICON))
    self->icon = g_idle_add_full (G_PRIORITY_LOW, on_painted, self, NULL);
}

static gboolean
on_patience_over (gpointer data)
{
  DuoApplication *self = data;

  self->patience = 0;
  show_window (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_time_to_tell (gpointer data)
{
  DuoApplication *self = data;

  self->telling = 0;
  duo_herald_set_session (self->herald, self->demo ? duo_demo_get_session (self->demo) : self->session);
  return G_SOURCE_REMOVE;
}

/* What there is to tell on the desktop can wait for the window. */
static void
tell_soon (DuoApplication *self)
{
  if (!self->telling)
    self->telling = g_idle_add_full (G_PRIORITY_LOW, on_time_to_tell, self, NULL);
}

static void
settle_window (DuoApplication *self)
{
  if (!self->window)
    return;

  duo_window_settle (self->window, self->restore_error);
  show_window (self);
}

static void
restore_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoApplication) self = data;
  g_autoptr (GError) error = NULL;

  duo_session_restore_finish (DUO_SESSION (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->restored = TRUE;
  self->restore_error = g_steal_pointer (&error);
  settle_window (self);
  tell_soon (self);
}

/* What was known last is read while GTK gets ready, which takes longer. */
static void
restore_session (DuoApplication *self)
{
  self->session = duo_session_new (self->profile, self->clock, g_network_monitor_get_default ());
  duo_session_restore_async (self->session, self->cancellable, restore_cb, g_object_ref (self));
}

static void
apply_size (DuoApplication *self)
{
  guint width, height;

  if (self->size && sscanf (self->size, "%ux%u", &width, &height) == 2)
    gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
}

static void
make_window (DuoApplication *self)
{
  self->window = duo_window_new (GTK_APPLICATION (self), self->session, self->settings,
                                 self->has_test ? &self->test : NULL);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  apply_size (self);
  if (self->address)
    duo_window_set_address (self->window, self->address);

  if (self->restored)
    settle_window (self);
  else
    self->patience = g_timeout_add (RESTORE_PATIENCE_MS, on_patience_over, self);
}

static void
duo_application_activate (GApplication *application)
{
  DuoApplication *self = DUO_APPLICATION (application);

  if (!self->window)
    make_window (self);
  else
    show_window (self);
}

/* duologue://HOST/…: shows whose service it is, before anything is asked of it (DESIGN §3, "Accounts"). */
static void
duo_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  DuoApplication *self = DUO_APPLICATION (application);
  g_autofree char *uri = g_file_get_uri (files[0]);
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  g_autofree char *address = NULL;

  g_application_activate (application);
  if (!parsed || g_strcmp0 (g_uri_get_scheme (parsed), "duologue") != 0 || !g_uri_get_host (parsed) ||
      !*g_uri_get_host (parsed))
    return;

  address = g_uri_get_port (parsed) > 0
                ? g_strdup_printf ("%s:%d", g_uri_get_host (parsed), g_uri_get_port (parsed))
                : g_strdup (g_uri_get_host (parsed));
  duo_window_open_link (self->window, address);
}

/* The demo event ---------------------------------------------------------------------------------------------- */

static void
end_demo (DuoApplication *self)
{
  if (!self->demo)
    return;

  if (self->window)
    duo_window_set_session (self->window, self->session, NULL);
  duo_demo_stop (self->demo);
  g_clear_object (&self->demo);
  duo_herald_set_session (self->herald, self->session);
}

static void
demo_start_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoApplication) self = data;
  g_autoptr (GError) error = NULL;
  DuoDemo *demo = DUO_DEMO (object);

  if (duo_demo_start_finish (demo, result, &error) && self->window && self->demo == demo)
    {
      duo_window_set_session (self->window, duo_demo_get_session (demo), demo);
      tell_soon (self);
      return;
    }

  if (self->window)
    duo_window_demo_failed (self->window, error);
  if (self->demo == demo)
    end_demo (self);
}

static void
on_demo_ended (DuoDemo *demo, DuoApplication *self)
{
  g_autoptr (GError) error =
      g_error_new_literal (DUO_DEMO_ERROR, DUO_DEMO_ERROR_ENDED, "the service of the demo event ended");

  if (self->window)
    duo_window_demo_failed (self->window, error);
  end_demo (self);
}

static void
on_try_demo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DuoApplication *self = data;
  DuoRole role = DUO_ROLE_TALENT;

  if (!duo_role_from_string (g_variant_get_string (parameter, NULL), &role))
    return;

  end_demo (self);
  self->demo = duo_demo_new (self->profile, role);
  g_signal_connect_object (self->demo, "ended", G_CALLBACK (on_demo_ended), self, G_CONNECT_DEFAULT);
  duo_demo_start_async (self->demo, self->cancellable, demo_start_cb, g_object_ref (self));
}

static void
on_end_demo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  end_demo (data);
}

static void
quit (DuoApplication *self)
{
  duo_herald_let_go (self->herald);
  /* To close would only close a dialog, where one is open. */
  if (self->window)
    gtk_window_destroy (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DuoApplication *self = data;

  if (!self->window || !duo_window_ask_to_close (self->window))
    quit (self);
}

/* Who is asked to end by the session or a terminal ends like anybody else: the demo's people with it. */
static gboolean
on_terminate (gpointer data)
{
  quit (data);
  return G_SOURCE_CONTINUE;
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DuoApplication *self = data;
  AdwDialog *dialog = adw_about_dialog_new ();
  g_autofree char *comments =
      g_strdup_printf ("%s %s %s",
                       _ ("1-1 chats at career events: find somebody, book a time, talk. "
                          "Picture, sound and what you write in the room are encrypted from end to end."),
                       duo_privacy_text_code (), duo_privacy_text_service ());

  g_object_set (dialog, "application-name", _ ("Duologue"), "application-icon", DUO_APP_ID, "version",
                DUO_VERSION, "developer-name", _ ("The Duologue contributors"), "license-type",
                GTK_LICENSE_GPL_3_0, "comments", comments, "copyright", _ ("© The Duologue contributors"),
                NULL);
  adw_dialog_present (dialog, GTK_WIDGET (self->window));
}

static const GActionEntry actions[] = {
    {.name = "quit", .activate = on_quit},
    {.name = "about", .activate = on_about},
    {.name = "try-demo", .activate = on_try_demo, .parameter_type = "s"},
    {.name = "end-demo", .activate = on_end_demo},
};

static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
    {"app.quit", {"<Control>q"}},
    {"window.close", {"<Control>w"}},
    {"win.nth-view(1)", {"<Alt>1", "<Control>1"}},
    {"win.nth-view(2)", {"<Alt>2", "<Control>2"}},
    {"win.nth-view(3)", {"<Alt>3", "<Control>3"}},
    {"win.inbox", {"<Control>i"}},
    {"win.search", {"<Control>f"}},
    {"win.account", {"F10"}},
    {"win.preferences", {"<Control>comma"}},
    {"win.reconnect", {"<Control>r", "F5"}},
    {"win.show-shortcuts", {"<Control>question", "F1"}},
};

/* GTK reads a whole theme of its own as soon as anybody asks for its settings, and libadwaita throws it away for the
 * empty one a moment later. To name that one from the start spares it; whoever names a theme gets theirs. */
static void
start_without_theme (void)
{
  if (g_getenv ("GTK_THEME"))
    return;

  g_setenv ("GTK_THEME", "Adwaita-empty", TRUE);
  if (gtk_init_check ())
    gtk_settings_get_default ();
  g_unsetenv ("GTK_THEME");
}

/* libadwaita begins by making the icon theme and naming its own place of icons. GTK reads the theme on a thread then, once:
 * whatever is named later would make it read anew, in front of everybody, and style every widget again. */
static void
start_libadwaita (void)
{
  gtk_window_set_default_icon_name (NO_ICON);
  if (gdk_display_get_default ())
    adw_init ();
}

static void
start_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, RESOURCE_BASE "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
duo_application_startup (GApplication *application)
{
  DuoApplication *self = DUO_APPLICATION (application);

  restore_session (self);
  start_without_theme ();
  start_libadwaita ();
  G_APPLICATION_CLASS (duo_application_parent_class)->startup (application);
  start_style ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           accelerators[i].keys);

  self->settings = settings_new (self->profile);
  self->herald = duo_herald_new (GTK_APPLICATION (self), self->settings);
  self->terminate[0] = g_unix_signal_add (SIGTERM, on_terminate, self);
  self->terminate[1] = g_unix_signal_add (SIGINT, on_terminate, self);
}

static void
drained_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoApplication) self = data;

  if (!duo_session_drain_finish (DUO_SESSION (object), result))
    g_message ("outbox: %u commands wait for the next start",
               duo_session_get_n_pending (DUO_SESSION (object)));
  g_application_release (G_APPLICATION (self));
}

static void
duo_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  DuoApplication *self = DUO_APPLICATION (application);

  if (DUO_IS_WINDOW (window) && self->session && duo_session_get_n_pending (self->session) > 0)
    {
      g_application_hold (G_APPLICATION (self));
      duo_session_drain_async (self->session, DRAIN_MS, drained_cb, g_object_ref (self));
    }
  GTK_APPLICATION_CLASS (duo_application_parent_class)->window_removed (application, window);
}

static void
duo_application_shutdown (GApplication *application)
{
  DuoApplication *self = DUO_APPLICATION (application);

  g_clear_handle_id (&self->terminate[0], g_source_remove);
  g_clear_handle_id (&self->terminate[1], g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->icon, g_source_remove);
  g_clear_handle_id (&self->telling, g_source_remove);
  g_clear_object (&self->herald);
  if (self->demo)
    duo_demo_stop (self->demo);
  g_clear_object (&self->demo);
  g_clear_object (&self->session);

  G_APPLICATION_CLASS (duo_application_parent_class)->shutdown (application);
  duo_room_module_settle ();
}

static int
duo_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  DuoApplication *self = DUO_APPLICATION (application);
  const char *test = NULL;

  g_variant_dict_lookup (options, "address", "s", &self->address);
  g_variant_dict_lookup (options, "size", "s", &self->size);
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("duologue %s\n", DUO_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (options, "test-source", "&s", &test))
    {
      self->has_test = duo_test_source_parse (test, &self->test);
      if (!self->has_test)
        {
          g_printerr (_ ("duologue: “%s” is no test source; it looks like 640x360@15\n"), test);
          return 2;
        }
    }

  return -1;
}

static void
duo_application_finalize (GObject *object)
{
  DuoApplication *self = DUO_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->settings);
  g_clear_error (&self->restore_error);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->clock, duo_clock_unref);
  g_free (self->profile);
  g_free (self->address);
  g_free (self->size);

  G_OBJECT_CLASS (duo_application_parent_class)->finalize (object);
}

static void
duo_application_class_init (DuoApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  /* Registers itself when it is linked, which takes somebody who asks for it. */
  g_assert (duologue_get_resource ());

  G_OBJECT_CLASS (klass)->finalize = duo_application_finalize;
  application_class->startup = duo_application_startup;
  application_class->activate = duo_application_activate;
  application_class->open = duo_application_open;
  application_class->shutdown = duo_application_shutdown;
  application_class->handle_local_options = duo_application_handle_local_options;
  GTK_APPLICATION_CLASS (klass)->window_removed = duo_application_window_removed;
}

static void
duo_application_init (DuoApplication *self)
{
  static const GOptionEntry entries[] = {
      {"profile", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Use a profile of its own, beside others"),
       N_ ("NAME")},
      {"address", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Address of the service to sign in to"), N_ ("URL")},
      {"version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version"), NULL},
      {"test-source", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL},
      {"size", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL},
      {NULL},
  };

  self->clock = duo_clock_new ();
  self->cancellable = g_cancellable_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

char *
duo_application_dup_profile (const char *const *arguments, GError **error)
{
  const char *name = "default";

  for (gsize i = 1; arguments[i]; i++)
    {
      if (g_str_has_prefix (arguments[i], "--profile="))
        name = arguments[i] + strlen ("--profile=");
      else if (g_str_equal (arguments[i], "--profile") && arguments[i + 1])
        name = arguments[++i];
    }

  if (is_profile_name (name))
    return g_strdup (name);

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is no name of a profile: up to 32 letters, digits, - and _"), name);
  return NULL;
}

DuoApplication *
duo_application_new (const char *profile)
{
  g_autofree char *id = NULL;
  DuoApplication *self;

  g_return_val_if_fail (is_profile_name (profile), NULL);

  /* An element of a D-Bus name must not begin with a digit, so the profile never stands alone. */
  id = g_str_equal (profile, "default") ? g_strdup (DUO_APP_ID)
                                        : g_strdup_printf (DUO_APP_ID ".Profile_%s", profile);
  self = g_object_new (DUO_TYPE_APPLICATION, "application-id", id, "flags", G_APPLICATION_HANDLES_OPEN, NULL);
  /* GTK would name its icons too soon, see start_libadwaita(); they and the style are named here. */
  g_application_set_resource_base_path (G_APPLICATION (self), NULL);
  self->profile = g_strdup (profile);
  return self;
}
