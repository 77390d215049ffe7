/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-schedule-focus.h"

typedef struct
{
  int column;
  int row;
} Place;

static DuoChatBlock *
get_block (GPtrArray *columns, Place place)
{
  GPtrArray *blocks;

  if (place.column < 0 || place.column >= (int) columns->len)
    return NULL;

  blocks = duo_day_column_get_blocks (columns->pdata[place.column]);
  return place.row >= 0 && place.row < (int) blocks->len ? blocks->pdata[place.row] : NULL;
}

typedef gboolean (*BlockTest) (DuoChatBlock *block, gpointer data);

static gboolean
find (GPtrArray *columns, BlockTest test, gpointer data, Place *place)
{
  for (int i = 0; i < (int) columns->len; i++)
    {
      if (!gtk_widget_get_visible (columns->pdata[i]))
        continue;
      for (int j = 0; get_block (columns, (Place) {i, j}); j++)
        if (test (get_block (columns, (Place) {i, j}), data))
          {
            *place = (Place) {i, j};
            return TRUE;
          }
    }

  return FALSE;
}

static gboolean
has_focus (DuoChatBlock *block, gpointer data)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (block)) != NULL;
}

static gboolean
is_ahead (DuoChatBlock *block, gpointer data)
{
  return duo_chat_get_range (duo_chat_block_get_chat (block)).end > *(gint64 *) data;
}

static gboolean
is_any (DuoChatBlock *block, gpointer data)
{
  return TRUE;
}

static void
set_stop (GPtrArray *columns, DuoChatBlock *stop)
{
  for (int i = 0; i < (int) columns->len; i++)
    {
      GPtrArray *blocks = duo_day_column_get_blocks (columns->pdata[i]);

      for (guint j = 0; j < blocks->len; j++)
        duo_chat_block_set_tab_stop (blocks->pdata[j], blocks->pdata[j] == stop);
    }
}

void
duo_schedule_focus_settle (GPtrArray *columns, gint64 now)
{
  Place place;

  if (find (columns, has_focus, NULL, &place) || find (columns, is_ahead, &now, &place) ||
      find (columns, is_any, NULL, &place))
    set_stop (columns, get_block (columns, place));
}

/* The chat of a day that begins nearest to @minute. */
static int
find_nearest (DuoDayColumn *column, int minute)
{
  GPtrArray *blocks = duo_day_column_get_blocks (column);
  int nearest = -1, distance = G_MAXINT;

  for (guint i = 0; i < blocks->len; i++)
    {
      int away = ABS (duo_day_column_get_start (column, blocks->pdata[i]) - minute);

      if (away < distance)
        {
          distance = away;
          nearest = i;
        }
    }

  return nearest;
}

static DuoChatBlock *
find_beside (GPtrArray *columns, Place from, int step)
{
  int minute = duo_day_column_get_start (columns->pdata[from.column], get_block (columns, from));

  for (int i = from.column + step; i >= 0 && i < (int) columns->len; i += step)
    {
      DuoChatBlock *block = get_block (columns, (Place) {i, find_nearest (columns->pdata[i], minute)});

      if (block && gtk_widget_get_visible (columns->pdata[i]))
        return block;
    }

  return NULL;
}

gboolean
duo_schedule_focus_move (GPtrArray *columns, GtkDirectionType direction)
{
  DuoChatBlock *to = NULL;
  Place from;

  if (!find (columns, has_focus, NULL, &from))
    return FALSE;

  if (direction == GTK_DIR_UP || direction == GTK_DIR_DOWN)
    to = get_block (columns, (Place) {from.column, from.row + (direction == GTK_DIR_DOWN ? 1 : -1)});
  else if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT)
    to = find_beside (columns, from, direction == GTK_DIR_RIGHT ? 1 : -1);
  if (!to)
    return FALSE;

  set_stop (columns, to);
  return gtk_widget_grab_focus (GTK_WIDGET (to));
}
