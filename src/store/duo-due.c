/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-reads-private.h"
#include "duo-rows-private.h"
#include "duo-situation-private.h"

/* Without anything ahead the scheduler asks once a minute: an event may close, a clock may be set. */
#define LONGEST_WAIT 60

typedef struct
{
  DuoDatabase *database;
  gint64 now;
  gint64 next;
  GPtrArray *due; /* DuoCommand */
} Due;

static void
wait_until (Due *due, gint64 moment)
{
  due->next = MIN (due->next, MAX (moment, due->now + 1));
}

static void
add_due (Due *due, DuoVerb verb, const char *chat, gint64 rev)
{
  DuoCommand *command = duo_command_new (verb);

  command->chat = g_strdup (chat);
  command->seen = rev;
  g_ptr_array_add (due->due, command);
}

/* A chat that has ended: its room closes now, or it is known when. */
static void
look_at_room (Due *due, const char *chat)
{
  g_autoptr (DuoSituation) situation = duo_situation_load_chat (due->database, due->now, chat);
  DuoTimeRange room;

  if (situation == NULL)
    return;
  room = duo_situation_get_room (situation);
  if (!duo_database_is_well (due->database))
    return;
  if (room.end <= due->now)
    add_due (due, DUO_VERB_CLOSE_ROOM, chat, situation->chat->rev);
  else
    wait_until (due, room.end);
}

static void
collect_rooms (Due *due)
{
  g_autoptr (DuoQuery) ended = duo_database_query (due->database, "ended-chats");
  g_autoptr (DuoQuery) next = duo_database_query (due->database, "next-end");

  duo_query_bind_int (ended, ":now", due->now);
  while (duo_query_next (ended))
    {
      look_at_room (due, duo_query_get_text (ended, "id"));
      duo_database_skip (due->database);
    }
  duo_query_bind_int (next, ":now", due->now);
  if (duo_query_next (next) && duo_query_get_int (next, "moment") != 0)
    wait_until (due, duo_query_get_int (next, "moment"));
}

static void
add_expired (Due *due, DuoQuery *query)
{
  while (duo_query_next (query))
    add_due (due, DUO_VERB_EXPIRE, duo_query_get_text (query, "id"), duo_query_get_int (query, "rev"));
}

static void
collect_unsettled (Due *due, const char *event)
{
  g_autoptr (DuoQuery) query = duo_database_query (due->database, "unsettled-chats");

  duo_query_bind_text (query, ":event", event);
  add_expired (due, query);
}

static void
collect_unanswered (Due *due, const DuoEventRecord *event)
{
  g_autoptr (DuoQuery) query = duo_database_query (due->database, "unanswered-chats");
  g_autoptr (DuoQuery) oldest = duo_database_query (due->database, "oldest-unanswered");
  gint64 expiry = (gint64) event->format.expiry * 60;

  duo_query_bind_text (query, ":event", event->id);
  duo_query_bind_int (query, ":before", due->now - expiry);
  add_expired (due, query);
  duo_query_bind_text (oldest, ":event", event->id);
  duo_query_bind_int (oldest, ":before", due->now - expiry);
  if (duo_query_next (oldest) && duo_query_get_int (oldest, "moment") != 0)
    wait_until (due, duo_query_get_int (oldest, "moment") + expiry);
}

static void
look_at_event (Due *due, const char *id)
{
  g_autoptr (DuoEventRecord) event = duo_rows_load_event (due->database, id);
  gint64 end;

  if (event == NULL || !duo_database_is_well (due->database))
    return;
  end = duo_event_record_get_span (event).end;
  if (event->state == DUO_EVENT_CLOSED || end <= due->now)
    {
      collect_unsettled (due, id);
      return;
    }
  wait_until (due, end);
  if (event->format.expiry > 0)
    collect_unanswered (due, event);
}

GPtrArray *
duo_reads_list_due (DuoDatabase *database, gint64 now, gint64 *next)
{
  g_autoptr (DuoQuery) events = duo_database_query (database, "events-not-draft");
  Due due = {database, now, now + LONGEST_WAIT, NULL};

  due.due = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_command_free);
  collect_rooms (&due);
  while (duo_query_next (events))
    {
      look_at_event (&due, duo_query_get_text (events, "id"));
      duo_database_skip (database);
    }
  if (next != NULL)
    *next = due.next;
  return due.due;
}
