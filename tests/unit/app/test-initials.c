/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "shell/duo-initials.h"
#include "page-test.h"

/* Whoever goes from a card to a profile sees the same avatar there, which is libadwaita's. */
static const char *const names[] = {
    "Ada Lindqvist",     "ada lindqvist", "Hanna-Leena Korhonen", "Lars-Göran Åkesson",
    "Jón Þór Einarsson", "陳昱廷",        "Ángel de Ávila",       "Éva",
    "straße ß",          "  Bo   Li ",    "Trần Minh Anh",        "Σωκράτης σ",
    "أمل حسن",           "x y",           "Ingrid Solberg",
};

typedef struct
{
  GtkWidget *ours;
  GtkWidget *theirs;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  fixture->ours = duo_initials_new (48);
  fixture->theirs = adw_avatar_new (48, NULL, TRUE);
  gtk_box_append (GTK_BOX (box), fixture->ours);
  gtk_box_append (GTK_BOX (box), fixture->theirs);
  fixture->window = page_window_new (box, 200, 60);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  page_window_close (fixture->window);
}

static void
test_letters (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *label;

      duo_initials_set_name (DUO_INITIALS (fixture->ours), names[i]);
      adw_avatar_set_text (ADW_AVATAR (fixture->theirs), names[i]);
      label = page_get (fixture->theirs, GTK_TYPE_LABEL, NULL);
      g_assert_cmpstr (duo_initials_get_initials (DUO_INITIALS (fixture->ours)), ==,
                       gtk_label_get_label (GTK_LABEL (label)));
    }
  duo_initials_set_name (DUO_INITIALS (fixture->ours), NULL);
  g_assert_cmpstr (duo_initials_get_initials (DUO_INITIALS (fixture->ours)), ==, "");
}

static void
test_colors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GdkRGBA ours, theirs;

      duo_initials_set_name (DUO_INITIALS (fixture->ours), names[i]);
      adw_avatar_set_text (ADW_AVATAR (fixture->theirs), names[i]);
      gtk_widget_get_color (fixture->ours, &ours);
      gtk_widget_get_color (page_get (fixture->theirs, GTK_TYPE_LABEL, NULL), &theirs);
      g_assert_true (gdk_rgba_equal (&ours, &theirs));
      g_hash_table_add (seen, gdk_rgba_to_string (&ours));
    }
  g_assert_cmpuint (g_hash_table_size (seen), >=, 6);
}

static void
test_size (Fixture *fixture, gconstpointer data)
{
  duo_initials_set_name (DUO_INITIALS (fixture->ours), "Ada Lindqvist");
  page_settle (fixture->window);
  for (int orientation = GTK_ORIENTATION_HORIZONTAL; orientation <= GTK_ORIENTATION_VERTICAL; orientation++)
    {
      int minimum, natural;

      gtk_widget_measure (fixture->ours, orientation, -1, &minimum, &natural, NULL, NULL);
      g_assert_cmpint (minimum, ==, 48);
      g_assert_cmpint (natural, ==, 48);
    }
}

#define ADD(path, function) g_test_add ("/app/initials/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  ADD ("letters", test_letters);
  ADD ("colors", test_colors);
  ADD ("size", test_size);
  return g_test_run ();
}
