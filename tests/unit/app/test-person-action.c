/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "directory/duo-person-action.h"
#include "made-up.h"

/* What a card offers, for every state in which the two can be. */
typedef struct
{
  const char *name;
  DuoRole role;
  const char *person;
  DuoChatState state; /* DUO_CHAT_NONE: there is no chat */
  const char *start;
  const char *headline;
  const char *caption;
  const char *label;
  const char *action;
  gboolean enabled;
} Case;

#define T DUO_ROLE_TALENT
#define R DUO_ROLE_RECRUITER
#define LATER "2026-11-03T14:00:00Z"
#define RUNNING "2026-11-03T13:15:00Z"
#define SOON "2026-11-03T13:20:00Z"
#define LRI "\u2066"
#define PDI "\u2069"

static const Case cases[] = {
    {"direct", T, "ada", DUO_CHAT_NONE, NULL, "14 open slots", "23 requests", "Book 1-1 Chat",
     "win.pick-time", TRUE},
    {"selective", T, "ingrid", DUO_CHAT_NONE, NULL, "3 open slots", "22 requests", "Request 1-1 Chat",
     "win.request", TRUE},
    {"full", T, "mateusz", DUO_CHAT_NONE, NULL, "No open slots", "31 requests", "Book 1-1 Chat",
     "win.pick-time", FALSE},
    {"paused", T, "tuomas", DUO_CHAT_NONE, NULL, "5 open slots", "Takes no new chats now", "Book 1-1 Chat",
     "win.pick-time", FALSE},
    {"requested", T, "ingrid", DUO_CHAT_REQUESTED, NULL, "3 open slots", "Requested just now",
     "Request 1-1 Chat", "win.request", FALSE},
    /* The recruiter went over to Direct meanwhile: the open request can be turned into a booking. */
    {"requested-direct", T, "ada", DUO_CHAT_REQUESTED, NULL, "14 open slots", "Requested just now",
     "Book 1-1 Chat", "win.pick-time", TRUE},
    {"accepted", T, "ingrid", DUO_CHAT_ACCEPTED, NULL, "3 open slots", "Accepted your request", "Pick a Time",
     "win.pick-time", TRUE},
    /* Others took all slots meanwhile. */
    {"accepted-full", T, "mateusz", DUO_CHAT_ACCEPTED, NULL, "No open slots", "Accepted your request",
     "Pick a Time", "win.pick-time", FALSE},
    {"invited-full", T, "mateusz", DUO_CHAT_INVITED, NULL, "No open slots", "Invites you", "Pick a Time",
     "win.pick-time", FALSE},
    {"invited", T, "ingrid", DUO_CHAT_INVITED, NULL, "3 open slots", "Invites you", "Pick a Time",
     "win.pick-time", TRUE},
    {"confirmed", T, "ada", DUO_CHAT_CONFIRMED, LATER, "Tue 3, " LRI "15:00\u2060–\u206015:15" PDI,
     "Your 1-1 Chat", "Move…", "win.move-chat", TRUE},
    {"room-open", T, "ada", DUO_CHAT_CONFIRMED, SOON, "Tue 3, " LRI "14:20\u2060–\u206014:35" PDI,
     "The room is open", "Join", "win.join", TRUE},
    {"running", T, "ada", DUO_CHAT_CONFIRMED, RUNNING, "Tue 3, " LRI "14:15\u2060–\u206014:30" PDI,
     "The room is open", "Join", "win.join", TRUE},
    {"declined", T, "ingrid", DUO_CHAT_DECLINED, NULL, "3 open slots", "Again from Wed 4, 14:17",
     "Request 1-1 Chat", "win.request", FALSE},
    {"cancelled", T, "ingrid", DUO_CHAT_CANCELLED, NULL, "3 open slots", "22 requests", "Request 1-1 Chat",
     "win.request", TRUE},
    {"talent", R, "ada", DUO_CHAT_NONE, NULL, "English, Swedish", "", "Invite…", "win.request", TRUE},
    {"talent-asks", R, "ada", DUO_CHAT_REQUESTED, NULL, "English, Swedish", "Asks for a chat", "Show Request",
     "win.show-request", TRUE},
    {"talent-invited", R, "ada", DUO_CHAT_INVITED, NULL, "English, Swedish", "Invited just now", "Invite…",
     "win.request", FALSE},
    {"talent-accepted", R, "ada", DUO_CHAT_ACCEPTED, NULL, "English, Swedish", "Accepted, picks a time",
     "Invite…", "win.request", FALSE},
    {"talent-confirmed", R, "ada", DUO_CHAT_CONFIRMED, LATER, "Tue 3, " LRI "15:00\u2060–\u206015:15" PDI,
     "Your 1-1 Chat", "Move…", "win.move-chat", TRUE},
};

static void
add_chat (MadeUp *made_up, const char *person, DuoChatState state, const char *start)
{
  const MadeUpChat chat = {"chat", person, state, start, 15};

  made_up_add_chats (made_up, &chat, 1);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (MadeUp) made_up = made_up_new_peopled (test->role);
  g_autoptr (DuoPersonAction) action = NULL;
  const char *target;

  if (test->state != DUO_CHAT_NONE)
    add_chat (made_up, test->person, test->state, test->start);
  action = duo_person_action_new (made_up->event, made_up_find (made_up, test->person));
  target = g_str_equal (test->action, "win.join") || g_str_equal (test->action, "win.move-chat") ||
                   g_str_equal (test->action, "win.show-request")
               ? "chat"
               : test->person;

  g_assert_cmpstr (action->headline, ==, test->headline);
  g_assert_cmpstr (action->caption, ==, test->caption);
  g_assert_cmpstr (action->label, ==, test->label);
  g_assert_cmpstr (action->action, ==, test->action);
  g_assert_cmpstr (action->target, ==, target);
  g_assert_cmpint (action->enabled, ==, test->enabled);
  g_assert_cmpint (action->suggested, ==, g_str_equal (test->label, "Join"));
}

/* Nothing is known of a talent's time, and not everybody says which languages they speak. */
static void
test_title_says_who_it_is (void)
{
  static const struct
  {
    DuoRole role;
    DuoChatState state;
    const char *start;
    const char *title;
  } rows[] = {
      {T, DUO_CHAT_NONE, NULL, "14 open slots"},
      {R, DUO_CHAT_NONE, NULL, "Ada Lindqvist"},
      {R, DUO_CHAT_REQUESTED, NULL, "Ada asks for a chat"},
      {R, DUO_CHAT_INVITED, NULL, "Ada Lindqvist"},
      {R, DUO_CHAT_CONFIRMED, LATER, "Tue 3, " LRI "15:00\u2060–\u206015:15" PDI},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MadeUp) made_up = made_up_new_peopled (rows[i].role);
      g_autoptr (DuoPersonAction) action = NULL;

      if (rows[i].state != DUO_CHAT_NONE)
        add_chat (made_up, "ada", rows[i].state, rows[i].start);
      action = duo_person_action_new (made_up->event, made_up_find (made_up, "ada"));
      g_assert_cmpstr (action->title, ==, rows[i].title);
    }
}

/* Where I am elsewhere the card says my own time too, with my day where it is another. */
static void
test_own_time (void)
{
  static const struct
  {
    const char *zone;
    const char *text;
  } zones[] = {
      {"Europe/Stockholm", NULL},
      {"America/New_York", "In New York " LRI "09:00\u2060–\u206009:15" PDI},
      {"Pacific/Auckland", "In Auckland Wed " LRI "03:00\u2060–\u206003:15" PDI},
  };
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);

  add_chat (made_up, "ada", DUO_CHAT_CONFIRMED, LATER);
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (DuoPersonAction) action = NULL;

      g_setenv ("TZ", zones[i].zone, TRUE);
      action = duo_person_action_new (made_up->event, made_up_find (made_up, "ada"));
      g_assert_cmpstr (action->own_time, ==, zones[i].text);
      g_assert_cmpstr (action->caption, ==, zones[i].text ? zones[i].text : "Your 1-1 Chat");
    }
  g_setenv ("TZ", "Europe/Stockholm", TRUE);
}

static void
test_peer_waits (void)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  g_autoptr (DuoPersonAction) action = NULL;

  add_chat (made_up, "ada", DUO_CHAT_CONFIRMED, RUNNING);
  duo_chat_set_peer_present (duo_event_find_chat (made_up->event, "chat"), TRUE);
  action = duo_person_action_new (made_up->event, made_up_find (made_up, "ada"));
  g_assert_cmpstr (action->caption, ==, "Is waiting in the room");
  g_assert_cmpstr (action->label, ==, "Join");
}

/* What the rules allow and no slot is left for is not offered, with a reason, until one reopens. */
static void
test_full (void)
{
  static const DuoPersonCounts counts = {"mateusz", 1, 31};
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  g_autoptr (DuoPersonAction) full = NULL;
  g_autoptr (DuoPersonAction) reopened = NULL;

  add_chat (made_up, "mateusz", DUO_CHAT_INVITED, NULL);
  full = duo_person_action_new (made_up->event, made_up_find (made_up, "mateusz"));
  g_assert_cmpstr (full->explanation, ==, "All slots are taken. If one reopens, you can pick it here.");
  duo_event_set_counts (made_up->event, &counts, 1);
  reopened = duo_person_action_new (made_up->event, made_up_find (made_up, "mateusz"));
  g_assert_true (reopened->enabled);
  g_assert_null (reopened->explanation);
}

static char *
dup_explanation (DuoRole role, const char *person, DuoChatState state)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (role);
  g_autoptr (DuoPersonAction) action = NULL;

  add_chat (made_up, person, state, NULL);
  action = duo_person_action_new (made_up->event, made_up_find (made_up, person));
  return g_steal_pointer (&action->explanation);
}

/* A request is no chat yet: what there is, is said, and what comes of it. */
static void
test_says_what_there_is (void)
{
  static const struct
  {
    DuoRole role;
    const char *person;
    DuoChatState state;
    const char *text;
  } open[] = {
      {T, "ingrid", DUO_CHAT_REQUESTED, "You asked for a chat. Once Ingrid accepts, you pick a time."},
      {T, "ada", DUO_CHAT_REQUESTED, NULL},
      {T, "ingrid", DUO_CHAT_ACCEPTED, NULL},
      {T, "mateusz", DUO_CHAT_ACCEPTED, "All slots are taken. If one reopens, you can pick it here."},
      {R, "ada", DUO_CHAT_INVITED, "You sent an invitation. Once Ada picks a time, the chat is booked."},
      {R, "ada", DUO_CHAT_ACCEPTED, "You accepted the request. Once Ada picks a time, the chat is booked."},
      {R, "ada", DUO_CHAT_REQUESTED, NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    {
      g_autofree char *text = dup_explanation (open[i].role, open[i].person, open[i].state);

      g_assert_cmpstr (text, ==, open[i].text);
    }
}

/* Nobody asks where one books, so that nobody did is not worth a line. */
static void
test_requests_of_direct (void)
{
  static const DuoPersonCounts counts[] = {{"ada", 14, 0}, {"ingrid", 3, 0}};
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  g_autoptr (DuoPersonAction) some = NULL;
  g_autoptr (DuoPersonAction) direct = NULL;
  g_autoptr (DuoPersonAction) selective = NULL;

  some = duo_person_action_new (made_up->event, made_up_find (made_up, "ada"));
  g_assert_cmpstr (some->caption, ==, "23 requests");
  duo_event_set_counts (made_up->event, counts, G_N_ELEMENTS (counts));
  direct = duo_person_action_new (made_up->event, made_up_find (made_up, "ada"));
  g_assert_cmpstr (direct->caption, ==, "");
  selective = duo_person_action_new (made_up->event, made_up_find (made_up, "ingrid"));
  g_assert_cmpstr (selective->caption, ==, "0 requests");
}

/* A card must never offer what the service would refuse. */
static void
test_never_offers_what_is_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *test = &cases[i];
      g_autoptr (MadeUp) made_up = made_up_new_peopled (test->role);
      g_autoptr (DuoPersonAction) action = NULL;
      DuoPerson *person = made_up_find (made_up, test->person);
      DuoVerb verb;

      if (test->state != DUO_CHAT_NONE)
        add_chat (made_up, test->person, test->state, test->start);
      action = duo_person_action_new (made_up->event, person);
      if (!action->enabled || g_str_equal (action->action, "win.show-request"))
        continue;

      if (g_str_equal (action->label, "Pick a Time"))
        verb = DUO_VERB_PICK;
      else if (g_str_equal (action->label, "Join"))
        verb = DUO_VERB_JOIN;
      else if (g_str_equal (action->label, "Move…"))
        verb = DUO_VERB_RESCHEDULE;
      else if (g_str_equal (action->action, "win.pick-time"))
        verb = DUO_VERB_BOOK;
      else
        verb = test->role == T ? DUO_VERB_REQUEST : DUO_VERB_INVITE;
      g_assert_cmpint (
          duo_event_judge (made_up->event, verb, person,
                           verb == DUO_VERB_BOOK || verb == DUO_VERB_REQUEST || verb == DUO_VERB_INVITE
                               ? NULL
                               : duo_person_get_chat (person))
              .refusal,
          ==, DUO_REFUSAL_NONE);
    }
}

static void
test_limit_reached (void)
{
  static const char *const peers[] = {"leila", "jon", "nilufar", "thandiwe", "yuki"};
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  g_autoptr (DuoPersonAction) selective = NULL;
  g_autoptr (DuoPersonAction) direct = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      const MadeUpChat chat = {peers[i], peers[i], DUO_CHAT_REQUESTED};

      made_up_add_chats (made_up, &chat, 1);
    }
  selective = duo_person_action_new (made_up->event, made_up_find (made_up, "ingrid"));
  g_assert_false (selective->enabled);
  g_assert_cmpstr (selective->caption, ==, "Limit of 5 requests reached");
  g_assert_nonnull (selective->explanation);

  /* A booking is no request: the limit does not touch it. */
  direct = duo_person_action_new (made_up->event, made_up_find (made_up, "ada"));
  g_assert_true (direct->enabled);
}

static void
test_begun_chat_cannot_be_moved (void)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  g_autoptr (DuoPersonAction) action = NULL;

  /* Over, and its room is closed, but the service has not said so yet. */
  add_chat (made_up, "ada", DUO_CHAT_CONFIRMED, "2026-11-03T12:00:00Z");
  action = duo_person_action_new (made_up->event, made_up_find (made_up, "ada"));
  g_assert_false (action->enabled);
  g_assert_cmpstr (action->label, ==, "Move…");
  g_assert_cmpstr (action->caption, ==, "Has begun");
  g_assert_nonnull (action->explanation);
}

/* Joining needs the service; whatever else can be clicked is kept and sent later. */
static void
test_without_a_connection (void)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  g_autoptr (DuoPersonAction) join = NULL;
  g_autoptr (DuoPersonAction) book = duo_person_action_new (made_up->event, made_up_find (made_up, "ada"));

  duo_person_action_heed_state (book, DUO_SESSION_OFFLINE);
  g_assert_true (book->enabled);

  add_chat (made_up, "ada", DUO_CHAT_CONFIRMED, "2026-11-03T13:20:00Z");
  join = duo_person_action_new (made_up->event, made_up_find (made_up, "ada"));
  duo_person_action_heed_state (join, DUO_SESSION_ONLINE);
  g_assert_true (join->enabled);
  duo_person_action_heed_state (join, DUO_SESSION_CONNECTING);
  g_assert_false (join->enabled);
  g_assert_cmpstr (join->caption, !=, "No connection");
  duo_person_action_heed_state (join, DUO_SESSION_OFFLINE);
  g_assert_cmpstr (join->caption, ==, "No connection");
  g_assert_cmpstr (join->explanation, ==, "No connection");
}

static void
test_pending (void)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  DuoPerson *ada = made_up_find (made_up, "ada");
  g_autoptr (DuoPersonAction) sending = NULL;
  g_autoptr (DuoPersonAction) settled = NULL;

  duo_person_set_pending (ada, TRUE);
  sending = duo_person_action_new (made_up->event, ada);
  g_assert_false (sending->enabled);
  g_assert_cmpstr (sending->caption, ==, "Being sent");

  duo_person_set_pending (ada, FALSE);
  settled = duo_person_action_new (made_up->event, ada);
  g_assert_true (settled->enabled);
}

/* What holds for everybody is in the banner, once, and not on each card. */
static void
test_banner (void)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  g_autofree char *open = duo_person_action_dup_banner (made_up->event);
  g_autofree char *later = NULL;
  g_autofree char *elsewhere = NULL;
  g_autofree char *invitation = NULL;
  g_autoptr (DuoPersonAction) action = NULL;

  g_assert_null (open);

  made_up_set_format (made_up, DUO_REQUESTS_BY_TALENTS, "2026-11-04T08:00:00Z");
  later = duo_person_action_dup_banner (made_up->event);
  g_assert_cmpstr (later, ==, "Booking opens Wed 4 November, 09:00");
  g_setenv ("TZ", "Asia/Bangkok", TRUE);
  elsewhere = duo_person_action_dup_banner (made_up->event);
  g_setenv ("TZ", "Europe/Stockholm", TRUE);
  g_assert_cmpstr (elsewhere, ==, "Booking opens Wed 4 November, 09:00 (15:00 Bangkok)");
  action = duo_person_action_new (made_up->event, made_up_find (made_up, "ada"));
  g_assert_false (action->enabled);
  g_assert_cmpstr (action->caption, ==, "23 requests");

  made_up_set_format (made_up, DUO_REQUESTS_BY_RECRUITERS, NULL);
  invitation = duo_person_action_dup_banner (made_up->event);
  g_assert_cmpstr (invitation, ==, "Chats at this event are by invitation only.");
}

static void
test_banner_of_recruiters (void)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (R);
  g_autofree char *none = duo_person_action_dup_banner (made_up->event);
  g_autofree char *excluded = NULL;

  g_assert_null (none);
  made_up_set_format (made_up, DUO_REQUESTS_BY_TALENTS, NULL);
  excluded = duo_person_action_dup_banner (made_up->event);
  g_assert_nonnull (excluded);
}

static void
test_banner_after_the_event (void)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  g_autofree char *over = NULL;

  made_up_set_now (made_up, "2026-11-07T12:00:00Z");
  over = duo_person_action_dup_banner (made_up->event);
  g_assert_cmpstr (over, ==, "The event is over.");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Europe/Stockholm", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/app/person-action/case/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/app/person-action/title-says-who-it-is", test_title_says_who_it_is);
  g_test_add_func ("/app/person-action/own-time", test_own_time);
  g_test_add_func ("/app/person-action/what-there-is", test_says_what_there_is);
  g_test_add_func ("/app/person-action/requests-of-direct", test_requests_of_direct);
  g_test_add_func ("/app/person-action/never-offers-what-is-refused", test_never_offers_what_is_refused);
  g_test_add_func ("/app/person-action/peer-waits", test_peer_waits);
  g_test_add_func ("/app/person-action/full", test_full);
  g_test_add_func ("/app/person-action/limit-reached", test_limit_reached);
  g_test_add_func ("/app/person-action/begun", test_begun_chat_cannot_be_moved);
  g_test_add_func ("/app/person-action/without-a-connection", test_without_a_connection);
  g_test_add_func ("/app/person-action/pending", test_pending);
  g_test_add_func ("/app/person-action/banner", test_banner);
  g_test_add_func ("/app/person-action/banner-of-recruiters", test_banner_of_recruiters);
  g_test_add_func ("/app/person-action/banner-after", test_banner_after_the_event);
  return g_test_run ();
}
