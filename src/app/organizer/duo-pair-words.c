/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-pair-words.h"

#include <glib/gi18n.h>

static const char *const states[DUO_CHAT_N_STATES] = {
    [DUO_CHAT_NONE] = "",
    [DUO_CHAT_REQUESTED] = N_ ("Requested"),
    [DUO_CHAT_INVITED] = N_ ("Invited"),
    [DUO_CHAT_ACCEPTED] = N_ ("Accepted"),
    [DUO_CHAT_CONFIRMED] = N_ ("Confirmed"),
    [DUO_CHAT_COMPLETED] = N_ ("Completed"),
    [DUO_CHAT_NO_SHOW] = N_ ("No-show"),
    [DUO_CHAT_DECLINED] = N_ ("Declined"),
    [DUO_CHAT_CANCELLED] = N_ ("Cancelled"),
    [DUO_CHAT_EXPIRED] = N_ ("Expired"),
};

char *
duo_pair_words_names (DuoEvent *event, DuoChat *chat)
{
  DuoPerson *recruiter = duo_event_find_person (event, duo_chat_get_record (chat)->recruiter);

  if (!recruiter)
    return g_strdup (duo_chat_get_peer_name (chat));
  /* TRANSLATORS: the two of a chat, the talent and the recruiter: "Amara Okafor and Ada Lindqvist" */
  return g_strdup_printf (_ ("%s and %s"), duo_chat_get_peer_name (chat), duo_person_get_name (recruiter));
}

char *
duo_pair_words_company (DuoEvent *event, DuoChat *chat)
{
  DuoPerson *recruiter = duo_event_find_person (event, duo_chat_get_record (chat)->recruiter);
  const char *company = recruiter ? duo_person_get_company_name (recruiter) : NULL;

  return g_strdup (company ? company : "");
}

const char *
duo_pair_words_state (DuoChatState state)
{
  return *states[state] ? _ (states[state]) : "";
}
