/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-schedule-focus.h"

#include "duo-slot-toggle.h"

typedef struct
{
  int column;
  int row;
} Place;

/* (nullable) */
static GtkWidget *
get_stop (GPtrArray *columns, Place place)
{
  g_autoptr (GPtrArray) stops = NULL;

  if (place.column < 0 || place.column >= (int) columns->len)
    return NULL;

  stops = duo_day_column_dup_stops (columns->pdata[place.column]);
  return place.row >= 0 && place.row < (int) stops->len ? stops->pdata[place.row] : NULL;
}

typedef gboolean (*StopTest) (GtkWidget *stop, gpointer data);

static gboolean
find (GPtrArray *columns, StopTest test, gpointer data, Place *place)
{
  for (int i = 0; i < (int) columns->len; i++)
    {
      g_autoptr (GPtrArray) stops = duo_day_column_dup_stops (columns->pdata[i]);

      for (int j = 0; gtk_widget_get_visible (columns->pdata[i]) && j < (int) stops->len; j++)
        if (test (stops->pdata[j], data))
          {
            *place = (Place) {i, j};
            return TRUE;
          }
    }

  return FALSE;
}

static gboolean
has_focus (GtkWidget *stop, gpointer data)
{
  return gtk_widget_has_focus (stop) || gtk_widget_get_focus_child (stop) != NULL;
}

static DuoTimeRange
get_range (GtkWidget *stop)
{
  if (DUO_IS_SLOT_TOGGLE (stop))
    return duo_slot_toggle_get_range (DUO_SLOT_TOGGLE (stop));

  return duo_chat_get_range (duo_chat_block_get_chat (DUO_CHAT_BLOCK (stop)));
}

static gboolean
is_ahead (GtkWidget *stop, gpointer data)
{
  return get_range (stop).end > *(gint64 *) data;
}

/* Where Tab came in before. */
static gboolean
is_set (GtkWidget *stop, gpointer data)
{
  return DUO_IS_SLOT_TOGGLE (stop) && gtk_widget_get_focusable (stop);
}

static gboolean
is_any (GtkWidget *stop, gpointer data)
{
  return TRUE;
}

static void
set_tab_stop (GtkWidget *stop, gboolean on)
{
  if (DUO_IS_SLOT_TOGGLE (stop))
    gtk_widget_set_focusable (stop, on);
  else
    duo_chat_block_set_tab_stop (DUO_CHAT_BLOCK (stop), on);
}

static void
set_stop (GPtrArray *columns, GtkWidget *stop)
{
  for (int i = 0; i < (int) columns->len; i++)
    {
      g_autoptr (GPtrArray) stops = duo_day_column_dup_stops (columns->pdata[i]);

      for (guint j = 0; j < stops->len; j++)
        set_tab_stop (stops->pdata[j], stops->pdata[j] == stop);
    }
}

void
duo_schedule_focus_settle (GPtrArray *columns, gint64 now)
{
  Place place;

  if (find (columns, has_focus, NULL, &place) || find (columns, is_set, NULL, &place) ||
      find (columns, is_ahead, &now, &place) || find (columns, is_any, NULL, &place))
    set_stop (columns, get_stop (columns, place));
}

void
duo_schedule_focus_give (GPtrArray *columns, GtkWidget *stop)
{
  set_stop (columns, stop);
  gtk_widget_grab_focus (stop);
}

/* What of a day begins nearest to @minute. */
static int
find_nearest (DuoDayColumn *column, int minute)
{
  g_autoptr (GPtrArray) stops = duo_day_column_dup_stops (column);
  int nearest = -1, distance = G_MAXINT;

  for (guint i = 0; i < stops->len; i++)
    {
      int away = ABS (duo_day_column_get_start (column, stops->pdata[i]) - minute);

      if (away < distance)
        {
          distance = away;
          nearest = i;
        }
    }

  return nearest;
}

static GtkWidget *
find_beside (GPtrArray *columns, Place from, int step)
{
  int minute = duo_day_column_get_start (columns->pdata[from.column], get_stop (columns, from));

  for (int i = from.column + step; i >= 0 && i < (int) columns->len; i += step)
    {
      GtkWidget *stop = get_stop (columns, (Place) {i, find_nearest (columns->pdata[i], minute)});

      if (stop && gtk_widget_get_visible (columns->pdata[i]))
        return stop;
    }

  return NULL;
}

gboolean
duo_schedule_focus_move (GPtrArray *columns, GtkDirectionType direction)
{
  GtkWidget *to = NULL;
  Place from;

  if (!find (columns, has_focus, NULL, &from))
    return FALSE;

  if (direction == GTK_DIR_UP || direction == GTK_DIR_DOWN)
    to = get_stop (columns, (Place) {from.column, from.row + (direction == GTK_DIR_DOWN ? 1 : -1)});
  else if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT)
    to = find_beside (columns, from, direction == GTK_DIR_RIGHT ? 1 : -1);
  if (!to)
    return FALSE;

  set_stop (columns, to);
  return gtk_widget_grab_focus (to);
}
