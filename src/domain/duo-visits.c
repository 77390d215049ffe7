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

/* Somebody comes, or goes. */
typedef struct
{
  gint64 moment;
  DuoRole side;
  int step;
} Move;

static int
compare_moves (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const Move *) a)->moment, second = ((const Move *) b)->moment;

  return (first > second) - (first < second);
}

/* (element-type Move): who came and went before @until, in order. */
static GArray *
moves_of (const GArray *visits, gint64 until)
{
  GArray *moves = g_array_sized_new (FALSE, FALSE, sizeof (Move), 2 * visits->len);

  for (guint i = 0; i < visits->len; i++)
    {
      const DuoVisit *visit = &g_array_index (visits, DuoVisit, i);
      gint64 left = visit->left == 0 ? until : MIN (visit->left, until);
      const Move came = {visit->entered, visit->side, 1}, went = {left, visit->side, -1};

      if (visit->entered >= left)
        continue;
      g_array_append_val (moves, came);
      g_array_append_val (moves, went);
    }
  g_array_sort (moves, compare_moves);
  return moves;
}

/* One pass, as anybody can come and go thousands of times. Whoever is there twice, on two devices or since a crash, counts
 * once. */
static gint64
count_seconds (const GArray *visits, DuoRole one, DuoRole other, gint64 until)
{
  g_autoptr (GArray) moves = moves_of (visits, until);
  int here = 0, there = 0; /* visits of @one and of @other that are open */
  gint64 seconds = 0;

  for (guint i = 0; i + 1 < moves->len; i++)
    {
      const Move *move = &g_array_index (moves, Move, i);

      here += move->side == one ? move->step : 0;
      there += move->side == other ? move->step : 0;
      if (here > 0 && there > 0)
        seconds += move[1].moment - move->moment;
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
  return duo_visits_both_inside (visits) ? duo_visits_stretch (room, chat) : room;
}

DuoTimeRange
duo_visits_stretch (DuoTimeRange room, DuoTimeRange chat)
{
  room.end = MAX (room.end, chat.end + DUO_OVERTIME_SECONDS);
  return room;
}
