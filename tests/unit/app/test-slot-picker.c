/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <dlfcn.h>
#include <langinfo.h>

#include "directory/duo-person-page.h"
#include "directory/duo-request-dialog.h"
#include "directory/duo-slot-cell.h"
#include "directory/duo-slot-picker.h"
#include "directory/duo-slot-table.h"
#include "made-up.h"
#include "page-test.h"

typedef struct
{
  MadeUp *made_up;
  DuoSlots *slots;
  AdwNavigationView *view;
  GtkWidget *page;
  GtkWidget *window;
} Fixture;

#define TODAY "2026-11-03"
#define MORNING "2026-11-03T07:30:00Z" /* before the first slot */
#define AT_1100 "2026-11-03T10:00:00Z"
#define AT_1415 "2026-11-03T13:15:00Z"
#define AT_1400 "2026-11-03T13:00:00Z"
#define AT_1545 "2026-11-03T14:45:00Z"

static gboolean twelve_hours;

/* In the place of the C library's, since not every machine has a locale of twelve hours. */
char *
nl_langinfo (nl_item item)
{
  typedef char *(*Function) (nl_item);
  static Function real;

  if (twelve_hours && item == T_FMT)
    return (char *) "%r";
  if (!real)
    real = (Function) dlsym (RTLD_NEXT, "nl_langinfo");
  return real (item);
}

/* The page stands over another one, as in the window, so that it can go when it is done. */
static void
show (Fixture *fixture, AdwNavigationPage *page, int width, int height)
{
  fixture->view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  fixture->page = GTK_WIDGET (page);
  adw_navigation_view_set_animate_transitions (fixture->view, FALSE);
  adw_navigation_view_add (fixture->view, adw_navigation_page_new (gtk_label_new ("Below"), "Below"));
  adw_navigation_view_push (fixture->view, page);
  fixture->window = page_window_new (GTK_WIDGET (fixture->view), width, height);
}

static void
make (Fixture *fixture, DuoRole role)
{
  fixture->made_up = made_up_new_peopled (role);
  made_up_set_now (fixture->made_up, MORNING);
  fixture->slots = made_up_slots_new ("ada");
  fake_session_set_slots (fixture->made_up->session, fixture->slots);
}

static void
set_up (Fixture *fixture, gconstpointer person)
{
  make (fixture, DUO_ROLE_TALENT);
  show (fixture,
        duo_person_page_new (fixture->made_up->session,
                             made_up_find (fixture->made_up, person ? person : "ada")),
        1200, 800);
}

static void
tear_down (Fixture *fixture, gconstpointer person)
{
  g_free (fake_window_steal_toast ());
  page_window_close (fixture->window);
  g_object_unref (fixture->slots);
  g_assert_finalize_object (g_steal_pointer (&fixture->made_up->session));
  made_up_free (fixture->made_up);
}

static GtkWidget *
find_cell (Fixture *fixture, const char *start)
{
  g_autoptr (GPtrArray) cells = page_find_all (fixture->page, DUO_TYPE_SLOT_CELL);
  DuoTimeRange range = made_up_range (start, 15);

  for (guint i = 0; i < cells->len; i++)
    if (duo_slot_cell_get_range (cells->pdata[i]).start == range.start)
      return cells->pdata[i];
  return NULL;
}

static DuoSlotLook
get_look (Fixture *fixture, const char *start)
{
  GtkWidget *cell = find_cell (fixture, start);

  g_assert_nonnull (cell);
  return duo_slot_cell_get_look (DUO_SLOT_CELL (cell));
}

static void
choose (Fixture *fixture, const char *start)
{
  page_press (find_cell (fixture, start));
  page_settle (fixture->window);
}

static GtkWidget *
get_answer (Fixture *fixture)
{
  return page_get (fixture->page, ADW_TYPE_ENTRY_ROW, NULL);
}

static void
answer (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_answer (fixture)), text);
}

static gboolean
is_unmapped (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

static GtkWidget *
get_book (Fixture *fixture)
{
  return gtk_widget_get_ancestor (page_get (fixture->page, GTK_TYPE_LABEL, "Book 1-1 Chat"), GTK_TYPE_BUTTON);
}

static void
test_shows_slots (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) cells = page_find_all (fixture->page, DUO_TYPE_SLOT_CELL);
  g_autofree char *name = page_dup_name (find_cell (fixture, AT_1415));

  g_assert_cmpuint (cells->len, ==, 24);
  g_assert_cmpint (get_look (fixture, AT_1415), ==, DUO_SLOT_LOOK_FREE);
  g_assert_cmpstr (name, ==, "Tuesday 3 November, 14:15 to 14:30, free. In New York 08:15");
  g_assert_true (page_says (fixture->page, "Morning"));
  g_assert_true (page_says (fixture->page, "Afternoon"));
  g_assert_true (page_says (fixture->page, "Tue 3 November"));
  g_assert_true (page_says (fixture->page, "8 open"));
  g_assert_true (page_says (fixture->page, "9 open"));
  g_assert_true (page_says (fixture->page, "Full"));
  g_assert_true (
      page_says (fixture->page, "15 minutes each · Event time (Stockholm), with your time (New York) below"));
}

static void
test_profile (Fixture *fixture, gconstpointer data)
{
  g_assert_true (page_says (fixture->page, "Ada Lindqvist"));
  g_assert_true (page_says (fixture->page, "Looking For"));
  g_assert_true (page_says (fixture->page, "Storage engines"));
  g_assert_true (page_says (fixture->page, "About Ada"));
  g_assert_true (page_says (fixture->page, "Storage for research and public archives"));
  g_assert_true (page_says (fixture->page, "kvarken.example"));
  g_assert_true (page_says (fixture->page, "Piotr Zieliński"));
  g_assert_true (page_says (fixture->page, "Site Reliability · 4 open slots"));
}

/* Nobody is left out of a company without a word. */
static void
test_many_colleagues (void)
{
  static const MadeUpPerson people[] = {
      {"k1", "Kaisa Ek", .company = "Kvarken Systems"},    {"k2", "Karl Ek", .company = "Kvarken Systems"},
      {"k3", "Katri Ek", .company = "Kvarken Systems"},    {"k4", "Kerstin Ek", .company = "Kvarken Systems"},
      {"k5", "Kristina Ek", .company = "Kvarken Systems"}, {"k6", "Kurt Ek", .company = "Kvarken Systems"},
  };
  Fixture fixture;

  make (&fixture, DUO_ROLE_TALENT);
  made_up_add_people (fixture.made_up, people, G_N_ELEMENTS (people));
  show (&fixture, duo_person_page_new (fixture.made_up->session, made_up_find (fixture.made_up, "ada")), 1200,
        800);
  g_assert_true (page_says (fixture.page, "Piotr Zieliński"));
  g_assert_false (page_says (fixture.page, "Kurt Ek"));
  g_signal_emit_by_name (page_get (fixture.page, ADW_TYPE_BUTTON_ROW, "Show 2 More"), "activated");
  page_settle (fixture.window);
  g_assert_true (page_says (fixture.page, "Kurt Ek"));
  g_assert_null (page_find (fixture.page, ADW_TYPE_BUTTON_ROW, NULL));
  tear_down (&fixture, NULL);
}

/* A row is an hour, a column a minute mark: 10:15 stands right of 10:00 and above 11:15. */
static void
test_rows_are_hours (Fixture *fixture, gconstpointer data)
{
  graphene_rect_t ten, quarter_past, eleven;
  GtkWidget *table = page_get (fixture->page, DUO_TYPE_SLOT_TABLE, NULL);

  g_assert_true (gtk_widget_compute_bounds (find_cell (fixture, "2026-11-03T09:00:00Z"), table, &ten));
  g_assert_true (
      gtk_widget_compute_bounds (find_cell (fixture, "2026-11-03T09:15:00Z"), table, &quarter_past));
  g_assert_true (gtk_widget_compute_bounds (find_cell (fixture, "2026-11-03T10:15:00Z"), table, &eleven));
  g_assert_cmpfloat (ten.origin.y, ==, quarter_past.origin.y);
  g_assert_cmpfloat (ten.origin.x, <, quarter_past.origin.x);
  g_assert_cmpfloat (quarter_past.origin.x, ==, eleven.origin.x);
  g_assert_cmpfloat (eleven.origin.y, >, quarter_past.origin.y);
}

static float
get_top (GtkWidget *widget, Fixture *fixture)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (widget, fixture->window, &place));
  return place.origin.y;
}

/* Two windows of an afternoon lie apart, which a row like any other would hide. */
static void
test_break_is_shown (Fixture *fixture, gconstpointer data)
{
  static const DuoDayWindow windows[] = {{720, 780}, {840, 900}};
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Stockholm");
  g_autoptr (DuoDay) day = duo_day_new (TODAY, DUO_DAY_VIRTUAL, windows, 2, NULL);
  const DuoSlotRules rules = {.minutes = 15};
  g_autoptr (GArray) grid = duo_slot_grid_new (day, zone, &rules);
  GtkWidget *pause, *heading;

  g_assert_null (page_find (fixture->page, GTK_TYPE_LABEL, "Break, \u206613:00\u2060–\u206014:00\u2069"));
  duo_slots_set_day (fixture->slots, TODAY, grid);
  page_settle (fixture->window);
  pause = page_get (fixture->page, GTK_TYPE_LABEL, "Break, \u206613:00\u2060–\u206014:00\u2069");
  g_assert_cmpfloat (get_top (pause, fixture), >,
                     get_top (find_cell (fixture, "2026-11-03T11:45:00Z"), fixture));
  g_assert_cmpfloat (get_top (pause, fixture), <, get_top (find_cell (fixture, AT_1400), fixture));
  /* It is no heading, and the afternoon that goes on after it needs no other. */
  heading = page_get (fixture->page, GTK_TYPE_LABEL, "Afternoon");
  g_assert_cmpfloat (get_top (heading, fixture), <, get_top (pause, fixture));
  g_assert_false (gtk_widget_has_css_class (pause, "heading"));
  g_assert_true (DUO_IS_SLOT_CELL (gtk_widget_get_next_sibling (pause)));
}

static void
test_books (Fixture *fixture, gconstpointer data)
{
  const FakeCommand *command;
  DuoTimeRange range = made_up_range (AT_1415, 15);
  const MadeUpChat booked = {"new", "ada", DUO_CHAT_CONFIRMED, AT_1415, 15};
  g_autofree char *toast = NULL;

  choose (fixture, AT_1415);
  g_assert_cmpint (get_look (fixture, AT_1415), ==, DUO_SLOT_LOOK_CHOSEN);
  g_assert_true (page_says (fixture->page, "Tuesday 3 November, \u206614:15\u2060–\u206014:30\u2069"));
  g_assert_true (page_says (fixture->page, "In New York \u206608:15\u2060–\u206008:30\u2069"));
  answer (fixture, "  The log-structured store  ");
  page_press (get_book (fixture));

  command = fake_session_get_command (fixture->made_up->session);
  g_assert_cmpint (command->verb, ==, DUO_VERB_BOOK);
  g_assert_true (command->person == made_up_find (fixture->made_up, "ada"));
  g_assert_null (command->chat);
  g_assert_true (duo_time_range_equal (command->range, range));
  g_assert_cmpstr (g_strstrip (command->answer), ==, "The log-structured store");
  /* While it is on its way nothing can be asked twice. */
  g_assert_false (gtk_widget_is_sensitive (get_book (fixture)));
  choose (fixture, AT_1400);
  g_assert_cmpint (get_look (fixture, AT_1400), ==, DUO_SLOT_LOOK_FREE);
  g_assert_cmpuint (fake_session_get_n_commands (fixture->made_up->session), ==, 1);

  made_up_add_chats (fixture->made_up, &booked, 1);
  fake_session_answer (fixture->made_up->session, duo_event_find_chat (fixture->made_up->event, "new"));
  page_wait_until (is_unmapped, fixture->page);
  toast = fake_window_steal_toast ();
  g_assert_cmpstr (toast, ==,
                   "Booked Ada Lindqvist, Tue\u00a03\u00a0November,\u00a0\u206614:15\u2060–\u206014:30\u2069 "
                   "(\u206608:15\u2060–\u206008:30\u2069 New York)");
  g_assert_true (fake_window_toast_offers ());
}

static gboolean
says_what_it_waits_for (gpointer page)
{
  return page_says (page, "Waiting for the service…");
}

/* A service that hangs is not an answer that is long in coming. */
static void
test_says_what_it_waits_for (Fixture *fixture, gconstpointer data)
{
  choose (fixture, AT_1415);
  answer (fixture, "The log-structured store");
  page_press (get_book (fixture));
  g_assert_true (page_says (fixture->page, "Being sent…"));
  page_wait_until (says_what_it_waits_for, fixture->page);

  fake_session_fail (fixture->made_up->session, DUO_CLIENT_ERROR_FAILED, DUO_REFUSAL_NONE);
  page_settle (fixture->window);
  g_free (fake_window_steal_toast ());
  g_assert_true (page_says (fixture->page, "In New York \u206608:15\u2060–\u206008:30\u2069"));
}

/* The question's row is asked for, the chosen slot stays. */
static void
test_answer_is_needed (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = get_answer (fixture);

  g_assert_true (page_says (fixture->page, "Ada Asks"));
  choose (fixture, AT_1415);
  answer (fixture, "   ");
  page_press (get_book (fixture));
  g_assert_cmpuint (fake_session_get_n_commands (fixture->made_up->session), ==, 0);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_true (gtk_widget_get_focus_child (row) != NULL);
  g_assert_cmpint (get_look (fixture, AT_1415), ==, DUO_SLOT_LOOK_CHOSEN);

  answer (fixture, "Something");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
}

static GtkWidget *
find_button (Fixture *fixture, const char *label)
{
  return page_find (fixture->page, GTK_TYPE_BUTTON, label);
}

static gboolean
says_just_taken (gpointer data)
{
  return page_says (((Fixture *) data)->page, "14:15 (08:15 New York) was just taken");
}

/* As in the picture: no dialog, no lost place, and what was typed stays. */
static void
test_lost_race (Fixture *fixture, gconstpointer data)
{
  choose (fixture, AT_1415);
  answer (fixture, "My thesis");
  page_press (get_book (fixture));
  fake_session_fail (fixture->made_up->session, DUO_CLIENT_ERROR_SLOT_TAKEN, DUO_REFUSAL_NONE);
  page_wait_until (says_just_taken, fixture);

  g_assert_cmpint (get_look (fixture, AT_1415), ==, DUO_SLOT_LOOK_LOST);
  g_assert_true (page_says (fixture->page, "Here is what is left nearby"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_answer (fixture))), ==, "My thesis");
  g_assert_nonnull (find_button (fixture, "Tue 13:30"));
  g_assert_nonnull (find_button (fixture, "Tue 14:00"));
  g_assert_nonnull (find_button (fixture, "Tue 15:00"));

  page_press (find_button (fixture, "Tue 14:00"));
  page_settle (fixture->window);
  g_assert_cmpint (get_look (fixture, AT_1400), ==, DUO_SLOT_LOOK_CHOSEN);
  g_assert_true (page_says (fixture->page, "Tuesday 3 November, \u206614:00\u2060–\u206014:15\u2069"));
  page_press (get_book (fixture));
  g_assert_cmpuint (fake_session_get_n_commands (fixture->made_up->session), ==, 2);
  g_assert_cmpstr (fake_session_get_command (fixture->made_up->session)->answer, ==, "My thesis");
  fake_session_fail (fixture->made_up->session, DUO_CLIENT_ERROR_BUSY, DUO_REFUSAL_NONE);
  page_settle (fixture->window);
}

static gboolean
warns (Fixture *fixture)
{
  g_autoptr (GPtrArray) images = page_find_all (fixture->page, GTK_TYPE_IMAGE);

  for (guint i = 0; i < images->len; i++)
    if (gtk_widget_has_css_class (images->pdata[i], "warning"))
      return TRUE;
  return FALSE;
}

/* Somebody was faster before Book was pressed at all. */
static void
test_chosen_is_taken (Fixture *fixture, gconstpointer data)
{
  choose (fixture, AT_1415);
  made_up_set_slot (fixture->slots, TODAY, AT_1415, DUO_SLOT_BOOKED);
  page_settle (fixture->window);
  g_assert_true (says_just_taken (fixture));
  g_assert_true (warns (fixture));
  g_assert_cmpint (get_look (fixture, AT_1415), ==, DUO_SLOT_LOOK_LOST);
  g_assert_cmpuint (fake_session_get_n_commands (fixture->made_up->session), ==, 0);

  /* And who was faster thinks again: the slot is as free as any. */
  made_up_set_slot (fixture->slots, TODAY, AT_1415, DUO_SLOT_OPEN);
  page_settle (fixture->window);
  g_assert_cmpint (get_look (fixture, AT_1415), ==, DUO_SLOT_LOOK_FREE);
}

static void
test_nothing_left (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) dates = duo_slots_dup_dates (fixture->slots);

  choose (fixture, AT_1415);
  for (char **date = dates; *date; date++)
    {
      g_autoptr (GArray) day = g_array_copy ((GArray *) duo_slots_get_day (fixture->slots, *date));

      for (guint i = 0; i < day->len; i++)
        g_array_index (day, DuoSlot, i).state = DUO_SLOT_BOOKED;
      duo_slots_set_day (fixture->slots, *date, day);
    }
  page_settle (fixture->window);
  g_assert_true (says_just_taken (fixture));
}

static void
test_live (Fixture *fixture, gconstpointer data)
{
  GtkWidget *cell = find_cell (fixture, AT_1545);

  made_up_set_slot (fixture->slots, TODAY, AT_1545, DUO_SLOT_BOOKED);
  g_assert_true (find_cell (fixture, AT_1545) == cell);
  g_assert_cmpint (get_look (fixture, AT_1545), ==, DUO_SLOT_LOOK_TAKEN);
  g_assert_true (page_says (fixture->page, "7 open"));
}

static void
test_taken_cannot_be_chosen (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "2026-11-03T09:00:00Z");
  g_assert_cmpint (get_look (fixture, "2026-11-03T09:00:00Z"), ==, DUO_SLOT_LOOK_TAKEN);
  g_assert_null (page_find (fixture->page, GTK_TYPE_LABEL, "Book 1-1 Chat"));
}

static AdwToggleGroup *
get_days (Fixture *fixture)
{
  return ADW_TOGGLE_GROUP (page_get (fixture->page, ADW_TYPE_TOGGLE_GROUP, NULL));
}

static void
show_day (Fixture *fixture, const char *date)
{
  adw_toggle_group_set_active_name (get_days (fixture), date);
  page_settle (fixture->window);
}

/* Hours that are over go; the present one shows where now is. Nothing goes while one looks at it. */
static void
test_past_hours (Fixture *fixture, gconstpointer data)
{
  made_up_set_now (fixture->made_up, "2026-11-03T13:17:00Z");
  made_up_set_slot (fixture->slots, TODAY, AT_1100, DUO_SLOT_BOOKED);
  page_settle (fixture->window);
  g_assert_cmpint (get_look (fixture, "2026-11-03T12:45:00Z"), ==, DUO_SLOT_LOOK_PAST);

  show_day (fixture, "2026-11-04");
  show_day (fixture, TODAY);
  g_assert_null (find_cell (fixture, "2026-11-03T12:45:00Z"));
  g_assert_cmpint (get_look (fixture, AT_1400), ==, DUO_SLOT_LOOK_PAST);
  g_assert_cmpint (get_look (fixture, AT_1545), ==, DUO_SLOT_LOOK_FREE);

  /* A day that is over shows all of it. */
  made_up_set_now (fixture->made_up, "2026-11-03T19:00:00Z");
  show_day (fixture, "2026-11-04");
  show_day (fixture, TODAY);
  g_assert_nonnull (find_cell (fixture, "2026-11-03T09:00:00Z"));
}

/* So near to @moment that a test can wait for it. */
static void
set_now_just_before (Fixture *fixture, const char *moment)
{
  gint64 start = made_up_range (moment, 0).start;

  duo_clock_set_offset_us (fixture->made_up->clock, start * G_USEC_PER_SEC - 50 * 1000 - g_get_real_time ());
}

static gboolean
says_passed (gpointer data)
{
  return page_says (((Fixture *) data)->page, "14:15 (08:15 New York) has passed");
}

/* Time alone says so, with no word from the service: what began is past, and nobody took it. */
static void
test_chosen_passes (Fixture *fixture, gconstpointer data)
{
  choose (fixture, AT_1415);
  set_now_just_before (fixture, AT_1415);
  made_up_set_slot (fixture->slots, TODAY, AT_1100, DUO_SLOT_BOOKED);
  page_wait_until (says_passed, fixture);
  page_settle (fixture->window);

  g_assert_cmpint (get_look (fixture, AT_1415), ==, DUO_SLOT_LOOK_PAST);
  g_assert_cmpint (get_look (fixture, AT_1400), ==, DUO_SLOT_LOOK_PAST);
  g_assert_false (warns (fixture));
  g_assert_false (page_says (fixture->page, "14:15 (08:15 New York) was just taken"));
  /* What can still be had is offered, and counted. */
  g_assert_nonnull (page_find (fixture->page, GTK_TYPE_BUTTON, "Tue 15:00"));
  g_assert_null (page_find (fixture->page, GTK_TYPE_BUTTON, "Tue 14:00"));
  g_assert_true (page_says (fixture->page, "3 open"));
}

/* Somebody's booking elsewhere makes the service send the grid in which the chosen slot has just begun. */
static void
test_passed_is_not_taken (Fixture *fixture, gconstpointer data)
{
  choose (fixture, AT_1415);
  made_up_set_now (fixture->made_up, "2026-11-03T13:15:01Z");
  made_up_set_slot (fixture->slots, TODAY, AT_1415, DUO_SLOT_PAST);
  page_settle (fixture->window);
  g_assert_true (says_passed (fixture));
  g_assert_false (warns (fixture));
}

/* The recruiter blocked it: no race was lost either. */
static void
test_blocked_is_not_taken (Fixture *fixture, gconstpointer data)
{
  choose (fixture, AT_1415);
  made_up_set_slot (fixture->slots, TODAY, AT_1415, DUO_SLOT_BLOCKED);
  page_settle (fixture->window);
  g_assert_true (page_says (fixture->page, "14:15 (08:15 New York) is no longer open"));
  g_assert_cmpint (get_look (fixture, AT_1415), ==, DUO_SLOT_LOOK_TAKEN);
  g_assert_false (warns (fixture));
}

/* Booking closes half an hour before, which time alone brings, too. */
static void
test_booking_closes (Fixture *fixture, gconstpointer data)
{
  made_up_set_closes (fixture->made_up, 30);
  choose (fixture, AT_1415);
  made_up_set_now (fixture->made_up, "2026-11-03T12:44:00Z");
  made_up_set_slot (fixture->slots, TODAY, AT_1100, DUO_SLOT_BOOKED);
  g_assert_cmpint (get_look (fixture, AT_1415), ==, DUO_SLOT_LOOK_CHOSEN);
  made_up_set_now (fixture->made_up, "2026-11-03T12:45:00Z");
  made_up_set_slot (fixture->slots, TODAY, AT_1100, DUO_SLOT_OPEN);
  page_settle (fixture->window);
  g_assert_cmpint (get_look (fixture, AT_1415), ==, DUO_SLOT_LOOK_PAST);
  g_assert_true (page_says (fixture->page, "14:15 (08:15 New York) is no longer open"));
}

static void
test_other_day (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (adw_toggle_group_get_active_name (get_days (fixture)), ==, TODAY);
  show_day (fixture, "2026-11-04");
  g_assert_null (find_cell (fixture, AT_1415));
  g_assert_cmpint (get_look (fixture, "2026-11-04T09:00:00Z"), ==, DUO_SLOT_LOOK_FREE);

  /* What is chosen is kept while one looks at another day. */
  show_day (fixture, TODAY);
  choose (fixture, AT_1415);
  show_day (fixture, "2026-11-04");
  g_assert_true (page_says (fixture->page, "Tuesday 3 November, \u206614:15\u2060–\u206014:30\u2069"));
}

static GtkWidget *
get_focus (Fixture *fixture)
{
  return gtk_root_get_focus (GTK_ROOT (fixture->window));
}

static void
move_focus (Fixture *fixture, GtkDirectionType direction)
{
  g_signal_emit_by_name (fixture->window, "move-focus", direction);
}

/* One tab stop: Tab enters at the first free slot and leaves with the next; arrows go over taken slots too. */
static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  GtkWidget *table = page_get (fixture->page, DUO_TYPE_SLOT_TABLE, NULL);
  GtkWidget *first_free = find_cell (fixture, "2026-11-03T10:00:00Z");

  g_assert_true (gtk_widget_child_focus (table, GTK_DIR_TAB_FORWARD));
  g_assert_true (get_focus (fixture) == first_free);
  move_focus (fixture, GTK_DIR_RIGHT);
  g_assert_true (get_focus (fixture) == find_cell (fixture, "2026-11-03T10:15:00Z"));
  move_focus (fixture, GTK_DIR_UP);
  g_assert_true (get_focus (fixture) == find_cell (fixture, "2026-11-03T09:15:00Z"));
  move_focus (fixture, GTK_DIR_LEFT);
  g_assert_true (get_focus (fixture) == find_cell (fixture, "2026-11-03T09:00:00Z"));
  move_focus (fixture, GTK_DIR_DOWN);
  move_focus (fixture, GTK_DIR_DOWN);
  g_assert_true (get_focus (fixture) == find_cell (fixture, "2026-11-03T12:00:00Z"));

  move_focus (fixture, GTK_DIR_TAB_FORWARD);
  g_assert_false (gtk_widget_is_ancestor (get_focus (fixture), table));
  move_focus (fixture, GTK_DIR_TAB_BACKWARD);
  g_assert_true (get_focus (fixture) == find_cell (fixture, "2026-11-03T12:00:00Z"));
}

static gboolean
is_chosen (gpointer cell)
{
  return duo_slot_cell_get_look (cell) == DUO_SLOT_LOOK_CHOSEN;
}

static void
test_keyboard_chooses (Fixture *fixture, gconstpointer data)
{
  GtkWidget *cell = find_cell (fixture, AT_1415);

  gtk_widget_grab_focus (cell);
  g_assert_true (gtk_widget_activate (cell));
  page_wait_until (is_chosen, cell);
  g_assert_true (get_focus (fixture) == cell);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *toast = NULL;

  choose (fixture, AT_1415);
  answer (fixture, "Something");
  page_press (get_book (fixture));
  fake_session_fail (fixture->made_up->session, DUO_CLIENT_ERROR_REFUSED, DUO_REFUSAL_COMPANY_FULL);
  page_settle (fixture->window);
  toast = fake_window_steal_toast ();
  g_assert_cmpstr (toast, ==, "This company has all the chats it may have.");
  g_assert_cmpint (get_look (fixture, AT_1415), ==, DUO_SLOT_LOOK_CHOSEN);
  g_assert_true (gtk_widget_is_sensitive (get_book (fixture)));
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  g_autofree char *toast = NULL;

  choose (fixture, AT_1415);
  answer (fixture, "Something");
  page_press (get_book (fixture));
  fake_session_fail (fixture->made_up->session, DUO_CLIENT_ERROR_OFFLINE, DUO_REFUSAL_NONE);
  page_wait_until (is_unmapped, fixture->page);
  toast = fake_window_steal_toast ();
  g_assert_cmpstr (toast, ==,
                   "Will be sent when you are online: Ada Lindqvist, "
                   "Tue\u00a03\u00a0November,\u00a0\u206614:15\u2060–\u206014:30\u2069 "
                   "(\u206608:15\u2060–\u206008:30\u2069 New York)");
}

/* Who leaves the page while the answer is on its way loses nothing and breaks nothing. */
static void
test_leaves_before_the_answer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *toast = NULL;

  choose (fixture, AT_1415);
  answer (fixture, "Something");
  page_press (get_book (fixture));
  adw_navigation_view_pop (fixture->view);
  page_settle (fixture->window);
  fake_session_fail (fixture->made_up->session, DUO_CLIENT_ERROR_SLOT_TAKEN, DUO_REFUSAL_NONE);
  page_settle (fixture->window);
  toast = fake_window_steal_toast ();
  g_assert_null (toast);
}

static void
test_request_first (Fixture *fixture, gconstpointer data)
{
  const MadeUpChat accepted = {"chat", "ingrid", DUO_CHAT_ACCEPTED, .answer = "In August", .rev = 2};
  GtkWidget *other = page_get (fixture->page, ADW_TYPE_STATUS_PAGE, NULL);
  g_autofree char *action = NULL;

  g_assert_cmpstr (adw_status_page_get_description (ADW_STATUS_PAGE (other)), ==,
                   "This recruiter accepts a request first; then you pick a time.");
  page_press (page_get (other, GTK_TYPE_BUTTON, "Request 1-1 Chat"));
  action = page_window_steal_action (fixture->window);
  g_assert_cmpstr (action, ==, "win.request ingrid");

  /* The acceptance comes while one looks: slots appear, and the question is answered already. */
  made_up_add_chats (fixture->made_up, &accepted, 1);
  page_settle (fixture->window);
  choose (fixture, AT_1415);
  g_assert_false (gtk_widget_get_mapped (get_book (fixture)) == FALSE);
  g_assert_null (page_find (fixture->page, ADW_TYPE_ENTRY_ROW, NULL));
  page_press (get_book (fixture));
  g_assert_cmpint (fake_session_get_command (fixture->made_up->session)->verb, ==, DUO_VERB_PICK);
  g_assert_cmpstr (duo_chat_get_id (fake_session_get_command (fixture->made_up->session)->chat), ==, "chat");
  fake_session_fail (fixture->made_up->session, DUO_CLIENT_ERROR_STALE, DUO_REFUSAL_NONE);
  page_settle (fixture->window);
}

/* The record that one asked with is accepted: the page that waits for it turns to the slots by itself. */
static void
test_accepted_while_waiting (Fixture *fixture, gconstpointer data)
{
  const MadeUpChat asked = {"chat", "ingrid", DUO_CHAT_REQUESTED, .rev = 2};
  const MadeUpChat accepted = {"chat", "ingrid", DUO_CHAT_ACCEPTED, .answer = "In August", .rev = 3};
  GtkWidget *other = page_get (fixture->page, ADW_TYPE_STATUS_PAGE, NULL);

  made_up_add_chats (fixture->made_up, &asked, 1);
  page_settle (fixture->window);
  g_assert_cmpstr (adw_status_page_get_description (ADW_STATUS_PAGE (other)), ==,
                   "You asked for a chat. Once Ingrid accepts, you pick a time.");
  g_assert_null (find_cell (fixture, AT_1415));

  made_up_add_chats (fixture->made_up, &accepted, 1);
  page_settle (fixture->window);
  choose (fixture, AT_1415);
  g_assert_true (gtk_widget_is_sensitive (get_book (fixture)));
}

/* The field is there exactly where the service would want an answer. */
static void
test_asked_as_the_service_asks (Fixture *fixture, gconstpointer data)
{
  const MadeUpChat accepted = {"chat", "ingrid", DUO_CHAT_ACCEPTED, .rev = 2};
  const MadeUpChat handed_over = {
      "chat",  "ingrid", DUO_CHAT_ACCEPTED, .answer = "To somebody else", .moved_by = DUO_ROLE_RECRUITER,
      .rev = 3};

  made_up_add_chats (fixture->made_up, &accepted, 1);
  page_settle (fixture->window);
  choose (fixture, AT_1415);
  g_assert_null (page_find (fixture->page, ADW_TYPE_ENTRY_ROW, NULL));

  made_up_add_chats (fixture->made_up, &handed_over, 1);
  page_settle (fixture->window);
  g_assert_nonnull (page_find (fixture->page, ADW_TYPE_ENTRY_ROW, NULL));
}

/* A question is longer than the row in which it is answered. */
static void
test_question_is_whole (Fixture *fixture, gconstpointer data)
{
  DuoPerson *ada = made_up_find (fixture->made_up, "ada");
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (get_answer (fixture)));

  choose (fixture, AT_1415);
  g_assert_true (page_says (fixture->page, duo_person_get_question (ada)));
  g_assert_cmpstr (title, ==, "Your answer, needed to book");
}

static void
test_request_dialog_says_the_question (Fixture *fixture, gconstpointer data)
{
  DuoPerson *ingrid = made_up_find (fixture->made_up, "ingrid");
  AdwDialog *dialog = duo_request_dialog_new (fixture->made_up->session, ingrid);

  adw_dialog_present (dialog, fixture->window);
  page_settle (fixture->window);
  g_assert_true (page_says (GTK_WIDGET (dialog), duo_person_get_question (ingrid)));
  adw_dialog_force_close (dialog);
  page_settle (fixture->window);
}

static void
set_up_move (Fixture *fixture, gconstpointer role)
{
  make (fixture, GPOINTER_TO_UINT (role));
  made_up_add_usual_chats (fixture->made_up);
  show (fixture,
        duo_person_page_new_move (fixture->made_up->session,
                                  duo_event_find_chat (fixture->made_up->event, "c-thandiwe")),
        1200, 800);
}

static void
test_move (Fixture *fixture, gconstpointer data)
{
  g_autofree char *toast = NULL;
  const FakeCommand *command;
  GtkWidget *move;

  g_assert_true (page_says (fixture->page, "Move 1-1 Chat"));
  g_assert_cmpint (get_look (fixture, "2026-11-03T15:45:00Z"), ==, DUO_SLOT_LOOK_MINE);
  g_assert_cmpint (get_look (fixture, "2026-11-03T14:00:00Z"), ==, DUO_SLOT_LOOK_CONFLICT);
  /* No more than what the cell may cut short: a screen reader has the sentence. */
  g_assert_cmpstr (gtk_widget_get_tooltip_text (find_cell (fixture, "2026-11-03T14:00:00Z")), ==,
                   "Chen Yu-ting");
  g_assert_null (gtk_widget_get_tooltip_text (find_cell (fixture, AT_1545)));
  choose (fixture, AT_1545);
  g_assert_true (
      page_says (fixture->page, "Instead of 16:45 · in New York \u206609:45\u2060–\u206010:00\u2069"));
  g_assert_null (page_find (fixture->page, ADW_TYPE_ENTRY_ROW, NULL));
  move = gtk_widget_get_ancestor (page_get (fixture->page, GTK_TYPE_LABEL, "Move Chat"), GTK_TYPE_BUTTON);
  page_press (move);

  command = fake_session_get_command (fixture->made_up->session);
  g_assert_cmpint (command->verb, ==, DUO_VERB_RESCHEDULE);
  g_assert_null (command->person);
  g_assert_cmpstr (duo_chat_get_id (command->chat), ==, "c-thandiwe");
  g_assert_null (command->answer);
  fake_session_answer (fixture->made_up->session, command->chat);
  page_wait_until (is_unmapped, fixture->page);
  /* One is back where the chat stands: there is nothing to go and see. */
  toast = fake_window_steal_toast ();
  g_assert_true (g_str_has_prefix (toast, "Moved Thandiwe Mokoena to "));
  g_assert_false (fake_window_toast_offers ());
}

static void
test_move_to_other_day (Fixture *fixture, gconstpointer data)
{
  show_day (fixture, "2026-11-04");
  choose (fixture, "2026-11-04T09:00:00Z");
  g_assert_true (
      page_says (fixture->page, "Instead of Tue 3, 16:45 · in New York \u206604:00\u2060–\u206004:15\u2069"));
}

/* A recruiter moves among their own slots, and says why; of the talents' nothing is known. */
static void
test_recruiter_moves (Fixture *fixture, gconstpointer data)
{
  GtkWidget *move;

  g_assert_true (page_says (fixture->page, "Thandiwe Mokoena"));
  g_assert_cmpint (get_look (fixture, "2026-11-03T15:45:00Z"), ==, DUO_SLOT_LOOK_MINE);
  choose (fixture, AT_1545);
  move = gtk_widget_get_ancestor (page_get (fixture->page, GTK_TYPE_LABEL, "Move Chat"), GTK_TYPE_BUTTON);
  page_press (move);
  g_assert_null (fake_session_get_command (fixture->made_up->session));
  answer (fixture, " \u200b ");
  page_press (move);
  g_assert_null (fake_session_get_command (fixture->made_up->session));
  answer (fixture, " I am ill. ");
  page_press (move);
  g_assert_cmpint (fake_session_get_command (fixture->made_up->session)->verb, ==, DUO_VERB_RESCHEDULE);
  g_assert_cmpstr (fake_session_get_command (fixture->made_up->session)->message, ==, "I am ill.");
  g_assert_null (fake_session_get_command (fixture->made_up->session)->answer);
  fake_session_fail (fixture->made_up->session, DUO_CLIENT_ERROR_STALE, DUO_REFUSAL_NONE);
  page_settle (fixture->window);
}

/* A room is at the service: the button waits for it, and says so where it says what is the case. */
static void
test_join_needs_a_connection (void)
{
  Fixture fixture;
  GtkWidget *join;

  make (&fixture, DUO_ROLE_TALENT);
  made_up_add_usual_chats (fixture.made_up);
  made_up_set_now (fixture.made_up, AT_1415);
  fake_session_set_state (fixture.made_up->session, DUO_SESSION_OFFLINE);
  show (&fixture, duo_person_page_new (fixture.made_up->session, made_up_find (fixture.made_up, "ada")), 360,
        648);
  join = page_get (fixture.page, GTK_TYPE_BUTTON, "Join");
  g_assert_false (gtk_widget_get_sensitive (join));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (join), ==, "No connection");
  g_assert_true (page_says (fixture.page, "No connection"));

  fake_session_set_state (fixture.made_up->session, DUO_SESSION_ONLINE);
  g_assert_true (gtk_widget_get_sensitive (join));
  g_assert_null (gtk_widget_get_tooltip_text (join));
  g_assert_true (page_says (fixture.page, "The room is open"));
  tear_down (&fixture, NULL);
}

static void
test_narrow (void)
{
  Fixture fixture;
  GtkWidget *split, *book;

  make (&fixture, DUO_ROLE_TALENT);
  show (&fixture, duo_person_page_new (fixture.made_up->session, made_up_find (fixture.made_up, "ada")), 360,
        648);
  split = page_get (fixture.page, ADW_TYPE_NAVIGATION_SPLIT_VIEW, NULL);
  g_assert_true (adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (split)));
  g_assert_null (find_cell (&fixture, AT_1415));
  g_assert_true (page_says (fixture.page, "14 open slots"));

  /* Profile, then slots: two pages. */
  book = page_get (fixture.page, GTK_TYPE_BUTTON, "Book 1-1 Chat");
  page_press (book);
  page_wait_until (is_unmapped, book);
  page_settle (fixture.window);
  g_assert_true (page_says (fixture.page, "15 minutes each · Stockholm, New York below"));
  g_assert_true (page_says (fixture.page, "Tue 3"));
  choose (&fixture, AT_1415);
  g_assert_true (page_says (fixture.page, "Tue 3, \u206614:15\u2060–\u206014:30\u2069"));
  g_assert_cmpint (gtk_widget_get_width (fixture.window), <=, 360);
  tear_down (&fixture, NULL);
}

static void
test_loading_and_none (void)
{
  Fixture fixture;

  fixture.made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  made_up_set_now (fixture.made_up, MORNING);
  fixture.slots = duo_slots_new ("ada");
  fake_session_set_slots (fixture.made_up->session, fixture.slots);
  show (&fixture, duo_person_page_new (fixture.made_up->session, made_up_find (fixture.made_up, "ada")), 1200,
        800);
  g_assert_true (page_says (fixture.page, "Getting the Slots…"));
  duo_slots_set_loaded (fixture.slots);
  page_settle (fixture.window);
  g_assert_true (page_says (fixture.page, "No Slots"));
  tear_down (&fixture, NULL);
}

/* Slots are not kept: without a connection there is nothing to wait for, which is said, with a way on. */
static void
test_offline_before_slots (void)
{
  Fixture fixture;
  g_autoptr (DuoSlots) known = made_up_slots_new ("ada");
  g_autofree char *action = NULL;

  fixture.made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  made_up_set_now (fixture.made_up, MORNING);
  fixture.slots = duo_slots_new ("ada");
  fake_session_set_slots (fixture.made_up->session, fixture.slots);
  fake_session_set_state (fixture.made_up->session, DUO_SESSION_OFFLINE);
  show (&fixture, duo_person_page_new (fixture.made_up->session, made_up_find (fixture.made_up, "ada")), 1200,
        800);
  g_assert_true (page_says (fixture.page, "No Connection to the Service"));
  g_assert_false (page_says (fixture.page, "Getting the Slots…"));
  page_press (page_get (fixture.page, GTK_TYPE_BUTTON, "Try Again"));
  action = page_window_steal_action (fixture.window);
  g_assert_cmpstr (action, ==, "win.reconnect");

  fake_session_set_state (fixture.made_up->session, DUO_SESSION_CONNECTING);
  g_assert_true (page_says (fixture.page, "Getting the Slots…"));
  duo_slots_set_day (fixture.slots, TODAY, duo_slots_get_day (known, TODAY));
  page_settle (fixture.window);
  g_assert_cmpint (get_look (&fixture, AT_1415), ==, DUO_SLOT_LOOK_FREE);
  tear_down (&fixture, NULL);
}

typedef struct
{
  gboolean twelve_hours;
  int dpi;
  guint minutes;
  guint columns;
  const char *title; /* what the bar says of the slot at ten */
} Width;

static guint
count_columns (GPtrArray *cells, Fixture *fixture)
{
  g_autoptr (GHashTable) edges = g_hash_table_new (NULL, NULL);
  GtkWidget *table = gtk_widget_get_parent (cells->pdata[0]);
  int right = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      graphene_rect_t place;

      g_assert_true (gtk_widget_compute_bounds (cells->pdata[i], table, &place));
      right = MAX (right, (int) (place.origin.x + place.size.width));
      g_assert_cmpint (duo_slot_cell_get_room (cells->pdata[i]), <=, (int) place.size.width);
      g_hash_table_add (edges, GINT_TO_POINTER ((int) place.origin.x));
    }
  /* Neither cut nor short of the edge. */
  g_assert_cmpint (right, ==, gtk_widget_get_width (table));
  g_assert_cmpint (right, <=, 360 - 2 * 12);
  return g_hash_table_size (edges);
}

/* As many columns as there is room for, whatever the clock and the size of the text; a slot that is chosen moves
 * nothing. */
static void
test_narrow_fits (gconstpointer data)
{
  const Width *width = data;
  Fixture fixture;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Stockholm");
  const DuoDayWindow window = {10 * 60, 13 * 60};
  g_autoptr (DuoDay) day = duo_day_new (TODAY, DUO_DAY_VIRTUAL, &window, 1, NULL);
  DuoSlotRules rules = {.minutes = width->minutes};
  g_autoptr (GArray) grid = duo_slot_grid_new (day, zone, &rules);
  g_autoptr (GPtrArray) cells = NULL;
  int dpi;

  twelve_hours = width->twelve_hours;
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", width->dpi * 1024, NULL);
  fixture.made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  made_up_set_now (fixture.made_up, MORNING);
  fixture.slots = duo_slots_new ("ada");
  duo_slots_set_day (fixture.slots, TODAY, grid);
  fake_session_set_slots (fixture.made_up->session, fixture.slots);
  show (&fixture, duo_person_page_new (fixture.made_up->session, made_up_find (fixture.made_up, "ada")), 360,
        648);
  duo_person_page_show_slots (DUO_PERSON_PAGE (fixture.page));
  page_settle (fixture.window);

  cells = page_find_all (fixture.page, DUO_TYPE_SLOT_CELL);
  g_assert_cmpuint (count_columns (cells, &fixture), ==, width->columns);
  choose (&fixture, "2026-11-03T09:00:00Z");
  g_assert_cmpint (get_look (&fixture, "2026-11-03T09:00:00Z"), ==, DUO_SLOT_LOOK_CHOSEN);
  g_assert_cmpuint (count_columns (cells, &fixture), ==, width->columns);
  g_assert_true (page_says (fixture.page, width->title));
  g_assert_cmpint (gtk_widget_get_width (fixture.window), <=, 360);
  tear_down (&fixture, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
  twelve_hours = FALSE;
}

static const Width in_24_hours = {FALSE, 96, 5, 4, "Tue 3, \u206610:00\u2060–\u206010:05\u2069"};
static const Width in_12_hours = {TRUE, 96, 5, 3, "Tue 3, \u206610:00\u2060–\u206010:05\u00a0AM\u2069"};
static const Width quarters_in_12_hours = {TRUE, 96, 15, 2,
                                           "Tue 3, \u206610:00\u2060–\u206010:15\u00a0AM\u2069"};
static const Width with_large_text = {FALSE, 144, 5, 3, "Tue 3, \u206610:00\u2060–\u206010:05\u2069"};

static gboolean
is_revealed (gpointer banner)
{
  return adw_banner_get_revealed (banner);
}

/* What was seen stays, with a word that it may be old. */
static void
test_offline_after_slots (Fixture *fixture, gconstpointer data)
{
  AdwBanner *banner = ADW_BANNER (page_get (fixture->page, ADW_TYPE_BANNER, NULL));

  /* A screen reader finds what is folded away, too. */
  g_assert_cmpstr (adw_banner_get_title (banner), ==, "");
  fake_session_set_state (fixture->made_up->session, DUO_SESSION_OFFLINE);
  g_assert_true (is_revealed (banner));
  g_assert_true (g_str_has_prefix (adw_banner_get_title (banner), "Offline. "));
  g_assert_cmpint (get_look (fixture, AT_1415), ==, DUO_SLOT_LOOK_FREE);
  fake_session_set_state (fixture->made_up->session, DUO_SESSION_ONLINE);
  g_assert_false (is_revealed (banner));
  g_assert_cmpstr (adw_banner_get_title (banner), ==, "");
}

/* Slots of every length stand without falling over each other. */
static void
test_lengths (gconstpointer minutes)
{
  Fixture fixture;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Stockholm");
  const DuoDayWindow window = {550, 760};
  g_autoptr (DuoDay) day = duo_day_new (TODAY, DUO_DAY_VIRTUAL, &window, 1, NULL);
  DuoSlotRules rules = {.minutes = GPOINTER_TO_UINT (minutes)};
  g_autoptr (GArray) grid = duo_slot_grid_new (day, zone, &rules);
  g_autoptr (GPtrArray) cells = NULL;

  fixture.made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  made_up_set_now (fixture.made_up, MORNING);
  fixture.slots = duo_slots_new ("ada");
  duo_slots_set_day (fixture.slots, TODAY, grid);
  fake_session_set_slots (fixture.made_up->session, fixture.slots);
  show (&fixture, duo_person_page_new (fixture.made_up->session, made_up_find (fixture.made_up, "ada")), 1200,
        800);

  cells = page_find_all (fixture.page, DUO_TYPE_SLOT_CELL);
  g_assert_cmpuint (cells->len, ==, grid->len);
  for (guint i = 0; i + 1 < cells->len; i++)
    for (guint j = i + 1; j < cells->len; j++)
      {
        graphene_rect_t a, b;

        g_assert_true (gtk_widget_compute_bounds (cells->pdata[i], fixture.window, &a));
        g_assert_true (gtk_widget_compute_bounds (cells->pdata[j], fixture.window, &b));
        g_assert_false (graphene_rect_intersection (&a, &b, NULL));
      }
  tear_down (&fixture, NULL);
}

#define ADD(path, person, function)                                                                          \
  g_test_add ("/app/slot-picker/" path, Fixture, person, set_up, function, tear_down)
#define ADD_MOVE(path, role, function)                                                                       \
  g_test_add ("/app/slot-picker/" path, Fixture, GUINT_TO_POINTER (role), set_up_move, function, tear_down)

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  ADD ("shows-slots", NULL, test_shows_slots);
  ADD ("profile", NULL, test_profile);
  ADD ("rows-are-hours", NULL, test_rows_are_hours);
  ADD ("break-is-shown", NULL, test_break_is_shown);
  ADD ("books", NULL, test_books);
  ADD ("answer-is-needed", NULL, test_answer_is_needed);
  ADD ("lost-race", NULL, test_lost_race);
  ADD ("chosen-is-taken", NULL, test_chosen_is_taken);
  ADD ("nothing-left", NULL, test_nothing_left);
  ADD ("live", NULL, test_live);
  ADD ("taken", NULL, test_taken_cannot_be_chosen);
  ADD ("past-hours", NULL, test_past_hours);
  ADD ("chosen-passes", NULL, test_chosen_passes);
  ADD ("passed-is-not-taken", NULL, test_passed_is_not_taken);
  ADD ("blocked-is-not-taken", NULL, test_blocked_is_not_taken);
  ADD ("booking-closes", NULL, test_booking_closes);
  ADD ("other-day", NULL, test_other_day);
  ADD ("keyboard", NULL, test_keyboard);
  ADD ("keyboard-chooses", NULL, test_keyboard_chooses);
  ADD ("says-what-it-waits-for", NULL, test_says_what_it_waits_for);
  ADD ("refused", NULL, test_refused);
  ADD ("offline", NULL, test_offline);
  ADD ("offline-after-slots", NULL, test_offline_after_slots);
  ADD ("leaves-before-the-answer", NULL, test_leaves_before_the_answer);
  ADD ("request-first", "ingrid", test_request_first);
  ADD ("accepted-while-waiting", "ingrid", test_accepted_while_waiting);
  ADD ("asked-as-the-service-asks", "ingrid", test_asked_as_the_service_asks);
  ADD ("question-is-whole", NULL, test_question_is_whole);
  ADD ("request-dialog-says-the-question", "ingrid", test_request_dialog_says_the_question);
  ADD_MOVE ("move", DUO_ROLE_TALENT, test_move);
  ADD_MOVE ("move-to-other-day", DUO_ROLE_TALENT, test_move_to_other_day);
  ADD_MOVE ("recruiter-moves", DUO_ROLE_RECRUITER, test_recruiter_moves);
  g_test_add_func ("/app/slot-picker/many-colleagues", test_many_colleagues);
  g_test_add_func ("/app/slot-picker/join-needs-a-connection", test_join_needs_a_connection);
  g_test_add_func ("/app/slot-picker/narrow", test_narrow);
  g_test_add_func ("/app/slot-picker/loading-and-none", test_loading_and_none);
  g_test_add_data_func ("/app/slot-picker/narrow/24-hours", &in_24_hours, test_narrow_fits);
  g_test_add_data_func ("/app/slot-picker/narrow/12-hours", &in_12_hours, test_narrow_fits);
  g_test_add_data_func ("/app/slot-picker/narrow/quarters-in-12-hours", &quarters_in_12_hours,
                        test_narrow_fits);
  g_test_add_data_func ("/app/slot-picker/narrow/large-text", &with_large_text, test_narrow_fits);
  g_test_add_func ("/app/slot-picker/offline-before-slots", test_offline_before_slots);
  g_test_add_data_func ("/app/slot-picker/length/5", GUINT_TO_POINTER (5), test_lengths);
  g_test_add_data_func ("/app/slot-picker/length/15", GUINT_TO_POINTER (15), test_lengths);
  g_test_add_data_func ("/app/slot-picker/length/25", GUINT_TO_POINTER (25), test_lengths);
  g_test_add_data_func ("/app/slot-picker/length/40", GUINT_TO_POINTER (40), test_lengths);
  g_test_add_data_func ("/app/slot-picker/length/60", GUINT_TO_POINTER (60), test_lengths);
  g_test_add_data_func ("/app/slot-picker/length/90", GUINT_TO_POINTER (90), test_lengths);
  return g_test_run ();
}
