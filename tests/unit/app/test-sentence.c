/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-call.h"
#include "duo-session.h"
#include "shell/duo-demo.h"
#include "shell/duo-sentence.h"

static void
assert_is_sentence (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_unichar_isupper (g_utf8_get_char (text)));
  g_assert_true (g_str_has_suffix (text, ".") || strstr (text, ": "));
}

/* A refusal without words would be a button that says nothing. */
static void
test_every_refusal_has_words (void)
{
  g_assert_null (duo_sentence_for_refusal (DUO_REFUSAL_NONE, DUO_ROLE_TALENT));
  g_assert_null (duo_sentence_for_refusal_short (DUO_REFUSAL_NONE));
  for (int refusal = DUO_REFUSAL_NONE + 1; refusal < DUO_N_REFUSALS; refusal++)
    {
      const char *brief = duo_sentence_for_refusal_short (refusal);

      assert_is_sentence (duo_sentence_for_refusal (refusal, DUO_ROLE_TALENT));
      assert_is_sentence (duo_sentence_for_refusal (refusal, DUO_ROLE_RECRUITER));
      g_assert_nonnull (brief);
      g_assert_cmpint (g_utf8_strlen (brief, -1), <=, 26);
      g_assert_false (g_str_has_suffix (brief, "."));
    }
}

static void
test_roles_are_told_what_they_can_do (void)
{
  g_assert_cmpstr (duo_sentence_for_refusal (DUO_REFUSAL_LIMIT_REACHED, DUO_ROLE_TALENT), !=,
                   duo_sentence_for_refusal (DUO_REFUSAL_LIMIT_REACHED, DUO_ROLE_RECRUITER));
  g_assert_cmpstr (duo_sentence_for_refusal (DUO_REFUSAL_BEGUN, DUO_ROLE_TALENT), ==,
                   duo_sentence_for_refusal (DUO_REFUSAL_BEGUN, DUO_ROLE_RECRUITER));
}

static void
assert_all_codes (GQuark domain, int last)
{
  for (int code = 0; code <= last; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (domain, code, "the cause");
      g_autofree char *sentence = duo_sentence_for_error (error);

      assert_is_sentence (sentence);
      /* Words for people, not names of constants. */
      g_assert_null (strstr (sentence, "DUO_"));
    }
}

static void
test_every_error_has_words (void)
{
  assert_all_codes (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED);
  assert_all_codes (DUO_CALL_ERROR, DUO_CALL_ERROR_MISSING_PLUGIN);
  assert_all_codes (DUO_DEMO_ERROR, DUO_DEMO_ERROR_ENDED);
  assert_all_codes (G_FILE_ERROR, 0);
}

static void
test_a_cause_is_kept (void)
{
  g_autoptr (GError) error = g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_DEVICE, "Camera: busy");
  g_autofree char *sentence = duo_sentence_for_error (error);

  g_assert_nonnull (strstr (sentence, "Camera: busy"));
}

static void
test_cancelled_is_nothing_to_tell (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");

  g_assert_null (duo_sentence_for_error (error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sentence/every-refusal-has-words", test_every_refusal_has_words);
  g_test_add_func ("/sentence/roles-are-told-what-they-can-do", test_roles_are_told_what_they_can_do);
  g_test_add_func ("/sentence/every-error-has-words", test_every_error_has_words);
  g_test_add_func ("/sentence/a-cause-is-kept", test_a_cause_is_kept);
  g_test_add_func ("/sentence/cancelled-is-nothing-to-tell", test_cancelled_is_nothing_to_tell);

  return g_test_run ();
}
