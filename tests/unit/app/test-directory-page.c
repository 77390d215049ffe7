/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "directory/duo-directory-page.h"
#include "directory/duo-filter-chip.h"
#include "directory/duo-person-card.h"
#include "directory/duo-profile.h"
#include "directory/duo-tag-line.h"
#include "made-up.h"
#include "page-test.h"

typedef struct
{
  MadeUp *made_up;
  GtkWidget *page;
  GtkWidget *window;
} Fixture;

static void
open_page (Fixture *fixture, DuoRole role, int width, int height)
{
  fixture->made_up = made_up_new_peopled (role);
  fixture->page = duo_directory_page_new (fixture->made_up->session);
  fixture->window = page_window_new (fixture->page, width, height);
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

static void
set_up (Fixture *fixture, gconstpointer role)
{
  open_page (fixture, role ? GPOINTER_TO_UINT (role) : DUO_ROLE_TALENT, 1280, 900);
}

static void
tear_down (Fixture *fixture, gconstpointer role)
{
  close_page (fixture);
}

static GtkWidget *
get_card (Fixture *fixture, const char *id)
{
  g_autoptr (GPtrArray) cards = page_find_all (fixture->page, DUO_TYPE_PERSON_CARD);

  for (guint i = 0; i < cards->len; i++)
    {
      DuoPerson *person = duo_person_card_get_person (cards->pdata[i]);

      if (g_str_equal (duo_person_get_id (person), id))
        return cards->pdata[i];
    }
  g_error ("There is no card of %s on screen", id);
}

static void
type (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (page_get (fixture->page, GTK_TYPE_SEARCH_ENTRY, NULL)), text);
  page_settle (fixture->window);
}

/* Searching may be answered a moment after the last letter. */
static gboolean
says_one (gpointer page)
{
  return page_says (page, "1 recruiter");
}

static void
test_cards (Fixture *fixture, gconstpointer data)
{
  GtkWidget *ada = get_card (fixture, "ada");
  g_autofree char *name = NULL;

  g_assert_true (page_says (fixture->page, "17 recruiters"));
  g_assert_true (page_says (ada, "Ada Lindqvist"));
  g_assert_true (page_says (ada, "Engineering Manager"));
  g_assert_true (page_says (ada, "Kvarken Systems"));
  g_assert_true (page_says (ada, "14 open slots"));
  g_assert_true (page_says (ada, "23 requests"));
  g_assert_nonnull (page_find (ada, GTK_TYPE_BUTTON, "Book 1-1 Chat: Ada Lindqvist"));
  /* The button's own label would be its name, whatever it is called. */
  g_assert_false (gtk_test_accessible_has_relation (
      GTK_ACCESSIBLE (page_find (ada, GTK_TYPE_BUTTON, "Book 1-1 Chat: Ada Lindqvist")),
      GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  g_assert_nonnull (page_find (ada, GTK_TYPE_TOGGLE_BUTTON, "Bookmark Ada Lindqvist"));
  g_object_get (ada, "name-and-place", &name, NULL);
  g_assert_cmpstr (name, ==, "Ada Lindqvist, Engineering Manager, Kvarken Systems, 14 open slots");
}

static void
test_button_asks_the_window (Fixture *fixture, gconstpointer data)
{
  g_autofree char *book = NULL;
  g_autofree char *request = NULL;

  page_press (page_get (fixture->page, GTK_TYPE_BUTTON, "Book 1-1 Chat: Ada Lindqvist"));
  book = page_window_steal_action (fixture->window);
  g_assert_cmpstr (book, ==, "win.pick-time ada");

  page_press (page_get (fixture->page, GTK_TYPE_BUTTON, "Request 1-1 Chat: Priya Raghunathan"));
  request = page_window_steal_action (fixture->window);
  g_assert_cmpstr (request, ==, "win.request priya");
}

static void
test_card_opens_profile (Fixture *fixture, gconstpointer data)
{
  GtkWidget *grid = page_get (fixture->page, GTK_TYPE_GRID_VIEW, NULL);
  g_autofree char *action = NULL;

  g_signal_emit_by_name (grid, "activate", 1);
  action = page_window_steal_action (fixture->window);
  g_assert_cmpstr (action, ==, "win.show-person ada");
}

static void
test_why_not (Fixture *fixture, gconstpointer data)
{
  GtkWidget *paused = get_card (fixture, "tuomas");
  GtkWidget *button = page_get (paused, GTK_TYPE_BUTTON, "Book 1-1 Chat: Tuomas Heikkinen");

  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_true (page_says (paused, "Takes no new chats now"));
  g_assert_false (page_says (paused, "1 request"));
}

/* What changes is said at once, on the card that is there. */
static void
test_counts_live (Fixture *fixture, gconstpointer data)
{
  const DuoPersonCounts counts[] = {{"ada", 1, 24}, {"tuomas", 0, 1}};
  GtkWidget *ada = get_card (fixture, "ada");

  duo_event_set_counts (fixture->made_up->event, counts, G_N_ELEMENTS (counts));
  g_assert_true (get_card (fixture, "ada") == ada);
  g_assert_true (page_says (ada, "1 open slot"));
  g_assert_true (page_says (ada, "24 requests"));
  g_assert_true (page_says (get_card (fixture, "tuomas"), "No open slots"));
}

/* What I have with others is told on all cards that it touches, not only on theirs. */
static void
test_limit_live (Fixture *fixture, gconstpointer data)
{
  static const MadeUpChat sent[] = {{"c-leila", "leila", DUO_CHAT_REQUESTED},
                                    {"c-jon", "jon", DUO_CHAT_REQUESTED},
                                    {"c-nilufar", "nilufar", DUO_CHAT_REQUESTED},
                                    {"c-thandiwe", "thandiwe", DUO_CHAT_REQUESTED},
                                    {"c-yuki", "yuki", DUO_CHAT_REQUESTED}};
  static const MadeUpChat withdrawn = {"c-jon", "jon", DUO_CHAT_CANCELLED, .rev = 9};
  GtkWidget *priya = page_get (fixture->page, GTK_TYPE_BUTTON, "Request 1-1 Chat: Priya Raghunathan");

  g_assert_true (gtk_widget_is_sensitive (priya));
  made_up_add_chats (fixture->made_up, sent, G_N_ELEMENTS (sent));
  g_assert_false (gtk_widget_is_sensitive (priya));
  g_assert_true (page_says (get_card (fixture, "priya"), "Limit of 5 requests reached"));
  gtk_test_accessible_assert_property (
      priya, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "You have as many open requests as this event allows. Withdraw one, or wait for an answer.");
  made_up_add_chats (fixture->made_up, &withdrawn, 1);
  g_assert_true (gtk_widget_is_sensitive (priya));
}

/* So are the rules of the event. */
static void
test_rules_live (Fixture *fixture, gconstpointer data)
{
  GtkWidget *priya = page_get (fixture->page, GTK_TYPE_BUTTON, "Request 1-1 Chat: Priya Raghunathan");

  made_up_set_format (fixture->made_up, DUO_REQUESTS_BY_RECRUITERS, NULL);
  g_assert_false (gtk_widget_is_sensitive (priya));
  g_assert_nonnull (
      page_find (fixture->page, ADW_TYPE_BANNER, "Chats at this event are by invitation only."));
  made_up_set_format (fixture->made_up, DUO_REQUESTS_BY_TALENTS, NULL);
  g_assert_true (gtk_widget_is_sensitive (priya));
  /* A screen reader finds what is folded away, too. */
  g_assert_null (page_find (fixture->page, ADW_TYPE_BANNER, "Chats at this event are by invitation only."));
}

static void
test_chat_live (Fixture *fixture, gconstpointer data)
{
  const MadeUpChat chat = {"chat", "ada", DUO_CHAT_CONFIRMED, "2026-11-03T14:00:00Z", 15};
  GtkWidget *ada = get_card (fixture, "ada");
  g_autofree char *join = NULL;

  made_up_add_chats (fixture->made_up, &chat, 1);
  g_assert_nonnull (page_find (ada, GTK_TYPE_BUTTON, "Move…: Ada Lindqvist"));
  /* 15:00 in Stockholm, as it stands above. */
  g_assert_true (page_says (ada, "In New York \u206609:00\u2060–\u206009:15\u2069"));

  made_up_set_now (fixture->made_up, "2026-11-03T13:56:00Z");
  g_assert_true (page_says (ada, "The room is open"));
  page_press (page_get (ada, GTK_TYPE_BUTTON, "Join: Ada Lindqvist"));
  join = page_window_steal_action (fixture->window);
  g_assert_cmpstr (join, ==, "win.join chat");
}

static void
test_bookmark (Fixture *fixture, gconstpointer data)
{
  GtkWidget *star = page_get (fixture->page, GTK_TYPE_TOGGLE_BUTTON, "Bookmark Ada Lindqvist");
  DuoPerson *ada = made_up_find (fixture->made_up, "ada");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (star), TRUE);
  page_press (star);
  g_assert_cmpint (duo_person_get_bookmarked (ada), ==,
                   gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (star)));

  duo_person_set_bookmarked (ada, TRUE);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (star)));
  g_assert_cmpstr (gtk_button_get_icon_name (GTK_BUTTON (star)), ==, "starred-symbolic");
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  type (fixture, "ada lind");
  page_wait_until (says_one, fixture->page);
  get_card (fixture, "ada");

  type (fixture, "nobody of this name");
  g_assert_true (page_says (fixture->page, "Nobody Found"));
  g_assert_true (page_says (fixture->page, "0 recruiters"));

  page_press (page_get (fixture->page, GTK_TYPE_BUTTON, "Clear Search and Filters"));
  page_settle (fixture->window);
  g_assert_true (page_says (fixture->page, "17 recruiters"));
}

static void
test_chips (Fixture *fixture, gconstpointer data)
{
  GtkWidget *open = gtk_widget_get_ancestor (page_get (fixture->page, GTK_TYPE_LABEL, "Has Open Slots"),
                                             GTK_TYPE_TOGGLE_BUTTON);
  GtkWidget *bookmarked = gtk_widget_get_ancestor (page_get (fixture->page, GTK_TYPE_LABEL, "Bookmarked"),
                                                   GTK_TYPE_TOGGLE_BUTTON);

  /* A screen reader finds the buttons, not the words inside them. */
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Has Open Slots");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (bookmarked), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Bookmarked");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (open), TRUE);
  g_assert_true (page_says (fixture->page, "16 recruiters"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (bookmarked), TRUE);
  g_assert_true (page_says (fixture->page, "0 recruiters"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (bookmarked), FALSE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (open), FALSE);
  g_assert_true (page_says (fixture->page, "17 recruiters"));
}

static GtkWidget *
get_chip (Fixture *fixture, guint facet)
{
  g_autoptr (GPtrArray) chips = page_find_all (fixture->page, DUO_TYPE_FILTER_CHIP);

  g_assert_cmpuint (facet, <, chips->len);
  return chips->pdata[facet];
}

static const char *
get_chip_label (GtkWidget *chip)
{
  return gtk_menu_button_get_label (GTK_MENU_BUTTON (page_get (chip, GTK_TYPE_MENU_BUTTON, NULL)));
}

static void
test_chip_says_its_value (Fixture *fixture, gconstpointer data)
{
  const char *const one[] = {"English", NULL};
  const char *const two[] = {"English", "Polish", NULL};
  GtkWidget *language = get_chip (fixture, DUO_FACET_LANGUAGE);

  g_assert_cmpstr (get_chip_label (language), ==, "Language");
  duo_filter_chip_set_values (DUO_FILTER_CHIP (language), one);
  g_assert_cmpstr (get_chip_label (language), ==, "Language: English");
  duo_filter_chip_set_values (DUO_FILTER_CHIP (language), two);
  g_assert_cmpstr (get_chip_label (language), ==, "Languages: 2");
  duo_filter_chip_clear (DUO_FILTER_CHIP (language));
  g_assert_cmpstr (get_chip_label (language), ==, "Language");
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
test_chip_popover (Fixture *fixture, gconstpointer data)
{
  GtkWidget *topic = get_chip (fixture, DUO_FACET_TOPIC);
  GtkMenuButton *button = GTK_MENU_BUTTON (page_get (topic, GTK_TYPE_MENU_BUTTON, NULL));
  GtkWidget *popover, *rust, *search;

  /* There is none before somebody looks: the first frame would wait for it. */
  g_assert_null (gtk_menu_button_get_popover (button));
  gtk_menu_button_popup (button);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  page_wait_until (is_mapped, popover);
  page_settle (fixture->window);
  rust = page_get (popover, GTK_TYPE_CHECK_BUTTON, "Rust");
  /* With how many people have it. */
  g_assert_true (page_says (gtk_widget_get_parent (rust), "3"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (rust), TRUE);
  g_assert_true (page_says (fixture->page, "3 recruiters"));
  g_assert_cmpstr (gtk_menu_button_get_label (button), ==, "Topic: Rust");

  search = page_get (popover, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "no such topic");
  page_settle (fixture->window);
  g_assert_true (page_says (popover, "Nothing found"));

  page_press (page_get (popover, GTK_TYPE_BUTTON, "Clear"));
  g_assert_true (page_says (fixture->page, "17 recruiters"));
}

static void
test_sort (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) cards = NULL;
  GtkMenuButton *sort = GTK_MENU_BUTTON (page_get (fixture->page, GTK_TYPE_MENU_BUTTON, "Sort: Best Match"));
  GtkWidget *popover;

  g_assert_null (gtk_menu_button_get_popover (sort));
  gtk_menu_button_popup (sort);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (sort));
  page_wait_until (is_mapped, popover);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (page_get (popover, GTK_TYPE_CHECK_BUTTON, "Name")), TRUE);
  page_settle (fixture->window);

  cards = page_find_all (fixture->page, DUO_TYPE_PERSON_CARD);
  g_assert_cmpstr (duo_person_get_id (duo_person_card_get_person (cards->pdata[0])), ==, "ada");
  g_assert_cmpstr (duo_person_get_id (duo_person_card_get_person (cards->pdata[1])), ==, "aino");
  g_assert_nonnull (page_find (fixture->page, GTK_TYPE_MENU_BUTTON, "Sort: Name"));
}

static void
test_banner (Fixture *fixture, gconstpointer data)
{
  AdwBanner *banner;

  g_assert_null (page_find (fixture->page, ADW_TYPE_BANNER, NULL));
  made_up_set_format (fixture->made_up, DUO_REQUESTS_BY_RECRUITERS, NULL);
  fake_session_set_synced (fixture->made_up->session, duo_clock_now (fixture->made_up->clock));
  banner = ADW_BANNER (page_get (fixture->page, ADW_TYPE_BANNER, NULL));
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_cmpstr (adw_banner_get_title (banner), ==, "Chats at this event are by invitation only.");
  g_assert_null (gtk_widget_get_prev_sibling (GTK_WIDGET (banner)));

  made_up_set_format (fixture->made_up, DUO_REQUESTS_BY_TALENTS, NULL);
  fake_session_set_synced (fixture->made_up->session, duo_clock_now (fixture->made_up->clock) + 1);
  g_assert_false (adw_banner_get_revealed (banner));
}

static void
test_talents (Fixture *fixture, gconstpointer data)
{
  g_autofree char *action = NULL;

  g_assert_true (page_says (fixture->page, "17 talents"));
  g_assert_false (page_says (fixture->page, "Has Open Slots"));
  /* Talents stand for nobody but themselves. */
  g_assert_cmpstr (gtk_search_entry_get_placeholder_text (
                       GTK_SEARCH_ENTRY (page_get (fixture->page, GTK_TYPE_SEARCH_ENTRY, NULL))),
                   ==, "Search name or topic");
  g_assert_true (page_says (get_card (fixture, "ada"), "English, Swedish"));
  page_press (page_get (fixture->page, GTK_TYPE_BUTTON, "Invite…: Ada Lindqvist"));
  action = page_window_steal_action (fixture->window);
  g_assert_cmpstr (action, ==, "win.request ada");
}

static guint
count_columns (Fixture *fixture)
{
  return gtk_grid_view_get_max_columns (GTK_GRID_VIEW (page_get (fixture->page, GTK_TYPE_GRID_VIEW, NULL)));
}

static void
test_breakpoints (void)
{
  static const struct
  {
    int width;
    guint columns;
    const char *layout;
  } widths[] = {{1280, 3, "wide"},  {1250, 3, "wide"},  {1249, 2, "medium"}, {800, 2, "medium"},
                {620, 2, "medium"}, {619, 1, "narrow"}, {360, 1, "narrow"}};

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      Fixture fixture;
      GtkWidget *toolbar;

      /* A window has a frame of its own; what counts is how wide the page is. */
      fixture.made_up = made_up_new_peopled (DUO_ROLE_TALENT);
      fixture.page = duo_directory_page_new (fixture.made_up->session);
      fixture.window = page_window_new (page_clamp_new (fixture.page, widths[i].width), 1380, 648);
      g_assert_cmpint (gtk_widget_get_width (fixture.page), ==, widths[i].width);
      toolbar = page_get (fixture.page, ADW_TYPE_MULTI_LAYOUT_VIEW, NULL);
      g_assert_cmpuint (count_columns (&fixture), ==, widths[i].columns);
      g_assert_cmpstr (adw_multi_layout_view_get_layout_name (ADW_MULTI_LAYOUT_VIEW (toolbar)), ==,
                       widths[i].layout);
      close_page (&fixture);
    }
}

static void
test_filters_button (void)
{
  Fixture fixture;
  const char *const rust[] = {"Rust", NULL};
  GtkWidget *filters;

  open_page (&fixture, DUO_ROLE_TALENT, 800, 648);
  filters = page_get (fixture.page, GTK_TYPE_TOGGLE_BUTTON, "Filters");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (filters), TRUE);
  page_settle (fixture.window);
  duo_filter_chip_set_values (DUO_FILTER_CHIP (get_chip (&fixture, DUO_FACET_TOPIC)), rust);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (filters)), ==, "Filters: 1");
  close_page (&fixture);
}

/* Before the first answer an empty list means nothing; afterwards it is said. */
static void
test_states (void)
{
  Fixture fixture;

  fixture.made_up = made_up_new (DUO_ROLE_TALENT);
  fake_session_set_synced (fixture.made_up->session, 0);
  fixture.page = duo_directory_page_new (fixture.made_up->session);
  fixture.window = page_window_new (fixture.page, 1280, 900);
  g_assert_true (page_says (fixture.page, "Getting the Directory…"));
  fake_session_set_synced (fixture.made_up->session, 1);
  g_assert_true (page_says (fixture.page, "No Recruiters Yet"));
  close_page (&fixture);
}

static void
test_other_event (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MadeUp) other = made_up_new (DUO_ROLE_RECRUITER);
  const MadeUpPerson lone = {"lone", "Lone Wolf", "Student", NULL, "Rust", "English"};

  type (fixture, "ada");
  made_up_add_people (other, &lone, 1);
  duo_session_set_event (fixture->made_up->session, other->event);
  page_settle (fixture->window);
  g_assert_true (page_says (fixture->page, "1 talent"));
  get_card (fixture, "lone");

  duo_session_set_event (fixture->made_up->session, NULL);
  g_assert_true (page_says (fixture->page, "0 recruiters"));
}

/* Where the lowest card that there is ends, seen from the top of what is on screen. */
static float
get_lowest_edge (GPtrArray *cards, GtkWidget *scroller)
{
  float lowest = 0;

  for (guint i = 0; i < cards->len; i++)
    {
      graphene_rect_t bounds;

      g_assert_true (gtk_widget_compute_bounds (cards->pdata[i], scroller, &bounds));
      lowest = MAX (lowest, bounds.origin.y + bounds.size.height);
    }
  return lowest;
}

/* Whatever a thousand people are called, a screenful of cards is made and no more. */
static void
test_many_people (void)
{
  Fixture fixture;
  g_autofree MadeUpPerson *people = g_new0 (MadeUpPerson, 1000);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) cards = NULL;
  GtkWidget *scroller;

  for (guint i = 0; i < 1000; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("Person %03u", i));
      people[i] = (MadeUpPerson) {names->pdata[i], names->pdata[i], "", NULL, NULL, NULL, NULL, 1, 0, TRUE};
    }
  open_page (&fixture, DUO_ROLE_TALENT, 1280, 900);
  made_up_add_people (fixture.made_up, people, 1000);
  type (&fixture, "person");
  cards = page_find_all (fixture.page, DUO_TYPE_PERSON_CARD);
  g_assert_cmpuint (cards->len, >=, 12);
  g_assert_cmpuint (cards->len, <, 40);
  scroller =
      gtk_widget_get_ancestor (page_get (fixture.page, GTK_TYPE_GRID_VIEW, NULL), GTK_TYPE_SCROLLED_WINDOW);
  g_assert_cmpfloat (get_lowest_edge (cards, scroller), >=, gtk_widget_get_height (scroller));

  /* Whoever scrolls to the end finds the last of them there. */
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), 1e6);
  page_settle (fixture.window);
  get_card (&fixture, "Person 999");

  type (&fixture, "person 500");
  g_assert_true (page_says (fixture.page, "1 recruiter"));
  get_card (&fixture, "Person 500");
  close_page (&fixture);
}

/* People from @first to @end, the first with most open slots; "Person 007" is called "p007". */
static void
add_crowd (Fixture *fixture, guint first, guint end)
{
  g_autofree MadeUpPerson *people = g_new0 (MadeUpPerson, end - first);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = first; i < end; i++)
    {
      char *id = g_strdup_printf ("p%03u", i);
      char *name = g_strdup_printf ("Person %03u", i);

      g_ptr_array_add (words, id);
      g_ptr_array_add (words, name);
      people[i - first] =
          (MadeUpPerson) {id, name, "", "Kvarken Systems", NULL, NULL, NULL, 1000 - i, 0, TRUE};
    }
  made_up_add_people (fixture->made_up, people, end - first);
}

/* As a start opens it: the first forty-eight of a thousand. */
static void
set_up_first (Fixture *fixture, gconstpointer data)
{
  fixture->made_up = made_up_new (DUO_ROLE_TALENT);
  fake_session_set_synced (fixture->made_up->session, 1);
  add_crowd (fixture, 0, 48);
  duo_event_await_people (fixture->made_up->event, 1000);
  fixture->page = duo_directory_page_new (fixture->made_up->session);
  fixture->window = page_window_new (fixture->page, 1280, 900);
}

static void
let_the_rest_come (Fixture *fixture)
{
  add_crowd (fixture, 48, 1000);
  duo_event_end_wait (fixture->made_up->event);
}

static GListModel *
get_seats (Fixture *fixture)
{
  return G_LIST_MODEL (
      gtk_grid_view_get_model (GTK_GRID_VIEW (page_get (fixture->page, GTK_TYPE_GRID_VIEW, NULL))));
}

static void
on_changed (guint *changes)
{
  (*changes)++;
}

/* All have their seats, and when they come nothing is seen of it. */
static void
test_first_frame_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = page_find_all (fixture->page, DUO_TYPE_PERSON_CARD);
  g_autoptr (GPtrArray) after = NULL;
  guint changes = 0;

  g_assert_true (page_says (fixture->page, "1000 recruiters"));
  g_assert_cmpuint (g_list_model_get_n_items (get_seats (fixture)), ==, 1000);
  g_assert_cmpuint (before->len, >=, 12);
  g_signal_connect_swapped (get_seats (fixture), "items-changed", G_CALLBACK (on_changed), &changes);
  for (guint i = 0; i < before->len; i++)
    g_signal_connect_swapped (before->pdata[i], "notify::person", G_CALLBACK (on_changed), &changes);
  let_the_rest_come (fixture);
  page_settle (fixture->window);
  g_assert_cmpuint (changes, ==, 0);
  g_assert_true (page_says (fixture->page, "1000 recruiters"));
  after = page_find_all (fixture->page, DUO_TYPE_PERSON_CARD);
  g_assert_cmpuint (after->len, ==, before->len);
  for (guint i = 0; i < before->len; i++)
    {
      g_assert_true (before->pdata[i] == after->pdata[i]);
      g_signal_handlers_disconnect_by_data (before->pdata[i], &changes);
    }
  g_signal_handlers_disconnect_by_data (get_seats (fixture), &changes);
}

/* Somebody who is there already and not known yet is not said to be nobody. */
static void
test_waits_before_nobody (Fixture *fixture, gconstpointer data)
{
  type (fixture, "person 900");
  g_assert_false (page_says (fixture->page, "Nobody Found"));
  g_assert_true (page_says (fixture->page, "Getting the Directory…"));
  let_the_rest_come (fixture);
  page_settle (fixture->window);
  get_card (fixture, "p900");
  g_assert_true (page_says (fixture->page, "1 recruiter"));
  type (fixture, "person 2000");
  g_assert_true (page_says (fixture->page, "Nobody Found"));
}

/* Whoever is looked for has no empty seats beside them. */
static void
test_search_among_the_first (Fixture *fixture, gconstpointer data)
{
  type (fixture, "person 00");
  g_assert_true (page_says (fixture->page, "10 recruiters"));
  g_assert_cmpuint (g_list_model_get_n_items (get_seats (fixture)), ==, 10);
  type (fixture, "");
  g_assert_true (page_says (fixture->page, "1000 recruiters"));
  g_assert_cmpuint (g_list_model_get_n_items (get_seats (fixture)), ==, 1000);
}

/* Whoever scrolls faster than people come finds them when they come. */
static void
test_scrolled_before_they_came (Fixture *fixture, gconstpointer data)
{
  GtkWidget *grid = page_get (fixture->page, GTK_TYPE_GRID_VIEW, NULL);
  GtkWidget *scroller = gtk_widget_get_ancestor (grid, GTK_TYPE_SCROLLED_WINDOW);
  g_autoptr (GPtrArray) none = NULL;
  g_autofree char *action = NULL;

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), 1e6);
  page_settle (fixture->window);
  none = page_find_all (fixture->page, DUO_TYPE_PERSON_CARD);
  g_assert_cmpuint (none->len, ==, 0);
  g_signal_emit_by_name (grid, "activate", 999);
  action = page_window_steal_action (fixture->window);
  g_assert_null (action);
  let_the_rest_come (fixture);
  page_settle (fixture->window);
  get_card (fixture, "p999");
}

/* A list of values that is open then is counted anew. */
static void
test_popover_counts_everybody (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chip = get_chip (fixture, DUO_FACET_COMPANY);
  GtkMenuButton *button = GTK_MENU_BUTTON (page_get (chip, GTK_TYPE_MENU_BUTTON, NULL));
  GtkWidget *popover;

  gtk_menu_button_popup (button);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  page_wait_until (is_mapped, popover);
  g_assert_true (page_says (popover, "48"));
  let_the_rest_come (fixture);
  page_settle (fixture->window);
  g_assert_true (page_says (popover, "1000"));
}

/* A profile that is open then finds the colleagues too. */
static void
test_profile_finds_colleagues (void)
{
  Fixture fixture = {.made_up = made_up_new (DUO_ROLE_TALENT)};
  GtkWidget *profile = g_object_new (DUO_TYPE_PROFILE, NULL);

  add_crowd (&fixture, 0, 1);
  duo_event_await_people (fixture.made_up->event, 3);
  duo_profile_set_up (DUO_PROFILE (profile), fixture.made_up->session,
                      made_up_find (fixture.made_up, "p000"));
  fixture.page = profile;
  fixture.window = page_window_new (profile, 600, 900);
  g_assert_false (page_says (profile, "Person 002"));
  add_crowd (&fixture, 1, 3);
  duo_event_end_wait (fixture.made_up->event);
  page_settle (fixture.window);
  g_assert_true (page_says (profile, "Person 002"));
  close_page (&fixture);
}

static void
on_card_gone (gpointer data, GObject *card)
{
  g_hash_table_remove (data, card);
}

/* Remembers each card that is on screen now, for as long as it lives. */
static void
watch_cards (GtkWidget *page, GHashTable *alive)
{
  g_autoptr (GPtrArray) cards = page_find_all (page, DUO_TYPE_PERSON_CARD);

  for (guint i = 0; i < cards->len; i++)
    if (g_hash_table_add (alive, cards->pdata[i]))
      g_object_weak_ref (cards->pdata[i], on_card_gone, alive);
}

/* Cards that are scrolled away are those that are scrolled to, and none outlives its page. */
static void
test_cards_are_few_and_go (void)
{
  Fixture fixture;
  g_autoptr (GHashTable) alive = g_hash_table_new (NULL, NULL);
  GtkAdjustment *adjustment;

  open_page (&fixture, DUO_ROLE_TALENT, 360, 648);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (
      gtk_widget_get_ancestor (page_get (fixture.page, GTK_TYPE_GRID_VIEW, NULL), GTK_TYPE_SCROLLED_WINDOW)));
  watch_cards (fixture.page, alive);
  g_assert_cmpuint (g_hash_table_size (alive), >, 0);
  for (guint i = 1; i <= 10; i++)
    {
      gtk_adjustment_set_value (adjustment, i * gtk_adjustment_get_upper (adjustment) / 10);
      page_settle (fixture.window);
      watch_cards (fixture.page, alive);
    }
  g_assert_cmpuint (g_hash_table_size (alive), <, 17);

  close_page (&fixture);
  g_assert_cmpuint (g_hash_table_size (alive), ==, 0);
}

static void
test_long_names_fit (void)
{
  Fixture fixture;

  open_page (&fixture, DUO_ROLE_TALENT, 360, 648);
  type (&fixture, "Wolfe");
  g_assert_cmpint (gtk_widget_get_width (get_card (&fixture, "long")), <=, 360 - 24);
  g_assert_cmpint (gtk_widget_get_width (fixture.window), <=, 360);
  close_page (&fixture);
}

static void
test_tag_line (void)
{
  const char *const tags[] = {"Rust", "Distributed systems", "Graduates", "Storage engines", NULL};
  GtkWidget *line = duo_tag_line_new ();
  GtkWidget *window = page_window_new (line, 900, 60);
  int one;

  duo_tag_line_set_tags (DUO_TAG_LINE (line), tags);
  page_settle (window);
  g_assert_cmpuint (duo_tag_line_get_n_hidden (DUO_TAG_LINE (line)), ==, 0);

  gtk_widget_set_halign (line, GTK_ALIGN_START);
  gtk_widget_measure (line, GTK_ORIENTATION_HORIZONTAL, -1, &one, NULL, NULL, NULL);
  g_assert_cmpint (one, <, 60);
  page_window_close (window);
}

static void
test_tag_line_narrow (gconstpointer direction)
{
  const char *const tags[] = {"Rust", "Distributed systems", "Graduates", "Storage engines", NULL};
  GtkWidget *line = duo_tag_line_new ();
  GtkWidget *window;
  g_autofree char *all = NULL;
  g_autofree char *one = NULL;

  gtk_widget_set_direction (line, GPOINTER_TO_INT (direction));
  duo_tag_line_set_tags (DUO_TAG_LINE (line), tags);
  window = page_window_new (line, 260, 60);
  g_assert_cmpuint (duo_tag_line_get_n_hidden (DUO_TAG_LINE (line)), >=, 1);
  g_assert_cmpuint (duo_tag_line_get_n_hidden (DUO_TAG_LINE (line)), <, 4);
  all = page_dup_name (line);
  g_assert_cmpstr (all, ==, "Rust, Distributed systems, Graduates, Storage engines");

  /* Fewer words than before leave nothing behind. */
  duo_tag_line_set_tags (DUO_TAG_LINE (line), tags + 3);
  page_settle (window);
  g_assert_cmpuint (duo_tag_line_get_n_hidden (DUO_TAG_LINE (line)), ==, 0);
  one = page_dup_name (line);
  g_assert_cmpstr (one, ==, "Storage engines");
  page_window_close (window);
}

#define ADD(path, function)                                                                                  \
  g_test_add ("/app/directory-page/" path, Fixture, NULL, set_up, function, tear_down)
#define ADD_FIRST(path, function)                                                                            \
  g_test_add ("/app/directory-page/first/" path, Fixture, NULL, set_up_first, function, tear_down)

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  ADD ("cards", test_cards);
  ADD ("button", test_button_asks_the_window);
  ADD ("profile", test_card_opens_profile);
  ADD ("why-not", test_why_not);
  ADD ("counts-live", test_counts_live);
  ADD ("chat-live", test_chat_live);
  ADD ("limit-live", test_limit_live);
  ADD ("rules-live", test_rules_live);
  ADD ("bookmark", test_bookmark);
  ADD ("search", test_search);
  ADD ("chips", test_chips);
  ADD ("chip-says-its-value", test_chip_says_its_value);
  ADD ("chip-popover", test_chip_popover);
  ADD ("sort", test_sort);
  ADD ("banner", test_banner);
  ADD ("other-event", test_other_event);
  ADD_FIRST ("stays", test_first_frame_stays);
  ADD_FIRST ("waits-before-nobody", test_waits_before_nobody);
  ADD_FIRST ("search", test_search_among_the_first);
  ADD_FIRST ("scrolled", test_scrolled_before_they_came);
  ADD_FIRST ("popover", test_popover_counts_everybody);
  g_test_add_func ("/app/profile/finds-colleagues", test_profile_finds_colleagues);
  g_test_add ("/app/directory-page/talents", Fixture, GUINT_TO_POINTER (DUO_ROLE_RECRUITER), set_up,
              test_talents, tear_down);
  g_test_add_func ("/app/directory-page/breakpoints", test_breakpoints);
  g_test_add_func ("/app/directory-page/filters-button", test_filters_button);
  g_test_add_func ("/app/directory-page/states", test_states);
  g_test_add_func ("/app/directory-page/many-people", test_many_people);
  g_test_add_func ("/app/directory-page/cards-are-few-and-go", test_cards_are_few_and_go);
  g_test_add_func ("/app/directory-page/long-names", test_long_names_fit);
  g_test_add_func ("/app/tag-line/wide", test_tag_line);
  g_test_add_data_func ("/app/tag-line/narrow", GINT_TO_POINTER (GTK_TEXT_DIR_LTR), test_tag_line_narrow);
  g_test_add_data_func ("/app/tag-line/right-to-left", GINT_TO_POINTER (GTK_TEXT_DIR_RTL),
                        test_tag_line_narrow);
  return g_test_run ();
}
