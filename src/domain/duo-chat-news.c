/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-chat-news.h"

DuoChatMark *
duo_chat_mark_new (const char *chat)
{
  DuoChatMark *self = g_new0 (DuoChatMark, 1);

  self->chat = g_strdup (chat);
  return self;
}

DuoChatMark *
duo_chat_mark_copy (const DuoChatMark *self)
{
  DuoChatMark *copy = g_memdup2 (self, sizeof *self);

  copy->chat = g_strdup (self->chat);
  copy->recruiter = g_strdup (self->recruiter);
  return copy;
}

void
duo_chat_mark_free (DuoChatMark *self)
{
  if (self == NULL)
    return;

  g_free (self->chat);
  g_free (self->recruiter);
  g_free (self);
}

void
duo_chat_mark_follow (DuoChatMark *self, const DuoChatRecord *record)
{
  self->state = record->state;
  self->range = record->range;
  self->changed = record->changed;
  g_set_str (&self->recruiter, record->recruiter);
}

DuoChatMarks *
duo_chat_marks_new (gint64 since)
{
  DuoChatMarks *self = g_new0 (DuoChatMarks, 1);

  self->since = since;
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_chat_mark_free);
  return self;
}

void
duo_chat_marks_free (DuoChatMarks *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->marks);
  g_free (self);
}

/* Who hands something over and who gets it are both recruiters: it is mine by another's doing where I did not know it. A
 * colleague who takes it is one to the chat only before. */
static gboolean
came_to_me (const DuoChatMark *before, const DuoChatRecord *record)
{
  gboolean waits = record->state == DUO_CHAT_REQUESTED || record->state == DUO_CHAT_CONFIRMED;

  return before->state == DUO_CHAT_NONE && waits && record->moved_by == record->acted &&
         (record->acted == DUO_ROLE_RECRUITER || record->acted == DUO_ROLE_COLLEAGUE ||
          record->acted == DUO_ROLE_ORGANIZER);
}

static gboolean
went_to_another (const DuoChatMark *before, const DuoChatRecord *record)
{
  return duo_chat_state_is_open (record->state) && before->recruiter != NULL &&
         g_strcmp0 (before->recruiter, record->recruiter) != 0;
}

static DuoChatNews
judge_hands (const DuoChatMark *before, const DuoChatRecord *record, DuoRole me)
{
  gboolean timed = duo_chat_state_holds_time (record->state);

  if (me == DUO_ROLE_RECRUITER && came_to_me (before, record))
    return timed ? DUO_CHAT_NEWS_CHAT_TAKEN_OVER : DUO_CHAT_NEWS_REQUEST_TAKEN_OVER;
  if (me != DUO_ROLE_RECRUITER && went_to_another (before, record))
    return timed ? DUO_CHAT_NEWS_CHAT_PASSED_ON : DUO_CHAT_NEWS_REQUEST_PASSED_ON;

  return DUO_CHAT_NEWS_NONE;
}

static gboolean
was_answered_for (const DuoChatRecord *record, DuoRole me)
{
  return me == DUO_ROLE_RECRUITER && record->acted == DUO_ROLE_COLLEAGUE &&
         (record->state == DUO_CHAT_ACCEPTED || record->state == DUO_CHAT_DECLINED);
}

/* An extension moves the end only, and both sides are there when it happens. */
static DuoChatNews
judge_confirmed (const DuoChatMark *before, const DuoChatRecord *record)
{
  if (before->state != DUO_CHAT_CONFIRMED)
    return DUO_CHAT_NEWS_BOOKED;
  if (before->range.start != record->range.start)
    return DUO_CHAT_NEWS_MOVED;
  if (record->late > 0 && record->changed > before->changed)
    return DUO_CHAT_NEWS_LATE;

  return DUO_CHAT_NEWS_NONE;
}

DuoChatNews
duo_chat_news_judge (const DuoChatMark *before, const DuoChatRecord *record, DuoRole me)
{
  static const DuoChatNews news[DUO_CHAT_N_STATES] = {
      [DUO_CHAT_REQUESTED] = DUO_CHAT_NEWS_REQUESTED, [DUO_CHAT_INVITED] = DUO_CHAT_NEWS_INVITED,
      [DUO_CHAT_ACCEPTED] = DUO_CHAT_NEWS_ACCEPTED,   [DUO_CHAT_DECLINED] = DUO_CHAT_NEWS_DECLINED,
      [DUO_CHAT_CANCELLED] = DUO_CHAT_NEWS_WITHDRAWN,
  };
  DuoChatNews handed;

  if (record->acted == DUO_ROLE_SERVICE || record->state >= DUO_CHAT_N_STATES)
    return DUO_CHAT_NEWS_NONE;
  handed = judge_hands (before, record, me);
  if (handed != DUO_CHAT_NEWS_NONE)
    return handed;
  if (record->acted == me)
    return DUO_CHAT_NEWS_NONE;
  if (record->state == DUO_CHAT_CONFIRMED)
    return judge_confirmed (before, record);
  if (record->state == before->state)
    return DUO_CHAT_NEWS_NONE;
  if (was_answered_for (record, me))
    return DUO_CHAT_NEWS_ANSWERED;
  if (record->state == DUO_CHAT_CANCELLED && before->state == DUO_CHAT_CONFIRMED)
    return DUO_CHAT_NEWS_CANCELLED;

  return news[record->state];
}
