/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chats/duo-held-answers.h"
#include "duo-dialog-hold.h"
#include "duo-held-questions.h"
#include "duo-news.h"
#include "duo-shell-page.h"
#include "duo-sign-in-page.h"
#include "duo-window.h"

G_BEGIN_DECLS

struct _DuoWindow
{
  AdwApplicationWindow parent_instance;

  GSettings *settings;
  DuoSession *session;
  gboolean demo;
  DuoNews *news;
  DuoHeldQuestions *questions;
  DuoHeldAnswers *answers; /* (nullable): made with the first page of requests */
  GObject *monitor;        /* made with the first room: it wakes every camera */
  DuoTestSource test;
  gboolean has_test;
  char *address; /* (nullable): to sign in to, as it was asked for from outside */

  gboolean settled;
  gboolean signing_out; /* by the user's own hand */
  gboolean was_signed_in;
  gboolean was_online; /* since somebody is signed in */
  gboolean was_lost;   /* the connection, which there had been */
  gboolean incompatible;

  DuoDialogHold *hold;
  AdwToastOverlay *toasts;
  AdwNavigationView *navigation;
  DuoSignInPage *sign_in_page; /* (nullable): borrowed, while it is the root */
  DuoShellPage *shell_page;    /* (nullable): the same */
  AdwNavigationPage *room;     /* (nullable): weak */
  char *room_chat;             /* (nullable): whose it is, or was */
};

void duo_window_install_actions (GtkWidgetClass *widget_class);
void duo_window_update_actions (DuoWindow *self);
/* duo-window-close.c: TRUE where it asks first, once, whether the program may stay; it then closes after an answer. */
gboolean duo_window_ask_for_background (DuoWindow *self);
/* Whether it is in a room, or on the pages before and after it. */
gboolean duo_window_is_in_room (DuoWindow *self);
void duo_window_show_toast (DuoWindow *self, AdwToast *toast);
/* Shows what the session's state asks for: opening, sign-in, shell, or the page that says why not. */
void duo_window_update_root (DuoWindow *self);

G_END_DECLS
