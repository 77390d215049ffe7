/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What tests of pages share: GTK with our resources and style, and ways to find things in a page as its user does. */

void page_test_init (int *argc, char ***argv);
/* As page_test_init() and g_test_init(); exits with "skipped" where there is no display. */
void page_test_init_test (int *argc, char ***argv);
/* As g_test_run(), for pages that a call is behind: its threads are waited for. */
int page_test_run_calls (void);

/* Turns the main loop until @condition is true; aborts after a bound. */
typedef gboolean (*PageCondition) (gpointer data);
void page_wait_until (PageCondition condition, gpointer data);
/* Turns it until the frame clock of @widget has laid out what changed. */
void page_settle (GtkWidget *widget);
/* Holds @child at exactly @width, however wide the window is. */
GtkWidget *page_clamp_new (GtkWidget *child, int width);
/* A presented window of this size around @child. */
GtkWidget *page_window_new (GtkWidget *child, int width, int height);
/* (transfer full) (nullable): the last action of the window that was asked for since the last call: "win.join c-ada" */
char *page_window_steal_action (GtkWidget *window);
/* Closes it, and lets what waits for it end. */
void page_window_close (GtkWidget *window);
/* Does so, and asserts that nothing keeps @page, which was in it. */
void page_window_finish (GtkWidget *window, GtkWidget *page);

/* (transfer full): what a profile keeps, with nothing kept yet, and kept nowhere */
GSettings *page_settings_new (void);

/* The first visible descendant of @type for which the words of its label, title or accessible name are @text. */
GtkWidget *page_find (GtkWidget *root, GType type, const char *text);
/* Fails where there is none. */
GtkWidget *page_get (GtkWidget *root, GType type, const char *text);
/* (transfer container): all mapped descendants of @type, in order. */
GPtrArray *page_find_all (GtkWidget *root, GType type);
/* The accessible name of @widget, as it was set. */
char *page_dup_name (GtkWidget *widget);
/* Whether a mapped label below says @text. */
gboolean page_says (GtkWidget *root, const char *text);
/* Presses a button, as Enter does. */
void page_press (GtkWidget *button);

G_END_DECLS
