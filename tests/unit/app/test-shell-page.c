/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-sign-in.h"
#include "made-up.h"
#include "page-test.h"
#include "shell/duo-account-menu.h"
#include "shell/duo-chat-watch.h"
#include "shell/duo-event-list.h"
#include "shell/duo-news.h"
#include "shell/duo-shell-page.h"

typedef struct
{
  MadeUp *made_up;
  DuoShellPage *page;
  GtkWidget *window;
} Fixture;

static void
show_page (Fixture *fixture, int width, gboolean demo)
{
  GtkWidget *view = adw_navigation_view_new ();

  fixture->page = duo_shell_page_new (fixture->made_up->session, demo);
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (fixture->page));
  fixture->window = page_window_new (page_clamp_new (view, width), width + 40, 860);
}

static void
open_page (Fixture *fixture, DuoRole role, int width, gboolean demo)
{
  fixture->made_up = made_up_new_peopled (role);
  made_up_add_usual_chats (fixture->made_up);
  show_page (fixture, width, demo);
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

static AdwViewStack *
get_stack (Fixture *fixture)
{
  return ADW_VIEW_STACK (page_get (GTK_WIDGET (fixture->page), ADW_TYPE_VIEW_STACK, NULL));
}

static AdwViewStackPage *
get_view (Fixture *fixture, const char *name)
{
  AdwViewStack *stack = get_stack (fixture);

  return adw_view_stack_get_page (stack, adw_view_stack_get_child_by_name (stack, name));
}

static AdwBanner *
find_banner (Fixture *fixture, const char *button)
{
  g_autoptr (GPtrArray) banners = page_find_all (GTK_WIDGET (fixture->page), ADW_TYPE_BANNER);

  for (guint i = 0; i < banners->len; i++)
    if (g_strcmp0 (adw_banner_get_button_label (banners->pdata[i]), button) == 0)
      return banners->pdata[i];

  return NULL;
}

/* What it says; NULL where it is folded away. A screen reader still finds it there: so it has nothing to say. */
static const char *
get_banner (Fixture *fixture, const char *button)
{
  AdwBanner *banner = find_banner (fixture, button);

  if (banner && adw_banner_get_revealed (banner))
    return adw_banner_get_title (banner);

  g_assert_true (!banner || !*adw_banner_get_title (banner));
  return NULL;
}

static void
test_talent_has_three_views (void)
{
  Fixture fixture;

  open_page (&fixture, DUO_ROLE_TALENT, 1200, FALSE);
  g_assert_cmpstr (adw_view_stack_page_get_title (get_view (&fixture, "directory")), ==, "1-1 Chat");
  g_assert_cmpstr (adw_view_stack_page_get_title (get_view (&fixture, "chats")), ==, "My 1-1 Chats");
  g_assert_cmpstr (adw_view_stack_page_get_title (get_view (&fixture, "schedule")), ==, "My Schedule");
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (get_stack (&fixture)), ==, "directory");
  close_page (&fixture);
}

static gboolean
is_made (Fixture *fixture, const char *name)
{
  return adw_bin_get_child (ADW_BIN (adw_view_stack_get_child_by_name (get_stack (fixture), name))) != NULL;
}

/* The first frame waits for nothing that it does not show. */
static void
test_nothing_is_made_before_it_is_looked_at (void)
{
  Fixture fixture;
  GtkWidget *page;
  g_autoptr (GPtrArray) buttons = NULL;

  open_page (&fixture, DUO_ROLE_TALENT, 1200, FALSE);
  page = GTK_WIDGET (fixture.page);
  g_assert_null (page_find (page, ADW_TYPE_BANNER, NULL));
  g_assert_null (page_find (page, ADW_TYPE_VIEW_SWITCHER_BAR, NULL));
  g_assert_true (is_made (&fixture, "directory"));
  g_assert_false (is_made (&fixture, "chats"));
  g_assert_false (is_made (&fixture, "schedule"));
  buttons = page_find_all (page, GTK_TYPE_MENU_BUTTON);
  g_assert_cmpuint (buttons->len, >=, 3);
  for (guint i = 0; i < buttons->len; i++)
    g_assert_null (gtk_menu_button_get_popover (buttons->pdata[i]));

  duo_shell_page_show_view (fixture.page, "schedule");
  g_assert_true (is_made (&fixture, "schedule"));
  g_assert_false (is_made (&fixture, "chats"));
  close_page (&fixture);
}

static void
test_recruiter_looks_for_talents (void)
{
  Fixture fixture;

  open_page (&fixture, DUO_ROLE_RECRUITER, 1200, FALSE);
  g_assert_cmpstr (adw_view_stack_page_get_title (get_view (&fixture, "directory")), ==, "Talents");
  close_page (&fixture);
}

static void
test_badge_counts_what_needs_an_answer (void)
{
  static const MadeUpChat picked = {"c-ingrid", "ingrid", DUO_CHAT_CONFIRMED, "2026-11-05T09:00:00Z",
                                    15,         .rev = 2};
  Fixture fixture;

  open_page (&fixture, DUO_ROLE_TALENT, 1200, FALSE);
  g_assert_cmpuint (adw_view_stack_page_get_badge_number (get_view (&fixture, "chats")), ==, 2);
  made_up_add_chats (fixture.made_up, &picked, 1);
  g_assert_cmpuint (adw_view_stack_page_get_badge_number (get_view (&fixture, "chats")), ==, 1);
  close_page (&fixture);
}

static void
test_views_are_chosen (void)
{
  Fixture fixture;

  open_page (&fixture, DUO_ROLE_TALENT, 1200, FALSE);
  duo_shell_page_show_view (fixture.page, "schedule");
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (get_stack (&fixture)), ==, "schedule");
  duo_shell_page_show_nth_view (fixture.page, 2);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (get_stack (&fixture)), ==, "chats");
  g_assert_true (duo_shell_page_shows_view (fixture.page, "chats"));
  g_assert_false (duo_shell_page_shows_view (fixture.page, "schedule"));
  /* There is no such view: nothing happens. */
  duo_shell_page_show_nth_view (fixture.page, 0);
  duo_shell_page_show_nth_view (fixture.page, 9);
  duo_shell_page_show_view (fixture.page, "format");
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (get_stack (&fixture)), ==, "chats");
  g_assert_false (duo_shell_page_shows_view (fixture.page, "format"));
  close_page (&fixture);
}

static void
test_search_has_a_key (void)
{
  Fixture fixture;
  GtkWidget *search;

  open_page (&fixture, DUO_ROLE_TALENT, 1200, FALSE);
  duo_shell_page_show_view (fixture.page, "schedule");
  duo_shell_page_search (fixture.page);
  page_settle (fixture.window);
  search = page_get (GTK_WIDGET (fixture.page), GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_nonnull (gtk_widget_get_focus_child (search));
  close_page (&fixture);
}

static void
test_offline_says_how_old_the_data_is (void)
{
  Fixture fixture;

  open_page (&fixture, DUO_ROLE_TALENT, 1200, FALSE);
  g_assert_null (get_banner (&fixture, "Try Again"));

  /* 13:05 UTC is 14:05 at the event, in Stockholm, and 08:05 on this computer, in New York. */
  fake_session_set_synced (fixture.made_up->session, duo_clock_now (fixture.made_up->clock) - 12 * 60);
  fake_session_set_state (fixture.made_up->session, DUO_SESSION_OFFLINE);
  g_assert_cmpstr (get_banner (&fixture, "Try Again"), ==, "Offline. Last updated 14:05 (08:05 New York)");

  fake_session_set_synced (fixture.made_up->session,
                           duo_clock_now (fixture.made_up->clock) - 86400 - 12 * 60);
  g_assert_cmpstr (get_banner (&fixture, "Try Again"), ==,
                   "Offline. Last updated yesterday, 14:05 (08:05 New York)");

  fake_session_set_synced (fixture.made_up->session, 0);
  g_assert_cmpstr (get_banner (&fixture, "Try Again"), ==, "Offline. Nothing is known yet");
  fake_session_set_state (fixture.made_up->session, DUO_SESSION_ONLINE);
  g_assert_null (get_banner (&fixture, "Try Again"));
  close_page (&fixture);
}

static void
test_missing_keyring_is_said_once (void)
{
  Fixture fixture;

  open_page (&fixture, DUO_ROLE_TALENT, 1200, FALSE);
  g_assert_null (get_banner (&fixture, "Understood"));
  fake_session_set_keyring (fixture.made_up->session, FALSE);
  g_assert_true (g_str_has_prefix (get_banner (&fixture, "Understood"), "There is no keyring here"));

  g_signal_emit_by_name (find_banner (&fixture, "Understood"), "button-clicked");
  g_assert_null (get_banner (&fixture, "Understood"));
  fake_session_set_state (fixture.made_up->session, DUO_SESSION_OFFLINE);
  g_assert_null (get_banner (&fixture, "Understood"));
  close_page (&fixture);
}

static void
test_offline_is_above_the_keyring (void)
{
  Fixture fixture;

  open_page (&fixture, DUO_ROLE_TALENT, 1200, FALSE);
  fake_session_set_keyring (fixture.made_up->session, FALSE);
  fake_session_set_state (fixture.made_up->session, DUO_SESSION_OFFLINE);
  g_assert_true (gtk_widget_get_next_sibling (GTK_WIDGET (find_banner (&fixture, "Try Again"))) ==
                 GTK_WIDGET (find_banner (&fixture, "Understood")));
  close_page (&fixture);
}

/* In the demo nobody is to be worried about what ends with it. */
static void
test_demo_says_nothing_of_keyrings (void)
{
  Fixture fixture;

  open_page (&fixture, DUO_ROLE_TALENT, 1200, TRUE);
  fake_session_set_keyring (fixture.made_up->session, FALSE);
  g_assert_true (g_str_has_prefix (get_banner (&fixture, "Understood"), "Demo event: you are "));
  close_page (&fixture);
}

static gboolean
is_row (GtkWidget *button, gconstpointer text)
{
  g_autoptr (GPtrArray) labels = page_find_all (button, GTK_TYPE_LABEL);

  return labels->len > 0 && g_str_equal (gtk_label_get_label (labels->pdata[0]), text);
}

static GtkWidget *
find_menu_row (GtkWidget *root, const char *text)
{
  g_autoptr (GPtrArray) buttons = page_find_all (root, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (is_row (buttons->pdata[i], text))
      return buttons->pdata[i];

  return NULL;
}

static GtkWidget *
open_account (Fixture *fixture)
{
  duo_shell_page_open_account (fixture->page);
  page_settle (fixture->window);
  return page_get (GTK_WIDGET (fixture->page), DUO_TYPE_ACCOUNT_MENU, NULL);
}

static void
test_account_menu_says_who_one_is (void)
{
  Fixture fixture;
  GtkWidget *menu, *leave;

  open_page (&fixture, DUO_ROLE_TALENT, 1200, FALSE);
  menu = open_account (&fixture);
  g_assert_true (page_says (menu, "Amara Okafor"));
  g_assert_true (page_says (menu, "amara.okafor@mail.example"));
  g_assert_nonnull (find_menu_row (menu, "Keyboard Shortcuts"));
  g_assert_nonnull (find_menu_row (menu, "About Duologue"));
  leave = find_menu_row (menu, "Sign Out");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (leave)), ==, "win.sign-out");
  /* There is room for the events in the header. */
  g_assert_null (find_menu_row (menu, "Nordic Tech Careers 2026"));
  close_page (&fixture);
}

static void
test_demo_is_ended_not_signed_out_of (void)
{
  Fixture fixture;
  GtkWidget *menu;

  open_page (&fixture, DUO_ROLE_TALENT, 1200, TRUE);
  menu = open_account (&fixture);
  g_assert_null (find_menu_row (menu, "Sign Out"));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (find_menu_row (menu, "End Demo"))), ==,
                   "app.end-demo");
  close_page (&fixture);
}

static void
test_narrow_moves_switcher_and_events (void)
{
  Fixture fixture;
  GtkWidget *page, *menu;

  open_page (&fixture, DUO_ROLE_TALENT, 360, FALSE);
  page = GTK_WIDGET (fixture.page);
  g_assert_true (adw_view_switcher_bar_get_reveal (
      ADW_VIEW_SWITCHER_BAR (page_get (page, ADW_TYPE_VIEW_SWITCHER_BAR, NULL))));
  g_assert_nonnull (page_find (page, ADW_TYPE_WINDOW_TITLE, "1-1 Chat"));
  menu = open_account (&fixture);
  g_assert_nonnull (find_menu_row (menu, "Nordic Tech Careers 2026"));
  g_assert_cmpint (gtk_widget_get_width (page), ==, 360);
  close_page (&fixture);
}

/* What a view undoes is undone in the header; the others have nothing there. */
static void
test_undo_is_in_the_header (void)
{
  static const struct
  {
    DuoRole role;
    const char *view;
  } undone[] = {{DUO_ROLE_ORGANIZER, "format"}, {DUO_ROLE_RECRUITER, "schedule"}};

  for (gsize i = 0; i < G_N_ELEMENTS (undone); i++)
    {
      const char *other = undone[i].role == DUO_ROLE_ORGANIZER ? "event-chats" : "chats";
      Fixture fixture;

      open_page (&fixture, undone[i].role, 1200, FALSE);
      duo_shell_page_show_view (fixture.page, other);
      page_settle (fixture.window);
      g_assert_null (page_find (GTK_WIDGET (fixture.page), GTK_TYPE_BUTTON, "Undo"));
      duo_shell_page_show_view (fixture.page, undone[i].view);
      page_settle (fixture.window);
      g_assert_nonnull (page_find (GTK_WIDGET (fixture.page), GTK_TYPE_BUTTON, "Undo"));
      close_page (&fixture);
    }
}

static DuoEvent *
another_event (Fixture *fixture)
{
  g_autoptr (DuoEventRecord) record = duo_event_record_copy (duo_event_get_record (fixture->made_up->event));

  g_set_str (&record->id, "baltic");
  g_set_str (&record->name, "Baltic Research and Engineering Days with a Name of Sixty Letters");
  record->role = DUO_ROLE_RECRUITER;
  return duo_event_new (record, fixture->made_up->clock);
}

static void
test_another_event_has_views_of_its_own (void)
{
  Fixture fixture;
  g_autoptr (DuoEvent) baltic = NULL;
  GtkWidget *button, *list, *row;

  open_page (&fixture, DUO_ROLE_TALENT, 1200, FALSE);
  baltic = another_event (&fixture);
  fake_session_add_event (fixture.made_up->session, baltic);
  button = page_get (GTK_WIDGET (fixture.page), GTK_TYPE_MENU_BUTTON, "Nordic Tech Careers 2026");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  page_settle (fixture.window);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Nordic Tech Careers 2026");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "3–5 November · Stockholm · as talent");
  list = page_get (GTK_WIDGET (fixture.page), DUO_TYPE_EVENT_LIST, NULL);
  g_assert_true (page_says (list, "3–5 November · Stockholm · as talent"));
  g_assert_true (page_says (list, "3–5 November · Stockholm · as recruiter"));

  row = find_menu_row (list, duo_event_get_name (baltic));
  page_press (row);
  page_settle (fixture.window);
  g_assert_true (duo_session_get_event (fixture.made_up->session) == baltic);
  g_assert_cmpstr (adw_view_stack_page_get_title (get_view (&fixture, "directory")), ==, "Talents");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture.page)), ==, 1200);
  close_page (&fixture);
}

static void
test_no_event_says_what_happens_next (void)
{
  Fixture fixture;
  GtkWidget *page;

  open_page (&fixture, DUO_ROLE_TALENT, 1200, FALSE);
  page = GTK_WIDGET (fixture.page);
  duo_session_set_event (fixture.made_up->session, NULL);
  page_settle (fixture.window);
  g_assert_true (page_says (page, "No Event Yet"));

  fake_session_set_state (fixture.made_up->session, DUO_SESSION_CONNECTING);
  page_settle (fixture.window);
  g_assert_true (page_says (page, "Getting Your Event…"));
  duo_session_set_event (fixture.made_up->session, fixture.made_up->event);
  page_settle (fixture.window);
  g_assert_nonnull (page_find (page, ADW_TYPE_VIEW_STACK, NULL));
  close_page (&fixture);
}

static void
set_width (Fixture *fixture, int width)
{
  AdwClamp *clamp = ADW_CLAMP (gtk_widget_get_ancestor (GTK_WIDGET (fixture->page), ADW_TYPE_CLAMP));

  /* A window holds on to what has its focus when that is moved. */
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  adw_clamp_set_maximum_size (clamp, width);
  adw_clamp_set_tightening_threshold (clamp, width);
  page_settle (fixture->window);
}

/* The switcher bar has the views of an event that came later than the bar, and goes again. */
static void
test_first_event_comes_to_a_narrow_page (void)
{
  Fixture fixture = {.made_up = made_up_new_peopled (DUO_ROLE_TALENT)};
  GtkWidget *page;
  AdwViewSwitcherBar *bar;

  duo_session_set_event (fixture.made_up->session, NULL);
  show_page (&fixture, 1200, FALSE);
  page = GTK_WIDGET (fixture.page);
  g_assert_true (page_says (page, "No Event Yet"));
  set_width (&fixture, 360);
  duo_session_set_event (fixture.made_up->session, fixture.made_up->event);
  page_settle (fixture.window);
  bar = ADW_VIEW_SWITCHER_BAR (page_get (page, ADW_TYPE_VIEW_SWITCHER_BAR, NULL));
  g_assert_true (adw_view_switcher_bar_get_reveal (bar));
  g_assert_true (adw_view_switcher_bar_get_stack (bar) == get_stack (&fixture));
  g_assert_nonnull (page_find (page, ADW_TYPE_WINDOW_TITLE, "1-1 Chat"));
  duo_shell_page_show_view (fixture.page, "schedule");
  g_assert_nonnull (page_find (page, ADW_TYPE_WINDOW_TITLE, "My Schedule"));

  set_width (&fixture, 1200);
  g_assert_false (adw_view_switcher_bar_get_reveal (bar));
  g_assert_null (page_find (page, ADW_TYPE_WINDOW_TITLE, NULL));
  close_page (&fixture);
}

/* What others do ------------------------------------------------------------------------------------------------- */

static void
on_changed (DuoChatWatch *watch, DuoChat *chat, GString *heard)
{
  g_string_append_printf (heard, "%s ", duo_chat_get_id (chat));
}

static void
test_watch_hears_of_all_chats (void)
{
  static const MadeUpChat later[] = {
      {"c-mateusz", "mateusz", DUO_CHAT_CONFIRMED, "2026-11-05T09:00:00Z", 15}};
  static const MadeUpChat moved[] = {
      {"c-mateusz", "mateusz", DUO_CHAT_CONFIRMED, "2026-11-05T10:00:00Z", 15, .rev = 2}};
  g_autoptr (MadeUp) made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  DuoChatWatch *watch = duo_chat_watch_new (made_up->event);
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (DuoChatRecord) late = NULL;

  g_signal_connect (watch, "changed", G_CALLBACK (on_changed), heard);
  made_up_add_chats (made_up, later, 1);
  g_assert_cmpstr (heard->str, ==, "c-mateusz ");
  g_string_truncate (heard, 0);
  made_up_add_chats (made_up, moved, 1);
  g_assert_nonnull (strstr (heard->str, "c-mateusz"));
  g_string_truncate (heard, 0);
  made_up_add_chats (made_up, moved, 1);
  g_assert_cmpstr (heard->str, ==, "");
  duo_chat_watch_tell_all (watch);
  g_assert_cmpstr (heard->str, ==, "c-mateusz ");
  g_string_truncate (heard, 0);
  late = duo_chat_record_copy (duo_chat_get_record (duo_event_find_chat (made_up->event, "c-mateusz")));
  late->late = 5;
  duo_chat_update (duo_event_find_chat (made_up->event, "c-mateusz"), late);
  g_assert_cmpstr (heard->str, ==, "c-mateusz ");
  g_assert_finalize_object (watch);

  /* Nobody listens any more. */
  duo_chat_set_pending (duo_event_find_chat (made_up->event, "c-mateusz"), TRUE);
  g_assert_cmpstr (heard->str, ==, "c-mateusz ");
}

static void
on_news (DuoNews *news, const char *text, const char *brief, DuoChat *chat, GString *heard)
{
  g_string_append_printf (heard, "%s\n", text);
  if (!g_str_equal (text, brief))
    g_string_append_printf (heard, "%s\n", brief);
}

#define HERE "(\u206604:00\u2060–\u206004:15\u2069 New York)"

static void
test_news_are_what_others_did_since (void)
{
  static const MadeUpChat old[] = {
      {"c-old", "rosa", DUO_CHAT_ACCEPTED, NULL, 0, .changed = "2026-11-02T10:00:00Z"},
  };
  static const MadeUpChat same[] = {{"c-same", "rosa", DUO_CHAT_ACCEPTED, NULL, 0, .changed = MADE_UP_NOW}};
  static const MadeUpChat fresh[] = {{"c-fresh", "yuki", DUO_CHAT_ACCEPTED, NULL, 0}};
  static const MadeUpChat timed[] = {{"c-timed", "mateusz", DUO_CHAT_CONFIRMED, "2026-11-05T09:00:00Z", 15}};
  g_autoptr (MadeUp) made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  g_autoptr (GString) heard = g_string_new (NULL);
  DuoNews *news;

  made_up_add_usual_chats (made_up);
  made_up_set_now (made_up, MADE_UP_NOW);
  news = duo_news_new (made_up->session);
  g_signal_connect (news, "news", G_CALLBACK (on_news), heard);
  made_up_add_chats (made_up, old, 1);
  made_up_add_chats (made_up, same, 1);
  g_assert_cmpstr (heard->str, ==, "");
  made_up_set_now (made_up, "2026-11-03T13:18:00Z");
  made_up_add_chats (made_up, fresh, 1);
  g_assert_cmpstr (heard->str, ==, "Yuki Tanabe accepted: pick a time\n");
  g_string_truncate (heard, 0);
  made_up_add_chats (made_up, timed, 1);
  g_assert_cmpstr (heard->str, ==,
                   "Mateusz Kowalczyk booked Thursday 5 November, \u206610:00\u2060–\u206010:15\u2069 " HERE
                   "\n"
                   "Mateusz Kowalczyk booked Thu 5, \u206610:00\u2060–\u206010:15\u2069 " HERE "\n");
  g_assert_finalize_object (news);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);

  g_test_add_func ("/shell/talent-has-three-views", test_talent_has_three_views);
  g_test_add_func ("/shell/made-when-looked-at", test_nothing_is_made_before_it_is_looked_at);
  g_test_add_func ("/shell/recruiter-looks-for-talents", test_recruiter_looks_for_talents);
  g_test_add_func ("/shell/badge", test_badge_counts_what_needs_an_answer);
  g_test_add_func ("/shell/views-by-number", test_views_are_chosen);
  g_test_add_func ("/shell/search", test_search_has_a_key);
  g_test_add_func ("/shell/offline", test_offline_says_how_old_the_data_is);
  g_test_add_func ("/shell/keyring", test_missing_keyring_is_said_once);
  g_test_add_func ("/shell/offline-and-keyring", test_offline_is_above_the_keyring);
  g_test_add_func ("/shell/demo-keyring", test_demo_says_nothing_of_keyrings);
  g_test_add_func ("/shell/account-menu", test_account_menu_says_who_one_is);
  g_test_add_func ("/shell/demo-is-ended", test_demo_is_ended_not_signed_out_of);
  g_test_add_func ("/shell/narrow", test_narrow_moves_switcher_and_events);
  g_test_add_func ("/shell/undo", test_undo_is_in_the_header);
  g_test_add_func ("/shell/another-event", test_another_event_has_views_of_its_own);
  g_test_add_func ("/shell/no-event", test_no_event_says_what_happens_next);
  g_test_add_func ("/shell/first-event", test_first_event_comes_to_a_narrow_page);
  g_test_add_func ("/shell/watch", test_watch_hears_of_all_chats);
  g_test_add_func ("/shell/news", test_news_are_what_others_did_since);

  return g_test_run ();
}
