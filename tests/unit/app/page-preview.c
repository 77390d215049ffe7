/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-preview.h"

#include <adwaita.h>
#include <stdio.h>

#include "page-test.h"
#include "page-words.h"

#define LONGEST_LINE 200

gboolean
page_preview_is (const PagePreview *self, const char *name)
{
  return g_str_equal (self->name, name);
}

gboolean
page_preview_has (const PagePreview *self, const char *word)
{
  return g_strv_contains (self->words, word);
}

void
page_preview_present (const PagePreview *self, GtkWidget *window)
{
  int border = page_preview_has (self, "check") ? PAGE_WORDS_BORDER : 0;

  gtk_window_set_default_size (GTK_WINDOW (window), self->width + border, self->height);
  gtk_window_present (GTK_WINDOW (window));
}

static void
apply_words (const char *const *words)
{
  if (g_strv_contains (words, "dark"))
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  if (g_strv_contains (words, "large"))
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 192 * 1024, NULL);
  if (g_strv_contains (words, "rtl"))
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

static int
show_page (const char *const *words, PagePreviewShow show)
{
  PagePreview self = {words[0], 1280, 900, words + 1};
  g_autoptr (MadeUp) made_up = NULL;
  GtkWidget *window;

  if (words[1])
    sscanf (words[1], "%dx%d", &self.width, &self.height);
  window = show (&self, &made_up);
  if (page_preview_has (&self, "check"))
    return page_words_tell (window, made_up, self.width);
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

static int
show_pages (PagePreviewShow show)
{
  char line[LONGEST_LINE];
  int status = 0;

  while (fgets (line, sizeof line, stdin))
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (line), " ", -1);

      g_print ("= %s\n", line);
      status |= show_page ((const char *const *) words, show);
    }
  return status;
}

int
page_preview_run (int argc, char **argv, PagePreviewShow show)
{
  const char *const *words;

  page_test_init (&argc, &argv);
  words = (const char *const *) argv + 1;
  apply_words (words);
  return g_strcmp0 (words[0], "pages") == 0 ? show_pages (show) : show_page (words, show);
}
