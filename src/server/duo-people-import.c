/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-people-import.h"

#include "duo-csv.h"
#include "duo-free-text.h"
#include "duo-id.h"
#include "duo-password.h"
#include "duo-token.h"

#define NOWHERE G_MAXUINT

/* What is known of a line after comparing. */
typedef struct
{
  const DuoRosterEntry *entry;
  char *account; /* (nullable): its id, where there is one */
  gboolean present;
} Item;

struct _DuoPeopleImport
{
  DuoRoster *roster;
  GPtrArray *faults;
  char *event;
  GArray *items;         /* Item */
  GHashTable *companies; /* key → id, of those that are there and of those that are added */
  DuoPeopleCounts counts;
};

static void
item_clear (gpointer data)
{
  g_free (((Item *) data)->account);
}

void
duo_people_import_free (DuoPeopleImport *self)
{
  duo_roster_free (self->roster);
  g_ptr_array_unref (self->faults);
  g_array_unref (self->items);
  g_hash_table_unref (self->companies);
  g_free (self->event);
  g_free (self);
}

static void
fault_free (gpointer data)
{
  DuoPeopleFault *fault = data;

  g_free (fault->what);
  g_free (fault);
}

static int
compare_faults (gconstpointer a, gconstpointer b)
{
  const DuoPeopleFault *one = *(const DuoPeopleFault *const *) a, *other = *(const DuoPeopleFault *const *) b;

  return (one->line > other->line) - (one->line < other->line);
}

static void G_GNUC_PRINTF (3, 4) add_fault (DuoPeopleImport *self, guint line, const char *format, ...)
{
  DuoPeopleFault *fault = g_new0 (DuoPeopleFault, 1);
  va_list arguments;

  va_start (arguments, format);
  fault->line = line;
  fault->what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->faults, fault);
}

/* ── reading ───────────────────────────────────────────────────────────────────────────────── */

/* Which cell of a record says what; NOWHERE for a column that is not there. */
typedef struct
{
  guint cells[DUO_N_ROSTER_COLUMNS];
  guint n_cells;
} Header;

static char *
list_columns (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < DUO_N_ROSTER_COLUMNS; i++)
    g_strv_builder_add (builder, duo_roster_column_to_string (i));
  names = g_strv_builder_end (builder);

  return g_strjoinv (", ", names);
}

static void
read_name (DuoPeopleImport *self, Header *header, guint line, guint cell, char *name)
{
  DuoRosterColumn column;

  if (!duo_roster_column_from_string (g_strstrip (name), &column))
    {
      g_autofree char *all = list_columns ();
      g_autofree char *clean = duo_free_text_dup_clean (name, FALSE);

      add_fault (self, line, "there is no column “%s”; take it out, or name it one of: %s", clean, all);
    }
  else if (header->cells[column] != NOWHERE)
    add_fault (self, line, "the column “%s” is there twice; take one out", name);
  else
    header->cells[column] = cell;
}

static void
check_header (DuoPeopleImport *self, const Header *header, guint line)
{
  for (guint i = 0; i < DUO_N_ROSTER_COLUMNS; i++)
    if (duo_roster_column_is_needed (i) && header->cells[i] == NOWHERE)
      add_fault (self, line,
                 "the column “%s” is missing; the first line names the columns, as in: "
                 "role,name,email,company,title",
                 duo_roster_column_to_string (i));
}

static gboolean
read_header (DuoPeopleImport *self, DuoCsv *csv, Header *header)
{
  guint line;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = duo_csv_next (csv, &line, &error);

  /* Where nothing is, it is the first that is missing. */
  if (names == NULL && error == NULL)
    line = 1;
  header->n_cells = names ? g_strv_length (names) : 0;
  for (guint i = 0; i < DUO_N_ROSTER_COLUMNS; i++)
    header->cells[i] = NOWHERE;
  for (guint i = 0; i < header->n_cells; i++)
    read_name (self, header, line, i, names[i]);
  if (error)
    add_fault (self, line, "%s", error->message);
  else
    check_header (self, header, line);

  return self->faults->len == 0;
}

static void
read_record (DuoPeopleImport *self, const Header *header, guint line, char **record)
{
  const char *cells[DUO_N_ROSTER_COLUMNS] = {NULL};
  guint n = g_strv_length (record);
  g_autoptr (GError) error = NULL;

  if (n != header->n_cells)
    {
      add_fault (self, line,
                 "it has %u cells and the first line names %u columns; give each its cell, empty "
                 "ones too, and put a cell with a comma into quotes",
                 n, header->n_cells);
      return;
    }
  for (guint i = 0; i < DUO_N_ROSTER_COLUMNS; i++)
    if (header->cells[i] != NOWHERE)
      cells[i] = record[header->cells[i]];
  if (!duo_roster_add (self->roster, line, cells, &error))
    add_fault (self, line, "%s", error->message);
}

/* FALSE at the end. */
static gboolean
read_next (DuoPeopleImport *self, DuoCsv *csv, const Header *header)
{
  guint line;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) record = duo_csv_next (csv, &line, &error);

  if (record)
    read_record (self, header, line, record);
  else if (error)
    add_fault (self, line, "%s", error->message);

  return record || error;
}

DuoPeopleImport *
duo_people_import_new (const char *text, gsize length)
{
  DuoPeopleImport *self = g_new0 (DuoPeopleImport, 1);
  g_autoptr (DuoCsv) csv = duo_csv_new (text, length);
  Header header;

  self->roster = duo_roster_new ();
  self->faults = g_ptr_array_new_with_free_func (fault_free);
  self->items = g_array_new (FALSE, TRUE, sizeof (Item));
  g_array_set_clear_func (self->items, item_clear);
  self->companies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (read_header (self, csv, &header))
    while (read_next (self, csv, &header))
      ;

  return self;
}

GPtrArray *
duo_people_import_get_faults (DuoPeopleImport *self)
{
  return self->faults;
}

const DuoPeopleCounts *
duo_people_import_get_counts (DuoPeopleImport *self)
{
  return &self->counts;
}

/* ── comparing ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
load_companies (DuoPeopleImport *self, DuoStore *store, GError **error)
{
  g_autoptr (GPtrArray) companies = duo_store_list_companies (store, self->event, error);

  for (guint i = 0; companies && i < companies->len; i++)
    {
      const DuoCompanyRecord *company = companies->pdata[i];

      g_hash_table_replace (self->companies, duo_roster_dup_company_key (company->name),
                            g_strdup (company->id));
    }

  return companies != NULL;
}

/* Nobody there is no error here. */
static gboolean
pass_not_found (GError **found, GError **error)
{
  if (*found == NULL || g_error_matches (*found, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (found));

  return FALSE;
}

static gboolean
find_person (DuoPeopleImport *self, DuoStore *store, Item *item, GError **error)
{
  g_autoptr (GError) why = NULL, fault = NULL;
  g_autoptr (DuoAccountRecord) account = duo_store_find_account (store, item->entry->email, &why);
  g_autoptr (DuoPersonRecord) person = NULL;

  if (!pass_not_found (&why, error))
    return FALSE;
  if (account == NULL)
    return TRUE;
  g_clear_error (&why);
  item->account = g_strdup (account->id);
  person = duo_store_find_participation (store, self->event, account->id, &why);
  if (!pass_not_found (&why, error))
    return FALSE;
  item->present = person != NULL;
  if (person && !duo_roster_entry_check_role (item->entry, person->role, &fault))
    add_fault (self, item->entry->line, "%s", fault->message);

  return TRUE;
}

static void
find_company (DuoPeopleImport *self, Item *item)
{
  g_autofree char *key = duo_roster_dup_company_key (item->entry->company->name);

  item->present = g_hash_table_contains (self->companies, key);
}

static void
count (DuoPeopleImport *self, const Item *item)
{
  const DuoPersonRecord *person = item->entry->person;

  if (item->present)
    self->counts.present++;
  else if (person == NULL)
    self->counts.companies++;
  else
    {
      self->counts.organizers += person->role == DUO_ROLE_ORGANIZER;
      self->counts.recruiters += person->role == DUO_ROLE_RECRUITER;
      self->counts.talents += person->role == DUO_ROLE_TALENT;
      self->counts.accounts += item->account == NULL;
    }
}

/* A company that only its recruiters name has no line of its own. */
static void
add_named_companies (DuoPeopleImport *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);
      const char *name = item->entry->employer;
      g_autofree char *key = name && !item->present ? duo_roster_dup_company_key (name) : NULL;

      if (key == NULL || g_hash_table_contains (self->companies, key))
        continue;
      g_hash_table_insert (self->companies, g_steal_pointer (&key), NULL);
      self->counts.companies++;
    }
}

static void
note_companies (DuoPeopleImport *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);

      if (item->entry->company && !item->present)
        g_hash_table_insert (self->companies, duo_roster_dup_company_key (item->entry->company->name), NULL);
    }
  add_named_companies (self);
}

gboolean
duo_people_import_compare (DuoPeopleImport *self, DuoStore *store, const char *event, GError **error)
{
  GPtrArray *entries = duo_roster_get_entries (self->roster);

  self->event = g_strdup (event);
  if (!load_companies (self, store, error))
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const Item blank = {entries->pdata[i]};
      Item *item;

      g_array_append_val (self->items, blank);
      item = &g_array_index (self->items, Item, i);
      if (item->entry->company)
        find_company (self, item);
      else if (!find_person (self, store, item, error))
        return FALSE;
      count (self, item);
    }
  note_companies (self);
  g_ptr_array_sort (self->faults, compare_faults);

  return TRUE;
}

/* ── writing ───────────────────────────────────────────────────────────────────────────────── */

static void
take_company (DuoPeopleImport *self, DuoWrite *write, DuoCompanyRecord *company)
{
  company->id = duo_id_new ();
  company->event = g_strdup (self->event);
  g_hash_table_replace (self->companies, duo_roster_dup_company_key (company->name), g_strdup (company->id));
  duo_write_take_company (write, company);
}

static DuoCompanyRecord *
copy_company (const DuoCompanyRecord *said)
{
  DuoCompanyRecord *company = duo_company_record_new ();

  company->name = g_strdup (said->name);
  company->field = g_strdup (said->field);
  company->size = g_strdup (said->size);
  company->languages = g_strdupv (said->languages);
  company->website = g_strdup (said->website);

  return company;
}

static void
add_companies (DuoPeopleImport *self, DuoWrite *write)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);

      if (item->entry->company && !item->present)
        take_company (self, write, copy_company (item->entry->company));
    }
}

static const char *
find_employer (DuoPeopleImport *self, DuoWrite *write, const char *name)
{
  g_autofree char *key = duo_roster_dup_company_key (name);
  DuoCompanyRecord said = {.name = (char *) name};

  if (g_hash_table_lookup (self->companies, key) == NULL)
    take_company (self, write, copy_company (&said));

  return g_hash_table_lookup (self->companies, key);
}

static void
add_person (DuoPeopleImport *self, DuoWrite *write, const Item *item)
{
  DuoPersonRecord *person = duo_person_record_copy (item->entry->person);
  const char *employer = item->entry->employer;

  person->id = duo_id_new ();
  person->event = g_strdup (self->event);
  person->account = g_strdup (item->account);
  person->company = employer ? g_strdup (find_employer (self, write, employer)) : NULL;
  duo_write_take_person (write, person);
}

static void
add_account (DuoWrite *write, Item *item, const char *hash)
{
  DuoAccountRecord *account = duo_account_record_new ();

  item->account = duo_id_new ();
  account->id = g_strdup (item->account);
  account->email = g_strdup (item->entry->email);
  account->name = g_strdup (item->entry->person->name);
  account->password = g_strdup (hash);
  duo_write_take_account (write, account);
}

/* (element-type Item): those who come for the first time */
static GPtrArray *
find_new (DuoPeopleImport *self)
{
  GPtrArray *fresh = g_ptr_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = &g_array_index (self->items, Item, i);

      if (item->entry->person && item->account == NULL)
        g_ptr_array_add (fresh, item);
    }

  return fresh;
}

static gboolean
add_accounts (DuoPeopleImport *self, DuoWrite *write, GString *text, GError **error)
{
  static const char *const names[] = {"email", "password", "name", NULL};
  g_autoptr (GPtrArray) fresh = find_new (self);
  g_autoptr (GPtrArray) passwords = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_token_free);
  g_autoptr (GPtrArray) hashes = NULL;

  for (guint i = 0; i < fresh->len; i++)
    g_ptr_array_add (passwords, duo_password_new ());
  hashes = duo_passwords_hash (passwords, error);
  if (hashes == NULL)
    return FALSE;
  duo_csv_write (text, names);
  for (guint i = 0; i < fresh->len; i++)
    {
      Item *item = fresh->pdata[i];
      const char *cells[] = {item->entry->email, passwords->pdata[i], item->entry->person->name, NULL};

      duo_csv_write (text, cells);
      add_account (write, item, hashes->pdata[i]);
    }

  return TRUE;
}

static void
note_import (DuoPeopleImport *self, DuoWrite *write)
{
  const DuoPeopleCounts *n = &self->counts;
  g_autofree char *detail =
      g_strdup_printf ("%s companies=%u organizers=%u recruiters=%u talents=%u", self->event, n->companies,
                       n->organizers, n->recruiters, n->talents);

  duo_write_audit (write, NULL, "import", detail);
}

DuoWrite *
duo_people_import_make_write (DuoPeopleImport *self, GString *passwords, GError **error)
{
  g_autoptr (DuoWrite) write = duo_write_new ();

  if (!add_accounts (self, write, passwords, error))
    return NULL;
  add_companies (self, write);
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);

      if (item->entry->person && !item->present)
        add_person (self, write, item);
    }
  note_import (self, write);

  return g_steal_pointer (&write);
}
