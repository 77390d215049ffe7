/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chats/duo-chats-page.h"
#include "directory/duo-directory-page.h"
#include "directory/duo-person-page.h"
#include "directory/duo-request-dialog.h"
#include "made-up.h"
#include "page-test.h"

/* Tab and arrows lead to everything that can be used on a talent's pages, whatever the window's width and the direction of
 * the text. The focus is followed from widget to widget, as GTK's own keys move it; the calendar, which has its own, is
 * walked in test-schedule-page.c. */

typedef struct
{
  const char *page;
  int width;
  GtkTextDirection direction;
} Case;

#define LTR GTK_TEXT_DIR_LTR
#define RTL GTK_TEXT_DIR_RTL

static const Case cases[] = {
    {"directory", 1280, LTR}, {"directory", 360, LTR}, {"directory", 1280, RTL},
    {"person", 1280, LTR},    {"person", 1280, RTL},   {"slots", 360, LTR},
    {"profile", 360, RTL},    {"chats", 1280, LTR},    {"chats", 360, RTL},
};

static GtkWidget *
make_person (MadeUp *made_up, const char *name)
{
  AdwNavigationPage *page = duo_person_page_new (made_up->session, made_up_find (made_up, "ada"));
  GtkWidget *view = adw_navigation_view_new ();

  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), page);
  if (g_str_equal (name, "slots"))
    duo_person_page_show_slots (DUO_PERSON_PAGE (page));
  return view;
}

static GtkWidget *
make_page (MadeUp *made_up, const char *name)
{
  if (g_str_equal (name, "directory"))
    return duo_directory_page_new (made_up->session);
  if (g_str_equal (name, "chats"))
    return duo_chats_page_new (made_up->session);

  return make_person (made_up, name);
}

/* What GTK's own parts do inside is theirs. */
static gboolean
is_whole (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget) ||
         GTK_IS_EDITABLE (widget);
}

static gboolean
can_be_used (GtkWidget *widget)
{
  gboolean row = GTK_IS_LIST_BOX_ROW (widget) && gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget));

  return gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget) && (is_whole (widget) || row);
}

static void
collect (GtkWidget *widget, GPtrArray *found)
{
  /* The window manager has keys of its own for these. */
  if (GTK_IS_WINDOW_CONTROLS (widget))
    return;
  if (can_be_used (widget))
    g_ptr_array_add (found, widget);
  if (is_whole (widget))
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    collect (child, found);
}

/* Where the focus is now; what is new is put at the end of what is still to be looked around from. */
static void
note_focus (GtkWidget *window, GHashTable *seen, GPtrArray *open)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  if (focus && g_hash_table_add (seen, focus))
    g_ptr_array_add (open, focus);
}

static GHashTable *
follow_focus (GtkWidget *window)
{
  static const GtkDirectionType directions[] = {GTK_DIR_TAB_FORWARD, GTK_DIR_TAB_BACKWARD, GTK_DIR_DOWN,
                                                GTK_DIR_UP,          GTK_DIR_RIGHT,        GTK_DIR_LEFT};
  GHashTable *seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  note_focus (window, seen, open);
  for (guint i = 0; i < open->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (directions); j++)
      {
        gtk_widget_grab_focus (open->pdata[i]);
        gtk_widget_child_focus (window, directions[j]);
        note_focus (window, seen, open);
      }
  return seen;
}

/* It, something inside it, or the card around it. */
static gboolean
was_reached (GtkWidget *widget, GHashTable *seen)
{
  GHashTableIter iter;
  gpointer focus;

  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &focus, NULL))
    if (focus == widget || gtk_widget_is_ancestor (focus, widget))
      return TRUE;
  return FALSE;
}

/* Tab alone leads on from wherever it leads to, until it comes back to where it began. */
static void
assert_no_trap (GtkWidget *window)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GtkWidget *last = NULL;

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  for (;;)
    {
      GtkWidget *focus;

      gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
      focus = gtk_root_get_focus (GTK_ROOT (window));
      g_assert_false (focus && focus == last);
      if (!focus || !g_hash_table_add (seen, focus))
        return;
      last = focus;
    }
}

static guint
count_missed (GtkWidget *page, GtkWidget *window)
{
  g_autoptr (GPtrArray) things = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = NULL;
  guint missed = 0;

  collect (page, things);
  g_assert_cmpuint (things->len, >, 3);
  seen = follow_focus (window);
  for (guint i = 0; i < things->len; i++)
    if (!was_reached (things->pdata[i], seen))
      {
        g_autofree char *name = page_dup_name (things->pdata[i]);

        g_test_message ("%s: %s", G_OBJECT_TYPE_NAME (things->pdata[i]), name ? name : "without a name");
        missed++;
      }
  return missed;
}

typedef struct
{
  MadeUp *made_up;
  GtkWidget *window;
  GtkWidget *page;
} Fixture;

static void
open_page (Fixture *f, const Case *test)
{
  g_autoptr (DuoSlots) slots = made_up_slots_new ("ada");

  gtk_widget_set_default_direction (test->direction);
  f->made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  made_up_add_usual_chats (f->made_up);
  fake_session_set_slots (f->made_up->session, slots);
  f->page = make_page (f->made_up, test->page);
  f->window = page_window_new (page_clamp_new (f->page, test->width), test->width, 1000);
  page_settle (f->window);
}

static void
close_page (Fixture *f)
{
  page_window_close (f->window);
  g_assert_finalize_object (g_steal_pointer (&f->made_up->session));
  made_up_free (f->made_up);
  gtk_widget_set_default_direction (LTR);
}

static void
test_reach (gconstpointer data)
{
  Fixture f;

  open_page (&f, data);
  assert_no_trap (f.window);
  g_assert_cmpuint (count_missed (f.page, f.window), ==, 0);
  close_page (&f);
}

/* Text twice as large on the narrowest window: what does not fit is a warning, and a warning ends the test. */
static void
test_twice_as_large (gconstpointer data)
{
  AdwDialog *dialog = NULL;
  Fixture f;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 192 * 1024, NULL);
  open_page (&f, data);
  g_assert_cmpint (gtk_widget_get_width (f.window), <=, 360);
  if (g_str_equal (((const Case *) data)->page, "directory"))
    {
      dialog = duo_request_dialog_new (f.made_up->session, made_up_find (f.made_up, "nilufar"));
      adw_dialog_present (dialog, f.window);
      page_settle (f.window);
      g_assert_cmpint (gtk_widget_get_width (page_get (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Send Request")),
                       <, gtk_widget_get_width (GTK_WIDGET (dialog)));
      adw_dialog_force_close (dialog);
    }
  close_page (&f);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

static const Case large_cases[] = {{"directory", 360, LTR}, {"chats", 360, LTR}, {"chats", 360, RTL}};

/* The negative control: a button that takes no focus is missed. */
static void
test_control (void)
{
  Fixture f;

  open_page (&f, &cases[0]);
  gtk_widget_set_focusable (page_get (f.page, GTK_TYPE_TOGGLE_BUTTON, "Bookmark Priya Raghunathan"), FALSE);
  g_assert_cmpuint (count_missed (f.page, f.window), ==, 1);
  close_page (&f);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/app/reach/%s/%d/%s", cases[i].page, cases[i].width,
                                               cases[i].direction == RTL ? "rtl" : "ltr");

      g_test_add_data_func (path, &cases[i], test_reach);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (large_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/app/reach/large/%s/%u", large_cases[i].page, (guint) i);

      g_test_add_data_func (path, &large_cases[i], test_twice_as_large);
    }
  g_test_add_func ("/app/reach/control", test_control);
  return g_test_run ();
}
