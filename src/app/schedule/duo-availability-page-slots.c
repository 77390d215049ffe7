/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-availability-page-private.h"

#include "duo-schedule-focus.h"
#include "shell/duo-text.h"

/* What the column shows of a chat stands where slots would. */
static gboolean
is_under_chat (DuoDayColumn *column, DuoTimeRange range)
{
  GPtrArray *blocks = duo_day_column_get_blocks (column);

  for (guint i = 0; i < blocks->len; i++)
    if (duo_time_range_overlaps (duo_chat_get_range (duo_chat_block_get_chat (blocks->pdata[i])), range))
      return TRUE;

  return FALSE;
}

/* What has been edited shows before the service has answered. */
static DuoSlotFace
get_face (DuoAvailabilityPage *self, const DuoSlot *slot, const DuoOpening *opening)
{
  guint closes = duo_event_get_record (self->event)->format.closes;
  gint64 now = duo_clock_now (duo_session_get_clock (self->session));
  DuoSlotState state = duo_slot_get_state_at (slot, closes, now);

  if (state == DUO_SLOT_PAST)
    return DUO_SLOT_FACE_PAST;
  if (state == DUO_SLOT_BOOKED)
    return DUO_SLOT_FACE_BUSY;
  if (opening)
    return duo_opening_blocks (opening, slot->range) ? DUO_SLOT_FACE_BLOCKED : DUO_SLOT_FACE_OPEN;

  return state == DUO_SLOT_BLOCKED ? DUO_SLOT_FACE_BLOCKED : DUO_SLOT_FACE_OPEN;
}

/* (nullable): a slot keeps its widget, and with it the focus. */
static GtkWidget *
find_cell (GPtrArray *cells, DuoTimeRange range)
{
  for (guint i = 0; i < cells->len; i++)
    if (duo_time_range_equal (duo_slot_toggle_get_range (cells->pdata[i]), range))
      return cells->pdata[i];

  return NULL;
}

static GtkWidget *
make_cell (DuoAvailabilityPage *self, DuoTimeRange range)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autofree char *day = duo_text_day (range.start, zone);
  GtkWidget *cell = duo_slot_toggle_new (range, day, zone);

  g_signal_connect_object (cell, "clicked", G_CALLBACK (duo_availability_page_click_slot), self,
                           G_CONNECT_SWAPPED);
  return cell;
}

/* While another length is on its way, the slots of the old one are only to look at. */
static gboolean
has_length_on_its_way (DuoAvailabilityPage *self, const char *date)
{
  const DuoOpening *wanted = duo_day_edits_get_opening (self->edits, date);
  const DuoOpening *known = duo_slots_get_opening (self->slots, date);

  return wanted && known && wanted->minutes != known->minutes;
}

/* (transfer full) (element-type DuoSlotToggle) */
static GPtrArray *
make_cells (DuoAvailabilityPage *self, DuoDayColumn *column)
{
  const char *date = duo_day_column_get_date (column);
  const GArray *slots = duo_slots_get_day (self->slots, date);
  const DuoOpening *opening = duo_day_edits_get_opening (self->edits, date);
  gboolean editable = opening && duo_availability_page_can_edit (self) && !has_length_on_its_way (self, date);
  GPtrArray *cells = g_ptr_array_new ();

  for (guint i = 0; slots && i < slots->len; i++)
    {
      const DuoSlot *slot = &g_array_index (slots, DuoSlot, i);
      GtkWidget *cell;

      if (is_under_chat (column, slot->range))
        continue;
      cell = find_cell (duo_day_column_get_cells (column), slot->range);
      if (!cell)
        cell = make_cell (self, slot->range);
      duo_slot_toggle_set_face (DUO_SLOT_TOGGLE (cell), get_face (self, slot, opening));
      duo_slot_toggle_set_editable (DUO_SLOT_TOGGLE (cell), editable);
      duo_slot_toggle_set_selected (DUO_SLOT_TOGGLE (cell),
                                    duo_availability_page_is_selected (self, date, slot->range) &&
                                        duo_slot_toggle_can_change (DUO_SLOT_TOGGLE (cell)));
      g_ptr_array_add (cells, cell);
    }
  return cells;
}

/* (nullable): the cell that has the focus and goes */
static GtkWidget *
find_leaving_focus (DuoAvailabilityPage *self, DuoDayColumn *column, GPtrArray *cells)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (!DUO_IS_SLOT_TOGGLE (focus) || gtk_widget_get_parent (focus) != GTK_WIDGET (column) ||
      g_ptr_array_find (cells, focus, NULL))
    return NULL;

  return focus;
}

static GtkWidget *
find_nearest (DuoDayColumn *column, int minute)
{
  g_autoptr (GPtrArray) stops = duo_day_column_dup_stops (column);
  GtkWidget *nearest = NULL;
  int distance = G_MAXINT;

  for (guint i = 0; i < stops->len; i++)
    {
      int away = ABS (duo_day_column_get_start (column, stops->pdata[i]) - minute);

      if (away >= distance)
        continue;
      nearest = stops->pdata[i];
      distance = away;
    }

  return nearest;
}

/* Who was on a slot that somebody has just booked is on that chat now. */
static void
set_cells (DuoAvailabilityPage *self, DuoDayColumn *column, GPtrArray *cells)
{
  GtkWidget *leaving = find_leaving_focus (self, column, cells);
  int minute = leaving ? duo_day_column_get_start (column, leaving) : -1;
  GtkWidget *next;

  duo_day_column_set_cells (column, cells);
  duo_day_column_shade_gaps (column);
  next = leaving ? find_nearest (column, minute) : NULL;
  if (next)
    duo_schedule_focus_give (duo_event_calendar_get_columns (self->calendar), next);
}

void
duo_availability_page_fill_column (DuoAvailabilityPage *self, DuoDayColumn *column)
{
  g_autoptr (GPtrArray) cells = make_cells (self, column);
  GPtrArray *blocks = duo_day_column_get_blocks (column);

  for (guint i = 0; i < blocks->len; i++)
    duo_chat_block_set_action (blocks->pdata[i], "availability.show-chat");
  set_cells (self, column, cells);
}

void
duo_availability_page_count (DuoAvailabilityPage *self, DuoDayColumn *column, DuoSlotTally *tally)
{
  const char *date = duo_day_column_get_date (column);
  const GArray *slots = duo_slots_get_day (self->slots, date);
  const DuoOpening *opening = duo_day_edits_get_opening (self->edits, date);

  for (guint i = 0; slots && i < slots->len; i++)
    {
      const DuoSlot *slot = &g_array_index (slots, DuoSlot, i);
      DuoSlotFace face = get_face (self, slot, opening);

      if (is_under_chat (column, slot->range))
        continue;
      tally->open += face == DUO_SLOT_FACE_OPEN;
      tally->blocked += face == DUO_SLOT_FACE_BLOCKED;
    }
  tally->booked += duo_day_column_get_blocks (column)->len;
}

guint
duo_availability_page_get_shortest (DuoAvailabilityPage *self)
{
  GPtrArray *columns = duo_event_calendar_get_columns (self->calendar);
  guint shortest = 60;

  for (guint i = 0; i < columns->len; i++)
    {
      const DuoOpening *opening =
          duo_slots_get_opening (self->slots, duo_day_column_get_date (columns->pdata[i]));

      if (opening)
        shortest = MIN (shortest, opening->minutes);
    }

  return shortest;
}
