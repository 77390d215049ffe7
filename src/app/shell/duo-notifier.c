/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-notifier-private.h"

#include "duo-chat-watch.h"
#include "duo-sentence.h"

/* A machine that slept does not notice by itself that it is later than it waited for. */
#define LONGEST_WAIT_SECONDS 30
/* More things at once are told together. */
#define MOST_AT_ONCE 3
enum
{
  TELL,
  WITHDRAW,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoNotifier, duo_notifier, G_TYPE_OBJECT)

static void look (DuoNotifier *self);

/* One look at everything: what is there to tell, and when to look again. */
typedef struct
{
  gint64 now;
  gint64 next;
  gboolean quiet;
  gboolean seen;   /* somebody looks at one of them */
  GPtrArray *news; /* of DuoNotice; reminders do not wait for each other */
} Round;

void
duo_notifier_tell (DuoNotifier *self, const DuoNotice *notice)
{
  DuoChatMark *mark = self->marks ? g_hash_table_lookup (self->marks, notice->chat) : NULL;

  g_debug ("notifier: tells “%s”", notice->title);
  g_signal_emit (self, signals[TELL], 0, notice);
  if (!mark || mark->shown)
    return;

  mark->shown = TRUE;
  duo_session_keep_told (self->session, mark);
}

void
duo_notifier_withdraw (DuoNotifier *self, const char *chat)
{
  g_autofree char *id = duo_notice_id_of_chat (chat);
  DuoChatMark *mark = self->marks ? g_hash_table_lookup (self->marks, chat) : NULL;

  g_signal_emit (self, signals[WITHDRAW], 0, id);
  if (!mark || !mark->shown)
    return;

  mark->shown = FALSE;
  duo_session_keep_told (self->session, mark);
}

static void
withdraw_shown (DuoNotifier *self, const DuoChatMark *mark)
{
  if (mark->shown)
    duo_notifier_withdraw (self, mark->chat);
}

static void
withdraw_summary (DuoNotifier *self)
{
  if (!self->has_summary)
    return;

  self->has_summary = FALSE;
  g_signal_emit (self, signals[WITHDRAW], 0, DUO_NOTICE_SUMMARY_ID);
}

static gboolean
is_wanted (DuoNotifier *self, DuoNoticeKind kind)
{
  static const char *const keys[] = {
      [DUO_NOTICE_REQUESTS] = "notify-requests",
      [DUO_NOTICE_CHANGES] = "notify-changes",
      [DUO_NOTICE_REMINDERS] = "notify-reminders",
  };

  return !self->settings || g_settings_get_boolean (self->settings, keys[kind]);
}

static gint64
get_quiet_end (DuoNotifier *self, gint64 now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  DuoQuietHours hours;

  if (!self->settings)
    return now;

  hours.on = g_settings_get_boolean (self->settings, "quiet-hours");
  hours.from = g_settings_get_uint (self->settings, "quiet-from");
  hours.to = g_settings_get_uint (self->settings, "quiet-to");
  return duo_quiet_hours_get_end (&hours, now, zone);
}

/* What was there before anything is told here is known. */
static DuoChatMark *
find_mark (DuoNotifier *self, const DuoChatRecord *record)
{
  DuoChatMark *mark = g_hash_table_lookup (self->marks, record->id);

  if (mark)
    return mark;

  mark = duo_chat_mark_new (record->id);
  if (record->changed < self->since)
    duo_chat_mark_follow (mark, record);
  g_hash_table_insert (self->marks, g_strdup (record->id), mark);
  return mark;
}

static gboolean
is_followed (const DuoChatMark *mark, const DuoChatRecord *record)
{
  return mark->state == record->state && mark->changed == record->changed &&
         duo_time_range_equal (mark->range, record->range) &&
         g_strcmp0 (mark->recruiter, record->recruiter) == 0;
}

/* A chat that is about to begin says so, whatever happened to it; a time that was not picked is the older news. */
static DuoNotice *
make_notice (DuoEvent *event, DuoChat *chat, const DuoChatMark *mark, DuoReminder due)
{
  DuoChatNews news = duo_chat_news_judge (mark, duo_chat_get_record (chat), duo_chat_get_my_role (chat));

  if (due.kind != DUO_REMINDER_NONE && (due.kind != DUO_REMINDER_PICK || news == DUO_CHAT_NEWS_NONE))
    return duo_notice_new_reminder (due.kind, event, chat);
  if (news != DUO_CHAT_NEWS_NONE)
    return duo_notice_new_news (news, mark, event, chat);

  return NULL;
}

/* What was reminded of while the room was shut can be joined now. */
static DuoNotice *
make_joinable (DuoEvent *event, DuoChat *chat, const DuoChatMark *mark)
{
  const DuoChatRecord *record = duo_chat_get_record (chat);

  if (!mark->shown || mark->reminded <= record->changed || !duo_chat_get_room_open (chat) ||
      mark->reminded >= duo_event_get_room (event, chat).start)
    return NULL;

  return duo_notice_new_reminder (DUO_REMINDER_TEN_MINUTES, event, chat);
}

static void
keep (DuoNotifier *self, DuoChatMark *mark, const DuoChatRecord *record, DuoReminder due)
{
  gboolean same = is_followed (mark, record) && mark->reminded >= due.at;

  duo_chat_mark_follow (mark, record);
  mark->reminded = MAX (mark->reminded, due.at);
  if (!same)
    duo_session_keep_told (self->session, mark);
}

/* (nullable): what there is to tell of it to somebody who wants to know, and does not see it. */
static DuoNotice *
find_notice (DuoNotifier *self,
             DuoEvent *event,
             DuoChat *chat,
             const DuoChatMark *mark,
             DuoReminder due,
             gboolean seen)
{
  g_autoptr (DuoNotice) notice = make_notice (event, chat, mark, due);

  if (!notice)
    notice = make_joinable (event, chat, mark);

  return notice && !seen && is_wanted (self, notice->kind) ? g_steal_pointer (&notice) : NULL;
}

/* (transfer full) (nullable): what is to be told of it, once it is noted that it was. Nothing is lost while it is quiet:
 * it is told afterwards, as far as it still holds. */
static DuoNotice *
look_at_chat (DuoNotifier *self, DuoEvent *event, DuoChat *chat, Round *round)
{
  const DuoChatRecord *record = duo_chat_get_record (chat);
  DuoChatMark *mark = find_mark (self, record);
  gboolean seen = self->looks (chat, self->looks_data);
  gboolean dealt_with = !is_followed (mark, record) || duo_chat_get_pending (chat);
  DuoReminder due = duo_reminders_get_due (record, duo_chat_get_my_role (chat),
                                           MAX (mark->reminded, self->since), round->now);
  g_autoptr (DuoNotice) notice = find_notice (self, event, chat, mark, due, seen);

  round->seen |= seen;
  if ((!notice || round->quiet) && (seen || dealt_with) && !g_hash_table_contains (self->answers, mark->chat))
    withdraw_shown (self, mark);
  if (notice && round->quiet)
    return NULL;
  /* A notice with Join in it is as good as a reminder that the room is open. */
  if (notice && duo_chat_get_room_open (chat))
    due.at = MAX (due.at, duo_event_get_room (event, chat).start);
  keep (self, mark, record, due);
  return g_steal_pointer (&notice);
}

static void
look_at_event (DuoNotifier *self, DuoEvent *event, Round *round)
{
  GListModel *chats = duo_event_get_chats (event);

  for (guint i = 0; i < g_list_model_get_n_items (chats); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (chats, i);
      g_autoptr (DuoNotice) notice = look_at_chat (self, event, chat, round);
      gint64 next =
          duo_reminders_get_next (duo_chat_get_record (chat), duo_chat_get_my_role (chat), round->now);

      round->next = MIN (round->next, next);
      if (notice && notice->kind == DUO_NOTICE_REMINDERS)
        duo_notifier_tell (self, notice);
      else if (notice)
        g_ptr_array_add (round->news, g_steal_pointer (&notice));
    }
}

static void
tell_together (DuoNotifier *self, GPtrArray *news)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  g_autoptr (DuoNotice) summary = NULL;

  for (guint i = 0; i < news->len; i++)
    {
      const DuoNotice *notice = news->pdata[i];

      duo_notifier_withdraw (self, notice->chat);
      g_ptr_array_add (titles, notice->title);
    }
  summary = duo_notice_new_summary (titles);
  self->has_summary = TRUE;
  duo_notifier_tell (self, summary);
}

static void
tell_news (DuoNotifier *self, GPtrArray *news)
{
  if (news->len > MOST_AT_ONCE)
    {
      tell_together (self, news);
      return;
    }
  for (guint i = 0; i < news->len; i++)
    {
      const DuoNotice *notice = news->pdata[i];

      g_hash_table_remove (self->answers, notice->chat);
      duo_notifier_tell (self, notice);
    }
}

static void
on_time (gpointer data)
{
  DuoNotifier *self = data;

  self->timer = 0;
  look (self);
}

static void
wait_until (DuoNotifier *self, gint64 next)
{
  gint64 now_us = duo_clock_now_us (duo_session_get_clock (self->session));
  gint64 wait_ms = LONGEST_WAIT_SECONDS * 1000;

  if (next < G_MAXINT64)
    wait_ms = CLAMP (next * 1000 - now_us / 1000, 0, wait_ms);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once ((guint) wait_ms + 1, on_time, self);
}

/* What comes from the cache is a guess until the service was asked, or could not be. */
static gboolean
is_ready (DuoNotifier *self)
{
  DuoSessionState state = duo_session_get_state (self->session);

  return self->marks && (state == DUO_SESSION_ONLINE || state == DUO_SESSION_OFFLINE);
}

static void
look (DuoNotifier *self)
{
  GListModel *events = duo_session_get_events (self->session);
  g_autoptr (GPtrArray) news = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_notice_free);
  gint64 now = duo_clock_now (duo_session_get_clock (self->session));
  gint64 quiet = get_quiet_end (self, now);
  Round round = {now, quiet > now ? quiet : G_MAXINT64, quiet > now, FALSE, news};

  if (!is_ready (self))
    return;

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (events, i);

      look_at_event (self, event, &round);
    }
  tell_news (self, news);
  if (round.seen)
    withdraw_summary (self);
  wait_until (self, round.next);
}

static void
on_idle (gpointer data)
{
  DuoNotifier *self = data;

  self->idle = 0;
  look (self);
}

/* One batch of changes is one round. */
void
duo_notifier_look_again (DuoNotifier *self)
{
  g_return_if_fail (DUO_IS_NOTIFIER (self));

  if (!self->idle)
    self->idle = g_idle_add_once (on_idle, self);
}

/* A chat that is gone from here, to a colleague say, is nobody's business. */
static void
on_removed (DuoNotifier *self)
{
  GHashTableIter iter;
  gpointer id, mark;

  if (!is_ready (self))
    return;

  g_hash_table_iter_init (&iter, self->marks);
  while (g_hash_table_iter_next (&iter, &id, &mark))
    if (!duo_notifier_find_chat (self, id, NULL))
      withdraw_shown (self, mark);
}

static void
on_events_changed (DuoNotifier *self)
{
  GListModel *events = duo_session_get_events (self->session);

  g_ptr_array_set_size (self->watches, 0);
  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (events, i);
      DuoChatWatch *watch = duo_chat_watch_new (event);

      g_signal_connect_object (watch, "changed", G_CALLBACK (duo_notifier_look_again), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (watch, "removed", G_CALLBACK (on_removed), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->watches, watch);
    }
  duo_notifier_look_again (self);
}

static void
marks_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoNotifier) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChatMarks) told = duo_session_load_told_finish (DUO_SESSION (object), result, &error);

  if (!told)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
          g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT))
        return;
      g_message ("What was told cannot be read, so it begins now: %s", error->message);
      told = duo_chat_marks_new (duo_clock_now (duo_session_get_clock (self->session)));
    }

  self->since = told->since;
  self->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) duo_chat_mark_free);
  for (guint i = 0; i < told->marks->len; i++)
    {
      DuoChatMark *mark = told->marks->pdata[i];

      g_hash_table_insert (self->marks, g_strdup (mark->chat), duo_chat_mark_copy (mark));
    }
  look (self);
}

/* Somebody else may sign in next. */
static void
forget (DuoNotifier *self)
{
  GHashTableIter iter;
  gpointer mark;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_remove_all (self->answers);
  if (!self->marks)
    return;

  g_hash_table_iter_init (&iter, self->marks);
  while (g_hash_table_iter_next (&iter, NULL, &mark))
    withdraw_shown (self, mark);
  withdraw_summary (self);
  g_clear_pointer (&self->marks, g_hash_table_unref);
}

static void
on_state_changed (DuoNotifier *self)
{
  if (duo_session_get_state (self->session) == DUO_SESSION_SIGNED_OUT)
    forget (self);
  else if (self->cancellable)
    duo_notifier_look_again (self);
  else
    {
      self->cancellable = g_cancellable_new ();
      duo_session_load_told_async (self->session, self->cancellable, marks_cb, g_object_ref (self));
    }
}

/* What failed is said in the window where there is somebody in front of it. */
static void
on_outcome (DuoNotifier *self, DuoChat *chat, const GError *error)
{
  g_autofree char *sentence = error ? duo_sentence_for_error (error) : NULL;
  g_autoptr (DuoNotice) notice = NULL;

  if (error && chat)
    duo_notifier_drop_answer (self, chat);
  if (!sentence || self->looks (NULL, self->looks_data))
    return;

  notice = duo_notice_new_failure (chat, sentence);
  duo_notifier_tell (self, notice);
}

void
duo_notifier_end (DuoNotifier *self)
{
  g_return_if_fail (DUO_IS_NOTIFIER (self));

  g_signal_handlers_disconnect_by_data (self->session, self);
  forget (self);
}

static void
duo_notifier_dispose (GObject *object)
{
  DuoNotifier *self = DUO_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->watches, g_ptr_array_unref);
  g_hash_table_remove_all (self->answers);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_notifier_parent_class)->dispose (object);
}

static void
duo_notifier_finalize (GObject *object)
{
  DuoNotifier *self = DUO_NOTIFIER (object);

  g_clear_pointer (&self->marks, g_hash_table_unref);
  g_hash_table_unref (self->answers);

  G_OBJECT_CLASS (duo_notifier_parent_class)->finalize (object);
}

static void
duo_notifier_class_init (DuoNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = duo_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = duo_notifier_finalize;

  signals[TELL] = g_signal_new ("tell", DUO_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[WITHDRAW] = g_signal_new ("withdraw", DUO_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
duo_notifier_init (DuoNotifier *self)
{
  self->watches = g_ptr_array_new_with_free_func (g_object_unref);
  self->answers = duo_notifier_new_answers ();
}

DuoNotifier *
duo_notifier_new (DuoSession *session, GSettings *settings, DuoNotifierLooks looks, gpointer data)
{
  DuoNotifier *self = g_object_new (DUO_TYPE_NOTIFIER, NULL);

  self->session = g_object_ref (session);
  self->settings = settings ? g_object_ref (settings) : NULL;
  self->looks = looks;
  self->looks_data = data;
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "outcome", G_CALLBACK (on_outcome), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "kept", G_CALLBACK (duo_notifier_say_answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (duo_session_get_events (session), "items-changed", G_CALLBACK (on_events_changed),
                           self, G_CONNECT_SWAPPED);
  if (settings)
    g_signal_connect_object (settings, "changed", G_CALLBACK (duo_notifier_look_again), self,
                             G_CONNECT_SWAPPED);
  on_events_changed (self);
  on_state_changed (self);
  return self;
}

DuoChat *
duo_notifier_find_chat (DuoNotifier *self, const char *id, DuoEvent **event)
{
  GListModel *events;

  g_return_val_if_fail (DUO_IS_NOTIFIER (self), NULL);

  events = duo_session_get_events (self->session);
  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (DuoEvent) candidate = g_list_model_get_item (events, i);
      DuoChat *chat = duo_event_find_chat (candidate, id);

      if (!chat)
        continue;
      if (event)
        *event = candidate;
      return chat;
    }
  return NULL;
}
