/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-person-action.h"

#include <glib/gi18n.h>

#include "shell/duo-sentence.h"
#include "shell/duo-text.h"

/* What a button can be, first that is allowed first. */
typedef struct
{
  DuoVerb verb;
  const char *label;
  const char *action;
  gboolean of_chat; /* the parameter is the chat's id, else the person's */
} Offer;

static const Offer offers_with_chat[] = {
    {DUO_VERB_JOIN, N_ ("Join"), "win.join", TRUE},
    {DUO_VERB_RESCHEDULE, N_ ("Move…"), "win.move-chat", TRUE},
    {DUO_VERB_PICK, N_ ("Pick a Time"), "win.pick-time", FALSE},
    {DUO_VERB_ACCEPT, N_ ("Show Request"), "win.show-request", TRUE},
};
static const Offer offer_move = {DUO_VERB_RESCHEDULE, N_ ("Move…"), "win.move-chat", TRUE};
static const Offer offer_book = {DUO_VERB_BOOK, N_ ("Book 1-1 Chat"), "win.pick-time", FALSE};
static const Offer offer_request = {DUO_VERB_REQUEST, N_ ("Request 1-1 Chat"), "win.request", FALSE};
static const Offer offer_invite = {DUO_VERB_INVITE, N_ ("Invite…"), "win.request", FALSE};

/* The offer for somebody with whom I have no chat yet. */
static const Offer *
get_first_offer (DuoEvent *event, DuoPerson *person)
{
  if (duo_event_get_role (event) == DUO_ROLE_RECRUITER)
    return &offer_invite;

  return duo_person_get_direct (person) ? &offer_book : &offer_request;
}

/* Booking promotes an open record and a request beside one is refused: both are judged towards the person. */
static const Offer *
find_offer (DuoEvent *event, DuoPerson *person, DuoChat *chat, DuoRefusal *refusal)
{
  gboolean confirmed = chat && duo_chat_get_state (chat) == DUO_CHAT_CONFIRMED;
  const Offer *offer = confirmed ? &offer_move : get_first_offer (event, person);

  *refusal = DUO_REFUSAL_NONE;
  for (guint i = 0; chat && i < G_N_ELEMENTS (offers_with_chat); i++)
    if (duo_event_judge (event, offers_with_chat[i].verb, person, chat).refusal == DUO_REFUSAL_NONE)
      return &offers_with_chat[i];

  *refusal = duo_event_judge (event, offer->verb, person, confirmed ? chat : NULL).refusal;
  return offer;
}

static gboolean
is_for_everybody (DuoRefusal refusal)
{
  return refusal == DUO_REFUSAL_TALENTS_EXCLUDED || refusal == DUO_REFUSAL_RECRUITERS_EXCLUDED ||
         refusal == DUO_REFUSAL_NOT_OPEN_YET || refusal == DUO_REFUSAL_EVENT_CLOSED;
}

static char *
dup_headline (DuoEvent *event, DuoPerson *person, DuoChat *chat)
{
  if (chat && duo_chat_get_state (chat) == DUO_CHAT_CONFIRMED)
    {
      DuoTimeRange range = duo_chat_get_range (chat);
      g_autofree char *day = duo_text_day_short (range.start, duo_event_get_zone (event));
      g_autofree char *times = duo_text_range (range, duo_event_get_zone (event));

      /* TRANSLATORS: A day and a range of time: "Tue 3, 14:15–14:30" */
      return g_strdup_printf (_ ("%s, %s"), day, times);
    }
  if (duo_person_get_role (person) == DUO_ROLE_RECRUITER)
    return duo_text_open_slots (duo_person_get_open_slots (person));

  return duo_text_list (duo_person_get_languages (person));
}

/* What stands above the button where nothing else is beside the profile: of a talent's time nothing is known. */
static char *
dup_title (DuoEvent *event, DuoPerson *person, DuoChat *chat)
{
  DuoChatState state = chat ? duo_chat_get_state (chat) : DUO_CHAT_NONE;
  g_autofree char *first = NULL;

  if (duo_person_get_role (person) == DUO_ROLE_RECRUITER || state == DUO_CHAT_CONFIRMED)
    return dup_headline (event, person, chat);
  if (state != DUO_CHAT_REQUESTED)
    return g_strdup (duo_person_get_name (person));

  first = duo_text_first_name (duo_person_get_name (person));
  return g_strdup_printf (_ ("%s asks for a chat"), first);
}

/* (nullable): when our chat is where I am, if that is another time: "In New York 08:15–08:30" */
static char *
dup_own_time (DuoEvent *event, DuoChat *chat)
{
  g_autoptr (GTimeZone) local = NULL;
  g_autofree char *city = NULL;
  g_autofree char *mine = NULL;
  DuoTimeRange range;

  if (!chat || duo_chat_get_state (chat) != DUO_CHAT_CONFIRMED)
    return NULL;

  range = duo_chat_get_range (chat);
  local = g_time_zone_new_local ();
  if (!duo_text_zones_differ (duo_event_get_zone (event), local, range.start))
    return NULL;

  city = duo_text_city (local);
  mine = duo_text_my_range (range, duo_event_get_zone (event), local);
  /* TRANSLATORS: "In New York 08:15–08:30" */
  return g_strdup_printf (_ ("In %s %s"), city, mine);
}

static char *
dup_ago (const char *format, DuoEvent *event, DuoChat *chat)
{
  gint64 now = duo_clock_now (duo_event_get_clock (event));
  g_autofree char *ago = duo_text_ago (duo_chat_get_record (chat)->changed, now);
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  return g_strjoinv (ago, parts);
}

/* (nullable): where we stand, in the words of my side. */
static char *
dup_standing (DuoEvent *event, DuoChat *chat)
{
  gboolean talent = duo_chat_get_my_role (chat) == DUO_ROLE_TALENT;
  DuoChatState state = duo_chat_get_state (chat);

  if (state == DUO_CHAT_CONFIRMED && duo_chat_get_room_open (chat) && duo_chat_get_peer_present (chat))
    return g_strdup (_ ("Is waiting in the room"));
  if (state == DUO_CHAT_CONFIRMED && duo_chat_get_room_open (chat))
    return g_strdup (_ ("The room is open"));
  if (state == DUO_CHAT_CONFIRMED)
    {
      /* That it is mine says the time above it, and the button. */
      char *own_time = dup_own_time (event, chat);

      return own_time ? own_time : g_strdup (_ ("Your 1-1 Chat"));
    }
  if (state == DUO_CHAT_ACCEPTED)
    return g_strdup (talent ? _ ("Accepted your request") : _ ("Accepted, picks a time"));
  if (state == DUO_CHAT_REQUESTED)
    /* TRANSLATORS: the placeholder is like "20 min ago" or "yesterday" */
    return talent ? dup_ago (_ ("Requested %s"), event, chat) : g_strdup (_ ("Asks for a chat"));
  if (state == DUO_CHAT_INVITED)
    /* TRANSLATORS: the placeholder is like "20 min ago" or "yesterday" */
    return talent ? g_strdup (_ ("Invites you")) : dup_ago (_ ("Invited %s"), event, chat);

  return NULL;
}

/* Why not, as briefly as a card has room for, with the number or the time that goes with it. */
static char *
dup_reason (DuoEvent *event, DuoPerson *person, DuoRefusal refusal)
{
  guint limit = duo_event_get_record (event)->format.limit_per_talent;
  GTimeZone *zone = duo_event_get_zone (event);
  g_autoptr (GTimeZone) local = NULL;
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;
  gint64 end;

  if (refusal == DUO_REFUSAL_LIMIT_REACHED && duo_event_get_role (event) == DUO_ROLE_TALENT)
    return g_strdup_printf (ngettext ("Limit of %u request reached", "Limit of %u requests reached", limit),
                            limit);
  if (refusal != DUO_REFUSAL_DECLINED_TODAY)
    return g_strdup (duo_sentence_for_refusal_short (refusal));

  end = duo_event_get_decline_end (event, person);
  local = g_time_zone_new_local ();
  day = duo_text_day_short (end, zone);
  time = duo_text_with_my_time (duo_text_time (end, zone), end, zone, local);
  /* TRANSLATORS: when somebody who declined may be asked again, a day and a time: "Again from Wed 4, 14:15" */
  return g_strdup_printf (_ ("Again from %s, %s"), day, time);
}

static char *
dup_caption (DuoEvent *event, DuoPerson *person, DuoChat *chat, DuoRefusal refusal)
{
  g_autofree char *standing = chat ? dup_standing (event, chat) : NULL;
  gboolean confirmed = chat && duo_chat_get_state (chat) == DUO_CHAT_CONFIRMED;

  if (duo_person_get_pending (person) || (chat && duo_chat_get_pending (chat)))
    return g_strdup (_ ("Being sent"));
  if (standing && !(confirmed && refusal != DUO_REFUSAL_NONE))
    return g_steal_pointer (&standing);
  if (refusal != DUO_REFUSAL_NONE && !is_for_everybody (refusal))
    return dup_reason (event, person, refusal);
  if (duo_person_get_role (person) != DUO_ROLE_RECRUITER)
    return g_strdup ("");
  /* Nobody asks where one books: that nobody did says nothing. */
  if (duo_person_get_direct (person) && duo_person_get_requests (person) == 0)
    return g_strdup ("");

  return duo_text_requests (duo_person_get_requests (person));
}

/* (nullable): with every slot taken there is nothing to choose, which the headline says in brief. */
static const char *
get_lack (DuoEvent *event, DuoPerson *person, const Offer *offer, DuoRefusal refusal)
{
  gboolean lacks = refusal == DUO_REFUSAL_NONE && duo_event_lacks_slots (event, offer->verb, person);

  return lacks ? duo_sentence_for_lack_of_slots () : NULL;
}

/* (nullable): what there is between us that no other request may stand beside, and what comes of it */
static const char *
get_open_pattern (DuoChat *chat)
{
  gboolean talent = duo_chat_get_my_role (chat) == DUO_ROLE_TALENT;
  DuoChatState state = duo_chat_get_state (chat);

  if (state == DUO_CHAT_REQUESTED && talent)
    return _ ("You asked for a chat. Once %s accepts, you pick a time.");
  if (state == DUO_CHAT_INVITED && !talent)
    return _ ("You sent an invitation. Once %s picks a time, the chat is booked.");
  if (state == DUO_CHAT_ACCEPTED && !talent)
    return _ ("You accepted the request. Once %s picks a time, the chat is booked.");

  return NULL;
}

/* (nullable) */
static char *
dup_explanation (DuoEvent *event, DuoPerson *person, DuoChat *chat, const char *lack, DuoRefusal refusal)
{
  const char *open = chat && refusal != DUO_REFUSAL_NONE ? get_open_pattern (chat) : NULL;
  g_autofree char *first = duo_text_first_name (duo_person_get_name (person));

  if (open)
    return duo_text_fill (open, first, NULL);

  return g_strdup (lack ? lack : duo_sentence_for_refusal (refusal, duo_event_get_role (event)));
}

DuoPersonAction *
duo_person_action_new (DuoEvent *event, DuoPerson *person)
{
  DuoPersonAction *self;
  DuoChat *chat;
  const Offer *offer;
  const char *lack;
  DuoRefusal refusal;
  gboolean pending;

  g_return_val_if_fail (DUO_IS_EVENT (event), NULL);
  g_return_val_if_fail (DUO_IS_PERSON (person), NULL);

  chat = duo_person_get_chat (person);
  pending = duo_person_get_pending (person) || (chat && duo_chat_get_pending (chat));
  offer = find_offer (event, person, chat, &refusal);
  lack = get_lack (event, person, offer, refusal);

  self = g_new0 (DuoPersonAction, 1);
  self->headline = dup_headline (event, person, chat);
  self->title = dup_title (event, person, chat);
  self->caption = dup_caption (event, person, chat, refusal);
  self->own_time = dup_own_time (event, chat);
  self->label = _ (offer->label);
  self->action = offer->action;
  self->target = g_strdup (offer->of_chat ? duo_chat_get_id (chat) : duo_person_get_id (person));
  self->enabled = refusal == DUO_REFUSAL_NONE && !pending && !lack;
  self->suggested = offer->verb == DUO_VERB_JOIN;
  self->explanation = dup_explanation (event, person, chat, lack, refusal);
  return self;
}

void
duo_person_action_free (DuoPersonAction *self)
{
  g_free (self->headline);
  g_free (self->title);
  g_free (self->caption);
  g_free (self->own_time);
  g_free (self->target);
  g_free (self->explanation);
  g_free (self);
}

void
duo_person_action_heed_state (DuoPersonAction *self, DuoSessionState state)
{
  if (!self->suggested || state == DUO_SESSION_ONLINE)
    return;

  self->enabled = FALSE;
  if (state != DUO_SESSION_OFFLINE)
    return;

  g_set_str (&self->caption, _ ("No connection"));
  g_set_str (&self->explanation, _ ("No connection"));
}

char *
duo_person_action_dup_banner (DuoEvent *event)
{
  DuoRole role;
  DuoVerb verb;
  DuoRefusal refusal;

  g_return_val_if_fail (DUO_IS_EVENT (event), NULL);

  role = duo_event_get_role (event);
  verb = role == DUO_ROLE_RECRUITER ? DUO_VERB_INVITE : DUO_VERB_REQUEST;
  refusal = duo_event_judge (event, verb, NULL, NULL).refusal;
  if (!is_for_everybody (refusal))
    return NULL;

  if (refusal == DUO_REFUSAL_NOT_OPEN_YET)
    {
      gint64 opens = duo_event_get_record (event)->format.opens;
      GTimeZone *zone = duo_event_get_zone (event);
      g_autoptr (GTimeZone) local = g_time_zone_new_local ();
      g_autofree char *day = duo_text_day_medium (opens, zone);
      g_autofree char *time = duo_text_with_my_time (duo_text_time (opens, zone), opens, zone, local);

      /* TRANSLATORS: a day and a time: "Booking opens Mon 2 November, 09:00" */
      return g_strdup_printf (_ ("Booking opens %s, %s"), day, time);
    }
  return g_strdup (duo_sentence_for_refusal (refusal, role));
}
