/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-email.h"
#include "duo-error.h"
#include "duo-event-record.h"
#include "duo-free-text.h"
#include "duo-roster.h"

#include <string.h>

typedef struct
{
  DuoRosterColumn column;
  const char *cell;
} Cell;

static gboolean
add (DuoRoster *roster, guint line, const Cell *said, guint n_said, GError **error)
{
  const char *cells[DUO_N_ROSTER_COLUMNS] = {NULL};

  for (guint i = 0; i < n_said; i++)
    cells[said[i].column] = said[i].cell;
  return duo_roster_add (roster, line, cells, error);
}

static const DuoRosterEntry *
get (DuoRoster *roster, guint i)
{
  return duo_roster_get_entries (roster)->pdata[i];
}

static void
test_people (void)
{
  static const Cell ada[] = {{DUO_ROSTER_ROLE, "Recruiter"},
                             {DUO_ROSTER_NAME, " Ada\nBerg "},
                             {DUO_ROSTER_EMAIL, "Ada@Acme.example"},
                             {DUO_ROSTER_COMPANY, "Acme"},
                             {DUO_ROSTER_TOPICS, "Compilers | Rust||"},
                             {DUO_ROSTER_MODE, "Direct"},
                             {DUO_ROSTER_ADMIN, "yes"},
                             {DUO_ROSTER_LISTED, "no"}};
  static const Cell amara[] = {
      {DUO_ROSTER_ROLE, "talent"}, {DUO_ROSTER_NAME, "Amara"}, {DUO_ROSTER_EMAIL, "amara@mail.example"}};
  static const Cell olive[] = {
      {DUO_ROSTER_ROLE, "organizer"}, {DUO_ROSTER_NAME, "Olive"}, {DUO_ROSTER_EMAIL, "olive@fair.example"}};
  g_autoptr (DuoRoster) roster = duo_roster_new ();
  g_autoptr (GError) error = NULL;
  const DuoRosterEntry *entry;

  g_assert_true (add (roster, 2, ada, G_N_ELEMENTS (ada), &error));
  g_assert_true (add (roster, 3, amara, G_N_ELEMENTS (amara), &error));
  g_assert_true (add (roster, 4, olive, G_N_ELEMENTS (olive), &error));
  entry = get (roster, 0);
  g_assert_cmpuint (entry->line, ==, 2);
  g_assert_cmpstr (entry->email, ==, "ada@acme.example");
  g_assert_cmpstr (entry->employer, ==, "Acme");
  g_assert_cmpstr (entry->person->name, ==, "Ada Berg");
  g_assert_cmpuint (g_strv_length (entry->person->topics), ==, 2);
  g_assert_cmpstr (entry->person->topics[1], ==, "Rust");
  g_assert_true (entry->person->direct && entry->person->admin && !entry->person->listed);
  entry = get (roster, 1);
  g_assert_true (entry->person->listed && !entry->person->direct && entry->employer == NULL);
  g_assert_false (get (roster, 2)->person->listed); /* nobody books an organizer */
}

static void
test_companies (void)
{
  static const Cell acme[] = {{DUO_ROSTER_ROLE, "company"},
                              {DUO_ROSTER_NAME, "Acme"},
                              {DUO_ROSTER_LANGUAGES, "English|Svenska"},
                              {DUO_ROSTER_WEBSITE, "https://acme.example/"}};
  static const Cell again[] = {{DUO_ROSTER_ROLE, "company"}, {DUO_ROSTER_NAME, "ACME"}};
  static const Cell whole[] = {{DUO_ROSTER_ROLE, "company"}, {DUO_ROSTER_NAME, "\u00c5kers"}};
  static const Cell parts[] = {{DUO_ROSTER_ROLE, "company"}, {DUO_ROSTER_NAME, "A\u030akers"}};
  g_autoptr (DuoRoster) roster = duo_roster_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (add (roster, 2, acme, G_N_ELEMENTS (acme), &error));
  g_assert_cmpstr (get (roster, 0)->company->languages[1], ==, "Svenska");
  g_assert_null (get (roster, 0)->email);
  g_assert_false (add (roster, 3, again, G_N_ELEMENTS (again), &error));
  g_assert_error (error, DUO_DOMAIN_ERROR, DUO_DOMAIN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "line 2"));
  g_clear_error (&error);
  /* As one system types it, and as another does. */
  g_assert_true (add (roster, 4, whole, G_N_ELEMENTS (whole), &error));
  g_assert_false (add (roster, 5, parts, G_N_ELEMENTS (parts), &error));
}

/* Ada's line with one cell otherwise, and what must be named. */
static void
test_refused (void)
{
  g_autofree char *endless = g_strnfill (DUO_MAX_WORD + 1, 'x');
  g_autofree char *words = g_strdup ("a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z|1|2|3|4|5|6|7");
  const struct
  {
    Cell cell;
    const char *named;
  } cases[] = {
      {{DUO_ROSTER_ROLE, "guest"}, "role"},
      {{DUO_ROSTER_ROLE, ""}, "role"},
      {{DUO_ROSTER_ROLE, "talent"}, "company"},
      {{DUO_ROSTER_ROLE, "company"}, "email"},
      {{DUO_ROSTER_NAME, " \t"}, "name"},
      {{DUO_ROSTER_NAME, endless}, "name"},
      {{DUO_ROSTER_EMAIL, NULL}, "email"},
      {{DUO_ROSTER_EMAIL, "ada"}, "email"},
      {{DUO_ROSTER_EMAIL, "ada berg@acme.example"}, "email"},
      {{DUO_ROSTER_COMPANY, ""}, "company"},
      {{DUO_ROSTER_TOPICS, endless}, "topics"},
      {{DUO_ROSTER_TOPICS, words}, "topics"},
      {{DUO_ROSTER_MODE, "fast"}, "mode"},
      {{DUO_ROSTER_ADMIN, "perhaps"}, "admin"},
      {{DUO_ROSTER_LISTED, "1"}, "listed"},
      {{DUO_ROSTER_WEBSITE, "https://acme.example/"}, "website"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Cell cells[] = {{DUO_ROSTER_ROLE, "recruiter"},
                      {DUO_ROSTER_NAME, "Ada Berg"},
                      {DUO_ROSTER_EMAIL, "ada@acme.example"},
                      {DUO_ROSTER_COMPANY, "Acme"},
                      cases[i].cell};
      g_autoptr (DuoRoster) roster = duo_roster_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (add (roster, 2, cells, G_N_ELEMENTS (cells), &error));
      g_assert_error (error, DUO_DOMAIN_ERROR, DUO_DOMAIN_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, cases[i].named));
      g_assert_cmpuint (duo_roster_get_entries (roster)->len, ==, 0);
    }
}

static void
test_once (void)
{
  static const Cell ada[] = {{DUO_ROSTER_ROLE, "recruiter"},
                             {DUO_ROSTER_NAME, "Ada Berg"},
                             {DUO_ROSTER_EMAIL, "ada@acme.example"},
                             {DUO_ROSTER_COMPANY, "Acme"}};
  g_autoptr (DuoRoster) roster = duo_roster_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (add (roster, 2, ada, G_N_ELEMENTS (ada), &error));
  g_assert_false (add (roster, 7, ada, G_N_ELEMENTS (ada), &error));
  g_assert_nonnull (strstr (error->message, "line 2"));
  g_clear_error (&error);
  g_assert_true (duo_roster_entry_check_role (get (roster, 0), DUO_ROLE_RECRUITER, &error));
  g_assert_false (duo_roster_entry_check_role (get (roster, 0), DUO_ROLE_TALENT, &error));
  g_assert_nonnull (strstr (error->message, "talent"));
}

static void
test_columns (void)
{
  for (guint i = 0; i < DUO_N_ROSTER_COLUMNS; i++)
    {
      DuoRosterColumn column;

      g_assert_true (duo_roster_column_from_string (duo_roster_column_to_string (i), &column));
      g_assert_cmpuint (column, ==, i);
      g_assert_true (duo_roster_column_is_needed (i) == (i <= DUO_ROSTER_EMAIL));
    }
}

static void
test_names_and_addresses (void)
{
  static const char *const good[] = {"a@b", "ada.berg+fair@acme.example", "åsa@exempel.example"};
  static const char *const bad[] = {"", "@", "a@", "@b", "a@b@c", "a b@c", "a@b\n", "a@\u200bb"};

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (duo_email_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (duo_email_is_valid (bad[i]));
  g_assert_true (duo_event_name_is_valid ("Career Fair 2027"));
  g_assert_false (duo_event_name_is_valid (""));
  g_assert_false (duo_event_name_is_valid (" \u2800"));
  g_assert_false (duo_event_name_is_valid ("Career\nFair"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roster/people", test_people);
  g_test_add_func ("/roster/companies", test_companies);
  g_test_add_func ("/roster/refused", test_refused);
  g_test_add_func ("/roster/once", test_once);
  g_test_add_func ("/roster/columns", test_columns);
  g_test_add_func ("/roster/names-and-addresses", test_names_and_addresses);
  return g_test_run ();
}
