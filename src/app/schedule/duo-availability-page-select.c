/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-availability-page-private.h"

#include "duo-schedule-focus.h"
#include "shell/duo-text.h"

/* Pixels that the pointer goes before a press is a selection. */
#define DRAG_THRESHOLD 8

static DuoTimeRange
get_selected (DuoAvailabilityPage *self)
{
  const DuoSelection *selection = &self->selection;

  return (DuoTimeRange) {MIN (selection->anchor.start, selection->cursor.start),
                         MAX (selection->anchor.end, selection->cursor.end)};
}

gboolean
duo_availability_page_is_selected (DuoAvailabilityPage *self, const char *date, DuoTimeRange range)
{
  return self->selection.date && g_str_equal (self->selection.date, date) &&
         duo_time_range_overlaps (range, get_selected (self));
}

/* (transfer container): what of it can be changed */
static GPtrArray *
list_selected (DuoAvailabilityPage *self)
{
  DuoDayColumn *column =
      self->selection.date ? duo_availability_page_find_column (self, self->selection.date) : NULL;
  GPtrArray *cells = column ? duo_day_column_get_cells (column) : NULL;
  GPtrArray *selected = g_ptr_array_new ();

  for (guint i = 0; cells && i < cells->len; i++)
    if (duo_slot_toggle_get_selected (cells->pdata[i]))
      g_ptr_array_add (selected, cells->pdata[i]);
  return selected;
}

static guint
count_face (GPtrArray *cells, DuoSlotFace face)
{
  guint count = 0;

  for (guint i = 0; i < cells->len; i++)
    count += duo_slot_toggle_get_face (cells->pdata[i]) == face;
  return count;
}

static char *
dup_when (DuoAvailabilityPage *self)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  GTimeZone *zone = duo_event_get_zone (self->event);
  DuoTimeRange range = get_selected (self);

  return duo_text_with_my_range (duo_text_when (range, zone), range, zone, local);
}

/* A selection of which nothing is left, since all of it was booked, is none. */
void
duo_availability_page_update_bar (DuoAvailabilityPage *self)
{
  g_autoptr (GPtrArray) selected = list_selected (self);
  g_autofree char *when = NULL;

  if (selected->len == 0)
    g_clear_pointer (&self->selection.date, g_free);
  adw_toolbar_view_set_reveal_bottom_bars (self->toolbar, selected->len > 0);
  if (selected->len == 0)
    return;

  when = dup_when (self);
  duo_selection_bar_show (self->bar, count_face (selected, DUO_SLOT_FACE_OPEN),
                          count_face (selected, DUO_SLOT_FACE_BLOCKED), when);
}

void
duo_availability_page_clear_selection (DuoAvailabilityPage *self)
{
  g_clear_pointer (&self->selection.date, g_free);
  duo_availability_page_update (self);
}

static void
select_slots (DuoAvailabilityPage *self, const char *date, DuoTimeRange anchor, DuoTimeRange cursor)
{
  g_set_str (&self->selection.date, date);
  self->selection.anchor = anchor;
  self->selection.cursor = cursor;
  duo_availability_page_update (self);
}

/* From where the selection of that day began, or from @from. */
static void
extend_selection (DuoAvailabilityPage *self, const char *date, DuoTimeRange from, DuoTimeRange to)
{
  gboolean same_day = g_strcmp0 (self->selection.date, date) == 0;

  select_slots (self, date, same_day ? self->selection.anchor : from, to);
}

static const char *
get_date (GtkWidget *slot)
{
  return duo_day_column_get_date (DUO_DAY_COLUMN (gtk_widget_get_parent (slot)));
}

void
duo_availability_page_set_selected (DuoAvailabilityPage *self, gboolean block)
{
  g_autoptr (GPtrArray) selected = list_selected (self);
  g_autoptr (DuoOpening) opening =
      self->selection.date ? duo_availability_page_dup_opening (self, self->selection.date) : NULL;
  GPtrArray *openings;

  if (!opening)
    return;

  for (guint i = 0; i < selected->len; i++)
    if (block)
      duo_opening_block (opening, duo_slot_toggle_get_range (selected->pdata[i]));
    else
      duo_opening_open (opening, duo_slot_toggle_get_range (selected->pdata[i]));
  openings = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_opening_free);
  g_ptr_array_add (openings, g_steal_pointer (&opening));
  g_clear_pointer (&self->selection.date, g_free);
  duo_availability_page_edit (self, openings);
  duo_availability_page_update (self);
}

static void
toggle_slot (DuoAvailabilityPage *self, DuoSlotToggle *slot)
{
  DuoTimeRange range = duo_slot_toggle_get_range (slot);
  gboolean block = duo_slot_toggle_get_face (slot) == DUO_SLOT_FACE_OPEN;

  select_slots (self, get_date (GTK_WIDGET (slot)), range, range);
  duo_availability_page_set_selected (self, block);
}

void
duo_availability_page_click_slot (DuoAvailabilityPage *self, DuoSlotToggle *slot)
{
  const char *date = get_date (GTK_WIDGET (slot));
  g_autoptr (GPtrArray) selected = list_selected (self);

  if (!duo_slot_toggle_can_change (slot))
    gtk_widget_error_bell (GTK_WIDGET (slot));
  else if (duo_slot_toggle_get_selected (slot))
    duo_availability_page_set_selected (self, count_face (selected, DUO_SLOT_FACE_OPEN) > 0);
  else if (g_strcmp0 (self->selection.date, date) == 0)
    extend_selection (self, date, duo_slot_toggle_get_range (slot), duo_slot_toggle_get_range (slot));
  else
    toggle_slot (self, slot);
}

/* ── keys ── */

static GtkWidget *
get_focused_slot (DuoAvailabilityPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return DUO_IS_SLOT_TOGGLE (focus) ? focus : NULL;
}

/* Over the chats between, to the next slot of the day. */
static gboolean
extend_by_key (DuoAvailabilityPage *self, GtkDirectionType direction)
{
  GPtrArray *columns = duo_event_calendar_get_columns (self->calendar);
  GtkWidget *from = get_focused_slot (self);
  GtkWidget *to = NULL;

  if (!from)
    return GDK_EVENT_PROPAGATE;

  while (!to && duo_schedule_focus_move (columns, direction))
    to = get_focused_slot (self);
  if (to)
    extend_selection (self, get_date (from), duo_slot_toggle_get_range (DUO_SLOT_TOGGLE (from)),
                      duo_slot_toggle_get_range (DUO_SLOT_TOGGLE (to)));
  else
    duo_schedule_focus_give (columns, from);
  return GDK_EVENT_STOP;
}

static gboolean
on_key_pressed (DuoAvailabilityPage *self, guint key, guint code, GdkModifierType modifiers)
{
  gboolean shift = (modifiers & gtk_accelerator_get_default_mod_mask ()) == GDK_SHIFT_MASK;

  if (key == GDK_KEY_Escape && self->selection.date)
    {
      duo_availability_page_clear_selection (self);
      return GDK_EVENT_STOP;
    }
  if (shift && (key == GDK_KEY_Down || key == GDK_KEY_KP_Down))
    return extend_by_key (self, GTK_DIR_DOWN);
  if (shift && (key == GDK_KEY_Up || key == GDK_KEY_KP_Up))
    return extend_by_key (self, GTK_DIR_UP);

  return GDK_EVENT_PROPAGATE;
}

void
duo_availability_page_install_selection (DuoAvailabilityPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->toolbar), keys);
}

/* ── the pointer ── */

/* A finger scrolls; it selects after a long press. */
static void
on_drag_begin (DuoAvailabilityPage *self, double x, double y, GtkGesture *drag)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (drag));

  if (device && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN)
    gtk_gesture_set_state (drag, GTK_EVENT_SEQUENCE_DENIED);
}

static void
on_drag_update (DuoAvailabilityPage *self, double dx, double dy, GtkGesture *drag)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (drag));
  DuoDayColumn *column = DUO_DAY_COLUMN (widget);
  GtkWidget *from, *to;
  double x, y;

  if (ABS (dy) < DRAG_THRESHOLD || !gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (drag), &x, &y))
    return;
  from = duo_day_column_find_cell (column, y);
  to = duo_day_column_find_cell (column, y + dy);
  if (!from || !to || !duo_availability_page_can_edit (self))
    return;

  gtk_gesture_set_state (drag, GTK_EVENT_SEQUENCE_CLAIMED);
  select_slots (self, duo_day_column_get_date (column), duo_slot_toggle_get_range (DUO_SLOT_TOGGLE (from)),
                duo_slot_toggle_get_range (DUO_SLOT_TOGGLE (to)));
}

static void
on_long_press (DuoAvailabilityPage *self, double x, double y, GtkGesture *press)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (press));
  DuoDayColumn *column = DUO_DAY_COLUMN (widget);
  GtkWidget *slot = duo_day_column_find_cell (column, y);
  DuoTimeRange range;

  if (!slot || !duo_slot_toggle_can_change (DUO_SLOT_TOGGLE (slot)))
    return;

  gtk_gesture_set_state (press, GTK_EVENT_SEQUENCE_CLAIMED);
  range = duo_slot_toggle_get_range (DUO_SLOT_TOGGLE (slot));
  select_slots (self, duo_day_column_get_date (column), range, range);
}

void
duo_availability_page_watch_column (DuoAvailabilityPage *self, DuoDayColumn *column)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (column), GTK_EVENT_CONTROLLER (drag));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (on_long_press), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (column), GTK_EVENT_CONTROLLER (press));
}
