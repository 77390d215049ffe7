/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-up.h"

static const DuoDayWindow windows[] = {{600, 720}, {780, 1020}};

static gint64
parse (const char *time)
{
  gint64 moment = 0;

  g_assert_true (duo_time_parse (time, &moment));
  return moment;
}

static DuoDay *
new_day (const char *date)
{
  g_autoptr (GError) error = NULL;
  DuoDay *day = duo_day_new (date, DUO_DAY_VIRTUAL, windows, G_N_ELEMENTS (windows), &error);

  g_assert_no_error (error);
  return day;
}

static DuoEventRecord *
new_record (DuoRole role)
{
  DuoEventRecord *record = duo_event_record_new ();

  record->id = g_strdup ("nordic");
  record->name = g_strdup ("Nordic Tech Careers 2026");
  record->zone = g_strdup ("Europe/Stockholm");
  record->state = DUO_EVENT_OPEN;
  record->me = g_strdup ("me");
  record->role = role;
  duo_format_init (&record->format);
  record->format.limit_per_talent = 5;
  g_ptr_array_add (record->days, new_day ("2026-11-03"));
  g_ptr_array_add (record->days, new_day ("2026-11-04"));
  g_ptr_array_add (record->days, new_day ("2026-11-05"));
  return record;
}

MadeUp *
made_up_new (DuoRole role)
{
  g_autoptr (DuoEventRecord) record = new_record (role);
  MadeUp *self = g_new0 (MadeUp, 1);

  self->clock = duo_clock_new ();
  made_up_set_now (self, MADE_UP_NOW);
  self->event = duo_event_new (record, self->clock);
  self->session = fake_session_new (self->clock, self->event);
  return self;
}

void
made_up_free (MadeUp *self)
{
  g_clear_object (&self->session);
  g_clear_object (&self->event);
  g_clear_pointer (&self->clock, duo_clock_unref);
  g_free (self);
}

void
made_up_set_now (MadeUp *self, const char *time)
{
  duo_clock_set_offset_us (self->clock, parse (time) * G_USEC_PER_SEC - g_get_real_time ());
  if (self->event)
    duo_event_refresh (self->event);
}

void
made_up_set_format (MadeUp *self, DuoRequestsBy by, const char *opens)
{
  g_autoptr (DuoEventRecord) record = duo_event_record_copy (duo_event_get_record (self->event));

  record->format.requests_by = by;
  record->format.opens = opens ? parse (opens) : 0;
  duo_event_update (self->event, record);
}

void
made_up_set_gap (MadeUp *self, guint minutes)
{
  g_autoptr (DuoEventRecord) record = duo_event_record_copy (duo_event_get_record (self->event));

  record->format.gap = minutes;
  duo_event_update (self->event, record);
}

void
made_up_set_notice (MadeUp *self, guint minutes)
{
  g_autoptr (DuoEventRecord) record = duo_event_record_copy (duo_event_get_record (self->event));

  record->format.notice = minutes;
  duo_event_update (self->event, record);
}

void
made_up_set_closes (MadeUp *self, guint minutes)
{
  g_autoptr (DuoEventRecord) record = duo_event_record_copy (duo_event_get_record (self->event));

  record->format.closes = minutes;
  duo_event_update (self->event, record);
}

static char **
split (const char *words)
{
  return words ? g_strsplit (words, ", ", -1) : NULL;
}

static DuoCompanyRecord *
new_company (const char *name)
{
  DuoCompanyRecord *record = duo_company_record_new ();

  record->id = g_strdup (name);
  record->event = g_strdup ("nordic");
  record->name = g_strdup (name);
  record->field = g_strdup ("Storage for research and public archives");
  record->size = g_strdup ("240 in Uppsala, Gdańsk and remote");
  record->languages = split ("English, Swedish, Polish");
  record->website = g_strdup ("https://kvarken.example");
  record->rev = 1;
  return record;
}

static DuoPersonRecord *
new_person (const MadeUpPerson *person, DuoRole role)
{
  DuoPersonRecord *record = duo_person_record_new ();

  record->id = g_strdup (person->id);
  record->event = g_strdup ("nordic");
  record->role = role;
  record->name = g_strdup (person->name);
  record->title = g_strdup (person->title ? person->title : "");
  record->company = g_strdup (person->company);
  record->about =
      g_strdup ("I lead the storage team in Uppsala: nine people, two of them hired at this event last "
                "year. I like to talk about how you debug, not about puzzles. Bring something you built, "
                "finished or not.");
  record->topics = split (person->topics);
  record->languages = split (person->languages);
  record->question = g_strdup (person->question);
  record->direct = person->direct;
  record->paused = person->paused;
  record->listed = TRUE;
  record->rev = 1;
  return record;
}

void
made_up_add_people (MadeUp *self, const MadeUpPerson *people, gsize n_people)
{
  DuoRole role =
      duo_event_get_role (self->event) == DUO_ROLE_RECRUITER ? DUO_ROLE_TALENT : DUO_ROLE_RECRUITER;
  GPtrArray *companies = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_company_record_free);
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_person_record_free);
  g_autofree DuoPersonCounts *counts = g_new0 (DuoPersonCounts, n_people);

  for (gsize i = 0; i < n_people; i++)
    {
      if (people[i].company)
        g_ptr_array_add (companies, new_company (people[i].company));
      g_ptr_array_add (records, new_person (&people[i], role));
      counts[i] = (DuoPersonCounts) {people[i].id, people[i].open_slots, people[i].requests};
    }
  duo_event_take_companies (self->event, companies);
  duo_event_take_people (self->event, records);
  duo_event_set_counts (self->event, counts, n_people);
}

DuoPerson *
made_up_find (MadeUp *self, const char *id)
{
  DuoPerson *person = duo_event_find_person (self->event, id);

  g_assert_nonnull (person);
  return person;
}

static const MadeUpPerson usual[] = {
    {"ada", "Ada Lindqvist", "Engineering Manager", "Kvarken Systems",
     "Rust, Distributed systems, Graduates, Storage engines, Master’s thesis", "English, Swedish",
     "Which of your projects should we talk about?", 14, 23, TRUE},
    {"ingrid", "Ingrid Solberg", "Talent Partner", "Fjordlys Energi", "Power electronics, Embedded C",
     "English, Norwegian", "When could you start?", 3, 22},
    {"mateusz", "Mateusz Kowalczyk", "Head of Data", "Saltholm Biotech", "Bioinformatics, Python",
     "English, Polish", NULL, 0, 31, TRUE},
    {"priya", "Priya Raghunathan", "Principal Recruiter", "Halden Grid",
     "Data engineering, Kotlin, Internships", "English", NULL, 9, 8},
    {"tuomas", "Tuomas Heikkinen", "Staff Engineer", "Aurora Mobility", "C++, Robotics, Master’s thesis",
     "English, Finnish", NULL, 5, 1, TRUE, TRUE},
    {"leila", "Leïla Benhaddou", "Recruiting Lead", "Brisling Payments", "Security, Go", "English, French",
     NULL, 4, 12},
    {"oluwaseun", "Oluwaseun Adeyemi", "VP Engineering", "Merekivi Software",
     "Frontend, Accessibility, TypeScript", "English", NULL, 12, 6, TRUE},
    {"chen", "Chen Yu-ting", "Robotics Lead", "Polarstern Robotics", "Motion planning, ROS 2, Perception",
     "English, Chinese", NULL, 2, 27, TRUE},
    {"jon", "Jón Þór Einarsson", "CTO", "Hrafn Geospatial", "GIS, Remote sensing", "English, Icelandic", NULL,
     7, 3},
    {"thandiwe", "Thandiwe Mokoena", "Campus Recruiter", "Nordhavn Logistics",
     "Operations research, Graduates", "English", NULL, 8, 5},
    {"soren", "Søren Vestergaard", "Team Lead, Firmware", "Lumen Acoustics", "DSP, Embedded C, Zephyr",
     "English, Danish", NULL, 4, 13, TRUE},
    {"nilufar", "Nilufar Karimova", "People & Culture", "Skärgård Health", "Product design, UX research",
     "English", NULL, 10, 7},
    {"piotr", "Piotr Zieliński", "Site Reliability", "Kvarken Systems", "Linux, Rust", "Polish, English",
     NULL, 4, 9, TRUE},
    {"long", "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Montmorency",
     "Vice President of Engineering Excellence and Developer Productivity",
     "Internationale Gesellschaft für Elektromaschinenbau und Regelungstechnik",
     "Electromechanical system integration, Regelungstechnik für Fortgeschrittene, C, Graduates, Rust",
     "English, German", NULL, 120, 1045, TRUE},
    {"yuki", "Yuki Tanabe", "Research Scientist", "Saltholm Biotech", "Protein folding", "English, Japanese",
     NULL, 6, 2},
    {"rosa", "Rosa Quispe", "Grid Engineer", "Halden Grid", "Grid", "English, Spanish", NULL, 3, 3, TRUE},
    {"aino", "Aino Virtanen", "Optics Lead", "Tampere Optics", "Optics", "English, Finnish", NULL, 3, 1,
     TRUE},
};

MadeUp *
made_up_new_peopled (DuoRole role)
{
  MadeUp *self = made_up_new (role);

  made_up_add_people (self, usual, G_N_ELEMENTS (usual));
  return self;
}

DuoTimeRange
made_up_range (const char *start, guint minutes)
{
  gint64 moment = parse (start);

  return (DuoTimeRange) {moment, moment + 60 * minutes};
}

static DuoChatRecord *
new_chat (MadeUp *self, const MadeUpChat *chat)
{
  DuoRole me = duo_event_get_role (self->event);
  gboolean talent = me != DUO_ROLE_RECRUITER;
  DuoChatRecord *record = duo_chat_record_new ();

  record->id = g_strdup (chat->id);
  record->event = g_strdup ("nordic");
  record->recruiter = g_strdup (talent ? chat->peer : "me");
  /* An organizer's are those of others. */
  record->talent = g_strdup (me == DUO_ROLE_ORGANIZER ? "aino" : talent ? "me" : chat->peer);
  record->state = chat->state;
  if (chat->start)
    record->range = made_up_range (chat->start, chat->minutes);
  record->message = g_strdup (chat->message);
  record->reason = g_strdup (chat->reason);
  record->answer = g_strdup (chat->answer);
  record->question = g_strdup (chat->answer ? "Which data set would you like to work on?" : NULL);
  record->acted = talent ? DUO_ROLE_RECRUITER : DUO_ROLE_TALENT;
  record->moved_by = chat->moved_by;
  record->created = duo_clock_now (self->clock);
  record->changed = chat->changed ? parse (chat->changed) : record->created;
  record->rev = chat->rev ? chat->rev : 1;
  return record;
}

void
made_up_add_chats (MadeUp *self, const MadeUpChat *chats, gsize n_chats)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_chat_record_free);

  for (gsize i = 0; i < n_chats; i++)
    g_ptr_array_add (records, new_chat (self, &chats[i]));
  duo_event_take_chats (self->event, records);
}

static const MadeUpChat usual_chats[] = {
    {"c-ingrid", "ingrid", DUO_CHAT_ACCEPTED, NULL, 0, "Hello Ingrid",
     "Good timing, we have just opened two thesis positions. Take any slot.", "2026-11-03T12:57:00Z"},
    {"c-yuki", "yuki", DUO_CHAT_INVITED, NULL, 0,
     "Your poster on protein folding is close to what my team does. Fifteen minutes?", NULL,
     "2026-11-03T12:10:00Z"},
    {"c-ada", "ada", DUO_CHAT_CONFIRMED, "2026-11-03T13:15:00Z", 15},
    {"c-chen", "chen", DUO_CHAT_CONFIRMED, "2026-11-03T14:00:00Z", 20},
    {"c-thandiwe", "thandiwe", DUO_CHAT_CONFIRMED, "2026-11-03T15:45:00Z", 15},
    {"c-soren", "soren", DUO_CHAT_CONFIRMED, "2026-11-04T12:15:00Z", 15},
    {"c-nilufar", "nilufar", DUO_CHAT_CONFIRMED, "2026-11-04T13:00:00Z", 30},
    {"c-aino", "aino", DUO_CHAT_CONFIRMED, "2026-11-04T15:00:00Z", 15},
    {"c-rosa", "rosa", DUO_CHAT_CONFIRMED, "2026-11-05T12:20:00Z", 20},
    {"c-tuomas", "tuomas", DUO_CHAT_CONFIRMED, "2026-11-05T14:00:00Z", 15},
    {"c-leila", "leila", DUO_CHAT_REQUESTED, NULL, 0, "Hello Leïla", NULL, "2026-11-02T12:00:00Z"},
    {"c-priya", "priya", DUO_CHAT_REQUESTED, NULL, 0, "Hello Priya", NULL, "2026-11-03T10:00:00Z"},
    {"c-jon", "jon", DUO_CHAT_DECLINED, NULL, 0, "Hello Jón", "We have filled the position.",
     "2026-11-02T09:00:00Z"},
    {"c-oluwaseun", "oluwaseun", DUO_CHAT_COMPLETED, "2026-11-03T09:00:00Z", 15},
};

void
made_up_add_usual_chats (MadeUp *self)
{
  made_up_add_chats (self, usual_chats, G_N_ELEMENTS (usual_chats));
}

static const MadeUpChat usual_requests[] = {
    {"c-ada", "ada", DUO_CHAT_REQUESTED, NULL, 0,
     "I built a log-structured store for my thesis and would like to hear how your team keeps forty million "
     "meter "
     "readings a day queryable. I have read your write-up of the 2025 outage twice; I would have made the "
     "same mistake.",
     NULL, "2026-11-03T13:15:00Z",
     "Your public substation data: I have already built a small browser for it in Rust."},
    {"c-yuki", "yuki", DUO_CHAT_REQUESTED, NULL, 0, "Two summers on a team that runs 400 databases.", NULL,
     "2026-11-03T12:59:00Z"},
    {"c-priya", "priya", DUO_CHAT_REQUESTED, NULL, 0,
     "My research is on forecasting load in rural networks, and I would like to see it used.", NULL,
     "2026-11-03T12:10:00Z"},
    {"c-long", "long", DUO_CHAT_REQUESTED, NULL, 0, "I moved from payments to energy last year.", NULL,
     "2026-11-03T10:10:00Z", "Right away"},
    {"c-jon", "jon", DUO_CHAT_REQUESTED, NULL, 0, "Smart meters were my bachelor project.", NULL,
     "2026-11-03T08:17:00Z"},
    {"c-soren", "soren", DUO_CHAT_REQUESTED, NULL, 0, NULL, NULL, "2026-11-02T12:17:00Z"},
    {"c-thandiwe", "thandiwe", DUO_CHAT_REQUESTED, NULL, 0,
     "Looking for a team where on-call means learning.", NULL, "2026-11-02T11:17:00Z"},
    {"c-nilufar", "nilufar", DUO_CHAT_REQUESTED, NULL, 0, "The Halden pilot is close to my thesis.", NULL,
     "2026-11-02T10:17:00Z"},
    {"c-piotr", "piotr", DUO_CHAT_REQUESTED, NULL, 0,
     "After nine years of teaching physics I have finished a degree.", NULL, "2026-11-01T10:17:00Z"},
    {"c-ingrid", "ingrid", DUO_CHAT_ACCEPTED, NULL, 0, "Hello"},
    {"c-mateusz", "mateusz", DUO_CHAT_ACCEPTED, NULL, 0, "Hello"},
    {"c-chen", "chen", DUO_CHAT_ACCEPTED, NULL, 0, "Hello"},
    {"c-rosa", "rosa", DUO_CHAT_ACCEPTED, NULL, 0, "Hello"},
};

void
made_up_add_colleague (MadeUp *self, const char *id, const char *name)
{
  const MadeUpPerson colleague = {id, name, "Recruiter", NULL};
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_person_record_free);

  g_ptr_array_add (records, new_person (&colleague, DUO_ROLE_RECRUITER));
  duo_event_take_people (self->event, records);
}

void
made_up_add_others_chat (
    MadeUp *self, const char *colleague, const char *talent, const char *start, guint minutes)
{
  const MadeUpChat chat = {colleague, talent, DUO_CHAT_CONFIRMED, start, minutes};
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_chat_record_free);
  DuoChatRecord *record = new_chat (self, &chat);

  g_set_str (&record->recruiter, colleague);
  g_ptr_array_add (records, record);
  duo_event_take_chats (self->event, records);
}

void
made_up_add_usual_requests (MadeUp *self)
{
  g_autoptr (DuoSlots) slots = made_up_few_slots_new ("me", 3);

  fake_session_set_slots (self->session, slots);
  made_up_add_colleague (self, "me", "Kofi Boateng");
  made_up_add_colleague (self, "lucia", "Lucia Ferreira");
  made_up_add_colleague (self, "minh", "Minh Anh Trần");
  made_up_add_chats (self, usual_requests, G_N_ELEMENTS (usual_requests));
}

/* 10:00 to 12:00 and 13:00 to 17:00 in quarters of an hour, all of them taken. */
static GArray *
new_full_day (const char *date)
{
  g_autoptr (DuoDay) day = new_day (date);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Stockholm");
  DuoSlotRules rules = {.minutes = 15};
  GArray *slots = duo_slot_grid_new (day, zone, &rules);

  for (guint i = 0; i < slots->len; i++)
    g_array_index (slots, DuoSlot, i).state = DUO_SLOT_BOOKED;
  return slots;
}

DuoSlots *
made_up_slots_new (const char *recruiter)
{
  static const char *const open[] = {"2026-11-03T10:00:00Z", "2026-11-03T10:45:00Z", "2026-11-03T13:00:00Z",
                                     "2026-11-03T13:15:00Z", "2026-11-03T14:45:00Z", "2026-11-03T12:30:00Z",
                                     "2026-11-03T14:00:00Z", "2026-11-03T14:15:00Z"};
  static const char *const dates[] = {"2026-11-03", "2026-11-04", "2026-11-05"};
  DuoSlots *slots = duo_slots_new (recruiter);

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr (GArray) day = new_full_day (dates[i]);

      for (guint j = 0; i == 1 && j < 9; j++)
        g_array_index (day, DuoSlot, 2 * j).state = DUO_SLOT_OPEN;
      duo_slots_set_day (slots, dates[i], day);
    }
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    made_up_set_slot (slots, "2026-11-03", open[i], DUO_SLOT_OPEN);
  duo_slots_set_loaded (slots);
  return slots;
}

DuoSlots *
made_up_few_slots_new (const char *recruiter, guint n)
{
  g_autoptr (GArray) day = g_array_new (FALSE, FALSE, sizeof (DuoSlot));
  DuoSlots *slots = duo_slots_new (recruiter);
  gint64 start = parse ("2026-11-03T14:00:00Z");

  for (guint i = 0; i < n; i++, start += 900)
    {
      const DuoSlot slot = {{start, start + 900}, DUO_SLOT_OPEN};

      g_array_append_val (day, slot);
    }
  duo_slots_set_day (slots, "2026-11-03", day);
  duo_slots_set_loaded (slots);
  return slots;
}

void
made_up_set_slot (DuoSlots *slots, const char *date, const char *start, DuoSlotState state)
{
  g_autoptr (GArray) day = g_array_copy ((GArray *) duo_slots_get_day (slots, date));
  gint64 moment = parse (start);

  for (guint i = 0; i < day->len; i++)
    if (g_array_index (day, DuoSlot, i).range.start == moment)
      g_array_index (day, DuoSlot, i).state = state;
  duo_slots_set_day (slots, date, day);
}
