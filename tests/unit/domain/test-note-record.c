/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-note-record.h"

#include <string.h>

/* Who may write and read what is noted on a chat (PRODUCT §3, §8), and what becomes of two that were written at once. */

static DuoNoteRecord *
note_new (const char *text, DuoMark mark)
{
  DuoNoteRecord *note = duo_note_record_new ("fair", "chat", "ada");

  g_set_str (&note->text, text);
  note->mark = mark;
  return note;
}

static void
test_marks (void)
{
  DuoMark mark = DUO_MARK_YES;

  for (guint i = 0; i < DUO_N_MARKS; i++)
    {
      g_assert_true (duo_mark_from_string (duo_mark_to_string (i), &mark));
      g_assert_cmpint (mark, ==, i);
    }
  g_assert_false (duo_mark_from_string ("brilliant", &mark));
}

static void
test_readers (void)
{
  g_autoptr (DuoNoteRecord) note = note_new ("Good", DUO_MARK_YES);

  g_set_str (&note->company, "acme");
  g_assert_true (duo_note_record_is_seen_by (note, "ada", DUO_ROLE_RECRUITER, "acme"));
  g_assert_false (duo_note_record_is_seen_by (note, "grace", DUO_ROLE_RECRUITER, "acme"));
  note->shared = TRUE;
  g_assert_true (duo_note_record_is_seen_by (note, "grace", DUO_ROLE_RECRUITER, "acme"));
  g_assert_false (duo_note_record_is_seen_by (note, "linus", DUO_ROLE_RECRUITER, "umbra"));
  g_assert_false (duo_note_record_is_seen_by (note, "dave", DUO_ROLE_RECRUITER, NULL));
  g_assert_false (duo_note_record_is_seen_by (note, "amara", DUO_ROLE_TALENT, NULL));
  g_assert_false (duo_note_record_is_seen_by (note, "olive", DUO_ROLE_ORGANIZER, "acme"));
  g_clear_pointer (&note->company, g_free);
  g_assert_false (duo_note_record_is_seen_by (note, "dave", DUO_ROLE_RECRUITER, NULL));
}

/* A talent keeps a note; what is for recruiters a talent may not set, and organizers write nothing. */
static void
test_writers (void)
{
  static const char letters[DUO_N_ROLES] = {'-', 't', 'r', 'c', 'o', '-'};
  g_autoptr (DuoNoteRecord) plain = note_new ("Ask about the team", DUO_MARK_NONE);
  g_autoptr (DuoNoteRecord) marked = note_new ("", DUO_MARK_NO);
  g_autoptr (DuoNoteRecord) step = note_new ("", DUO_MARK_NONE);
  g_autoptr (DuoNoteRecord) shared = note_new ("", DUO_MARK_NONE);

  g_set_str (&step->next_step, "Second talk");
  shared->shared = TRUE;
  for (guint role = 0; role < DUO_N_ROLES; role++)
    {
      gboolean company = strchr ("rc", letters[role]) != NULL;

      g_assert_cmpint (duo_note_record_is_allowed (plain, role), ==, strchr ("trc", letters[role]) != NULL);
      g_assert_cmpint (duo_note_record_is_allowed (marked, role), ==, company);
      g_assert_cmpint (duo_note_record_is_allowed (step, role), ==, company);
      g_assert_cmpint (duo_note_record_is_allowed (shared, role), ==, company);
    }
}

static void
test_merge (void)
{
  static const struct
  {
    const char *mine, *theirs, *both;
  } cases[] = {
      {"mine", "", "mine"},
      {"", "theirs", "theirs"},
      {"Wants Uppsala. From May.", "Wants Uppsala.", "Wants Uppsala. From May."},
      {"Wants", "Wants Uppsala.", "Wants Uppsala."},
      {"From May.", "Wants Uppsala.", "Wants Uppsala.\n\nFrom May."},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoNoteRecord) mine = note_new (cases[i].mine, DUO_MARK_MAYBE);
      g_autoptr (DuoNoteRecord) theirs = note_new (cases[i].theirs, DUO_MARK_NO);

      theirs->rev = 17;
      duo_note_record_merge (mine, theirs);
      g_assert_cmpstr (mine->text, ==, cases[i].both);
      g_assert_cmpint (mine->mark, ==, DUO_MARK_MAYBE);
      g_assert_cmpint (mine->rev, ==, 17);
    }
}

/* What was taken back on one device is not shared again by another that did not know. */
static void
test_merge_shares_what_both_share (void)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (DuoNoteRecord) mine = note_new ("mine", DUO_MARK_NONE);
      g_autoptr (DuoNoteRecord) theirs = note_new ("theirs", DUO_MARK_NONE);

      mine->shared = (i & 1) != 0;
      theirs->shared = (i & 2) != 0;
      duo_note_record_merge (mine, theirs);
      g_assert_cmpint (mine->shared, ==, i == 3);
    }
}

/* Nothing is cut: who wrote it says what goes. */
static void
test_merge_too_long (void)
{
  g_autofree char *long_text = g_strnfill (DUO_MAX_NOTE, 'x');
  g_autoptr (DuoNoteRecord) mine = note_new ("mine", DUO_MARK_NONE);
  g_autoptr (DuoNoteRecord) theirs = note_new (long_text, DUO_MARK_NONE);

  g_assert_true (duo_note_record_fits (theirs));
  duo_note_record_merge (mine, theirs);
  g_assert_true (g_str_has_prefix (mine->text, long_text));
  g_assert_true (g_str_has_suffix (mine->text, "\n\nmine"));
  g_assert_false (duo_note_record_fits (mine));
}

static void
test_same (void)
{
  g_autoptr (DuoNoteRecord) note = note_new ("Good", DUO_MARK_YES);
  g_autoptr (DuoNoteRecord) copy = duo_note_record_copy (note);
  g_autofree char *key = duo_note_record_dup_key (note);

  g_assert_cmpstr (key, ==, "chat/ada");
  copy->rev = 5;
  g_assert_true (duo_note_record_says_same (note, copy));
  copy->shared = TRUE;
  g_assert_false (duo_note_record_says_same (note, copy));
  g_assert_false (duo_note_record_is_empty (note));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/note-record/marks", test_marks);
  g_test_add_func ("/domain/note-record/readers", test_readers);
  g_test_add_func ("/domain/note-record/writers", test_writers);
  g_test_add_func ("/domain/note-record/merge", test_merge);
  g_test_add_func ("/domain/note-record/merge-shares-what-both-share", test_merge_shares_what_both_share);
  g_test_add_func ("/domain/note-record/merge-too-long", test_merge_too_long);
  g_test_add_func ("/domain/note-record/same", test_same);
  return g_test_run ();
}
