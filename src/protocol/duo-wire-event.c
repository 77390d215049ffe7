/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire-event-private.h"
#include "duo-zone.h"

void
duo_wire_write_event_day (DuoJsonWriter *writer, DuoDay *day)
{
  gsize n_windows;
  const DuoDayWindow *windows = duo_day_get_windows (day, &n_windows);

  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_add_string (writer, "date", duo_day_get_date (day));
  duo_json_writer_add_string (writer, "kind",
                              duo_day_get_kind (day) == DUO_DAY_IN_PERSON ? "in-person" : "virtual");
  duo_json_writer_begin_array (writer, "windows");
  for (gsize i = 0; i < n_windows; i++)
    {
      duo_json_writer_begin_array (writer, NULL);
      duo_json_writer_add_int (writer, NULL, windows[i].start);
      duo_json_writer_add_int (writer, NULL, windows[i].end);
      duo_json_writer_end_array (writer);
    }
  duo_json_writer_end_array (writer);
  duo_json_writer_end_object (writer);
}

void
duo_wire_write_format (DuoJsonWriter *writer, const DuoFormat *format)
{
  duo_json_writer_begin_object (writer, "format");
  duo_json_writer_begin_array (writer, "requests_by");
  if (format->requests_by & DUO_REQUESTS_BY_TALENTS)
    duo_json_writer_add_string (writer, NULL, "talents");
  if (format->requests_by & DUO_REQUESTS_BY_RECRUITERS)
    duo_json_writer_add_string (writer, NULL, "recruiters");
  duo_json_writer_end_array (writer);
  duo_json_writer_begin_array (writer, "durations");
  for (guint i = 0; i < format->n_durations; i++)
    duo_json_writer_add_int (writer, NULL, format->durations[i]);
  duo_json_writer_end_array (writer);
  duo_json_writer_add_int (writer, "limit_per_talent", format->limit_per_talent);
  duo_json_writer_add_int (writer, "limit_per_company", format->limit_per_company);
  duo_json_writer_add_int (writer, "gap", format->gap);
  duo_json_writer_add_optional_time (writer, "opens", format->opens);
  duo_json_writer_add_int (writer, "closes", format->closes);
  duo_json_writer_add_int (writer, "expiry", format->expiry);
  duo_json_writer_add_int (writer, "notice", format->notice);
  duo_json_writer_add_int (writer, "room_early", format->room_early);
  duo_json_writer_add_int (writer, "room_late", format->room_late);
  duo_json_writer_end_object (writer);
}

static void
write_profile (DuoJsonWriter *writer, const DuoEventRecord *event)
{
  if (event->me == NULL)
    return;
  duo_json_writer_begin_object (writer, "profile");
  duo_json_writer_add_strings (writer, "topics", (const char *const *) event->my_topics);
  duo_json_writer_add_strings (writer, "languages", (const char *const *) event->my_languages);
  duo_json_writer_end_object (writer);
}

void
duo_wire_write_event (DuoJsonWriter *writer, const char *name, const DuoEventRecord *event)
{
  duo_json_writer_begin_object (writer, name);
  duo_json_writer_add_string (writer, "id", event->id);
  duo_json_writer_add_string (writer, "name", event->name);
  duo_json_writer_add_optional_string (writer, "description", event->description);
  duo_json_writer_add_optional_string (writer, "contact", event->contact);
  duo_json_writer_add_string (writer, "zone", event->zone);
  duo_json_writer_add_string (writer, "state", duo_event_state_to_string (event->state));
  duo_json_writer_add_int (writer, "rev", event->rev);
  duo_json_writer_add_int (writer, "changed", event->changed);
  if (event->role != DUO_ROLE_STRANGER)
    duo_json_writer_add_string (writer, "role", duo_role_to_string (event->role));
  duo_json_writer_add_optional_string (writer, "me", event->me);
  write_profile (writer, event);
  duo_json_writer_begin_array (writer, "days");
  for (guint i = 0; i < event->days->len; i++)
    duo_wire_write_event_day (writer, g_ptr_array_index (event->days, i));
  duo_json_writer_end_array (writer);
  duo_wire_write_format (writer, &event->format);
  duo_json_writer_end_object (writer);
}

void
duo_wire_write_events (DuoJsonWriter *writer, const char *name, const GPtrArray *events)
{
  duo_json_writer_begin_object (writer, name);
  duo_json_writer_begin_array (writer, "events");
  for (guint i = 0; i < events->len; i++)
    duo_wire_write_event (writer, NULL, g_ptr_array_index (events, i));
  duo_json_writer_end_array (writer);
  duo_json_writer_end_object (writer);
}

static GArray *
read_windows (const DuoJson *json)
{
  GArray *windows = g_array_new (FALSE, FALSE, sizeof (DuoDayWindow));
  DuoJson array = duo_json_get_array (json, "windows");
  guint length = duo_json_get_length (&array);

  for (guint i = 0; i < length; i++)
    {
      DuoJson pair = duo_json_get_element (&array, i);
      DuoJson start = duo_json_get_element (&pair, 0), end = duo_json_get_element (&pair, 1);
      DuoDayWindow window = {(guint) duo_json_as_int (&start, 0, 1440),
                             (guint) duo_json_as_int (&end, 0, 1440)};

      g_array_append_val (windows, window);
    }
  return windows;
}

static DuoDay *
read_day (const DuoJson *json)
{
  const char *date = duo_json_get_string (json, "date"), *kind = duo_json_get_string (json, "kind");
  g_autoptr (GArray) windows = read_windows (json);
  g_autoptr (GError) error = NULL;
  DuoDay *day;

  if (duo_json_failed (json))
    return NULL;
  day = duo_day_new (date, g_strcmp0 (kind, "in-person") == 0 ? DUO_DAY_IN_PERSON : DUO_DAY_VIRTUAL,
                     (const DuoDayWindow *) (gpointer) windows->data, windows->len, &error);
  if (day == NULL)
    duo_json_fail (json, error->message);
  return day;
}

void
duo_wire_read_event_days (const DuoJson *json, GPtrArray *days)
{
  DuoJson array = duo_json_get_array (json, "days");
  guint length = duo_json_get_length (&array);

  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&array, i);
      DuoDay *day = read_day (&element);

      if (day != NULL)
        g_ptr_array_add (days, day);
    }
}

static DuoRequestsBy
read_requests_by (const DuoJson *json)
{
  g_auto (GStrv) words = duo_json_dup_strings (json, "requests_by");
  guint by = 0;

  if (g_strv_contains ((const char *const *) words, "talents"))
    by |= DUO_REQUESTS_BY_TALENTS;
  if (g_strv_contains ((const char *const *) words, "recruiters"))
    by |= DUO_REQUESTS_BY_RECRUITERS;
  return by;
}

static void
read_durations (const DuoJson *json, DuoFormat *format)
{
  DuoJson array = duo_json_get_array (json, "durations");
  guint length = duo_json_get_length (&array);

  if (length > DUO_MAX_DURATIONS)
    duo_json_fail (&array, "too many");
  format->n_durations = MIN (length, DUO_MAX_DURATIONS);
  for (guint i = 0; i < format->n_durations; i++)
    {
      DuoJson element = duo_json_get_element (&array, i);

      format->durations[i] = (guint) duo_json_as_int (&element, DUO_STEP_MINUTES, DUO_LONGEST_MINUTES);
    }
}

static guint
read_minutes (const DuoJson *json, const char *member, guint fallback)
{
  return (guint) duo_json_get_optional_int (json, member, 0, DUO_MAX_AHEAD_MINUTES, fallback);
}

void
duo_wire_read_format (const DuoJson *json, DuoFormat *format)
{
  DuoJson object = duo_json_get_object (json, "format");
  g_autoptr (GError) error = NULL;

  duo_format_init (format);
  format->requests_by = read_requests_by (&object);
  read_durations (&object, format);
  format->limit_per_talent = (guint) duo_json_get_optional_int (&object, "limit_per_talent", 0, G_MAXINT, 0);
  format->limit_per_company =
      (guint) duo_json_get_optional_int (&object, "limit_per_company", 0, G_MAXINT, 0);
  format->gap = read_minutes (&object, "gap", 0);
  format->opens = duo_json_get_optional_time (&object, "opens");
  format->closes = read_minutes (&object, "closes", 0);
  format->expiry = read_minutes (&object, "expiry", 0);
  format->notice = read_minutes (&object, "notice", 0);
  format->room_early = read_minutes (&object, "room_early", format->room_early);
  format->room_late = read_minutes (&object, "room_late", format->room_late);
  if (!duo_json_failed (json) && !duo_format_validate (format, &error))
    duo_json_fail (&object, error->message);
}

static DuoEventState
read_state (const DuoJson *json)
{
  DuoEventState state = DUO_EVENT_CLOSED; /* nothing can be done in a state that is not known */

  duo_event_state_from_string (duo_json_get_string (json, "state"), &state);
  return state;
}

/* A service of before the profile was there says nothing of it. */
static void
read_profile (const DuoJson *json, DuoEventRecord *event)
{
  DuoJson profile;

  if (!duo_json_has (json, "profile"))
    return;
  profile = duo_json_get_object (json, "profile");
  event->my_topics = duo_json_dup_strings (&profile, "topics");
  event->my_languages = duo_json_dup_strings (&profile, "languages");
}

DuoEventRecord *
duo_wire_read_event (const DuoJson *json)
{
  g_autoptr (DuoEventRecord) event = duo_event_record_new ();
  g_autofree char *role = duo_json_dup_optional_string (json, "role");

  event->id = duo_json_dup_id (json, "id");
  event->name = duo_json_dup_string (json, "name");
  event->description = duo_json_dup_optional_string (json, "description");
  event->contact = duo_json_dup_optional_string (json, "contact");
  event->zone = duo_json_dup_string (json, "zone");
  if (!duo_json_failed (json) && !duo_zone_is_name (event->zone))
    duo_json_fail_member (json, "zone", "not the name of a zone");
  event->state = read_state (json);
  event->rev = duo_json_get_int (json, "rev", 0, G_MAXINT64);
  event->changed = duo_json_get_optional_int (json, "changed", 0, G_MAXINT64, 0);
  duo_role_from_string (role, &event->role);
  event->me = duo_json_dup_optional_id (json, "me");
  read_profile (json, event);
  duo_wire_read_event_days (json, event->days);
  duo_wire_read_format (json, &event->format);
  return duo_json_failed (json) ? NULL : g_steal_pointer (&event);
}

GPtrArray *
duo_wire_read_events (const DuoJson *json)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_event_record_free);
  DuoJson array = duo_json_get_array (json, "events");
  guint length = duo_json_get_length (&array);

  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&array, i);
      DuoEventRecord *event = duo_wire_read_event (&element);

      if (event != NULL)
        g_ptr_array_add (events, event);
    }
  return duo_json_failed (json) ? NULL : g_steal_pointer (&events);
}
