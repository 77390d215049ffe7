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

static gint64
overlap (const DuoVisit *a, const DuoVisit *b, gint64 until)
{
  gint64 end_a = a->left != 0 ? MIN (a->left, until) : until;
  gint64 end_b = b->left != 0 ? MIN (b->left, until) : until;

  return MAX (0, MIN (end_a, end_b) - MAX (a->entered, b->entered));
}

gint64
duo_visits_get_together (const GArray *visits, gint64 until)
{
  gint64 together = 0;

  for (guint i = 0; i < visits->len; i++)
    {
      const DuoVisit *a = &g_array_index (visits, DuoVisit, i);

      for (guint j = i + 1; j < visits->len; j++)
        {
          const DuoVisit *b = &g_array_index (visits, DuoVisit, j);

          if (a->side != b->side)
            together += overlap (a, b, until);
        }
    }
  return together;
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
