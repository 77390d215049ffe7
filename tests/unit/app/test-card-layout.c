/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "directory/duo-card-layout.h"
#include "directory/duo-line.h"
#include "page-test.h"

/* A card of boxes of known sizes, but for its words, which are as wide as they are told. */
static const struct
{
  int width;
  int height;
} sizes[DUO_CARD_N_CHILDREN] = {
    [DUO_CARD_AVATAR] = {48, 48},  [DUO_CARD_NAME] = {0, 18},      [DUO_CARD_TITLE] = {0, 18},
    [DUO_CARD_COMPANY] = {0, 18},  [DUO_CARD_BOOKMARK] = {26, 18}, [DUO_CARD_TAGS] = {40, 21},
    [DUO_CARD_HEADLINE] = {0, 15}, [DUO_CARD_CAPTION] = {0, 15},   [DUO_CARD_ACTION] = {130, 34},
};

#define HEIGHT (54 + 12 + 21 + 12 + 34)

/* Where each stands in a card of 300, in reading order. */
static const GdkRectangle places[DUO_CARD_N_CHILDREN] = {
    [DUO_CARD_AVATAR] = {0, 0, 48, 48},
    [DUO_CARD_NAME] = {62, 0, 300 - 62 - 14 - 26, 18},
    [DUO_CARD_TITLE] = {62, 18, 300 - 62 - 14 - 26, 18},
    [DUO_CARD_COMPANY] = {62, 36, 300 - 62 - 14 - 26, 18},
    [DUO_CARD_BOOKMARK] = {300 - 26, 0, 26, 18},
    [DUO_CARD_TAGS] = {0, 66, 300, 21},
    [DUO_CARD_HEADLINE] = {0, 101, 300 - 12 - 130, 15},
    [DUO_CARD_CAPTION] = {0, 116, 300 - 12 - 130, 15},
    [DUO_CARD_ACTION] = {300 - 130, 99, 130, 34},
};

#define STACKED_HEIGHT (48 + 12 + 54 + 12 + 21 + 12 + 30 + 12 + 34)

/* … and stacked: every word has the whole width. */
static const GdkRectangle stacked_places[DUO_CARD_N_CHILDREN] = {
    [DUO_CARD_AVATAR] = {0, 0, 48, 48},      [DUO_CARD_NAME] = {0, 60, 300, 18},
    [DUO_CARD_TITLE] = {0, 78, 300, 18},     [DUO_CARD_COMPANY] = {0, 96, 300, 18},
    [DUO_CARD_BOOKMARK] = {274, 0, 26, 18},  [DUO_CARD_TAGS] = {0, 126, 300, 21},
    [DUO_CARD_HEADLINE] = {0, 159, 300, 15}, [DUO_CARD_CAPTION] = {0, 174, 300, 15},
    [DUO_CARD_ACTION] = {0, 201, 300, 34},
};

static GtkWidget *
new_card (GtkTextDirection direction)
{
  GtkWidget *card = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));

  gtk_widget_set_layout_manager (card, duo_card_layout_new ());
  for (int i = 0; i < DUO_CARD_N_CHILDREN; i++)
    {
      GtkWidget *child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_set_size_request (child, sizes[i].width, sizes[i].height);
      gtk_widget_set_direction (child, direction);
      gtk_box_append (GTK_BOX (card), child);
    }
  return card;
}

static void
assert_place (GtkWidget *card, GtkWidget *child, const GdkRectangle *place, gboolean mirrored)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, card, &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==, mirrored ? 300 - place->x - place->width : place->x);
  g_assert_cmpfloat (bounds.origin.y, ==, place->y);
  g_assert_cmpfloat (bounds.size.width, ==, place->width);
  g_assert_cmpfloat (bounds.size.height, ==, place->height);
}

static void
test_places (gconstpointer data)
{
  GtkTextDirection direction = GPOINTER_TO_INT (data);
  GtkWidget *card = new_card (direction);
  GtkWidget *child;
  int minimum, natural;

  gtk_widget_measure (card, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 130 + 12);
  g_assert_cmpint (natural, ==, 130 + 12);
  gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, HEIGHT);
  g_assert_cmpint (natural, ==, HEIGHT);

  /* What is left of the height stays empty below. */
  gtk_widget_size_allocate (card, &(GtkAllocation) {0, 0, 300, HEIGHT + 40}, -1);
  child = gtk_widget_get_first_child (card);
  for (int i = 0; i < DUO_CARD_N_CHILDREN; i++, child = gtk_widget_get_next_sibling (child))
    assert_place (card, child, &places[i], direction == GTK_TEXT_DIR_RTL);
  g_assert_finalize_object (card);
}

static void
test_stacked (gconstpointer data)
{
  GtkTextDirection direction = GPOINTER_TO_INT (data);
  GtkWidget *card = new_card (direction);
  DuoCardLayout *layout = DUO_CARD_LAYOUT (gtk_widget_get_layout_manager (card));
  GtkWidget *child;
  int minimum, height;

  duo_card_layout_set_stacked (layout, TRUE);
  gtk_widget_measure (card, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 130);
  gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, STACKED_HEIGHT);
  gtk_widget_size_allocate (card, &(GtkAllocation) {0, 0, 300, STACKED_HEIGHT}, -1);
  child = gtk_widget_get_first_child (card);
  for (int i = 0; i < DUO_CARD_N_CHILDREN; i++, child = gtk_widget_get_next_sibling (child))
    assert_place (card, child, &stacked_places[i], direction == GTK_TEXT_DIR_RTL);

  duo_card_layout_set_stacked (layout, FALSE);
  gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, HEIGHT);
  g_assert_finalize_object (card);
}

/* Who names no company has name and title in the middle of the three lines, and the card is as high. */
static void
test_empty_line (void)
{
  static const char *const words[] = {"Amara Okafor", "Student", ""};
  GtkWidget *card = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  GtkWidget *lines[G_N_ELEMENTS (words)];
  graphene_rect_t bounds;
  int height, line;

  gtk_widget_set_layout_manager (card, duo_card_layout_new ());
  for (int i = 0; i < DUO_CARD_N_CHILDREN; i++)
    {
      gboolean said = i >= DUO_CARD_NAME && i <= DUO_CARD_COMPANY;
      GtkWidget *child = said ? duo_line_new () : gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      if (said)
        {
          lines[i - DUO_CARD_NAME] = child;
          duo_line_set_text (DUO_LINE (child), words[i - DUO_CARD_NAME]);
        }
      gtk_box_append (GTK_BOX (card), child);
    }
  gtk_widget_measure (lines[0], GTK_ORIENTATION_VERTICAL, -1, &line, NULL, NULL, NULL);
  gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, 3 * line + 12 + 12);
  gtk_widget_size_allocate (card, &(GtkAllocation) {0, 0, 300, height}, -1);
  g_assert_true (gtk_widget_compute_bounds (lines[0], card, &bounds));
  g_assert_cmpfloat (bounds.origin.y, ==, line / 2);
  g_assert_true (gtk_widget_compute_bounds (lines[1], card, &bounds));
  g_assert_cmpfloat (bounds.origin.y, ==, line / 2 + line);
  g_assert_finalize_object (card);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_data_func ("/app/card-layout/places", GINT_TO_POINTER (GTK_TEXT_DIR_LTR), test_places);
  g_test_add_data_func ("/app/card-layout/right-to-left", GINT_TO_POINTER (GTK_TEXT_DIR_RTL), test_places);
  g_test_add_data_func ("/app/card-layout/stacked", GINT_TO_POINTER (GTK_TEXT_DIR_LTR), test_stacked);
  g_test_add_data_func ("/app/card-layout/stacked-right-to-left", GINT_TO_POINTER (GTK_TEXT_DIR_RTL),
                        test_stacked);
  g_test_add_func ("/app/card-layout/empty-line", test_empty_line);
  return g_test_run ();
}
