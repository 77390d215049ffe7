/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-format-page.h"

#include "duo-format-saver.h"
#include "duo-length-chips.h"

G_BEGIN_DECLS

struct _DuoFormatPage
{
  AdwBreakpointBin parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoFormatSaver *saver;
  gboolean showing;   /* the controls follow the event, not the user */
  DuoFormat read;     /* what the controls said last */
  guint other_expiry; /* what the last entry stands for, where it is none of the usual ones */
  GPtrArray *days;    /* DuoDay, as they are shown */

  GtkWidget *undo; /* stands outside, in the header */

  GtkWidget *settings;
  AdwPreferencesGroup *days_group;
  GtkListBox *days_list;
  GtkWidget *no_days;
  DuoLengthChips *lengths;
  GtkSpinButton *limit_per_company;
  AdwEntryRow *contact;
  AdwActionRow *state;
  GtkButton *state_button;
  AdwComboRow *requests_by;
  AdwActionRow *limit_row;
  GtkSpinButton *limit_per_talent;
  AdwComboRow *expiry;
  AdwActionRow *opens;
  GtkSpinButton *closes;
  GtkSpinButton *gap;
  GtkSpinButton *notice;
  AdwActionRow *room_opens;
  AdwActionRow *room_stays;
};

/* duo-format-page-show.c: what the event is when all is saved, in the controls */
void duo_format_page_show (DuoFormatPage *self);
/* What is wrong, beside the row that it is about. */
void duo_format_page_show_fault (DuoFormatPage *self, DuoFormatFault fault);
void duo_format_page_clear_faults (DuoFormatPage *self);

/* duo-format-page-days.c */
void duo_format_page_show_days (DuoFormatPage *self, const DuoEventRecord *record);
void duo_format_page_add_day (DuoFormatPage *self);

DuoFormat duo_format_page_read (DuoFormatPage *self);
/* Takes what differs between @wanted and @seen, the event that was looked at. @said: what the toast says */
void duo_format_page_save (DuoFormatPage *self,
                           const DuoEventRecord *seen,
                           const DuoEventRecord *wanted,
                           const char *said);

G_END_DECLS
