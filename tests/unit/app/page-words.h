/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "made-up.h"

G_BEGIN_DECLS

/* What a page says and how much room that has, in whatever language the program runs (tests/harness/in-language). */

/* Whether it is the one in which everything that can be translated shows. */
gboolean page_words_is_pseudo (void);

/* The faults of what @window shows, a sentence each: words that cannot be translated, if the language is that one;
 * buttons whose words are cut; widgets that reach out of the window. What the event and its people say is data. */
GPtrArray *page_words_find_faults (GtkWidget *window, MadeUp *made_up);

/* Without a compositor a window's border lies inside of what was asked for: ask for that much more. */
#define PAGE_WORDS_BORDER 12

/* Holds @window's inside at exactly @width, prints its faults, closes it, and returns what a program ends with: 1 for any. */
int page_words_tell (GtkWidget *window, MadeUp *made_up, int width);

G_END_DECLS
