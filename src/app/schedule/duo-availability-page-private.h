/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-availability-page.h"
#include "duo-event-calendar.h"
#include "duo-day-edits.h"
#include "duo-selection-bar.h"
#include "duo-settings-pane.h"
#include "duo-slot-toggle.h"

G_BEGIN_DECLS

/* Slots of one day, from where it began to where it has come. */
typedef struct
{
  char *date; /* (nullable): nothing is selected */
  DuoTimeRange anchor;
  DuoTimeRange cursor;
} DuoSelection;

struct _DuoAvailabilityPage
{
  AdwBin parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoPerson *recruiter; /* (nullable): whose calendar it is; NULL until I am known myself */
  DuoSlots *slots;
  DuoDayEdits *edits;
  DuoSelection selection;
  gboolean folded;
  gboolean tight;
  GtkWidget *undo;
  GtkWidget *chat_menu; /* (nullable): of the chat that was pressed last */
  AdwToast *lost;       /* (nullable): said last of an edit that others were faster than */

  GtkStack *stack;
  GtkWidget *empty;
  AdwStatusPage *loading;
  GtkWidget *editor;
  AdwBin *pane_place;
  GtkWidget *pane_edge;
  DuoSettingsPane *pane;       /* (nullable): beside the calendar, where there is room */
  DuoSettingsPane *sheet_pane; /* (nullable) (weak): in a dialog */
  AdwToolbarView *toolbar;
  GtkWidget *hint;
  GtkWidget *fold_bar;
  GtkLabel *fold_label;
  GtkWidget *fold_button;
  DuoEventCalendar *calendar;
  DuoSelectionBar *bar;
};

/* Whether anything can be changed now. */
gboolean duo_availability_page_can_edit (DuoAvailabilityPage *self);
/* What stands beside the calendar where there is room, in a dialog. */
void duo_availability_page_show_settings (DuoAvailabilityPage *self);
/* Shows everything as it is now. */
void duo_availability_page_update (DuoAvailabilityPage *self);
/* (nullable): the column of @date. Borrowed. */
DuoDayColumn *duo_availability_page_find_column (DuoAvailabilityPage *self, const char *date);

/* duo-availability-page-slots.c: slots between the chats */
void duo_availability_page_fill_column (DuoAvailabilityPage *self, DuoDayColumn *column);
/* How many slots and chats there are on that day; @tally is added to. */
void duo_availability_page_count (DuoAvailabilityPage *self, DuoDayColumn *column, DuoSlotTally *tally);
/* The shortest length of slots on any day. */
guint duo_availability_page_get_shortest (DuoAvailabilityPage *self);

/* duo-availability-page-select.c */
void duo_availability_page_install_selection (DuoAvailabilityPage *self);
/* The pointer can select in @column. */
void duo_availability_page_watch_column (DuoAvailabilityPage *self, DuoDayColumn *column);
void duo_availability_page_clear_selection (DuoAvailabilityPage *self);
gboolean duo_availability_page_is_selected (DuoAvailabilityPage *self, const char *date, DuoTimeRange range);
void duo_availability_page_update_bar (DuoAvailabilityPage *self);
void duo_availability_page_click_slot (DuoAvailabilityPage *self, DuoSlotToggle *slot);
/* Blocks what is open of what is selected, or opens what is blocked. */
void duo_availability_page_set_selected (DuoAvailabilityPage *self, gboolean block);

/* duo-availability-page-edit.c */
void duo_availability_page_install_actions (GtkWidgetClass *widget_class);
/* @openings: (transfer full) (element-type DuoOpening): one edit, after what has to be asked first */
void duo_availability_page_edit (DuoAvailabilityPage *self, GPtrArray *openings);
/* (transfer full) (nullable): how @date is set, to be changed */
DuoOpening *duo_availability_page_dup_opening (DuoAvailabilityPage *self, const char *date);
void duo_availability_page_set_minutes (DuoAvailabilityPage *self, const char *date, guint minutes);
void duo_availability_page_undo (DuoAvailabilityPage *self);
/* The same, with nothing left to ask. */
void duo_availability_page_finish_undo (DuoAvailabilityPage *self);
/* An edit was not done. Where others were faster it can be done over what they did. */
void duo_availability_page_say_failed (DuoAvailabilityPage *self, const GError *error);
void duo_availability_page_forget_lost (DuoAvailabilityPage *self);

/* duo-availability-page-ask.c */

/* Whether a question is on screen that has to be answered before @openings can be sent, or the last edit undone. */
gboolean duo_availability_page_ask_first (DuoAvailabilityPage *self, GPtrArray *openings, gboolean undo);
/* @openings: (nullable): to be sent with the place */
void duo_availability_page_ask_place (DuoAvailabilityPage *self, const char *date, GPtrArray *openings);
void duo_availability_page_ask_copy (DuoAvailabilityPage *self, const char *date);

/* duo-availability-page-chat.c */
void duo_availability_page_show_chat (DuoAvailabilityPage *self, const char *id);

G_END_DECLS
