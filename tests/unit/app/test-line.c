/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "directory/duo-line.h"
#include "page-test.h"

static int
get_size (GtkWidget *widget, GtkOrientation orientation)
{
  int natural;

  gtk_widget_measure (widget, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
test_line_keeps_its_size (void)
{
  GtkWidget *line = duo_line_new ();
  GtkWidget *window = page_window_new (line, 300, 60);
  int height = get_size (line, GTK_ORIENTATION_VERTICAL);

  g_assert_cmpint (height, >, 0);
  g_assert_cmpint (get_size (line, GTK_ORIENTATION_HORIZONTAL), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const texts[] = {"Ada Lindqvist", "陳昱廷 \xe1\x80\x90\xe1\x80\x84", "One\nand two"};

      duo_line_set_text (DUO_LINE (line), texts[i]);
      page_settle (window);
      g_assert_cmpint (get_size (line, GTK_ORIENTATION_VERTICAL), ==, height);
      g_assert_cmpint (get_size (line, GTK_ORIENTATION_HORIZONTAL), ==, 0);
    }
  page_window_close (window);
}

static void
test_line_says (void)
{
  GtkWidget *line = duo_line_new ();
  GtkWidget *window = page_window_new (line, 300, 60);
  g_autofree char *name = NULL;

  g_assert_cmpstr (duo_line_get_text (DUO_LINE (line)), ==, "");
  duo_line_set_text (DUO_LINE (line), NULL);
  g_assert_cmpstr (duo_line_get_text (DUO_LINE (line)), ==, "");
  g_object_set (line, "text", "Ada Lindqvist", NULL);
  g_assert_cmpstr (duo_line_get_text (DUO_LINE (line)), ==, "Ada Lindqvist");
  name = page_dup_name (line);
  g_assert_cmpstr (name, ==, "Ada Lindqvist");
  page_window_close (window);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/app/line/keeps-its-size", test_line_keeps_its_size);
  g_test_add_func ("/app/line/says", test_line_says);
  return g_test_run ();
}
