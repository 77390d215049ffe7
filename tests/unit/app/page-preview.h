/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "made-up.h"

G_BEGIN_DECLS

/* One page to be shown, as the command line or a line of the input has it: PAGE WIDTHxHEIGHT WORD... */
typedef struct
{
  const char *name;
  int width, height;
  const char *const *words;
} PagePreview;

gboolean page_preview_is (const PagePreview *self, const char *name);
/* Whether one of its words is @word. */
gboolean page_preview_has (const PagePreview *self, const char *word);
/* Gives @window the size that was asked for, and shows it. */
void page_preview_present (const PagePreview *self, GtkWidget *window);

/* Returns: the window, shown with page_preview_present(), of what it made up */
typedef GtkWidget *(*PagePreviewShow) (const PagePreview *self, MadeUp **made_up);

/* Shows the page of the command line until it is closed. With check among the words it says what is wrong with the
 * page's words instead, and with "pages" for a page does so for every line of the input, each after a line "= LINE".
 * Returns what the program ends with: 1 where anything is wrong. */
int page_preview_run (int argc, char **argv, PagePreviewShow show);

G_END_DECLS
