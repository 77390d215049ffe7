/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-event.h"

G_BEGIN_DECLS

/* How a slot looks; each has a shape and a word of its own (design/NOTES §1). */
typedef enum
{
  DUO_SLOT_LOOK_FREE,
  DUO_SLOT_LOOK_CHOSEN,
  DUO_SLOT_LOOK_TAKEN,
  DUO_SLOT_LOOK_PAST,
  DUO_SLOT_LOOK_CONFLICT, /* I have another chat then, or too close to it */
  DUO_SLOT_LOOK_MINE,     /* our chat */
  DUO_SLOT_LOOK_LOST,     /* somebody was faster just now */
  DUO_N_SLOT_LOOKS,
} DuoSlotLook;

/**
 * DuoSlotView:
 * @minute: of the day at which it begins, in the event's zone
 * @time: what stands above: "14:15"
 * @words: what stands below: my own time, or the state in a word
 * @with: (nullable): with whom I have the chat that is in the way, in full
 * @name: all of it for a screen reader
 *
 * A slot as somebody sees it.
 */
typedef struct
{
  DuoTimeRange range;
  DuoSlotLook look;
  int minute;
  char *time;
  char *words;
  char *with;
  char *name;
} DuoSlotView;

/**
 * DuoSlotContext:
 * @peer: participation id of the other side
 * @local: my own zone
 * @chosen: what is chosen, or both 0
 * @lost: what somebody else just took, or both 0
 * @moved: (nullable): our chat, where it is to be moved
 * @now: unix time
 */
typedef struct
{
  DuoEvent *event;
  const char *peer;
  GTimeZone *local;
  DuoTimeRange chosen;
  DuoTimeRange lost;
  DuoChat *moved;
  gint64 now;
} DuoSlotContext;

/* What has become of @slot by now. */
DuoSlotState duo_slot_get_state_now (const DuoSlotContext *context, const DuoSlot *slot);
DuoSlotLook duo_slot_look (const DuoSlotContext *context, const DuoSlot *slot);
DuoSlotView *duo_slot_view_new (const DuoSlotContext *context, const DuoSlot *slot);
void duo_slot_view_free (DuoSlotView *self);
/* (element-type DuoSlotView): of a day's slots (element-type DuoSlot) */
GPtrArray *duo_slot_views_new (const DuoSlotContext *context, const GArray *slots);

/**
 * duo_slot_find_nearest:
 * @days: (element-type GArray): the slots of each day
 * @moment: unix time
 *
 * Returns: (element-type DuoSlot): the @n free ones nearest to @moment, in the order of time
 */
GArray *duo_slot_find_nearest (const DuoSlotContext *context, GPtrArray *days, gint64 moment, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoSlotView, duo_slot_view_free)

G_END_DECLS
