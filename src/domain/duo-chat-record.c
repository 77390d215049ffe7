/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-chat-record.h"

#define MINUTE 60

DuoChatRecord *
duo_chat_record_new (void)
{
  return g_new0 (DuoChatRecord, 1);
}

DuoChatRecord *
duo_chat_record_copy (const DuoChatRecord *self)
{
  DuoChatRecord *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->event = g_strdup (self->event);
  copy->recruiter = g_strdup (self->recruiter);
  copy->talent = g_strdup (self->talent);
  copy->message = g_strdup (self->message);
  copy->question = g_strdup (self->question);
  copy->answer = g_strdup (self->answer);
  copy->reason = g_strdup (self->reason);
  return copy;
}

void
duo_chat_record_free (DuoChatRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->event);
  g_free (self->recruiter);
  g_free (self->talent);
  g_free (self->message);
  g_free (self->question);
  g_free (self->answer);
  g_free (self->reason);
  g_free (self);
}

DuoRole
duo_chat_record_get_role (const DuoChatRecord *self, const char *me, DuoRole role, gboolean colleague)
{
  if (g_strcmp0 (me, self->recruiter) == 0)
    return DUO_ROLE_RECRUITER;
  if (g_strcmp0 (me, self->talent) == 0)
    return DUO_ROLE_TALENT;
  if (role == DUO_ROLE_RECRUITER && colleague)
    return DUO_ROLE_COLLEAGUE;
  return role == DUO_ROLE_ORGANIZER ? DUO_ROLE_ORGANIZER : DUO_ROLE_STRANGER;
}

gboolean
duo_chat_record_has_begun (const DuoChatRecord *self, gint64 now)
{
  return self->state == DUO_CHAT_CONFIRMED && self->range.start <= now;
}

gboolean
duo_chat_record_is_open (const DuoChatRecord *self, gint64 now)
{
  return duo_chat_state_is_open (self->state) && !duo_chat_record_has_begun (self, now);
}

gboolean
duo_chat_record_may_extend (const DuoChatRecord *self, guint minutes, gint64 planned)
{
  DuoTimeRange longer = {self->range.start, self->range.end + (gint64) minutes * 60};

  return minutes > 0 && duo_time_range_is_valid (longer) &&
         longer.end <= planned + DUO_EXTENSION_MINUTES * 60;
}

const guint *
duo_chat_record_get_latenesses (void)
{
  static const guint latenesses[] = {3, 5, 10, 0};

  return latenesses;
}

gboolean
duo_chat_record_may_be_late (guint minutes)
{
  const guint *lateness = duo_chat_record_get_latenesses ();

  while (*lateness > 0 && *lateness != minutes)
    lateness++;
  return *lateness > 0;
}

guint
duo_chat_record_get_extension (const DuoChatRecord *self, gint64 now)
{
  gint64 over = MAX (now - self->range.end, 0), step = DUO_MORE_MINUTES * MINUTE;
  guint minutes = (guint) (((over + step / 2) / step + 1) * DUO_MORE_MINUTES);
  guint left = self->extended < DUO_EXTENSION_MINUTES ? DUO_EXTENSION_MINUTES - self->extended : 0;

  if (self->state != DUO_CHAT_CONFIRMED || now < self->range.end - DUO_LAST_SECONDS || over >= left * MINUTE)
    return 0;
  return MIN (minutes, left);
}

gboolean
duo_chat_record_offers_late (const DuoChatRecord *self, gint64 now)
{
  return self->state == DUO_CHAT_CONFIRMED && now < self->range.end &&
         now >= self->range.start - DUO_LATE_AHEAD_MINUTES * MINUTE;
}

DuoRole
duo_chat_record_get_late_side (const DuoChatRecord *self)
{
  if (self->late == 0 || self->state != DUO_CHAT_CONFIRMED)
    return DUO_ROLE_STRANGER;
  return self->acted == DUO_ROLE_TALENT ? DUO_ROLE_TALENT : DUO_ROLE_RECRUITER;
}

gint64
duo_chat_record_get_expected (const DuoChatRecord *self)
{
  return MAX (self->range.start, self->changed) + (gint64) self->late * MINUTE;
}

gboolean
duo_chat_record_presses (const DuoChatRecord *self, gint64 now)
{
  return self->state == DUO_CHAT_CONFIRMED && now < self->range.end &&
         now >= self->range.start - DUO_NEXT_AHEAD_MINUTES * MINUTE;
}

gboolean
duo_chat_record_may_book_again (const DuoChatRecord *self, gint64 now)
{
  return self->state == DUO_CHAT_CONFIRMED &&
         3 * (now - self->range.start) >= self->range.end - self->range.start;
}

gboolean
duo_chat_record_is_same_meeting (const DuoChatRecord *self, const DuoChatRecord *now)
{
  return now->state == DUO_CHAT_CONFIRMED && now->range.start == self->range.start &&
         g_strcmp0 (now->recruiter, self->recruiter) == 0;
}

gboolean
duo_chat_record_lacks_answer (const DuoChatRecord *self, DuoVerb verb, const char *question)
{
  if (!duo_verb_seeks_chat (verb) || question == NULL || *question == '\0')
    return FALSE;
  if (self == NULL || self->state == DUO_CHAT_INVITED || duo_chat_state_holds_time (self->state))
    return TRUE;
  if (self->answer != NULL && g_strcmp0 (self->question, question) == 0)
    return FALSE;
  return self->state != DUO_CHAT_ACCEPTED || self->moved_by != DUO_ROLE_STRANGER;
}
