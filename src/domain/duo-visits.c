/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-visits.h"

gboolean
duo_visits_is_inside (const GArray *visits, DuoRole side)
{
  for (guint i = 0; i < visits->len; i++)
    {
      const DuoVisit *visit = &g_array_index (visits, DuoVisit, i);

      if (visit->side == side && visit->left == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
duo_visits_both_inside (const GArray *visits)
{
  return duo_visits_is_inside (visits, DUO_ROLE_RECRUITER) && duo_visits_is_inside (visits, DUO_ROLE_TALENT);
}

static gboolean
was_inside (const GArray *visits, DuoRole side, gint64 moment)
{
  for (guint i = 0; i < visits->len; i++)
    {
      const DuoVisit *visit = &g_array_index (visits, DuoVisit, i);

      if (visit->side == side && visit->entered <= moment && (visit->left == 0 || moment < visit->left))
        return TRUE;
    }
  return FALSE;
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* (element-type gint64): every moment before @until at which somebody came or went, in order, and @until. */
static GArray *
moments_of (const GArray *visits, gint64 until)
{
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < visits->len; i++)
    {
      const DuoVisit *visit = &g_array_index (visits, DuoVisit, i);

      if (visit->entered < until)
        g_array_append_val (moments, visit->entered);
      if (visit->left != 0 && visit->left < until)
        g_array_append_val (moments, visit->left);
    }
  g_array_append_val (moments, until);
  g_array_sort (moments, compare_moments);
  return moments;
}

/* Between two moments nothing changes; so whoever is there twice, on two devices or since a crash, counts once. */
static gint64
count_seconds (const GArray *visits, DuoRole one, DuoRole other, gint64 until)
{
  g_autoptr (GArray) moments = moments_of (visits, until);
  gint64 seconds = 0;

  for (guint i = 0; i + 1 < moments->len; i++)
    {
      gint64 from = g_array_index (moments, gint64, i), to = g_array_index (moments, gint64, i + 1);

      if (was_inside (visits, one, from) && was_inside (visits, other, from))
        seconds += to - from;
    }
  return seconds;
}

gint64
duo_visits_get_together (const GArray *visits, gint64 until)
{
  return count_seconds (visits, DUO_ROLE_RECRUITER, DUO_ROLE_TALENT, until);
}

DuoAbsence
duo_visits_get_absent (const GArray *visits, gint64 until)
{
  gint64 talent = count_seconds (visits, DUO_ROLE_TALENT, DUO_ROLE_TALENT, until);
  gint64 recruiter = count_seconds (visits, DUO_ROLE_RECRUITER, DUO_ROLE_RECRUITER, until);

  if (duo_visits_get_together (visits, until) >= DUO_TOGETHER_SECONDS)
    return DUO_ABSENT_TALENT;
  if (talent < DUO_TOGETHER_SECONDS && recruiter < DUO_TOGETHER_SECONDS)
    return DUO_ABSENT_BOTH;
  if (talent == recruiter)
    return DUO_ABSENT_BOTH;

  return talent < recruiter ? DUO_ABSENT_TALENT : DUO_ABSENT_RECRUITER;
}

DuoVerb
duo_visits_judge (const GArray *visits, gint64 until, gboolean in_person)
{
  if (in_person || duo_visits_get_together (visits, until) >= DUO_TOGETHER_SECONDS)
    return DUO_VERB_CLOSE_ROOM;
  return DUO_VERB_CLOSE_EMPTY_ROOM;
}

DuoTimeRange
duo_visits_stretch_room (const GArray *visits, DuoTimeRange room, DuoTimeRange chat)
{
  if (duo_visits_both_inside (visits))
    room.end = MAX (room.end, chat.end + DUO_OVERTIME_SECONDS);
  return room;
}
