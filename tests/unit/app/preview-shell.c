/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "chats/duo-reason-dialog.h"
#include "directory/duo-filter-popover.h"
#include "page-preview.h"
#include "page-test.h"
#include "shell/duo-shell-page.h"
#include "shell/duo-sign-in-page.h"

/* Shows what is around the pages, to be looked at:
 *
 *   preview-shell shell|menu|sign-in|roles|reason|incompatible|opening|shortcuts|filter [WIDTHxHEIGHT] [dark] [rtl]
 *                 [recruiter] [offline] [large] [check]
 *
 * More: page-preview.h */

static AdwNavigationPage *
make_built (const char *name)
{
  g_autofree char *path = g_strdup_printf ("/io/github/duologue/Duologue/ui/duo-%s-page.ui", name);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (path);

  return g_object_ref_sink (ADW_NAVIGATION_PAGE (gtk_builder_get_object (builder, "page")));
}

static AdwNavigationPage *
make_page (const char *name, MadeUp *made_up)
{
  g_autoptr (GSettings) settings = page_settings_new ();

  if (g_str_equal (name, "incompatible") || g_str_equal (name, "opening"))
    return make_built (name);
  if (g_str_equal (name, "sign-in") || g_str_equal (name, "roles"))
    return ADW_NAVIGATION_PAGE (duo_sign_in_page_new (made_up->session, settings));

  made_up_add_usual_chats (made_up);
  return ADW_NAVIGATION_PAGE (duo_shell_page_new (made_up->session, FALSE));
}

static GtkWidget *
make_shortcuts (void)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/duologue/Duologue/ui/duo-shortcuts.ui");

  return GTK_WIDGET (g_object_ref (gtk_builder_get_object (builder, "shortcuts")));
}

static GtkWidget *
find_menu (GtkWidget *window)
{
  g_autoptr (GPtrArray) buttons = page_find_all (window, GTK_TYPE_MENU_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_widget_get_tooltip_text (buttons->pdata[i]), _ ("Account and Main Menu")) == 0)
      return buttons->pdata[i];
  return NULL;
}

static void
show_filter (GtkWidget *window, MadeUp *made_up)
{
  GtkWidget *popover = duo_filter_popover_new (DUO_FACET_TOPIC);

  gtk_widget_set_parent (popover, adw_window_get_content (ADW_WINDOW (window)));
  duo_filter_popover_count (DUO_FILTER_POPOVER (popover), duo_event_get_people (made_up->event), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* What only shows when somebody asks for it. */
static void
open_more (const char *name, GtkWidget *window, MadeUp *made_up)
{
  page_settle (window);
  if (g_str_equal (name, "menu"))
    gtk_menu_button_popup (GTK_MENU_BUTTON (find_menu (window)));
  else if (g_str_equal (name, "roles"))
    gtk_widget_activate_action (page_get (window, DUO_TYPE_SIGN_IN_PAGE, NULL), "sign-in.demo", NULL);
  else if (g_str_equal (name, "filter"))
    show_filter (window, made_up);
  else if (g_str_equal (name, "reason"))
    adw_dialog_present (
        ADW_DIALOG (duo_reason_dialog_new (_ ("Cancel the Chat?"), _ ("It is too late for this."),
                                           _ ("_Keep Chat"), _ ("_Cancel Chat"), TRUE)),
        window);
}

static GtkWidget *
make_window (const char *name, MadeUp *made_up)
{
  GtkWidget *window, *view;

  if (g_str_equal (name, "shortcuts"))
    return make_shortcuts ();

  window = adw_window_new ();
  view = adw_navigation_view_new ();
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), make_page (name, made_up));
  adw_window_set_content (ADW_WINDOW (window), view);
  return window;
}

static GtkWidget *
show (const PagePreview *preview, MadeUp **made_up)
{
  GtkWidget *window;

  *made_up =
      made_up_new_peopled (page_preview_has (preview, "recruiter") ? DUO_ROLE_RECRUITER : DUO_ROLE_TALENT);
  if (page_preview_has (preview, "offline"))
    fake_session_set_state ((*made_up)->session, DUO_SESSION_OFFLINE);
  window = make_window (preview->name, *made_up);
  page_preview_present (preview, window);
  open_more (preview->name, window, *made_up);
  return window;
}

int
main (int argc, char **argv)
{
  return page_preview_run (argc, argv, show);
}
