/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-cv-record.h"

#include <string.h>

#include "duo-person-record.h"

static void
test_judge (void)
{
  static const struct
  {
    const char *begins;
    gsize length;
    DuoCvFault fault;
  } cases[] = {
      {"%PDF-1.7\n", 9, DUO_CV_FINE},
      {"%PDF-", 5, DUO_CV_FINE},
      {"%PDF-1.7\n", DUO_MAX_CV, DUO_CV_FINE},
      {"%PDF-1.7\n", DUO_MAX_CV + 1, DUO_CV_TOO_LARGE},
      {"PK\003\004 a document", 14, DUO_CV_NOT_PDF},
      {" %PDF-1.7\n", 10, DUO_CV_NOT_PDF},
      {"%PDF", 4, DUO_CV_NOT_PDF},
      {"", 0, DUO_CV_NOT_PDF},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (duo_cv_judge (cases[i].begins, cases[i].length), ==, cases[i].fault);
}

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    const char *expected;
  } cases[] = {
      {"Amara Okafor.pdf", "Amara Okafor.pdf"},
      {"Lebenslauf Zoë Müller.PDF", "Lebenslauf Zoë Müller.pdf"},
      {"履歴書", "履歴書.pdf"},
      {"Documents/../CV.pdf", "CV.pdf"},
      {"C:\\Users\\amara\\My CV.pdf", "My CV.pdf"},
      {"a/b/", "CV.pdf"},
      {"..", "CV.pdf"},
      {".hidden.pdf", "hidden.pdf"},
      {"two\nlines\".pdf", "two lines_.pdf"},
      {"fdp.\xe2\x80\xae"
       "exe.pdf",
       "fdp.exe.pdf"},
      {"CV.pdf.desktop", "CV.pdf.desktop.pdf"},
      {"\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd.pdf"},
      {"  .pdf", "CV.pdf"},
      {"", "CV.pdf"},
      {NULL, "CV.pdf"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = duo_cv_dup_name (cases[i].name);
      g_autofree char *again = duo_cv_dup_name (name);

      g_assert_cmpstr (name, ==, cases[i].expected);
      g_assert_cmpstr (again, ==, name);
    }
}

static char *
repeat (const char *part, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, part);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* People count characters, and file systems bytes: neither gets too many, and none is half. */
static void
test_long_name (void)
{
  static const struct
  {
    const char *part;
    guint n;
    const char *expected; /* of which there is how many */
    guint n_expected;
  } cases[] = {
      {"e", 300, "e", 96},
      {"é", 300, "é", 96},
      {"履", 96, "履", 66},
      {"📄", 96, "📄", 50},
      {"\xff", 300, "\xef\xbf\xbd", 66},
      {"é ", 300, "é ", 48},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *long_name = repeat (cases[i].part, cases[i].n);
      g_autofree char *stem = g_strchomp (repeat (cases[i].expected, cases[i].n_expected));
      g_autofree char *expected = g_strconcat (stem, ".pdf", NULL);
      g_autofree char *name = duo_cv_dup_name (long_name);
      g_autofree char *again = duo_cv_dup_name (name);

      g_assert_cmpstr (name, ==, expected);
      g_assert_cmpstr (again, ==, name);
      g_assert_cmpuint (strlen (name), <, 255);
    }
}

static void
test_equal (void)
{
  g_autoptr (DuoCvRecord) cv = duo_cv_record_new ("CV.pdf", 12, 34);
  g_autoptr (DuoCvRecord) same = duo_cv_record_copy (cv);
  g_autoptr (DuoCvRecord) newer = duo_cv_record_new ("CV.pdf", 12, 35);

  g_assert_true (duo_cv_record_equal (cv, same));
  g_assert_true (duo_cv_record_equal (NULL, NULL));
  g_assert_false (duo_cv_record_equal (cv, newer));
  g_assert_false (duo_cv_record_equal (cv, NULL));
  g_assert_null (duo_cv_record_copy (NULL));
}

static DuoPersonRecord *
person_new (const char *event, const char *id, DuoRole role)
{
  DuoPersonRecord *person = duo_person_record_new ();

  person->event = g_strdup (event);
  person->id = g_strdup (id);
  person->role = role;
  return person;
}

/* PRODUCT §8: who shares a record with the talent; never an organizer, another talent, or somebody of another event. */
static void
test_role_to_talent (void)
{
  static const struct
  {
    const char *event;
    const char *id;
    DuoRole role;
    DuoRole apart;
    DuoRole met;
  } cases[] = {
      {"fair", "amara", DUO_ROLE_TALENT, DUO_ROLE_TALENT, DUO_ROLE_TALENT},
      {"fair", "bo", DUO_ROLE_TALENT, DUO_ROLE_STRANGER, DUO_ROLE_STRANGER},
      {"fair", "ada", DUO_ROLE_RECRUITER, DUO_ROLE_STRANGER, DUO_ROLE_RECRUITER},
      {"fair", "olive", DUO_ROLE_ORGANIZER, DUO_ROLE_ORGANIZER, DUO_ROLE_ORGANIZER},
      {"expo", "ada", DUO_ROLE_RECRUITER, DUO_ROLE_STRANGER, DUO_ROLE_STRANGER},
      {"expo", "olive", DUO_ROLE_ORGANIZER, DUO_ROLE_STRANGER, DUO_ROLE_STRANGER},
  };
  g_autoptr (DuoPersonRecord) talent = person_new ("fair", "amara", DUO_ROLE_TALENT);
  g_autoptr (DuoPersonRecord) recruiter = person_new ("fair", "grace", DUO_ROLE_RECRUITER);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoPersonRecord) me = person_new (cases[i].event, cases[i].id, cases[i].role);

      g_assert_cmpint (duo_person_record_get_role_to_talent (me, talent, FALSE), ==, cases[i].apart);
      g_assert_cmpint (duo_person_record_get_role_to_talent (me, talent, TRUE), ==, cases[i].met);
      g_assert_cmpint (duo_person_record_get_role_to_talent (me, recruiter, TRUE), ==, DUO_ROLE_STRANGER);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domain/cv-record/judge", test_judge);
  g_test_add_func ("/domain/cv-record/names", test_names);
  g_test_add_func ("/domain/cv-record/long-name", test_long_name);
  g_test_add_func ("/domain/cv-record/equal", test_equal);
  g_test_add_func ("/domain/cv-record/role-to-talent", test_role_to_talent);

  return g_test_run ();
}
