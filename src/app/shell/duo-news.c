/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-news.h"

#include <glib/gi18n.h>

#include "duo-chat-watch.h"
#include "duo-text.h"

struct _DuoNews
{
  GObject parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoChatWatch *watch;
  GHashTable *known; /* id → DuoChatMark: what was there when it was last looked at */
  gint64 since;      /* what changed by then was there when the window opened */
};

enum
{
  SIGNAL_NEWS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoNews, duo_news, G_TYPE_OBJECT)

/* What others do: of a notice, which says in another line when, and of a toast, which is one line. */
static const struct
{
  const char *title;
  const char *sentence; /* (nullable): where it is another */
} words[DUO_CHAT_N_NEWS] = {
    /* TRANSLATORS: the first placeholder is a person's name, the second, where there is one, a day and a time: "Amara
     * Okafor booked Tuesday 3 November, 14:15–14:30" */
    [DUO_CHAT_NEWS_REQUESTED] = {N_ ("%s requests a chat"), NULL},
    [DUO_CHAT_NEWS_INVITED] = {N_ ("%s invites you to a chat"), NULL},
    [DUO_CHAT_NEWS_ACCEPTED] = {N_ ("%s accepted: pick a time"), NULL},
    [DUO_CHAT_NEWS_ANSWERED] = {N_ ("A colleague answered %s for you"), NULL},
    [DUO_CHAT_NEWS_BOOKED] = {N_ ("%s booked a chat"), N_ ("%s booked %s")},
    [DUO_CHAT_NEWS_MOVED] = {N_ ("The chat with %s was moved"), N_ ("%s moved the chat to %s")},
    [DUO_CHAT_NEWS_CANCELLED] = {N_ ("The chat with %s was cancelled"), N_ ("%s cancelled the chat")},
    [DUO_CHAT_NEWS_WITHDRAWN] = {N_ ("%s withdrew"), NULL},
    [DUO_CHAT_NEWS_DECLINED] = {N_ ("%s declined"), NULL},
    [DUO_CHAT_NEWS_REQUEST_TAKEN_OVER] = {N_ ("The request of %s was handed over to you"), NULL},
    [DUO_CHAT_NEWS_CHAT_TAKEN_OVER] = {N_ ("The chat with %s was handed over to you"),
                                       N_ ("The chat with %s on %s was handed over to you")},
    [DUO_CHAT_NEWS_REQUEST_PASSED_ON] = {N_ ("%s has your request now"), NULL},
    [DUO_CHAT_NEWS_CHAT_PASSED_ON] = {N_ ("You talk with %s instead"), N_ ("You talk with %s instead on %s")},
    [DUO_CHAT_NEWS_LATE] = {N_ ("%s is running late"), NULL},
};

char *
duo_news_say_briefly (DuoChatNews news, const char *peer)
{
  g_return_val_if_fail (news < DUO_CHAT_N_NEWS, NULL);

  return words[news].title ? duo_text_fill (_ (words[news].title), peer, NULL) : NULL;
}

char *
duo_news_say (DuoChatNews news, const char *peer, const char *when, const char *reason)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (news < DUO_CHAT_N_NEWS, NULL);

  text = words[news].sentence ? duo_text_fill (_ (words[news].sentence), peer, when)
                              : duo_news_say_briefly (news, peer);
  if (news != DUO_CHAT_NEWS_MOVED || !reason || !*reason)
    return g_steal_pointer (&text);

  /* TRANSLATORS: what somebody did, then what they say about it: "Ada Lindqvist moved the chat to Tue 3: “I am ill”" */
  return g_strdup_printf (_ ("%s: “%s”"), text, reason);
}

static void
look_at (DuoNews *self, DuoChat *chat)
{
  const DuoChatRecord *record = duo_chat_get_record (chat);
  DuoChatMark *known = g_hash_table_lookup (self->known, record->id);
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autofree char *when =
      duo_text_with_my_range (duo_text_when (record->range, zone), record->range, zone, here);
  g_autofree char *brief_when =
      duo_text_with_my_range (duo_text_when_short (record->range, zone), record->range, zone, here);
  /* Talents need none, and what is there then is an older one. */
  const char *reason = record->acted != DUO_ROLE_TALENT ? record->reason : NULL;
  g_autofree char *text = NULL;
  g_autofree char *brief = NULL;
  DuoChatNews news;

  if (!known)
    {
      known = duo_chat_mark_new (record->id);
      g_hash_table_insert (self->known, g_strdup (record->id), known);
    }
  news = duo_chat_news_judge (known, record, duo_chat_get_my_role (chat));
  duo_chat_mark_follow (known, record);

  /* Whole seconds: what changed in the one in which the window opened was there, too. */
  if (record->changed <= self->since)
    return;
  text = duo_news_say (news, duo_chat_get_peer_name (chat), when, reason);
  brief = duo_news_say (news, duo_chat_get_peer_name (chat), brief_when, reason);
  if (text)
    g_signal_emit (self, signals[SIGNAL_NEWS], 0, text, brief, chat);
}

/* One that was handed over, and comes back, is news again. */
static void
on_removed (DuoNews *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      DuoChat *chat = duo_event_find_chat (self->event, id);
      DuoRole role = chat ? duo_chat_get_my_role (chat) : DUO_ROLE_STRANGER;

      if (role != DUO_ROLE_TALENT && role != DUO_ROLE_RECRUITER)
        g_hash_table_iter_remove (&iter);
    }
}

static void
on_event_changed (DuoNews *self)
{
  DuoEvent *event = duo_session_get_event (self->session);

  if (!g_set_object (&self->event, event))
    return;

  g_clear_object (&self->watch);
  if (!event)
    return;

  self->since = duo_clock_now (duo_session_get_clock (self->session));
  self->watch = duo_chat_watch_new (event);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (look_at), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "removed", G_CALLBACK (on_removed), self, G_CONNECT_SWAPPED);
  duo_chat_watch_tell_all (self->watch);
}

static void
duo_news_finalize (GObject *object)
{
  DuoNews *self = DUO_NEWS (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->event);
  g_clear_object (&self->session);
  g_hash_table_unref (self->known);

  G_OBJECT_CLASS (duo_news_parent_class)->finalize (object);
}

static void
duo_news_class_init (DuoNewsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_news_finalize;

  signals[SIGNAL_NEWS] = g_signal_new ("news", DUO_TYPE_NEWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, DUO_TYPE_CHAT);
}

static void
duo_news_init (DuoNews *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) duo_chat_mark_free);
}

DuoNews *
duo_news_new (DuoSession *session)
{
  DuoNews *self = g_object_new (DUO_TYPE_NEWS, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::event", G_CALLBACK (on_event_changed), self, G_CONNECT_SWAPPED);
  on_event_changed (self);
  return self;
}
