/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "made-up.h"
#include "page-test.h"
#include "schedule/duo-chat-block.h"
#include "schedule/duo-day-column.h"
#include "schedule/duo-day-head.h"
#include "schedule/duo-schedule-page.h"
#include "schedule/duo-time-axis.h"

typedef struct
{
  MadeUp *made_up;
  GtkWidget *page;
  GtkWidget *window;
} Fixture;

static void
open_page_of (Fixture *fixture, gboolean with_chats, int width, int height)
{
  fixture->made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  if (with_chats)
    made_up_add_usual_chats (fixture->made_up);
  fixture->page = duo_schedule_page_new (fixture->made_up->session);
  fixture->window = page_window_new (page_clamp_new (fixture->page, width), width + 40, height);
}

static void
open_page (Fixture *fixture, gboolean with_chats, int width)
{
  open_page_of (fixture, with_chats, width, 900);
}

static void
close_page (Fixture *fixture)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->page), (gpointer *) &fixture->page);
  page_window_close (fixture->window);
  g_assert_null (fixture->page);
  g_assert_finalize_object (g_steal_pointer (&fixture->made_up->session));
  made_up_free (fixture->made_up);
}

static GtkWidget *
find_block (Fixture *fixture, const char *id)
{
  g_autoptr (GPtrArray) blocks = page_find_all (fixture->page, DUO_TYPE_CHAT_BLOCK);

  for (guint i = 0; i < blocks->len; i++)
    if (g_str_equal (duo_chat_get_id (duo_chat_block_get_chat (blocks->pdata[i])), id))
      return blocks->pdata[i];

  return NULL;
}

static GtkWidget *
get_block (Fixture *fixture, const char *id)
{
  GtkWidget *block = find_block (fixture, id);

  if (!block)
    g_error ("There is no block of %s on screen", id);
  return block;
}

/* Where @widget stands in the page. */
static graphene_rect_t
get_place (Fixture *fixture, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, fixture->page, &bounds));
  return bounds;
}

static GtkWidget *
find_join (GtkWidget *block)
{
  g_autoptr (GPtrArray) buttons = page_find_all (block, GTK_TYPE_BUTTON);

  return buttons->len > 1 ? buttons->pdata[1] : NULL;
}

static void
change_chat (Fixture *fixture, const MadeUpChat *chat)
{
  made_up_add_chats (fixture->made_up, chat, 1);
  page_settle (fixture->page);
}

/* The page looks at the clock when its session says something. */
static void
move_clock (Fixture *fixture, const char *time)
{
  made_up_set_now (fixture->made_up, time);
  fake_session_set_state (fixture->made_up->session, DUO_SESSION_ONLINE);
  page_settle (fixture->page);
}

static void
test_days_say_what_is_on_them (void)
{
  Fixture fixture;

  open_page (&fixture, TRUE, 1280);
  g_assert_true (page_says (fixture.page, "Tuesday 3 November"));
  g_assert_true (page_says (fixture.page, "Today"));
  g_assert_true (page_says (fixture.page, "4 chats, 1 done"));
  g_assert_true (page_says (fixture.page, "Wednesday 4 November"));
  g_assert_true (page_says (fixture.page, "3 chats"));
  g_assert_true (page_says (fixture.page, "Thursday 5 November"));
  g_assert_true (page_says (fixture.page, "2 chats"));
  close_page (&fixture);
}

static void
test_blocks_stand_at_their_time (void)
{
  Fixture fixture;
  graphene_rect_t ada, chen, soren, nilufar;

  open_page (&fixture, TRUE, 1280);
  ada = get_place (&fixture, get_block (&fixture, "c-ada"));
  chen = get_place (&fixture, get_block (&fixture, "c-chen"));
  soren = get_place (&fixture, get_block (&fixture, "c-soren"));
  nilufar = get_place (&fixture, get_block (&fixture, "c-nilufar"));

  /* 140 pixels an hour: 14:15 and 15:00 are 45 minutes apart, 15 and 30 minutes long. */
  g_assert_cmpfloat_with_epsilon (chen.origin.y - ada.origin.y, 105, 1.5);
  g_assert_cmpfloat_with_epsilon (soren.origin.y - ada.origin.y, -140, 1.5);
  g_assert_cmpfloat_with_epsilon (ada.size.height, 35, .5);
  g_assert_cmpfloat_with_epsilon (nilufar.size.height, 70, .5);
  /* Another day is another column. */
  g_assert_cmpfloat_with_epsilon (ada.origin.x, chen.origin.x, .5);
  g_assert_cmpfloat (soren.origin.x, >=, ada.origin.x + ada.size.width);
  close_page (&fixture);
}

/* The hours are as high as ever for a chat of five minutes with nothing after it; neighbours have a line each. */
static void
test_only_neighbours_stretch_the_hours (void)
{
  static const MadeUpChat brief = {"c-mateusz", "mateusz", DUO_CHAT_CONFIRMED, "2026-11-05T09:00:00Z", 5};
  static const MadeUpChat next = {"c-yuki", "yuki", DUO_CHAT_CONFIRMED, "2026-11-05T09:05:00Z", 5, .rev = 2};
  Fixture fixture;
  graphene_rect_t one, other, ada, chen;

  open_page (&fixture, TRUE, 1280);
  change_chat (&fixture, &brief);
  one = get_place (&fixture, get_block (&fixture, "c-mateusz"));
  ada = get_place (&fixture, get_block (&fixture, "c-ada"));
  chen = get_place (&fixture, get_block (&fixture, "c-chen"));
  g_assert_cmpfloat (one.size.height, >=, 34);
  g_assert_cmpfloat_with_epsilon (chen.origin.y - ada.origin.y, 105, 1.5);

  change_chat (&fixture, &next);
  one = get_place (&fixture, get_block (&fixture, "c-mateusz"));
  other = get_place (&fixture, get_block (&fixture, "c-yuki"));
  g_assert_cmpfloat (other.origin.y, >=, one.origin.y + one.size.height);
  close_page (&fixture);
}

static void
test_requests_without_a_time_are_not_there (void)
{
  Fixture fixture;

  open_page (&fixture, TRUE, 1280);
  g_assert_null (find_block (&fixture, "c-ingrid"));
  g_assert_null (find_block (&fixture, "c-leila"));
  g_assert_null (find_block (&fixture, "c-jon"));
  g_assert_nonnull (find_block (&fixture, "c-oluwaseun"));
  close_page (&fixture);
}

static void
test_states_are_more_than_colour (void)
{
  Fixture fixture;
  GtkWidget *past, *current, *ahead;

  open_page (&fixture, TRUE, 1280);
  past = get_block (&fixture, "c-oluwaseun");
  current = get_block (&fixture, "c-ada");
  ahead = get_block (&fixture, "c-chen");

  g_assert_true (gtk_widget_has_css_class (past, "past"));
  g_assert_nonnull (page_find (past, GTK_TYPE_IMAGE, NULL));
  g_assert_true (gtk_widget_has_css_class (current, "current"));
  g_assert_nonnull (find_join (current));
  g_assert_false (gtk_widget_has_css_class (ahead, "current"));
  g_assert_null (find_join (ahead));
  close_page (&fixture);
}

static void
assert_accessible_name (GtkWidget *block, const char *name)
{
  g_autoptr (GPtrArray) buttons = page_find_all (block, GTK_TYPE_BUTTON);
  g_autofree char *wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (buttons->pdata[0]),
                                                               GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  g_assert_cmpstr (wrong, ==, NULL);
}

static void
test_a_screen_reader_hears_all (void)
{
  static const MadeUpChat soon = {"c-ada", "ada", DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z", 15, .rev = 2};
  Fixture fixture;

  open_page (&fixture, TRUE, 1280);
  assert_accessible_name (
      get_block (&fixture, "c-ada"),
      "Tuesday 3 November, 14:15 to 14:30 (08:15 New York), Ada Lindqvist, Kvarken Systems, now");
  /* Its room is open before it begins. */
  made_up_set_now (fixture.made_up, "2026-11-03T13:12:00Z");
  change_chat (&fixture, &soon);
  assert_accessible_name (
      get_block (&fixture, "c-ada"),
      "Tuesday 3 November, 14:15 to 14:30 (08:15 New York), Ada Lindqvist, Kvarken Systems, room is open");
  assert_accessible_name (
      get_block (&fixture, "c-oluwaseun"),
      "Tuesday 3 November, 10:00 to 10:15 (04:00 New York), Oluwaseun Adeyemi, Merekivi Software, over");
  assert_accessible_name (get_block (&fixture, "c-rosa"),
                          "Thursday 5 November, 13:20 to 13:40 (07:20 New York), Rosa Quispe, Halden Grid");
  close_page (&fixture);
}

static void
test_join_comes_and_goes_with_the_room (void)
{
  Fixture fixture;

  open_page (&fixture, TRUE, 1280);
  g_assert_null (find_join (get_block (&fixture, "c-chen")));
  move_clock (&fixture, "2026-11-03T13:55:30Z"); /* five minutes before 15:00 in Stockholm */
  g_assert_nonnull (find_join (get_block (&fixture, "c-chen")));
  g_assert_null (find_join (get_block (&fixture, "c-ada")));
  move_clock (&fixture, "2026-11-03T15:00:00Z");
  g_assert_null (find_join (get_block (&fixture, "c-chen")));
  close_page (&fixture);
}

/* Who misses the drawn pill still joins: what lies above and below it, and to the block's end, is Join as well. */
static void
assert_join_fills_the_end (Fixture *fixture, const char *id, int pill_height)
{
  GtkWidget *block = get_block (fixture, id);
  GtkWidget *join = find_join (block);
  graphene_rect_t whole = get_place (fixture, block);
  graphene_rect_t target = get_place (fixture, join);
  graphene_rect_t pill = get_place (fixture, gtk_widget_get_first_child (join));
  float x = pill.origin.x + pill.size.width / 2;

  g_assert_cmpfloat (target.size.height, >=, 34);
  g_assert_cmpfloat (target.size.height, ==, whole.size.height);
  g_assert_cmpfloat (target.origin.x + target.size.width, ==, whole.origin.x + whole.size.width);
  for (float y = whole.origin.y; y < whole.origin.y + whole.size.height; y += 1)
    {
      GtkWidget *hit = gtk_widget_pick (fixture->page, x, y, GTK_PICK_DEFAULT);

      g_assert_true (hit == join || gtk_widget_is_ancestor (hit, join));
    }
  g_assert_cmpfloat_with_epsilon (pill.size.height, pill_height, .5);
}

static void
test_join_is_as_high_as_its_block (void)
{
  static const MadeUpChat brief = {"c-mateusz", "mateusz", DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z", 5};
  Fixture fixture;

  open_page (&fixture, TRUE, 1280);
  assert_join_fills_the_end (&fixture, "c-ada", 24);
  close_page (&fixture);

  open_page (&fixture, FALSE, 360);
  change_chat (&fixture, &brief);
  assert_join_fills_the_end (&fixture, "c-mateusz", 28);
  close_page (&fixture);
}

static void
test_who_is_waiting_is_said (void)
{
  Fixture fixture;

  open_page (&fixture, TRUE, 1280);
  duo_chat_set_peer_present (duo_event_find_chat (fixture.made_up->event, "c-ada"), TRUE);
  duo_chat_set_peer_present (duo_event_find_chat (fixture.made_up->event, "c-chen"), TRUE);
  page_settle (fixture.page);
  g_assert_true (page_says (get_block (&fixture, "c-ada"), "Ada is waiting"));
  /* The control: there is no room to wait in. */
  g_assert_true (page_says (get_block (&fixture, "c-chen"), "Polarstern Robotics"));
  close_page (&fixture);
}

/* What is said of late is said here, too, and only until that time has come. */
static void
test_who_is_late_is_said (void)
{
  g_autoptr (DuoChatRecord) late = NULL;
  Fixture fixture;
  DuoChat *chat;

  open_page (&fixture, TRUE, 1280);
  chat = duo_event_find_chat (fixture.made_up->event, "c-ada");
  g_assert_true (page_says (get_block (&fixture, "c-ada"), "Kvarken Systems"));
  late = duo_chat_record_copy (duo_chat_get_record (chat));
  late->late = 5;
  late->acted = DUO_ROLE_RECRUITER;
  late->changed = duo_clock_now (fixture.made_up->clock);
  duo_chat_update (chat, late);
  page_settle (fixture.page);
  g_assert_true (page_says (get_block (&fixture, "c-ada"), "Ada is 5 minutes late"));
  move_clock (&fixture, "2026-11-03T13:24:30Z");
  g_assert_true (page_says (get_block (&fixture, "c-ada"), "Kvarken Systems"));
  close_page (&fixture);
}

/* The room stays open for a while: that no time is left in it goes before whose company it is. */
static void
test_time_that_is_up_is_said (void)
{
  Fixture fixture;

  open_page (&fixture, TRUE, 1280);
  move_clock (&fixture, "2026-11-03T13:29:30Z");
  g_assert_true (page_says (get_block (&fixture, "c-ada"), "Kvarken Systems"));
  move_clock (&fixture, "2026-11-03T13:30:30Z");
  g_assert_true (page_says (get_block (&fixture, "c-ada"), "Time is up, the room is open"));
  close_page (&fixture);
}

static void
test_join_needs_the_service (void)
{
  Fixture fixture;

  open_page (&fixture, TRUE, 1280);
  g_assert_true (gtk_widget_is_sensitive (find_join (get_block (&fixture, "c-ada"))));
  fake_session_set_state (fixture.made_up->session, DUO_SESSION_OFFLINE);
  page_settle (fixture.page);
  g_assert_false (gtk_widget_is_sensitive (find_join (get_block (&fixture, "c-ada"))));
  g_assert_true (page_says (get_block (&fixture, "c-ada"), "No connection"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (find_join (get_block (&fixture, "c-ada"))), ==,
                   "No connection");
  /* What cannot be joined anyway does not complain. */
  g_assert_true (page_says (get_block (&fixture, "c-chen"), "Polarstern Robotics"));
  close_page (&fixture);
}

/* Talents have no company: then it is what they are. */
static void
test_who_has_no_company_is_something_else (void)
{
  static const MadeUpPerson amara = {"amara", "Amara Okafor", "MSc Computer Science",
                                     NULL,    "Rust",         "English"};
  static const MadeUpChat chat = {"c-amara", "amara", DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z", 15};
  Fixture fixture;

  open_page (&fixture, FALSE, 1280);
  made_up_add_people (fixture.made_up, &amara, 1);
  change_chat (&fixture, &chat);
  g_assert_true (page_says (get_block (&fixture, "c-amara"), "MSc Computer Science"));
  close_page (&fixture);
}

static void
test_buttons_lead_somewhere (void)
{
  Fixture fixture;
  g_autoptr (GPtrArray) buttons = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *shown = NULL;

  open_page (&fixture, TRUE, 1280);
  page_press (find_join (get_block (&fixture, "c-ada")));
  joined = page_window_steal_action (fixture.window);
  g_assert_cmpstr (joined, ==, "win.join c-ada");
  buttons = page_find_all (get_block (&fixture, "c-chen"), GTK_TYPE_BUTTON);
  page_press (buttons->pdata[0]);
  shown = page_window_steal_action (fixture.window);
  g_assert_cmpstr (shown, ==, "win.show-person chen");
  close_page (&fixture);
}

static void
test_changes_show_at_once (void)
{
  static const MadeUpChat moved = {"c-chen", "chen",  DUO_CHAT_CONFIRMED, "2026-11-04T14:00:00Z",
                                   20,       .rev = 2};
  static const MadeUpChat cancelled = {"c-rosa", "rosa",  DUO_CHAT_CANCELLED, "2026-11-05T12:20:00Z",
                                       20,       .rev = 2};
  static const MadeUpChat booked = {"c-mateusz", "mateusz", DUO_CHAT_CONFIRMED, "2026-11-05T09:00:00Z", 15};
  Fixture fixture;
  float before;

  open_page (&fixture, TRUE, 1280);
  before = get_place (&fixture, get_block (&fixture, "c-chen")).origin.x;
  change_chat (&fixture, &moved);
  g_assert_cmpfloat (get_place (&fixture, get_block (&fixture, "c-chen")).origin.x, >, before);
  change_chat (&fixture, &cancelled);
  g_assert_null (find_block (&fixture, "c-rosa"));
  change_chat (&fixture, &booked);
  g_assert_nonnull (find_block (&fixture, "c-mateusz"));
  g_assert_true (page_says (fixture.page, "4 chats"));
  close_page (&fixture);
}

/* Who has the focus on a chat keeps it while others come and go around it. */
static void
test_focus_survives_changes (void)
{
  static const MadeUpChat booked = {"c-mateusz", "mateusz", DUO_CHAT_CONFIRMED, "2026-11-03T13:40:00Z", 15};
  Fixture fixture;
  GtkWidget *block;

  open_page (&fixture, TRUE, 1280);
  block = get_block (&fixture, "c-ada");
  g_assert_true (gtk_widget_grab_focus (block));
  change_chat (&fixture, &booked);
  g_assert_true (get_block (&fixture, "c-ada") == block);
  g_assert_nonnull (gtk_widget_get_focus_child (block));
  close_page (&fixture);
}

static void
test_nothing_booked_says_what_to_do (void)
{
  static const MadeUpChat booked = {"c-ada", "ada", DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z", 15};
  Fixture fixture;
  g_autofree char *action = NULL;

  open_page (&fixture, FALSE, 1280);
  g_assert_true (page_says (fixture.page, "No Chats Yet"));
  page_press (page_get (fixture.page, GTK_TYPE_BUTTON, "Find Recruiters"));
  action = page_window_steal_action (fixture.window);
  g_assert_cmpstr (action, ==, "win.view directory");
  change_chat (&fixture, &booked);
  g_assert_false (page_says (fixture.page, "No Chats Yet"));
  g_assert_nonnull (find_block (&fixture, "c-ada"));
  close_page (&fixture);
}

static void
test_both_zones_are_headed (void)
{
  Fixture fixture;

  open_page (&fixture, TRUE, 1280);
  g_assert_true (page_says (fixture.page, "Stockholm"));
  g_assert_true (page_says (fixture.page, "New York"));
  g_assert_true (page_says (fixture.page, "15:00"));
  g_assert_true (page_says (fixture.page, "09:00"));
  close_page (&fixture);
}

/* The first hour has its label, and that is not cut. */
static void
test_the_first_hour_is_labelled (void)
{
  Fixture fixture;
  GtkWidget *axis;
  graphene_rect_t label;

  open_page (&fixture, TRUE, 1280);
  axis = page_get (fixture.page, DUO_TYPE_TIME_AXIS, NULL);
  g_assert_true (gtk_widget_compute_bounds (page_get (axis, GTK_TYPE_LABEL, "10:00"), axis, &label));
  g_assert_cmpfloat (label.origin.y, >=, 0);
  close_page (&fixture);
}

static void
test_now_is_marked_where_it_is (void)
{
  Fixture fixture;
  GtkWidget *chip;
  graphene_rect_t ada, now;

  open_page (&fixture, TRUE, 1280);
  chip = page_get (fixture.page, GTK_TYPE_LABEL, "14:17");
  ada = get_place (&fixture, get_block (&fixture, "c-ada"));
  now = get_place (&fixture, chip);
  /* Two minutes, or 4.7 pixels, below 14:15; the block keeps a pixel's distance. */
  g_assert_cmpfloat_with_epsilon (now.origin.y + now.size.height / 2 - ada.origin.y, 4, 2.5);
  g_assert_cmpfloat (now.origin.x + now.size.width, <, ada.origin.x);

  move_clock (&fixture, "2026-11-02T13:17:00Z");
  g_assert_null (page_find (fixture.page, GTK_TYPE_LABEL, "14:17"));
  g_assert_false (page_says (fixture.page, "Today"));
  close_page (&fixture);
}

/* Where the upper third of what is seen of the calendar ends. */
static float
get_third (Fixture *fixture)
{
  GtkWidget *axis = page_get (fixture->page, DUO_TYPE_TIME_AXIS, NULL);
  graphene_rect_t seen = get_place (fixture, gtk_widget_get_ancestor (axis, GTK_TYPE_SCROLLED_WINDOW));

  return seen.origin.y + seen.size.height / 3;
}

static void
assert_now_is_in_the_upper_third (Fixture *fixture)
{
  graphene_rect_t now = get_place (fixture, page_get (fixture->page, GTK_TYPE_LABEL, "14:17"));

  g_assert_cmpfloat_with_epsilon (now.origin.y + now.size.height / 2, get_third (fixture), 2);
}

static void
test_opens_with_now_in_the_upper_third (void)
{
  Fixture fixture;

  open_page_of (&fixture, TRUE, 1280, 600);
  assert_now_is_in_the_upper_third (&fixture);
  close_page (&fixture);
}

/* A page that was opened before anything was booked had no hours to scroll to. */
static void
test_first_booking_brings_now_into_view (void)
{
  static const MadeUpChat booked = {"c-ada", "ada", DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z", 15};
  Fixture fixture;

  open_page_of (&fixture, FALSE, 360, 600);
  change_chat (&fixture, &booked);
  assert_now_is_in_the_upper_third (&fixture);
  close_page (&fixture);
}

/* The evening before the event nobody cares for the hours of the evening. */
static void
test_opens_with_the_first_chat_ahead (void)
{
  static const MadeUpChat chats[] = {
      {"c-soren", "soren", DUO_CHAT_CONFIRMED, "2026-11-04T11:00:00Z", 15},
      {"c-ada", "ada", DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z", 15},
  };
  static const int widths[] = {1280, 360};

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      Fixture fixture = {made_up_new_peopled (DUO_ROLE_TALENT)};
      graphene_rect_t ada;

      made_up_set_now (fixture.made_up, "2026-11-02T18:00:00Z");
      made_up_add_chats (fixture.made_up, chats, G_N_ELEMENTS (chats));
      fixture.page = duo_schedule_page_new (fixture.made_up->session);
      fixture.window = page_window_new (page_clamp_new (fixture.page, widths[i]), widths[i] + 40, 600);
      ada = get_place (&fixture, get_block (&fixture, "c-ada"));
      g_assert_cmpfloat_with_epsilon (ada.origin.y, get_third (&fixture), 2);
      close_page (&fixture);
    }
}

/* Nobody is told that there are no chats before anybody knows. */
static void
test_unfetched_is_not_empty (void)
{
  Fixture fixture;

  open_page (&fixture, FALSE, 1280);
  fake_session_set_synced (fixture.made_up->session, 0);
  page_settle (fixture.page);
  g_assert_true (page_says (fixture.page, "Getting Your Chats…"));
  g_assert_false (page_says (fixture.page, "No Chats Yet"));
  fake_session_set_synced (fixture.made_up->session, duo_clock_now (fixture.made_up->clock));
  page_settle (fixture.page);
  g_assert_true (page_says (fixture.page, "No Chats Yet"));
  close_page (&fixture);
}

static void
test_narrow_is_one_day (void)
{
  Fixture fixture;
  AdwToggleGroup *days;

  open_page (&fixture, TRUE, 360);
  g_assert_true (page_says (fixture.page, "Tue 3"));
  g_assert_true (page_says (fixture.page, "Stockholm time, New York time beside it"));
  g_assert_nonnull (find_block (&fixture, "c-ada"));
  g_assert_null (find_block (&fixture, "c-soren"));

  days = ADW_TOGGLE_GROUP (page_get (fixture.page, ADW_TYPE_TOGGLE_GROUP, NULL));
  adw_toggle_group_set_active_name (days, "2026-11-04");
  page_settle (fixture.page);
  g_assert_nonnull (find_block (&fixture, "c-soren"));
  g_assert_null (find_block (&fixture, "c-ada"));
  /* Now is on another day. */
  g_assert_null (page_find (fixture.page, GTK_TYPE_LABEL, "14:17"));
  g_assert_cmpint (gtk_widget_get_width (fixture.page), ==, 360);
  close_page (&fixture);
}

/* At 200 % my hours stand below the event's, so that the day keeps most of a narrow page. */
static void
test_large_hours_are_stacked (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  Fixture fixture;
  GtkWidget *axis;
  graphene_rect_t hour, mine;

  g_object_set (settings, "gtk-xft-dpi", 192 * 1024, NULL);
  open_page (&fixture, TRUE, 360);
  axis = page_get (fixture.page, DUO_TYPE_TIME_AXIS, NULL);
  g_assert_true (page_says (fixture.page, "Stockholm time, New York time below"));
  g_assert_true (gtk_widget_compute_bounds (page_get (axis, GTK_TYPE_LABEL, "15:00"), axis, &hour));
  g_assert_true (gtk_widget_compute_bounds (page_get (axis, GTK_TYPE_LABEL, "09:00"), axis, &mine));
  g_assert_cmpfloat (hour.origin.x, >=, 0);
  g_assert_cmpfloat (mine.origin.x, >=, 0);
  g_assert_cmpfloat (mine.origin.y, >=, hour.origin.y + hour.size.height);
  g_assert_cmpint (gtk_widget_get_width (axis), <, 360 / 3);
  close_page (&fixture);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
}

static void
test_a_long_name_is_cut_not_the_page (void)
{
  static const MadeUpChat chat = {"c-long", "long", DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z", 15};
  Fixture fixture;
  graphene_rect_t block;

  open_page (&fixture, FALSE, 360);
  change_chat (&fixture, &chat);
  block = get_place (&fixture, get_block (&fixture, "c-long"));
  g_assert_cmpint (gtk_widget_get_width (fixture.page), ==, 360);
  g_assert_cmpfloat (block.origin.x + block.size.width, <=, 360);
  g_assert_nonnull (find_join (get_block (&fixture, "c-long")));
  close_page (&fixture);
}

static guint
count_tab_stops (Fixture *fixture)
{
  g_autoptr (GPtrArray) blocks = page_find_all (fixture->page, DUO_TYPE_CHAT_BLOCK);
  guint stops = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autoptr (GPtrArray) buttons = page_find_all (blocks->pdata[i], GTK_TYPE_BUTTON);

      stops += gtk_widget_get_focusable (buttons->pdata[0]);
    }
  return stops;
}

static void
press_key (Fixture *fixture, guint key)
{
  g_autoptr (GPtrArray) columns = page_find_all (fixture->page, DUO_TYPE_DAY_COLUMN);
  GtkWidget *box = gtk_widget_get_parent (columns->pdata[0]);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (box);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
      gboolean handled;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
}

static void
assert_focus (Fixture *fixture, const char *id)
{
  g_assert_nonnull (gtk_widget_get_focus_child (get_block (fixture, id)));
  g_assert_cmpuint (count_tab_stops (fixture), ==, 1);
}

static void
test_arrows_move_in_one_tab_stop (void)
{
  Fixture fixture;

  open_page (&fixture, TRUE, 1280);
  g_assert_cmpuint (count_tab_stops (&fixture), ==, 1);
  g_assert_true (gtk_widget_grab_focus (get_block (&fixture, "c-ada")));
  press_key (&fixture, GDK_KEY_Down);
  assert_focus (&fixture, "c-chen");
  press_key (&fixture, GDK_KEY_Up);
  assert_focus (&fixture, "c-ada");
  press_key (&fixture, GDK_KEY_Right);
  assert_focus (&fixture, "c-nilufar"); /* 14:00 is nearer to 14:15 than 13:15 */
  press_key (&fixture, GDK_KEY_Right);
  assert_focus (&fixture, "c-rosa");
  press_key (&fixture, GDK_KEY_Right); /* there is no further day */
  assert_focus (&fixture, "c-rosa");
  press_key (&fixture, GDK_KEY_Left);
  assert_focus (&fixture, "c-soren");
  press_key (&fixture, GDK_KEY_x);
  assert_focus (&fixture, "c-soren");
  close_page (&fixture);
}

/* The first tab stop is what runs or comes next, not what is long over. */
static void
test_tab_comes_to_what_matters (void)
{
  Fixture fixture;
  g_autoptr (GPtrArray) buttons = NULL;

  open_page (&fixture, TRUE, 1280);
  buttons = page_find_all (get_block (&fixture, "c-ada"), GTK_TYPE_BUTTON);
  g_assert_true (gtk_widget_get_focusable (buttons->pdata[0]));
  close_page (&fixture);
}

static void
test_waiting_commands_say_so (void)
{
  Fixture fixture;
  DuoChat *chat;

  open_page (&fixture, TRUE, 1280);
  chat = duo_event_find_chat (fixture.made_up->event, "c-rosa");
  duo_chat_set_pending (chat, TRUE);
  page_settle (fixture.page);
  g_assert_true (page_says (get_block (&fixture, "c-rosa"), "Being sent…"));
  duo_chat_set_pending (chat, FALSE);
  page_settle (fixture.page);
  g_assert_true (page_says (get_block (&fixture, "c-rosa"), "Halden Grid"));
  close_page (&fixture);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);

  g_test_add_func ("/schedule/days-say-what-is-on-them", test_days_say_what_is_on_them);
  g_test_add_func ("/schedule/blocks-stand-at-their-time", test_blocks_stand_at_their_time);
  g_test_add_func ("/schedule/neighbours", test_only_neighbours_stretch_the_hours);
  g_test_add_func ("/schedule/requests-are-not-there", test_requests_without_a_time_are_not_there);
  g_test_add_func ("/schedule/states-are-more-than-colour", test_states_are_more_than_colour);
  g_test_add_func ("/schedule/a-screen-reader-hears-all", test_a_screen_reader_hears_all);
  g_test_add_func ("/schedule/join-comes-and-goes", test_join_comes_and_goes_with_the_room);
  g_test_add_func ("/schedule/join-is-high", test_join_is_as_high_as_its_block);
  g_test_add_func ("/schedule/who-is-waiting-is-said", test_who_is_waiting_is_said);
  g_test_add_func ("/schedule/who-is-late-is-said", test_who_is_late_is_said);
  g_test_add_func ("/schedule/time-that-is-up-is-said", test_time_that_is_up_is_said);
  g_test_add_func ("/schedule/join-needs-the-service", test_join_needs_the_service);
  g_test_add_func ("/schedule/no-company", test_who_has_no_company_is_something_else);
  g_test_add_func ("/schedule/buttons-lead-somewhere", test_buttons_lead_somewhere);
  g_test_add_func ("/schedule/changes-show-at-once", test_changes_show_at_once);
  g_test_add_func ("/schedule/focus-survives-changes", test_focus_survives_changes);
  g_test_add_func ("/schedule/nothing-booked", test_nothing_booked_says_what_to_do);
  g_test_add_func ("/schedule/both-zones", test_both_zones_are_headed);
  g_test_add_func ("/schedule/first-hour", test_the_first_hour_is_labelled);
  g_test_add_func ("/schedule/now-is-marked", test_now_is_marked_where_it_is);
  g_test_add_func ("/schedule/opens-at-now", test_opens_with_now_in_the_upper_third);
  g_test_add_func ("/schedule/first-booking-brings-now", test_first_booking_brings_now_into_view);
  g_test_add_func ("/schedule/opens-with-the-first-chat", test_opens_with_the_first_chat_ahead);
  g_test_add_func ("/schedule/unfetched", test_unfetched_is_not_empty);
  g_test_add_func ("/schedule/narrow-is-one-day", test_narrow_is_one_day);
  g_test_add_func ("/schedule/large-hours", test_large_hours_are_stacked);
  g_test_add_func ("/schedule/a-long-name-is-cut", test_a_long_name_is_cut_not_the_page);
  g_test_add_func ("/schedule/arrows-move", test_arrows_move_in_one_tab_stop);
  g_test_add_func ("/schedule/tab-comes-to-what-matters", test_tab_comes_to_what_matters);
  g_test_add_func ("/schedule/waiting-commands", test_waiting_commands_say_so);

  return g_test_run ();
}
