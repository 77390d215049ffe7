/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "directory/duo-day-switch.h"
#include "directory/duo-person-page.h"
#include "directory/duo-slot-table.h"
#include "made-up.h"
#include "page-test.h"

/* Somebody's page as those see it who need large text, and what it says of slots that are not for me. */

typedef struct
{
  MadeUp *made_up;
  DuoSlots *slots;
  GtkWidget *view;
  GtkWidget *page;
  GtkWidget *window;
} Fixture;

#define MORNING "2026-11-03T07:30:00Z"
#define TAKEN "All slots are taken. If one reopens, you can pick it here."

/* @slots: taken over */
static void
open_page_of (Fixture *f, const char *person, DuoSlots *slots, int width, int height)
{
  f->view = adw_navigation_view_new ();
  f->made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  made_up_set_now (f->made_up, MORNING);
  f->slots = slots;
  fake_session_set_slots (f->made_up->session, f->slots);
  f->page = GTK_WIDGET (duo_person_page_new (f->made_up->session, made_up_find (f->made_up, person)));
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (f->view),
                           adw_navigation_page_new (gtk_label_new (NULL), "Directory"));
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (f->view), ADW_NAVIGATION_PAGE (f->page));
  f->window = page_window_new (f->view, width, height);
}

static void
open_page (Fixture *f, const char *person, int width, int height)
{
  open_page_of (f, person, made_up_slots_new (person), width, height);
}

static const char *
get_date (Fixture *f)
{
  return duo_day_switch_get_date (DUO_DAY_SWITCH (page_get (f->page, DUO_TYPE_DAY_SWITCH, NULL)));
}

static void
close_page (Fixture *f)
{
  page_window_close (f->window);
  g_object_unref (f->slots);
  g_assert_finalize_object (g_steal_pointer (&f->made_up->session));
  made_up_free (f->made_up);
}

/* The day's last open slots are those of the pictures; without them nothing is left. */
static void
take_all (Fixture *f)
{
  g_auto (GStrv) dates = duo_slots_dup_dates (f->slots);

  for (char **date = dates; *date; date++)
    {
      const GArray *day = duo_slots_get_day (f->slots, *date);
      g_autoptr (GArray) taken = g_array_copy ((GArray *) day);

      for (guint i = 0; i < taken->len; i++)
        g_array_index (taken, DuoSlot, i).state = DUO_SLOT_BOOKED;
      duo_slots_set_day (f->slots, *date, taken);
    }
}

static void
test_nothing_left_is_said (void)
{
  Fixture f;

  open_page (&f, "ada", 1200, 800);
  g_assert_false (page_says (f.page, TAKEN));
  take_all (&f);
  page_settle (f.window);
  g_assert_true (page_says (f.page, TAKEN));
  made_up_set_slot (f.slots, "2026-11-03", "2026-11-03T13:15:00Z", DUO_SLOT_OPEN);
  page_settle (f.window);
  g_assert_false (page_says (f.page, TAKEN));
  close_page (&f);
}

static void
add_days (Fixture *f)
{
  static const char *const dates[] = {"2026-11-05", "2026-11-04"}; /* the last is full */
  g_autoptr (DuoSlots) known = made_up_slots_new ("ada");

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    duo_slots_set_day (f->slots, dates[i], duo_slots_get_day (known, dates[i]));
  duo_slots_set_loaded (f->slots);
}

/* Days come one after the other: the page opens on the first that has something, not on the first that came. */
static void
test_opens_where_something_is_free (void)
{
  Fixture f;

  open_page_of (&f, "ada", duo_slots_new ("ada"), 1200, 800);
  add_days (&f);
  g_assert_cmpstr (get_date (&f), ==, "2026-11-04");
  /* From then on it is mine to choose. */
  made_up_set_slot (f.slots, "2026-11-04", "2026-11-04T09:00:00Z", DUO_SLOT_BOOKED);
  g_assert_cmpstr (get_date (&f), ==, "2026-11-04");
  close_page (&f);
}

static gboolean
is_on_days (gpointer data)
{
  Fixture *f = data;
  GtkWidget *days = page_find (f->page, DUO_TYPE_DAY_SWITCH, NULL);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (f->window));

  return days != NULL && focus != NULL && (focus == days || gtk_widget_is_ancestor (focus, days));
}

/* Slots come a moment after the page. */
static void
test_days_have_the_focus (void)
{
  Fixture f;

  open_page_of (&f, "ada", duo_slots_new ("ada"), 1200, 800);
  page_settle (f.window);
  g_assert_false (is_on_days (&f));
  add_days (&f);
  page_wait_until (is_on_days, &f);
  close_page (&f);
}

/* It is not taken from whoever went somewhere meanwhile. */
static void
test_focus_is_left_to_who_moved_it (void)
{
  GtkWidget *back;
  Fixture f;

  open_page_of (&f, "ada", duo_slots_new ("ada"), 1200, 800);
  page_settle (f.window);
  back = page_get (f.page, GTK_TYPE_BUTTON, "Back");
  g_assert_true (gtk_widget_grab_focus (back));
  add_days (&f);
  page_settle (f.window);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f.window)) == back);
  close_page (&f);
}

/* The directory counts them, the days of the picker do not: what lies between the two is told. */
static void
test_own_conflicts_are_counted (void)
{
  static const MadeUpChat chat = {"c-chen", "chen", DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z", 15};
  static const MadeUpChat moved = {"c-chen", "chen", DUO_CHAT_CANCELLED, .rev = 9};
  static const char *const told = "1 more slot is open, but you have a chat at that time.";
  Fixture f;

  open_page (&f, "ada", 1200, 800);
  g_assert_false (page_says (f.page, told));
  made_up_add_chats (f.made_up, &chat, 1);
  page_settle (f.window);
  g_assert_true (page_says (f.page, told));
  made_up_add_chats (f.made_up, &moved, 1);
  page_settle (f.window);
  g_assert_false (page_says (f.page, told));
  close_page (&f);
}

/* What stands under one day is of that day. */
static void
test_own_conflicts_are_of_their_day (void)
{
  static const MadeUpChat chats[] = {
      {"c-chen", "chen", DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z", 15},
      {"c-jon", "jon", DUO_CHAT_CONFIRMED, "2026-11-04T09:00:00Z", 30},
  };
  Fixture f;
  DuoDaySwitch *days;

  open_page (&f, "ada", 1200, 800);
  made_up_set_slot (f.slots, "2026-11-04", "2026-11-04T09:00:00Z", DUO_SLOT_OPEN);
  made_up_set_slot (f.slots, "2026-11-04", "2026-11-04T09:15:00Z", DUO_SLOT_OPEN);
  made_up_add_chats (f.made_up, chats, G_N_ELEMENTS (chats));
  days = DUO_DAY_SWITCH (page_get (f.page, DUO_TYPE_DAY_SWITCH, NULL));
  g_assert_true (page_says (f.page, "1 more slot is open, but you have a chat at that time."));
  duo_day_switch_set_date (days, "2026-11-04");
  page_settle (f.window);
  g_assert_true (page_says (f.page, "2 more slots are open, but you have chats at those times."));
  duo_day_switch_set_date (days, "2026-11-03");
  page_settle (f.window);
  g_assert_true (page_says (f.page, "1 more slot is open, but you have a chat at that time."));
  close_page (&f);
}

static GtkWidget *
get_back_button (GtkWidget *page)
{
  g_autoptr (GPtrArray) buttons = page_find_all (page, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_has_css_class (buttons->pdata[i], "back") && gtk_widget_get_mapped (buttons->pdata[i]))
      return buttons->pdata[i];
  g_error ("There is no way back");
}

/* From the card's button the slots come at once; beside the profile nothing lies under them, and one way back leaves. */
static void
test_one_way_back (gconstpointer width)
{
  gboolean wide = GPOINTER_TO_INT (width) > 900;
  AdwNavigationView *view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  AdwNavigationPage *root = adw_navigation_page_new (gtk_label_new (NULL), "1-1 Chats");
  Fixture f;

  f.made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  made_up_set_now (f.made_up, MORNING);
  f.slots = made_up_slots_new ("ada");
  fake_session_set_slots (f.made_up->session, f.slots);
  adw_navigation_view_push (view, root);
  f.window = page_window_new (GTK_WIDGET (view), GPOINTER_TO_INT (width), 800);
  f.page = GTK_WIDGET (duo_person_page_new (f.made_up->session, made_up_find (f.made_up, "ada")));
  duo_person_page_show_slots (DUO_PERSON_PAGE (f.page));
  adw_navigation_view_push (view, ADW_NAVIGATION_PAGE (f.page));
  page_settle (f.window);
  g_assert_true (gtk_widget_get_mapped (page_get (f.page, DUO_TYPE_SLOT_TABLE, NULL)));

  page_press (get_back_button (f.page));
  page_settle (f.window);
  /* Where the slots lie over the profile that is what one comes back to. */
  g_assert_true ((adw_navigation_view_get_visible_page (view) == root) == wide);
  if (!wide)
    {
      page_press (get_back_button (f.page));
      page_settle (f.window);
      g_assert_true (adw_navigation_view_get_visible_page (view) == root);
    }
  close_page (&f);
}

static void
set_dpi (int dpi)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi * 1024, NULL);
}

/* Text twice as large on the narrowest window: nothing asks for more room, nothing is cut. */
static void
test_twice_as_large (gconstpointer person)
{
  GtkWidget *headline;
  Fixture f;

  set_dpi (192);
  open_page (&f, person, 360, 648);
  headline =
      page_get (f.page, GTK_TYPE_LABEL, g_str_equal (person, "ada") ? "14 open slots" : "3 open slots");
  g_assert_cmpint (gtk_widget_get_width (f.window), <=, 360);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (headline))));
  duo_person_page_show_slots (DUO_PERSON_PAGE (f.page));
  page_settle (f.window);
  g_assert_cmpint (gtk_widget_get_width (f.window), <=, 360);
  close_page (&f);
  set_dpi (96);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/app/person-page/nothing-left", test_nothing_left_is_said);
  g_test_add_func ("/app/person-page/first-day", test_opens_where_something_is_free);
  g_test_add_func ("/app/person-page/days-have-the-focus", test_days_have_the_focus);
  g_test_add_func ("/app/person-page/focus-is-left", test_focus_is_left_to_who_moved_it);
  g_test_add_func ("/app/person-page/own-conflicts", test_own_conflicts_are_counted);
  g_test_add_func ("/app/person-page/own-conflicts-by-day", test_own_conflicts_are_of_their_day);
  g_test_add_data_func ("/app/person-page/one-way-back/wide", GINT_TO_POINTER (1280), test_one_way_back);
  g_test_add_data_func ("/app/person-page/one-way-back/narrow", GINT_TO_POINTER (360), test_one_way_back);
  g_test_add_data_func ("/app/person-page/twice-as-large/direct", "ada", test_twice_as_large);
  g_test_add_data_func ("/app/person-page/twice-as-large/selective", "ingrid", test_twice_as_large);
  return g_test_run ();
}
