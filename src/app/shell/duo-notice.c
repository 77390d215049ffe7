/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-notice.h"

#include <glib/gi18n.h>

#include "duo-news.h"
#include "duo-text.h"

#define SUMMARY_LINES 4

static const DuoNoticeButton accept = {"accept-chat", N_ ("Accept")};
static const DuoNoticeButton decline = {"decline-chat", N_ ("Decline")};
static const DuoNoticeButton undo = {"undo-answer", N_ ("Undo")};
static const DuoNoticeButton pick = {"pick-chat-time", N_ ("Pick a Time")};
static const DuoNoticeButton join = {"join-chat", N_ ("Join")};

static DuoNoticeKind
get_kind (DuoChatNews news)
{
  switch (news)
    {
    case DUO_CHAT_NEWS_BOOKED:
    case DUO_CHAT_NEWS_MOVED:
    case DUO_CHAT_NEWS_CANCELLED:
    case DUO_CHAT_NEWS_LATE:
    case DUO_CHAT_NEWS_CHAT_TAKEN_OVER:
    case DUO_CHAT_NEWS_CHAT_PASSED_ON:
      return DUO_NOTICE_CHANGES;
    case DUO_CHAT_NEWS_NONE:
    case DUO_CHAT_NEWS_REQUESTED:
    case DUO_CHAT_NEWS_INVITED:
    case DUO_CHAT_NEWS_ACCEPTED:
    case DUO_CHAT_NEWS_ANSWERED:
    case DUO_CHAT_NEWS_WITHDRAWN:
    case DUO_CHAT_NEWS_DECLINED:
    case DUO_CHAT_NEWS_REQUEST_TAKEN_OVER:
    case DUO_CHAT_NEWS_REQUEST_PASSED_ON:
    case DUO_CHAT_N_NEWS:
    default:
      return DUO_NOTICE_REQUESTS;
    }
}

/* In the event's zone and, where they differ, in one's own. */
static char *
dup_when (DuoTimeRange range, DuoEvent *event)
{
  GTimeZone *zone = duo_event_get_zone (event);
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autofree char *there = duo_text_when (range, zone);
  g_autofree char *mine = NULL;

  if (!duo_text_zones_differ (zone, here, range.start))
    return g_steal_pointer (&there);

  mine = duo_text_my_range (range, zone, here);
  /* TRANSLATORS: a day and a time, a city, and the time where one is: "Tuesday 3 November, 14:15–14:30 in Stockholm,
   * 08:15–08:30 here" */
  return g_strdup_printf (_ ("%s in %s, %s here"), there, duo_event_get_zone_name (event), mine);
}

static char *
dup_quoted (const char *words)
{
  /* TRANSLATORS: what somebody wrote, in quotation marks */
  return words && *words ? g_strdup_printf (_ ("“%s”"), words) : g_strdup ("");
}

/* Frees both. */
static char *
join_lines (char *first, char *second)
{
  g_autofree char *a = first;
  g_autofree char *b = second;

  return g_strconcat (a, *a && *b ? "\n" : "", b, NULL);
}

static char *
dup_place (DuoChat *chat)
{
  const char *company = duo_chat_get_peer_company_name (chat);

  return g_strdup (*company ? company : duo_chat_get_peer_title (chat));
}

static char *
say_request (DuoChat *chat)
{
  g_autofree char *words = dup_quoted (duo_chat_get_record (chat)->message);

  return *words ? g_steal_pointer (&words) : dup_place (chat);
}

static char *
say_accepted (DuoChat *chat)
{
  const char *reason = duo_chat_get_record (chat)->reason;
  DuoPerson *peer = duo_chat_get_peer (chat);

  if (reason && *reason)
    return dup_quoted (reason);

  return peer ? duo_text_open_slots (duo_person_get_open_slots (peer)) : dup_place (chat);
}

/* Of two moments in one sentence each has mine right behind it. */
static char *
dup_when_of_two (DuoTimeRange range, GTimeZone *zone)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();

  return duo_text_with_my_range (duo_text_when (range, zone), range, zone, here);
}

static char *
say_moved (const DuoChatMark *before, DuoEvent *event, DuoChat *chat)
{
  GTimeZone *zone = duo_event_get_zone (event);
  g_autofree char *from = dup_when_of_two (before->range, zone);
  g_autofree char *to = dup_when_of_two (duo_chat_get_range (chat), zone);

  /* TRANSLATORS: two times: "From Tuesday 3 November, 14:15–14:30 to Wednesday 4 November, 10:00–10:15" */
  return g_strdup_printf (_ ("From %s to %s"), from, to);
}

static char *
say_late (DuoEvent *event, DuoChat *chat)
{
  guint minutes = duo_chat_get_record (chat)->late;
  g_autofree char *when = dup_when (duo_chat_get_range (chat), event);

  /* TRANSLATORS: how many minutes, then a day and a time: "5 minutes late for Tuesday 3 November, 14:15–14:30" */
  return g_strdup_printf (ngettext ("%u minute late for %s", "%u minutes late for %s", minutes), minutes,
                          when);
}

static char *
say_taken_over (DuoEvent *event, DuoChat *chat)
{
  DuoTimeRange range = duo_chat_get_range (chat);

  return range.start > 0 ? dup_when (range, event) : say_request (chat);
}

static char *
say_body (DuoChatNews news, const DuoChatMark *before, DuoEvent *event, DuoChat *chat)
{
  const DuoChatRecord *record = duo_chat_get_record (chat);
  DuoTimeRange had = before->range.start > 0 ? before->range : record->range;

  switch (news)
    {
    case DUO_CHAT_NEWS_REQUESTED:
    case DUO_CHAT_NEWS_INVITED:
      return say_request (chat);
    case DUO_CHAT_NEWS_ACCEPTED:
      return say_accepted (chat);
    case DUO_CHAT_NEWS_ANSWERED:
      return g_strdup (record->state == DUO_CHAT_ACCEPTED ? _ ("Accepted") : _ ("Declined"));
    case DUO_CHAT_NEWS_BOOKED:
      return dup_when (record->range, event);
    case DUO_CHAT_NEWS_MOVED:
      return join_lines (say_moved (before, event, chat), dup_quoted (record->reason));
    case DUO_CHAT_NEWS_CANCELLED:
      return join_lines (dup_when (had, event), dup_quoted (record->reason));
    case DUO_CHAT_NEWS_WITHDRAWN:
    case DUO_CHAT_NEWS_DECLINED:
      return dup_quoted (record->reason);
    case DUO_CHAT_NEWS_REQUEST_TAKEN_OVER:
    case DUO_CHAT_NEWS_CHAT_TAKEN_OVER:
    case DUO_CHAT_NEWS_REQUEST_PASSED_ON:
    case DUO_CHAT_NEWS_CHAT_PASSED_ON:
      return say_taken_over (event, chat);
    case DUO_CHAT_NEWS_LATE:
      return say_late (event, chat);
    case DUO_CHAT_NEWS_NONE:
    case DUO_CHAT_N_NEWS:
    default:
      return g_strdup ("");
    }
}

/* What there is to do about a chat as it is now; not more than a desktop shows. */
static void
add_buttons (DuoNotice *self, DuoChat *chat)
{
  DuoRole me = duo_chat_get_my_role (chat);
  DuoChatState state = duo_chat_get_state (chat);

  if (me == DUO_ROLE_RECRUITER && state == DUO_CHAT_REQUESTED)
    {
      self->buttons[0] = accept;
      self->buttons[1] = decline;
    }
  else if (me == DUO_ROLE_TALENT && (state == DUO_CHAT_INVITED || state == DUO_CHAT_ACCEPTED))
    self->buttons[0] = pick;
  else if (duo_chat_get_room_open (chat))
    self->buttons[0] = join;
}

char *
duo_notice_id_of_chat (const char *chat)
{
  return g_strconcat ("chat-", chat, NULL);
}

/* Takes @title and @body. */
static DuoNotice *
notice_new (DuoChat *chat, DuoNoticeKind kind, char *title, char *body)
{
  DuoNotice *self = g_new0 (DuoNotice, 1);
  const char *id = chat ? duo_chat_get_id (chat) : "";

  self->id = duo_notice_id_of_chat (id);
  self->chat = g_strdup (id);
  self->kind = kind;
  self->title = title;
  self->body = body;
  return self;
}

void
duo_notice_free (DuoNotice *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->chat);
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}

DuoNotice *
duo_notice_new_news (DuoChatNews news, const DuoChatMark *before, DuoEvent *event, DuoChat *chat)
{
  DuoNotice *self;

  g_return_val_if_fail (news > DUO_CHAT_NEWS_NONE && news < DUO_CHAT_N_NEWS, NULL);

  self = notice_new (chat, get_kind (news), duo_news_say_briefly (news, duo_chat_get_peer_name (chat)),
                     say_body (news, before, event, chat));
  add_buttons (self, chat);
  return self;
}

static char *
dup_reminder_title (DuoReminderKind kind, DuoEvent *event, DuoChat *chat)
{
  gint64 now = duo_clock_now (duo_event_get_clock (event));
  const char *peer = duo_chat_get_peer_name (chat);
  g_autofree char *countdown = NULL;

  if (kind == DUO_REMINDER_PICK)
    return duo_text_fill (_ ("Pick a time with %s"), peer, NULL);
  if (now >= duo_chat_get_range (chat).start)
    return duo_text_fill (_ ("Your chat with %s begins"), peer, NULL);

  countdown = duo_text_countdown (duo_chat_get_range (chat), now);
  /* TRANSLATORS: a person's name, then how long it takes still: "Chat with Ada Lindqvist in 10 min" */
  return duo_text_fill (_ ("Chat with %s %s"), peer, countdown);
}

DuoNotice *
duo_notice_new_reminder (DuoReminderKind kind, DuoEvent *event, DuoChat *chat)
{
  DuoNotice *self;

  g_return_val_if_fail (kind != DUO_REMINDER_NONE, NULL);

  self = notice_new (chat, DUO_NOTICE_REMINDERS, dup_reminder_title (kind, event, chat),
                     kind == DUO_REMINDER_PICK ? say_accepted (chat)
                                               : dup_when (duo_chat_get_range (chat), event));
  self->urgent = kind == DUO_REMINDER_TEN_MINUTES || kind == DUO_REMINDER_START;
  add_buttons (self, chat);
  return self;
}

DuoNotice *
duo_notice_new_answered (DuoChat *chat, DuoVerb verb)
{
  const char *pattern = verb == DUO_VERB_ACCEPT ? _ ("You accepted %s") : _ ("You declined %s");
  DuoNotice *self = notice_new (chat, DUO_NOTICE_REQUESTS,
                                duo_text_fill (pattern, duo_chat_get_peer_name (chat), NULL), g_strdup (""));

  self->buttons[0] = undo;
  return self;
}

DuoNotice *
duo_notice_new_failure (DuoChat *chat, const char *sentence)
{
  return notice_new (chat, DUO_NOTICE_REQUESTS,
                     g_strdup (chat ? duo_chat_get_peer_name (chat) : _ ("Something Was Not Done")),
                     g_strdup (sentence));
}

DuoNotice *
duo_notice_new_summary (GPtrArray *told)
{
  DuoNotice *self = notice_new (NULL, DUO_NOTICE_CHANGES, NULL, NULL);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) body = NULL;

  for (guint i = 0; i < MIN (told->len, SUMMARY_LINES); i++)
    g_strv_builder_add (lines, told->pdata[i]);
  if (told->len > SUMMARY_LINES)
    g_strv_builder_take (lines,
                         g_strdup_printf (ngettext ("and %u more", "and %u more", told->len - SUMMARY_LINES),
                                          told->len - SUMMARY_LINES));
  body = g_strv_builder_end (lines);
  g_set_str (&self->id, DUO_NOTICE_SUMMARY_ID);
  self->title = g_strdup_printf (
      ngettext ("%u thing happened meanwhile", "%u things happened meanwhile", told->len), told->len);
  self->body = g_strjoinv ("\n", body);
  return self;
}

/* (transfer full): some desktops read markup in what they show, and nobody can ask which. What others wrote is none
 * (DESIGN §6): with a joiner of no width behind it no bracket begins a tag. */
static char *
defuse (const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, "<", -1);

  return g_strjoinv ("<\u2060", parts);
}

GNotification *
duo_notice_to_notification (const DuoNotice *self)
{
  g_autofree char *title = defuse (self->title);
  g_autofree char *body = defuse (self->body);
  GNotification *notification = g_notification_new (title);

  if (*body)
    g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-chat", "s", self->chat);
  for (gsize i = 0; i < G_N_ELEMENTS (self->buttons) && self->buttons[i].action; i++)
    {
      g_autofree char *action = g_strconcat ("app.", self->buttons[i].action, NULL);

      g_notification_add_button_with_target (notification, _ (self->buttons[i].label), action, "s",
                                             self->chat);
    }
  if (self->urgent)
    g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  return notification;
}
