/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "made-up.h"
#include "page-test.h"
#include "shell/duo-held-questions.h"

typedef struct
{
  MadeUp *made_up;
  DuoHeldQuestions *questions;
  GtkWidget *window;
} Fixture;

static void
open_window (Fixture *f)
{
  f->made_up = made_up_new_peopled (DUO_ROLE_TALENT);
  f->window = page_window_new (adw_bin_new (), 800, 600);
  f->questions = duo_held_questions_new (f->made_up->session, f->window);
}

static void
close_window (Fixture *f)
{
  g_assert_finalize_object (f->questions);
  page_window_close (f->window);
  g_assert_finalize_object (g_steal_pointer (&f->made_up->session));
  made_up_free (f->made_up);
}

static void
hold (Fixture *f, const char *key, DuoVerb verb, const char *person)
{
  g_signal_emit_by_name (f->made_up->session, "held", key, (int) verb, NULL,
                         made_up_find (f->made_up, person));
}

static AdwDialog *
get_dialog (Fixture *f)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (f->window));
}

static gboolean
asks (Fixture *f, const char *text)
{
  AdwDialog *dialog = get_dialog (f);

  return dialog && strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), text);
}

static gboolean
asks_about_somebody (gpointer data)
{
  return asks (data, "Your request to somebody");
}

static gboolean
asks_about_ada (gpointer data)
{
  return asks (data, "The chat that you booked with Ada Lindqvist");
}

static gboolean
asks_nothing (gpointer data)
{
  return get_dialog (data) == NULL;
}

static void
respond (Fixture *f, const char *button)
{
  page_settle (f->window);
  page_press (page_get (GTK_WIDGET (get_dialog (f)), GTK_TYPE_BUTTON, button));
}

/* One after the other, those of before the window first, each once. */
static void
test_asks_in_words (void)
{
  Fixture f;

  open_window (&f);
  hold (&f, "early", DUO_VERB_REQUEST, "ingrid");
  hold (&f, "late", DUO_VERB_BOOK, "ada");
  page_settle (f.window);
  g_assert_null (get_dialog (&f)); /* nobody is shown anything yet */
  duo_held_questions_begin (f.questions);
  page_settle (f.window);
  g_assert_true (asks (&f, "Your request to Ingrid Solberg has waited for more than a day"));
  respond (&f, "_Send Now");
  page_wait_until (asks_about_ada, &f);
  g_assert_cmpstr (fake_session_get_resolved (f.made_up->session), ==, "send early");
  respond (&f, "_Do Not Send");
  page_wait_until (asks_nothing, &f);
  g_assert_cmpstr (fake_session_get_resolved (f.made_up->session), ==, "send early, drop late");
  close_window (&f);
}

/* Escape decides nothing: it is asked again next time. */
static void
test_closing_decides_nothing (void)
{
  Fixture f;

  open_window (&f);
  duo_held_questions_begin (f.questions);
  page_wait_until (asks_about_somebody, &f);
  adw_dialog_close (get_dialog (&f));
  page_wait_until (asks_nothing, &f);
  g_assert_cmpstr (fake_session_get_resolved (f.made_up->session), ==, "");
  close_window (&f);
}

/* Signed out while it asks. */
static void
test_goes_with_its_session (void)
{
  Fixture f;

  open_window (&f);
  duo_held_questions_begin (f.questions);
  page_wait_until (asks_about_somebody, &f);
  g_assert_finalize_object (g_steal_pointer (&f.questions));
  page_wait_until (asks_nothing, &f);
  f.questions = duo_held_questions_new (f.made_up->session, f.window);
  close_window (&f);
}

static void
test_every_verb_has_words (void)
{
  for (DuoVerb verb = 0; verb < DUO_N_VERBS; verb++)
    {
      g_autofree char *text = duo_held_questions_say (verb, "Ada %s");

      g_assert_nonnull (strstr (text, "Ada %s"));
      g_assert_nonnull (strstr (text, "more than a day"));
    }
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/held-questions/asks", test_asks_in_words);
  g_test_add_func ("/held-questions/closed", test_closing_decides_nothing);
  g_test_add_func ("/held-questions/signed-out", test_goes_with_its_session);
  g_test_add_func ("/held-questions/verbs", test_every_verb_has_words);
  return g_test_run ();
}
