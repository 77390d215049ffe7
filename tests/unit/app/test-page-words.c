/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "page-words.h"
#include "page-test.h"

/* The negative control of what is said of pages: each fault put into a window that has none. */

static void
check (GtkWidget *child, const char *expected)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  GtkWidget *window = page_window_new (child, 400, 300);
  g_autoptr (GPtrArray) faults = page_words_find_faults (window, made_up);

  g_assert_cmpuint (faults->len, ==, expected ? 1 : 0);
  if (expected)
    g_assert_true (g_str_has_prefix (faults->pdata[0], expected));
  page_window_close (window);
}

static void
test_language (void)
{
  g_assert_true (page_words_is_pseudo ());
}

static void
test_translated (void)
{
  check (gtk_label_new (_ ("Topics")), NULL);
}

static void
test_of_event (void)
{
  g_autofree char *text = g_strdup_printf (_ ("%s is waiting"), "Ada");

  check (gtk_label_new (text), NULL);
}

static void
test_untranslated (void)
{
  check (gtk_label_new ("Topics"), "GtkLabel says “Topics”");
}

/* One word of it is enough, also within what is translated. */
static void
test_half_translated (void)
{
  g_autofree char *text = g_strdup_printf (_ ("%s is waiting"), "Nobody");

  check (gtk_label_new (text), "GtkLabel says");
}

static void
test_tooltip (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("open-menu-symbolic");

  gtk_widget_set_tooltip_text (button, "Menu");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Topics"), -1);
  check (button, "GtkButton says “Menu”");
}

static void
test_name (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("open-menu-symbolic");

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Menu", -1);
  check (button, "GtkButton says “Menu”");
}

static void
test_cut (void)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Search name, company or topic"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_button_set_can_shrink (GTK_BUTTON (button), TRUE);
  gtk_box_append (GTK_BOX (box), page_clamp_new (button, 90));
  check (box, "The button “");
}

static void
test_wide (void)
{
  GtkWidget *wide = gtk_drawing_area_new ();
  GtkWidget *fixed = gtk_fixed_new ();

  gtk_widget_set_size_request (wide, 100, 20);
  gtk_widget_set_overflow (fixed, GTK_OVERFLOW_HIDDEN);
  gtk_fixed_put (GTK_FIXED (fixed), wide, -50, 0);
  check (fixed, "GtkDrawingArea “” asks for 100 and reaches from -");
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/page-words/language", test_language);
  g_test_add_func ("/page-words/translated", test_translated);
  g_test_add_func ("/page-words/of-event", test_of_event);
  g_test_add_func ("/page-words/untranslated", test_untranslated);
  g_test_add_func ("/page-words/half-translated", test_half_translated);
  g_test_add_func ("/page-words/tooltip", test_tooltip);
  g_test_add_func ("/page-words/name", test_name);
  g_test_add_func ("/page-words/cut", test_cut);
  g_test_add_func ("/page-words/wide", test_wide);
  return g_test_run ();
}
