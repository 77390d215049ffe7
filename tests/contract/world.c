/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"
#include "contract.h"

static const char *const names[] = {"ada", "grace", "linus", "amara", "bo", "chloe", "olive"};

static const struct
{
  const char *name;
  const char *event;
  DuoRole role;
  const char *company;
  gboolean direct;
} people[] = {
    {"ada", FAIR, DUO_ROLE_RECRUITER, "acme", TRUE},
    {"grace", FAIR, DUO_ROLE_RECRUITER, "acme", FALSE},
    {"linus", FAIR, DUO_ROLE_RECRUITER, "umbra", TRUE},
    {"amara", FAIR, DUO_ROLE_TALENT, NULL, FALSE},
    {"bo", FAIR, DUO_ROLE_TALENT, NULL, FALSE},
    {"chloe", FAIR, DUO_ROLE_TALENT, NULL, FALSE},
    {"olive", FAIR, DUO_ROLE_ORGANIZER, NULL, FALSE},
    {"expo-ada", EXPO, DUO_ROLE_RECRUITER, "initech", TRUE},
    {"expo-bo", EXPO, DUO_ROLE_RECRUITER, "initech", TRUE},
    {"expo-amara", EXPO, DUO_ROLE_TALENT, NULL, FALSE},
    {"expo-chloe", EXPO, DUO_ROLE_TALENT, NULL, FALSE},
};

DuoAccountRecord *
world_account (const char *name)
{
  DuoAccountRecord *account = duo_account_record_new ();
  g_autofree char *id = g_strconcat ("a-", name, NULL);

  account->id = id_of (id);
  account->email = g_strconcat (name, "@Example.org", NULL);
  account->name = g_strdup (name);
  account->password = g_strdup ("$argon2id$…");
  return account;
}

DuoPersonRecord *
world_person (const char *name, const char *event, DuoRole role, const char *company, gboolean direct)
{
  DuoPersonRecord *person = duo_person_record_new ();
  g_autofree char *account = g_strconcat ("a-", g_str_has_prefix (name, "expo-") ? name + 5 : name, NULL);

  person->id = id_of (name);
  person->event = g_strdup (event);
  person->account = id_of (account);
  person->company = company != NULL ? id_of (company) : NULL;
  person->role = role;
  person->name = g_strdup (name);
  person->title = g_strdup ("Engineer");
  person->topics = g_strsplit ("Compilers,Networks", ",", -1);
  person->languages = g_strsplit ("English,Deutsch", ",", -1);
  person->direct = direct;
  person->listed = role != DUO_ROLE_ORGANIZER;
  return person;
}

static DuoCompanyRecord *
company_new (const char *name, const char *event)
{
  DuoCompanyRecord *company = duo_company_record_new ();

  company->id = id_of (name);
  company->event = g_strdup (event);
  company->name = g_strdup (name);
  company->field = g_strdup ("Machines");
  company->size = g_strdup ("120 in Malmö");
  company->languages = g_strsplit ("English", ",", -1);
  return company;
}

static DuoEventRecord *
event_new (const char *id)
{
  static const DuoDayWindow windows[] = {{540, 720}, {780, 1020}};
  DuoEventRecord *event = duo_event_record_new ();

  event->id = g_strdup (id);
  event->name = g_strdup ("Career Fair");
  event->zone = g_strdup ("Africa/Abidjan"); /* a real zone that is always UTC */
  event->state = DUO_EVENT_OPEN;
  event->format.durations[0] = 15;
  event->format.durations[1] = 30;
  event->format.n_durations = 2;
  g_ptr_array_add (event->days, duo_day_new (DAY1, DUO_DAY_VIRTUAL, windows, 2, NULL));
  g_ptr_array_add (event->days, duo_day_new (DAY2, DUO_DAY_IN_PERSON, windows, 2, NULL));
  return event;
}

DuoWrite *
world_new (void)
{
  DuoWrite *write = duo_write_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    duo_write_take_account (write, world_account (names[i]));
  duo_write_take_event (write, event_new (FAIR));
  duo_write_take_event (write, event_new (EXPO));
  duo_write_take_company (write, company_new ("acme", FAIR));
  duo_write_take_company (write, company_new ("umbra", FAIR));
  duo_write_take_company (write, company_new ("initech", EXPO));
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    duo_write_take_person (write, world_person (people[i].name, people[i].event, people[i].role,
                                                people[i].company, people[i].direct));
  return write;
}
