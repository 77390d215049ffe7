/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What two people in a room write to each other: alone, over a line that fails, and through a call. */

#include "duo-conversation.h"
#include "pair.h"

#include <string.h>

#define PATIENCE 30

/* Two conversations, and a line between them that can be cut; what is said on it waits to be carried. */
typedef struct _Writer Writer;
struct _Writer
{
  DuoConversation *conversation;
  Writer *other;
  GQueue line; /* words on their way to the other */
  guint heard;
};

typedef struct
{
  DuoClock *clock;
  Writer ada;
  Writer amara;
} Line;

static void
on_say (Writer *self, const char *words)
{
  g_queue_push_tail (&self->line, g_strdup (words));
}

static void
on_heard (Writer *self, DuoMessage *message)
{
  g_assert_false (duo_message_is_mine (message));
  self->heard++;
}

static void
open_writer (Writer *self, Writer *other, DuoClock *clock)
{
  *self = (Writer) {.conversation = duo_conversation_new (clock), .other = other};
  g_queue_init (&self->line);
  g_signal_connect_swapped (self->conversation, "say", G_CALLBACK (on_say), self);
  g_signal_connect_swapped (self->conversation, "heard", G_CALLBACK (on_heard), self);
}

static void
close_writer (Writer *self)
{
  g_queue_clear_full (&self->line, g_free);
  g_assert_finalize_object (self->conversation);
}

static void
set_open (Line *line, gboolean open)
{
  duo_conversation_set_open (line->ada.conversation, open);
  duo_conversation_set_open (line->amara.conversation, open);
}

static void
open_line (Line *line)
{
  line->clock = duo_clock_new ();
  open_writer (&line->ada, &line->amara, line->clock);
  open_writer (&line->amara, &line->ada, line->clock);
  set_open (line, TRUE);
}

static void
close_line (Line *line)
{
  close_writer (&line->ada);
  close_writer (&line->amara);
  duo_clock_unref (line->clock);
}

static char *
hear (DuoConversation *conversation, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = duo_json_parse (words, strlen (words), 16 * 1024, &error);
  DuoJson root;

  g_assert_no_error (error);
  root = duo_json_root (node, &error);
  duo_conversation_hear (conversation, &root);
  return error != NULL ? g_strdup (error->message) : NULL;
}

/* Until nobody says anything more. */
static void
carry (Line *line)
{
  for (;;)
    {
      Writer *from = g_queue_is_empty (&line->ada.line) ? &line->amara : &line->ada;
      g_autofree char *words = g_queue_pop_head (&from->line);
      g_autofree char *wrong = NULL;

      if (words == NULL)
        return;
      wrong = hear (from->other->conversation, words);
      g_assert_null (wrong);
    }
}

static void
lose (Line *line)
{
  g_queue_clear_full (&line->ada.line, g_free);
  g_queue_clear_full (&line->amara.line, g_free);
}

static char *
say_all (DuoConversation *conversation)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (conversation)); i++)
    {
      g_autoptr (DuoMessage) message = g_list_model_get_item (G_LIST_MODEL (conversation), i);

      g_string_append_printf (all, "%s%s%s ", duo_message_is_mine (message) ? ">" : "<",
                              duo_message_get_text (message), duo_message_get_delivered (message) ? "" : "?");
    }
  return g_string_free (all, FALSE);
}

static void
assert_says (DuoConversation *conversation, const char *expected)
{
  g_autofree char *all = say_all (conversation);

  g_assert_cmpstr (all, ==, expected);
}

static void
test_write (void)
{
  Line line;

  open_line (&line);
  g_assert_true (duo_conversation_write (line.ada.conversation, "  Hello\n"));
  g_assert_true (duo_conversation_write (line.ada.conversation, "again"));
  assert_says (line.ada.conversation, ">Hello? >again? ");
  carry (&line);
  g_assert_true (duo_conversation_write (line.amara.conversation, "\"Hi\" \\ 👋"));
  carry (&line);
  assert_says (line.ada.conversation, ">Hello >again <\"Hi\" \\ 👋 ");
  assert_says (line.amara.conversation, "<Hello <again >\"Hi\" \\ 👋 ");
  g_assert_cmpuint (line.amara.heard, ==, 2);
  close_line (&line);
}

static void
test_nothing_to_write (void)
{
  g_autofree char *much = g_strnfill (DUO_MESSAGE_MAX + 1, 'a');
  Line line;

  open_line (&line);
  g_assert_false (duo_conversation_write (line.ada.conversation, ""));
  g_assert_false (duo_conversation_write (line.ada.conversation, " \n\t"));
  g_assert_false (duo_conversation_write (line.ada.conversation, much));
  g_assert_true (duo_conversation_write (line.ada.conversation, much + 1));
  carry (&line);
  g_assert_cmpuint (line.amara.heard, ==, 1);
  close_line (&line);
}

/* What is lost on the way is said again; what had come, but nobody knew, is there once. */
static void
test_said_again (void)
{
  Line line;

  open_line (&line);
  duo_conversation_write (line.ada.conversation, "one");
  duo_conversation_write (line.ada.conversation, "two");
  lose (&line);
  set_open (&line, FALSE);
  duo_conversation_write (line.ada.conversation, "three");
  assert_says (line.ada.conversation, ">one? >two? >three? ");
  set_open (&line, TRUE);
  {
    g_autofree char *first = g_queue_pop_head (&line.ada.line);
    g_autofree char *wrong = hear (line.amara.conversation, first);

    g_assert_null (wrong);
    g_assert_true (g_queue_is_empty (&line.ada.line));
  }
  /* The word that it had come is lost. */
  lose (&line);
  set_open (&line, FALSE);
  set_open (&line, TRUE);
  carry (&line);
  assert_says (line.ada.conversation, ">one >two >three ");
  assert_says (line.amara.conversation, "<one <two <three ");
  close_line (&line);
}

/* Who comes in anew counts from one. */
static void
test_met_again (void)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();
  Writer anew;
  Line line;

  open_line (&line);
  duo_conversation_write (line.ada.conversation, "before");
  carry (&line);
  set_open (&line, FALSE);
  duo_conversation_meet (line.amara.conversation);
  open_writer (&anew, &line.amara, clock);
  duo_conversation_set_open (anew.conversation, TRUE);
  duo_conversation_write (anew.conversation, "after");
  {
    g_autofree char *words = g_queue_pop_head (&anew.line);
    g_autofree char *wrong = hear (line.amara.conversation, words);

    g_assert_null (wrong);
  }
  assert_says (line.amara.conversation, "<before <after ");
  close_writer (&anew);
  close_line (&line);
}

/* The same app comes in again, and never learned that its message had come. */
static void
test_same_again (void)
{
  Line line;

  open_line (&line);
  duo_conversation_meet (line.amara.conversation);
  duo_conversation_write (line.ada.conversation, "before");
  {
    g_autofree char *words = g_queue_pop_head (&line.ada.line);
    g_autofree char *wrong = hear (line.amara.conversation, words);

    g_assert_null (wrong);
  }
  lose (&line);
  set_open (&line, FALSE);
  duo_conversation_meet (line.amara.conversation);
  set_open (&line, TRUE);
  duo_conversation_write (line.ada.conversation, "after");
  carry (&line);
  assert_says (line.ada.conversation, ">before >after ");
  assert_says (line.amara.conversation, "<before <after ");
  close_line (&line);
}

/* Before ids were said, who came in counted from one. */
static void
test_met_without_id (void)
{
  static const char *const words = "{\"message\": {\"number\": 1, \"text\": \"a\"}}";
  Line line;

  open_line (&line);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *wrong = NULL;
      g_autofree char *again = NULL;

      duo_conversation_meet (line.ada.conversation);
      wrong = hear (line.ada.conversation, words);
      again = hear (line.ada.conversation, words);
      g_assert_null (wrong);
      g_assert_null (again);
    }
  assert_says (line.ada.conversation, "<a <a ");
  close_line (&line);
}

static gboolean
timer_ended (gpointer data)
{
  return !g_queue_is_empty (&((Writer *) data)->line);
}

static void
test_draft (void)
{
  Line line;

  open_line (&line);
  duo_conversation_show_draft (line.ada.conversation, "H");
  carry (&line);
  g_assert_cmpstr (duo_conversation_get_draft (line.amara.conversation), ==, "H");
  /* Keys are gathered. */
  duo_conversation_show_draft (line.ada.conversation, "He");
  duo_conversation_show_draft (line.ada.conversation, "Hel");
  g_assert_true (g_queue_is_empty (&line.ada.line));
  pair_wait (timer_ended, &line.ada, PATIENCE);
  g_assert_cmpuint (line.ada.line.length, ==, 1);
  carry (&line);
  g_assert_cmpstr (duo_conversation_get_draft (line.amara.conversation), ==, "Hel");
  duo_conversation_write (line.ada.conversation, "Hello");
  carry (&line);
  g_assert_null (duo_conversation_get_draft (line.amara.conversation));
  close_line (&line);
}

/* Nobody sees for ever what somebody who has gone was about to say. */
static void
test_draft_of_who_left (void)
{
  Line line;

  open_line (&line);
  duo_conversation_show_draft (line.ada.conversation, "H");
  carry (&line);
  set_open (&line, FALSE);
  g_assert_null (duo_conversation_get_draft (line.amara.conversation));
  duo_conversation_show_draft (line.ada.conversation, "He");
  g_assert_true (g_queue_is_empty (&line.ada.line));
  close_line (&line);
}

/* Who goes on writing is seen over the next connection, too; and who took it back meanwhile is not. */
static void
test_draft_again (void)
{
  Line line;

  open_line (&line);
  duo_conversation_show_draft (line.ada.conversation, "H");
  carry (&line);
  set_open (&line, FALSE);
  set_open (&line, TRUE);
  carry (&line);
  g_assert_cmpstr (duo_conversation_get_draft (line.amara.conversation), ==, "H");
  /* It waited for its time. */
  duo_conversation_show_draft (line.ada.conversation, "He");
  set_open (&line, FALSE);
  duo_conversation_show_draft (line.ada.conversation, "Hel");
  set_open (&line, TRUE);
  carry (&line);
  g_assert_cmpstr (duo_conversation_get_draft (line.amara.conversation), ==, "Hel");
  set_open (&line, FALSE);
  duo_conversation_show_draft (line.ada.conversation, NULL);
  set_open (&line, TRUE);
  carry (&line);
  g_assert_null (duo_conversation_get_draft (line.amara.conversation));
  close_line (&line);
}

/* A message that was written takes its draft back, and comes before the next one's. */
static void
test_draft_behind_message (void)
{
  Line line;

  open_line (&line);
  duo_conversation_show_draft (line.ada.conversation, "One");
  set_open (&line, FALSE);
  lose (&line);
  duo_conversation_write (line.ada.conversation, "One");
  duo_conversation_show_draft (line.ada.conversation, "T");
  set_open (&line, TRUE);
  carry (&line);
  assert_says (line.amara.conversation, "<One ");
  g_assert_cmpstr (duo_conversation_get_draft (line.amara.conversation), ==, "T");
  close_line (&line);
}

static void
test_hostile (void)
{
  static const struct
  {
    const char *words;
    const char *wrong; /* (nullable) */
  } cases[] = {
      {"{}", NULL},
      {"{\"later\": 1}", NULL},
      {"{\"message\": 1}", "message: not an object"},
      {"{\"message\": {\"number\": 0, \"text\": \"a\"}}", ""},
      {"{\"message\": {\"number\": 1, \"text\": 5}}", ""},
      {"{\"message\": {\"number\": 1}}", NULL},
      {"{\"message\": {\"from\": \"me\", \"number\": 1, \"text\": \"a\"}}", ""},
      {"{\"message\": {\"from\": 1, \"number\": 1, \"text\": \"a\"}}", ""},
      {"{\"got\": 7}", NULL},
      {"{\"got\": \"7\"}", ""},
      {"{\"draft\": []}", ""},
  };
  Line line;

  open_line (&line);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *wrong = hear (line.ada.conversation, cases[i].words);

      g_test_message ("%s: %s", cases[i].words, wrong);
      g_assert_cmpint (wrong != NULL, ==, cases[i].wrong != NULL);
    }
  assert_says (line.ada.conversation, "");
  lose (&line);
  /* Out of reach of the eye, and of what stands around it. */
  {
    g_autofree char *wrong =
        hear (line.ada.conversation, "{\"message\": {\"number\": 1, \"text\": \"a\\u202eb\\u0007\"}}");

    g_assert_null (wrong);
  }
  assert_says (line.ada.conversation, "<ab ");
  close_line (&line);
}

/* What is no number confirms nothing, not even the first message. */
static void
test_got_nonsense (void)
{
  static const char *const words[] = {"{\"got\": \"1\"}", "{\"got\": \"x\"}", "{\"got\": -1}",
                                      "{\"got\": []}"};
  Line line;

  open_line (&line);
  duo_conversation_write (line.ada.conversation, "Hello");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *wrong = hear (line.ada.conversation, words[i]);

      g_assert_nonnull (wrong);
      assert_says (line.ada.conversation, ">Hello? ");
    }
  g_assert_null (hear (line.ada.conversation, "{\"got\": 1}"));
  assert_says (line.ada.conversation, ">Hello ");
  close_line (&line);
}

static void
test_flood (void)
{
  Line line;

  open_line (&line);
  for (guint i = 1; i <= DUO_CONVERSATION_MAX + 5; i++)
    {
      g_autofree char *words = g_strdup_printf ("{\"message\": {\"number\": %u, \"text\": \"%u\"}}", i, i);
      g_autofree char *wrong = hear (line.ada.conversation, words);

      g_assert_null (wrong);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (line.ada.conversation)), ==,
                    DUO_CONVERSATION_MAX);
  {
    g_autoptr (DuoMessage) oldest = g_list_model_get_item (G_LIST_MODEL (line.ada.conversation), 0);

    g_assert_cmpstr (duo_message_get_text (oldest), ==, "6");
  }
  close_line (&line);
}

/* ── through a call ───────────────────────────────────────────────────────────────────────────── */

static gboolean
has_two (gpointer data)
{
  g_autofree char *all = say_all (data);

  return g_list_model_get_n_items (data) == 2 && strchr (all, '?') == NULL;
}

static void
test_call (void)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();
  DuoConversation *ada = duo_conversation_new (clock);
  DuoConversation *amara = duo_conversation_new (clock);
  Pair pair;

  pair_set_up (&pair);
  duo_call_set_conversation (pair.recruiter.call, ada);
  duo_call_set_conversation (pair.talent.call, amara);
  /* Written while nobody is here. */
  duo_conversation_write (ada, "Welcome");
  duo_conversation_write (amara, "Hello");
  pair_talk (&pair);
  pair_wait (has_two, ada, PATIENCE);
  pair_wait (has_two, amara, PATIENCE);
  assert_says (ada, ">Welcome <Hello ");
  assert_says (amara, ">Hello <Welcome ");
  pair_tear_down (&pair);
  g_assert_finalize_object (ada);
  g_assert_finalize_object (amara);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conversation/write", test_write);
  g_test_add_func ("/conversation/nothing-to-write", test_nothing_to_write);
  g_test_add_func ("/conversation/said-again", test_said_again);
  g_test_add_func ("/conversation/met-again", test_met_again);
  g_test_add_func ("/conversation/same-again", test_same_again);
  g_test_add_func ("/conversation/met-without-id", test_met_without_id);
  g_test_add_func ("/conversation/draft", test_draft);
  g_test_add_func ("/conversation/draft-of-who-left", test_draft_of_who_left);
  g_test_add_func ("/conversation/draft-again", test_draft_again);
  g_test_add_func ("/conversation/draft-behind-message", test_draft_behind_message);
  g_test_add_func ("/conversation/hostile", test_hostile);
  g_test_add_func ("/conversation/got-nonsense", test_got_nonsense);
  g_test_add_func ("/conversation/flood", test_flood);
  g_test_add_func ("/conversation/call", test_call);
  return pair_run ();
}
