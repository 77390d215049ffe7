/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-inbox.h"
#include "duo-inbox-detail.h"
#include "duo-inbox-page.h"

G_BEGIN_DECLS

struct _DuoInboxPage
{
  AdwNavigationPage parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoInbox *inbox;
  DuoSlots *slots; /* (nullable): my own */
  DuoHeldAnswers *held;
  GtkSingleSelection *selection;
  guint tick;
  gboolean
      answering; /* what is shown follows once the next one is looked at: a button that is off loses the focus */
  gboolean warned; /* that there are too few slots: once, until there are enough */

  AdwToolbarView *empty_toolbar;
  AdwToolbarView *list_toolbar;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkButton *empty_action;
  AdwNavigationSplitView *split;
  AdwHeaderBar *header;
  AdwWindowTitle *list_title;
  GtkWidget *select;
  GtkWidget *leave;
  GtkWidget *capacity;
  GtkImage *capacity_icon;
  GtkLabel *capacity_label;
  GtkListView *list;
  GtkEventControllerMotion *motion;
  GtkRevealer *several;
  GtkButton *accept_several;
  AdwNavigationPage *content;
  AdwToolbarView *content_toolbar;
  GtkStack *content_stack;
  DuoInboxDetail *detail;
  GtkWidget *accept;
};

/* (nullable), borrowed: the request that is looked at */
DuoChat *duo_inbox_page_get_current (DuoInboxPage *self);
/* Looks at @chat (nullable: at nothing); @focus: and takes the focus to its row. */
void duo_inbox_page_set_current (DuoInboxPage *self, DuoChat *chat, gboolean focus);
DuoCapacity duo_inbox_page_get_capacity (DuoInboxPage *self);
/* After some were answered: the next one that waits is looked at. */
void duo_inbox_page_advance (DuoInboxPage *self);

/* The verbs of the page, as class actions `inbox.…` and keys. */
void duo_inbox_page_install_actions (GtkWidgetClass *widget_class);
void duo_inbox_page_update_actions (DuoInboxPage *self);
/* (transfer container) (element-type DuoChat): what a verb is about: all that is marked, or the one on screen */
GPtrArray *duo_inbox_page_dup_meant (DuoInboxPage *self);

G_END_DECLS
