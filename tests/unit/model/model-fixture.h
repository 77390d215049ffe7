/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-event.h"
#include "duo-slots.h"

/* A clock at @text, which does not run away within a test: it is compared by minutes only. */
static inline DuoClock *
clock_at (const char *text)
{
  DuoClock *clock = duo_clock_new ();
  gint64 moment = 0;

  g_assert_true (duo_time_parse (text, &moment));
  duo_clock_set_offset_us (clock, moment * G_USEC_PER_SEC - g_get_real_time ());
  return clock;
}

static inline DuoTimeRange
range_of (const char *start, const char *end)
{
  DuoTimeRange range = {0, 0};

  g_assert_true (duo_time_parse (start, &range.start));
  g_assert_true (duo_time_parse (end, &range.end));
  return range;
}

static inline DuoEventRecord *
event_record (DuoRole role)
{
  DuoDayWindow window = {9 * 60, 17 * 60};
  DuoEventRecord *record = duo_event_record_new ();

  record->id = g_strdup ("event");
  record->name = g_strdup ("Nordic Careers");
  record->zone = g_strdup ("Europe/Stockholm");
  record->state = DUO_EVENT_OPEN;
  record->me = g_strdup ("me");
  record->role = role;
  record->rev = 1;
  g_ptr_array_add (record->days, duo_day_new ("2026-11-03", DUO_DAY_VIRTUAL, &window, 1, NULL));
  g_ptr_array_add (record->days, duo_day_new ("2026-11-04", DUO_DAY_IN_PERSON, &window, 1, NULL));
  return record;
}

static inline DuoPersonRecord *
person_record (const char *id, DuoRole role, const char *name)
{
  static const char *const topics[] = {"Rust", "Distributed Systems", NULL};
  DuoPersonRecord *record = duo_person_record_new ();

  record->id = g_strdup (id);
  record->event = g_strdup ("event");
  record->role = role;
  record->name = g_strdup (name);
  record->title = g_strdup ("Engineering Manager");
  g_clear_pointer (&record->topics, g_strfreev);
  record->topics = g_strdupv ((char **) topics);
  record->listed = TRUE;
  record->rev = 1;
  return record;
}

static inline DuoCompanyRecord *
company_record (const char *id, const char *name, gint64 rev)
{
  DuoCompanyRecord *record = duo_company_record_new ();

  record->id = g_strdup (id);
  record->event = g_strdup ("event");
  record->name = g_strdup (name);
  record->rev = rev;
  return record;
}

/* Between @recruiter and @talent; without a time where @start is NULL. */
static inline DuoChatRecord *
chat_record (const char *id,
             const char *recruiter,
             const char *talent,
             DuoChatState state,
             const char *start,
             const char *end)
{
  DuoChatRecord *record = duo_chat_record_new ();

  record->id = g_strdup (id);
  record->event = g_strdup ("event");
  record->recruiter = g_strdup (recruiter);
  record->talent = g_strdup (talent);
  record->state = state;
  if (start)
    record->range = range_of (start, end);
  record->rev = 1;
  return record;
}

static inline DuoEvent *
event_at (DuoRole role, const char *now)
{
  g_autoptr (DuoEventRecord) record = event_record (role);
  g_autoptr (DuoClock) clock = clock_at (now);

  return duo_event_new (record, clock);
}

static inline void
add_person (DuoEvent *event, DuoPersonRecord *record)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_person_record_free);

  g_ptr_array_add (records, record);
  duo_event_take_people (event, records);
}

static inline DuoChat *
add_chat (DuoEvent *event, DuoChatRecord *record)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_chat_record_free);
  g_autofree char *id = g_strdup (record->id);

  g_ptr_array_add (records, record);
  duo_event_take_chats (event, records);
  return duo_event_find_chat (event, id);
}

/* Counts the notifications of @property. */
static inline void
count_notify_cb (GObject *object, GParamSpec *pspec, gpointer count)
{
  (*(guint *) count)++;
}

static inline void
count_notify (gpointer object, const char *property, guint *count)
{
  g_autofree char *signal = g_strconcat ("notify::", property, NULL);

  *count = 0;
  g_signal_connect (object, signal, G_CALLBACK (count_notify_cb), count);
}

/* What `items-changed` said last, and how often it spoke. */
typedef struct
{
  guint times;
  guint position;
  guint removed;
  guint added;
} Spy;

static inline void
spy_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Spy *spy = data;

  *spy = (Spy) {spy->times + 1, position, removed, added};
}

static inline void
spy_on (GListModel *model, Spy *spy)
{
  *spy = (Spy) {0};
  g_signal_connect (model, "items-changed", G_CALLBACK (spy_cb), spy);
}

#define assert_spy(spy, n, at, gone, came)                                                                   \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_assert_cmpuint ((spy).times, ==, n);                                                                   \
    g_assert_cmpuint ((spy).position, ==, at);                                                               \
    g_assert_cmpuint ((spy).removed, ==, gone);                                                              \
    g_assert_cmpuint ((spy).added, ==, came);                                                                \
  }                                                                                                          \
  G_STMT_END
