/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-up.h"

static const DuoDayWindow windows[] = {{600, 720}, {780, 1020}};

static const struct
{
  const char *date;
  DuoDayKind kind;
  guint minutes;
  const char *place;
  const char *blocked; /* start of what is blocked, in UTC */
  guint blocked_minutes;
} days[] = {
    {"2026-11-03", DUO_DAY_VIRTUAL, 15, NULL, "2026-11-03T12:00:00Z", 30},
    {"2026-11-04", DUO_DAY_VIRTUAL, 20, NULL, "2026-11-04T09:00:00Z", 120},
    {"2026-11-05", DUO_DAY_IN_PERSON, 30, "Hall B, stand 14", "2026-11-05T09:00:00Z", 30},
};

static const MadeUpPerson talents[] = {
    {"daniel", "Daniel Bergström", "MSc student, Uppsala", NULL, "Rust", "English, Swedish"},
    {"minh", "Minh Anh Trần", "Frontend developer", NULL, "TypeScript", "English"},
    {"amara", "Amara Okafor", "MSc Computer Science", NULL, "Rust", "English"},
    {"fatima", "Fatima Zahra Idrissi", "Data engineer", NULL, "Python", "English, French"},
    {"hyejin", "Hyejin Park", "UX researcher", NULL, "Research", "English"},
    {"samuel", "Samuel Mensah", "Graduate", NULL, "Go", "English"},
    {"elif", "Elif Yıldız", "Engineer", NULL, "C", "English"},
    {"long", "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Montmorency", "Graduate", NULL, "Go",
     "English"},
};

static const MadeUpChat chats[] = {
    {"c-daniel", "daniel", DUO_CHAT_CONFIRMED, "2026-11-03T09:30:00Z", 15},
    {"c-minh", "minh", DUO_CHAT_CONFIRMED, "2026-11-03T10:00:00Z", 15},
    {"c-amara", "amara", DUO_CHAT_CONFIRMED, "2026-11-03T12:30:00Z", 15},
    {"c-fatima", "fatima", DUO_CHAT_CONFIRMED, "2026-11-04T12:40:00Z", 20},
    {"c-hyejin", "hyejin", DUO_CHAT_CONFIRMED, "2026-11-04T13:00:00Z", 20},
    {"c-samuel", "samuel", DUO_CHAT_CONFIRMED, "2026-11-05T10:00:00Z", 30},
    {"c-elif", "elif", DUO_CHAT_CONFIRMED, "2026-11-05T12:00:00Z", 30},
    {"c-long", "long", DUO_CHAT_ACCEPTED, NULL, 0},
};

/* What was booked while slots of the first day had five minutes */
static const MadeUpChat short_chats[] = {
    {"c-daniel", "daniel", DUO_CHAT_CONFIRMED, "2026-11-03T13:00:00Z", 5, .rev = 2},
    {"c-minh", "minh", DUO_CHAT_CONFIRMED, "2026-11-03T13:20:00Z", 5, .rev = 2},
    {"c-amara", "amara", DUO_CHAT_CONFIRMED, "2026-11-03T14:05:00Z", 5, .rev = 2},
};

static DuoDay *
new_day (gsize i)
{
  g_autoptr (GError) error = NULL;
  DuoDay *day = duo_day_new (days[i].date, days[i].kind, windows, G_N_ELEMENTS (windows), &error);

  g_assert_no_error (error);
  return day;
}

static void
set_days (MadeUp *self)
{
  static const guint durations[] = {15, 20, 30};
  g_autoptr (DuoEventRecord) record = duo_event_record_copy (duo_event_get_record (self->event));

  g_ptr_array_set_size (record->days, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    g_ptr_array_add (record->days, new_day (i));
  for (gsize i = 0; i < G_N_ELEMENTS (durations); i++)
    record->format.durations[i] = durations[i];
  record->format.n_durations = G_N_ELEMENTS (durations);
  duo_event_update (self->event, record);
}

static DuoPersonRecord *
new_recruiter (const char *id, const char *name, gboolean direct)
{
  DuoPersonRecord *record = duo_person_record_new ();

  record->id = g_strdup (id);
  record->event = g_strdup ("nordic");
  record->role = DUO_ROLE_RECRUITER;
  record->name = g_strdup (name);
  record->title = g_strdup ("VP Engineering");
  record->about = g_strdup ("I build accessible interfaces, and the team that builds them with me.");
  record->topics = g_strsplit ("Frontend, Accessibility, TypeScript", ", ", -1);
  record->languages = g_strsplit ("English, Swedish", ", ", -1);
  record->question = g_strdup ("Which of your projects should we talk about?");
  record->direct = direct;
  record->listed = TRUE;
  record->rev = 3;
  return record;
}

static void
add_recruiters (MadeUp *self)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_person_record_free);

  g_ptr_array_add (records, new_recruiter ("kaisa", "Kaisa Korhonen", FALSE));
  g_ptr_array_add (records, new_recruiter ("me", "Oluwaseun Adeyemi", TRUE));
  duo_event_take_people (self->event, records);
}

static GArray *
dup_busy (const MadeUpChat *booked, gsize n)
{
  GArray *busy = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));

  for (gsize i = 0; i < n; i++)
    if (booked[i].start)
      {
        DuoTimeRange range = made_up_range (booked[i].start, booked[i].minutes);

        g_array_append_val (busy, range);
      }
  return busy;
}

static void
set_opening (MadeUp *self, DuoSlots *slots, gsize i, const GArray *busy)
{
  g_autoptr (DuoDay) day = new_day (i);
  g_autoptr (GArray) grid = NULL;
  DuoOpening *opening = duo_opening_new (days[i].date, days[i].minutes);

  opening->place = g_strdup (days[i].place);
  duo_opening_block (opening, made_up_range (days[i].blocked, days[i].blocked_minutes));
  grid = duo_slot_grid_new (day, duo_event_get_zone (self->event),
                            &(DuoSlotRules) {.minutes = days[i].minutes,
                                             .now = duo_clock_now (self->clock),
                                             .blocked = opening->blocked,
                                             .busy = busy});
  duo_slots_take_opening (slots, opening);
  duo_slots_set_day (slots, days[i].date, grid);
}

MadeUp *
made_up_new_availability (void)
{
  MadeUp *self = made_up_new (DUO_ROLE_RECRUITER);
  g_autoptr (DuoSlots) slots = duo_slots_new ("me");
  g_autoptr (GArray) busy = dup_busy (chats, G_N_ELEMENTS (chats));

  made_up_set_now (self, "2026-11-03T08:00:00Z");
  set_days (self);
  add_recruiters (self);
  made_up_add_people (self, talents, G_N_ELEMENTS (talents));
  made_up_add_chats (self, chats, G_N_ELEMENTS (chats));
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    set_opening (self, slots, i, busy);
  duo_slots_set_loaded (slots);
  fake_session_set_slots (self->session, slots);
  return self;
}

void
made_up_shorten_chats (MadeUp *self)
{
  g_autoptr (GArray) busy = dup_busy (short_chats, G_N_ELEMENTS (short_chats));

  made_up_add_chats (self, short_chats, G_N_ELEMENTS (short_chats));
  set_opening (self, fake_session_get_slots (self->session), 0, busy);
}
