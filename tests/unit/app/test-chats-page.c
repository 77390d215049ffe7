/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chats/duo-chat-row.h"
#include "chats/duo-chats-page.h"
#include "chats/duo-hand-over-dialog.h"
#include "chats/duo-reason-dialog.h"
#include "chats/duo-request-card.h"
#include "made-up.h"
#include "page-test.h"

typedef struct
{
  MadeUp *made_up;
  GtkWidget *page;
  GtkWidget *window;
} Fixture;

static const MadeUpChat requests[] = {
    {"c-ingrid", "ingrid", DUO_CHAT_REQUESTED, NULL, 0, "Do you have a thesis for me?"},
    {"c-yuki", "yuki", DUO_CHAT_REQUESTED, NULL, 0, "I liked your poster."},
};

/* A talent's: what was asked of it, and what it asked for. */
static const MadeUpChat offers[] = {
    {"c-ingrid", "ingrid", DUO_CHAT_INVITED, NULL, 0, "I liked your poster."},
    {"c-priya", "priya", DUO_CHAT_ACCEPTED, NULL, 0, "Do you have a thesis for me?"},
};

static void
open_page_with (Fixture *f, DuoRole role, int width, const MadeUpChat *chats, gsize n_chats)
{
  f->made_up = made_up_new_peopled (role);
  made_up_add_chats (f->made_up, chats, n_chats);
  f->page = duo_chats_page_new (f->made_up->session);
  f->window = page_window_new (page_clamp_new (f->page, width), width + 40, 900);
}

static void
open_page_at (Fixture *f, int width)
{
  open_page_with (f, DUO_ROLE_RECRUITER, width, requests, G_N_ELEMENTS (requests));
}

static void
open_page (Fixture *f)
{
  open_page_at (f, 1280);
}

static void
close_page (Fixture *f)
{
  page_window_finish (f->window, f->page);
  g_free (fake_window_steal_toast ());
  g_assert_finalize_object (g_steal_pointer (&f->made_up->session));
  made_up_free (f->made_up);
}

static GtkWidget *
find_button (Fixture *f, const char *name)
{
  return page_get (f->page, GTK_TYPE_BUTTON, name);
}

/* The answer is in the outbox from the click on, and its card says so where it stands. */
static void
test_accept_is_pending (void)
{
  Fixture f;

  open_page (&f);
  page_press (find_button (&f, "Accept: Ingrid Solberg"));
  page_settle (f.page);
  fake_session_assert_undoable (f.made_up->session, "accept c-ingrid");
  fake_window_assert_toast ("Accepted Ingrid");
  g_assert_false (gtk_widget_is_sensitive (find_button (&f, "Accept: Ingrid Solberg")));
  g_assert_true (page_says (f.page, "Accepted · Fjordlys Energi"));
  g_assert_true (gtk_widget_is_sensitive (find_button (&f, "Accept: Yuki Tanabe")));
  close_page (&f);
}

/* One word for the talent, two verbs for the service (PRODUCT §5, "Words"). */
static void
test_reject (void)
{
  Fixture f;

  open_page_with (&f, DUO_ROLE_TALENT, 1280, offers, G_N_ELEMENTS (offers));
  page_press (find_button (&f, "Reject: Ingrid Solberg"));
  fake_session_assert_undoable (f.made_up->session, "decline c-ingrid");
  fake_window_assert_toast ("Rejected the chat with Ingrid");
  fake_session_let_go (f.made_up->session);
  page_press (find_button (&f, "Reject: Priya Raghunathan"));
  fake_session_assert_undoable (f.made_up->session, "withdraw c-priya");
  fake_window_assert_toast ("Rejected the chat with Priya");
  close_page (&f);
}

/* Somebody who may pick is told that others were faster, and picks as soon as a slot reopens. */
static void
test_nothing_left_to_pick (void)
{
  static const char *const told = "All slots are taken. If one reopens, you can pick it here.";
  static const MadeUpChat chats[] = {{"c-mateusz", "mateusz", DUO_CHAT_ACCEPTED}};
  static const DuoPersonCounts reopened = {"mateusz", 1, 31}, taken = {"mateusz", 0, 31};
  GtkWidget *pick;
  Fixture f;

  open_page_with (&f, DUO_ROLE_TALENT, 1280, chats, G_N_ELEMENTS (chats));
  pick = find_button (&f, "Pick a Time: Mateusz Kowalczyk");
  g_assert_false (gtk_widget_is_sensitive (pick));
  g_assert_true (page_says (f.page, told));
  g_assert_false (page_says (f.page, "Accepted. Pick a time that suits you."));
  g_assert_true (gtk_widget_is_sensitive (find_button (&f, "Reject: Mateusz Kowalczyk")));

  duo_event_set_counts (f.made_up->event, &reopened, 1);
  g_assert_true (gtk_widget_is_sensitive (pick));
  g_assert_false (page_says (f.page, told));
  g_assert_true (page_says (f.page, "Accepted. Pick a time that suits you."));

  duo_event_set_counts (f.made_up->event, &taken, 1);
  g_assert_false (gtk_widget_is_sensitive (pick));
  close_page (&f);
}

static void
test_undo_takes_it_back (void)
{
  Fixture f;

  open_page (&f);
  page_press (find_button (&f, "Accept: Ingrid Solberg"));
  fake_window_press_toast ();
  page_settle (f.page);
  fake_session_assert_undoable (f.made_up->session, "");
  g_assert_true (gtk_widget_is_sensitive (find_button (&f, "Accept: Ingrid Solberg")));
  fake_window_assert_toast ("Accepted Ingrid");
  close_page (&f);
}

/* Two answers in a row: neither loses its Undo. */
static void
test_undo_takes_several_back (void)
{
  Fixture f;

  open_page (&f);
  page_press (find_button (&f, "Accept: Ingrid Solberg"));
  page_press (find_button (&f, "Accept: Yuki Tanabe"));
  fake_window_assert_toast ("Sending 2 answers");
  fake_session_assert_undoable (f.made_up->session, "accept c-ingrid, accept c-yuki");
  fake_window_press_toast ();
  fake_session_assert_undoable (f.made_up->session, "");
  close_page (&f);
}

/* What went meanwhile is not promised to come back. */
static void
test_only_what_is_there_is_undone (void)
{
  Fixture f;

  open_page (&f);
  page_press (find_button (&f, "Accept: Ingrid Solberg"));
  fake_session_let_go (f.made_up->session);
  page_press (find_button (&f, "Accept: Yuki Tanabe"));
  fake_window_assert_toast ("Accepted Yuki");
  fake_session_let_go (f.made_up->session);
  fake_window_press_toast ();
  fake_window_assert_toast ("Too late to undo: it was already sent");
  close_page (&f);
}

/* The page goes; what it asked for stays in the outbox. */
static void
test_a_closed_page_does_not_matter (void)
{
  Fixture f;
  DuoSession *session;

  open_page (&f);
  session = g_object_ref (f.made_up->session);
  page_press (find_button (&f, "Accept: Ingrid Solberg"));
  duo_session_set_event (session, NULL);
  page_settle (f.window);
  fake_session_assert_undoable (f.made_up->session, "accept c-ingrid");
  g_object_unref (session);
  close_page (&f);
}

/* It is 13:17: one is over, one has begun, one begins in three minutes. Alone, each has its room open. */
static const MadeUpChat ended = {"c-chen", "chen", DUO_CHAT_CONFIRMED, "2026-11-03T13:00:00Z", 15};
static const MadeUpChat begun = {"c-rosa", "rosa", DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z", 15};
static const MadeUpChat about_to_begin = {"c-ada", "ada", DUO_CHAT_CONFIRMED, "2026-11-03T13:20:00Z", 15};

static DuoChat *
add_chat (Fixture *f, const MadeUpChat *chat)
{
  made_up_add_chats (f->made_up, chat, 1);
  page_settle (f->page);
  return duo_event_find_chat (f->made_up->event, chat->id);
}

/* The words on a button are its name for as long as it is labelled by them. */
static void
assert_named (Fixture *f, const char *name)
{
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (find_button (f, name)),
                                                    GTK_ACCESSIBLE_RELATION_LABELLED_BY));
}

static void
test_a_screen_reader_hears_for_whom (void)
{
  Fixture f;

  open_page (&f);
  add_chat (&f, &begun);
  assert_named (&f, "Join: Rosa Quispe");
  assert_named (&f, "Accept: Ingrid Solberg");
  assert_named (&f, "Decline…: Ingrid Solberg");
  close_page (&f);
}

/* What a recruiter accepted was not sent by it: it waits for the talent. */
static void
test_what_was_accepted_waits (void)
{
  static const MadeUpChat accepted = {"c-priya", "priya", DUO_CHAT_ACCEPTED};
  static const MadeUpChat requested = {"c-priya", "priya", DUO_CHAT_REQUESTED};
  Fixture f;

  open_page_with (&f, DUO_ROLE_RECRUITER, 1280, &accepted, 1);
  g_assert_true (page_says (f.page, "Waiting (1)"));
  close_page (&f);
  open_page_with (&f, DUO_ROLE_TALENT, 1280, &requested, 1);
  g_assert_true (page_says (f.page, "Sent (1)"));
  close_page (&f);
}

/* What can still be done until the chat begins is not taken away by Join; that one is late can be said afterwards, too. */
static void
test_a_chat_can_be_moved_until_it_begins (void)
{
  GtkWidget *menu;
  Fixture f;

  open_page (&f);
  add_chat (&f, &about_to_begin);
  add_chat (&f, &begun);
  g_assert_nonnull (find_button (&f, "Join: Ada Lindqvist"));
  g_assert_nonnull (page_find (f.page, GTK_TYPE_MENU_BUTTON, "More: Ada Lindqvist"));
  g_assert_nonnull (find_button (&f, "Join: Rosa Quispe"));
  menu = page_get (f.page, GTK_TYPE_MENU_BUTTON, "More: Rosa Quispe");
  gtk_test_accessible_assert_property (menu, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "The chat has already begun.");
  close_page (&f);
}

/* From the menu of a chat that is near, by one press; what was said stands in its place. */
static void
test_running_late (void)
{
  static const MadeUpChat soon = {"c-chen", "chen", DUO_CHAT_CONFIRMED, "2026-11-03T13:40:00Z", 15};
  static const MadeUpChat later = {"c-ada", "ada", DUO_CHAT_CONFIRMED, "2026-11-03T15:00:00Z", 15};
  g_autoptr (DuoChatRecord) record = NULL;
  const FakeCommand *command;
  GtkWidget *menu, *popover;
  DuoChat *chat;
  Fixture f;

  open_page_with (&f, DUO_ROLE_TALENT, 1280, &soon, 1);
  add_chat (&f, &later);
  menu = page_get (f.page, GTK_TYPE_MENU_BUTTON, "More: Ada Lindqvist");
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu)));
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  page_settle (f.window);
  g_assert_false (page_says (popover, "Running Late"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu));
  page_settle (f.window);

  menu = page_get (f.page, GTK_TYPE_MENU_BUTTON, "More: Chen Yu-ting");
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu)));
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  page_settle (f.window);
  g_assert_true (page_says (popover, "Running Late"));
  page_press (page_get (popover, GTK_TYPE_BUTTON, "5 Minutes Late"));
  chat = duo_event_find_chat (f.made_up->event, "c-chen");
  command = fake_session_get_command (f.made_up->session);
  g_assert_cmpint (command->verb, ==, DUO_VERB_LATE);
  g_assert_true (command->chat == chat);
  g_assert_cmpuint (command->minutes, ==, 5);
  fake_session_fail (f.made_up->session, DUO_CLIENT_ERROR_REFUSED, DUO_REFUSAL_WRONG_STATE);
  page_settle (f.window);
  fake_window_assert_toast ("The chat has changed meanwhile, so this cannot be done any more.");

  record = duo_chat_record_copy (duo_chat_get_record (chat));
  record->late = 5;
  record->acted = DUO_ROLE_TALENT;
  duo_chat_update (chat, record);
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  page_settle (f.window);
  g_assert_true (page_says (popover, "You said: 5 minutes late"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu));
  close_page (&f);
}

/* Who has another chat to go to is not drawn back to the one that is over. */
static void
test_what_is_over_is_plain (void)
{
  Fixture f;

  open_page (&f);
  add_chat (&f, &ended);
  g_assert_true (gtk_widget_has_css_class (find_button (&f, "Join: Chen Yu-ting"), "suggested-action"));
  close_page (&f);

  open_page (&f);
  add_chat (&f, &about_to_begin);
  add_chat (&f, &ended);
  g_assert_true (gtk_widget_has_css_class (find_button (&f, "Join: Ada Lindqvist"), "suggested-action"));
  g_assert_false (gtk_widget_has_css_class (find_button (&f, "Join: Chen Yu-ting"), "suggested-action"));
  close_page (&f);
}

/* What wide says beside Join, narrow says too: without a word it would be a tinted row like any other. */
static void
test_narrow_says_who_is_waiting (void)
{
  Fixture f;
  DuoChat *chat;

  open_page_at (&f, 360);
  chat = add_chat (&f, &begun);
  g_assert_true (page_says (f.page, "Halden Grid"));
  duo_chat_set_peer_present (chat, TRUE);
  page_settle (f.page);
  g_assert_true (page_says (f.page, "Rosa is waiting"));
  close_page (&f);

  open_page_at (&f, 360);
  chat = add_chat (&f, &ended);
  g_assert_true (page_says (f.page, "Time is up, the room is open"));
  duo_chat_set_pending (chat, TRUE);
  g_assert_true (page_says (f.page, "Being sent…"));
  close_page (&f);
}

/* A button that is off says why, where one looks and where one points. */
static void
test_offline_says_why_nothing_is_joined (void)
{
  static const int widths[] = {1280, 360};

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      Fixture f;
      GtkWidget *join;

      open_page_at (&f, widths[i]);
      add_chat (&f, &begun);
      g_assert_false (page_says (f.page, "No connection"));
      fake_session_set_state (f.made_up->session, DUO_SESSION_OFFLINE);
      page_settle (f.page);
      join = find_button (&f, "Join: Rosa Quispe");
      g_assert_false (gtk_widget_is_sensitive (join));
      g_assert_true (page_says (f.page, "No connection"));
      g_assert_cmpstr (gtk_widget_get_tooltip_text (join), ==, "No connection");
      fake_session_set_state (f.made_up->session, DUO_SESSION_ONLINE);
      g_assert_null (gtk_widget_get_tooltip_text (join));
      close_page (&f);
    }
}

static graphene_rect_t
get_place (Fixture *f, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, f->page, &bounds));
  return bounds;
}

static GtkWidget *
get_when (Fixture *f)
{
  return gtk_widget_get_ancestor (page_get (f->page, GTK_TYPE_LABEL, "Completed"), ADW_TYPE_TOGGLE_GROUP);
}

/* Over the end of the days: also where there is one zone, of which nothing is said, and before whatever is scrolled. */
static void
test_which_chats_are_shown_is_said_above_them (void)
{
  Fixture f;
  graphene_rect_t when, row;

  open_page (&f);
  add_chat (&f, &begun);
  gtk_widget_set_visible (
      gtk_widget_get_parent (page_get (f.page, GTK_TYPE_LABEL, "Stockholm time, New York time below")),
      FALSE);
  page_settle (f.page);
  when = get_place (&f, get_when (&f));
  row = get_place (&f, page_get (f.page, DUO_TYPE_CHAT_ROW, NULL));
  g_assert_cmpfloat_with_epsilon (when.origin.x + when.size.width, row.origin.x + row.size.width, 1.5);
  close_page (&f);

  open_page_at (&f, 360);
  add_chat (&f, &begun);
  when = get_place (&f, get_when (&f));
  row = get_place (&f, page_get (f.page, DUO_TYPE_CHAT_ROW, NULL));
  g_assert_cmpfloat (when.origin.y + when.size.height, <, row.origin.y);
  close_page (&f);
}

/* The times of the C locale are all as wide as each other; those of twelve hours are not. */
static void
test_names_line_up (void)
{
  static const MadeUpChat later = {"c-tuomas", "tuomas", DUO_CHAT_CONFIRMED, "2026-11-05T14:00:00Z", 15};
  g_autoptr (GPtrArray) rows = NULL;
  Fixture f;
  graphene_rect_t first, second;

  open_page (&f);
  add_chat (&f, &begun);
  add_chat (&f, &later);
  rows = page_find_all (f.page, DUO_TYPE_CHAT_ROW);
  g_assert_cmpuint (rows->len, ==, 2);
  gtk_label_set_label (GTK_LABEL (page_get (rows->pdata[1], GTK_TYPE_LABEL, NULL)), "12:15 PM–12:30 PM");
  page_settle (f.page);
  first = get_place (&f, page_get (rows->pdata[0], ADW_TYPE_AVATAR, NULL));
  second = get_place (&f, page_get (rows->pdata[1], ADW_TYPE_AVATAR, NULL));
  g_assert_cmpfloat (first.origin.x, ==, second.origin.x);
  close_page (&f);
}

/* The menu of a chat that is too close to be changed says so to whoever cannot point at what is off. */
static void
test_notice_is_said (void)
{
  static const MadeUpChat soon = {"c-chen", "chen", DUO_CHAT_CONFIRMED, "2026-11-03T14:00:00Z", 15};
  static const char *const why = "It is too close to the chat to change it. You can still join and say so.";
  GtkWidget *menu;
  Fixture f;

  open_page_with (&f, DUO_ROLE_TALENT, 1280, &soon, 1);
  menu = page_get (f.page, GTK_TYPE_MENU_BUTTON, "More: Chen Yu-ting");
  g_assert_false (
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  close_page (&f);

  open_page_with (&f, DUO_ROLE_TALENT, 1280, NULL, 0);
  made_up_set_notice (f.made_up, 60);
  add_chat (&f, &soon);
  menu = page_get (f.page, GTK_TYPE_MENU_BUTTON, "More: Chen Yu-ting");
  gtk_test_accessible_assert_property (menu, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why);
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  page_settle (f.window);
  g_assert_true (page_says (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu))), why));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu));
  close_page (&f);
}

/* The row of a cancelled chat has gone: a word says what became of it. */
static void
test_cancelling_is_said (void)
{
  static const MadeUpChat chat = {"c-tuomas", "tuomas", DUO_CHAT_CONFIRMED, "2026-11-05T14:00:00Z", 15};
  static const MadeUpChat cancelled = {"c-tuomas", "tuomas", DUO_CHAT_CANCELLED, .rev = 9};
  AdwDialog *dialog;
  Fixture f;

  open_page_with (&f, DUO_ROLE_TALENT, 1280, &chat, 1);
  gtk_widget_activate_action (f.page, "chats.cancel", "s", "c-tuomas");
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (f.window));
  /* Of the two clocks neither is meant without its name. */
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)),
                            " (\u206609:00\u2060–\u206009:15\u2069 New York) "));
  g_signal_emit_by_name (dialog, "response", "do");
  adw_dialog_force_close (dialog);
  g_assert_cmpint (fake_session_get_command (f.made_up->session)->verb, ==, DUO_VERB_CANCEL);
  made_up_add_chats (f.made_up, &cancelled, 1);
  fake_session_answer (f.made_up->session, duo_event_find_chat (f.made_up->event, "c-tuomas"));
  page_settle (f.window);
  fake_window_assert_toast ("Cancelled the chat with Tuomas Heikkinen");
  close_page (&f);
}

static AdwDialog *
get_dialog (Fixture *f)
{
  AdwDialog *dialog = adw_window_get_visible_dialog (ADW_WINDOW (f->window));

  g_assert_nonnull (dialog);
  return dialog;
}

/* What was said with a no can be taken back as the no can. */
static void
test_decline_with_words (void)
{
  AdwDialog *dialog;
  Fixture f;

  open_page (&f);
  page_press (find_button (&f, "Decline…: Ingrid Solberg"));
  page_settle (f.window);
  dialog = get_dialog (&f);
  gtk_editable_set_text (GTK_EDITABLE (page_get (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, NULL)), "Not now.");
  g_signal_emit_by_name (dialog, "response", "do");
  adw_dialog_force_close (dialog);
  page_settle (f.window);
  fake_session_assert_undoable (f.made_up->session, "decline c-ingrid “Not now.”");
  fake_window_assert_toast ("Declined Ingrid");
  fake_window_press_toast ();
  fake_session_assert_undoable (f.made_up->session, "");
  close_page (&f);
}

/* A confirmed chat goes to a colleague who is free. */
static void
test_hand_over (void)
{
  static const MadeUpChat later = {"c-rosa", "rosa", DUO_CHAT_CONFIRMED, "2026-11-03T15:00:00Z", 15};
  GtkWidget *dialog;
  Fixture f;

  open_page (&f);
  made_up_add_colleague (f.made_up, "me", "Kofi Boateng");
  made_up_add_colleague (f.made_up, "lucia", "Lucia Ferreira");
  made_up_add_colleague (f.made_up, "minh", "Minh Anh Trần");
  made_up_add_others_chat (f.made_up, "minh", "ada", "2026-11-03T15:00:00Z", 15);
  add_chat (&f, &later);
  g_assert_true (gtk_widget_activate_action (page_get (f.page, DUO_TYPE_CHAT_ROW, NULL), "chats.hand-over",
                                             "s", "c-rosa"));
  page_settle (f.window);
  dialog = GTK_WIDGET (get_dialog (&f));
  g_assert_true (page_says (dialog, "Free at that time"));
  g_assert_true (page_says (dialog, "Has a chat with Ada then"));
  g_assert_false (gtk_widget_is_sensitive (page_get (dialog, GTK_TYPE_CHECK_BUTTON, "Minh Anh Trần")));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (page_get (dialog, GTK_TYPE_CHECK_BUTTON, "Lucia Ferreira")),
                               TRUE);
  gtk_editable_set_text (GTK_EDITABLE (page_get (dialog, ADW_TYPE_ENTRY_ROW, NULL)), "I am ill.");
  page_press (page_get (dialog, GTK_TYPE_BUTTON, "Hand Over"));
  page_settle (f.window);
  fake_session_assert_undoable (f.made_up->session, "hand-over c-rosa to lucia “I am ill.”");
  fake_window_assert_toast ("Handed over Rosa");
  close_page (&f);
}

/* More requests than a few have a page of their own. */
static void
test_many_requests_are_reviewed (void)
{
  static const char *const peers[] = {"ada", "priya", "tuomas", "leila"};
  g_autoptr (GPtrArray) cards = NULL;
  g_autofree char *action = NULL;
  Fixture f;

  open_page (&f);
  for (gsize i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      const MadeUpChat more = {peers[i], peers[i], DUO_CHAT_REQUESTED, NULL, 0, "Hello"};

      add_chat (&f, &more);
    }
  cards = page_find_all (f.page, DUO_TYPE_REQUEST_CARD);
  g_assert_cmpuint (cards->len, ==, 3);
  page_press (find_button (&f, "Review 6 Requests"));
  action = page_window_steal_action (f.window);
  g_assert_cmpstr (action, ==, "win.inbox");
  close_page (&f);

  open_page_with (&f, DUO_ROLE_TALENT, 1280, offers, G_N_ELEMENTS (offers));
  g_assert_null (page_find (f.page, GTK_TYPE_BUTTON, "Review 2 Requests"));
  close_page (&f);
}

/* Return in a dialog that has just opened ends nothing. */
static void
test_reason_comes_before_the_deed (void)
{
  DuoReasonDialog *dialog;
  GtkWidget *focus;
  Fixture f;

  open_page (&f);
  dialog = duo_reason_dialog_new ("Cancel the Chat?", "It is said at once.", "_Keep", "_Cancel Chat", FALSE);
  adw_dialog_present (ADW_DIALOG (dialog), f.window);
  page_settle (f.window);
  focus = adw_dialog_get_focus (ADW_DIALOG (dialog));
  g_assert_nonnull (focus);
  g_assert_true (ADW_IS_ENTRY_ROW (focus) || gtk_widget_get_ancestor (focus, ADW_TYPE_ENTRY_ROW) != NULL);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  page_settle (f.window);
  close_page (&f);
}

/* What was noted on a chat that is over is read and changed from its row. */
static void
test_notes (void)
{
  static const MadeUpChat over[] = {
      {"c-ingrid", "ingrid", DUO_CHAT_COMPLETED, "2026-11-03T09:00:00Z", 15, NULL},
  };
  Fixture f;
  AdwDialog *dialog;
  g_autoptr (GPtrArray) texts = NULL;

  open_page_with (&f, DUO_ROLE_RECRUITER, 1280, over, G_N_ELEMENTS (over));
  adw_toggle_group_set_active_name (ADW_TOGGLE_GROUP (get_when (&f)), "completed");
  page_settle (f.page);
  page_press (find_button (&f, "Notes: Ingrid Solberg"));
  page_settle (f.window);
  dialog = get_dialog (&f);
  texts = page_find_all (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW);
  g_assert_cmpuint (texts->len, >=, 1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (texts->pdata[0]), "Wants Uppsala", -1);
  g_assert_cmpstr (duo_note_get_record (duo_event_get_note (f.made_up->event, "c-ingrid"))->text, ==,
                   "Wants Uppsala");
  adw_dialog_force_close (dialog);
  close_page (&f);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/chats-page/accept/pending", test_accept_is_pending);
  g_test_add_func ("/chats-page/reject", test_reject);
  g_test_add_func ("/chats-page/nothing-left", test_nothing_left_to_pick);
  g_test_add_func ("/chats-page/notice", test_notice_is_said);
  g_test_add_func ("/chats-page/cancel/said", test_cancelling_is_said);
  g_test_add_func ("/chats-page/accept/undo", test_undo_takes_it_back);
  g_test_add_func ("/chats-page/accept/undo-several", test_undo_takes_several_back);
  g_test_add_func ("/chats-page/accept/too-late", test_only_what_is_there_is_undone);
  g_test_add_func ("/chats-page/accept/closed-page", test_a_closed_page_does_not_matter);
  g_test_add_func ("/chats-page/names", test_a_screen_reader_hears_for_whom);
  g_test_add_func ("/chats-page/accepted-waits", test_what_was_accepted_waits);
  g_test_add_func ("/chats-page/moved-until-it-begins", test_a_chat_can_be_moved_until_it_begins);
  g_test_add_func ("/chats-page/running-late", test_running_late);
  g_test_add_func ("/chats-page/what-is-over-is-plain", test_what_is_over_is_plain);
  g_test_add_func ("/chats-page/narrow-says-who-waits", test_narrow_says_who_is_waiting);
  g_test_add_func ("/chats-page/offline", test_offline_says_why_nothing_is_joined);
  g_test_add_func ("/chats-page/which-chats", test_which_chats_are_shown_is_said_above_them);
  g_test_add_func ("/chats-page/names-line-up", test_names_line_up);
  g_test_add_func ("/chats-page/decline-with-words", test_decline_with_words);
  g_test_add_func ("/chats-page/hand-over", test_hand_over);
  g_test_add_func ("/chats-page/many-requests", test_many_requests_are_reviewed);
  g_test_add_func ("/chats-page/reason/before-the-deed", test_reason_comes_before_the_deed);
  g_test_add_func ("/chats-page/notes", test_notes);
  return g_test_run ();
}
