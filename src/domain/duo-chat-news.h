/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-record.h"

G_BEGIN_DECLS

/**
 * DuoChatMark:
 * @chat: the chat's id
 * @state: its state when somebody was told of it last; DUO_CHAT_NONE where nobody was
 * @range: its time then
 * @recruiter: (nullable): whose it was then
 * @changed: unix time of the transition that was told last
 * @reminded: the moment (unix time) of the last reminder that was given; 0 for none
 * @shown: whether what was told is still on the desktop
 *
 * What somebody has been told of a chat: the next thing to tell is the difference. Owns its strings.
 */
typedef struct
{
  char *chat;
  DuoChatState state;
  DuoTimeRange range;
  char *recruiter;
  gint64 changed;
  gint64 reminded;
  gboolean shown;
} DuoChatMark;

DuoChatMark *duo_chat_mark_new (const char *chat);
DuoChatMark *duo_chat_mark_copy (const DuoChatMark *self);
void duo_chat_mark_free (DuoChatMark *self);
/* The record as it is now is known from here on. What was reminded of stays. */
void duo_chat_mark_follow (DuoChatMark *self, const DuoChatRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoChatMark, duo_chat_mark_free)

/**
 * DuoChatMarks:
 * @since: unix time: what changed before was there when somebody began to be told
 * @marks: (element-type DuoChatMark): of the chats that something was told of since
 */
typedef struct
{
  gint64 since;
  GPtrArray *marks;
} DuoChatMarks;

DuoChatMarks *duo_chat_marks_new (gint64 since);
void duo_chat_marks_free (DuoChatMarks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoChatMarks, duo_chat_marks_free)

typedef enum
{
  DUO_CHAT_NEWS_NONE,
  DUO_CHAT_NEWS_REQUESTED,
  DUO_CHAT_NEWS_INVITED,
  DUO_CHAT_NEWS_ACCEPTED,
  DUO_CHAT_NEWS_ANSWERED, /* by a colleague, for me */
  DUO_CHAT_NEWS_BOOKED,
  DUO_CHAT_NEWS_MOVED,
  DUO_CHAT_NEWS_CANCELLED, /* it had a time */
  DUO_CHAT_NEWS_WITHDRAWN, /* it had none */
  DUO_CHAT_NEWS_DECLINED,
  DUO_CHAT_NEWS_REQUEST_TAKEN_OVER, /* handed over to me */
  DUO_CHAT_NEWS_CHAT_TAKEN_OVER,
  DUO_CHAT_NEWS_REQUEST_PASSED_ON, /* of mine, a talent's, to another recruiter */
  DUO_CHAT_NEWS_CHAT_PASSED_ON,
  DUO_CHAT_NEWS_LATE,
  DUO_CHAT_N_NEWS,
} DuoChatNews;

/**
 * duo_chat_news_judge:
 * @before: what is known already
 * @me: my own role in the chat
 *
 * The only place that decides what of a change is news for @me (PRODUCT §5: "Every transition is told to the other
 * side"). What one did oneself is none, and neither is what the service does by the clock.
 */
DuoChatNews duo_chat_news_judge (const DuoChatMark *before, const DuoChatRecord *record, DuoRole me);

G_END_DECLS
