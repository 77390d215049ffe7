/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-format-page.h"
#include "duo-format-saver.h"

G_BEGIN_DECLS

/**
 * DuoFormatAsked:
 * @page: who asks
 * @saver: of the event that was on screen; the page may have gone to another
 * @seen: that event, as it was when the dialog opened
 * @date: (nullable): which of its days the question is about
 *
 * A question about the settings of an event, for as long as its dialog is there. Owns all it points to.
 */
typedef struct
{
  DuoFormatPage *page;
  DuoFormatSaver *saver;
  DuoEventRecord *seen;
  char *date;
} DuoFormatAsked;

/* Calls @answered with a new DuoFormatAsked as its last argument when @dialog emits @signal. @date: (nullable) */
void duo_format_asked_connect (gpointer dialog,
                               const char *signal,
                               GCallback answered,
                               DuoFormatPage *page,
                               const DuoEventRecord *seen,
                               const char *date);
/* Saves what differs between @wanted and what was seen, unless the page shows another event by now. @said: what the toast says */
void duo_format_asked_save (DuoFormatAsked *self, const DuoEventRecord *wanted, const char *said);

G_END_DECLS
