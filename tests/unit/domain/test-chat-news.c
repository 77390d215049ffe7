/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-chat-news.h"

#define R DUO_ROLE_RECRUITER
#define T DUO_ROLE_TALENT
#define C DUO_ROLE_COLLEAGUE
#define O DUO_ROLE_ORGANIZER
#define S DUO_ROLE_SERVICE
#define NOBODY DUO_ROLE_STRANGER

/* Tuesday 3 November 2026, 14:15 in Stockholm. */
#define START 1793711700

typedef struct
{
  const char *name;
  DuoRole me;
  DuoChatState before;
  DuoChatState after;
  DuoRole acted;
  DuoChatNews news;
  int moved;  /* by how many minutes the start did */
  int longer; /* by how many the end did */
  const char *before_recruiter;
  DuoRole moved_by;
  guint late;
} Case;

/* PRODUCT §5: every transition is told to the other side; to nobody who did it. */
static const Case cases[] = {
    {"a request", R, DUO_CHAT_NONE, DUO_CHAT_REQUESTED, T, DUO_CHAT_NEWS_REQUESTED},
    {"my request", T, DUO_CHAT_NONE, DUO_CHAT_REQUESTED, T, DUO_CHAT_NEWS_NONE},
    {"the same request", R, DUO_CHAT_REQUESTED, DUO_CHAT_REQUESTED, T, DUO_CHAT_NEWS_NONE},
    {"an invitation", T, DUO_CHAT_NONE, DUO_CHAT_INVITED, R, DUO_CHAT_NEWS_INVITED},
    {"my invitation", R, DUO_CHAT_NONE, DUO_CHAT_INVITED, R, DUO_CHAT_NEWS_NONE},
    {"an acceptance", T, DUO_CHAT_REQUESTED, DUO_CHAT_ACCEPTED, R, DUO_CHAT_NEWS_ACCEPTED},
    {"a colleague accepts for me", R, DUO_CHAT_REQUESTED, DUO_CHAT_ACCEPTED, C, DUO_CHAT_NEWS_ANSWERED},
    {"a colleague declines for me", R, DUO_CHAT_REQUESTED, DUO_CHAT_DECLINED, C, DUO_CHAT_NEWS_ANSWERED},
    {"a booking", R, DUO_CHAT_NONE, DUO_CHAT_CONFIRMED, T, DUO_CHAT_NEWS_BOOKED},
    {"a picked time", R, DUO_CHAT_ACCEPTED, DUO_CHAT_CONFIRMED, T, DUO_CHAT_NEWS_BOOKED},
    {"moved", R, DUO_CHAT_CONFIRMED, DUO_CHAT_CONFIRMED, T, DUO_CHAT_NEWS_MOVED, 15},
    {"moved by the organizer", T, DUO_CHAT_CONFIRMED, DUO_CHAT_CONFIRMED, O, DUO_CHAT_NEWS_MOVED, -15},
    {"moved by me", R, DUO_CHAT_CONFIRMED, DUO_CHAT_CONFIRMED, R, DUO_CHAT_NEWS_NONE, 15},
    {"extended", R, DUO_CHAT_CONFIRMED, DUO_CHAT_CONFIRMED, T, DUO_CHAT_NEWS_NONE, 0, 5},
    {"cancelled", R, DUO_CHAT_CONFIRMED, DUO_CHAT_CANCELLED, T, DUO_CHAT_NEWS_CANCELLED},
    {"cancelled by the organizer", R, DUO_CHAT_CONFIRMED, DUO_CHAT_CANCELLED, O, DUO_CHAT_NEWS_CANCELLED},
    {"a request withdrawn", R, DUO_CHAT_REQUESTED, DUO_CHAT_CANCELLED, T, DUO_CHAT_NEWS_WITHDRAWN},
    {"an acceptance withdrawn", T, DUO_CHAT_ACCEPTED, DUO_CHAT_CANCELLED, R, DUO_CHAT_NEWS_WITHDRAWN},
    {"a request declined", T, DUO_CHAT_REQUESTED, DUO_CHAT_DECLINED, R, DUO_CHAT_NEWS_DECLINED},
    {"an invitation declined", R, DUO_CHAT_INVITED, DUO_CHAT_DECLINED, T, DUO_CHAT_NEWS_DECLINED},
    {"expired", T, DUO_CHAT_REQUESTED, DUO_CHAT_EXPIRED, S, DUO_CHAT_NEWS_NONE},
    {"completed", T, DUO_CHAT_CONFIRMED, DUO_CHAT_COMPLETED, S, DUO_CHAT_NEWS_NONE},
    {"late", T, DUO_CHAT_CONFIRMED, DUO_CHAT_CONFIRMED, R, DUO_CHAT_NEWS_LATE, .late = 5},
    {"late myself", T, DUO_CHAT_CONFIRMED, DUO_CHAT_CONFIRMED, T, DUO_CHAT_NEWS_NONE, .late = 5},
    {"given to another recruiter", T, DUO_CHAT_REQUESTED, DUO_CHAT_REQUESTED, R,
     DUO_CHAT_NEWS_REQUEST_PASSED_ON, .before_recruiter = "ada", .moved_by = R},
    {"reassigned", T, DUO_CHAT_CONFIRMED, DUO_CHAT_CONFIRMED, O, DUO_CHAT_NEWS_CHAT_PASSED_ON,
     .before_recruiter = "ada", .moved_by = O},
    {"given to another and cancelled", T, DUO_CHAT_CONFIRMED, DUO_CHAT_CANCELLED, R, DUO_CHAT_NEWS_CANCELLED,
     .before_recruiter = "ada", .moved_by = R},
    {"given to me", R, DUO_CHAT_NONE, DUO_CHAT_REQUESTED, R, DUO_CHAT_NEWS_REQUEST_TAKEN_OVER, .moved_by = R},
    {"given to me, with its time", R, DUO_CHAT_NONE, DUO_CHAT_CONFIRMED, R, DUO_CHAT_NEWS_CHAT_TAKEN_OVER,
     .moved_by = R},
    {"given to me before", R, DUO_CHAT_REQUESTED, DUO_CHAT_REQUESTED, R, DUO_CHAT_NEWS_NONE, .moved_by = R},
};

static DuoChatRecord *
record_of (const Case *with)
{
  DuoChatRecord *record = duo_chat_record_new ();

  record->state = with->after;
  record->acted = with->acted;
  record->moved_by = with->moved_by;
  record->late = with->late;
  record->recruiter = g_strdup ("grace");
  record->changed = START - 1000;
  record->range = (DuoTimeRange) {START + with->moved * 60, START + (15 + with->moved + with->longer) * 60};
  return record;
}

static void
test_what_is_news (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoChatRecord) record = record_of (&cases[i]);
      g_autoptr (DuoChatMark) before = duo_chat_mark_new ("c");

      g_test_message ("%s", cases[i].name);
      before->state = cases[i].before;
      before->range = (DuoTimeRange) {START, START + 15 * 60};
      before->recruiter = g_strdup (cases[i].before == DUO_CHAT_NONE ? NULL : "grace");
      if (cases[i].before_recruiter)
        g_set_str (&before->recruiter, cases[i].before_recruiter);
      before->changed = record->changed - 10;
      g_assert_cmpint (duo_chat_news_judge (before, record, cases[i].me), ==, cases[i].news);
    }
}

/* Whatever was news is none once it is known: nothing is told twice. */
static void
test_told_once (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoChatRecord) record = record_of (&cases[i]);
      g_autoptr (DuoChatMark) mark = duo_chat_mark_new ("c");

      g_test_message ("%s", cases[i].name);
      duo_chat_mark_follow (mark, record);
      g_assert_cmpint (duo_chat_news_judge (mark, record, cases[i].me), ==, DUO_CHAT_NEWS_NONE);
    }
}

static void
test_late_again (void)
{
  g_autoptr (DuoChatRecord) record = record_of (&cases[0]);
  g_autoptr (DuoChatMark) mark = duo_chat_mark_new ("c");

  record->state = DUO_CHAT_CONFIRMED;
  record->acted = T;
  record->late = 3;
  duo_chat_mark_follow (mark, record);
  record->late = 5;
  record->changed += 60;
  g_assert_cmpint (duo_chat_news_judge (mark, record, R), ==, DUO_CHAT_NEWS_LATE);
}

static void
test_a_copy_is_its_own (void)
{
  g_autoptr (DuoChatMark) mark = duo_chat_mark_new ("c");
  g_autoptr (DuoChatMark) copy = NULL;

  mark->recruiter = g_strdup ("ada");
  mark->reminded = 7;
  copy = duo_chat_mark_copy (mark);
  g_set_str (&mark->recruiter, "grace");
  g_assert_cmpstr (copy->chat, ==, "c");
  g_assert_cmpstr (copy->recruiter, ==, "ada");
  g_assert_cmpint (copy->reminded, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chat-news/what-is-news", test_what_is_news);
  g_test_add_func ("/chat-news/told-once", test_told_once);
  g_test_add_func ("/chat-news/late-again", test_late_again);
  g_test_add_func ("/chat-news/a-copy-is-its-own", test_a_copy_is_its_own);
  return g_test_run ();
}
