/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-format-asked.h"

#include "duo-format-page-private.h"

static void
free_closure (gpointer data, GClosure *closure)
{
  DuoFormatAsked *self = data;

  g_object_unref (self->page);
  g_object_unref (self->saver);
  duo_event_record_free (self->seen);
  g_free (self->date);
  g_free (self);
}

void
duo_format_asked_connect (gpointer dialog,
                          const char *signal,
                          GCallback answered,
                          DuoFormatPage *page,
                          const DuoEventRecord *seen,
                          const char *date)
{
  DuoFormatAsked *self = g_new0 (DuoFormatAsked, 1);

  *self = (DuoFormatAsked) {g_object_ref (page), g_object_ref (page->saver), duo_event_record_copy (seen),
                            g_strdup (date)};
  g_signal_connect_data (dialog, signal, answered, self, free_closure, 0);
}

void
duo_format_asked_save (DuoFormatAsked *self, const DuoEventRecord *wanted, const char *said)
{
  if (self->saver == self->page->saver)
    duo_format_page_save (self->page, self->seen, wanted, said);
}
