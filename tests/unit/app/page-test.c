/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

#include "page-test.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "directory/duo-line.h"
#include "duo-call.h"

/* The static library's resources are in the program only if it asks for them. */
GResource *duologue_get_resource (void);

/* In English, unless in-language says where other words are. */
static void
bind_words (void)
{
  const char *words = g_getenv ("DUO_WORDS");

  if (!words)
    return;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, words);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

void
page_test_init (int *argc, char ***argv)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  g_setenv ("TZ", "America/New_York", TRUE);
  bind_words ();
  g_resources_register (duologue_get_resource ());
  adw_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/duologue/Duologue/icons");
  gtk_css_provider_load_from_resource (style, "/io/github/duologue/Duologue/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
page_test_init_test (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  if (!g_getenv ("DISPLAY") && !g_getenv ("WAYLAND_DISPLAY"))
    exit (77);
  page_test_init (argc, argv);
}

int
page_test_run_calls (void)
{
  int status = g_test_run ();

  duo_call_settle ();
  return status;
}

static gboolean
on_patience_ended (gpointer data)
{
  g_error ("What was waited for did not come");
  return G_SOURCE_REMOVE;
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
page_wait_until (PageCondition condition, gpointer data)
{
  guint bound = g_timeout_add_seconds (30, on_patience_ended, NULL);
  guint tick = g_timeout_add (20, on_tick, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (bound);
  g_source_remove (tick);
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  guint *frames = data;

  return --*frames > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_zero (gpointer data)
{
  return *(guint *) data == 0;
}

void
page_settle (GtkWidget *widget)
{
  guint frames = 3;

  gtk_widget_add_tick_callback (widget, on_frame, &frames, NULL);
  page_wait_until (is_zero, &frames);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autofree char *text = NULL;
  const char *name = g_action_get_name (G_ACTION (action));

  text = parameter ? g_strdup_printf ("win.%s %s", name, g_variant_get_string (parameter, NULL))
                   : g_strdup_printf ("win.%s", name);
  g_object_set_data_full (G_OBJECT (window), "last-action", g_steal_pointer (&text), g_free);
}

/* The actions that the real window has for its pages. */
static void
add_actions (GtkWidget *window)
{
  static const GActionEntry entries[] = {
      {"show-person", on_action, "s"}, {"pick-time", on_action, "s"}, {"request", on_action, "s"},
      {"move-chat", on_action, "s"},   {"join", on_action, "s"},      {"view", on_action, "s"},
      {"reconnect", on_action},        {"inbox", on_action},          {"show-request", on_action, "s"},
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), window);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
}

char *
page_window_steal_action (GtkWidget *window)
{
  return g_object_steal_data (G_OBJECT (window), "last-action");
}

GtkWidget *
page_clamp_new (GtkWidget *child, int width)
{
  return g_object_new (ADW_TYPE_CLAMP, "maximum-size", width, "tightening-threshold", width, "child", child,
                       NULL);
}

GtkWidget *
page_window_new (GtkWidget *child, int width, int height)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  add_actions (window);
  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  page_wait_until (is_mapped, child);
  page_settle (window);
  return window;
}

void
page_window_close (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
page_window_finish (GtkWidget *window, GtkWidget *page)
{
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  page_window_close (window);
  g_assert_null (page);
}

char *
page_dup_name (GtkWidget *widget)
{
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "\001");
}

static gboolean
has_property_text (GtkWidget *widget, const char *property, const char *text)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), property);
  g_autofree char *value = NULL;

  if (!pspec || pspec->value_type != G_TYPE_STRING || !(pspec->flags & G_PARAM_READABLE))
    return FALSE;

  g_object_get (widget, property, &value, NULL);
  return g_strcmp0 (value, text) == 0;
}

static gboolean
is_called (GtkWidget *widget, const char *text)
{
  g_autofree char *name = page_dup_name (widget);

  return !text || g_strcmp0 (name, text) == 0 || has_property_text (widget, "label", text) ||
         has_property_text (widget, "title", text) || has_property_text (widget, "tooltip-text", text) ||
         (GTK_IS_INSCRIPTION (widget) && has_property_text (widget, "text", text));
}

static void
collect (GtkWidget *root, GType type, GPtrArray *found)
{
  if (!gtk_widget_get_mapped (root) || !gtk_widget_get_child_visible (root))
    return;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    g_ptr_array_add (found, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

GPtrArray *
page_find_all (GtkWidget *root, GType type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (root, type, found);
  return found;
}

GtkWidget *
page_find (GtkWidget *root, GType type, const char *text)
{
  g_autoptr (GPtrArray) all = page_find_all (root, type);

  for (guint i = 0; i < all->len; i++)
    if (is_called (all->pdata[i], text))
      return all->pdata[i];
  return NULL;
}

GtkWidget *
page_get (GtkWidget *root, GType type, const char *text)
{
  GtkWidget *found = page_find (root, type, text);

  if (!found)
    g_error ("There is no %s called “%s”", g_type_name (type), text ? text : "");
  return found;
}

gboolean
page_says (GtkWidget *root, const char *text)
{
  return page_find (root, GTK_TYPE_LABEL, text) || page_find (root, GTK_TYPE_INSCRIPTION, text) ||
         page_find (root, DUO_TYPE_LINE, text);
}

void
page_press (GtkWidget *button)
{
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

GSettings *
page_settings_new (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *build = g_build_filename (g_getenv ("DUO_BUILD"), "data", NULL);
  g_autoptr (GSettingsSchemaSource) source =
      g_settings_schema_source_new_from_directory (build, NULL, TRUE, &error);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsBackend) memory = g_memory_settings_backend_new ();

  g_assert_no_error (error);
  schema = g_settings_schema_source_lookup (source, "io.github.duologue.Duologue", FALSE);
  g_assert_nonnull (schema);
  return g_settings_new_full (schema, memory, "/test/");
}
