/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-sentence.h"

#include <glib/gi18n.h>

#include "duo-call.h"
#include "duo-demo.h"
#include "duo-session.h"

typedef struct
{
  const char *sentence;
  const char *recruiter; /* where a recruiter is told something else */
  const char *brief;
} Refusal;

static const Refusal refusals[DUO_N_REFUSALS] = {
    [DUO_REFUSAL_NOT_FOUND] = {N_ ("This chat is no longer there."), NULL, N_ ("No longer there")},
    [DUO_REFUSAL_NOT_ALLOWED] = {N_ ("This is for somebody else to do."), NULL, N_ ("Not for you to do")},
    [DUO_REFUSAL_WRONG_STATE] = {N_ ("The chat has changed meanwhile, so this cannot be done any more."),
                                 NULL, N_ ("Has changed meanwhile")},
    [DUO_REFUSAL_TALENTS_EXCLUDED] = {N_ ("Chats at this event are by invitation only."), NULL,
                                      N_ ("By invitation only")},
    [DUO_REFUSAL_RECRUITERS_EXCLUDED] =
        {N_ ("At this event recruiters do not invite; talents ask for chats."), NULL,
         N_ ("Talents ask here")},
    [DUO_REFUSAL_SELECTIVE] = {N_ ("This recruiter accepts a request first; then you pick a time."), NULL,
                               N_ ("Needs a request first")},
    [DUO_REFUSAL_DIRECT] = {N_ ("No request is needed here: book a time directly."), NULL,
                            N_ ("Book directly instead")},
    [DUO_REFUSAL_NOT_OPEN_YET] = {N_ ("Booking has not opened yet."), NULL, N_ ("Booking not open yet")},
    [DUO_REFUSAL_EVENT_CLOSED] = {N_ ("The event is over."), NULL, N_ ("Event is over")},
    [DUO_REFUSAL_PAUSED] = {N_ ("This recruiter takes no new chats at the moment."), NULL,
                            N_ ("Takes no new chats now")},
    [DUO_REFUSAL_LIMIT_REACHED] = {N_ ("You have as many open requests as this event allows. "
                                       "Withdraw one, or wait for an answer."),
                                   N_ ("This talent has as many open requests as this event allows."),
                                   N_ ("Limit of requests reached")},
    [DUO_REFUSAL_COMPANY_FULL] = {N_ ("This company has all the chats it may have."),
                                  N_ ("Your company has all the chats it may have."), N_ ("Company is full")},
    [DUO_REFUSAL_PAIR_OPEN] = {N_ ("There is a request or a chat between the two of you already."), NULL,
                               N_ ("Already have a chat")},
    [DUO_REFUSAL_DECLINED_TODAY] =
        {N_ ("The last request was declined less than a day ago. Try again tomorrow."), NULL,
         N_ ("Declined today")},
    [DUO_REFUSAL_BEGUN] = {N_ ("The chat has already begun."), NULL, N_ ("Has begun")},
    [DUO_REFUSAL_NOTICE_PASSED] = {N_ ("It is too close to the chat to change it. "
                                       "You can still join and say so."),
                                   NULL, N_ ("Too close to the chat")},
    [DUO_REFUSAL_ROOM_CLOSED] = {N_ ("The room is not open now."), NULL, N_ ("Room not open")},
    [DUO_REFUSAL_IN_PERSON] = {N_ ("This chat is in person: there is no room to join."), NULL,
                               N_ ("In person")},
    [DUO_REFUSAL_TOO_LATE] = {N_ ("It is too late for this."), NULL, N_ ("Too late")},
    [DUO_REFUSAL_NOT_FREE] = {N_ ("One of you has another chat at that time."), NULL, N_ ("Not free then")},
};

const char *
duo_sentence_for_refusal (DuoRefusal refusal, DuoRole role)
{
  const Refusal *entry;

  g_return_val_if_fail (refusal < DUO_N_REFUSALS, NULL);

  entry = &refusals[refusal];
  if (!entry->sentence)
    return NULL;
  if (entry->recruiter && role == DUO_ROLE_RECRUITER)
    return _ (entry->recruiter);

  return _ (entry->sentence);
}

const char *
duo_sentence_for_refusal_short (DuoRefusal refusal)
{
  g_return_val_if_fail (refusal < DUO_N_REFUSALS, NULL);

  return refusals[refusal].brief ? _ (refusals[refusal].brief) : NULL;
}

const char *
duo_sentence_for_lack_of_slots (void)
{
  return _ ("All slots are taken. If one reopens, you can pick it here.");
}

char *
duo_sentence_for_day_set_meanwhile (const char *day)
{
  if (!day)
    return g_strdup (_ ("Somebody else changed these days meanwhile. Your change was not made."));

  /* TRANSLATORS: a recruiter's calendar: "Somebody else changed Tuesday 3 November meanwhile. …" */
  return g_strdup_printf (_ ("Somebody else changed %s meanwhile. Your change was not made."), day);
}

static char *
sentence_for_client (const GError *error)
{
  const char *refused;

  switch ((DuoClientError) error->code)
    {
    case DUO_CLIENT_ERROR_OFFLINE:
      return g_strdup (_ ("The service cannot be reached. Check the connection and try again."));
    case DUO_CLIENT_ERROR_CREDENTIALS:
      return g_strdup (_ ("The email or password is not right. Check both and try again."));
    case DUO_CLIENT_ERROR_SIGNED_OUT:
      return g_strdup (_ ("You were signed out. Sign in again to continue."));
    case DUO_CLIENT_ERROR_STALE:
      return g_strdup (_ ("This chat changed meanwhile. Look at it again before you decide."));
    case DUO_CLIENT_ERROR_SLOT_TAKEN:
      return g_strdup (_ ("That time was just taken. Pick another one."));
    case DUO_CLIENT_ERROR_REFUSED:
      refused = duo_sentence_for_refusal (duo_client_error_get_refusal (error), DUO_ROLE_TALENT);
      return g_strdup (refused ? refused : _ ("The service refused this."));
    case DUO_CLIENT_ERROR_ADDRESS:
      return g_strdup (_ ("This is not the address of a service. It looks like chats.example.org."));
    case DUO_CLIENT_ERROR_INCOMPATIBLE:
      return g_strdup (_ ("This version of Duologue and the service do not understand each other. "
                          "Update Duologue, or ask the organizer."));
    case DUO_CLIENT_ERROR_DAMAGED:
      return g_strdup (_ ("What Duologue keeps on this computer cannot be read. Look at the disk, then start "
                          "Duologue again."));
    case DUO_CLIENT_ERROR_NEWER:
      return g_strdup (_ ("What Duologue keeps on this computer was written by a newer version. "
                          "Update Duologue."));
    case DUO_CLIENT_ERROR_BUSY:
      return g_strdup (_ ("Too many attempts. Wait a minute, then try again."));
    case DUO_CLIENT_ERROR_TOO_LONG:
      return g_strdup (_ ("You wrote on two devices, and together it is too long. Your note is kept on this "
                          "computer: shorten it, and it is saved."));
    case DUO_CLIENT_ERROR_FAILED:
    default:
      /* TRANSLATORS: the placeholder is the cause, in the words of the system */
      return g_strdup_printf (_ ("This did not work: %s"), error->message);
    }
}

static char *
sentence_for_call (const GError *error)
{
  switch ((DuoCallError) error->code)
    {
    case DUO_CALL_ERROR_UNVERIFIED:
      return g_strdup (
          _ ("The other side could not be verified, so the call was ended. Nothing was sent or shown."));
    case DUO_CALL_ERROR_UNREACHABLE:
      return g_strdup (_ ("No connection to the other side could be made. Another network may help."));
    case DUO_CALL_ERROR_DEVICE:
    case DUO_CALL_ERROR_DEVICE_MISSING:
    case DUO_CALL_ERROR_DEVICE_BUSY:
    case DUO_CALL_ERROR_DEVICE_DENIED:
      return g_strdup_printf (_ ("A device failed: %s"), error->message);
    case DUO_CALL_ERROR_PART:
      return g_strdup_printf (_ ("A part of this computer’s media system failed: %s"), error->message);
    case DUO_CALL_ERROR_PEER:
      return g_strdup (_ ("The other side sent something that is not understood, so the call was ended."));
    case DUO_CALL_ERROR_MISSING_PLUGIN:
      return g_strdup_printf (_ ("A part that calls need is not installed: %s"), error->message);
    case DUO_CALL_ERROR_NO_RELAY:
      return g_strdup (
          _ ("No relay of this service can be reached, and without one there is no call that hides "
             "your address."));
    default:
      return g_strdup_printf (_ ("The call failed: %s"), error->message);
    }
}

static char *
sentence_for_demo (const GError *error)
{
  switch ((DuoDemoError) error->code)
    {
    case DUO_DEMO_ERROR_MISSING:
      return g_strdup (_ ("The demo event is not installed."));
    case DUO_DEMO_ERROR_ENDED:
      return g_strdup (_ ("The demo event ended by itself. Start it again to continue."));
    case DUO_DEMO_ERROR_START:
    default:
      return g_strdup_printf (_ ("The demo event did not start: %s"), error->message);
    }
}

char *
duo_sentence_for_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;
  if (error->domain == DUO_CLIENT_ERROR)
    return sentence_for_client (error);
  if (error->domain == DUO_CALL_ERROR)
    return sentence_for_call (error);
  if (error->domain == DUO_DEMO_ERROR)
    return sentence_for_demo (error);

  return g_strdup_printf (_ ("This did not work: %s"), error->message);
}
