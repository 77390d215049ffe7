/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "page-test.h"
#include "schedule/duo-day-layout.h"
#include "schedule/duo-line-layout.h"

/* A line of boxes with known widths: time 40, avatar 22, name 100, company 120, tick 16; gaps of 6. */
static const int widths[DUO_LINE_N_CHILDREN] = {40, 22, 100, 120, 16};

/* Pixels of an hour where no two chats are closer than 15 minutes (design/NOTES, 05). */
#define HOUR_HEIGHT 140
/* Room for the upper half of the first hour's label. */
#define ABOVE 12

typedef struct
{
  GtkWidget *line;
  GtkWidget *child[DUO_LINE_N_CHILDREN];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->line = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_set_layout_manager (fixture->line, duo_line_layout_new ());
  for (int i = 0; i < DUO_LINE_N_CHILDREN; i++)
    {
      /* Labels can be cut; what else is in a line cannot. */
      fixture->child[i] = i == DUO_LINE_NAME || i == DUO_LINE_SECOND
                              ? gtk_scrolled_window_new ()
                              : gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      if (GTK_IS_SCROLLED_WINDOW (fixture->child[i]))
        {
          GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

          gtk_widget_set_size_request (inside, widths[i], 18);
          g_object_set (fixture->child[i], "child", inside, "propagate-natural-width", TRUE,
                        "vscrollbar-policy", GTK_POLICY_NEVER, "hscrollbar-policy", GTK_POLICY_EXTERNAL,
                        NULL);
        }
      else
        gtk_widget_set_size_request (fixture->child[i], widths[i], 18);
      gtk_box_append (GTK_BOX (fixture->line), fixture->child[i]);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->line);
}

static void
allocate (Fixture *fixture, int width, int height)
{
  int minimum, natural;

  gtk_widget_measure (fixture->line, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <=, width);
  gtk_widget_size_allocate (fixture->line, &(GtkAllocation) {0, 0, width, height}, -1);
}

static gboolean
is_shown (Fixture *fixture, int child)
{
  return gtk_widget_get_child_visible (fixture->child[child]);
}

static graphene_rect_t
get_place (Fixture *fixture, int child)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (fixture->child[child], fixture->line, &bounds));
  return bounds;
}

static void
test_all_fits (Fixture *fixture, gconstpointer data)
{
  allocate (fixture, 400, 33);
  for (int i = 0; i < DUO_LINE_N_CHILDREN; i++)
    g_assert_true (is_shown (fixture, i));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_AVATAR).origin.x, ==, 46);
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).origin.x, ==, 74);
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_SECOND).origin.x, ==, 180);
  /* The tick is at the end, wherever the words end. */
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_END).origin.x, ==, 400 - 16);
}

static void
test_company_is_cut_first (Fixture *fixture, gconstpointer data)
{
  allocate (fixture, 280, 33);
  g_assert_true (is_shown (fixture, DUO_LINE_SECOND));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_SECOND).size.width, <, 120);
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).size.width, ==, 100);
}

static void
test_company_goes_where_it_would_say_nothing (Fixture *fixture, gconstpointer data)
{
  allocate (fixture, 230, 33);
  g_assert_false (is_shown (fixture, DUO_LINE_SECOND));
  g_assert_true (is_shown (fixture, DUO_LINE_AVATAR));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).size.width, ==, 100);
}

static void
test_avatar_goes_before_the_name_is_cut (Fixture *fixture, gconstpointer data)
{
  allocate (fixture, 180, 33);
  g_assert_false (is_shown (fixture, DUO_LINE_AVATAR));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).origin.x, ==, 46);
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).size.width, ==, 100);
}

static void
test_name_gives_way_to_the_time (Fixture *fixture, gconstpointer data)
{
  allocate (fixture, 144, 33);
  g_assert_true (is_shown (fixture, DUO_LINE_TIME));
  g_assert_false (is_shown (fixture, DUO_LINE_SECOND));
  g_assert_false (is_shown (fixture, DUO_LINE_AVATAR));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).size.width, ==, 76);
}

static void
test_name_is_cut_last (Fixture *fixture, gconstpointer data)
{
  allocate (fixture, 130, 33);
  g_assert_false (is_shown (fixture, DUO_LINE_TIME));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).size.width, ==, 100);
  allocate (fixture, 110, 33);
  g_assert_true (is_shown (fixture, DUO_LINE_NAME));
  g_assert_true (is_shown (fixture, DUO_LINE_END));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).size.width, <, 100);
}

/* What the avatar needs may be less than what the time gives. */
static void
test_time_goes_before_both_do (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_size_request (fixture->child[DUO_LINE_TIME], 60, 18);
  allocate (fixture, 156, 33);
  g_assert_false (is_shown (fixture, DUO_LINE_TIME));
  g_assert_true (is_shown (fixture, DUO_LINE_AVATAR));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).size.width, ==, 100);
}

static void
test_what_presses_goes_last (Fixture *fixture, gconstpointer data)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (fixture->line);

  duo_line_layout_set_keeps_second (DUO_LINE_LAYOUT (layout), TRUE);
  allocate (fixture, 280, 33);
  g_assert_false (is_shown (fixture, DUO_LINE_TIME));
  g_assert_true (is_shown (fixture, DUO_LINE_AVATAR));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_SECOND).size.width, ==, 120);
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).size.width, ==, 100);
  /* Still it goes before the name, and leaves its place to the time. */
  allocate (fixture, 168, 33);
  g_assert_false (is_shown (fixture, DUO_LINE_SECOND));
  g_assert_true (is_shown (fixture, DUO_LINE_TIME));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).size.width, ==, 100);
}

static void
test_what_went_comes_back (Fixture *fixture, gconstpointer data)
{
  allocate (fixture, 130, 33);
  allocate (fixture, 400, 33);
  for (int i = 0; i < DUO_LINE_N_CHILDREN; i++)
    g_assert_true (is_shown (fixture, i));
}

static void
test_two_lines_where_there_is_height (Fixture *fixture, gconstpointer data)
{
  allocate (fixture, 230, 68);
  g_assert_true (is_shown (fixture, DUO_LINE_SECOND));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_SECOND).origin.x, ==,
                     get_place (fixture, DUO_LINE_NAME).origin.x);
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_SECOND).origin.y, >=,
                     get_place (fixture, DUO_LINE_NAME).origin.y + 18);
  /* As much above both as below, as in the slots beside it. */
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).origin.y, ==, (68 - 2 * 18) / 2);
}

static void
test_reserve_keeps_the_end_free (Fixture *fixture, gconstpointer data)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (fixture->line);

  duo_line_layout_set_reserve (DUO_LINE_LAYOUT (layout), 70);
  allocate (fixture, 400, 33);
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_END).origin.x, ==, 400 - 70 - 16);
}

/* Who it is with matters more than when it began: it is now. */
static void
test_name_stays_whole_beside_a_button (Fixture *fixture, gconstpointer data)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (fixture->line);

  duo_line_layout_set_reserve (DUO_LINE_LAYOUT (layout), 70);
  allocate (fixture, 70 + 144, 33);
  g_assert_false (is_shown (fixture, DUO_LINE_TIME));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).size.width, ==, 100);
  /* Control: without it the time stays, and takes from the name. */
  duo_line_layout_set_reserve (DUO_LINE_LAYOUT (layout), 0);
  allocate (fixture, 144, 33);
  g_assert_true (is_shown (fixture, DUO_LINE_TIME));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).size.width, <, 100);
}

static void
test_hidden_children_take_no_room (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_visible (fixture->child[DUO_LINE_SECOND], FALSE);
  gtk_widget_set_visible (fixture->child[DUO_LINE_END], FALSE);
  allocate (fixture, 174, 33);
  g_assert_true (is_shown (fixture, DUO_LINE_AVATAR));
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_NAME).size.width, ==, 100);
}

static void
test_right_to_left_is_mirrored (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_direction (fixture->line, GTK_TEXT_DIR_RTL);
  for (int i = 0; i < DUO_LINE_N_CHILDREN; i++)
    gtk_widget_set_direction (fixture->child[i], GTK_TEXT_DIR_RTL);
  allocate (fixture, 400, 33);
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_TIME).origin.x, ==, 360);
  g_assert_cmpfloat (get_place (fixture, DUO_LINE_END).origin.x, ==, 0);
}

/* The day's own layout ------------------------------------------------------------------------------------------- */

static void
test_day_places_by_time (void)
{
  g_autoptr (GtkWidget) day = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  GtkWidget *chat = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *hour = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  DuoDayLayout *layout = DUO_DAY_LAYOUT (duo_day_layout_new ());
  graphene_rect_t bounds;
  int minimum, natural;

  gtk_widget_set_layout_manager (day, GTK_LAYOUT_MANAGER (layout));
  gtk_widget_set_size_request (hour, 30, 16);
  gtk_box_append (GTK_BOX (day), chat);
  gtk_box_append (GTK_BOX (day), hour);
  duo_day_layout_set_hours (layout, (DuoMinutes) {9 * 60, 17 * 60});
  duo_day_layout_place (layout, chat, (DuoMinutes) {10 * 60, 10 * 60 + 30});
  duo_day_layout_place (layout, hour, (DuoMinutes) {11 * 60, 11 * 60});

  gtk_widget_measure (day, GTK_ORIENTATION_VERTICAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, ABOVE + 8 * HOUR_HEIGHT);
  g_assert_cmpint (natural, ==, minimum);
  gtk_widget_measure (day, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 30);
  gtk_widget_size_allocate (day, &(GtkAllocation) {0, 0, 200, ABOVE + 8 * HOUR_HEIGHT}, -1);

  g_assert_true (gtk_widget_compute_bounds (chat, day, &bounds));
  g_assert_cmpfloat (bounds.origin.y, ==, ABOVE + HOUR_HEIGHT);
  g_assert_cmpfloat (bounds.size.height, ==, HOUR_HEIGHT / 2);
  g_assert_cmpfloat (bounds.size.width, ==, 200);
  /* A moment is centred on its line. */
  g_assert_true (gtk_widget_compute_bounds (hour, day, &bounds));
  g_assert_cmpfloat (bounds.origin.y, ==, ABOVE + 2 * HOUR_HEIGHT - 8);
  g_assert_cmpfloat (bounds.size.height, ==, 16);
}

/* Twice the text's size, twice the hour's: what stands in it still fits. */
static void
test_day_grows_with_its_text (void)
{
  g_autoptr (GtkWidget) day = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  DuoDayLayout *layout = DUO_DAY_LAYOUT (duo_day_layout_new ());
  GtkSettings *settings = gtk_settings_get_default ();
  int minimum, dpi;

  gtk_widget_set_layout_manager (day, GTK_LAYOUT_MANAGER (layout));
  duo_day_layout_set_hours (layout, (DuoMinutes) {9 * 60, 17 * 60});
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 192 * 1024, NULL);
  duo_day_layout_set_scale (layout, HOUR_HEIGHT, 15);
  gtk_widget_measure (day, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  g_assert_cmpint (minimum, ==, 2 * (ABOVE + 8 * HOUR_HEIGHT));
}

static void
test_day_follows_its_hours (void)
{
  g_autoptr (GtkWidget) day = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  DuoDayLayout *layout = DUO_DAY_LAYOUT (duo_day_layout_new ());

  gtk_widget_set_layout_manager (day, GTK_LAYOUT_MANAGER (layout));
  duo_day_layout_set_hours (layout, (DuoMinutes) {9 * 60, 17 * 60});
  g_assert_cmpfloat (duo_day_layout_get_y (layout, 10 * 60), ==, ABOVE + HOUR_HEIGHT);
  duo_day_layout_set_hours (layout, (DuoMinutes) {7 * 60, 17 * 60});
  g_assert_cmpfloat (duo_day_layout_get_y (layout, 10 * 60), ==, ABOVE + 3 * HOUR_HEIGHT);
  g_assert_cmpint (duo_day_layout_get_hours (layout).start, ==, 7 * 60);
  /* Chats five minutes apart each have room for a line of text with its button. */
  duo_day_layout_set_scale (layout, 0, 5);
  g_assert_cmpfloat (duo_day_layout_get_y (layout, 7 * 60 + 5), ==, ABOVE + 34);
}

#define ADD(name, function) g_test_add ("/line-layout/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);

  ADD ("all-fits", test_all_fits);
  ADD ("company-is-cut-first", test_company_is_cut_first);
  ADD ("company-goes", test_company_goes_where_it_would_say_nothing);
  ADD ("avatar-goes", test_avatar_goes_before_the_name_is_cut);
  ADD ("name-gives-way", test_name_gives_way_to_the_time);
  ADD ("name-is-cut-last", test_name_is_cut_last);
  ADD ("time-goes", test_time_goes_before_both_do);
  ADD ("what-presses-goes-last", test_what_presses_goes_last);
  ADD ("what-went-comes-back", test_what_went_comes_back);
  ADD ("two-lines", test_two_lines_where_there_is_height);
  ADD ("reserve", test_reserve_keeps_the_end_free);
  ADD ("beside-a-button", test_name_stays_whole_beside_a_button);
  ADD ("hidden-children", test_hidden_children_take_no_room);
  ADD ("right-to-left", test_right_to_left_is_mirrored);
  g_test_add_func ("/day-layout/places-by-time", test_day_places_by_time);
  g_test_add_func ("/day-layout/follows-its-hours", test_day_follows_its_hours);
  g_test_add_func ("/day-layout/day-grows", test_day_grows_with_its_text);

  return g_test_run ();
}
