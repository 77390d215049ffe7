/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-days.h"
#include "duo-chat-shelf.h"
#include "duo-chats-page.h"
#include "duo-held-answers.h"

G_BEGIN_DECLS

struct _DuoChatsPage
{
  AdwBreakpointBin parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoHeldAnswers *held;
  GListModel *shelves[DUO_N_SHELVES];
  GListModel *cards; /* of the first requests: a recruiter goes through many on a page of their own */
  guint tick;
  gboolean naming; /* the drop-down's words are being changed */

  GtkStack *stack;
  GtkButton *find;
  AdwStatusPage *loading;
  AdwToggleGroup *side;
  AdwToggle *side_requests;
  GtkButton *review;
  GtkListBox *open;
  GtkWidget *nothing_open;
  GtkWidget *history_box;
  GtkDropDown *history_choice;
  GtkStringList *history_names;
  GtkListBox *history;
  GtkWidget *nothing_there;
  GtkWidget *zones;
  GtkLabel *zones_label;
  AdwToggleGroup *when;
  DuoChatDays *days;
  AdwStatusPage *no_days;
};

/* The verbs of the page, as class actions `chats.…` with a chat's id. */
void duo_chats_page_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
