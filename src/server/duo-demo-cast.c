/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-demo-private.h"

#include <string.h>

#include "duo-demo-cv.h"
#include "duo-id.h"

#define RECRUITERS_PER_COMPANY 12
#define FIVE_MINUTES 5

typedef struct
{
  const DuoDemoOptions *options;
  const char *password;
  DuoWrite *write;
  DuoDemoCast *cast;
  GRand *random;
  GHashTable *emails;
  GPtrArray *companies; /* ids */
  GPtrArray *hosts;
  gint64 now;
} Maker;

static void
person_free (gpointer data)
{
  DuoDemoPerson *self = data;

  g_free (self->account);
  g_free (self->person);
  g_free (self->email);
  g_array_unref (self->busy);
  g_free (self);
}

static char **
split_list (const char *text)
{
  return g_strsplit (text, "|", -1);
}

static guint
count (const char *const *list)
{
  return g_strv_length ((char **) list);
}

static const char *
pick (Maker *self, const char *const *list)
{
  return list[g_rand_int_range (self->random, 0, count (list))];
}

static char *
pick_part (Maker *self, const char *list)
{
  g_auto (GStrv) parts = split_list (list);

  return g_strdup (pick (self, (const char *const *) parts));
}

/* Letters that g_str_to_ascii() has nothing for in the C locale. */
static char *
spell_out (const char *name)
{
  static const char *const pairs[][2] = {{"ø", "o"},  {"Ø", "O"},  {"ı", "i"},  {"ł", "l"},  {"Ł", "L"},
                                         {"đ", "d"},  {"Đ", "D"},  {"þ", "th"}, {"Þ", "Th"}, {"ð", "d"},
                                         {"æ", "ae"}, {"Æ", "Ae"}, {"ß", "ss"}, {"’", ""}};
  g_autoptr (GString) text = g_string_new (name);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_string_replace (text, pairs[i][0], pairs[i][1], 0);

  return g_str_to_ascii (text->str, "C");
}

/* "Jón Þór Einarsson" → "jon.thor.einarsson", and a number where somebody has that already. */
static char *
make_email (Maker *self, const char *name, const char *host)
{
  g_autofree char *ascii = spell_out (name);
  g_autoptr (GString) local = g_string_new (NULL);
  char *email;

  for (const char *c = ascii; *c; c++)
    if (g_ascii_isalpha (*c))
      g_string_append_c (local, g_ascii_tolower (*c));
    else if (strchr (" .-", *c) && local->len > 0 && local->str[local->len - 1] != '.')
      g_string_append_c (local, '.');
  email = g_strdup_printf ("%s@%s", local->str, host);
  for (guint n = 2; g_hash_table_contains (self->emails, email); n++)
    {
      g_free (email);
      email = g_strdup_printf ("%s%u@%s", local->str, n, host);
    }
  g_hash_table_add (self->emails, g_strdup (email));

  return email;
}

static DuoDemoPerson *
add_account (Maker *self, const char *name, const char *host)
{
  DuoDemoPerson *person = g_new0 (DuoDemoPerson, 1);
  DuoAccountRecord *account = duo_account_record_new ();

  person->account = duo_id_new ();
  person->person = duo_id_new ();
  person->email = make_email (self, name, host);
  person->busy = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));
  account->id = g_strdup (person->account);
  account->email = g_strdup (person->email);
  account->name = g_strdup (name);
  account->password = g_strdup (self->password);
  duo_write_take_account (self->write, account);

  return person;
}

static DuoPersonRecord *
begin_record (Maker *self, DuoDemoPerson *person, DuoRole role, const char *name)
{
  DuoPersonRecord *record = duo_person_record_new ();

  record->id = g_strdup (person->person);
  record->event = g_strdup (self->cast->event->id);
  record->account = g_strdup (person->account);
  record->role = role;
  record->name = g_strdup (name);
  record->listed = TRUE;

  return record;
}

/* ── companies ─────────────────────────────────────────────────────────────────────────────── */

static void
add_company (Maker *self, const DuoDemoCompany *made, const char *name, const char *host)
{
  DuoCompanyRecord *record = duo_company_record_new ();

  record->id = duo_id_new ();
  record->event = g_strdup (self->cast->event->id);
  record->name = g_strdup (name);
  record->field = g_strdup (made->field);
  record->size = g_strdup (made->size);
  g_strfreev (record->languages);
  record->languages = split_list (made->languages);
  record->website = g_strdup_printf ("https://%s/", host);
  g_ptr_array_add (self->companies, g_strdup (record->id));
  g_ptr_array_add (self->hosts, g_strdup (host));
  duo_write_take_company (self->write, record);
}

static void
add_companies (Maker *self)
{
  guint n;
  const DuoDemoCompany *made = duo_demo_get_companies (&n);
  guint wanted = MAX (n, self->options->recruiters / RECRUITERS_PER_COMPANY);

  for (guint i = 0; i < wanted; i++)
    {
      const DuoDemoCompany *base = &made[i % n];
      g_autofree char *name =
          i < n ? g_strdup (base->name) : g_strdup_printf ("%s %s", pick (self, duo_demo_places), base->name);
      g_autofree char *host = i < n ? g_strdup (base->host) : g_strdup_printf ("c%u.%s", i, base->host);

      add_company (self, base, name, host);
    }
}

/* ── recruiters ────────────────────────────────────────────────────────────────────────────── */

guint
duo_demo_get_minutes (DuoDemoTraits traits, guint day)
{
  if ((traits & DUO_DEMO_QUICK) && day == 0)
    return FIVE_MINUTES;

  return traits & DUO_DEMO_LONG ? 30 : 15;
}

static void
add_availability (Maker *self, DuoDemoPerson *person)
{
  GPtrArray *days = self->cast->event->days;

  for (guint i = 0; i < days->len; i++)
    duo_write_take_availability (
        self->write, person->person,
        duo_availability_new (duo_day_get_date (days->pdata[i]), duo_demo_get_minutes (person->traits, i)));
}

static void
add_recruiter (Maker *self, const DuoDemoRecruiter *made, guint company)
{
  DuoDemoPerson *person = add_account (self, made->name, self->hosts->pdata[company]);
  DuoPersonRecord *record = begin_record (self, person, DUO_ROLE_RECRUITER, made->name);

  person->traits = made->traits;
  person->asks = made->question != NULL;
  record->company = g_strdup (self->companies->pdata[company]);
  record->title = g_strdup (made->title);
  record->about = g_strdup (made->about);
  g_strfreev (record->topics);
  record->topics = split_list (made->topics);
  g_strfreev (record->languages);
  record->languages = split_list (made->languages);
  record->question = g_strdup (made->question);
  record->direct = (made->traits & DUO_DEMO_DIRECT) != 0;
  record->paused = (made->traits & DUO_DEMO_PAUSED) != 0;
  g_ptr_array_add (self->cast->recruiters, person);
  duo_write_take_person (self->write, record);
  add_availability (self, person);
}

static char *
make_name (Maker *self, const char **languages)
{
  guint n;
  const DuoDemoNames *names = duo_demo_get_names (&n);
  const DuoDemoNames *chosen = &names[g_rand_int_range (self->random, 0, n)];
  g_autofree char *given = pick_part (self, chosen->given);
  g_autofree char *family = pick_part (self, chosen->family);

  *languages = chosen->languages;

  return chosen->family_first ? g_strdup_printf ("%s %s", family, given)
                              : g_strdup_printf ("%s %s", given, family);
}

static char *
make_topics (Maker *self, const char **first)
{
  GString *text = g_string_new (NULL);
  guint n = g_rand_int_range (self->random, 1, 5);
  guint at = g_rand_int_range (self->random, 0, count (duo_demo_topics));

  *first = duo_demo_topics[at];
  for (guint i = 0; i < n; i++, at = (at + 7) % count (duo_demo_topics))
    g_string_append_printf (text, "%s%s", i ? "|" : "", duo_demo_topics[at]);

  return g_string_free (text, FALSE);
}

/* The texts hold one "%s" each, which a literal format cannot be. */
static char *
fill_in (const char *text, const char *word)
{
  g_auto (GStrv) parts = g_strsplit (text, "%s", 2);

  return g_strjoinv (word, parts);
}

static DuoDemoTraits
make_traits (Maker *self)
{
  static const DuoDemoTraits choices[] = {DUO_DEMO_DIRECT,
                                          DUO_DEMO_DIRECT,
                                          DUO_DEMO_DIRECT | DUO_DEMO_QUICK,
                                          0,
                                          DUO_DEMO_DIRECT | DUO_DEMO_LONG,
                                          0,
                                          DUO_DEMO_LONG,
                                          DUO_DEMO_DIRECT,
                                          DUO_DEMO_PAUSED};

  return choices[g_rand_int_range (self->random, 0, G_N_ELEMENTS (choices))];
}

static void
invent_recruiter (Maker *self)
{
  const char *topic, *languages;
  g_autofree char *name = make_name (self, &languages);
  g_autofree char *topics = make_topics (self, &topic);
  g_autofree char *about = fill_in (pick (self, duo_demo_recruiter_texts), topic);
  DuoDemoRecruiter made = {.name = name, .topics = topics, .about = about, .languages = languages};

  made.title = pick (self, duo_demo_titles);
  made.traits = make_traits (self);
  made.question = g_rand_boolean (self->random) && !(made.traits & DUO_DEMO_DIRECT)
                      ? pick (self, duo_demo_questions)
                      : NULL;
  add_recruiter (self, &made, g_rand_int_range (self->random, 0, self->companies->len));
}

static void
add_recruiters (Maker *self)
{
  guint n;
  const DuoDemoRecruiter *made = duo_demo_get_recruiters (&n);

  for (guint i = 0; i < self->options->recruiters; i++)
    if (i < n)
      add_recruiter (self, &made[i], made[i].company);
    else
      invent_recruiter (self);
}

/* ── talents ───────────────────────────────────────────────────────────────────────────────── */

static void
add_talent (Maker *self, const DuoDemoTalent *made)
{
  DuoDemoPerson *person = add_account (self, made->name, "mail.example");
  DuoPersonRecord *record = begin_record (self, person, DUO_ROLE_TALENT, made->name);

  record->title = g_strdup (made->title);
  record->about = g_strdup (made->about);
  g_strfreev (record->topics);
  record->topics = split_list (made->topics);
  g_strfreev (record->languages);
  record->languages = split_list (made->languages);
  g_ptr_array_add (self->cast->talents, person);
  duo_write_take_person (self->write, record);
}

/* Of those with a story of their own every other one, so that one sees both. */
static void
add_cv (Maker *self, const DuoDemoTalent *made, guint index)
{
  const DuoDemoPerson *person = g_ptr_array_index (self->cast->talents, index);
  g_autoptr (GBytes) body = NULL;
  g_autofree char *name = NULL;

  if (index % 2 != 0)
    return;
  body = duo_demo_cv_new (made);
  name = g_strdup_printf ("%s.pdf", made->name);
  duo_write_take_cv (self->write, person->account,
                     duo_cv_record_new (name, g_bytes_get_size (body), self->now), body);
}

static void
invent_talent (Maker *self)
{
  const char *topic, *languages;
  g_autofree char *name = make_name (self, &languages);
  g_autofree char *topics = make_topics (self, &topic);
  g_autofree char *about = fill_in (pick (self, duo_demo_talent_texts), topic);
  g_autofree char *title = fill_in (pick (self, duo_demo_studies), pick (self, duo_demo_places));
  DuoDemoTalent made = {name, title, topics, languages, about};

  add_talent (self, &made);
}

static void
add_talents (Maker *self)
{
  guint n;
  const DuoDemoTalent *made = duo_demo_get_talents (&n);

  for (guint i = 0; i < self->options->talents; i++)
    if (i < n)
      {
        add_talent (self, &made[i]);
        add_cv (self, &made[i], i);
      }
    else
      invent_talent (self);
}

/* Nobody finds the organizer in the directory. */
static void
add_organizer (Maker *self)
{
  static const char name[] = "Karin Åström";
  DuoDemoPerson *person = add_account (self, name, "nordictech.example");
  DuoPersonRecord *record = begin_record (self, person, DUO_ROLE_ORGANIZER, name);

  record->title = g_strdup ("Organizer");
  record->listed = FALSE;
  self->cast->organizer = person;
  duo_write_take_person (self->write, record);
}

DuoDemoCast *
duo_demo_cast_new (const DuoDemoOptions *options, gint64 now, const char *password_hash, DuoWrite *write)
{
  DuoDemoCast *cast = g_new0 (DuoDemoCast, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (options->seed);
  g_autoptr (GHashTable) emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) companies = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) hosts = g_ptr_array_new_with_free_func (g_free);
  Maker maker = {options, password_hash, write, cast, random, emails, companies, hosts, now};

  cast->event = duo_demo_event_new (now);
  cast->zone = duo_event_record_dup_zone (cast->event);
  cast->recruiters = g_ptr_array_new_with_free_func (person_free);
  cast->talents = g_ptr_array_new_with_free_func (person_free);
  duo_write_take_event (write, duo_event_record_copy (cast->event));
  add_companies (&maker);
  add_recruiters (&maker);
  add_talents (&maker);
  add_organizer (&maker);

  return cast;
}

void
duo_demo_cast_free (DuoDemoCast *self)
{
  g_ptr_array_unref (self->recruiters);
  g_ptr_array_unref (self->talents);
  person_free (self->organizer);
  g_time_zone_unref (self->zone);
  duo_event_record_free (self->event);
  g_free (self);
}
