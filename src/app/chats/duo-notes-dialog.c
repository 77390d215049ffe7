/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-notes-dialog.h"

#include <glib/gi18n.h>

#include "duo-note-pad.h"

static GtkWidget *
make_content (DuoSession *session, DuoEvent *event, DuoChat *chat)
{
  GtkWidget *pad = g_object_new (DUO_TYPE_NOTE_PAD, "margin-top", 12, "margin-bottom", 24, "margin-start", 18,
                                 "margin-end", 18, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  duo_note_pad_set_chat (DUO_NOTE_PAD (pad), session, event, chat);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), pad);

  return scroller;
}

AdwDialog *
duo_notes_dialog_new (DuoSession *session, DuoEvent *event, DuoChat *chat)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *title = adw_window_title_new (_ ("Notes"), duo_chat_get_peer_name (chat));

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), title);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_content (session, event, chat));
  adw_dialog_set_title (dialog, _ ("Notes"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_set_child (dialog, view);

  return dialog;
}
