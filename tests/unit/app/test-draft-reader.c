/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <locale.h>

#include "room/duo-draft-reader.h"

/* What a screen reader says of a text while somebody writes it. */

typedef struct
{
  DuoDraftReader *reader;
  GQueue read;
  gboolean begins; /* the last was the first of its draft */
} Reader;

static void
on_read (Reader *self, const char *words, gboolean begins)
{
  g_queue_push_tail (&self->read, g_strdup (words));
  self->begins = begins;
}

static void
open_reader (Reader *self)
{
  *self = (Reader) {.reader = duo_draft_reader_new ()};
  g_queue_init (&self->read);
  g_signal_connect_swapped (self->reader, "read", G_CALLBACK (on_read), self);
}

static void
close_reader (Reader *self)
{
  g_assert_finalize_object (self->reader);
  g_queue_clear_full (&self->read, g_free);
}

/* Each character as it is typed, and none of the time that passes meanwhile. */
static void
type (Reader *self, const char *text)
{
  for (const char *end = text; *end != '\0'; end = g_utf8_next_char (end))
    {
      g_autofree char *draft = g_strndup (text, (gsize) (g_utf8_next_char (end) - text));

      duo_draft_reader_follow (self->reader, draft);
    }
}

static void
assert_read (Reader *self, const char *words)
{
  g_autofree char *read = g_queue_pop_head (&self->read);

  g_assert_cmpstr (read, ==, words);
}

static void
wait_for (Reader *self, const char *words)
{
  while (g_queue_is_empty (&self->read))
    g_main_context_iteration (NULL, TRUE);
  assert_read (self, words);
}

static void
assert_rest (Reader *self, const char *message, const char *expected)
{
  g_autofree char *rest = duo_draft_reader_dup_rest (self->reader, message);

  g_assert_cmpstr (rest, ==, expected);
}

static void
test_no_character_is_read_alone (void)
{
  Reader reader;

  open_reader (&reader);
  type (&reader, "Can you hear me");
  assert_read (&reader, NULL);
  assert_rest (&reader, "Can you hear me", "Can you hear me");
  close_reader (&reader);
}

static void
test_sentences_are_read_once_the_next_begins (void)
{
  Reader reader;

  open_reader (&reader);
  type (&reader, "Hello Amara! Can you hear me? I");
  assert_read (&reader, "Hello Amara!");
  assert_read (&reader, "Can you hear me?");
  assert_read (&reader, NULL);
  assert_rest (&reader, "Hello Amara! Can you hear me? I am here.", "I am here.");
  close_reader (&reader);
}

static void
test_a_pause_reads_words_and_then_the_rest (void)
{
  Reader reader;

  open_reader (&reader);
  type (&reader, "Can you he");
  wait_for (&reader, "Can you");
  g_assert_true (reader.begins);
  wait_for (&reader, "he");
  g_assert_false (reader.begins);
  duo_draft_reader_follow (reader.reader, "Can you hear me?");
  wait_for (&reader, "hear me?");
  assert_rest (&reader, "Can you hear me?", "");
  assert_rest (&reader, "Can you hear me? Ada", "Ada");
  close_reader (&reader);
}

/* What was heard is not what the message says: it is read whole. */
static void
test_what_was_changed_is_read_again (void)
{
  Reader reader;

  open_reader (&reader);
  type (&reader, "See you in the teem. It");
  assert_read (&reader, "See you in the teem.");
  duo_draft_reader_follow (reader.reader, "See you in the team. It");
  assert_read (&reader, "team.");
  assert_rest (&reader, "See you in the team. It is small.", "See you in the team. It is small.");
  close_reader (&reader);
}

static void
test_blanks_change_nothing (void)
{
  Reader reader;

  open_reader (&reader);
  type (&reader, "  Hello.  I");
  assert_read (&reader, "Hello.");
  duo_draft_reader_follow (reader.reader, " Hello.");
  assert_rest (&reader, "Hello.", "");
  close_reader (&reader);
}

static void
test_the_next_draft_begins_anew (void)
{
  Reader reader;

  open_reader (&reader);
  type (&reader, "Hello. I");
  assert_read (&reader, "Hello.");
  duo_draft_reader_follow (reader.reader, NULL);
  assert_rest (&reader, "Hello.", "Hello.");
  type (&reader, "Hello. I");
  assert_read (&reader, "Hello.");
  g_assert_true (reader.begins);
  close_reader (&reader);
}

/* Without spaces between words, from right to left, and of more than one byte each. */
static void
test_other_scripts (void)
{
  Reader reader;

  open_reader (&reader);
  type (&reader, "你好。我");
  assert_read (&reader, "你好。");
  duo_draft_reader_follow (reader.reader, NULL);
  type (&reader, "مرحبا. أنا");
  assert_read (&reader, "مرحبا.");
  assert_read (&reader, NULL);
  close_reader (&reader);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/room/draft-reader/no-character-is-read-alone", test_no_character_is_read_alone);
  g_test_add_func ("/room/draft-reader/sentences", test_sentences_are_read_once_the_next_begins);
  g_test_add_func ("/room/draft-reader/a-pause", test_a_pause_reads_words_and_then_the_rest);
  g_test_add_func ("/room/draft-reader/what-was-changed", test_what_was_changed_is_read_again);
  g_test_add_func ("/room/draft-reader/blanks", test_blanks_change_nothing);
  g_test_add_func ("/room/draft-reader/the-next-draft", test_the_next_draft_begins_anew);
  g_test_add_func ("/room/draft-reader/other-scripts", test_other_scripts);
  return g_test_run ();
}
