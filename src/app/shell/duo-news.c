/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-news.h"

#include <glib/gi18n.h>

#include "duo-chat-watch.h"
#include "duo-text.h"

/* What was known of a chat when it was last looked at. */
typedef struct
{
  DuoChatState state;
  DuoTimeRange range;
  char *recruiter;
} Known;

struct _DuoNews
{
  GObject parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoChatWatch *watch;
  GHashTable *known; /* id → Known */
  gint64 since;      /* what changed earlier was there when the window opened */
};

enum
{
  SIGNAL_NEWS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoNews, duo_news, G_TYPE_OBJECT)

static void
known_free (Known *known)
{
  g_free (known->recruiter);
  g_free (known);
}

/* A talent knew it before, at somebody else; who has it now did not: only hands that pass it on make a request, or a
 * chat, of theirs without the talent. */
static gboolean
is_handed_over (const DuoChatRecord *record, const char *recruiter, DuoRole me)
{
  if (record->state != DUO_CHAT_REQUESTED && record->state != DUO_CHAT_CONFIRMED)
    return FALSE;
  if (me == DUO_ROLE_TALENT)
    return recruiter && g_strcmp0 (recruiter, record->recruiter) != 0;

  return !recruiter && record->moved_by != DUO_ROLE_STRANGER && record->moved_by == record->acted &&
         record->acted != DUO_ROLE_TALENT;
}

static char *
say_handed_over (const DuoChatRecord *record, const char *peer, DuoRole me, const char *when)
{
  if (record->state == DUO_CHAT_REQUESTED && me == DUO_ROLE_TALENT)
    /* TRANSLATORS: a person's name */
    return g_strdup_printf (_ ("%s has your request now"), peer);
  if (record->state == DUO_CHAT_REQUESTED)
    /* TRANSLATORS: a person's name */
    return g_strdup_printf (_ ("The request of %s was handed over to you"), peer);
  if (me == DUO_ROLE_TALENT)
    /* TRANSLATORS: a person's name, then a day and a time */
    return g_strdup_printf (_ ("You talk with %s instead on %s"), peer, when);

  /* TRANSLATORS: a person's name, then a day and a time */
  return g_strdup_printf (_ ("The chat with %s on %s was handed over to you"), peer, when);
}

static char *
say_confirmed (
    const DuoChatRecord *record, const char *peer, DuoChatState before, DuoTimeRange range, const char *when)
{
  if (before != DUO_CHAT_CONFIRMED)
    /* TRANSLATORS: a person's name, then a day and a time: "Amara Okafor booked Tuesday 3 November, 14:15–14:30" */
    return g_strdup_printf (_ ("%s booked %s"), peer, when);
  if (duo_time_range_equal (range, record->range))
    return NULL;

  /* TRANSLATORS: a person's name, then a day and a time */
  return g_strdup_printf (_ ("%s moved the chat to %s"), peer, when);
}

static char *
say_over (DuoChatState state, const char *peer, DuoChatState before)
{
  if (state == DUO_CHAT_DECLINED)
    return g_strdup_printf (_ ("%s declined"), peer);
  if (before == DUO_CHAT_CONFIRMED)
    return g_strdup_printf (_ ("%s cancelled the chat"), peer);

  return g_strdup_printf (_ ("%s withdrew"), peer);
}

char *
duo_news_say (const DuoChatRecord *record,
              const char *peer,
              DuoChatState state,
              DuoTimeRange range,
              const char *recruiter,
              DuoRole me,
              const char *when)
{
  if (is_handed_over (record, recruiter, me))
    return say_handed_over (record, peer, me, when);
  if (record->acted == me || record->acted == DUO_ROLE_SERVICE)
    return NULL;
  if (record->state == DUO_CHAT_CONFIRMED)
    return say_confirmed (record, peer, state, range, when);
  if (record->state == state)
    return NULL;

  switch (record->state)
    {
    case DUO_CHAT_REQUESTED:
      /* TRANSLATORS: a person's name */
      return g_strdup_printf (_ ("%s requests a chat"), peer);
    case DUO_CHAT_INVITED:
      return g_strdup_printf (_ ("%s invites you to a chat"), peer);
    case DUO_CHAT_ACCEPTED:
      return g_strdup_printf (_ ("%s accepted: pick a time"), peer);
    case DUO_CHAT_DECLINED:
    case DUO_CHAT_CANCELLED:
      return say_over (record->state, peer, state);
    case DUO_CHAT_NONE:
    case DUO_CHAT_CONFIRMED:
    case DUO_CHAT_COMPLETED:
    case DUO_CHAT_NO_SHOW:
    case DUO_CHAT_EXPIRED:
    case DUO_CHAT_N_STATES:
    default:
      return NULL;
    }
}

static char *
say (DuoChat *chat, const Known *before, const char *when)
{
  return duo_news_say (duo_chat_get_record (chat), duo_chat_get_peer_name (chat), before->state,
                       before->range, before->recruiter, duo_chat_get_my_role (chat), when);
}

static void
learn (DuoNews *self, const DuoChatRecord *record)
{
  Known *known = g_new0 (Known, 1);

  *known = (Known) {record->state, record->range, g_strdup (record->recruiter)};
  g_hash_table_replace (self->known, g_strdup (record->id), known);
}

static void
look_at (DuoNews *self, DuoChat *chat)
{
  const DuoChatRecord *record = duo_chat_get_record (chat);
  static const Known nothing = {DUO_CHAT_NONE, {0, 0}, NULL};
  const Known *before = g_hash_table_lookup (self->known, record->id);
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autofree char *when = duo_text_when (record->range, zone);
  g_autofree char *brief_when = duo_text_when_short (record->range, zone);
  g_autofree char *text = NULL;
  g_autofree char *brief = NULL;

  if (record->changed >= self->since)
    {
      text = say (chat, before ? before : &nothing, when);
      brief = say (chat, before ? before : &nothing, brief_when);
    }
  learn (self, record);
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
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) known_free);
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
