/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-room.h"
#include "made-up.h"
#include "page-test.h"
#include "schedule/duo-availability-page.h"
#include "schedule/duo-chat-block.h"
#include "schedule/duo-day-column.h"
#include "schedule/duo-opening-head.h"
#include "schedule/duo-slot-toggle.h"
#include "schedule/duo-time-axis.h"

#define TUESDAY "2026-11-03"
#define WEDNESDAY "2026-11-04"
#define THURSDAY "2026-11-05"

typedef struct
{
  MadeUp *made_up;
  GtkWidget *page;
  GtkWidget *window;
} Fixture;

static void
open_page (Fixture *fixture, int width)
{
  fixture->made_up = made_up_new_availability ();
  fixture->page = duo_availability_page_new (fixture->made_up->session);
  fixture->window = page_window_new (page_clamp_new (fixture->page, width), width + 40, 900);
}

static void
close_page (Fixture *fixture)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->page), (gpointer *) &fixture->page);
  page_window_close (fixture->window);
  g_assert_null (fixture->page);
  fake_session_set_slots (fixture->made_up->session, NULL);
  g_assert_finalize_object (g_steal_pointer (&fixture->made_up->session));
  made_up_free (fixture->made_up);
}

static void
settle (Fixture *fixture)
{
  page_settle (fixture->page);
}

static void
answer (Fixture *fixture)
{
  fake_session_accept_availability (fixture->made_up->session);
  settle (fixture);
}

/* @name: what a screen reader says of it */
static GtkWidget *
find_slot (Fixture *fixture, const char *name)
{
  return page_find (fixture->page, DUO_TYPE_SLOT_TOGGLE, name);
}

static GtkWidget *
get_slot (Fixture *fixture, const char *name)
{
  return page_get (fixture->page, DUO_TYPE_SLOT_TOGGLE, name);
}

static void
click_slot (Fixture *fixture, const char *name)
{
  page_press (get_slot (fixture, name));
  settle (fixture);
}

static void
activate (Fixture *fixture, const char *action, const char *target)
{
  g_assert_true (gtk_widget_activate_action (fixture->page, action, "s", target));
  settle (fixture);
}

static const DuoOpening *
get_sent (Fixture *fixture, guint i)
{
  const GPtrArray *openings = fake_session_get_availability (fixture->made_up->session);

  g_assert_nonnull (openings);
  g_assert_cmpuint (openings->len, >, i);
  return openings->pdata[i];
}

static void
assert_blocked (const DuoOpening *opening, const char *start, guint minutes, gboolean blocked)
{
  DuoTimeRange range = made_up_range (start, minutes);

  for (gint64 at = range.start; at < range.end; at += DUO_TICK_SECONDS)
    g_assert_cmpint (duo_opening_blocks (opening, (DuoTimeRange) {at, at + DUO_TICK_SECONDS}), ==, blocked);
}

static AdwAlertDialog *
get_dialog (Fixture *fixture)
{
  return ADW_ALERT_DIALOG (page_get (fixture->window, ADW_TYPE_ALERT_DIALOG, NULL));
}

static void
respond (Fixture *fixture, const char *response)
{
  AdwAlertDialog *dialog = get_dialog (fixture);

  g_assert_true (adw_alert_dialog_get_response_enabled (dialog, response));
  g_signal_emit_by_name (dialog, "response", response);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  settle (fixture);
}

static gboolean
says (Fixture *fixture, const char *text)
{
  return page_says (fixture->page, text);
}

static GtkWidget *
get_undo (Fixture *fixture)
{
  return duo_availability_page_get_undo_button (DUO_AVAILABILITY_PAGE (fixture->page));
}

/* Emits key presses where the page listens for them. */
static void
press_key (Fixture *fixture, guint key, GdkModifierType modifiers)
{
  GtkWidget *toolbar = page_get (fixture->page, ADW_TYPE_TOOLBAR_VIEW, NULL);
  g_autoptr (GPtrArray) columns = page_find_all (fixture->page, DUO_TYPE_DAY_COLUMN);
  GtkWidget *places[] = {toolbar, gtk_widget_get_parent (columns->pdata[0])};
  gboolean handled = FALSE;

  for (gsize j = 0; j < G_N_ELEMENTS (places) && !handled; j++)
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (places[j]);

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

          if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && !handled)
            g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &handled);
        }
    }
  settle (fixture);
}

static void
test_days_are_headed (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  g_assert_true (says (&fixture, "Tuesday 3 November"));
  g_assert_true (says (&fixture, "Virtual"));
  g_assert_true (says (&fixture, "In person, Hall B, stand 14"));
  g_assert_true (says (&fixture, "19 open, 3 booked"));
  g_assert_true (says (&fixture, "10 open, 2 booked"));
  g_assert_true (says (&fixture, "9 open, 2 booked"));
  g_assert_true (says (&fixture, "Lunch Break"));
  close_page (&fixture);
}

/* A slot says what it is in words, on screen and off. */
static void
test_slots_say_what_they_are (void)
{
  Fixture fixture;
  g_autofree char *booked = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autoptr (GPtrArray) buttons = NULL;

  open_page (&fixture, 1280);
  g_assert_true (page_says (get_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, open"), "Open"));
  g_assert_true (page_says (get_slot (&fixture, "Tuesday 3 November, 13:15 to 13:30, blocked"), "Blocked"));
  g_assert_null (find_slot (&fixture, "Tuesday 3 November, 10:30 to 10:45, open"));
  blocks = page_find_all (fixture.page, DUO_TYPE_CHAT_BLOCK);
  g_assert_cmpuint (blocks->len, ==, 7);
  buttons = page_find_all (blocks->pdata[0], GTK_TYPE_BUTTON);
  booked =
      gtk_test_accessible_check_property (GTK_ACCESSIBLE (buttons->pdata[0]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                          "Tuesday 3 November, 10:30 to 10:45 (04:30 New York), booked by "
                                          "Daniel Bergström, MSc student, Uppsala");
  g_assert_cmpstr (booked, ==, NULL);
  close_page (&fixture);
}

/* Each hour is 144 pixels high, and a slot of five minutes would have 34. */
static void
test_hours_are_high_enough (void)
{
  Fixture fixture;
  graphene_rect_t first, second;

  open_page (&fixture, 1280);
  g_assert_true (gtk_widget_compute_bounds (get_slot (&fixture, "Tuesday 3 November, 11:15 to 11:30, open"),
                                            fixture.page, &first));
  g_assert_true (gtk_widget_compute_bounds (get_slot (&fixture, "Tuesday 3 November, 11:45 to 12:00, open"),
                                            fixture.page, &second));
  g_assert_cmpfloat_with_epsilon (second.origin.y - first.origin.y, 72, .5);
  g_assert_cmpfloat (first.size.height, >=, 34);
  close_page (&fixture);
}

static graphene_rect_t
get_bounds (Fixture *fixture, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, fixture->page, &bounds));
  return bounds;
}

static GtkWidget *
get_block (Fixture *fixture, const char *id)
{
  g_autoptr (GPtrArray) blocks = page_find_all (fixture->page, DUO_TYPE_CHAT_BLOCK);

  for (guint i = 0; i < blocks->len; i++)
    if (g_str_equal (duo_chat_get_id (duo_chat_block_get_chat (blocks->pdata[i])), id))
      return blocks->pdata[i];
  g_assert_not_reached ();
}

/* What no slot covers has a name, and no chat lies over the slot after it. */
static void
test_short_chats_leave_gaps (void)
{
  Fixture fixture;
  graphene_rect_t chat, slot;

  open_page (&fixture, 1280);
  g_assert_null (page_find (fixture.page, GTK_TYPE_LABEL, "14:05 to 14:20, not offered"));
  made_up_shorten_chats (fixture.made_up);
  settle (&fixture);
  g_assert_true (says (&fixture, "Not Offered"));
  page_get (fixture.page, GTK_TYPE_LABEL, "14:05 to 14:20, not offered");
  page_get (fixture.page, GTK_TYPE_LABEL, "14:25 to 14:30, not offered");
  g_assert_null (page_find (fixture.page, GTK_TYPE_LABEL, "14:00 to 14:05, not offered"));
  chat = get_bounds (&fixture, get_block (&fixture, "c-minh"));
  slot = get_bounds (&fixture, get_slot (&fixture, "Tuesday 3 November, 14:30 to 14:45, open"));
  g_assert_cmpfloat (chat.origin.y + chat.size.height, <=, slot.origin.y + 1);
  close_page (&fixture);
}

/* Into the upper third of what is seen of the hours */
static void
scroll_to_slot (Fixture *fixture, const char *name)
{
  GtkWidget *axis = page_get (fixture->page, DUO_TYPE_TIME_AXIS, NULL);
  GtkWidget *scroller = gtk_widget_get_ancestor (axis, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  double third = get_bounds (fixture, scroller).origin.y + gtk_adjustment_get_page_size (scroll) / 3;

  gtk_adjustment_set_value (scroll, gtk_adjustment_get_value (scroll) +
                                        get_bounds (fixture, get_slot (fixture, name)).origin.y - third);
  settle (fixture);
}

/* The hours get higher under whoever looks at them: it is the same time that stands there. */
static void
test_another_height_shows_the_same_time (void)
{
  const char *name = "Tuesday 3 November, 13:45 to 14:00, open";
  Fixture fixture;
  graphene_rect_t before, after;

  open_page (&fixture, 1280);
  scroll_to_slot (&fixture, name);
  before = get_bounds (&fixture, get_slot (&fixture, name));
  made_up_shorten_chats (fixture.made_up);
  settle (&fixture);
  after = get_bounds (&fixture, get_slot (&fixture, name));
  g_assert_cmpfloat (after.size.height, >, before.size.height);
  g_assert_cmpfloat_with_epsilon (after.origin.y, before.origin.y, 8);
  close_page (&fixture);
}

static void
test_one_press_blocks_and_opens (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  click_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, open");
  /* It shows before the service has answered. */
  get_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, blocked");
  g_assert_true (says (&fixture, "18 open, 3 booked"));
  g_assert_cmpstr (get_sent (&fixture, 0)->date, ==, TUESDAY);
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T09:00:00Z", 15, TRUE);
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T12:00:00Z", 30, TRUE);
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T09:15:00Z", 15, FALSE);
  answer (&fixture);
  get_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, blocked");
  click_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, blocked");
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T09:00:00Z", 15, FALSE);
  answer (&fixture);
  close_page (&fixture);
}

/* Whoever presses faster than the service answers loses nothing. */
static void
test_quick_presses_go_together (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  click_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, open");
  click_slot (&fixture, "Tuesday 3 November, 10:15 to 10:30, open");
  click_slot (&fixture, "Wednesday 4 November, 13:00 to 13:20, open");
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T09:15:00Z", 15, FALSE);
  answer (&fixture);
  g_assert_cmpuint (fake_session_get_availability (fixture.made_up->session)->len, ==, 2);
  answer (&fixture);
  get_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, blocked");
  get_slot (&fixture, "Tuesday 3 November, 10:15 to 10:30, blocked");
  get_slot (&fixture, "Wednesday 4 November, 13:00 to 13:20, blocked");
  g_assert_false (fake_session_is_setting_availability (fixture.made_up->session));
  close_page (&fixture);
}

static void
test_a_refusal_takes_it_back (void)
{
  Fixture fixture;
  g_autofree char *toast = NULL;

  open_page (&fixture, 1280);
  click_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, open");
  fake_session_refuse_availability (fixture.made_up->session, DUO_CLIENT_ERROR_OFFLINE);
  settle (&fixture);
  get_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, open");
  g_assert_false (gtk_widget_get_sensitive (get_undo (&fixture)));
  toast = fake_window_steal_toast ();
  g_assert_cmpstr (toast, ==, "The service cannot be reached. Check the connection and try again.");
  close_page (&fixture);
}

static void
test_a_range_by_keys (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  gtk_widget_set_focusable (get_slot (&fixture, "Tuesday 3 November, 10:15 to 10:30, open"), TRUE);
  g_assert_true (gtk_widget_grab_focus (get_slot (&fixture, "Tuesday 3 November, 10:15 to 10:30, open")));
  press_key (&fixture, GDK_KEY_Down, GDK_SHIFT_MASK); /* over Daniel's chat */
  g_assert_true (says (&fixture, "2 slots selected"));
  press_key (&fixture, GDK_KEY_Up, 0);
  press_key (&fixture, GDK_KEY_Up, 0);
  press_key (&fixture, GDK_KEY_Down, 0);
  press_key (&fixture, GDK_KEY_Down, 0);
  press_key (&fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  g_assert_true (says (&fixture, "3 slots selected"));
  g_assert_true (says (&fixture, "Tuesday 3 November, \u206610:15\u2060–\u206011:30\u2069 "
                                 "(\u206604:15\u2060–\u206005:30\u2069 New York)"));
  get_slot (&fixture, "Tuesday 3 November, 11:15 to 11:30, open, selected");
  press_key (&fixture, GDK_KEY_Escape, 0);
  g_assert_null (find_slot (&fixture, "Tuesday 3 November, 11:15 to 11:30, open, selected"));
  close_page (&fixture);
}

static void
select_three (Fixture *fixture)
{
  gtk_widget_set_focusable (get_slot (fixture, "Tuesday 3 November, 14:00 to 14:15, open"), TRUE);
  g_assert_true (gtk_widget_grab_focus (get_slot (fixture, "Tuesday 3 November, 14:00 to 14:15, open")));
  press_key (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  press_key (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
}

static void
test_the_bar_blocks_and_opens (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  select_three (&fixture);
  page_press (page_get (fixture.page, GTK_TYPE_BUTTON, "Block 3 Slots"));
  settle (&fixture);
  answer (&fixture);
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T13:00:00Z", 45, TRUE);
  g_assert_null (page_find (fixture.page, GTK_TYPE_BUTTON, "Block 3 Slots"));

  /* The other way, with one that is open: both are offered. */
  gtk_widget_grab_focus (get_slot (&fixture, "Tuesday 3 November, 14:30 to 14:45, blocked"));
  press_key (&fixture, GDK_KEY_Up, GDK_SHIFT_MASK);
  press_key (&fixture, GDK_KEY_Up, GDK_SHIFT_MASK);
  press_key (&fixture, GDK_KEY_Up, GDK_SHIFT_MASK);
  g_assert_nonnull (page_find (fixture.page, GTK_TYPE_BUTTON, "Block 1 Slot"));
  page_press (page_get (fixture.page, GTK_TYPE_BUTTON, "Open 3 Slots"));
  settle (&fixture);
  answer (&fixture);
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T13:00:00Z", 45, FALSE);
  close_page (&fixture);
}

/* Space on what is selected does to all of it what it would to one. */
static void
test_a_press_does_the_selection (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  select_three (&fixture);
  click_slot (&fixture, "Tuesday 3 November, 14:15 to 14:30, open, selected");
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T13:00:00Z", 45, TRUE);
  answer (&fixture);
  close_page (&fixture);
}

/* What is selected and booked meanwhile is left out, in the bar as well. */
static void
test_a_booking_leaves_the_selection (void)
{
  static const MadeUpChat booked = {"c-long", "long",  DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z",
                                    15,       .rev = 2};
  Fixture fixture;

  open_page (&fixture, 1280);
  select_three (&fixture);
  made_up_add_chats (fixture.made_up, &booked, 1);
  settle (&fixture);
  g_assert_true (says (&fixture, "2 slots selected"));
  close_page (&fixture);
}

static void
test_whole_days_and_halves (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  activate (&fixture, "availability.block-day", TUESDAY);
  answer (&fixture);
  g_assert_true (says (&fixture, "0 open, 3 booked"));
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T09:00:00Z", 120, TRUE);
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T12:00:00Z", 240, TRUE);
  activate (&fixture, "availability.open-day", TUESDAY);
  answer (&fixture);
  g_assert_true (says (&fixture, "21 open, 3 booked"));
  activate (&fixture, "availability.block-morning", THURSDAY);
  answer (&fixture);
  assert_blocked (get_sent (&fixture, 0), "2026-11-05T09:00:00Z", 120, TRUE);
  assert_blocked (get_sent (&fixture, 0), "2026-11-05T12:00:00Z", 240, FALSE);
  activate (&fixture, "availability.block-afternoon", WEDNESDAY);
  answer (&fixture);
  assert_blocked (get_sent (&fixture, 0), "2026-11-04T12:00:00Z", 240, TRUE);
  close_page (&fixture);
}

static void
test_undo_goes_many_steps_back (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  g_assert_false (gtk_widget_get_sensitive (get_undo (&fixture)));
  click_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, open");
  answer (&fixture);
  activate (&fixture, "availability.open-day", WEDNESDAY);
  answer (&fixture);
  page_press (get_undo (&fixture));
  answer (&fixture);
  get_slot (&fixture, "Wednesday 4 November, 10:00 to 10:20, blocked");
  get_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, blocked");
  page_press (get_undo (&fixture));
  answer (&fixture);
  get_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, open");
  g_assert_false (gtk_widget_get_sensitive (get_undo (&fixture)));
  close_page (&fixture);
}

static void
test_undo_says_what_was_booked_meanwhile (void)
{
  Fixture fixture;
  DuoSlots *slots;
  g_autofree char *toast = NULL;

  open_page (&fixture, 1280);
  click_slot (&fixture, "Tuesday 3 November, 13:00 to 13:15, blocked");
  answer (&fixture);
  slots = fake_session_get_slots (fixture.made_up->session);
  made_up_set_slot (slots, TUESDAY, "2026-11-03T12:00:00Z", DUO_SLOT_BOOKED);
  /* This one is blocked all along: undoing does nothing to it. */
  made_up_set_slot (slots, TUESDAY, "2026-11-03T12:15:00Z", DUO_SLOT_BOOKED);
  settle (&fixture);
  get_slot (&fixture, "Tuesday 3 November, 13:00 to 13:15, not free");
  page_press (get_undo (&fixture));
  toast = fake_window_steal_toast ();
  g_assert_cmpstr (toast, ==, "Undone. 1 slot was booked meanwhile; its chat stays.");
  fake_session_accept_availability (fixture.made_up->session);
  settle (&fixture);
  close_page (&fixture);
}

static void
choose_minutes (Fixture *fixture, guint day, guint position)
{
  g_autoptr (GPtrArray) heads = page_find_all (fixture->page, DUO_TYPE_OPENING_HEAD);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (page_get (heads->pdata[day], GTK_TYPE_DROP_DOWN, NULL)),
                              position);
  settle (fixture);
}

static void
test_another_length_lists_what_is_booked (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  choose_minutes (&fixture, 1, 2);
  g_assert_null (fake_session_get_availability (fixture.made_up->session));
  page_get (GTK_WIDGET (get_dialog (&fixture)), ADW_TYPE_ACTION_ROW, "Fatima Zahra Idrissi");
  page_get (GTK_WIDGET (get_dialog (&fixture)), ADW_TYPE_ACTION_ROW, "Hyejin Park");
  g_assert_null (page_find (GTK_WIDGET (get_dialog (&fixture)), ADW_TYPE_ACTION_ROW, "Samuel Mensah"));
  respond (&fixture, "keep");
  g_assert_null (fake_session_get_availability (fixture.made_up->session));
  get_slot (&fixture, "Wednesday 4 November, 13:00 to 13:20, open");

  choose_minutes (&fixture, 1, 2);
  respond (&fixture, "change");
  g_assert_cmpuint (get_sent (&fixture, 0)->minutes, ==, 30);
  answer (&fixture);
  /* The chats keep 13:40 and 14:00; 13:30 overlaps both, and 14:00 the second. */
  get_slot (&fixture, "Wednesday 4 November, 13:00 to 13:30, open");
  g_assert_null (find_slot (&fixture, "Wednesday 4 November, 13:30 to 14:00, open"));
  g_assert_null (find_slot (&fixture, "Wednesday 4 November, 14:00 to 14:30, open"));
  get_slot (&fixture, "Wednesday 4 November, 14:30 to 15:00, open");
  page_press (get_undo (&fixture));
  settle (&fixture);
  respond (&fixture, "change");
  g_assert_cmpuint (get_sent (&fixture, 0)->minutes, ==, 20);
  answer (&fixture);
  close_page (&fixture);
}

/* @minutes from @start are blocked at somebody else's while a question is on screen here. */
static void
block_elsewhere (Fixture *fixture, const char *date, const char *start, guint minutes)
{
  DuoSlots *slots = fake_session_get_slots (fixture->made_up->session);
  DuoOpening *opening = duo_opening_copy (duo_slots_get_opening (slots, date));

  duo_opening_block (opening, made_up_range (start, minutes));
  duo_slots_take_opening (slots, opening);
  settle (fixture);
}

static void
test_another_length_leaves_a_colleagues_edit (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  choose_minutes (&fixture, 1, 2);
  get_dialog (&fixture);
  block_elsewhere (&fixture, WEDNESDAY, "2026-11-04T14:00:00Z", 60);
  respond (&fixture, "change");
  g_assert_cmpuint (get_sent (&fixture, 0)->minutes, ==, 30);
  assert_blocked (get_sent (&fixture, 0), "2026-11-04T14:00:00Z", 60, TRUE);
  answer (&fixture);
  close_page (&fixture);
}

/* What others did to the day is shown; what was to be done can be done over it, to the day and to the place. */
static void
test_others_were_faster (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  click_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, open");
  block_elsewhere (&fixture, TUESDAY, "2026-11-03T14:00:00Z", 60);
  fake_session_refuse_availability (fixture.made_up->session, DUO_CLIENT_ERROR_STALE);
  settle (&fixture);
  get_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, open");
  fake_window_assert_toast ("Somebody else changed Tuesday 3 November meanwhile. Your change was not made.");
  g_assert_false (gtk_widget_get_sensitive (get_undo (&fixture)));
  fake_window_press_toast ();
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T09:00:00Z", 15, TRUE);
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T14:00:00Z", 60, TRUE);
  answer (&fixture);
  get_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, blocked");

  activate (&fixture, "availability.set-place", THURSDAY);
  gtk_editable_set_text (
      GTK_EDITABLE (page_get (GTK_WIDGET (get_dialog (&fixture)), ADW_TYPE_ENTRY_ROW, NULL)),
      "Hall C, stand 2");
  respond (&fixture, "save");
  block_elsewhere (&fixture, THURSDAY, "2026-11-05T14:00:00Z", 60);
  fake_session_refuse_availability (fixture.made_up->session, DUO_CLIENT_ERROR_STALE);
  settle (&fixture);
  fake_window_press_toast ();
  g_assert_cmpstr (get_sent (&fixture, 0)->place, ==, "Hall C, stand 2");
  assert_blocked (get_sent (&fixture, 0), "2026-11-05T14:00:00Z", 60, TRUE);
  answer (&fixture);
  close_page (&fixture);
}

/* A colleague's edit comes with the answer to the first of two. */
static void
on_first_answered (DuoSlots *slots, Fixture *fixture)
{
  DuoOpening *opening = duo_opening_copy (duo_slots_get_opening (slots, TUESDAY));

  g_signal_handlers_disconnect_by_func (slots, on_first_answered, fixture);
  duo_opening_block (opening, made_up_range ("2026-11-03T14:00:00Z", 60));
  duo_slots_take_opening (slots, opening);
}

static void
test_two_edits_leave_a_colleagues (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  click_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, open");
  page_press (get_undo (&fixture));
  click_slot (&fixture, "Tuesday 3 November, 10:15 to 10:30, open");
  g_signal_connect (fake_session_get_slots (fixture.made_up->session), "changed",
                    G_CALLBACK (on_first_answered), &fixture);
  answer (&fixture);
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T09:00:00Z", 15, FALSE);
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T09:15:00Z", 15, TRUE);
  assert_blocked (get_sent (&fixture, 0), "2026-11-03T14:00:00Z", 60, TRUE);
  answer (&fixture);
  close_page (&fixture);
}

static void
test_copy_says_what_cannot_be (void)
{
  Fixture fixture;
  g_autoptr (DuoEventRecord) record = NULL;
  static const DuoDayWindow other[] = {{540, 720}};
  GtkWidget *dialog;

  open_page (&fixture, 1280);
  record = duo_event_record_copy (duo_event_get_record (fixture.made_up->event));
  g_ptr_array_add (record->days, duo_day_new ("2026-11-06", DUO_DAY_VIRTUAL, other, 1, NULL));
  duo_event_update (fixture.made_up->event, record);
  settle (&fixture);
  activate (&fixture, "availability.copy-day", WEDNESDAY);
  dialog = GTK_WIDGET (get_dialog (&fixture));
  g_assert_true (page_says (dialog, "Has other hours"));
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "copy"));
  adw_switch_row_set_active (ADW_SWITCH_ROW (page_get (dialog, ADW_TYPE_SWITCH_ROW, "Thursday 5 November")),
                             TRUE);
  respond (&fixture, "copy");
  /* Its chats are of another length: they are listed first. */
  page_get (GTK_WIDGET (get_dialog (&fixture)), ADW_TYPE_ACTION_ROW, "Samuel Mensah");
  respond (&fixture, "change");
  g_assert_cmpstr (get_sent (&fixture, 0)->date, ==, THURSDAY);
  g_assert_cmpuint (get_sent (&fixture, 0)->minutes, ==, 20);
  g_assert_cmpstr (get_sent (&fixture, 0)->place, ==, "Hall B, stand 14");
  assert_blocked (get_sent (&fixture, 0), "2026-11-05T09:00:00Z", 120, TRUE);
  answer (&fixture);
  close_page (&fixture);
}

static void
test_a_day_in_person_needs_a_place (void)
{
  Fixture fixture;
  DuoOpening *bare = duo_opening_new (THURSDAY, 30);
  GtkWidget *row;

  open_page (&fixture, 1280);
  duo_slots_take_opening (fake_session_get_slots (fixture.made_up->session), bare);
  settle (&fixture);
  g_assert_true (says (&fixture, "In person, no place yet"));
  click_slot (&fixture, "Thursday 5 November, 13:30 to 14:00, open");
  g_assert_null (fake_session_get_availability (fixture.made_up->session));
  g_assert_false (adw_alert_dialog_get_response_enabled (get_dialog (&fixture), "save"));
  row = page_get (GTK_WIDGET (get_dialog (&fixture)), ADW_TYPE_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (row), "  Hall C ");
  block_elsewhere (&fixture, THURSDAY, "2026-11-05T14:00:00Z", 30);
  respond (&fixture, "save");
  g_assert_cmpstr (get_sent (&fixture, 0)->place, ==, "Hall C");
  assert_blocked (get_sent (&fixture, 0), "2026-11-05T12:30:00Z", 30, TRUE);
  assert_blocked (get_sent (&fixture, 0), "2026-11-05T14:00:00Z", 30, TRUE);
  answer (&fixture);
  close_page (&fixture);
}

/* Until it is understood, and never again. */
static void
test_what_a_press_does_is_said (void)
{
  g_autoptr (GSettings) settings = page_settings_new ();
  Fixture fixture;

  fake_window_set_settings (settings);
  open_page (&fixture, 1280);
  page_press (page_get (fixture.page, GTK_TYPE_BUTTON, "Understood"));
  settle (&fixture);
  g_assert_null (page_find (fixture.page, GTK_TYPE_BUTTON, "Understood"));
  close_page (&fixture);

  open_page (&fixture, 1280);
  g_assert_null (page_find (fixture.page, GTK_TYPE_BUTTON, "Understood"));
  close_page (&fixture);
  fake_window_set_settings (NULL);
}

static void
test_offline_is_grey (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  fake_session_set_state (fixture.made_up->session, DUO_SESSION_OFFLINE);
  settle (&fixture);
  click_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, open");
  activate (&fixture, "availability.block-day", TUESDAY);
  g_assert_null (fake_session_get_availability (fixture.made_up->session));
  g_assert_false (gtk_widget_is_sensitive (page_get (fixture.page, GTK_TYPE_CHECK_BUTTON, "Direct")));
  g_assert_false (gtk_widget_is_sensitive (page_get (fixture.page, GTK_TYPE_BUTTON, "Edit the Question")));
  g_assert_false (gtk_widget_is_sensitive (page_get (fixture.page, ADW_TYPE_ACTION_ROW, "Topics")));
  /* The shell's banner says it. */
  g_assert_null (page_find (fixture.page, ADW_TYPE_BANNER, NULL));
  close_page (&fixture);
}

static void
test_settings_change (void)
{
  Fixture fixture;
  const DuoWireSettings *settings;
  gint64 seen = -1;

  open_page (&fixture, 1280);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (page_get (fixture.page, GTK_TYPE_CHECK_BUTTON, "Selective")),
                               TRUE);
  settings = fake_session_get_settings (fixture.made_up->session, &seen);
  g_assert_true (settings->has_direct && !settings->direct && !settings->has_paused &&
                 !settings->has_question);
  g_assert_cmpint (seen, ==, 0);
  adw_switch_row_set_active (ADW_SWITCH_ROW (page_get (fixture.page, ADW_TYPE_SWITCH_ROW, "Pause Requests")),
                             TRUE);
  settings = fake_session_get_settings (fixture.made_up->session, &seen);
  g_assert_true (settings->has_paused && settings->paused && !settings->has_direct);
  settle (&fixture);

  /* What the service refuses goes back. */
  fake_session_fail_settings (fixture.made_up->session, DUO_CLIENT_ERROR_OFFLINE);
  adw_switch_row_set_active (ADW_SWITCH_ROW (page_get (fixture.page, ADW_TYPE_SWITCH_ROW, "Pause Requests")),
                             FALSE);
  settle (&fixture);
  g_assert_true (adw_switch_row_get_active (
      ADW_SWITCH_ROW (page_get (fixture.page, ADW_TYPE_SWITCH_ROW, "Pause Requests"))));
  g_free (fake_window_steal_toast ());
  close_page (&fixture);
}

static void
ask_elsewhere (Fixture *fixture, const char *question)
{
  DuoEvent *event = fixture->made_up->event;
  DuoPerson *me = duo_event_find_person (event, duo_event_get_record (event)->me);
  g_autoptr (DuoPersonRecord) record = duo_person_record_copy (duo_person_get_record (me));

  g_set_str (&record->question, question);
  record->rev = 5;
  duo_person_update (me, record, duo_person_get_company (me));
  settle (fixture);
}

static void
test_a_question_overwrites_nobody (void)
{
  Fixture fixture;
  gint64 seen = -1;
  GtkWidget *dialog;

  open_page (&fixture, 1280);
  page_press (page_get (fixture.page, GTK_TYPE_BUTTON, "Edit the Question"));
  settle (&fixture);
  dialog = page_get (fixture.window, ADW_TYPE_DIALOG, NULL);
  gtk_editable_set_text (GTK_EDITABLE (page_get (dialog, ADW_TYPE_ENTRY_ROW, "Question")), "Why us?");
  fake_session_fail_settings (fixture.made_up->session, DUO_CLIENT_ERROR_STALE);
  page_press (page_get (dialog, GTK_TYPE_BUTTON, "Save"));
  settle (&fixture);
  g_assert_true (page_says (
      dialog, "Somebody else changed these settings meanwhile. Save again to replace what they wrote."));
  /* Their words may come after the refusal: those on screen are the ones that are replaced. */
  ask_elsewhere (&fixture, "What have you built?");
  g_assert_true (page_says (dialog, "Now it says: “What have you built?”"));
  /* It grew for what it says: it opened with the height of what was in it. */
  g_assert_cmpint (adw_dialog_get_content_height (ADW_DIALOG (dialog)), >, 0);
  page_press (page_get (dialog, GTK_TYPE_BUTTON, "Save"));
  settle (&fixture);
  g_assert_cmpstr (fake_session_get_settings (fixture.made_up->session, &seen)->question, ==, "Why us?");
  g_assert_cmpint (seen, ==, 5);
  page_get (fixture.page, ADW_TYPE_ACTION_ROW, "Why us?");
  close_page (&fixture);
}

/* How far down the page the calendar begins. At 360×648 the window's own bars leave 557 to the page: it keeps three fifths
 * of the window. */
static double
get_head_height (Fixture *fixture)
{
  graphene_rect_t bounds;
  GtkWidget *head = page_get (fixture->page, DUO_TYPE_OPENING_HEAD, NULL);

  g_assert_true (gtk_widget_compute_bounds (head, fixture->page, &bounds));
  return bounds.origin.y + bounds.size.height;
}

static void
test_narrow_is_one_day_and_a_sheet (void)
{
  Fixture fixture;
  AdwToggleGroup *days;

  open_page (&fixture, 360);
  g_assert_cmpint (gtk_widget_get_width (fixture.page), ==, 360);
  g_assert_cmpfloat (get_head_height (&fixture), <, 557 - 0.6 * 648);
  get_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, open");
  g_assert_null (find_slot (&fixture, "Wednesday 4 November, 13:00 to 13:20, open"));
  g_assert_true (says (&fixture, "19 open, 3 booked"));
  g_assert_null (page_find (fixture.page, ADW_TYPE_SWITCH_ROW, "Pause Requests"));
  days = ADW_TOGGLE_GROUP (page_get (fixture.page, ADW_TYPE_TOGGLE_GROUP, NULL));
  adw_toggle_group_set_active_name (days, WEDNESDAY);
  settle (&fixture);
  get_slot (&fixture, "Wednesday 4 November, 13:00 to 13:20, open");
  g_assert_true (says (&fixture, "10 open, 2 booked"));
  page_press (page_get (fixture.page, GTK_TYPE_BUTTON, "Booking Settings"));
  settle (&fixture);
  page_get (fixture.window, ADW_TYPE_SWITCH_ROW, "Pause Requests");
  close_page (&fixture);
}

static guint
count_tab_stops (Fixture *fixture)
{
  g_autoptr (GPtrArray) slots = page_find_all (fixture->page, DUO_TYPE_SLOT_TOGGLE);
  g_autoptr (GPtrArray) blocks = page_find_all (fixture->page, DUO_TYPE_CHAT_BLOCK);
  guint stops = 0;

  for (guint i = 0; i < slots->len; i++)
    stops += gtk_widget_get_focusable (slots->pdata[i]);
  for (guint i = 0; i < blocks->len; i++)
    stops += gtk_widget_get_focusable (gtk_widget_get_first_child (blocks->pdata[i]));
  return stops;
}

static void
test_one_tab_stop (void)
{
  Fixture fixture;

  open_page (&fixture, 1280);
  g_assert_cmpuint (count_tab_stops (&fixture), ==, 1);
  press_key (&fixture, GDK_KEY_Down, 0);
  g_assert_cmpuint (count_tab_stops (&fixture), ==, 1);
  click_slot (&fixture, "Tuesday 3 November, 10:00 to 10:15, open");
  answer (&fixture);
  g_assert_cmpuint (count_tab_stops (&fixture), ==, 1);
  close_page (&fixture);
}

static void
test_no_days_is_said (void)
{
  Fixture fixture;
  g_autoptr (DuoEventRecord) record = NULL;

  open_page (&fixture, 1280);
  record = duo_event_record_copy (duo_event_get_record (fixture.made_up->event));
  g_ptr_array_set_size (record->days, 0);
  duo_event_update (fixture.made_up->event, record);
  settle (&fixture);
  g_assert_true (says (&fixture, "No Days Yet"));
  close_page (&fixture);
}

static void
test_a_chat_can_be_acted_on (void)
{
  Fixture fixture;
  g_autofree char *action = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  GtkWidget *join;

  open_page (&fixture, 1280);
  activate (&fixture, "availability.show-chat", "c-daniel");
  page_get (fixture.page, GTK_TYPE_POPOVER_MENU, NULL);
  made_up_set_now (fixture.made_up, "2026-11-03T09:28:00Z");
  fake_session_set_state (fixture.made_up->session, DUO_SESSION_ONLINE);
  settle (&fixture);
  blocks = page_find_all (fixture.page, DUO_TYPE_CHAT_BLOCK);
  join = page_get (blocks->pdata[0], GTK_TYPE_BUTTON, "Join the chat with Daniel Bergström");
  page_press (join);
  action = page_window_steal_action (fixture.window);
  g_assert_cmpstr (action, ==, "win.join c-daniel");
  close_page (&fixture);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);

  g_test_add_func ("/availability/days-are-headed", test_days_are_headed);
  g_test_add_func ("/availability/slots-say-what-they-are", test_slots_say_what_they_are);
  g_test_add_func ("/availability/hours-are-high-enough", test_hours_are_high_enough);
  g_test_add_func ("/availability/what-a-press-does-is-said", test_what_a_press_does_is_said);
  g_test_add_func ("/availability/short-chats-leave-gaps", test_short_chats_leave_gaps);
  g_test_add_func ("/availability/another-height-shows-the-same-time",
                   test_another_height_shows_the_same_time);
  g_test_add_func ("/availability/one-press", test_one_press_blocks_and_opens);
  g_test_add_func ("/availability/quick-presses", test_quick_presses_go_together);
  g_test_add_func ("/availability/a-refusal", test_a_refusal_takes_it_back);
  g_test_add_func ("/availability/a-range-by-keys", test_a_range_by_keys);
  g_test_add_func ("/availability/the-bar", test_the_bar_blocks_and_opens);
  g_test_add_func ("/availability/a-press-does-the-selection", test_a_press_does_the_selection);
  g_test_add_func ("/availability/a-booking-leaves-the-selection", test_a_booking_leaves_the_selection);
  g_test_add_func ("/availability/whole-days", test_whole_days_and_halves);
  g_test_add_func ("/availability/undo", test_undo_goes_many_steps_back);
  g_test_add_func ("/availability/undo-booked-meanwhile", test_undo_says_what_was_booked_meanwhile);
  g_test_add_func ("/availability/another-length", test_another_length_lists_what_is_booked);
  g_test_add_func ("/availability/another-length-elsewhere", test_another_length_leaves_a_colleagues_edit);
  g_test_add_func ("/availability/copy", test_copy_says_what_cannot_be);
  g_test_add_func ("/availability/in-person", test_a_day_in_person_needs_a_place);
  g_test_add_func ("/availability/offline", test_offline_is_grey);
  g_test_add_func ("/availability/settings", test_settings_change);
  g_test_add_func ("/availability/a-question", test_a_question_overwrites_nobody);
  g_test_add_func ("/availability/narrow", test_narrow_is_one_day_and_a_sheet);
  g_test_add_func ("/availability/others-were-faster", test_others_were_faster);
  g_test_add_func ("/availability/two-edits", test_two_edits_leave_a_colleagues);
  g_test_add_func ("/availability/one-tab-stop", test_one_tab_stop);
  g_test_add_func ("/availability/no-days", test_no_days_is_said);
  g_test_add_func ("/availability/a-chat", test_a_chat_can_be_acted_on);

  return g_test_run ();
}
