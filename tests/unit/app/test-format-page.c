/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "made-up.h"
#include "organizer/duo-day-dialog.h"
#include "organizer/duo-event-chat-row.h"
#include "organizer/duo-event-chats-page.h"
#include "organizer/duo-format-page.h"
#include "organizer/duo-format-words.h"
#include "organizer/duo-opening-dialog.h"
#include "organizer/duo-touched-row.h"
#include "page-test.h"

typedef struct
{
  MadeUp *made_up;
  GtkWidget *page;
  GtkWidget *window;
} Fixture;

static void
open_page_with (Fixture *f, GtkWidget *(*make) (DuoSession *session), int width)
{
  f->made_up = made_up_new_peopled (DUO_ROLE_ORGANIZER);
  made_up_add_usual_chats (f->made_up);
  f->page = make (f->made_up->session);
  f->window = page_window_new (page_clamp_new (f->page, width), width + 40, 980);
}

static void
open_page (Fixture *f)
{
  open_page_with (f, duo_format_page_new, 1240);
}

static void
close_page (Fixture *f)
{
  g_object_add_weak_pointer (G_OBJECT (f->page), (gpointer *) &f->page);
  page_window_close (f->window);
  g_assert_null (f->page);
  g_free (fake_window_steal_toast ());
  g_assert_finalize_object (g_steal_pointer (&f->made_up->session));
  made_up_free (f->made_up);
}

static const DuoEventRecord *
get_record (Fixture *f)
{
  return duo_event_get_record (f->made_up->event);
}

static GtkSpinButton *
get_spin (Fixture *f, const char *title)
{
  return GTK_SPIN_BUTTON (page_get (f->page, GTK_TYPE_SPIN_BUTTON, title));
}

static const char *
get_subtitle (Fixture *f, const char *title)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (page_get (f->page, ADW_TYPE_ACTION_ROW, title)));
}

static gboolean
was_asked (gpointer data)
{
  return fake_session_get_n_changes (((Fixture *) data)->made_up->session) > 0;
}

static const DuoFormatChange *
wait_change (Fixture *f)
{
  page_wait_until (was_asked, f);
  return fake_session_get_change (f->made_up->session);
}

static void
answer (Fixture *f, DuoFormatFault fault, DuoChat *touched)
{
  fake_session_answer_change (f->made_up->session, fault, touched);
  page_settle (f->window);
}

static void
assert_toast (const char *expected)
{
  g_autofree char *toast = fake_window_steal_toast ();

  g_assert_cmpstr (toast, ==, expected);
}

static void
test_shows_what_the_event_is (void)
{
  Fixture f;

  open_page (&f);
  g_assert_cmpstr (get_subtitle (&f, "Tuesday 3 November"), ==,
                   "\u206610:00\u2060–\u206012:00\u2069, \u206613:00\u2060–\u206017:00\u2069");
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (&f, "Open Requests per Talent")), ==, 5);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_spin (&f, "Chats per Company"))), ==, "No Limit");
  g_assert_cmpstr (get_subtitle (&f, "Booking Opens"), ==, "At once");
  g_assert_cmpstr (get_subtitle (&f, "Opens"), ==, "5 minutes early");
  g_assert_true (gtk_toggle_button_get_active (
      GTK_TOGGLE_BUTTON (page_get (f.page, GTK_TYPE_TOGGLE_BUTTON, "15 minutes"))));
  g_assert_false (gtk_toggle_button_get_active (
      GTK_TOGGLE_BUTTON (page_get (f.page, GTK_TYPE_TOGGLE_BUTTON, "30 minutes"))));
  g_assert_false (was_asked (&f)); /* looking changes nothing */
  close_page (&f);
}

static void
test_follows_the_event (void)
{
  Fixture f;

  open_page (&f);
  made_up_set_format (f.made_up, DUO_REQUESTS_BY_RECRUITERS, "2026-11-02T08:00:00Z");
  page_settle (f.window);
  g_assert_cmpuint (
      adw_combo_row_get_selected (ADW_COMBO_ROW (page_get (f.page, ADW_TYPE_COMBO_ROW, "Who May Request"))),
      ==, 1);
  g_assert_cmpstr (get_subtitle (&f, "Booking Opens"), ==, "Monday 2 November, 09:00 (03:00 New York)");
  g_assert_false (was_asked (&f));
  close_page (&f);
}

/* Another organizer changes something between my turn of a wheel and its sending: both stay, and both are seen. */
static void
test_keeps_what_others_change (void)
{
  Fixture f;
  const DuoFormatChange *change;

  open_page (&f);
  gtk_spin_button_set_value (get_spin (&f, "Notice to Cancel or Move"), 60);
  made_up_set_gap (f.made_up, 10);
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (&f, "Notice to Cancel or Move")), ==, 60);
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (&f, "Gap Between Chats")), ==, 10);
  change = wait_change (&f);
  g_assert_cmpuint (change->format.notice, ==, 60);
  g_assert_cmpuint (change->format.gap, ==, 10);
  g_assert_cmpint (change->seen, ==, get_record (&f)->changed);
  answer (&f, DUO_FORMAT_FINE, NULL);
  assert_toast ("Saved");
  made_up_set_gap (f.made_up, 20);
  fake_window_press_toast ();
  g_assert_cmpuint (fake_session_get_change (f.made_up->session)->format.notice, ==, 0);
  g_assert_cmpuint (fake_session_get_change (f.made_up->session)->format.gap, ==, 20);
  answer (&f, DUO_FORMAT_FINE, NULL);
  close_page (&f);
}

static gboolean
was_said (gpointer data)
{
  char **toast = data;

  *toast = fake_window_steal_toast ();
  return *toast != NULL;
}

/* Both turn the same wheel: the first one's stays, and the other is told. */
static void
test_same_wheel (void)
{
  Fixture f;
  g_autofree char *toast = NULL;

  open_page (&f);
  gtk_spin_button_set_value (get_spin (&f, "Gap Between Chats"), 5);
  made_up_set_gap (f.made_up, 10);
  page_wait_until (was_said, &toast);
  g_assert_cmpstr (toast, ==, "Somebody else changed the event meanwhile. This is how it is now.");
  g_assert_false (was_asked (&f));
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (&f, "Gap Between Chats")), ==, 10);
  close_page (&f);
}

static gboolean was_asked_again (gpointer data);

/* Turned back while the first turn is on its way. */
static void
test_turns_back (void)
{
  Fixture f;

  open_page (&f);
  gtk_spin_button_set_value (get_spin (&f, "Gap Between Chats"), 5);
  wait_change (&f);
  gtk_spin_button_set_value (get_spin (&f, "Gap Between Chats"), 0);
  answer (&f, DUO_FORMAT_FINE, NULL);
  page_wait_until (was_asked_again, &f);
  g_assert_cmpuint (fake_session_get_change (f.made_up->session)->format.gap, ==, 0);
  answer (&f, DUO_FORMAT_FINE, NULL);
  g_assert_cmpuint (get_record (&f)->format.gap, ==, 0);
  close_page (&f);
}

/* What the usual entries and ranges do not have is shown, and not changed by turning another wheel. */
static void
test_unusual_values (void)
{
  Fixture f;
  g_autoptr (DuoEventRecord) record = NULL;
  AdwComboRow *expiry;
  const DuoFormatChange *change;

  open_page (&f);
  record = duo_event_record_copy (get_record (&f));
  record->format.expiry = 120;
  record->format.limit_per_talent = 5000;
  duo_event_update (f.made_up->event, record);
  expiry = ADW_COMBO_ROW (page_get (f.page, ADW_TYPE_COMBO_ROW, "Unanswered Requests Expire"));
  g_assert_cmpstr (gtk_string_object_get_string (adw_combo_row_get_selected_item (expiry)), ==,
                   "After 120 Minutes");
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (&f, "Open Requests per Talent")), ==, 5000);
  gtk_spin_button_set_value (get_spin (&f, "Notice to Cancel or Move"), 60);
  change = wait_change (&f);
  g_assert_cmpuint (change->format.expiry, ==, 120);
  g_assert_cmpuint (change->format.limit_per_talent, ==, 5000);
  answer (&f, DUO_FORMAT_FINE, NULL);
  adw_combo_row_set_selected (expiry, 1);
  page_wait_until (was_asked_again, &f);
  g_assert_cmpuint (fake_session_get_change (f.made_up->session)->format.expiry, ==, 6 * 60);
  answer (&f, DUO_FORMAT_FINE, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (expiry)), ==, 4);
  close_page (&f);
}

/* Who leaves at once has turned it all the same. */
static void
test_sends_when_leaving (void)
{
  Fixture f;

  open_page (&f);
  gtk_spin_button_set_value (get_spin (&f, "Gap Between Chats"), 5);
  g_assert_false (was_asked (&f));
  g_object_add_weak_pointer (G_OBJECT (f.page), (gpointer *) &f.page);
  page_window_close (f.window);
  g_assert_null (f.page);
  g_assert_true (was_asked (&f));
  fake_session_answer_change (f.made_up->session, DUO_FORMAT_FINE, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (get_record (&f)->format.gap, ==, 5);
  g_assert_finalize_object (g_steal_pointer (&f.made_up->session));
  made_up_free (f.made_up);
}

static void
test_saves_and_undoes (void)
{
  Fixture f;
  const DuoFormatChange *change;

  open_page (&f);
  gtk_spin_button_set_value (get_spin (&f, "Gap Between Chats"), 5);
  gtk_spin_button_set_value (get_spin (&f, "Gap Between Chats"), 10);
  change = wait_change (&f);
  g_assert_cmpuint (change->format.gap, ==, 10);
  g_assert_cmpuint (change->format.limit_per_talent, ==, 5);
  g_assert_null (change->days);
  g_assert_cmpuint (fake_session_get_n_changes (f.made_up->session), ==, 1); /* one for both steps */
  answer (&f, DUO_FORMAT_FINE, NULL);
  assert_toast ("Saved");
  g_assert_true (fake_window_toast_offers ());
  fake_window_press_toast ();
  g_assert_cmpuint (fake_session_get_change (f.made_up->session)->format.gap, ==, 0);
  answer (&f, DUO_FORMAT_FINE, NULL);
  assert_toast ("Undone");
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (&f, "Gap Between Chats")), ==, 0);
  close_page (&f);
}

/* A toast goes after a few seconds; what it undoes can be undone until something else is changed. */
static void
test_undo_stays (void)
{
  Fixture f;
  GtkWidget *undo;

  open_page (&f);
  undo = duo_format_page_get_undo_button (DUO_FORMAT_PAGE (f.page));
  g_assert_false (gtk_widget_get_sensitive (undo));
  gtk_spin_button_set_value (get_spin (&f, "Gap Between Chats"), 10);
  wait_change (&f);
  g_assert_false (gtk_widget_get_sensitive (undo));
  answer (&f, DUO_FORMAT_FINE, NULL);
  g_assert_true (gtk_widget_get_sensitive (undo));
  fake_session_set_state (f.made_up->session, DUO_SESSION_OFFLINE);
  g_assert_false (gtk_widget_get_sensitive (undo));
  fake_session_set_state (f.made_up->session, DUO_SESSION_ONLINE);
  page_press (undo);
  g_assert_false (gtk_widget_get_sensitive (undo));
  g_assert_cmpuint (fake_session_get_change (f.made_up->session)->format.gap, ==, 0);
  answer (&f, DUO_FORMAT_FINE, NULL);
  assert_toast ("Undone");
  g_assert_false (gtk_widget_get_sensitive (undo));
  close_page (&f);
}

static gboolean
was_asked_again (gpointer data)
{
  return fake_session_get_n_changes (((Fixture *) data)->made_up->session) > 1;
}

/* What is turned while another change is on its way waits for it, and is not lost. */
static void
test_one_after_the_other (void)
{
  Fixture f;

  open_page (&f);
  gtk_spin_button_set_value (get_spin (&f, "Gap Between Chats"), 5);
  wait_change (&f);
  gtk_spin_button_set_value (get_spin (&f, "Notice to Cancel or Move"), 60);
  answer (&f, DUO_FORMAT_FINE, NULL);
  page_wait_until (was_asked_again, &f);
  g_assert_cmpuint (fake_session_get_change (f.made_up->session)->format.gap, ==, 5);
  g_assert_cmpuint (fake_session_get_change (f.made_up->session)->format.notice, ==, 60);
  answer (&f, DUO_FORMAT_FINE, NULL);
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (&f, "Notice to Cancel or Move")), ==, 60);
  close_page (&f);
}

static void
press_chip (Fixture *f, const char *name)
{
  GtkToggleButton *chip = GTK_TOGGLE_BUTTON (page_get (f->page, GTK_TYPE_TOGGLE_BUTTON, name));

  gtk_toggle_button_set_active (chip, !gtk_toggle_button_get_active (chip));
}

static void
test_lengths (void)
{
  Fixture f;
  const DuoFormatChange *change;

  open_page (&f);
  press_chip (&f, "15 minutes"); /* the last one stays */
  g_assert_true (gtk_toggle_button_get_active (
      GTK_TOGGLE_BUTTON (page_get (f.page, GTK_TYPE_TOGGLE_BUTTON, "15 minutes"))));
  press_chip (&f, "45 minutes");
  press_chip (&f, "10 minutes");
  change = wait_change (&f);
  g_assert_cmpuint (change->format.n_durations, ==, 3);
  g_assert_cmpuint (change->format.durations[0], ==, 10);
  g_assert_cmpuint (change->format.durations[2], ==, 45);
  answer (&f, DUO_FORMAT_FINE, NULL);
  close_page (&f);
}

static gboolean
has_length (const DuoFormatChange *change, guint minutes)
{
  return duo_format_allows_duration (&change->format, minutes);
}

/* Every length that the format allows, not only the usual ones. */
static void
test_other_lengths (void)
{
  Fixture f;
  GtkWidget *other, *minutes;

  open_page (&f);
  g_assert_null (page_find (f.page, GTK_TYPE_TOGGLE_BUTTON, "25 minutes"));
  other = page_get (f.page, GTK_TYPE_MENU_BUTTON, "Other…");
  gtk_menu_button_popup (GTK_MENU_BUTTON (other));
  page_settle (f.window);
  minutes = page_get (other, GTK_TYPE_SPIN_BUTTON, "Length in minutes");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (minutes), 1000);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (minutes)), ==, 120);
  gtk_editable_set_text (GTK_EDITABLE (minutes), "24"); /* the next of the steps */
  page_press (page_get (other, GTK_TYPE_BUTTON, "_Add"));
  g_assert_true (has_length (wait_change (&f), 25));
  g_assert_true (has_length (fake_session_get_change (f.made_up->session), 15));
  answer (&f, DUO_FORMAT_FINE, NULL);
  g_assert_true (gtk_toggle_button_get_active (
      GTK_TOGGLE_BUTTON (page_get (f.page, GTK_TYPE_TOGGLE_BUTTON, "25 minutes"))));
  close_page (&f);
}

static void
assert_affects (Fixture *f, DuoFormatChange *change, guint n_chats, const char *expected)
{
  g_autoptr (DuoFormatChange) owned = change;
  g_autofree char *said = duo_format_words_affects (get_record (f), change, n_chats);

  g_assert_cmpstr (said, ==, expected);
}

static DuoFormatChange *
new_days (Fixture *f, guint n, DuoDay *last)
{
  DuoFormatChange *change = duo_format_change_new ();

  change->days = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_day_unref);
  for (guint i = 0; i < n; i++)
    duo_format_change_add_day (change, get_record (f)->days->pdata[i]);
  if (last)
    duo_format_change_add_day (change, last);
  return change;
}

static void
test_names_the_change (void)
{
  static const DuoDayWindow window = {600, 720};
  Fixture f;
  DuoFormatChange *change = duo_format_change_new ();
  g_autoptr (DuoDay) shorter = duo_day_new ("2026-11-05", DUO_DAY_VIRTUAL, &window, 1, NULL);

  open_page (&f);
  change->has_format = TRUE;
  change->format = get_record (&f)->format;
  change->format.durations[0] = 30;
  assert_affects (&f, change, 173,
                  "Removing slots of 15 minutes affects 173 booked chats. Choose what happens to each.");
  assert_affects (&f, new_days (&f, 2, NULL), 1,
                  "Removing Thursday 5 November affects 1 booked chat. Choose what happens to it.");
  assert_affects (&f, new_days (&f, 2, shorter), 2,
                  "Changing Thursday 5 November affects 2 booked chats. Choose what happens to each.");
  change = duo_format_change_new ();
  change->has_state = TRUE;
  change->state = DUO_EVENT_CLOSED;
  assert_affects (&f, change, 2, "Closing the event affects 2 booked chats. Choose what happens to each.");
  close_page (&f);
}

static DuoTouchedRow *
get_touched (Fixture *f)
{
  return DUO_TOUCHED_ROW (page_get (f->window, DUO_TYPE_TOUCHED_ROW, NULL));
}

/* Nothing changes until it is said what happens to each of the booked chats. */
static void
test_asks_about_booked_chats (void)
{
  Fixture f;
  DuoChat *chat;
  const DuoTouched *touched;
  GtkWidget *apply, *reason;

  open_page (&f);
  chat = duo_event_find_chat (f.made_up->event, "c-ada");
  press_chip (&f, "30 minutes");
  wait_change (&f);
  answer (&f, DUO_FORMAT_FINE, chat);
  apply = page_get (f.window, GTK_TYPE_BUTTON, "_Apply");
  g_assert_true (page_says (f.window, "Aino Virtanen and Ada Lindqvist"));
  g_assert_true (
      page_says (f.window, "This change affects 1 booked chat. Choose what happens to it.\nStockholm time"));
  g_assert_false (gtk_widget_is_sensitive (apply));
  g_assert_null (page_find (f.window, ADW_TYPE_ENTRY_ROW, "Reason"));
  duo_touched_row_choose (get_touched (&f), DUO_TOUCHED_KEEP);
  g_assert_true (gtk_widget_is_sensitive (apply));
  duo_touched_row_choose (get_touched (&f), DUO_TOUCHED_CANCEL);
  g_assert_false (gtk_widget_is_sensitive (apply)); /* without a word why */
  page_settle (f.window);
  reason = page_get (f.window, ADW_TYPE_ENTRY_ROW, "Reason");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (f.window)), reason));
  gtk_editable_set_text (GTK_EDITABLE (reason), " A power cut. ");
  page_press (apply);
  g_assert_cmpuint (fake_session_get_n_changes (f.made_up->session), ==, 2);
  touched = duo_format_change_find_answer (fake_session_get_change (f.made_up->session),
                                           duo_chat_get_record (chat));
  g_assert_true (touched->cancel);
  g_assert_cmpstr (fake_session_get_change (f.made_up->session)->reason, ==, "A power cut.");
  answer (&f, DUO_FORMAT_FINE, NULL);
  assert_toast ("Saved");
  g_assert_false (fake_window_toast_offers ()); /* what was cancelled cannot be put back */
  close_page (&f);
}

/* What was answered is about the chat as it was shown. */
static void
test_answers_about_what_was_shown (void)
{
  Fixture f;
  DuoChat *chat;
  g_autoptr (DuoChatRecord) record = NULL;
  g_autoptr (DuoChatRecord) shown = NULL;

  open_page (&f);
  chat = duo_event_find_chat (f.made_up->event, "c-ada");
  shown = duo_chat_record_copy (duo_chat_get_record (chat));
  press_chip (&f, "30 minutes");
  wait_change (&f);
  answer (&f, DUO_FORMAT_FINE, chat);
  duo_touched_row_choose (get_touched (&f), DUO_TOUCHED_KEEP);
  record = duo_chat_record_copy (shown);
  record->rev++;
  duo_chat_update (chat, record);
  page_press (page_get (f.window, GTK_TYPE_BUTTON, "_Apply"));
  g_assert_nonnull (duo_format_change_find_answer (fake_session_get_change (f.made_up->session), shown));
  g_assert_null (duo_format_change_find_answer (fake_session_get_change (f.made_up->session), record));
  answer (&f, DUO_FORMAT_FINE, NULL);
  close_page (&f);
}

static void
test_discards (void)
{
  Fixture f;

  open_page (&f);
  press_chip (&f, "30 minutes");
  wait_change (&f);
  answer (&f, DUO_FORMAT_FINE, duo_event_find_chat (f.made_up->event, "c-ada"));
  page_press (page_get (f.window, GTK_TYPE_BUTTON, "_Discard Change"));
  page_settle (f.window);
  g_assert_cmpuint (fake_session_get_n_changes (f.made_up->session), ==, 1);
  g_assert_false (gtk_toggle_button_get_active (
      GTK_TOGGLE_BUTTON (page_get (f.page, GTK_TYPE_TOGGLE_BUTTON, "30 minutes"))));
  close_page (&f);
}

static void
test_says_what_is_wrong (void)
{
  Fixture f;
  GtkSpinButton *limit;

  open_page (&f);
  limit = get_spin (&f, "Open Requests per Talent");
  gtk_spin_button_set_value (limit, 8);
  wait_change (&f);
  answer (&f, DUO_FORMAT_LIMIT_LOWERED, NULL);
  g_assert_cmpstr (get_subtitle (&f, "Open Requests per Talent"), ==,
                   "The event is live: the limit can only be raised now.");
  g_assert_cmpfloat (gtk_spin_button_get_value (limit), ==, 5);
  close_page (&f);
}

/* Between the first day's start and the last one's end the limit cannot even be turned down. */
static void
test_live (void)
{
  Fixture f;
  GtkAdjustment *adjustment;

  open_page (&f);
  adjustment = gtk_spin_button_get_adjustment (get_spin (&f, "Open Requests per Talent"));
  g_assert_cmpfloat (gtk_adjustment_get_lower (adjustment), ==, 5);
  made_up_set_now (f.made_up, "2026-11-01T08:00:00Z");
  made_up_set_gap (f.made_up, 5);
  g_assert_cmpfloat (gtk_adjustment_get_lower (adjustment), ==, 0);
  close_page (&f);
}

static void
test_stale_and_offline (void)
{
  Fixture f;

  open_page (&f);
  gtk_spin_button_set_value (get_spin (&f, "Gap Between Chats"), 5);
  wait_change (&f);
  fake_session_fail_change (f.made_up->session, DUO_CLIENT_ERROR_STALE);
  page_settle (f.window);
  assert_toast ("Somebody else changed the event meanwhile. This is how it is now.");
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (&f, "Gap Between Chats")), ==, 0);
  fake_session_set_state (f.made_up->session, DUO_SESSION_OFFLINE);
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (get_spin (&f, "Gap Between Chats"))));
  close_page (&f);
}

/* What somebody else changed on the way is about something else: mine is laid over that, and sent again. */
static void
test_stale_about_something_else (void)
{
  Fixture f;
  g_autoptr (DuoEventRecord) record = NULL;
  const DuoFormatChange *change;

  open_page (&f);
  gtk_spin_button_set_value (get_spin (&f, "Gap Between Chats"), 5);
  wait_change (&f);
  record = duo_event_record_copy (get_record (&f));
  record->format.notice = 30;
  record->changed++;
  duo_event_update (f.made_up->event, record);
  fake_session_fail_change (f.made_up->session, DUO_CLIENT_ERROR_STALE);
  page_settle (f.window);
  g_assert_cmpuint (fake_session_get_n_changes (f.made_up->session), ==, 2);
  change = fake_session_get_change (f.made_up->session);
  g_assert_cmpuint (change->format.gap, ==, 5);
  g_assert_cmpuint (change->format.notice, ==, 30);
  g_assert_cmpint (change->seen, ==, record->changed);
  answer (&f, DUO_FORMAT_FINE, NULL);
  assert_toast ("Saved");
  close_page (&f);
}

static void
activate (Fixture *f, GType type, const char *title)
{
  GtkWidget *row = page_get (f->window, type, title);

  g_assert_true (gtk_widget_activate (row));
  page_settle (f->window);
}

static void
test_days (void)
{
  Fixture f;
  GtkWidget *hours, *save;

  open_page (&f);
  g_assert_true (page_says (f.page, "Stockholm time"));
  activate (&f, ADW_TYPE_ACTION_ROW, "Wednesday 4 November");
  save = page_get (f.window, GTK_TYPE_BUTTON, "_Save");
  hours = page_get (f.window, ADW_TYPE_ENTRY_ROW, "From–To");
  gtk_editable_set_text (GTK_EDITABLE (hours), "10-25");
  g_assert_false (gtk_widget_is_sensitive (save));
  page_settle (f.window);
  g_assert_true (page_says (f.window, "Write hours as 10:00–12:00, on five minutes, up to 24:00."));
  gtk_editable_set_text (GTK_EDITABLE (hours), "10:00-13:30");
  page_settle (f.window);
  g_assert_true (page_says (f.window, "These hours overlap. One ends before the next begins."));
  gtk_editable_set_text (GTK_EDITABLE (hours), "9–12.30");
  g_assert_true (gtk_widget_is_sensitive (save));
  page_press (save);
  {
    const DuoFormatChange *change = wait_change (&f);
    gsize n_windows;
    const DuoDayWindow *windows;

    g_assert_cmpuint (change->days->len, ==, 3);
    windows = duo_day_get_windows (change->days->pdata[1], &n_windows);
    g_assert_cmpuint (n_windows, ==, 2);
    g_assert_cmpuint (windows[0].start, ==, 540);
    g_assert_cmpuint (windows[0].end, ==, 750);
  }
  answer (&f, DUO_FORMAT_FINE, NULL);
  g_assert_cmpstr (get_subtitle (&f, "Wednesday 4 November"), ==,
                   "\u206609:00\u2060–\u206012:30\u2069, \u206613:00\u2060–\u206017:00\u2069");
  close_page (&f);
}

static void
test_adds_and_removes_days (void)
{
  Fixture f;

  open_page (&f);
  page_press (page_get (f.page, GTK_TYPE_BUTTON, "Add Day"));
  page_settle (f.window);
  page_press (page_get (f.window, GTK_TYPE_BUTTON, "_Add"));
  g_assert_cmpuint (wait_change (&f)->days->len, ==, 4);
  answer (&f, DUO_FORMAT_FINE, NULL);
  g_assert_nonnull (page_find (f.page, ADW_TYPE_ACTION_ROW, "Friday 6 November"));
  activate (&f, ADW_TYPE_ACTION_ROW, "Friday 6 November");
  activate (&f, ADW_TYPE_BUTTON_ROW, "Remove Day");
  g_assert_cmpuint (fake_session_get_change (f.made_up->session)->days->len, ==, 3);
  answer (&f, DUO_FORMAT_FINE, NULL);
  assert_toast ("Removed Friday 6 November");
  fake_window_press_toast ();
  g_assert_cmpuint (fake_session_get_change (f.made_up->session)->days->len, ==, 4);
  answer (&f, DUO_FORMAT_FINE, NULL);
  close_page (&f);
}

/* Two days one after the other, the first still on its way. */
static void
test_removes_two_days (void)
{
  Fixture f;

  open_page (&f);
  activate (&f, ADW_TYPE_ACTION_ROW, "Tuesday 3 November");
  activate (&f, ADW_TYPE_BUTTON_ROW, "Remove Day");
  g_assert_cmpuint (wait_change (&f)->days->len, ==, 2);
  activate (&f, ADW_TYPE_ACTION_ROW, "Wednesday 4 November");
  activate (&f, ADW_TYPE_BUTTON_ROW, "Remove Day");
  answer (&f, DUO_FORMAT_FINE, NULL);
  page_wait_until (was_asked_again, &f);
  g_assert_cmpuint (fake_session_get_change (f.made_up->session)->days->len, ==, 1);
  answer (&f, DUO_FORMAT_FINE, NULL);
  close_page (&f);
}

/* A day that is there is not added once more. */
static void
test_a_day_is_there_once (void)
{
  Fixture f;
  g_autoptr (DuoEventRecord) event = NULL;
  GtkWidget *dialog;

  open_page (&f);
  event = duo_event_record_copy (get_record (&f));
  g_ptr_array_remove_index (event->days, 2);
  dialog = duo_day_dialog_new (event, NULL, 0);
  g_ptr_array_add (event->days, duo_day_ref (get_record (&f)->days->pdata[2]));
  adw_dialog_force_close (ADW_DIALOG (g_object_ref_sink (dialog)));
  g_object_unref (dialog);
  dialog = duo_day_dialog_new (event, event->days->pdata[0], 0);
  adw_dialog_present (ADW_DIALOG (dialog), f.window);
  page_settle (f.window);
  g_assert_true (gtk_widget_is_sensitive (page_get (f.window, GTK_TYPE_BUTTON, "_Save")));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  page_settle (f.window);
  close_page (&f);
}

static void
test_booking_opens (void)
{
  Fixture f;
  GtkWidget *save;

  open_page (&f);
  activate (&f, ADW_TYPE_ACTION_ROW, "Booking Opens");
  save = page_get (f.window, GTK_TYPE_BUTTON, "_Save");
  adw_switch_row_set_active (ADW_SWITCH_ROW (page_get (f.window, ADW_TYPE_SWITCH_ROW, "At Once")), FALSE);
  page_settle (f.window);
  gtk_editable_set_text (GTK_EDITABLE (page_get (f.window, ADW_TYPE_ENTRY_ROW, "Time (Stockholm)")), "soon");
  g_assert_false (gtk_widget_is_sensitive (save));
  gtk_editable_set_text (GTK_EDITABLE (page_get (f.window, ADW_TYPE_ENTRY_ROW, "Time (Stockholm)")), "8:30");
  page_press (save);
  /* The day after now, in Stockholm. */
  g_assert_cmpint (wait_change (&f)->format.opens, ==, made_up_range ("2026-11-04T07:30:00Z", 5).start);
  answer (&f, DUO_FORMAT_FINE, NULL);
  g_assert_cmpstr (get_subtitle (&f, "Booking Opens"), ==, "Wednesday 4 November, 08:30 (02:30 New York)");
  close_page (&f);
}

static void
keep_moment (gint64 *kept, gint64 moment)
{
  *kept = moment;
}

/* What is saved of a dialog that shows @opens: the same, for nobody changed it. */
static gint64
save_opening (const char *opens)
{
  Fixture f;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Stockholm");
  gint64 shown = made_up_range (opens, 5).start;
  gint64 kept = 0;
  GtkWidget *dialog = duo_opening_dialog_new (shown, zone, shown - 86400);

  open_page (&f);
  g_signal_connect_swapped (dialog, "saved", G_CALLBACK (keep_moment), &kept);
  adw_dialog_present (ADW_DIALOG (dialog), f.window);
  page_settle (f.window);
  page_press (page_get (dialog, GTK_TYPE_BUTTON, "_Save"));
  page_settle (f.window);
  close_page (&f);
  return kept;
}

/* Half past one on the days on which the clock goes back, and forward. */
static void
test_booking_opens_around_a_clock_change (void)
{
  g_assert_cmpint (save_opening ("2026-10-24T23:30:00Z"), ==,
                   made_up_range ("2026-10-24T23:30:00Z", 5).start);
  g_assert_cmpint (save_opening ("2027-03-28T00:30:00Z"), ==,
                   made_up_range ("2027-03-28T00:30:00Z", 5).start);
}

static void
test_closing_is_asked (void)
{
  Fixture f;
  AdwDialog *dialog;

  open_page (&f);
  page_press (page_get (f.page, GTK_TYPE_BUTTON, "Close Event…"));
  page_settle (f.window);
  g_assert_false (was_asked (&f));
  dialog = ADW_DIALOG (page_get (f.window, ADW_TYPE_ALERT_DIALOG, NULL));
  g_signal_emit_by_name (dialog, "response", "do");
  adw_dialog_force_close (dialog);
  g_assert_cmpint (wait_change (&f)->state, ==, DUO_EVENT_CLOSED);
  answer (&f, DUO_FORMAT_FINE, NULL);
  assert_toast ("The event is closed");
  g_assert_false (fake_window_toast_offers ());
  close_page (&f);
}

static void
test_one_column_when_narrow (void)
{
  Fixture f;
  graphene_rect_t left, right;

  open_page_with (&f, duo_format_page_new, 360);
  g_assert_true (
      gtk_widget_compute_bounds (page_get (f.page, ADW_TYPE_PREFERENCES_GROUP, "Days"), f.page, &left));
  g_assert_true (
      gtk_widget_compute_bounds (page_get (f.page, ADW_TYPE_PREFERENCES_GROUP, "Requests"), f.page, &right));
  g_assert_cmpfloat (left.origin.x, ==, right.origin.x);
  g_assert_cmpfloat (left.size.width, <=, 360);
  close_page (&f);
}

/* ── all chats ── */

static guint
count_rows (Fixture *f)
{
  g_autoptr (GPtrArray) rows = page_find_all (f->page, DUO_TYPE_EVENT_CHAT_ROW);

  return rows->len;
}

static gboolean
finds_one (gpointer data)
{
  return page_says (((Fixture *) data)->page, "1 chat · Stockholm time");
}

static void
test_all_chats (void)
{
  Fixture f;

  open_page_with (&f, duo_event_chats_page_new, 1240);
  g_assert_true (page_says (f.page, "14 chats · Stockholm time"));
  g_assert_true (page_says (f.page, "Aino Virtanen and Ada Lindqvist"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (page_get (f.page, GTK_TYPE_DROP_DOWN, NULL)), 2);
  page_settle (f.window);
  g_assert_true (page_says (f.page, "4 chats · Stockholm time"));
  gtk_editable_set_text (GTK_EDITABLE (page_get (f.page, GTK_TYPE_SEARCH_ENTRY, NULL)), "priya");
  page_wait_until (finds_one, &f);
  g_assert_cmpuint (count_rows (&f), ==, 1);
  g_assert_true (page_says (f.page, "Aino Virtanen and Priya Raghunathan"));
  close_page (&f);
}

static guint
count_labels (Fixture *f, const char *prefix)
{
  g_autoptr (GPtrArray) labels = page_find_all (f->page, GTK_TYPE_LABEL);
  guint n = 0;

  for (guint i = 0; i < labels->len; i++)
    n += g_str_has_prefix (gtk_label_get_label (labels->pdata[i]), prefix);
  return n;
}

/* Beside the names there is no room for the state: it begins the second line. */
static void
test_all_chats_when_narrow (void)
{
  Fixture f;

  open_page_with (&f, duo_event_chats_page_new, 360);
  g_assert_cmpuint (count_labels (&f, "Confirmed · Tuesday 3 November, "), >, 0);
  g_assert_false (page_says (f.page, "Confirmed"));
  close_page (&f);
  open_page_with (&f, duo_event_chats_page_new, 1240);
  g_assert_cmpuint (count_labels (&f, "Confirmed · "), ==, 0);
  g_assert_true (page_says (f.page, "Confirmed"));
  close_page (&f);
}

static void
test_an_organizer_cancels_with_a_reason (void)
{
  Fixture f;
  AdwDialog *dialog;

  open_page_with (&f, duo_event_chats_page_new, 1240);
  gtk_widget_activate_action (f.page, "event-chats.cancel", "s", "c-ada");
  page_settle (f.window);
  dialog = ADW_DIALOG (page_get (f.window, ADW_TYPE_ALERT_DIALOG, NULL));
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "do"));
  gtk_editable_set_text (GTK_EDITABLE (page_get (f.window, ADW_TYPE_ENTRY_ROW, "Reason (required)")),
                         " \u200b");
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "do"));
  gtk_editable_set_text (GTK_EDITABLE (page_get (f.window, ADW_TYPE_ENTRY_ROW, "Reason (required)")),
                         "A power cut.");
  g_signal_emit_by_name (dialog, "response", "do");
  adw_dialog_force_close (dialog);
  g_assert_cmpint (fake_session_get_command (f.made_up->session)->verb, ==, DUO_VERB_CANCEL);
  g_assert_cmpstr (fake_session_get_command (f.made_up->session)->message, ==, "A power cut.");
  fake_session_answer (f.made_up->session, duo_event_find_chat (f.made_up->event, "c-ada"));
  page_settle (f.window);
  close_page (&f);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/format-page/shows", test_shows_what_the_event_is);
  g_test_add_func ("/format-page/follows", test_follows_the_event);
  g_test_add_func ("/format-page/saves-and-undoes", test_saves_and_undoes);
  g_test_add_func ("/format-page/others", test_keeps_what_others_change);
  g_test_add_func ("/format-page/others/same-wheel", test_same_wheel);
  g_test_add_func ("/format-page/turns-back", test_turns_back);
  g_test_add_func ("/format-page/unusual", test_unusual_values);
  g_test_add_func ("/format-page/leaving", test_sends_when_leaving);
  g_test_add_func ("/format-page/undo-stays", test_undo_stays);
  g_test_add_func ("/format-page/one-after-the-other", test_one_after_the_other);
  g_test_add_func ("/format-page/lengths", test_lengths);
  g_test_add_func ("/format-page/lengths/other", test_other_lengths);
  g_test_add_func ("/format-page/touched/names", test_names_the_change);
  g_test_add_func ("/format-page/touched/asks", test_asks_about_booked_chats);
  g_test_add_func ("/format-page/touched/as-shown", test_answers_about_what_was_shown);
  g_test_add_func ("/format-page/touched/discards", test_discards);
  g_test_add_func ("/format-page/says-what-is-wrong", test_says_what_is_wrong);
  g_test_add_func ("/format-page/live", test_live);
  g_test_add_func ("/format-page/stale-and-offline", test_stale_and_offline);
  g_test_add_func ("/format-page/stale/something-else", test_stale_about_something_else);
  g_test_add_func ("/format-page/days/change", test_days);
  g_test_add_func ("/format-page/days/add-and-remove", test_adds_and_removes_days);
  g_test_add_func ("/format-page/days/remove-two", test_removes_two_days);
  g_test_add_func ("/format-page/days/once", test_a_day_is_there_once);
  g_test_add_func ("/format-page/booking-opens", test_booking_opens);
  g_test_add_func ("/format-page/booking-opens/clock-change", test_booking_opens_around_a_clock_change);
  g_test_add_func ("/format-page/closing", test_closing_is_asked);
  g_test_add_func ("/format-page/narrow", test_one_column_when_narrow);
  g_test_add_func ("/event-chats-page/all", test_all_chats);
  g_test_add_func ("/event-chats-page/narrow", test_all_chats_when_narrow);
  g_test_add_func ("/event-chats-page/cancel", test_an_organizer_cancels_with_a_reason);
  return g_test_run ();
}
