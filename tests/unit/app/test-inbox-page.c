/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chats/duo-hand-over-dialog.h"
#include "chats/duo-inbox-page.h"
#include "chats/duo-inbox-row.h"
#include "chats/duo-inbox.h"
#include "chats/duo-reason-dialog.h"
#include "fake-session-cv.h"
#include "made-up.h"
#include "page-test.h"
#include "shell/duo-cv-row.h"

typedef struct
{
  MadeUp *made_up;
  GtkWidget *page;
  GtkWidget *window;
} Fixture;

static const MadeUpChat requests[] = {
    {"c-ada", "ada", DUO_CHAT_REQUESTED, NULL, 0, "I built a store", NULL, "2026-11-03T13:15:00Z", "In Rust"},
    {"c-yuki", "yuki", DUO_CHAT_REQUESTED, NULL, 0, "Two summers", NULL, "2026-11-03T12:59:00Z"},
    {"c-priya", "priya", DUO_CHAT_REQUESTED, NULL, 0, "Load in rural networks", NULL, "2026-11-03T12:10:00Z"},
};

static void
open_page_with (Fixture *f, guint open_slots, gsize n_requests, int width)
{
  g_autoptr (DuoHeldAnswers) held = NULL;
  g_autoptr (DuoSlots) slots = NULL;
  GtkWidget *view = adw_navigation_view_new ();

  f->made_up = made_up_new_peopled (DUO_ROLE_RECRUITER);
  made_up_add_colleague (f->made_up, "me", "Kofi Boateng");
  made_up_add_colleague (f->made_up, "lucia", "Lucia Ferreira");
  slots = made_up_few_slots_new ("me", open_slots);
  fake_session_set_slots (f->made_up->session, slots);
  made_up_add_chats (f->made_up, requests, n_requests);
  held = duo_held_answers_new (f->made_up->session, view);
  f->page = GTK_WIDGET (duo_inbox_page_new (f->made_up->session, held));
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (f->page));
  f->window = page_window_new (view, width, 900);
}

static void
open_page (Fixture *f)
{
  open_page_with (f, 9, G_N_ELEMENTS (requests), 1280);
}

static void
close_page (Fixture *f)
{
  page_window_finish (f->window, f->page);
  g_free (fake_window_steal_toast ());
  g_assert_finalize_object (g_steal_pointer (&f->made_up->session));
  made_up_free (f->made_up);
}

static DuoChat *
find_chat (Fixture *f, const char *id)
{
  return duo_event_find_chat (f->made_up->event, id);
}

static void
act (Fixture *f, const char *action)
{
  g_assert_true (gtk_widget_activate_action (f->page, action, NULL));
  page_settle (f->window);
}

/* The name in large letters. */
static void
assert_shows (Fixture *f, const char *name)
{
  g_autoptr (GPtrArray) labels = page_find_all (f->page, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_has_css_class (labels->pdata[i], "title-1") &&
        g_str_equal (gtk_label_get_label (labels->pdata[i]), name))
      return;
  g_error ("%s is not what is looked at", name);
}

static guint
count_rows (Fixture *f)
{
  g_autoptr (GPtrArray) rows = page_find_all (f->page, DUO_TYPE_INBOX_ROW);

  return rows->len;
}

static void
change (Fixture *f, const char *id, const char *peer, DuoChatState state)
{
  const MadeUpChat chat = {id, peer, state, .rev = 2};

  made_up_add_chats (f->made_up, &chat, 1);
  page_settle (f->window);
}

static void
test_it_shows_the_latest_first (void)
{
  Fixture f;

  open_page (&f);
  g_assert_cmpuint (count_rows (&f), ==, 3);
  assert_shows (&f, "Ada Lindqvist");
  g_assert_true (page_says (f.page, "3 waiting for an answer"));
  g_assert_true (page_says (f.page, "I built a store"));
  g_assert_true (page_says (f.page, "Which data set would you like to work on?"));
  g_assert_true (page_says (f.page, "In Rust"));
  g_assert_true (page_says (f.page, "Distributed systems"));
  g_assert_true (page_says (f.page, "English, Swedish"));
  close_page (&f);
}

/* Of a talent whose CV may be read; what was asked for goes with whose it is. */
static void
test_cv (void)
{
  g_autoptr (DuoCvRecord) cv = duo_cv_record_new ("Ada.pdf", 214000, 1793700000);
  Fixture f;

  open_page (&f);
  g_assert_null (page_find (f.page, DUO_TYPE_CV_ROW, NULL));
  duo_event_set_peer_cv (f.made_up->event, find_chat (&f, "c-ada"), cv);
  page_settle (f.window);
  adw_action_row_activate (ADW_ACTION_ROW (page_get (f.page, DUO_TYPE_CV_ROW, NULL)));
  g_assert_cmpstr (fake_session_get_fetched (f.made_up->session), ==, "ada");
  act (&f, "inbox.accept");
  assert_shows (&f, "Yuki Tanabe");
  g_assert_null (page_find (f.page, DUO_TYPE_CV_ROW, NULL));
  fake_session_answer_fetch (f.made_up->session, NULL,
                             g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "gone"));
  g_free (fake_window_steal_toast ());
  page_settle (f.window);
  g_assert_false (fake_window_has_toast ());
  close_page (&f);
}

/* The row stays in its place and says what became of it; the next one is looked at. */
static void
test_an_answer_leads_to_the_next (void)
{
  Fixture f;

  open_page (&f);
  act (&f, "inbox.accept");
  fake_session_assert_undoable (f.made_up->session, "accept c-ada");
  fake_window_assert_toast ("Accepted Ada");
  assert_shows (&f, "Yuki Tanabe");
  g_assert_true (page_says (f.page, "Accepted"));
  g_assert_true (page_says (f.page, "2 waiting for an answer"));
  act (&f, "inbox.decline");
  fake_session_assert_undoable (f.made_up->session, "accept c-ada, decline c-yuki");
  fake_window_assert_toast ("Sending 2 answers");
  assert_shows (&f, "Priya Raghunathan");
  g_assert_cmpuint (count_rows (&f), ==, 3);
  change (&f, "c-ada", "ada", DUO_CHAT_ACCEPTED);
  g_assert_cmpuint (count_rows (&f), ==, 2);
  act (&f, "inbox.accept");
  g_assert_true (page_says (f.page, "Everything Is Answered"));
  fake_session_assert_undoable (f.made_up->session, "accept c-ada, accept c-priya, decline c-yuki");
  act (&f, "inbox.decline");
  fake_session_assert_undoable (f.made_up->session, "accept c-ada, accept c-priya, decline c-yuki");
  close_page (&f);
}

/* Whoever presses the button goes on by keys: the focus is not lost with the button that is off for a moment. */
static void
test_the_focus_stays (void)
{
  Fixture f;
  GtkWidget *focus;

  open_page (&f);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      GtkWidget *accept = page_get (f.page, GTK_TYPE_BUTTON, "Accept");

      g_assert_true (gtk_widget_grab_focus (accept));
      page_press (accept);
      page_settle (f.window);
      focus = gtk_root_get_focus (GTK_ROOT (f.window));
      g_assert_nonnull (focus);
      g_assert_true (gtk_widget_is_ancestor (focus, f.page));
    }
  close_page (&f);
}

static void
test_undo_takes_the_last_step_back (void)
{
  Fixture f;

  open_page (&f);
  act (&f, "inbox.accept");
  act (&f, "inbox.decline");
  act (&f, "inbox.undo");
  fake_session_assert_undoable (f.made_up->session, "accept c-ada");
  assert_shows (&f, "Yuki Tanabe");
  act (&f, "inbox.undo");
  fake_session_assert_undoable (f.made_up->session, "");
  assert_shows (&f, "Ada Lindqvist");
  g_assert_true (page_says (f.page, "3 waiting for an answer"));
  act (&f, "inbox.undo");
  fake_session_assert_undoable (f.made_up->session, "");
  close_page (&f);
}

static void
mark (Fixture *f, const char *name)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (page_get (f->page, GTK_TYPE_CHECK_BUTTON, name)), TRUE);
  page_settle (f->window);
}

/* Several at once, and one Undo for all of them. */
static void
test_several_at_once (void)
{
  Fixture f;

  open_page (&f);
  act (&f, "inbox.select");
  g_assert_true (page_says (f.page, "0 Selected"));
  mark (&f, "Select Ada Lindqvist");
  mark (&f, "Select Priya Raghunathan");
  g_assert_true (page_says (f.page, "2 Selected"));
  page_press (page_get (f.page, GTK_TYPE_BUTTON, "Accept 2"));
  page_settle (f.window);
  fake_session_assert_undoable (f.made_up->session, "accept c-ada, accept c-priya");
  fake_window_assert_toast ("Sending 2 answers");
  assert_shows (&f, "Yuki Tanabe");
  g_assert_true (page_says (f.page, "1 waiting for an answer"));
  act (&f, "inbox.undo");
  fake_session_assert_undoable (f.made_up->session, "");
  close_page (&f);
}

/* What was answered or withdrawn meanwhile is not answered once more. */
static void
test_what_is_gone_is_not_marked (void)
{
  Fixture f;

  open_page (&f);
  act (&f, "inbox.select");
  mark (&f, "Select Ada Lindqvist");
  mark (&f, "Select Yuki Tanabe");
  change (&f, "c-yuki", "yuki", DUO_CHAT_CANCELLED);
  g_assert_true (page_says (f.page, "1 Selected"));
  act (&f, "inbox.accept");
  fake_session_assert_undoable (f.made_up->session, "accept c-ada");
  close_page (&f);
}

static GtkWidget *
find_dialog (Fixture *f, GType type)
{
  GtkWidget *dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (f->window)));

  g_assert_true (g_type_is_a (G_OBJECT_TYPE (dialog), type));
  return dialog;
}

static void
respond (Fixture *f, const char *response)
{
  AdwDialog *dialog = adw_window_get_visible_dialog (ADW_WINDOW (f->window));

  g_signal_emit_by_name (dialog, "response", response);
  adw_dialog_force_close (dialog);
  page_settle (f->window);
}

static void
test_decline_with_words (void)
{
  Fixture f;
  GtkWidget *dialog;

  open_page (&f);
  act (&f, "inbox.decline-with-words");
  dialog = find_dialog (&f, DUO_TYPE_REASON_DIALOG);
  g_assert_true (page_says (dialog, "Ada will be told."));
  gtk_editable_set_text (GTK_EDITABLE (page_get (dialog, ADW_TYPE_ENTRY_ROW, NULL)), "Not this time.");
  respond (&f, "do");
  fake_session_assert_undoable (f.made_up->session, "decline c-ada “Not this time.”");
  fake_window_assert_toast ("Declined Ada");
  act (&f, "inbox.undo");

  act (&f, "inbox.decline-with-words");
  dialog = find_dialog (&f, DUO_TYPE_REASON_DIALOG);
  gtk_editable_set_text (GTK_EDITABLE (page_get (dialog, ADW_TYPE_ENTRY_ROW, NULL)), "Not me.");
  adw_combo_row_set_selected (ADW_COMBO_ROW (page_get (dialog, ADW_TYPE_COMBO_ROW, NULL)), 1);
  respond (&f, "do");
  fake_session_assert_undoable (f.made_up->session,
                                "decline c-ada “Not me. You could ask my colleague Lucia Ferreira.”");
  act (&f, "inbox.decline-with-words");
  respond (&f, "keep");
  fake_session_assert_undoable (f.made_up->session,
                                "decline c-ada “Not me. You could ask my colleague Lucia Ferreira.”");
  close_page (&f);
}

static void
test_accept_with_words (void)
{
  Fixture f;
  GtkWidget *dialog;

  open_page (&f);
  act (&f, "inbox.accept-with-words");
  dialog = find_dialog (&f, DUO_TYPE_REASON_DIALOG);
  g_assert_true (page_says (dialog, "Ada will be told, and picks a time."));
  gtk_editable_set_text (GTK_EDITABLE (page_get (dialog, ADW_TYPE_ENTRY_ROW, NULL)), "Take any slot.");
  respond (&f, "do");
  fake_session_assert_undoable (f.made_up->session, "accept c-ada “Take any slot.”");
  fake_window_assert_toast ("Accepted Ada");
  act (&f, "inbox.accept-with-words");
  respond (&f, "keep");
  fake_session_assert_undoable (f.made_up->session, "accept c-ada “Take any slot.”");
  close_page (&f);
}

static void
test_hand_over (void)
{
  Fixture f;
  GtkWidget *dialog;

  open_page (&f);
  act (&f, "inbox.hand-over");
  dialog = find_dialog (&f, DUO_TYPE_HAND_OVER_DIALOG);
  g_assert_true (page_says (dialog, "Choose who answers Ada’s request. Ada will be told."));
  g_assert_true (page_says (dialog, "Recruiter · 9 open slots"));
  g_assert_null (page_find (dialog, GTK_TYPE_CHECK_BUTTON, "Kofi Boateng"));
  g_assert_false (gtk_widget_is_sensitive (page_get (dialog, GTK_TYPE_BUTTON, "Hand Over")));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (page_get (dialog, GTK_TYPE_CHECK_BUTTON, "Lucia Ferreira")),
                               TRUE);
  g_assert_true (gtk_widget_activate_action (dialog, "hand-over.do", NULL));
  page_settle (f.window);
  fake_session_assert_undoable (f.made_up->session, "hand-over c-ada to lucia");
  fake_window_assert_toast ("Handed over Ada");
  assert_shows (&f, "Yuki Tanabe");
  close_page (&f);
}

/* Who has no slots can still answer; of slots that are not known yet nothing is said. */
static void
test_hand_over_follows_slots (void)
{
  g_autoptr (DuoSlots) slots = duo_slots_new ("lucia");
  g_autoptr (DuoSlots) few = made_up_few_slots_new ("lucia", 1);
  Fixture f;
  GtkWidget *dialog;

  open_page (&f);
  fake_session_set_slots (f.made_up->session, slots);
  act (&f, "inbox.hand-over");
  dialog = find_dialog (&f, DUO_TYPE_HAND_OVER_DIALOG);
  g_assert_true (page_says (dialog, "Recruiter"));
  duo_slots_set_day (slots, "2026-11-03", duo_slots_get_day (few, "2026-11-03"));
  duo_slots_set_loaded (slots);
  g_assert_true (page_says (dialog, "Recruiter · 1 open slot"));
  made_up_set_slot (slots, "2026-11-03", "2026-11-03T14:00:00Z", DUO_SLOT_BOOKED);
  g_assert_true (page_says (dialog, "Recruiter · No open slots"));
  g_assert_true (gtk_widget_is_sensitive (page_get (dialog, GTK_TYPE_CHECK_BUTTON, "Lucia Ferreira")));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  close_page (&f);
}

static GtkWidget *
find_capacity (Fixture *f)
{
  g_autoptr (GPtrArray) boxes = page_find_all (f->page, ADW_TYPE_WRAP_BOX);

  for (guint i = 0; i < boxes->len; i++)
    if (gtk_widget_has_css_class (boxes->pdata[i], "capacity"))
      return boxes->pdata[i];
  g_assert_not_reached ();
}

static gboolean
warns_of_slots (Fixture *f)
{
  return gtk_widget_has_css_class (find_capacity (f), "tight");
}

/* The words and the button have one line. */
static gboolean
capacity_is_one_line (Fixture *f)
{
  GtkWidget *capacity = find_capacity (f);
  GtkWidget *button = page_get (capacity, GTK_TYPE_BUTTON, "Open More Slots");
  graphene_rect_t words, action;

  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_first_child (capacity), capacity, &words));
  g_assert_true (gtk_widget_compute_bounds (button, capacity, &action));
  return action.origin.y < words.origin.y + words.size.height;
}

/* Said once, before more are accepted than there are slots. */
static void
test_too_few_slots (void)
{
  static const MadeUpChat accepted = {"c-chen", "chen", DUO_CHAT_ACCEPTED};
  Fixture f;

  open_page_with (&f, 2, G_N_ELEMENTS (requests), 1280);
  made_up_add_chats (f.made_up, &accepted, 1);
  page_settle (f.window);
  g_assert_true (page_says (f.page, "1 accepted has not picked a time yet · 2 slots open"));
  act (&f, "inbox.accept");
  fake_session_assert_undoable (f.made_up->session, "accept c-ada");
  g_assert_true (page_says (f.page, "2 accepted have not picked a time yet · 2 slots open"));
  g_assert_false (warns_of_slots (&f));

  act (&f, "inbox.accept");
  fake_session_assert_undoable (f.made_up->session, "accept c-ada");
  find_dialog (&f, ADW_TYPE_ALERT_DIALOG);
  respond (&f, "cancel");
  fake_session_assert_undoable (f.made_up->session, "accept c-ada");
  act (&f, "inbox.accept");
  respond (&f, "accept");
  fake_session_assert_undoable (f.made_up->session, "accept c-ada, accept c-yuki");
  g_assert_true (warns_of_slots (&f));
  g_assert_false (capacity_is_one_line (&f));
  act (&f, "inbox.accept");
  fake_session_assert_undoable (f.made_up->session, "accept c-ada, accept c-priya, accept c-yuki");
  close_page (&f);
}

/* That nobody waits is not worth a word; the button has room beside those few. */
static void
test_slots_alone (void)
{
  static const struct
  {
    guint open;
    const char *words;
  } cases[] = {{0, "No slots open"}, {1, "1 slot open"}, {9, "9 slots open"}};
  Fixture f;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      open_page_with (&f, cases[i].open, G_N_ELEMENTS (requests), 360);
      g_assert_true (page_says (f.page, cases[i].words));
      g_assert_true (capacity_is_one_line (&f));
      g_assert_false (warns_of_slots (&f));
      close_page (&f);
    }
}

/* The one that is read stays until one goes on; another leaves at once. */
static void
test_withdrawn (void)
{
  Fixture f;

  open_page (&f);
  change (&f, "c-yuki", "yuki", DUO_CHAT_CANCELLED);
  g_assert_cmpuint (count_rows (&f), ==, 2);
  change (&f, "c-ada", "ada", DUO_CHAT_CANCELLED);
  assert_shows (&f, "Ada Lindqvist");
  g_assert_true (page_says (f.page, "Withdrawn"));
  g_assert_true (page_says (f.page, "1 waiting for an answer"));
  act (&f, "inbox.accept");
  fake_session_assert_undoable (f.made_up->session, "");
  act (&f, "inbox.next");
  assert_shows (&f, "Priya Raghunathan");
  g_assert_cmpuint (count_rows (&f), ==, 1);
  close_page (&f);
}

static void
test_offline (void)
{
  Fixture f;

  open_page (&f);
  fake_session_set_state (f.made_up->session, DUO_SESSION_OFFLINE);
  g_assert_true (adw_banner_get_revealed (ADW_BANNER (page_get (f.page, ADW_TYPE_BANNER, NULL))));
  act (&f, "inbox.accept");
  g_assert_true (page_says (f.page, "Accepted, will be sent when online"));
  assert_shows (&f, "Yuki Tanabe");
  fake_session_set_state (f.made_up->session, DUO_SESSION_ONLINE);
  g_assert_false (page_says (f.page, "Accepted, will be sent when online"));
  g_assert_false (adw_banner_get_revealed (ADW_BANNER (page_get (f.page, ADW_TYPE_BANNER, NULL))));
  close_page (&f);
}

/* Under the pointer its row stays, but it is no longer mine to answer. */
static void
test_handed_away_is_not_next (void)
{
  Fixture f;
  g_autoptr (DuoInbox) inbox = NULL;
  g_autoptr (DuoChatRecord) record = NULL;
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_chat_record_free);

  open_page (&f);
  inbox = duo_inbox_new (f.made_up->event);
  duo_inbox_set_still (inbox, TRUE);
  g_assert_true (duo_inbox_find_next (inbox, 1) == find_chat (&f, "c-yuki"));
  record = duo_chat_record_copy (duo_chat_get_record (find_chat (&f, "c-yuki")));
  g_set_str (&record->recruiter, "lucia");
  record->rev++;
  g_ptr_array_add (records, g_steal_pointer (&record));
  duo_event_take_chats (f.made_up->event, records);
  g_assert_cmpuint (g_list_model_get_n_items (duo_inbox_get_chats (inbox)), ==, 3);
  g_assert_true (duo_inbox_find_next (inbox, 1) == find_chat (&f, "c-priya"));
  close_page (&f);
}

static void
test_empty (void)
{
  Fixture f;
  g_autofree char *action = NULL;

  open_page_with (&f, 9, 0, 1280);
  g_assert_true (page_says (f.page, "No Requests"));
  page_press (page_get (f.page, GTK_TYPE_BUTTON, "Find Talents"));
  action = page_window_steal_action (f.window);
  g_assert_cmpstr (action, ==, "win.view directory");
  made_up_add_chats (f.made_up, requests, 1);
  page_settle (f.window);
  g_assert_cmpuint (count_rows (&f), ==, 1);
  close_page (&f);
}

/* As `win.show-request` does. */
static void
test_it_opens_at_a_request (void)
{
  Fixture f;

  open_page (&f);
  duo_inbox_page_show_chat (DUO_INBOX_PAGE (f.page), find_chat (&f, "c-priya"));
  page_settle (f.window);
  assert_shows (&f, "Priya Raghunathan");
  close_page (&f);
}

/* A narrow window shows the list alone: no request is open, so none is marked and none is answered by a key. */
static void
test_nothing_is_open_when_narrow (void)
{
  Fixture f;

  open_page_with (&f, 9, G_N_ELEMENTS (requests), 360);
  page_settle (f.window);
  act (&f, "inbox.accept");
  fake_session_assert_undoable (f.made_up->session, "");
  change (&f, "c-yuki", "yuki", DUO_CHAT_CANCELLED);
  act (&f, "inbox.accept");
  fake_session_assert_undoable (f.made_up->session, "");
  act (&f, "inbox.next");
  act (&f, "inbox.accept");
  fake_session_assert_undoable (f.made_up->session, "accept c-ada");
  act (&f, "inbox.accept"); /* by keys one goes on to the next */
  fake_session_assert_undoable (f.made_up->session, "accept c-ada, accept c-priya");
  close_page (&f);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/inbox-page/latest-first", test_it_shows_the_latest_first);
  g_test_add_func ("/inbox-page/cv", test_cv);
  g_test_add_func ("/inbox-page/next", test_an_answer_leads_to_the_next);
  g_test_add_func ("/inbox-page/focus", test_the_focus_stays);
  g_test_add_func ("/inbox-page/undo", test_undo_takes_the_last_step_back);
  g_test_add_func ("/inbox-page/several", test_several_at_once);
  g_test_add_func ("/inbox-page/several-gone", test_what_is_gone_is_not_marked);
  g_test_add_func ("/inbox-page/decline-with-words", test_decline_with_words);
  g_test_add_func ("/inbox-page/accept-with-words", test_accept_with_words);
  g_test_add_func ("/inbox-page/hand-over", test_hand_over);
  g_test_add_func ("/inbox-page/hand-over-follows-slots", test_hand_over_follows_slots);
  g_test_add_func ("/inbox-page/handed-away", test_handed_away_is_not_next);
  g_test_add_func ("/inbox-page/too-few-slots", test_too_few_slots);
  g_test_add_func ("/inbox-page/slots-alone", test_slots_alone);
  g_test_add_func ("/inbox-page/withdrawn", test_withdrawn);
  g_test_add_func ("/inbox-page/offline", test_offline);
  g_test_add_func ("/inbox-page/empty", test_empty);
  g_test_add_func ("/inbox-page/narrow", test_nothing_is_open_when_narrow);
  g_test_add_func ("/inbox-page/at-a-request", test_it_opens_at_a_request);
  return g_test_run ();
}
