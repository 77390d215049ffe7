/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <locale.h>

#include "shell/duo-news.h"

/* Tuesday 3 November 2026, 14:15 in Stockholm. */
#define START 1793711700

typedef struct
{
  DuoChatState before;
  DuoChatState after;
  DuoRole acted;
  gboolean moved;
  const char *text;
} Case;

static const Case cases[] = {
    {DUO_CHAT_NONE, DUO_CHAT_CONFIRMED, DUO_ROLE_TALENT, FALSE, "Amara Okafor booked Tue 3, 14:15–14:30"},
    {DUO_CHAT_ACCEPTED, DUO_CHAT_CONFIRMED, DUO_ROLE_TALENT, FALSE, "Amara Okafor booked Tue 3, 14:15–14:30"},
    {DUO_CHAT_CONFIRMED, DUO_CHAT_CONFIRMED, DUO_ROLE_TALENT, TRUE,
     "Amara Okafor moved the chat to Tue 3, 14:15–14:30"},
    {DUO_CHAT_CONFIRMED, DUO_CHAT_CONFIRMED, DUO_ROLE_TALENT, FALSE, NULL},
    {DUO_CHAT_CONFIRMED, DUO_CHAT_CANCELLED, DUO_ROLE_TALENT, FALSE, "Amara Okafor cancelled the chat"},
    {DUO_CHAT_REQUESTED, DUO_CHAT_CANCELLED, DUO_ROLE_TALENT, FALSE, "Amara Okafor withdrew"},
    {DUO_CHAT_INVITED, DUO_CHAT_DECLINED, DUO_ROLE_TALENT, FALSE, "Amara Okafor declined"},
    {DUO_CHAT_NONE, DUO_CHAT_REQUESTED, DUO_ROLE_TALENT, FALSE, "Amara Okafor requests a chat"},
    {DUO_CHAT_REQUESTED, DUO_CHAT_REQUESTED, DUO_ROLE_TALENT, FALSE, NULL},
    /* The organizer acts too, and is no news of mine. */
    {DUO_CHAT_CONFIRMED, DUO_CHAT_CANCELLED, DUO_ROLE_ORGANIZER, FALSE, "Amara Okafor cancelled the chat"},
    {DUO_CHAT_CONFIRMED, DUO_CHAT_COMPLETED, DUO_ROLE_SERVICE, FALSE, NULL},
    {DUO_CHAT_REQUESTED, DUO_CHAT_EXPIRED, DUO_ROLE_SERVICE, FALSE, NULL},
    /* What I did myself I know. */
    {DUO_CHAT_CONFIRMED, DUO_CHAT_CANCELLED, DUO_ROLE_RECRUITER, FALSE, NULL},
    {DUO_CHAT_NONE, DUO_CHAT_INVITED, DUO_ROLE_RECRUITER, FALSE, NULL},
};

static void
test_what_is_told (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoChatRecord) record = duo_chat_record_new ();
      g_autoptr (DuoChatMark) before = duo_chat_mark_new ("c");
      g_autofree char *text = NULL;

      record->state = cases[i].after;
      record->acted = cases[i].acted;
      record->range = before->range = (DuoTimeRange) {START, START + 900};
      before->state = cases[i].before;
      if (cases[i].moved)
        before->range.start -= 900;
      text = duo_news_say (duo_chat_news_judge (before, record, DUO_ROLE_RECRUITER), "Amara Okafor",
                           "Tue 3, 14:15–14:30", NULL);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Whose it is now is what there is to know. */
static void
test_handed_over (void)
{
  static const struct
  {
    DuoChatNews news;
    const char *text;
  } handed[] = {
      {DUO_CHAT_NEWS_REQUEST_PASSED_ON, "Ada Lindqvist has your request now"},
      {DUO_CHAT_NEWS_CHAT_PASSED_ON, "You talk with Ada Lindqvist instead on Tue 3"},
      {DUO_CHAT_NEWS_REQUEST_TAKEN_OVER, "The request of Ada Lindqvist was handed over to you"},
      {DUO_CHAT_NEWS_CHAT_TAKEN_OVER, "The chat with Ada Lindqvist on Tue 3 was handed over to you"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (handed); i++)
    {
      g_autofree char *text = duo_news_say (handed[i].news, "Ada Lindqvist", "Tue 3", NULL);

      g_assert_cmpstr (text, ==, handed[i].text);
    }
}

static void
test_moved_with_a_reason (void)
{
  g_autofree char *text = duo_news_say (DUO_CHAT_NEWS_MOVED, "Ada Lindqvist", "Tue 3", "I am ill.");

  g_assert_cmpstr (text, ==, "Ada Lindqvist moved the chat to Tue 3: “I am ill.”");
}

/* A name is data: it is written as it is, whatever is in it. */
static void
test_a_name_is_no_pattern (void)
{
  g_autofree char *text = duo_news_say (DUO_CHAT_NEWS_ACCEPTED, "%s %n <b>", "", NULL);

  g_assert_cmpstr (text, ==, "%s %n <b> accepted: pick a time");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/news/what-is-told", test_what_is_told);
  g_test_add_func ("/news/handed-over", test_handed_over);
  g_test_add_func ("/news/moved-with-a-reason", test_moved_with_a_reason);
  g_test_add_func ("/news/a-name-is-no-pattern", test_a_name_is_no_pattern);

  return g_test_run ();
}
