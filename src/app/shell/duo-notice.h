/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-reminders.h"
#include "duo-session.h"

G_BEGIN_DECLS

/* Of the one notice that stands for all when there are more than a few. */
#define DUO_NOTICE_SUMMARY_ID "summary"

/* What can be turned off apart from the others. */
typedef enum
{
  DUO_NOTICE_REQUESTS,
  DUO_NOTICE_CHANGES,
  DUO_NOTICE_REMINDERS,
} DuoNoticeKind;

/**
 * DuoNoticeButton:
 * @action: (nullable): of the application, without "app."; its parameter is the chat's id
 * @label: (nullable): what stands on it
 */
typedef struct
{
  const char *action;
  const char *label;
} DuoNoticeButton;

/**
 * DuoNotice:
 * @id: what has the same id takes its place on the desktop
 * @chat: whom its actions are about, a chat's id; "" for none
 * @title: one line
 * @body: what else there is to say, may be empty
 * @buttons: those with an action
 * @urgent: a chat is about to begin
 *
 * What is told on the desktop. Owns its strings but those of the buttons.
 */
typedef struct
{
  char *id;
  char *chat;
  DuoNoticeKind kind;
  char *title;
  char *body;
  DuoNoticeButton buttons[2];
  gboolean urgent;
} DuoNotice;

void duo_notice_free (DuoNotice *self);
/* (transfer full): the id of what is told of it */
char *duo_notice_id_of_chat (const char *chat);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoNotice, duo_notice_free)

/* What is news of @chat since @before; @news is none of DUO_CHAT_NEWS_NONE. (transfer full) */
DuoNotice *duo_notice_new_news (DuoChatNews news, const DuoChatMark *before, DuoEvent *event, DuoChat *chat);
/* (transfer full): of a chat that is ahead or has begun, or of a time to pick */
DuoNotice *duo_notice_new_reminder (DuoReminderKind kind, DuoEvent *event, DuoChat *chat);
/* (transfer full): what was just answered, with a way to take it back */
DuoNotice *duo_notice_new_answered (DuoChat *chat, DuoVerb verb);
/* (transfer full): why something about @chat (nullable) came to nothing */
DuoNotice *duo_notice_new_failure (DuoChat *chat, const char *sentence);
/* (transfer full): @titles: (element-type utf8): of the @n things that happened, instead of telling each of them */
DuoNotice *duo_notice_new_summary (GPtrArray *titles);

/* (transfer full) */
GNotification *duo_notice_to_notification (const DuoNotice *self);

G_END_DECLS
