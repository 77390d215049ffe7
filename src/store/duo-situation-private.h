/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-record.h"
#include "duo-database-private.h"
#include "duo-event-record.h"
#include "duo-person-record.h"

G_BEGIN_DECLS

/*
 * A chat, or a pair that may get one, with all that the rules ask about it, as it is in the running transaction. It
 * collects; duo_chat_life_judge() decides.
 */
typedef struct
{
  DuoDatabase *database;
  gint64 now;
  DuoEventRecord *event;
  DuoPersonRecord *recruiter;
  DuoPersonRecord *talent;
  DuoChatRecord *chat; /* (nullable) */
  gint64 planned;      /* the chat's end before any extension */
} DuoSituation;

/* NULL where there is no such chat. */
DuoSituation *duo_situation_load_chat (DuoDatabase *database, gint64 now, const char *chat);
/* Takes both people, of the same event. */
DuoSituation *duo_situation_load_pair (DuoDatabase *database,
                                       gint64 now,
                                       DuoPersonRecord *recruiter,
                                       DuoPersonRecord *talent);
void duo_situation_free (DuoSituation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoSituation, duo_situation_free)

/* (nullable): the pair's chat that is still open. One that has begun is none. */
DuoChatRecord *duo_situation_load_open_chat (DuoSituation *self, const char *recruiter);

/* What @account is to the chat; without an account the scheduler. */
DuoRole duo_situation_get_role (DuoSituation *self, const char *account);
gboolean duo_situation_is_in_person (DuoSituation *self);
/* From when until when the chat's room is open, as it is now. */
DuoTimeRange duo_situation_get_room (DuoSituation *self);
/* @successor: (nullable): who takes the chat over */
DuoFacts duo_situation_collect_facts (DuoSituation *self,
                                      DuoVerb verb,
                                      DuoRole role,
                                      const DuoPersonRecord *successor);

G_END_DECLS
