/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-event-record.h"
#include "duo-free-text.h"
#include "duo-names-private.h"
#include "duo-zone.h"

static const char *const state_names[] = {"draft", "open", "closed"};

static GPtrArray *
days_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) duo_day_unref);
}

static void
widen (DuoTimeRange *span, const GArray *ranges)
{
  for (guint i = 0; i < ranges->len; i++)
    {
      DuoTimeRange range = g_array_index (ranges, DuoTimeRange, i);

      span->start = span->end == 0 ? range.start : MIN (span->start, range.start);
      span->end = MAX (span->end, range.end);
    }
}

DuoEventRecord *
duo_event_record_new (void)
{
  DuoEventRecord *self = g_new0 (DuoEventRecord, 1);

  self->days = days_new ();
  duo_format_init (&self->format);
  return self;
}

DuoEventRecord *
duo_event_record_copy (const DuoEventRecord *self)
{
  DuoEventRecord *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->description = g_strdup (self->description);
  copy->contact = g_strdup (self->contact);
  copy->zone = g_strdup (self->zone);
  copy->me = g_strdup (self->me);
  copy->my_topics = g_strdupv (self->my_topics);
  copy->my_languages = g_strdupv (self->my_languages);
  copy->days = days_new ();
  for (guint i = 0; i < self->days->len; i++)
    g_ptr_array_add (copy->days, duo_day_ref (g_ptr_array_index (self->days, i)));
  return copy;
}

void
duo_event_record_free (DuoEventRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->description);
  g_free (self->contact);
  g_free (self->zone);
  g_free (self->me);
  g_strfreev (self->my_topics);
  g_strfreev (self->my_languages);
  g_ptr_array_unref (self->days);
  g_free (self);
}

static gboolean
same_words (char **a, char **b)
{
  static char *none[] = {NULL};

  return g_strv_equal ((const char *const *) (a ? a : none), (const char *const *) (b ? b : none));
}

gboolean
duo_event_record_equal (const DuoEventRecord *a, const DuoEventRecord *b)
{
  return g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->name, b->name) == 0 &&
         g_strcmp0 (a->description, b->description) == 0 && g_strcmp0 (a->contact, b->contact) == 0 &&
         g_strcmp0 (a->zone, b->zone) == 0 && g_strcmp0 (a->me, b->me) == 0 && a->state == b->state &&
         a->role == b->role && a->changed == b->changed && same_words (a->my_topics, b->my_topics) &&
         same_words (a->my_languages, b->my_languages) && duo_days_equal (a->days, b->days) &&
         duo_format_equal (&a->format, &b->format);
}

DuoDay *
duo_event_record_find_day (const DuoEventRecord *self, const char *date)
{
  for (guint i = 0; i < self->days->len; i++)
    {
      DuoDay *day = g_ptr_array_index (self->days, i);

      if (g_strcmp0 (duo_day_get_date (day), date) == 0)
        return day;
    }
  return NULL;
}

DuoDay *
duo_event_record_find_day_at (const DuoEventRecord *self, gint64 moment)
{
  g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (self);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (moment);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *date = local != NULL ? g_date_time_format (local, "%F") : NULL;

  return date != NULL ? duo_event_record_find_day (self, date) : NULL;
}

gboolean
duo_event_record_is_in_person (const DuoEventRecord *self, gint64 moment)
{
  DuoDay *day = duo_event_record_find_day_at (self, moment);

  return day != NULL && duo_day_get_kind (day) == DUO_DAY_IN_PERSON;
}

GTimeZone *
duo_event_record_dup_zone (const DuoEventRecord *self)
{
  GTimeZone *zone = duo_zone_new (self->zone);

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

DuoTimeRange
duo_event_record_get_span (const DuoEventRecord *self)
{
  g_autoptr (GTimeZone) zone = duo_event_record_dup_zone (self);
  DuoTimeRange span = {0, 0};

  for (guint i = 0; i < self->days->len; i++)
    {
      g_autoptr (GArray) ranges = duo_day_dup_ranges (g_ptr_array_index (self->days, i), zone);

      widen (&span, ranges);
    }
  return span;
}

gboolean
duo_event_name_is_valid (const char *name)
{
  g_autofree char *clean = duo_free_text_dup_clean (name, FALSE);

  return g_str_equal (clean, name) && !duo_free_text_is_blank (name) &&
         g_utf8_strlen (name, -1) <= DUO_MAX_WORD;
}

const char *
duo_event_state_to_string (DuoEventState state)
{
  return duo_names_get (state_names, G_N_ELEMENTS (state_names), state);
}

gboolean
duo_event_state_from_string (const char *text, DuoEventState *state)
{
  return duo_names_find (state_names, G_N_ELEMENTS (state_names), text, state);
}
