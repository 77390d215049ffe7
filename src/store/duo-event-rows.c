/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rows-private.h"

static char *
format_windows (DuoDay *day)
{
  GString *text = g_string_new (NULL);
  gsize n_windows;
  const DuoDayWindow *windows = duo_day_get_windows (day, &n_windows);

  for (gsize i = 0; i < n_windows; i++)
    g_string_append_printf (text, "%s%u-%u", i > 0 ? " " : "", windows[i].start, windows[i].end);
  return g_string_free (text, FALSE);
}

static DuoDay *
read_day (DuoQuery *row)
{
  g_auto (GStrv) words = g_strsplit (duo_query_get_text (row, "windows"), " ", -1);
  guint n_windows = g_strv_length (words);
  g_autofree DuoDayWindow *windows = g_new0 (DuoDayWindow, n_windows);
  DuoDay *day;

  for (guint i = 0; i < n_windows; i++)
    {
      char *rest = NULL;

      windows[i].start = (guint) g_ascii_strtoull (words[i], &rest, 10);
      windows[i].end = *rest == '-' ? (guint) g_ascii_strtoull (rest + 1, NULL, 10) : 0;
    }
  day = duo_day_new (duo_query_get_text (row, "date"), (DuoDayKind) duo_query_get_int (row, "kind"), windows,
                     n_windows, NULL);
  if (day == NULL)
    duo_query_fail (row, "windows");
  return day;
}

static void
load_days (DuoDatabase *database, DuoEventRecord *event)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "days-of-event");

  duo_query_bind_text (query, ":event", event->id);
  while (duo_query_next (query))
    {
      DuoDay *day = read_day (query);

      if (day != NULL)
        g_ptr_array_add (event->days, day);
    }
}

static char *
format_durations (const DuoFormat *format)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < format->n_durations; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", format->durations[i]);
  return g_string_free (text, FALSE);
}

static void
parse_durations (const char *text, DuoFormat *format)
{
  g_auto (GStrv) words = g_strsplit (text, " ", DUO_MAX_DURATIONS);

  format->n_durations = g_strv_length (words);
  for (guint i = 0; i < format->n_durations; i++)
    format->durations[i] = (guint) g_ascii_strtoull (words[i], NULL, 10);
}

static void
read_format (DuoQuery *row, DuoFormat *format)
{
  format->requests_by = (DuoRequestsBy) duo_query_get_int (row, "requests_by");
  parse_durations (duo_query_get_text (row, "durations"), format);
  format->limit_per_talent = (guint) duo_query_get_int (row, "limit_per_talent");
  format->limit_per_company = (guint) duo_query_get_int (row, "limit_per_company");
  format->gap = (guint) duo_query_get_int (row, "gap");
  format->opens = duo_query_get_int (row, "opens");
  format->closes = (guint) duo_query_get_int (row, "closes");
  format->expiry = (guint) duo_query_get_int (row, "expiry");
  format->notice = (guint) duo_query_get_int (row, "notice");
  format->room_early = (guint) duo_query_get_int (row, "room_early");
  format->room_late = (guint) duo_query_get_int (row, "room_late");
}

static void
bind_format (DuoQuery *query, const DuoFormat *format)
{
  g_autofree char *durations = format_durations (format);

  duo_query_bind_int (query, ":requests_by", format->requests_by);
  duo_query_bind_text (query, ":durations", durations);
  duo_query_bind_int (query, ":limit_per_talent", format->limit_per_talent);
  duo_query_bind_int (query, ":limit_per_company", format->limit_per_company);
  duo_query_bind_int (query, ":gap", format->gap);
  duo_query_bind_int (query, ":opens", format->opens);
  duo_query_bind_int (query, ":closes", format->closes);
  duo_query_bind_int (query, ":expiry", format->expiry);
  duo_query_bind_int (query, ":notice", format->notice);
  duo_query_bind_int (query, ":room_early", format->room_early);
  duo_query_bind_int (query, ":room_late", format->room_late);
}

static DuoEventRecord *
read_event (DuoQuery *row)
{
  DuoEventRecord *event = duo_event_record_new ();

  event->id = duo_query_dup_text (row, "id");
  event->name = duo_query_dup_text (row, "name");
  event->description = duo_query_dup_text (row, "description");
  event->contact = duo_query_dup_text (row, "contact");
  event->zone = duo_query_dup_text (row, "zone");
  if (!duo_event_state_from_string (duo_query_get_text (row, "state"), &event->state))
    duo_query_fail (row, "state");
  read_format (row, &event->format);
  event->rev = duo_query_get_int (row, "rev");
  event->changed = duo_query_get_int (row, "changed");
  return event;
}

DuoEventRecord *
duo_rows_load_event (DuoDatabase *database, const char *id)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "event-by-id");
  DuoEventRecord *event;

  duo_query_bind_text (query, ":id", id);
  if (!duo_query_next (query))
    return NULL;
  event = read_event (query);
  load_days (database, event);
  duo_database_keep_zone (database, event->zone);
  return event;
}

static void
bind_event (DuoQuery *query, const DuoEventRecord *event)
{
  duo_query_bind_text (query, ":id", event->id);
  duo_query_bind_text (query, ":name", event->name);
  duo_query_bind_text (query, ":description", event->description);
  duo_query_bind_text (query, ":contact", event->contact);
  duo_query_bind_text (query, ":zone", event->zone);
  duo_query_bind_text (query, ":state", duo_event_state_to_string (event->state));
  bind_format (query, &event->format);
}

static void
add_day (DuoDatabase *database, const char *event, DuoDay *day)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "add-day");
  g_autofree char *windows = format_windows (day);

  duo_query_bind_text (query, ":event", event);
  duo_query_bind_text (query, ":date", duo_day_get_date (day));
  duo_query_bind_int (query, ":kind", duo_day_get_kind (day));
  duo_query_bind_text (query, ":windows", windows);
  duo_query_run (query);
}

static void
save_days (DuoDatabase *database, const DuoEventRecord *event)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "drop-days");

  duo_query_bind_text (query, ":event", event->id);
  duo_query_run (query);
  for (guint i = 0; i < event->days->len; i++)
    add_day (database, event->id, g_ptr_array_index (event->days, i));
}

void
duo_rows_save_event (DuoDatabase *database, const DuoEventRecord *event, DuoEffects *effects)
{
  g_autoptr (DuoQuery) put = duo_database_query (database, "put-event");
  g_autoptr (DuoQuery) mark = NULL;
  gint64 rev;

  bind_event (put, event);
  duo_query_run (put);
  save_days (database, event);
  rev = duo_effects_bump_again (effects, database, event->id);
  if (rev == 0)
    return;
  mark = duo_database_query (database, "mark-event");
  duo_query_bind_text (mark, ":id", event->id);
  duo_query_bind_int (mark, ":rev", rev);
  duo_query_run (mark);
  duo_effects_note_directory (effects, event->id);
}
