/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-format-merge.h"

#include <string.h>

typedef struct
{
  const char *name;
  gsize offset;
  gsize size;
} Member;

#define MEMBER(name) {#name, G_STRUCT_OFFSET (DuoFormat, name), sizeof ((DuoFormat) {0}.name)}
/* The lengths are not among them: what lies behind the last one means nothing. */
#define LENGTHS (1u << G_N_ELEMENTS (members))

static const Member members[] = {
    MEMBER (requests_by),
    MEMBER (limit_per_talent),
    MEMBER (limit_per_company),
    MEMBER (gap),
    MEMBER (opens),
    MEMBER (closes),
    MEMBER (expiry),
    MEMBER (notice),
    MEMBER (room_early),
    MEMBER (room_late),
};

static gboolean
same_lengths (const DuoFormat *a, const DuoFormat *b)
{
  return a->n_durations == b->n_durations &&
         memcmp (a->durations, b->durations, a->n_durations * sizeof a->durations[0]) == 0;
}

DuoFormatMembers
duo_format_compare (const DuoFormat *a, const DuoFormat *b)
{
  DuoFormatMembers found = same_lengths (a, b) ? 0 : LENGTHS;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (memcmp ((const char *) a + members[i].offset, (const char *) b + members[i].offset,
                members[i].size) != 0)
      found |= 1u << i;
  return found;
}

void
duo_format_lay (DuoFormat *format, const DuoFormat *from, DuoFormatMembers which)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if ((which & 1u << i) != 0)
      memcpy ((char *) format + members[i].offset, (const char *) from + members[i].offset, members[i].size);
  if ((which & LENGTHS) == 0)
    return;
  memcpy (format->durations, from->durations, sizeof format->durations);
  format->n_durations = from->n_durations;
}

/* ── one after the other ── */

/* Whether what was @seen and is @wanted is to be laid over what is there @now. */
static gboolean
is_laid (gboolean turned, gboolean theirs, gboolean agreed, gboolean *clash)
{
  *clash |= turned && theirs && !agreed;
  return turned && !theirs;
}

static void
merge_format (const DuoFormat *seen, const DuoFormat *wanted, DuoFormat *now, gboolean *clash)
{
  DuoFormatMembers turned = duo_format_compare (seen, wanted);
  DuoFormatMembers theirs = duo_format_compare (seen, now);

  *clash |= (turned & theirs & duo_format_compare (wanted, now)) != 0;
  duo_format_lay (now, wanted, turned & ~theirs);
}

static gboolean
same_day (DuoDay *a, DuoDay *b)
{
  return a == b || (a != NULL && b != NULL && duo_day_equal (a, b));
}

/* Takes over what became of the day of @date. */
static void
merge_day (DuoEventRecord *merged,
           const DuoEventRecord *seen,
           const DuoEventRecord *wanted,
           const char *date,
           gboolean *clash)
{
  DuoDay *before = duo_event_record_find_day (seen, date);
  DuoDay *after = duo_event_record_find_day (wanted, date);
  DuoDay *now = duo_event_record_find_day (merged, date);

  if (!is_laid (!same_day (before, after), !same_day (before, now), same_day (after, now), clash))
    return;
  if (now != NULL)
    g_ptr_array_remove (merged->days, now);
  if (after != NULL)
    g_ptr_array_add (merged->days, duo_day_ref (after));
}

static void
merge_days (DuoEventRecord *merged,
            const DuoEventRecord *seen,
            const DuoEventRecord *wanted,
            const DuoEventRecord *now,
            gboolean *clash)
{
  gboolean days_clash = FALSE;

  for (guint i = 0; i < seen->days->len; i++)
    merge_day (merged, seen, wanted, duo_day_get_date (seen->days->pdata[i]), &days_clash);
  for (guint i = 0; i < wanted->days->len; i++)
    if (duo_event_record_find_day (seen, duo_day_get_date (wanted->days->pdata[i])) == NULL)
      merge_day (merged, seen, wanted, duo_day_get_date (wanted->days->pdata[i]), &days_clash);
  *clash |= days_clash;
  if (days_clash)
    g_ptr_array_set_size (merged->days, 0);
  for (guint i = 0; days_clash && i < now->days->len; i++)
    g_ptr_array_add (merged->days, duo_day_ref (now->days->pdata[i]));
  duo_days_sort (merged->days);
}

DuoEventRecord *
duo_event_record_merge (const DuoEventRecord *seen,
                        const DuoEventRecord *wanted,
                        const DuoEventRecord *now,
                        gboolean *clash)
{
  DuoEventRecord *merged = duo_event_record_copy (now);
  gboolean found = FALSE;

  if (is_laid (g_strcmp0 (seen->contact, wanted->contact) != 0, g_strcmp0 (seen->contact, now->contact) != 0,
               g_strcmp0 (wanted->contact, now->contact) == 0, &found))
    g_set_str (&merged->contact, wanted->contact);
  if (is_laid (seen->state != wanted->state, seen->state != now->state, wanted->state == now->state, &found))
    merged->state = wanted->state;
  merge_format (&seen->format, &wanted->format, &merged->format, &found);
  merge_days (merged, seen, wanted, now, &found);
  if (clash != NULL)
    *clash = found;
  return merged;
}

static void
name_members (DuoFormatMembers differ, GStrvBuilder *names)
{
  if ((differ & LENGTHS) != 0)
    g_strv_builder_add (names, "durations");
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if ((differ & 1u << i) != 0)
      g_strv_builder_add (names, members[i].name);
}

char *
duo_event_record_name_changes (const DuoEventRecord *before, const DuoEventRecord *after)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  if (g_strcmp0 (before->zone, after->zone) != 0)
    g_strv_builder_add (names, "zone");
  if (g_strcmp0 (before->contact, after->contact) != 0)
    g_strv_builder_add (names, "contact");
  if (before->state != after->state)
    g_strv_builder_add (names, "state");
  if (!duo_days_equal (before->days, after->days))
    g_strv_builder_add (names, "days");
  name_members (duo_format_compare (&before->format, &after->format), names);
  words = g_strv_builder_end (names);
  return g_strjoinv (" ", words);
}

DuoFormatChange *
duo_format_change_new_between (const DuoEventRecord *before, const DuoEventRecord *after)
{
  g_autoptr (DuoFormatChange) change = duo_format_change_new ();

  change->seen = before->changed;
  if (g_strcmp0 (before->contact, after->contact) != 0)
    change->contact = g_strdup (after->contact != NULL ? after->contact : "");
  change->has_state = before->state != after->state;
  change->state = after->state;
  change->has_format = !duo_format_equal (&before->format, &after->format);
  change->format = after->format;
  if (!duo_days_equal (before->days, after->days))
    {
      change->days = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_day_unref);
      for (guint i = 0; i < after->days->len; i++)
        duo_format_change_add_day (change, after->days->pdata[i]);
    }
  if (change->contact == NULL && !change->has_state && !change->has_format && change->days == NULL)
    return NULL;
  return g_steal_pointer (&change);
}
