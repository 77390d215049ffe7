/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-slot-view.h"

#include <glib/gi18n.h>

#include "shell/duo-text.h"

static gboolean
overlaps (DuoChat *chat, const DuoSlot *slot)
{
  return duo_time_range_overlaps (duo_chat_get_range (chat), slot->range);
}

static gboolean
is_ours (const DuoSlotContext *context, const DuoSlot *slot)
{
  DuoChat *chat = duo_event_find_conflict (context->event, slot->range, NULL);

  return chat && overlaps (chat, slot) && g_strcmp0 (duo_chat_get_peer_id (chat), context->peer) == 0;
}

static DuoChat *
find_conflict (const DuoSlotContext *context, const DuoSlot *slot)
{
  return duo_event_find_conflict (context->event, slot->range, context->moved);
}

DuoSlotState
duo_slot_get_state_now (const DuoSlotContext *context, const DuoSlot *slot)
{
  return duo_slot_get_state_at (slot, duo_event_get_record (context->event)->format.closes, context->now);
}

DuoSlotLook
duo_slot_look (const DuoSlotContext *context, const DuoSlot *slot)
{
  DuoSlotState state = duo_slot_get_state_now (context, slot);

  if (is_ours (context, slot))
    return DUO_SLOT_LOOK_MINE;
  if (state == DUO_SLOT_PAST)
    return DUO_SLOT_LOOK_PAST;
  if (find_conflict (context, slot))
    return DUO_SLOT_LOOK_CONFLICT;
  if (duo_time_range_equal (slot->range, context->lost))
    return DUO_SLOT_LOOK_LOST;
  if (state != DUO_SLOT_OPEN)
    return DUO_SLOT_LOOK_TAKEN;

  return duo_time_range_equal (slot->range, context->chosen) ? DUO_SLOT_LOOK_CHOSEN : DUO_SLOT_LOOK_FREE;
}

static gboolean
zones_differ (const DuoSlotContext *context, gint64 moment)
{
  return duo_text_zones_differ (duo_event_get_zone (context->event), context->local, moment);
}

/* With whom, in as few letters as a cell has room for; the whole name is in its tooltip. */
static char *
dup_conflict (DuoChat *conflict, const DuoSlot *slot)
{
  if (overlaps (conflict, slot))
    return duo_text_short_name (duo_chat_get_peer_name (conflict));

  /* TRANSLATORS: under a time, in as little room as "O. Adeyemi": less than the event's gap from another chat */
  return g_strdup (_ ("Too close"));
}

static char *
dup_words (const DuoSlotContext *context, const DuoSlot *slot, DuoSlotLook look)
{
  switch (look)
    {
    case DUO_SLOT_LOOK_TAKEN:
      return g_strdup (_ ("Taken"));
    case DUO_SLOT_LOOK_PAST:
      return g_strdup (C_ ("slot", "Past"));
    case DUO_SLOT_LOOK_MINE:
      return g_strdup (_ ("Yours"));
    case DUO_SLOT_LOOK_LOST:
      return g_strdup (_ ("Just taken"));
    case DUO_SLOT_LOOK_CONFLICT:
      return dup_conflict (find_conflict (context, slot), slot);
    case DUO_SLOT_LOOK_FREE:
    case DUO_SLOT_LOOK_CHOSEN:
    case DUO_N_SLOT_LOOKS:
    default:
      if (zones_differ (context, slot->range.start))
        return duo_text_my_time (slot->range.start, duo_event_get_zone (context->event), context->local);
      return g_strdup (look == DUO_SLOT_LOOK_CHOSEN ? C_ ("slot", "Chosen") : C_ ("slot", "Free"));
    }
}

static char *
dup_state (const DuoSlotContext *context, const DuoSlot *slot, DuoSlotLook look)
{
  static const char *const states[] = {
      [DUO_SLOT_LOOK_FREE] = N_ ("free"),      [DUO_SLOT_LOOK_CHOSEN] = N_ ("chosen"),
      [DUO_SLOT_LOOK_TAKEN] = N_ ("taken"),    [DUO_SLOT_LOOK_PAST] = N_ ("past"),
      [DUO_SLOT_LOOK_MINE] = N_ ("your chat"), [DUO_SLOT_LOOK_LOST] = N_ ("just taken"),
  };

  if (look == DUO_SLOT_LOOK_CONFLICT)
    {
      DuoChat *conflict = find_conflict (context, slot);
      /* TRANSLATORS: why a time cannot be chosen; between two chats the event wants some minutes */
      const char *format =
          overlaps (conflict, slot) ? _ ("you have a chat with %s") : _ ("too close to your chat with %s");
      g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

      return g_strjoinv (duo_chat_get_peer_name (conflict), parts);
    }
  return g_strdup (_ (states[look]));
}

static char *
dup_name (const DuoSlotContext *context, const DuoSlot *slot, DuoSlotLook look)
{
  GTimeZone *zone = duo_event_get_zone (context->event);
  g_autofree char *day = duo_text_day (slot->range.start, zone);
  g_autofree char *range = duo_text_range_spoken (slot->range, zone);
  g_autofree char *state = dup_state (context, slot, look);
  g_autofree char *city = NULL;
  g_autofree char *mine = NULL;

  if (!zones_differ (context, slot->range.start))
    /* TRANSLATORS: A slot for screen readers: "Tuesday 3 November, 14:15 to 14:30, free" */
    return g_strdup_printf (_ ("%s, %s, %s"), day, range, state);

  city = duo_text_city (context->local);
  mine = duo_text_my_time_spoken (slot->range.start, zone, context->local);
  /* TRANSLATORS: A slot for screen readers: "Tuesday 3 November, 14:15 to 14:30, free. In New York 08:15" */
  return g_strdup_printf (_ ("%s, %s, %s. In %s %s"), day, range, state, city, mine);
}

static int
get_minute (const DuoSlotContext *context, gint64 moment)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (moment);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, duo_event_get_zone (context->event));

  return g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
}

DuoSlotView *
duo_slot_view_new (const DuoSlotContext *context, const DuoSlot *slot)
{
  DuoSlotView *self = g_new0 (DuoSlotView, 1);

  self->range = slot->range;
  self->look = duo_slot_look (context, slot);
  self->minute = get_minute (context, slot->range.start);
  self->time = duo_text_time (slot->range.start, duo_event_get_zone (context->event));
  self->words = dup_words (context, slot, self->look);
  if (self->look == DUO_SLOT_LOOK_CONFLICT)
    self->with = g_strdup (duo_chat_get_peer_name (find_conflict (context, slot)));
  self->name = dup_name (context, slot, self->look);
  return self;
}

void
duo_slot_view_free (DuoSlotView *self)
{
  g_free (self->time);
  g_free (self->words);
  g_free (self->with);
  g_free (self->name);
  g_free (self);
}

GPtrArray *
duo_slot_views_new (const DuoSlotContext *context, const GArray *slots)
{
  GPtrArray *views = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_slot_view_free);

  for (guint i = 0; slots && i < slots->len; i++)
    g_ptr_array_add (views, duo_slot_view_new (context, &g_array_index (slots, DuoSlot, i)));
  return views;
}

GArray *
duo_slot_find_nearest (const DuoSlotContext *context, GPtrArray *days, gint64 moment, guint n)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (DuoSlot));

  for (guint i = 0; i < days->len; i++)
    {
      const GArray *day = days->pdata[i];

      for (guint j = 0; j < day->len; j++)
        if (duo_slot_look (context, &g_array_index (day, DuoSlot, j)) == DUO_SLOT_LOOK_FREE)
          g_array_append_val (found, g_array_index (day, DuoSlot, j));
    }
  duo_slot_grid_keep_nearest (found, moment, n);
  return found;
}
