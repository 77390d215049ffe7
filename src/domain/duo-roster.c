/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-roster.h"
#include "duo-email.h"
#include "duo-error.h"
#include "duo-free-text.h"

#include <string.h>

typedef enum
{
  OF_TALENT = 1 << 0,
  OF_RECRUITER = 1 << 1,
  OF_ORGANIZER = 1 << 2,
  OF_COMPANY = 1 << 3,
  OF_PERSON = OF_TALENT | OF_RECRUITER | OF_ORGANIZER,
  OF_ALL = OF_PERSON | OF_COMPANY,
} Kind;

static const struct
{
  const char *word;
  Kind kind;
  DuoRole role;
} kinds[] = {
    {"talent", OF_TALENT, DUO_ROLE_TALENT},
    {"recruiter", OF_RECRUITER, DUO_ROLE_RECRUITER},
    {"organizer", OF_ORGANIZER, DUO_ROLE_ORGANIZER},
    {"company", OF_COMPANY, DUO_ROLE_STRANGER},
};

/* of: whose lines may say something there; by: whose must. */
static const struct
{
  const char *name;
  Kind of;
  Kind by;
  gboolean lines;
  glong longest;
} columns[DUO_N_ROSTER_COLUMNS] = {
    [DUO_ROSTER_ROLE] = {"role", OF_ALL, OF_ALL, FALSE, DUO_MAX_WORD},
    [DUO_ROSTER_NAME] = {"name", OF_ALL, OF_ALL, FALSE, DUO_MAX_WORD},
    [DUO_ROSTER_EMAIL] = {"email", OF_PERSON, OF_PERSON, FALSE, DUO_MAX_TEXT},
    [DUO_ROSTER_COMPANY] = {"company", OF_RECRUITER, OF_RECRUITER, FALSE, DUO_MAX_WORD},
    [DUO_ROSTER_TITLE] = {"title", OF_PERSON, 0, FALSE, DUO_MAX_LINE},
    [DUO_ROSTER_ABOUT] = {"about", OF_PERSON, 0, TRUE, DUO_MAX_TEXT},
    [DUO_ROSTER_TOPICS] = {"topics", OF_PERSON, 0, FALSE, DUO_MAX_TEXT},
    [DUO_ROSTER_LANGUAGES] = {"languages", OF_ALL, 0, FALSE, DUO_MAX_TEXT},
    [DUO_ROSTER_QUESTION] = {"question", OF_RECRUITER, 0, TRUE, DUO_MAX_TEXT},
    [DUO_ROSTER_MODE] = {"mode", OF_RECRUITER, 0, FALSE, DUO_MAX_WORD},
    [DUO_ROSTER_ADMIN] = {"admin", OF_RECRUITER, 0, FALSE, DUO_MAX_WORD},
    [DUO_ROSTER_LISTED] = {"listed", OF_TALENT | OF_RECRUITER, 0, FALSE, DUO_MAX_WORD},
    [DUO_ROSTER_FIELD] = {"field", OF_COMPANY, 0, FALSE, DUO_MAX_LINE},
    [DUO_ROSTER_SIZE] = {"size", OF_COMPANY, 0, FALSE, DUO_MAX_LINE},
    [DUO_ROSTER_WEBSITE] = {"website", OF_COMPANY, 0, FALSE, DUO_MAX_LINE},
};

struct _DuoRoster
{
  GPtrArray *entries;
  GHashTable *lines; /* e-mail address or key of a company → line */
};

/* One line while it is read: clean, "" where nothing is said. */
typedef struct
{
  char *cells[DUO_N_ROSTER_COLUMNS];
  guint kind; /* of @kinds */
} Line;

static void
line_clear (Line *self)
{
  for (guint i = 0; i < DUO_N_ROSTER_COLUMNS; i++)
    g_free (self->cells[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, line_clear)

static void
entry_free (DuoRosterEntry *self)
{
  g_free (self->email);
  g_free (self->employer);
  g_clear_pointer (&self->person, duo_person_record_free);
  g_clear_pointer (&self->company, duo_company_record_free);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoRosterEntry, entry_free)

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error,
                     g_error_new_valist (DUO_DOMAIN_ERROR, DUO_DOMAIN_ERROR_INVALID, format, arguments));
  va_end (arguments);
  return FALSE;
}

const char *
duo_roster_column_to_string (DuoRosterColumn column)
{
  return columns[column].name;
}

gboolean
duo_roster_column_from_string (const char *text, DuoRosterColumn *column)
{
  for (guint i = 0; i < DUO_N_ROSTER_COLUMNS; i++)
    if (g_ascii_strcasecmp (columns[i].name, text) == 0)
      {
        *column = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
duo_roster_column_is_needed (DuoRosterColumn column)
{
  return (columns[column].by & OF_PERSON) == OF_PERSON;
}

/* ── one line ── */

static void
read_cells (Line *self, const char *const *cells)
{
  for (guint i = 0; i < DUO_N_ROSTER_COLUMNS; i++)
    {
      g_autofree char *clean = duo_free_text_dup_clean (cells[i] != NULL ? cells[i] : "", columns[i].lines);

      self->cells[i] = duo_free_text_is_blank (clean) ? g_strdup ("") : g_strdup (g_strstrip (clean));
    }
}

static gboolean
read_kind (Line *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strcasecmp (kinds[i].word, self->cells[DUO_ROSTER_ROLE]) == 0)
      {
        self->kind = i;
        return TRUE;
      }
  return refuse (error, "role: “%s” is none; write talent, recruiter, organizer or company",
                 self->cells[DUO_ROSTER_ROLE]);
}

static gboolean
check_cell (const Line *self, DuoRosterColumn column, GError **error)
{
  const char *cell = self->cells[column], *name = columns[column].name;

  if (*cell == '\0')
    return (columns[column].by & kinds[self->kind].kind) == 0 ||
           refuse (error, "%s: it is missing; every %s has one", name, kinds[self->kind].word);
  if ((columns[column].of & kinds[self->kind].kind) == 0)
    return refuse (error, "%s: it says “%s”, and a %s has none; leave it empty", name, cell,
                   kinds[self->kind].word);
  return g_utf8_strlen (cell, -1) <= columns[column].longest ||
         refuse (error, "%s: it has more than %ld characters; write less", name, columns[column].longest);
}

static gboolean
check_cells (const Line *self, GError **error)
{
  for (guint i = 0; i < DUO_N_ROSTER_COLUMNS; i++)
    if (!check_cell (self, i, error))
      return FALSE;
  return TRUE;
}

/* "Compilers | Rust" */
static gboolean
read_words (const Line *self, DuoRosterColumn column, char ***words, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (self->cells[column], "|", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*g_strstrip (parts[i]) == '\0')
        continue;
      if (g_utf8_strlen (parts[i], -1) > DUO_MAX_WORD)
        return refuse (error, "%s: one of them has more than %d characters; put a | between two",
                       columns[column].name, DUO_MAX_WORD);
      g_strv_builder_add (builder, parts[i]);
      n++;
    }
  *words = g_strv_builder_end (builder);
  return n <= DUO_MAX_WORDS ||
         refuse (error, "%s: there are more than %d; write fewer", columns[column].name, DUO_MAX_WORDS);
}

static gboolean
read_choice (const Line *self,
             DuoRosterColumn column,
             const char *on,
             const char *off,
             gboolean fallback,
             gboolean *value,
             GError **error)
{
  const char *cell = self->cells[column];

  *value = *cell != '\0' ? g_ascii_strcasecmp (cell, on) == 0 : fallback;
  if (*cell == '\0' || *value || g_ascii_strcasecmp (cell, off) == 0)
    return TRUE;
  return refuse (error, "%s: “%s” is neither; write %s or %s", columns[column].name, cell, on, off);
}

static char *
dup_cell (const Line *self, DuoRosterColumn column)
{
  return *self->cells[column] != '\0' ? g_strdup (self->cells[column]) : NULL;
}

static gboolean
read_email (const Line *self, DuoRosterEntry *entry, GError **error)
{
  entry->email = g_utf8_strdown (self->cells[DUO_ROSTER_EMAIL], -1);
  return duo_email_is_valid (entry->email) ||
         refuse (error, "email: “%s” is no e-mail address; write it as in ada@example.org",
                 self->cells[DUO_ROSTER_EMAIL]);
}

static gboolean
read_choices (const Line *self, DuoPersonRecord *person, GError **error)
{
  gboolean found = person->role != DUO_ROLE_ORGANIZER; /* whom nobody books */

  return read_choice (self, DUO_ROSTER_MODE, "direct", "selective", FALSE, &person->direct, error) &&
         read_choice (self, DUO_ROSTER_ADMIN, "yes", "no", FALSE, &person->admin, error) &&
         read_choice (self, DUO_ROSTER_LISTED, "yes", "no", found, &person->listed, error);
}

static gboolean
read_person (const Line *self, DuoRosterEntry *entry, GError **error)
{
  DuoPersonRecord *person = entry->person = duo_person_record_new ();

  person->role = kinds[self->kind].role;
  person->name = dup_cell (self, DUO_ROSTER_NAME);
  person->title = g_strdup (self->cells[DUO_ROSTER_TITLE]);
  person->about = dup_cell (self, DUO_ROSTER_ABOUT);
  person->question = dup_cell (self, DUO_ROSTER_QUESTION);
  entry->employer = dup_cell (self, DUO_ROSTER_COMPANY);
  return read_email (self, entry, error) && read_words (self, DUO_ROSTER_TOPICS, &person->topics, error) &&
         read_words (self, DUO_ROSTER_LANGUAGES, &person->languages, error) &&
         read_choices (self, person, error);
}

static gboolean
read_company (const Line *self, DuoRosterEntry *entry, GError **error)
{
  DuoCompanyRecord *company = entry->company = duo_company_record_new ();

  company->name = dup_cell (self, DUO_ROSTER_NAME);
  company->field = dup_cell (self, DUO_ROSTER_FIELD);
  company->size = dup_cell (self, DUO_ROSTER_SIZE);
  company->website = dup_cell (self, DUO_ROSTER_WEBSITE);
  if (company->website != NULL && !g_str_has_prefix (company->website, "https://"))
    return refuse (error, "website: “%s” is none; write it as in https://example.org/", company->website);
  return read_words (self, DUO_ROSTER_LANGUAGES, &company->languages, error);
}

static DuoRosterEntry *
read_entry (const char *const *cells, GError **error)
{
  g_autoptr (DuoRosterEntry) entry = g_new0 (DuoRosterEntry, 1);
  g_auto (Line) line = {{NULL}};
  gboolean read;

  read_cells (&line, cells);
  if (!read_kind (&line, error) || !check_cells (&line, error))
    return NULL;
  read = kinds[line.kind].kind == OF_COMPANY ? read_company (&line, entry, error)
                                             : read_person (&line, entry, error);
  return read ? g_steal_pointer (&entry) : NULL;
}

/* ── all of them ── */

DuoRoster *
duo_roster_new (void)
{
  DuoRoster *self = g_new0 (DuoRoster, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
duo_roster_free (DuoRoster *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->lines);
  g_free (self);
}

char *
duo_roster_dup_company_key (const char *name)
{
  g_autofree char *whole = g_utf8_normalize (name, -1, G_NORMALIZE_NFKC);

  return g_utf8_casefold (whole != NULL ? whole : name, -1);
}

static char *
dup_key (const DuoRosterEntry *entry)
{
  g_autofree char *name = entry->company != NULL ? duo_roster_dup_company_key (entry->company->name) : NULL;

  return name != NULL ? g_strconcat ("company ", name, NULL) : g_strconcat ("person ", entry->email, NULL);
}

gboolean
duo_roster_add (DuoRoster *self, guint line, const char *const *cells, GError **error)
{
  g_autoptr (DuoRosterEntry) entry = read_entry (cells, error);
  g_autofree char *key = entry != NULL ? dup_key (entry) : NULL;
  guint before;

  if (entry == NULL)
    return FALSE;
  before = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, key));
  if (before != 0)
    return refuse (error, "%s: “%s” stands on line %u already; take one of the two out",
                   entry->email != NULL ? "email" : "name",
                   entry->email != NULL ? entry->email : entry->company->name, before);
  g_hash_table_insert (self->lines, g_steal_pointer (&key), GUINT_TO_POINTER (line));
  entry->line = line;
  g_ptr_array_add (self->entries, g_steal_pointer (&entry));
  return TRUE;
}

GPtrArray *
duo_roster_get_entries (DuoRoster *self)
{
  return self->entries;
}

gboolean
duo_roster_entry_check_role (const DuoRosterEntry *self, DuoRole present, GError **error)
{
  if (self->person == NULL || self->person->role == present)
    return TRUE;
  return refuse (error, "role: %s is in the event as %s already, and nobody is both; take the line out",
                 self->email, duo_role_to_string (present));
}
