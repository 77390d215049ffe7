/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-slot-picker-private.h"

#include <glib/gi18n.h>

#include "shell/duo-announce.h"
#include "shell/duo-text.h"

#define N_NEARBY 3
/* A machine that slept, or whose clock was set, is noticed by then. */
#define LONGEST_WAIT_MS 60000

static const DuoTimeRange nothing = {0, 0};

static const DuoSlot *
find_slot (DuoSlotPicker *self, DuoTimeRange range)
{
  g_autofree char *date = duo_text_date (range.start, duo_event_get_zone (self->event));
  const GArray *day = duo_slots_get_day (self->slots, date);

  return day ? duo_slot_grid_find (day, range) : NULL;
}

/* Who was faster may think again: then the slot is free like any other. */
static void
forget_lost (DuoSlotPicker *self)
{
  DuoSlotContext context = duo_slot_picker_get_context (self);
  const DuoSlot *slot;

  if (self->lost.start == 0)
    return;

  slot = find_slot (self, self->lost);
  if (!slot || duo_slot_get_state_now (&context, slot) != DUO_SLOT_OPEN)
    self->lost_seen = TRUE;
  else if (self->lost_seen)
    self->lost = nothing;
}

static GArray *
find_nearby (DuoSlotPicker *self)
{
  DuoSlotContext context = duo_slot_picker_get_context (self);
  g_auto (GStrv) dates = duo_slots_dup_dates (self->slots);
  g_autoptr (GPtrArray) days = g_ptr_array_new ();

  for (char **date = dates; *date; date++)
    g_ptr_array_add (days, (gpointer) duo_slots_get_day (self->slots, *date));
  return duo_slot_find_nearest (&context, days, self->lost.start, N_NEARBY);
}

static char *
dup_loss (DuoSlotPicker *self)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  gint64 start = self->lost.start;
  g_autofree char *time = duo_text_with_my_time (duo_text_time (start, zone), start, zone, self->local);

  if (self->loss == DUO_SLOT_LOSS_TAKEN)
    /* TRANSLATORS: somebody else was faster: "14:15 was just taken" */
    return g_strdup_printf (_ ("%s was just taken"), time);
  if (self->loss == DUO_SLOT_LOSS_PASSED)
    /* TRANSLATORS: what was chosen has begun: "14:15 has passed" */
    return g_strdup_printf (_ ("%s has passed"), time);

  /* TRANSLATORS: what was chosen cannot be booked any more: "14:15 is no longer open" */
  return g_strdup_printf (_ ("%s is no longer open"), time);
}

void
duo_slot_picker_show_loss (DuoSlotPicker *self)
{
  g_autoptr (GArray) nearby = find_nearby (self);
  g_autofree char *title = dup_loss (self);

  duo_slot_bar_show_lost (self->bar, title, self->loss == DUO_SLOT_LOSS_TAKEN, nearby,
                          duo_event_get_zone (self->event));
}

static void
lose (DuoSlotPicker *self, DuoTimeRange range, DuoSlotLoss loss)
{
  g_autofree char *title = NULL;

  self->chosen = nothing;
  self->lost = range;
  self->lost_seen = FALSE;
  self->loss = loss;
  forget_lost (self);
  duo_slot_picker_update (self);
  title = dup_loss (self);
  duo_announce (GTK_WIDGET (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

void
duo_slot_picker_lose (DuoSlotPicker *self, DuoTimeRange range)
{
  DuoSlotContext context = duo_slot_picker_get_context (self);

  lose (self, range, range.start <= context.now ? DUO_SLOT_LOSS_PASSED : DUO_SLOT_LOSS_TAKEN);
}

/* Only what somebody else booked was taken; what began, or was blocked, is no race that was lost. */
static DuoSlotLoss
judge_loss (const DuoSlotContext *context, const DuoSlot *slot)
{
  if (context->chosen.start <= context->now)
    return DUO_SLOT_LOSS_PASSED;

  return slot && slot->state == DUO_SLOT_BOOKED && duo_slot_look (context, slot) == DUO_SLOT_LOOK_TAKEN
             ? DUO_SLOT_LOSS_TAKEN
             : DUO_SLOT_LOSS_CLOSED;
}

static void
on_passing (gpointer data)
{
  DuoSlotPicker *self = data;

  self->passing = 0;
  duo_slot_picker_follow (self);
}

/* At the moment at which the next slot is past, by the service's clock: nothing is told then. */
static void
wait_for_passing (DuoSlotPicker *self)
{
  gint64 now_us = duo_clock_now_us (duo_event_get_clock (self->event));
  guint closes = duo_event_get_record (self->event)->format.closes;
  g_auto (GStrv) dates = duo_slots_dup_dates (self->slots);
  gint64 wait_ms = LONGEST_WAIT_MS;

  for (char **date = dates; *date; date++)
    {
      gint64 next = duo_slot_grid_get_next_passing (duo_slots_get_day (self->slots, *date), closes,
                                                    now_us / G_USEC_PER_SEC);

      if (next < G_MAXINT64)
        wait_ms = MIN (wait_ms, MAX (next * 1000 - now_us / 1000, 0));
    }
  g_clear_handle_id (&self->passing, g_source_remove);
  self->passing = g_timeout_add_once ((guint) wait_ms + 1, on_passing, self);
}

void
duo_slot_picker_follow (DuoSlotPicker *self)
{
  DuoSlotContext context = duo_slot_picker_get_context (self);
  gboolean chosen = self->chosen.start != 0 && !self->busy;
  const DuoSlot *slot = chosen ? find_slot (self, self->chosen) : NULL;

  wait_for_passing (self);
  forget_lost (self);
  if (chosen && (!slot || duo_slot_look (&context, slot) != DUO_SLOT_LOOK_CHOSEN))
    lose (self, self->chosen, judge_loss (&context, slot));
  else
    duo_slot_picker_update (self);
}
