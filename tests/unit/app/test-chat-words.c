/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chats/duo-chat-shelf.h"
#include "chats/duo-chat-words.h"
#include "made-up.h"
#include "shell/duo-late.h"

#define T DUO_ROLE_TALENT
#define R DUO_ROLE_RECRUITER

/* Every state, seen from either side: where it stands, and what its row says. */
static const struct
{
  DuoChatState state;
  DuoChatShelf of_talent;
  DuoChatShelf of_recruiter;
  const char *history;
} cases[] = {
    {DUO_CHAT_REQUESTED, DUO_SHELF_SENT, DUO_SHELF_OPEN, "Kvarken Systems · sent yesterday"},
    {DUO_CHAT_INVITED, DUO_SHELF_OPEN, DUO_SHELF_SENT, "Kvarken Systems · sent yesterday"},
    {DUO_CHAT_ACCEPTED, DUO_SHELF_OPEN, DUO_SHELF_SENT,
     "Kvarken Systems · accepted yesterday, has not picked a time yet"},
    {DUO_CHAT_CONFIRMED, DUO_SHELF_UPCOMING, DUO_SHELF_UPCOMING, NULL},
    {DUO_CHAT_COMPLETED, DUO_SHELF_COMPLETED, DUO_SHELF_COMPLETED, NULL},
    {DUO_CHAT_NO_SHOW, DUO_SHELF_COMPLETED, DUO_SHELF_COMPLETED, NULL},
    {DUO_CHAT_DECLINED, DUO_SHELF_DECLINED, DUO_SHELF_DECLINED, "Kvarken Systems · declined yesterday"},
    {DUO_CHAT_CANCELLED, DUO_SHELF_CANCELLED, DUO_SHELF_CANCELLED, "Kvarken Systems · cancelled yesterday"},
    {DUO_CHAT_EXPIRED, DUO_SHELF_EXPIRED, DUO_SHELF_EXPIRED, "Kvarken Systems · expired yesterday"},
};

static DuoChat *
add (MadeUp *made_up, DuoChatState state, const char *start)
{
  const MadeUpChat chat = {"chat", "ada", state, start, 15, "Hello", NULL, "2026-11-02T12:00:00Z"};

  made_up_add_chats (made_up, &chat, 1);
  return duo_event_find_chat (made_up->event, "chat");
}

static void
test_shelves (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MadeUp) talent = made_up_new_peopled (T);
      g_autoptr (MadeUp) recruiter = made_up_new_peopled (R);

      g_assert_cmpint (duo_chat_get_shelf (add (talent, cases[i].state, NULL)), ==, cases[i].of_talent);
      g_assert_cmpint (duo_chat_get_shelf (add (recruiter, cases[i].state, NULL)), ==, cases[i].of_recruiter);
    }
}

/* What the switcher's badge counts is what stands under Open Requests. */
static void
test_open_shelf_is_what_is_counted (void)
{
  for (DuoRole role = T; role <= R; role++)
    {
      g_autoptr (MadeUp) made_up = made_up_new_peopled (role);
      g_autoptr (GListModel) open =
          duo_chat_shelf_new_model (duo_event_get_chats (made_up->event), DUO_SHELF_OPEN);

      made_up_add_usual_chats (made_up);
      g_assert_cmpuint (g_list_model_get_n_items (open), ==, duo_event_get_open_requests (made_up->event));
      g_assert_cmpuint (g_list_model_get_n_items (open), >, 0);
    }
}

static void
test_history (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
      DuoChat *chat = add (made_up, cases[i].state, NULL);
      g_autofree char *text = duo_chat_words_history (chat, duo_clock_now (made_up->clock), TRUE);

      if (cases[i].history)
        g_assert_cmpstr (text, ==, cases[i].history);
    }
}

static void
test_pending_goes_first (void)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  DuoChat *chat = add (made_up, DUO_CHAT_REQUESTED, NULL);
  gint64 now = duo_clock_now (made_up->clock);
  g_autofree char *online = NULL;
  g_autofree char *offline = NULL;
  g_autofree char *status = NULL;

  duo_chat_set_pending (chat, TRUE);
  online = duo_chat_words_history (chat, now, TRUE);
  offline = duo_chat_words_history (chat, now, FALSE);
  status = duo_chat_words_status (chat, now, FALSE);
  g_assert_cmpstr (online, ==, "Being sent…");
  g_assert_cmpstr (offline, ==, "Will be sent when online");
  g_assert_cmpstr (status, ==, "Will be sent when online");
}

static void
test_answered (void)
{
  static const struct
  {
    DuoChatState state;
    DuoVerb pending; /* DUO_N_VERBS: none */
    gboolean online;
    const char *text;
  } rows[] = {
      {DUO_CHAT_REQUESTED, DUO_N_VERBS, TRUE, NULL},
      {DUO_CHAT_REQUESTED, DUO_VERB_ACCEPT, TRUE, "Accepted"},
      {DUO_CHAT_REQUESTED, DUO_VERB_DECLINE, FALSE, "Declined, will be sent when online"},
      {DUO_CHAT_REQUESTED, DUO_VERB_HAND_OVER, TRUE, "Handed over"},
      {DUO_CHAT_CONFIRMED, DUO_VERB_CANCEL, FALSE, "Will be sent when online"},
      {DUO_CHAT_CANCELLED, DUO_N_VERBS, TRUE, "Withdrawn"},
      {DUO_CHAT_EXPIRED, DUO_N_VERBS, TRUE, "Expired"},
      {DUO_CHAT_CONFIRMED, DUO_N_VERBS, TRUE, "Answered"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MadeUp) made_up = made_up_new_peopled (R);
      DuoChat *chat = add (made_up, rows[i].state, NULL);
      g_autofree char *text = NULL;

      if (rows[i].pending != DUO_N_VERBS)
        duo_chat_set_pending_verb (chat, rows[i].pending);
      text = duo_chat_words_answered (chat, rows[i].online);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* The card says what the toast with Undo says. */
static void
test_rejected (void)
{
  static const struct
  {
    DuoChatState state;
    DuoVerb pending;
    gboolean online;
    const char *text;
  } rows[] = {
      {DUO_CHAT_ACCEPTED, DUO_VERB_WITHDRAW, TRUE, "Rejected · Kvarken Systems"},
      {DUO_CHAT_ACCEPTED, DUO_VERB_WITHDRAW, FALSE, "Rejected, will be sent when online · Kvarken Systems"},
      {DUO_CHAT_INVITED, DUO_VERB_DECLINE, TRUE, "Rejected · Kvarken Systems"},
      {DUO_CHAT_REQUESTED, DUO_VERB_WITHDRAW, TRUE, "Withdrawn · Kvarken Systems"},
      {DUO_CHAT_ACCEPTED, DUO_VERB_PICK, TRUE, "Being sent… · Kvarken Systems"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
      DuoChat *chat = add (made_up, rows[i].state, NULL);
      g_autofree char *text = NULL;

      duo_chat_set_pending_verb (chat, rows[i].pending);
      text = duo_chat_words_open (chat, rows[i].online);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_status (void)
{
  static const struct
  {
    DuoChatState state;
    const char *start;
    const char *text;
  } rows[] = {
      {DUO_CHAT_CONFIRMED, "2026-11-03T14:00:00Z", "in 43 min"},
      {DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z", "Now, 13 min left"},
      {DUO_CHAT_CONFIRMED, "2026-11-03T13:00:00Z", "Time is up, the room is open"},
      {DUO_CHAT_COMPLETED, "2026-11-03T09:00:00Z", "Completed"},
      {DUO_CHAT_NO_SHOW, "2026-11-03T09:00:00Z", "Did not take place"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
      g_autofree char *text = duo_chat_words_status (add (made_up, rows[i].state, rows[i].start),
                                                     duo_clock_now (made_up->clock), TRUE);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* Somebody who sits in the room goes before the minutes, in both the list and the directory's words. */
static void
test_peer_waits (void)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  DuoChat *chat = add (made_up, DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z");
  gint64 now = duo_clock_now (made_up->clock);
  g_autofree char *waits = NULL;
  g_autofree char *gone = NULL;

  duo_chat_set_peer_present (chat, TRUE);
  waits = duo_chat_words_status (chat, now, TRUE);
  duo_chat_set_peer_present (chat, FALSE);
  gone = duo_chat_words_status (chat, now, TRUE);
  g_assert_cmpstr (waits, ==, "Ada is waiting");
  g_assert_cmpstr (gone, ==, "Now, 13 min left");
}

static void
say_late (DuoChat *chat, DuoRole who, guint minutes, gint64 when)
{
  g_autoptr (DuoChatRecord) record = duo_chat_record_copy (duo_chat_get_record (chat));

  record->late = minutes;
  record->acted = who;
  record->changed = when;
  duo_chat_update (chat, record);
}

/* Said on the other's side, until the minutes are over; on one's own it is what one said. */
static void
test_late (void)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  DuoChat *chat = add (made_up, DUO_CHAT_CONFIRMED, "2026-11-03T13:20:00Z");
  gint64 now = duo_clock_now (made_up->clock);
  static const struct
  {
    DuoRole who;
    gint64 after; /* the start */
    const char *peer;
    const char *mine;
    const char *row;
  } rows[] = {
      {R, 0, "Ada is 5 minutes late", NULL, "Ada is 5 minutes late"},
      {DUO_ROLE_COLLEAGUE, 299, "Ada is 5 minutes late", NULL, "Ada is 5 minutes late"},
      {R, 300, NULL, NULL, NULL},
      {T, 299, NULL, "You said: 5 minutes late", "You said: 5 minutes late"},
      {T, 300, NULL, "You said: 5 minutes late", NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *peer = NULL;
      g_autofree char *mine = NULL;
      g_autofree char *row = NULL;
      gint64 moment = duo_chat_get_range (chat).start + rows[i].after;

      say_late (chat, rows[i].who, 5, now);
      peer = duo_late_text_peer (chat, moment);
      mine = duo_late_text_mine (chat);
      row = duo_chat_words_pressing (chat, moment, TRUE);
      g_assert_cmpstr (peer, ==, rows[i].peer);
      g_assert_cmpstr (mine, ==, rows[i].mine);
      g_assert_cmpstr (row, ==, rows[i].row);
    }
}

/* A recruiter reads what a colleague said for them as such. */
static void
test_late_by_a_colleague (void)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (R);
  DuoChat *chat = add (made_up, DUO_CHAT_CONFIRMED, "2026-11-03T13:20:00Z");
  g_autofree char *mine = NULL;

  say_late (chat, DUO_ROLE_COLLEAGUE, 10, duo_clock_now (made_up->clock));
  mine = duo_late_text_mine (chat);
  g_assert_cmpstr (mine, ==, "A colleague said: 10 minutes late");
}

static void
test_open_words (void)
{
  g_autoptr (MadeUp) talent = made_up_new_peopled (T);
  g_autoptr (MadeUp) recruiter = made_up_new_peopled (R);
  DuoChat *accepted, *invited, *asked;
  g_autofree char *slots = NULL;
  g_autofree char *invites = NULL;
  g_autofree char *asks = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *waits = NULL;
  g_autofree char *says = NULL;
  g_autofree char *bare = NULL;

  made_up_add_usual_chats (talent);
  accepted = duo_event_find_chat (talent->event, "c-ingrid");
  invited = duo_event_find_chat (talent->event, "c-yuki");
  asked = add (recruiter, DUO_CHAT_REQUESTED, NULL);

  slots = duo_chat_words_open (accepted, TRUE);
  invites = duo_chat_words_open (invited, TRUE);
  asks = duo_chat_words_open (asked, TRUE);
  g_assert_cmpstr (slots, ==, "Fjordlys Energi · 3 open slots");
  g_assert_cmpstr (invites, ==, "Invites you · Saltholm Biotech");
  g_assert_cmpstr (asks, ==, "Requests a chat · Kvarken Systems");

  /* An answer that cannot go yet is not on its way. */
  duo_chat_set_pending (asked, TRUE);
  sent = duo_chat_words_open (asked, TRUE);
  waits = duo_chat_words_open (asked, FALSE);
  g_assert_cmpstr (sent, ==, "Being sent… · Kvarken Systems");
  g_assert_cmpstr (waits, ==, "Will be sent when online · Kvarken Systems");

  says = duo_chat_words_message (accepted);
  g_assert_true (g_str_has_prefix (says, "Accepted: “Good timing"));
  bare = duo_chat_words_message (add (talent, DUO_CHAT_ACCEPTED, NULL));
  g_assert_cmpstr (bare, ==, "Accepted. Pick a time that suits you.");
}

static char *
dup_ids (GListModel *chats)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (chats); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (chats, i);

      g_ptr_array_add (ids, (gpointer) duo_chat_get_id (chat));
    }
  g_ptr_array_add (ids, NULL);
  return g_strjoinv (" ", (char **) ids->pdata);
}

static void
test_order (void)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  GListModel *chats = duo_event_get_chats (made_up->event);
  g_autoptr (GListModel) open = duo_chat_shelf_new_model (chats, DUO_SHELF_OPEN);
  g_autoptr (GListModel) upcoming = duo_chat_shelf_new_model (chats, DUO_SHELF_UPCOMING);
  g_autofree char *latest_first = NULL;
  g_autofree char *by_time = NULL;

  made_up_add_usual_chats (made_up);
  latest_first = dup_ids (open);
  by_time = dup_ids (upcoming);
  g_assert_cmpstr (latest_first, ==, "c-ingrid c-yuki");
  g_assert_cmpstr (by_time, ==, "c-ada c-chen c-thandiwe c-soren c-nilufar c-aino c-rosa c-tuomas");
}

/* A chat that changes goes from shelf to shelf by itself. */
static void
test_moves_between_shelves (void)
{
  g_autoptr (MadeUp) made_up = made_up_new_peopled (T);
  GListModel *chats = duo_event_get_chats (made_up->event);
  g_autoptr (GListModel) sent = duo_chat_shelf_new_model (chats, DUO_SHELF_SENT);
  g_autoptr (GListModel) open = duo_chat_shelf_new_model (chats, DUO_SHELF_OPEN);
  const MadeUpChat requested = {"chat", "ingrid", DUO_CHAT_REQUESTED};
  const MadeUpChat accepted = {"chat", "ingrid", DUO_CHAT_ACCEPTED, .rev = 2};

  made_up_add_chats (made_up, &requested, 1);
  g_assert_cmpuint (g_list_model_get_n_items (sent), ==, 1);
  made_up_add_chats (made_up, &accepted, 1);
  g_assert_cmpuint (g_list_model_get_n_items (sent), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (open), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/chats/shelves", test_shelves);
  g_test_add_func ("/app/chats/open-is-counted", test_open_shelf_is_what_is_counted);
  g_test_add_func ("/app/chats/history", test_history);
  g_test_add_func ("/app/chats/pending", test_pending_goes_first);
  g_test_add_func ("/app/chats/rejected", test_rejected);
  g_test_add_func ("/app/chats/answered", test_answered);
  g_test_add_func ("/app/chats/status", test_status);
  g_test_add_func ("/app/chats/peer-waits", test_peer_waits);
  g_test_add_func ("/app/chats/late", test_late);
  g_test_add_func ("/app/chats/late-by-a-colleague", test_late_by_a_colleague);
  g_test_add_func ("/app/chats/open-words", test_open_words);
  g_test_add_func ("/app/chats/order", test_order);
  g_test_add_func ("/app/chats/moves-between-shelves", test_moves_between_shelves);
  return g_test_run ();
}
