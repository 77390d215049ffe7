/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-day-switch.h"
#include "duo-slot-bar.h"
#include "duo-slot-picker.h"
#include "duo-slot-table.h"

G_BEGIN_DECLS

/* Why what was chosen cannot be had any more. */
typedef enum
{
  DUO_SLOT_LOSS_TAKEN,  /* somebody was faster */
  DUO_SLOT_LOSS_PASSED, /* it has begun */
  DUO_SLOT_LOSS_CLOSED, /* anything else: blocked, gone, booking closed, another chat of mine */
} DuoSlotLoss;

struct _DuoSlotPicker
{
  AdwBin parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoPerson *person; /* (nullable): the other side */
  DuoChat *move;     /* (nullable): what is moved */
  DuoSlots *slots;
  GTimeZone *local;
  DuoTimeRange chosen;
  DuoTimeRange lost;
  DuoSlotLoss loss;
  gboolean lost_seen; /* the grid says, too, that it is taken */
  guint passing;      /* when time passes over the next slot */
  char *shown_date;
  gint64 shown_from; /* of that date: the first slot that is not of an hour that is over, or 0 */
  guint n_free;      /* on all days */
  gboolean busy;
  gboolean shows_days; /* a first day was chosen */
  gboolean wants_focus;
  GtkWidget *focus_before; /* (nullable) weak: what had it when it was wanted */
  gboolean narrow;
  gboolean show_back_button;

  AdwToolbarView *toolbar;
  AdwWindowTitle *title;
  GtkStack *stack;
  AdwStatusPage *loading;
  DuoDaySwitch *days;
  GtkWidget *facts;
  GtkLabel *facts_label;
  GtkLabel *hint; /* why there is less to choose than the directory says */
  DuoSlotTable *table;
  AdwPreferencesGroup *question_group;
  AdwEntryRow *question;
  DuoSlotBar *bar;
};

/* What the slots are looked at with. Borrows from @self. */
DuoSlotContext duo_slot_picker_get_context (DuoSlotPicker *self);
const char *duo_slot_picker_get_peer_name (DuoSlotPicker *self);
/* Shows what is known now. */
void duo_slot_picker_update (DuoSlotPicker *self);

/* What becomes of the slots while one looks. */
void duo_slot_picker_follow (DuoSlotPicker *self);
/* The service says that it is taken: says so, and what is left nearby. */
void duo_slot_picker_lose (DuoSlotPicker *self, DuoTimeRange range);
void duo_slot_picker_show_loss (DuoSlotPicker *self);

/* The commands of the picker. */
const char *duo_slot_picker_get_verb_label (DuoSlotPicker *self);
gboolean duo_slot_picker_needs_answer (DuoSlotPicker *self);
/* Who moves a talent's chat says why (PRODUCT §2); in the place of the question, which nobody asks then. */
gboolean duo_slot_picker_needs_reason (DuoSlotPicker *self);
void duo_slot_picker_confirm (DuoSlotPicker *self);

G_END_DECLS
