/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-chat-words.h"

#include <glib/gi18n.h>

#include "shell/duo-late.h"
#include "shell/duo-text.h"

/* The deed before the place, as it is the end that a narrow card cuts. */
static char *
join_deed (const char *deed, const char *place)
{
  return *place ? g_strdup_printf ("%s · %s", deed, place) : g_strdup (deed);
}

static char *
join (const char *place, const char *rest)
{
  if (!*place)
    return g_strdup (rest);

  return g_strdup_printf ("%s · %s", place, rest);
}

/* The talent's no has one name for an invitation and for an acceptance (PRODUCT §5, "Words"). */
static gboolean
is_rejection (DuoChat *chat, DuoVerb verb)
{
  return duo_chat_get_my_role (chat) == DUO_ROLE_TALENT &&
         (verb == DUO_VERB_DECLINE ||
          (verb == DUO_VERB_WITHDRAW && duo_chat_get_state (chat) == DUO_CHAT_ACCEPTED));
}

/* (nullable): as it is from the click on, before the service has it */
static const char *
get_pending_answer (DuoChat *chat, gboolean online)
{
  DuoVerb verb = duo_chat_get_pending_verb (chat);

  if (is_rejection (chat, verb))
    return online ? _ ("Rejected") : _ ("Rejected, will be sent when online");
  switch ((int) verb)
    {
    case DUO_VERB_ACCEPT:
      return online ? _ ("Accepted") : _ ("Accepted, will be sent when online");
    case DUO_VERB_DECLINE:
      return online ? _ ("Declined") : _ ("Declined, will be sent when online");
    case DUO_VERB_HAND_OVER:
      return online ? _ ("Handed over") : _ ("Handed over, will be sent when online");
    case DUO_VERB_WITHDRAW:
      return online ? _ ("Withdrawn") : _ ("Withdrawn, will be sent when online");
    default:
      return NULL;
    }
}

/* (nullable): a command that is not settled yet goes before everything else. */
static const char *
get_pending (DuoChat *chat, gboolean online)
{
  const char *answer = get_pending_answer (chat, online);

  if (answer || !duo_chat_get_pending (chat))
    return answer;

  return online ? _ ("Being sent…") : _ ("Will be sent when online");
}

char *
duo_chat_words_place (DuoChat *chat)
{
  const char *company = duo_chat_get_peer_company_name (chat);
  const char *title = duo_chat_get_peer_title (chat);

  if (company && *company)
    return g_strdup (company);

  return g_strdup (title ? title : "");
}

/* @recruiter: (nullable) */
static gboolean
is_full (DuoPerson *recruiter)
{
  return recruiter && duo_person_get_role (recruiter) == DUO_ROLE_RECRUITER &&
         duo_person_get_open_slots (recruiter) == 0;
}

char *
duo_chat_words_open (DuoChat *chat, gboolean online)
{
  const char *pending = get_pending (chat, online);
  g_autofree char *place = duo_chat_words_place (chat);
  DuoPerson *peer = duo_chat_get_peer (chat);
  g_autofree char *slots = NULL;

  if (pending)
    return join_deed (pending, place);
  if (duo_chat_get_state (chat) == DUO_CHAT_INVITED)
    return join_deed (_ ("Invites you"), place);
  if (duo_chat_get_state (chat) == DUO_CHAT_REQUESTED)
    return join_deed (_ ("Requests a chat"), place);
  /* That all are taken is a sentence of its own. */
  if (!peer || is_full (peer))
    return g_steal_pointer (&place);

  slots = duo_text_open_slots (duo_person_get_open_slots (peer));
  return join (place, slots);
}

char *
duo_chat_words_message (DuoChat *chat)
{
  const DuoChatRecord *record = duo_chat_get_record (chat);

  if (record->state != DUO_CHAT_ACCEPTED)
    /* TRANSLATORS: what somebody wrote, in quotation marks */
    return record->message ? g_strdup_printf (_ ("“%s”"), record->message) : g_strdup ("");
  if (record->reason)
    /* TRANSLATORS: what was written with the acceptance */
    return g_strdup_printf (_ ("Accepted: “%s”"), record->reason);

  if (is_full (duo_chat_get_peer (chat)))
    return g_strdup (_ ("Your request was accepted."));

  return g_strdup (_ ("Accepted. Pick a time that suits you."));
}

static const char *
get_deed (DuoChat *chat)
{
  switch (duo_chat_get_state (chat))
    {
    case DUO_CHAT_DECLINED:
      return _ ("declined %s");
    case DUO_CHAT_CANCELLED:
      return _ ("cancelled %s");
    case DUO_CHAT_EXPIRED:
      return _ ("expired %s");
    case DUO_CHAT_ACCEPTED:
      return _ ("accepted %s, has not picked a time yet");
    case DUO_CHAT_NONE:
    case DUO_CHAT_REQUESTED:
    case DUO_CHAT_INVITED:
    case DUO_CHAT_CONFIRMED:
    case DUO_CHAT_COMPLETED:
    case DUO_CHAT_NO_SHOW:
    case DUO_CHAT_N_STATES:
    default:
      /* TRANSLATORS: the placeholder is like "20 min ago" or "yesterday" */
      return _ ("sent %s");
    }
}

char *
duo_chat_words_history (DuoChat *chat, gint64 now, gboolean online)
{
  const char *pending = get_pending (chat, online);
  g_autofree char *place = duo_chat_words_place (chat);
  g_autofree char *ago = duo_text_ago (duo_chat_get_record (chat)->changed, now);
  g_auto (GStrv) parts = g_strsplit (get_deed (chat), "%s", 2);
  g_autofree char *deed = g_strjoinv (ago, parts);

  return pending ? g_strdup (pending) : join (place, deed);
}

static const char *
get_settled_answer (DuoChatState state)
{
  switch ((int) state)
    {
    case DUO_CHAT_DECLINED:
      return _ ("Declined");
    case DUO_CHAT_CANCELLED:
      return _ ("Withdrawn");
    case DUO_CHAT_EXPIRED:
      return _ ("Expired");
    case DUO_CHAT_ACCEPTED:
      return _ ("Accepted");
    default:
      return _ ("Answered");
    }
}

char *
duo_chat_words_answered (DuoChat *chat, gboolean online)
{
  const char *pending = get_pending (chat, online);

  if (pending)
    return g_strdup (pending);
  if (duo_chat_get_state (chat) == DUO_CHAT_REQUESTED)
    return NULL;

  return g_strdup (get_settled_answer (duo_chat_get_state (chat)));
}

/* (nullable): what is to be known of a room that is open, before any time */
static char *
dup_room (DuoChat *chat, gint64 now, gboolean online)
{
  g_autofree char *first = duo_text_first_name (duo_chat_get_peer_name (chat));

  if (!duo_chat_get_room_open (chat))
    return NULL;
  if (!online)
    return g_strdup (_ ("No connection"));
  if (duo_chat_get_peer_present (chat))
    /* TRANSLATORS: a first name: who is in the room already */
    return g_strdup_printf (_ ("%s is waiting"), first);
  if (now >= duo_chat_get_range (chat).end)
    return g_strdup (_ ("Time is up, the room is open"));

  return NULL;
}

/* (nullable): while whoever said it may still come in that time */
static char *
dup_late (DuoChat *chat, gint64 now)
{
  char *peer = duo_late_text_peer (chat, now);

  if (peer || now >= duo_chat_record_get_expected (duo_chat_get_record (chat)))
    return peer;
  return duo_late_text_mine (chat);
}

char *
duo_chat_words_pressing (DuoChat *chat, gint64 now, gboolean online)
{
  const char *pending = get_pending (chat, online);
  char *room = pending ? g_strdup (pending) : dup_room (chat, now, online);

  return room ? room : dup_late (chat, now);
}

char *
duo_chat_words_status (DuoChat *chat, gint64 now, gboolean online)
{
  g_autofree char *pressing = duo_chat_words_pressing (chat, now, online);

  if (pressing)
    return g_steal_pointer (&pressing);
  if (duo_chat_get_state (chat) == DUO_CHAT_COMPLETED)
    return g_strdup (_ ("Completed"));
  if (duo_chat_get_state (chat) == DUO_CHAT_NO_SHOW)
    return g_strdup (_ ("Did not take place"));

  return duo_text_countdown (duo_chat_get_range (chat), now);
}
