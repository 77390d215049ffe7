/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-device-confirmed.h"
#include "duo-session-devices.h"
#include "duo-vouch.h"
#include "real-service.h"
#include "session-fixture.h"

#include <sodium.h>

/* Sessions against the real service: what the parts do together. */

#define NO_RANGE ((DuoTimeRange) {0, 0})

typedef struct
{
  RealService *service;
  guint n_profiles;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->service = real_service_new (24, 60);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  real_service_free (f->service);
}

static DuoSession *
signed_in_as (Fixture *f, const char *email, DuoClock *clock)
{
  g_autofree char *profile = g_strdup_printf ("%s-%u", g_test_get_path () + 1, f->n_profiles++);
  g_autoptr (GError) error = NULL;
  DuoSession *session;

  g_strdelimit (profile, "/", '-');
  session = duo_session_new (profile, clock, g_network_monitor_get_default ());
  g_assert_true (sign_in (session, f->service->address, email, f->service->password, &error));
  g_assert_no_error (error);
  wait_state (session, DUO_SESSION_ONLINE);
  return session;
}

static DuoSession *
signed_in (Fixture *f, const char *email)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();

  return signed_in_as (f, email, clock);
}

/* With slots left when one is gone, whatever the hour makes of the demo's calendars. */
static gboolean
is_bookable (DuoEvent *event, DuoPerson *person)
{
  return duo_person_get_open_slots (person) > 5 && !duo_person_get_chat (person) &&
         !duo_person_get_question (person) && !duo_person_get_pending (person) &&
         duo_event_judge (event, DUO_VERB_BOOK, person, NULL).refusal == DUO_REFUSAL_NONE;
}

/* (transfer full): somebody with whom I can book at once. */
static DuoPerson *
find_bookable (DuoSession *session)
{
  DuoEvent *event = duo_session_get_event (session);
  GListModel *people = duo_event_get_people (event);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      DuoPerson *person = g_list_model_get_item (people, i);

      if (is_bookable (event, person))
        return person;
      g_object_unref (person);
    }
  g_error ("there is nobody to book");
}

/* The same for @other too: made-up people have plans already. (transfer full) */
static DuoPerson *
find_for_both (DuoSession *session, DuoSession *other, DuoPerson **seen_by_other)
{
  DuoEvent *event = duo_session_get_event (session);
  DuoEvent *other_event = duo_session_get_event (other);
  GListModel *people = duo_event_get_people (event);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (DuoPerson) person = g_list_model_get_item (people, i);

      *seen_by_other = duo_event_find_person (other_event, duo_person_get_id (person));
      if (is_bookable (event, person) && is_bookable (other_event, *seen_by_other))
        return g_steal_pointer (&person);
    }
  g_error ("there is nobody whom both can book");
}

static gboolean
find_open (DuoEvent *event, const GArray *day, DuoTimeRange *range)
{
  for (guint i = 0; day && i < day->len; i++)
    {
      const DuoSlot *slot = &g_array_index (day, DuoSlot, i);

      if (slot->state != DUO_SLOT_OPEN || duo_event_find_conflict (event, slot->range, NULL))
        continue;
      *range = slot->range;
      return TRUE;
    }
  return FALSE;
}

static DuoTimeRange
first_open (DuoSession *session, DuoSlots *slots)
{
  g_auto (GStrv) dates = NULL;
  DuoTimeRange range = NO_RANGE;

  wait_until (duo_slots_get_loaded (slots));
  dates = duo_slots_dup_dates (slots);
  for (char **date = dates; *date; date++)
    if (find_open (duo_session_get_event (session), duo_slots_get_day (slots, *date), &range))
      return range;
  g_error ("there is no open slot");
}

static DuoTimeRange
pick_slot (DuoSession *session, DuoPerson *person)
{
  g_autoptr (DuoSlots) slots = duo_session_watch_slots (session, person);

  return first_open (session, slots);
}

static DuoSlotState
state_of (DuoSlots *slots, DuoTimeRange range)
{
  g_auto (GStrv) dates = duo_slots_dup_dates (slots);

  for (char **date = dates; *date; date++)
    {
      const DuoSlot *slot = duo_slot_grid_find (duo_slots_get_day (slots, *date), range);

      if (slot)
        return slot->state;
    }
  g_error ("there is no such slot");
}

/* How many chats I have with @person that hold time: what must never be two. */
static guint
count_booked (DuoSession *session, DuoPerson *person)
{
  GListModel *chats = duo_event_get_chats (duo_session_get_event (session));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (chats); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (chats, i);

      n += duo_chat_get_peer (chat) == person && duo_chat_get_state (chat) == DUO_CHAT_CONFIRMED;
    }
  return n;
}

static const char *
get_email (Fixture *f, DuoPerson *person)
{
  const char *email = g_hash_table_lookup (f->service->emails, duo_person_get_id (person));

  g_assert_nonnull (email);
  return email;
}

static void
test_directory (Fixture *f, gconstpointer data)
{
  DuoSession *talent = signed_in (f, f->service->talents[0]);
  DuoSession *recruiter = signed_in (f, f->service->recruiters[0]);
  DuoEvent *event = duo_session_get_event (talent);

  g_assert_cmpstr (duo_event_get_id (event), ==, f->service->event);
  g_assert_cmpint (duo_event_get_role (event), ==, DUO_ROLE_TALENT);
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_people (event)), ==, 24);
  event = duo_session_get_event (recruiter);
  g_assert_cmpint (duo_event_get_role (event), ==, DUO_ROLE_RECRUITER);
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_people (event)), >, 0);
  finish_session (talent);
  finish_session (recruiter);
}

static void
test_wrong_password (Fixture *f, gconstpointer data)
{
  DuoSession *session = session_of ("service-wrong-password");
  g_autoptr (GError) error = NULL;

  g_assert_false (sign_in (session, f->service->address, f->service->talents[0], "not it", &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_CREDENTIALS);
  finish_session (session);
}

/* The talent books; slots change for whoever looks, and the recruiter sees the chat at once. */
static void
test_book_seen_by_both (Fixture *f, gconstpointer data)
{
  DuoSession *talent = signed_in (f, f->service->talents[0]);
  DuoSession *other = signed_in (f, f->service->talents[1]);
  g_autoptr (DuoPerson) person = find_bookable (talent);
  g_autoptr (DuoSlots) slots = duo_session_watch_slots (
      other, duo_event_find_person (duo_session_get_event (other), duo_person_get_id (person)));
  DuoSession *recruiter = signed_in (f, get_email (f, person));
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) chat = NULL;
  DuoTimeRange range = pick_slot (talent, person);
  DuoEvent *event = duo_session_get_event (recruiter);

  wait_until (duo_slots_get_loaded (slots));
  chat = command_and_wait (talent, DUO_VERB_BOOK, person, NULL, range, &error);
  g_assert_no_error (error);
  g_assert_cmpint (duo_chat_get_state (chat), ==, DUO_CHAT_CONFIRMED);
  g_assert_true (duo_time_range_equal (duo_chat_get_range (chat), range));
  g_assert_true (duo_person_get_chat (person) == chat);
  g_assert_false (duo_chat_get_pending (chat));
  wait_until (duo_event_find_chat (event, duo_chat_get_id (chat)) != NULL);
  g_assert_cmpint (duo_chat_get_my_role (duo_event_find_chat (event, duo_chat_get_id (chat))), ==,
                   DUO_ROLE_RECRUITER);
  wait_until (state_of (slots, range) == DUO_SLOT_BOOKED);
  g_clear_object (&slots);
  finish_session (recruiter);
  finish_session (other);
  finish_session (talent);
}

static void
test_move_and_cancel (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, f->service->talents[0]);
  g_autoptr (DuoPerson) person = find_bookable (session);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) chat = NULL;
  g_autoptr (DuoSlots) slots = duo_session_watch_slots (session, person);
  DuoTimeRange before = first_open (session, slots);
  DuoTimeRange after;

  /* The first slot may begin any minute, and what has begun stays: take a later one. */
  chat = command_and_wait (session, DUO_VERB_BOOK, person, NULL, before, &error);
  g_assert_no_error (error);
  wait_until (state_of (slots, before) == DUO_SLOT_BOOKED);
  after = first_open (session, slots);
  g_clear_object (&chat);
  chat = command_and_wait (session, DUO_VERB_RESCHEDULE, NULL, duo_person_get_chat (person), after, &error);
  g_assert_no_error (error);
  g_assert_true (duo_time_range_equal (duo_chat_get_range (chat), after));
  wait_until (state_of (slots, before) == DUO_SLOT_OPEN);
  g_clear_object (&chat);
  chat = command_and_wait (session, DUO_VERB_CANCEL, NULL, duo_person_get_chat (person), NO_RANGE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (duo_chat_get_state (chat), ==, DUO_CHAT_CANCELLED);
  g_assert_null (duo_person_get_chat (person));
  g_clear_object (&slots);
  finish_session (session);
}

static void
test_lost_race (Fixture *f, gconstpointer data)
{
  DuoSession *winner = signed_in (f, f->service->talents[0]);
  DuoSession *loser = signed_in (f, f->service->talents[1]);
  DuoPerson *same;
  g_autoptr (DuoPerson) person = find_for_both (winner, loser, &same);
  g_autoptr (GError) won_error = NULL;
  g_autoptr (GError) lost_error = NULL;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (DuoChat) won = NULL;
  DuoTimeRange range = pick_slot (winner, person);

  command (winner, DUO_VERB_BOOK, person, NULL, range, &first);
  wait_result (first);
  won = duo_session_command_finish (winner, first, &won_error);
  g_assert_no_error (won_error);
  command (loser, DUO_VERB_BOOK, same, NULL, range, &second);
  wait_result (second);
  g_assert_null (duo_session_command_finish (loser, second, &lost_error));
  g_assert_error (lost_error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SLOT_TAKEN);
  g_assert_false (duo_person_get_pending (same));
  g_assert_null (duo_person_get_chat (same));
  g_clear_object (&first);
  g_clear_object (&second);
  finish_session (loser);
  finish_session (winner);
}

/* What the recruiter does is seen by the talent at once. */
static void
test_cancelled_by_the_other (Fixture *f, gconstpointer data)
{
  DuoSession *talent = signed_in (f, f->service->talents[0]);
  g_autoptr (DuoPerson) person = find_bookable (talent);
  DuoSession *recruiter = signed_in (f, get_email (f, person));
  DuoEvent *event = duo_session_get_event (recruiter);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) mine =
      command_and_wait (talent, DUO_VERB_BOOK, person, NULL, pick_slot (talent, person), &error);
  g_autoptr (DuoChat) theirs = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_no_error (error);
  wait_until (duo_event_find_chat (event, duo_chat_get_id (mine)) != NULL);
  duo_session_command_async (recruiter, DUO_VERB_CANCEL, NULL,
                             duo_event_find_chat (event, duo_chat_get_id (mine)), NO_RANGE,
                             "I am ill, sorry.", NULL, NULL, take_result, &result);
  wait_result (result);
  theirs = duo_session_command_finish (recruiter, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  wait_until (duo_chat_get_state (mine) == DUO_CHAT_CANCELLED);
  g_assert_cmpstr (duo_chat_get_record (mine)->reason, ==, "I am ill, sorry.");
  g_assert_null (duo_person_get_chat (person));
  finish_session (recruiter);
  finish_session (talent);
}

static DuoChat *
say_late (DuoSession *session, DuoChat *chat, guint minutes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_session_command_minutes_async (session, DUO_VERB_LATE, chat, minutes, NULL, take_result, &result);
  wait_result (result);
  return duo_session_command_finish (session, result, error);
}

static void
test_late_reaches_the_other (Fixture *f, gconstpointer data)
{
  DuoSession *talent = signed_in (f, f->service->talents[0]);
  g_autoptr (DuoPerson) person = find_bookable (talent);
  DuoSession *recruiter = signed_in (f, get_email (f, person));
  DuoEvent *event = duo_session_get_event (recruiter);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) mine =
      command_and_wait (talent, DUO_VERB_BOOK, person, NULL, pick_slot (talent, person), &error);
  g_autoptr (DuoChat) said = NULL;
  DuoChat *theirs;

  g_assert_no_error (error);
  wait_until (duo_event_find_chat (event, duo_chat_get_id (mine)) != NULL);
  theirs = duo_event_find_chat (event, duo_chat_get_id (mine));
  said = say_late (talent, mine, 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (duo_chat_get_record (said)->late, ==, 5);
  wait_until (duo_chat_get_record (theirs)->late == 5);
  g_assert_cmpint (duo_chat_get_record (theirs)->acted, ==, DUO_ROLE_TALENT);
  /* The service takes no other number of minutes than the rules have. */
  g_assert_null (say_late (recruiter, theirs, 4, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED);
  g_assert_cmpuint (duo_chat_get_record (theirs)->late, ==, 5);
  finish_session (recruiter);
  finish_session (talent);
}

/* Two devices of one account: what one does the other shows, and signing out ends only one. */
static void
test_two_devices (Fixture *f, gconstpointer data)
{
  DuoSession *desk = signed_in (f, f->service->talents[0]);
  DuoSession *laptop = signed_in (f, f->service->talents[0]);
  g_autoptr (DuoPerson) person = find_bookable (desk);
  DuoEvent *event = duo_session_get_event (laptop);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) chat =
      command_and_wait (desk, DUO_VERB_BOOK, person, NULL, pick_slot (desk, person), &error);

  g_assert_no_error (error);
  wait_until (duo_event_find_chat (event, duo_chat_get_id (chat)) != NULL);
  sign_out (desk);
  finish_session (desk);
  g_clear_object (&chat);
  chat = command_and_wait (laptop, DUO_VERB_CANCEL, NULL,
                           duo_person_get_chat (duo_event_find_person (event, duo_person_get_id (person))),
                           NO_RANGE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (duo_session_get_state (laptop), ==, DUO_SESSION_ONLINE);
  finish_session (laptop);
}

/* Both press at once: one of them saw a chat that was another one when the service came to it. */
static void
test_stale (Fixture *f, gconstpointer data)
{
  DuoSession *talent = signed_in (f, f->service->talents[0]);
  g_autoptr (DuoPerson) person = find_bookable (talent);
  DuoSession *recruiter = signed_in (f, get_email (f, person));
  DuoEvent *event = duo_session_get_event (recruiter);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) mine_error = NULL;
  g_autoptr (GError) theirs_error = NULL;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (DuoChat) mine =
      command_and_wait (talent, DUO_VERB_BOOK, person, NULL, pick_slot (talent, person), &error);
  g_autoptr (DuoChat) mine_after = NULL;
  g_autoptr (DuoChat) theirs_after = NULL;

  g_assert_no_error (error);
  wait_until (duo_event_find_chat (event, duo_chat_get_id (mine)) != NULL);
  command (talent, DUO_VERB_CANCEL, NULL, mine, NO_RANGE, &first);
  command (recruiter, DUO_VERB_CANCEL, NULL, duo_event_find_chat (event, duo_chat_get_id (mine)), NO_RANGE,
           &second);
  wait_until (first != NULL && second != NULL);
  mine_after = duo_session_command_finish (talent, first, &mine_error);
  theirs_after = duo_session_command_finish (recruiter, second, &theirs_error);
  g_assert_true ((mine_after == NULL) != (theirs_after == NULL));
  if (mine_after)
    g_assert_error (theirs_error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE);
  else
    g_assert_error (mine_error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE);
  g_assert_cmpint (duo_chat_get_state (duo_event_find_chat (event, duo_chat_get_id (mine))), ==,
                   DUO_CHAT_CANCELLED);
  g_assert_cmpint (duo_chat_get_state (mine), ==, DUO_CHAT_CANCELLED);
  g_clear_object (&first);
  g_clear_object (&second);
  finish_session (recruiter);
  finish_session (talent);
}

static void
test_offline_and_back (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, f->service->talents[0]);
  g_autoptr (DuoPerson) person = find_bookable (session);
  g_autoptr (GError) error = NULL;
  DuoTimeRange range = pick_slot (session, person);

  real_service_kill (f->service);
  g_assert_null (command_and_wait (session, DUO_VERB_BOOK, person, NULL, range, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE);
  g_assert_true (duo_person_get_pending (person));
  wait_state (session, DUO_SESSION_OFFLINE);
  real_service_restart (f->service);
  duo_session_reconnect (session);
  wait_until (duo_person_get_chat (person) != NULL && duo_session_get_n_pending (session) == 0);
  wait_state (session, DUO_SESSION_ONLINE);
  g_assert_cmpuint (count_booked (session, person), ==, 1);
  g_assert_true (duo_time_range_equal (duo_chat_get_range (duo_person_get_chat (person)), range));
  finish_session (session);
}

/* Killed while the command is on its way, before or after it was done: in the end it is done once. */
static void
test_killed_in_the_middle (Fixture *f, gconstpointer data)
{
  DuoSession *session = signed_in (f, f->service->talents[0]);

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (DuoPerson) person = find_bookable (session);
      g_autoptr (GAsyncResult) result = NULL;
      DuoTimeRange range = pick_slot (session, person);

      command (session, DUO_VERB_BOOK, person, NULL, range, &result);
      if (round == 0)
        real_service_freeze (f->service, TRUE);
      for (guint turn = 0; turn < 4 * round; turn++)
        g_main_context_iteration (NULL, TRUE);
      real_service_kill (f->service);
      real_service_restart (f->service);
      duo_session_reconnect (session);
      wait_until (duo_session_get_n_pending (session) == 0);
      wait_state (session, DUO_SESSION_ONLINE);
      wait_until (duo_person_get_chat (person) != NULL);
      g_assert_cmpuint (count_booked (session, person), ==, 1);
      wait_result (result);
    }
  finish_session (session);
}

static gint64
minutes_ahead (DuoSession *session)
{
  return duo_clock_get_offset_us (duo_session_get_clock (session)) / G_TIME_SPAN_MINUTE;
}

/* The event's night: the network dies without a word, time goes on, the service is restarted, somebody books. */
static void
test_a_night (Fixture *f, gconstpointer data)
{
  DuoSession *talent = signed_in (f, f->service->talents[0]);
  g_autoptr (DuoPerson) person = find_bookable (talent);
  DuoSession *recruiter = signed_in (f, get_email (f, person));
  DuoEvent *event = duo_session_get_event (recruiter);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) chat = NULL;
  gint64 asked = g_get_monotonic_time ();

  real_service_freeze (f->service, TRUE);
  duo_session_reconnect (recruiter);
  wait_state (recruiter, DUO_SESSION_OFFLINE);
  g_assert_cmpint (g_get_monotonic_time () - asked, <, 10 * G_USEC_PER_SEC);
  real_service_kill (f->service);
  wait_state (talent, DUO_SESSION_OFFLINE);
  real_service_move_clock (f->service, 10 * 60);
  real_service_restart (f->service);

  duo_session_reconnect (talent);
  wait_state (talent, DUO_SESSION_ONLINE);
  chat = command_and_wait (talent, DUO_VERB_BOOK, person, NULL, pick_slot (talent, person), &error);
  g_assert_no_error (error);
  duo_session_reconnect (recruiter);
  wait_state (recruiter, DUO_SESSION_ONLINE);
  wait_until (duo_event_find_chat (event, duo_chat_get_id (chat)) != NULL);
  g_assert_cmpint (minutes_ahead (recruiter), >=, 9);
  g_assert_cmpint (minutes_ahead (talent), >=, 9);
  finish_session (recruiter);
  finish_session (talent);
}

/* ── rooms ── */

typedef struct
{
  DuoPeerHello hello;
  guint joined;
  guint left;
  char *text; /* of the last signal */
} Heard;

static void
on_joined (DuoSignaling *room, const DuoPeerHello *hello, Heard *heard)
{
  heard->hello = *hello;
  heard->joined++;
}

static void
on_left (DuoSignaling *room, Heard *heard)
{
  heard->left++;
}

static void
on_received (DuoSignaling *room, DuoSignal *signal, Heard *heard)
{
  g_set_str (&heard->text, duo_signal_get_text (signal));
}

static DuoSignaling *
enter (DuoSession *session, DuoChat *chat, guint8 nonce, Heard *heard)
{
  DuoSignaling *room = duo_session_open_room (session, chat);
  g_autoptr (GBytes) key = duo_signer_dup_public_key (duo_session_get_signer (session));
  guint8 bytes[32] = {nonce};
  g_autoptr (GBytes) nonces = g_bytes_new (bytes, sizeof bytes);

  g_signal_connect (room, "peer-joined", G_CALLBACK (on_joined), heard);
  g_signal_connect (room, "peer-left", G_CALLBACK (on_left), heard);
  g_signal_connect (room, "received", G_CALLBACK (on_received), heard);
  duo_signaling_join (room, key, nonces);
  return room;
}

static void
assert_key_of (DuoSession *session, const DuoPeerHello *hello)
{
  g_autoptr (GBytes) key = duo_signer_dup_public_key (duo_session_get_signer (session));

  g_assert_cmpmem (hello->key, sizeof hello->key, g_bytes_get_data (key, NULL), g_bytes_get_size (key));
}

static DuoChat *
book_now (DuoSession *talent, DuoPerson *person)
{
  g_autoptr (GError) error = NULL;
  DuoTimeRange range = pick_slot (talent, person);
  DuoChat *chat = command_and_wait (talent, DUO_VERB_BOOK, person, NULL, range, &error);

  g_assert_no_error (error);
  return chat;
}

/* Moves the service to a minute before the chat. A session notices with whatever is answered next. */
static void
open_the_room (Fixture *f, DuoSession *session, DuoChat *chat)
{
  gint64 offset = duo_chat_get_range (chat).start - duo_clock_now (duo_session_get_clock (session)) - 60;
  gint64 deadline = g_get_monotonic_time () + WAIT_SECONDS * G_USEC_PER_SEC;

  if (offset > 0)
    real_service_move_clock (f->service, offset);
  while (!duo_chat_get_room_open (chat))
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (DuoRoomPass) pass = NULL;

      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      duo_session_enter_room_async (session, chat, NULL, take_result, &result);
      wait_result (result);
      pass = duo_session_enter_room_finish (session, result, NULL);
    }
}

/* The laptop's clock is three hours behind: the room is open when the service says so. */
static void
test_wrong_local_clock (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DuoPerson) person = NULL;
  g_autoptr (DuoChat) chat = NULL;
  g_autoptr (DuoRoomPass) pass = NULL;
  DuoSession *session;

  duo_clock_set_offset_us (clock, -3 * G_TIME_SPAN_HOUR);
  session = signed_in_as (f, f->service->talents[0], clock);
  g_assert_cmpint (ABS (duo_clock_get_offset_us (clock)), <, 3 * G_USEC_PER_SEC);
  person = find_bookable (session);
  chat = book_now (session, person);
  open_the_room (f, session, chat);
  duo_session_enter_room_async (session, chat, NULL, take_result, &result);
  wait_result (result);
  pass = duo_session_enter_room_finish (session, result, &error);
  g_assert_no_error (error);
  g_assert_true (duo_time_range_contains (pass->room, duo_clock_now (clock)));
  g_clear_object (&result);
  finish_session (session);
}

static void
test_room (Fixture *f, gconstpointer data)
{
  DuoSession *talent = signed_in (f, f->service->talents[0]);
  g_autoptr (DuoPerson) person = find_bookable (talent);
  DuoSession *recruiter = signed_in (f, get_email (f, person));
  g_autoptr (DuoChat) mine = book_now (talent, person);
  g_autoptr (DuoSignal) offer = duo_signal_new_bye ("left");
  DuoEvent *event = duo_session_get_event (recruiter);
  DuoSignaling *left_room, *right_room;
  DuoChat *theirs;
  Heard left = {0}, right = {0};

  open_the_room (f, talent, mine);
  wait_until (duo_event_find_chat (event, duo_chat_get_id (mine)) != NULL);
  theirs = duo_event_find_chat (event, duo_chat_get_id (mine));
  left_room = enter (talent, mine, 1, &left);
  wait_until (duo_chat_get_peer_present (theirs));
  right_room = enter (recruiter, theirs, 2, &right);
  wait_until (left.joined == 1 && right.joined == 1);
  assert_key_of (recruiter, &left.hello);
  assert_key_of (talent, &right.hello);
  g_assert_cmpint (left.hello.nonce[0], ==, 2);
  g_assert_cmpint (right.hello.nonce[0], ==, 1);

  duo_signaling_send (left_room, offer);
  wait_until (right.text != NULL);
  g_assert_cmpstr (right.text, ==, duo_signal_get_text (offer)); /* exactly as it was said */
  g_assert_null (left.text);
  g_assert_finalize_object (right_room);
  wait_until (left.left == 1);
  g_assert_finalize_object (left_room);
  g_free (right.text);
  finish_session (recruiter);
  finish_session (talent);
}

static GPtrArray *
load_devices (DuoSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *devices;

  duo_session_load_devices_async (session, NULL, take_result, &result);
  wait_result (result);
  devices = duo_session_load_devices_finish (session, result, &error);
  g_assert_no_error (error);
  return devices;
}

/* Borrowed from @devices. */
static const DuoDeviceRecord *
find_device (GPtrArray *devices, DuoSession *session)
{
  g_autoptr (GBytes) key = duo_signer_dup_public_key (duo_session_get_signer (session));

  for (guint i = 0; i < devices->len; i++)
    if (duo_device_record_has_key (devices->pdata[i], g_bytes_get_data (key, NULL)))
      return devices->pdata[i];
  g_assert_not_reached ();
}

static gboolean
vouch (DuoSession *session, const DuoDeviceRecord *device, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_session_vouch_async (session, device, NULL, take_result, &result);
  wait_result (result);
  return duo_session_vouch_finish (session, result, error);
}

static gboolean
is_key_of (const guint8 *key, gpointer session)
{
  g_autoptr (GBytes) own = duo_signer_dup_public_key (duo_session_get_signer (session));

  return memcmp (key, g_bytes_get_data (own, NULL), DUO_DEVICE_KEY_BYTES) == 0;
}

static gboolean
is_confirmed (const DuoDeviceRecord *device, DuoSession *by)
{
  g_autoptr (GBytes) key = duo_signer_dup_public_key (duo_session_get_signer (by));

  return duo_device_is_confirmed (device, g_bytes_get_data (key, NULL));
}

/* A session that has ended meanwhile. */
static void
assert_vouching_for_nobody (DuoSession *session, const DuoDeviceRecord *like)
{
  g_autoptr (GError) error = NULL;
  DuoDeviceRecord gone = *like;

  gone.session = (char *) "AAAAAAAAAAAAAAAAAAAAAA";
  g_assert_false (vouch (session, &gone, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_REFUSED);
  g_assert_cmpint (duo_client_error_get_refusal (error), ==, DUO_REFUSAL_NOT_FOUND);
}

/* The other side hears from the service what the old device said of the new one, and can follow it. */
static void
test_vouch (Fixture *f, gconstpointer data)
{
  DuoSession *older = signed_in (f, f->service->talents[0]);
  DuoSession *newer = signed_in (f, f->service->talents[0]);
  g_autoptr (DuoPerson) person = find_bookable (newer);
  DuoSession *recruiter = signed_in (f, get_email (f, person));
  g_autoptr (DuoChat) mine = book_now (newer, person);
  g_autoptr (GPtrArray) before = load_devices (older);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  DuoEvent *event = duo_session_get_event (recruiter);
  DuoSignaling *talents_room, *recruiters_room;
  Heard talent = {0}, heard = {0};

  g_assert_cmpuint (before->len, ==, 2);
  g_assert_true (find_device (before, older)->current);
  g_assert_false (find_device (before, newer)->current);
  g_assert_false (is_confirmed (find_device (before, newer), older));
  vouch (older, find_device (before, newer), &error);
  g_assert_no_error (error);
  after = load_devices (newer);
  g_assert_true (is_confirmed (find_device (after, newer), older));
  g_assert_false (is_confirmed (find_device (after, newer), recruiter));
  g_assert_false (is_confirmed (find_device (after, older), newer));
  g_assert_true (duo_device_is_confirmed (find_device (after, newer), NULL));
  g_assert_false (duo_device_is_confirmed (find_device (after, older), NULL));
  g_assert_false (vouch (older, find_device (before, older), &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE);
  g_clear_error (&error);
  assert_vouching_for_nobody (older, find_device (before, newer));

  open_the_room (f, newer, mine);
  wait_until (duo_event_find_chat (event, duo_chat_get_id (mine)) != NULL);
  recruiters_room = enter (recruiter, duo_event_find_chat (event, duo_chat_get_id (mine)), 1, &heard);
  talents_room = enter (newer, mine, 2, &talent);
  wait_until (heard.joined == 1 && talent.joined == 1);
  g_assert_true (duo_vouches_lead (&heard.hello.vouches, heard.hello.key, crypto_sign_verify_detached,
                                   is_key_of, older));
  g_assert_false (duo_vouches_lead (&heard.hello.vouches, heard.hello.key, crypto_sign_verify_detached,
                                    is_key_of, newer));
  g_assert_cmpuint (talent.hello.vouches.n, ==, 0);
  g_assert_finalize_object (talents_room);
  g_assert_finalize_object (recruiters_room);
  finish_session (recruiter);
  finish_session (newer);
  finish_session (older);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  char *directory = begin_directories ();
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/service/directory", test_directory);
  ADD ("/service/wrong-password", test_wrong_password);
  ADD ("/service/book", test_book_seen_by_both);
  ADD ("/service/move-and-cancel", test_move_and_cancel);
  ADD ("/service/lost-race", test_lost_race);
  ADD ("/service/cancelled-by-the-other", test_cancelled_by_the_other);
  ADD ("/service/late-reaches-the-other", test_late_reaches_the_other);
  ADD ("/service/two-devices", test_two_devices);
  ADD ("/service/stale", test_stale);
  ADD ("/service/offline-and-back", test_offline_and_back);
  ADD ("/service/killed-in-the-middle", test_killed_in_the_middle);
  ADD ("/service/a-night", test_a_night);
  ADD ("/service/wrong-clock", test_wrong_local_clock);
  ADD ("/service/room", test_room);
  ADD ("/service/vouch", test_vouch);
  status = g_test_run ();
  end_directories (directory);
  return status;
}
