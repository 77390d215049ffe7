/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-error.h"
#include "duo-format-change.h"

#include <string.h>

#define MIDNIGHT G_GINT64_CONSTANT (1793664000) /* 2026-11-03T00:00:00Z */
#define BEFORE (MIDNIGHT + 8 * 3600)
#define LIVE (MIDNIGHT + 11 * 3600)

static DuoDay *
new_day (const char *date, DuoDayKind kind, guint start, guint end)
{
  const DuoDayWindow windows[] = {{start, 720}, {780, end}};
  g_autoptr (GError) error = NULL;
  DuoDay *day = duo_day_new (date, kind, windows, 2, &error);

  g_assert_no_error (error);
  return day;
}

/* Two days, 10:00–12:00 and 13:00–17:00 UTC, 15 or 30 minutes, five requests. */
static DuoEventRecord *
new_event (void)
{
  DuoEventRecord *event = duo_event_record_new ();

  event->id = g_strdup ("fair");
  event->name = g_strdup ("Fair");
  event->zone = g_strdup ("Africa/Abidjan"); /* a real zone that is always UTC */
  event->state = DUO_EVENT_OPEN;
  event->format.durations[0] = 15;
  event->format.durations[1] = 30;
  event->format.n_durations = 2;
  event->format.limit_per_talent = 5;
  g_ptr_array_add (event->days, new_day ("2026-11-03", DUO_DAY_VIRTUAL, 600, 1020));
  g_ptr_array_add (event->days, new_day ("2026-11-04", DUO_DAY_VIRTUAL, 600, 1020));
  return event;
}

static DuoChatRecord *
new_chat (DuoChatState state, guint day, guint minute, guint length)
{
  DuoChatRecord *chat = duo_chat_record_new ();
  gint64 start = MIDNIGHT + day * 86400 + minute * 60;

  chat->id = g_strdup_printf ("c%u-%u", day, minute);
  chat->state = state;
  chat->range = (DuoTimeRange) {start, start + length * 60};
  chat->rev = 7;
  return chat;
}

static GPtrArray *
new_chats (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) duo_chat_record_free);
}

/* ── what is refused ── */

static DuoFormatFault
judge (DuoFormatChange *change, gboolean booked, gint64 now)
{
  g_autoptr (DuoFormatChange) owned = change;
  g_autoptr (DuoEventRecord) before = new_event ();
  g_autoptr (DuoEventRecord) after = duo_format_change_apply (change, before);
  g_autoptr (GPtrArray) chats = new_chats ();

  if (booked)
    g_ptr_array_add (chats, new_chat (DUO_CHAT_COMPLETED, 0, 600, 15));
  return duo_format_change_judge (before, after, chats, now);
}

static void
test_zone (void)
{
  static const struct
  {
    const char *zone;
    gboolean booked;
    DuoFormatFault fault;
  } cases[] = {
      {"Africa/Abidjan", TRUE, DUO_FORMAT_FINE},          {"Europe/Stockholm", FALSE, DUO_FORMAT_FINE},
      {"Europe/Stockholm", TRUE, DUO_FORMAT_ZONE_FIXED},  {"Europe/Atlantis", FALSE, DUO_FORMAT_ZONE_UNKNOWN},
      {"Europe/Atlantis", TRUE, DUO_FORMAT_ZONE_UNKNOWN},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoFormatChange *change = duo_format_change_new ();

      change->zone = g_strdup (cases[i].zone);
      g_test_message ("%s", cases[i].zone);
      g_assert_cmpint (judge (change, cases[i].booked, BEFORE), ==, cases[i].fault);
    }
}

static void
test_holds (void)
{
  g_autoptr (DuoFormatChange) change = duo_format_change_new ();
  g_autoptr (DuoEventRecord) before = new_event ();
  g_autoptr (DuoEventRecord) after = NULL;
  g_autoptr (DuoDay) day = new_day ("2026-11-03", DUO_DAY_VIRTUAL, 600, 1020);

  g_assert_true (duo_format_change_holds (change, before)); /* nothing is wanted */
  change->contact = g_strdup ("desk@fair.example");
  change->has_format = TRUE;
  change->format = before->format;
  change->format.gap = 10;
  duo_format_change_add_day (change, day);
  g_assert_false (duo_format_change_holds (change, before));

  after = duo_format_change_apply (change, before);
  g_assert_true (duo_format_change_holds (change, after));
  after->state = DUO_EVENT_CLOSED; /* of which the change says nothing */
  g_assert_true (duo_format_change_holds (change, after));
  after->format.gap = 5;
  g_assert_false (duo_format_change_holds (change, after));
}

static void
test_limit (void)
{
  static const struct
  {
    guint limit;
    gint64 now;
    DuoFormatFault fault;
  } cases[] = {
      {4, BEFORE, DUO_FORMAT_FINE},
      {4, LIVE, DUO_FORMAT_LIMIT_LOWERED},
      {5, LIVE, DUO_FORMAT_FINE},
      {6, LIVE, DUO_FORMAT_FINE},
      {DUO_NO_LIMIT, LIVE, DUO_FORMAT_FINE}, /* none is more than any */
      {1, MIDNIGHT + 86400 + 1019 * 60, DUO_FORMAT_LIMIT_LOWERED},
      {1, MIDNIGHT + 86400 + 1020 * 60, DUO_FORMAT_FINE}, /* over */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoFormatChange *change = duo_format_change_new ();
      g_autoptr (DuoEventRecord) event = new_event ();

      change->has_format = TRUE;
      change->format = event->format;
      change->format.limit_per_talent = cases[i].limit;
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (judge (change, FALSE, cases[i].now), ==, cases[i].fault);
    }
}

static void
test_format (void)
{
  static const struct
  {
    guint durations[3], n_durations, expiry, gap;
    DuoFormatFault fault;
  } cases[] = {
      {{5, 120}, 2, 0, 0, DUO_FORMAT_FINE}, {{15}, 1, 360, 5, DUO_FORMAT_FINE},
      {{15}, 1, 1440, 0, DUO_FORMAT_FINE},  {{15}, 1, 4320, 0, DUO_FORMAT_FINE},
      {{15}, 1, 60, 0, DUO_FORMAT_EXPIRY},  {{15}, 1, 0, 7, DUO_FORMAT_INVALID},
      {{0}, 0, 0, 0, DUO_FORMAT_INVALID},   {{7}, 1, 0, 0, DUO_FORMAT_INVALID},
      {{125}, 1, 0, 0, DUO_FORMAT_INVALID}, {{30, 15}, 2, 0, 0, DUO_FORMAT_INVALID},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoFormatChange *change = duo_format_change_new ();

      change->has_format = TRUE;
      duo_format_init (&change->format);
      memcpy (change->format.durations, cases[i].durations, sizeof cases[i].durations);
      change->format.n_durations = cases[i].n_durations;
      change->format.expiry = cases[i].expiry;
      change->format.gap = cases[i].gap;
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (judge (change, FALSE, BEFORE), ==, cases[i].fault);
    }
}

static void
test_contact_and_state (void)
{
  static const struct
  {
    const char *contact;
    DuoEventState state;
    DuoFormatFault fault;
  } cases[] = {
      {"", DUO_EVENT_OPEN, DUO_FORMAT_FINE},
      {"help@fair.example", DUO_EVENT_OPEN, DUO_FORMAT_FINE},
      {"help", DUO_EVENT_OPEN, DUO_FORMAT_CONTACT},
      {"@fair.example", DUO_EVENT_OPEN, DUO_FORMAT_CONTACT},
      {"help@", DUO_EVENT_OPEN, DUO_FORMAT_CONTACT},
      {"help @fair.example", DUO_EVENT_OPEN, DUO_FORMAT_CONTACT},
      {"a@b@c", DUO_EVENT_OPEN, DUO_FORMAT_CONTACT},
      {"hjälp@mässa.example", DUO_EVENT_OPEN, DUO_FORMAT_FINE},
      {"help\u200b@fair.example", DUO_EVENT_OPEN, DUO_FORMAT_CONTACT},
      {"help@\u200efair.example", DUO_EVENT_OPEN, DUO_FORMAT_CONTACT},
      {"help@fair\u00a0.example", DUO_EVENT_OPEN, DUO_FORMAT_CONTACT},
      {"help@fair\u2028.example", DUO_EVENT_OPEN, DUO_FORMAT_CONTACT},
      {"", DUO_EVENT_CLOSED, DUO_FORMAT_FINE},
      {"", DUO_EVENT_DRAFT, DUO_FORMAT_STATE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoFormatChange *change = duo_format_change_new ();

      change->contact = g_strdup (cases[i].contact);
      change->has_state = TRUE;
      change->state = cases[i].state;
      g_test_message ("%s %d", cases[i].contact, cases[i].state);
      g_assert_cmpint (judge (change, FALSE, BEFORE), ==, cases[i].fault);
    }
}

static void
test_days (void)
{
  static const struct
  {
    const char *dates[3];
    DuoFormatFault fault;
  } cases[] = {
      {{"2026-11-04", "2026-11-03"}, DUO_FORMAT_FINE},
      {{"2026-11-03", "2026-11-04", "2026-11-03"}, DUO_FORMAT_DAY_TWICE},
  };
  DuoFormatChange *none = duo_format_change_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoFormatChange *change = duo_format_change_new ();

      for (guint j = 0; j < 3 && cases[i].dates[j] != NULL; j++)
        {
          g_autoptr (DuoDay) day = new_day (cases[i].dates[j], DUO_DAY_VIRTUAL, 600, 1020);

          duo_format_change_add_day (change, day);
        }
      g_assert_cmpint (judge (change, FALSE, BEFORE), ==, cases[i].fault);
    }
  none->days = g_ptr_array_new ();
  g_assert_cmpint (judge (none, FALSE, BEFORE), ==, DUO_FORMAT_NO_DAY);
}

static void
test_too_many_days (void)
{
  DuoFormatChange *change = duo_format_change_new ();

  for (guint i = 0; i < DUO_MAX_EVENT_DAYS + 1; i++)
    {
      g_autofree char *date = g_strdup_printf ("2026-%02u-%02u", 1 + i / 28, 1 + i % 28);
      g_autoptr (DuoDay) day = new_day (date, DUO_DAY_VIRTUAL, 600, 1020);

      duo_format_change_add_day (change, day);
    }
  g_assert_cmpint (judge (change, FALSE, BEFORE), ==, DUO_FORMAT_TOO_MANY_DAYS);
}

/* Windows are looked at where a day is made: a bad one never comes as far as a change. */
static void
test_windows (void)
{
  static const struct
  {
    DuoDayWindow windows[2];
    gsize n_windows;
    gboolean valid;
  } cases[] = {
      {{{600, 720}, {780, 1020}}, 2, TRUE},
      {{{600, 720}, {720, 1440}}, 2, TRUE},
      {{{600, 720}, {715, 1020}}, 2, FALSE}, /* overlap */
      {{{780, 1020}, {600, 720}}, 2, FALSE}, /* not in order */
      {{{600, 1445}}, 1, FALSE},             /* beyond midnight */
      {{{600, 600}}, 1, FALSE},              /* empty */
      {{{603, 720}}, 1, FALSE},              /* between two steps */
      {{{0}}, 0, FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoDay) day =
          duo_day_new ("2026-11-03", DUO_DAY_VIRTUAL, cases[i].windows, cases[i].n_windows, NULL);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (day != NULL, ==, cases[i].valid);
    }
}

/* ── what is touched ── */

static char *
touched_by (DuoFormatChange *change, const GPtrArray *chats, gint64 now)
{
  g_autoptr (DuoFormatChange) owned = change;
  g_autoptr (DuoEventRecord) before = new_event ();
  g_autoptr (DuoEventRecord) after = duo_format_change_apply (change, before);
  g_autoptr (GPtrArray) touched = duo_format_change_find_touched (before, after, chats, now);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < touched->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ((DuoChatRecord *) touched->pdata[i])->id);
  return g_string_free (text, FALSE);
}

static DuoFormatChange *
change_days (DuoDayKind kind, guint start, guint end, gboolean both)
{
  DuoFormatChange *change = duo_format_change_new ();
  g_autoptr (DuoDay) first = new_day ("2026-11-03", kind, start, end);
  g_autoptr (DuoDay) second = new_day ("2026-11-04", DUO_DAY_VIRTUAL, 600, 1020);

  duo_format_change_add_day (change, first);
  if (both)
    duo_format_change_add_day (change, second);
  return change;
}

static DuoFormatChange *
change_durations (guint first, guint second)
{
  DuoFormatChange *change = duo_format_change_new ();

  change->has_format = TRUE;
  duo_format_init (&change->format);
  change->format.durations[0] = first;
  change->format.durations[1] = second;
  change->format.n_durations = second != 0 ? 2 : 1;
  return change;
}

static DuoFormatChange *
change_state (DuoEventState state)
{
  DuoFormatChange *change = duo_format_change_new ();

  change->has_state = TRUE;
  change->state = state;
  return change;
}

static void
assert_touched (DuoFormatChange *change, gint64 now, const char *expected)
{
  g_autoptr (GPtrArray) chats = new_chats ();
  g_autofree char *found = NULL;

  g_ptr_array_add (chats, new_chat (DUO_CHAT_CONFIRMED, 0, 600, 15));
  g_ptr_array_add (chats, new_chat (DUO_CHAT_CONFIRMED, 0, 990, 30));
  g_ptr_array_add (chats, new_chat (DUO_CHAT_CONFIRMED, 1, 600, 15));
  g_ptr_array_add (chats, new_chat (DUO_CHAT_COMPLETED, 1, 615, 15));
  found = touched_by (change, chats, now);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_touched (void)
{
  assert_touched (duo_format_change_new (), BEFORE, "");
  assert_touched (change_days (DUO_DAY_VIRTUAL, 600, 1020, TRUE), BEFORE, "");
  assert_touched (change_days (DUO_DAY_VIRTUAL, 540, 1080, TRUE), BEFORE, "");
  assert_touched (change_days (DUO_DAY_VIRTUAL, 605, 1020, TRUE), BEFORE, "c0-600");
  assert_touched (change_days (DUO_DAY_VIRTUAL, 600, 1015, TRUE), BEFORE, "c0-990");
  assert_touched (change_days (DUO_DAY_VIRTUAL, 600, 1020, FALSE), BEFORE, "c1-600");
  assert_touched (change_days (DUO_DAY_IN_PERSON, 600, 1020, TRUE), BEFORE, "c0-600 c0-990");
  assert_touched (change_durations (15, 0), BEFORE, "c0-990");
  assert_touched (change_durations (30, 0), BEFORE, "c0-600 c1-600");
  assert_touched (change_durations (5, 20), BEFORE, "c0-600 c0-990 c1-600");
  assert_touched (change_durations (15, 30), BEFORE, "");
  assert_touched (change_state (DUO_EVENT_CLOSED), BEFORE, "c0-600 c0-990 c1-600");
  assert_touched (change_state (DUO_EVENT_OPEN), BEFORE, "");
  /* What has begun is not ahead. */
  assert_touched (change_state (DUO_EVENT_CLOSED), LIVE, "c0-990 c1-600");
}

/* Who kept a chat outside the hours once is not asked about it with every change that follows. */
static void
test_asked_once (void)
{
  g_autoptr (GPtrArray) chats = new_chats ();
  g_autofree char *found = NULL;

  g_ptr_array_add (chats, new_chat (DUO_CHAT_CONFIRMED, 1, 720, 15)); /* in the break */
  found = touched_by (change_days (DUO_DAY_VIRTUAL, 605, 1020, TRUE), chats, BEFORE);
  g_assert_cmpstr (found, ==, "");
}

static void
test_answers (void)
{
  g_autoptr (DuoFormatChange) change = duo_format_change_new ();
  g_autoptr (DuoFormatChange) copy = NULL;
  g_autoptr (DuoChatRecord) chat = new_chat (DUO_CHAT_CONFIRMED, 0, 600, 15);

  g_assert_null (duo_format_change_find_answer (change, chat));
  duo_format_change_answer (change, "c0-600", 6, FALSE);
  g_assert_null (duo_format_change_find_answer (change, chat)); /* it was another chat then */
  duo_format_change_answer (change, "c0-600", 7, TRUE);
  copy = duo_format_change_copy (change);
  g_assert_true (duo_format_change_find_answer (copy, chat)->cancel);
}

/* ── words ── */

static void
test_words (void)
{
  for (DuoFormatFault fault = 0; fault < DUO_N_FORMAT_FAULTS; fault++)
    {
      DuoFormatFault read = DUO_N_FORMAT_FAULTS;

      g_assert_true (duo_format_fault_from_string (duo_format_fault_to_string (fault), &read));
      g_assert_cmpint (read, ==, fault);
      g_assert_nonnull (duo_format_fault_get_detail (fault));
      g_assert_cmpint (*duo_format_fault_get_member (fault) == '\0', ==, fault == DUO_FORMAT_FINE);
    }
}

/* PRODUCT §2: whoever set a length that is gone falls back to the first that there is. */
static void
test_settle (void)
{
  const DuoFormat format = {.durations = {20, 40}, .n_durations = 2};

  g_assert_cmpuint (duo_format_settle_duration (&format, 40), ==, 40);
  g_assert_cmpuint (duo_format_settle_duration (&format, 20), ==, 20);
  g_assert_cmpuint (duo_format_settle_duration (&format, 15), ==, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/format-change/zone", test_zone);
  g_test_add_func ("/domain/format-change/limit", test_limit);
  g_test_add_func ("/domain/format-change/format", test_format);
  g_test_add_func ("/domain/format-change/holds", test_holds);
  g_test_add_func ("/domain/format-change/contact-and-state", test_contact_and_state);
  g_test_add_func ("/domain/format-change/days", test_days);
  g_test_add_func ("/domain/format-change/too-many-days", test_too_many_days);
  g_test_add_func ("/domain/format-change/windows", test_windows);
  g_test_add_func ("/domain/format-change/touched", test_touched);
  g_test_add_func ("/domain/format-change/asked-once", test_asked_once);
  g_test_add_func ("/domain/format-change/answers", test_answers);
  g_test_add_func ("/domain/format-change/words", test_words);
  g_test_add_func ("/domain/format-change/settle", test_settle);
  return g_test_run ();
}
