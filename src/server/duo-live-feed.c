/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-live-private.h"

#include <string.h>

#include "duo-live-counts.h"
#include "duo-permissions.h"
#include "duo-problem.h"

/* Changes of the directory go out at most twice a second (DESIGN §3). */
#define TICK_MS 500
/* Slots become past without any command; counts are looked at again so often. */
#define COUNTS_SECONDS 30
#define PAGE 500
#define MAX_WATCHES 16
/* What one socket may ask again for: so much a second, two seconds' worth at once. */
#define HELLO_BYTES (512 * 1024)
#define HELLO_US (2 * G_USEC_PER_SEC)
/* What a hello costs that brings nothing. */
#define HELLO_LEAST 1024

/* What this process knows of one event that somebody follows. */
typedef struct
{
  DuoLiveFeed *feed;
  char *id;
  GPtrArray *members;  /* DuoLiveMembership */
  GHashTable *watched; /* recruiter → GPtrArray of DuoLiveWatch */
  DuoLiveCounts *counts;
  gint64 rev;         /* of the last commit that was heard of: what was read may be newer */
  gint64 told;        /* up to which all members were told at the last tick */
  gint64 grids;       /* of the format whose slots all who watch were sent last */
  gboolean directory; /* people or companies changed since then, or something is gone */
  gboolean owed;      /* something changed that others than its author may see */
  guint tick_id;
} Event;

struct _DuoLiveFeed
{
  DuoStore *store;
  DuoClock *clock;
  GHashTable *events; /* id → Event */
  guint refresh_id;
};

static void schedule_tick (Event *self);

/* ── texts ─────────────────────────────────────────────────────────────────────────────────── */

static GString *
begin_text (DuoJsonWriter *writer, DuoLiveType type)
{
  GString *text = g_string_new (NULL);

  duo_json_writer_init (writer, text);
  duo_live_begin (writer, type);

  return text;
}

static void
send_text (DuoLiveMembership *member, GString *text)
{
  duo_live_client_send (member->client, text->str, text->len);
}

/* ── events and members ────────────────────────────────────────────────────────────────────── */

static void
event_free (gpointer data)
{
  Event *self = data;

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_ptr_array_unref (self->members);
  g_hash_table_unref (self->watched);
  duo_live_counts_free (self->counts);
  g_free (self->id);
  g_free (self);
}

static Event *
ensure_event (DuoLiveFeed *self, const char *id)
{
  Event *event = g_hash_table_lookup (self->events, id);

  if (event)
    return event;
  event = g_new0 (Event, 1);
  event->feed = self;
  event->id = g_strdup (id);
  event->members = g_ptr_array_new ();
  event->watched =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  event->counts = duo_live_counts_new ();
  g_hash_table_insert (self->events, event->id, event);

  return event;
}

static void
drop_if_unused (DuoLiveFeed *self, Event *event)
{
  if (event->members->len == 0 && g_hash_table_size (event->watched) == 0)
    g_hash_table_remove (self->events, event->id);
}

GPtrArray *
duo_live_feed_get_members (DuoLiveFeed *self, const char *id)
{
  Event *event = g_hash_table_lookup (self->events, id);

  return event ? event->members : NULL;
}

/* ── hello ─────────────────────────────────────────────────────────────────────────────────── */

static void
charge (DuoLiveMembership *member, gsize length)
{
  gint64 cost = (gint64) (length + HELLO_LEAST) * G_USEC_PER_SEC / HELLO_BYTES;

  member->sated = MAX (member->sated, g_get_monotonic_time ()) + cost;
}

/* Everything is long: who asks for it again before it can have come is not told it again. */
static gboolean
is_sated (DuoLiveClient *client, const char *event)
{
  DuoLiveMembership *member = duo_live_client_find_member (client, event);

  return member && member->sated - g_get_monotonic_time () > HELLO_US;
}

/* TRUE where there is more; FALSE also, with the error, where it could not be read. */
static gboolean
send_page (DuoLiveFeed *self, DuoLiveMembership *member, Event *event, gint64 *since, GError **error)
{
  g_autoptr (DuoChanges) changes = duo_store_get_changes (self->store, member->person->event,
                                                          member->client->account, *since, PAGE, error);
  const GArray *counts = NULL;
  DuoJsonWriter writer;
  g_autoptr (GString) text = NULL;

  if (changes == NULL)
    return FALSE;
  if (!changes->more && duo_view_sees_counts (member->person))
    counts = duo_live_counts_get (event->counts, self->store, event->id);
  text = begin_text (&writer, DUO_LIVE_CHANGES);
  if (!duo_view_write_changes (self->store, member->person, *since, changes, counts, &writer, error))
    return FALSE;
  duo_json_writer_end_object (&writer);
  send_text (member, text);
  charge (member, text->len);
  *since = changes->upto;

  return changes->more && !duo_live_socket_is_closing (member->client->socket);
}

/* A cursor from before a backup was restored: everything is told again. FALSE where that cannot be read. */
static gboolean
check_cursor (DuoLiveFeed *self, DuoLiveClient *client, const char *event, gint64 *since, GError **error)
{
  g_autoptr (DuoEventRecord) record = duo_store_get_event (self->store, event, client->account, error);

  if (record && *since > record->rev)
    *since = 0;

  return record != NULL;
}

static DuoLiveMembership *
ensure_member (DuoLiveClient *client, DuoPersonRecord *person)
{
  DuoLiveMembership *member = duo_live_client_find_member (client, person->event);

  if (member)
    {
      duo_person_record_free (person);
      return member;
    }
  member = g_new0 (DuoLiveMembership, 1);
  member->client = client;
  member->person = person;
  g_ptr_array_add (client->memberships, member);

  return member;
}

void
duo_live_feed_hello (DuoLiveFeed *self, DuoLiveClient *client, const char *event_id, gint64 since)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoPersonRecord) person =
      duo_store_find_participation (self->store, event_id, client->account, &error);
  DuoLiveMembership *member;
  gboolean first = FALSE;
  Event *event;

  if (is_sated (client, event_id))
    {
      duo_live_client_send_problem (client, duo_problem_to_code (DUO_PROBLEM_TOO_MANY), "Slow down.", NULL);
      return;
    }
  if (person == NULL || !check_cursor (self, client, event_id, &since, &error))
    {
      duo_live_client_refuse (client, error, NULL);
      return;
    }
  member = ensure_member (client, g_steal_pointer (&person));
  event = ensure_event (self, event_id);
  if (!g_ptr_array_find (event->members, member, NULL))
    {
      first = event->members->len == 0;
      /* Who watches a grid keeps the event, not what members were told of it. */
      if (first)
        duo_live_counts_forget (event->counts);
      g_ptr_array_add (event->members, member);
    }
  /* Not @since as it was sent: whoever names a revision that never was must not move the others' cursor. */
  while (send_page (self, member, event, &since, &error))
    ;
  if (error)
    duo_live_client_refuse (client, error, NULL);
  member->upto = since;
  /* Whoever says it again does not take from the others what the next tick owes them. */
  if (first)
    event->told = since;
}

/* ── slot grids ────────────────────────────────────────────────────────────────────────────── */

static GString *
make_slots (DuoLiveFeed *self, const char *recruiter, DuoRole role)
{
  g_autoptr (GError) error = NULL;
  DuoJsonWriter writer;
  GString *text = begin_text (&writer, DUO_LIVE_SLOTS);

  if (!duo_view_write_slots (self->store, recruiter, NULL, role, &writer, &error))
    {
      g_warning ("live: slots could not be read: %s", error->message);
      g_string_free (text, TRUE);
      return NULL;
    }
  duo_json_writer_end_object (&writer);

  return text;
}

/* Written once for talents and once for those who see what is blocked, however many look. */
static void
send_slots (DuoLiveFeed *self, const char *recruiter, GPtrArray *watches)
{
  GString *texts[2] = {NULL, NULL};

  for (guint i = 0; i < watches->len; i++)
    {
      DuoLiveWatch *watch = watches->pdata[i];
      guint which = watch->role == DUO_ROLE_TALENT;

      if (texts[which] == NULL)
        texts[which] = make_slots (self, recruiter, watch->role);
      if (texts[which])
        duo_live_client_send (watch->client, texts[which]->str, texts[which]->len);
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i])
      g_string_free (texts[i], TRUE);
}

static DuoLiveWatch *
find_watch (DuoLiveClient *client, const char *recruiter)
{
  for (guint i = 0; i < client->watches->len; i++)
    {
      DuoLiveWatch *watch = client->watches->pdata[i];

      if (g_str_equal (watch->recruiter, recruiter))
        return watch;
    }

  return NULL;
}

static void
unwatch (DuoLiveFeed *self, DuoLiveWatch *watch)
{
  Event *event = g_hash_table_lookup (self->events, watch->event);
  GPtrArray *list = event ? g_hash_table_lookup (event->watched, watch->recruiter) : NULL;

  if (list)
    {
      g_ptr_array_remove (list, watch);
      if (list->len == 0)
        g_hash_table_remove (event->watched, watch->recruiter);
      drop_if_unused (self, event);
    }
  g_ptr_array_remove (watch->client->watches, watch);
}

/* 0 where it cannot be read: then slots go out once too often. */
static gint64
read_format_rev (Event *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoEventRecord) record = duo_store_get_event (self->feed->store, self->id, NULL, &error);

  if (record == NULL)
    g_warning ("live: an event could not be read: %s", error->message);

  return record ? record->changed : 0;
}

static DuoLiveWatch *
add_watch (
    DuoLiveFeed *self, DuoLiveClient *client, const char *event_id, const char *recruiter, DuoRole role)
{
  Event *event = ensure_event (self, event_id);
  GPtrArray *list = g_hash_table_lookup (event->watched, recruiter);
  DuoLiveWatch *watch = g_new0 (DuoLiveWatch, 1);

  if (g_hash_table_size (event->watched) == 0)
    event->grids = read_format_rev (event);
  watch->client = client;
  watch->event = g_strdup (event_id);
  watch->recruiter = g_strdup (recruiter);
  watch->role = role;
  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (event->watched, g_strdup (recruiter), list);
    }
  g_ptr_array_add (list, watch);
  g_ptr_array_add (client->watches, watch);

  return watch;
}

/* STRANGER, with the error, where it cannot be read. */
static DuoRole
get_watching_role (
    DuoLiveFeed *self, DuoLiveClient *client, const char *event, const char *recruiter, GError **error)
{
  g_autoptr (DuoPersonRecord) viewer =
      duo_store_find_participation (self->store, event, client->account, error);
  g_autoptr (DuoPersonRecord) person = viewer ? duo_store_get_person (self->store, recruiter, error) : NULL;

  return person ? duo_person_record_get_role (viewer, person) : DUO_ROLE_STRANGER;
}

void
duo_live_feed_watch (
    DuoLiveFeed *self, DuoLiveClient *client, const char *event, const char *recruiter, gboolean on)
{
  DuoLiveWatch *watch = find_watch (client, recruiter);
  g_autoptr (GError) error = NULL;
  DuoRole role;
  GString *text;

  if (!on)
    {
      if (watch)
        unwatch (self, watch);
      return;
    }
  role = get_watching_role (self, client, event, recruiter, &error);
  if (error == NULL && !duo_role_has_right (role, DUO_RIGHT_SEE_SLOTS))
    g_set_error_literal (&error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND, "it is none of theirs");
  if (error)
    {
      duo_live_client_refuse (client, error, NULL);
      return;
    }
  if (watch == NULL && client->watches->len >= MAX_WATCHES)
    {
      duo_live_client_send_problem (client, duo_problem_to_code (DUO_PROBLEM_TOO_MANY),
                                    "Too many watched at once.", NULL);
      return;
    }
  if (watch == NULL)
    add_watch (self, client, event, recruiter, role);
  text = make_slots (self, recruiter, role);
  if (text == NULL)
    return;
  duo_live_client_send (client, text->str, text->len);
  g_string_free (text, TRUE);
}

void
duo_live_feed_forget (DuoLiveFeed *self, DuoLiveClient *client)
{
  while (client->watches->len > 0)
    unwatch (self, client->watches->pdata[0]);
  for (guint i = 0; i < client->memberships->len; i++)
    {
      DuoLiveMembership *member = client->memberships->pdata[i];
      Event *event = g_hash_table_lookup (self->events, member->person->event);

      if (event == NULL)
        continue;
      g_ptr_array_remove (event->members, member);
      drop_if_unused (self, event);
    }
}

/* ── personal changes, at once ─────────────────────────────────────────────────────────────── */

static gboolean
concerns (const DuoPersonRecord *viewer, const DuoChatRecord *chat, const DuoPersonRecord *recruiter)
{
  DuoRole role = duo_chat_record_get_role (chat, viewer->id, viewer->role,
                                           recruiter && duo_person_record_is_colleague (viewer, recruiter));

  return duo_role_has_right (role, DUO_RIGHT_SEE_CHAT);
}

/* (nullable): with an error where it cannot be read */
static GString *
make_personal (DuoLiveFeed *self, DuoLiveMembership *member, const DuoChatRecord *chat, GError **error)
{
  DuoJsonWriter writer;
  g_autoptr (GString) text = begin_text (&writer, DUO_LIVE_CHANGES);

  duo_wire_begin_changes (&writer, chat->event, member->upto);
  duo_json_writer_begin_array (&writer, "chats");
  if (!duo_view_write_chat (self->store, member->person, chat, &writer, NULL, error))
    return NULL;
  duo_json_writer_end_array (&writer);
  duo_wire_end_changes (&writer, -1, FALSE);
  duo_json_writer_end_object (&writer);

  return g_steal_pointer (&text);
}

static void
send_to_member (DuoLiveFeed *self, DuoLiveMembership *member, const DuoChatRecord *chat)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = make_personal (self, member, chat, &error);

  if (text)
    send_text (member, text);
  else
    duo_live_client_refuse (member->client, error, NULL);
}

static void
send_personal (DuoLiveFeed *self, Event *event, const DuoChatRecord *chat)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoPersonRecord) recruiter = duo_store_get_person (self->store, chat->recruiter, &error);

  for (guint i = 0; i < event->members->len; i++)
    {
      DuoLiveMembership *member = event->members->pdata[i];

      if (concerns (member->person, chat, recruiter))
        send_to_member (self, member, chat);
      else if (recruiter == NULL && member->person->role == DUO_ROLE_RECRUITER)
        duo_live_client_refuse (member->client, error, NULL); /* it may be a colleague's */
    }
}

/* ── the directory, twice a second ─────────────────────────────────────────────────────────── */

static DuoChanges *
read_class_changes (Event *self, DuoLiveMembership *member, GError **error)
{
  DuoChanges *changes = duo_store_get_changes (self->feed->store, self->id, member->client->account,
                                               self->told, G_MAXINT, error);

  if (changes)
    duo_live_notes_leave_out_personal (changes);

  return changes;
}

static gboolean
write_directory (Event *self,
                 DuoLiveMembership *member,
                 DuoChanges *changes,
                 const GArray *counts,
                 DuoJsonWriter *writer,
                 GError **error)
{
  if (!duo_view_sees_counts (member->person))
    counts = NULL;
  if (changes)
    {
      changes->upto = MAX (self->rev, self->told);
      changes->more = FALSE;
      return duo_view_write_changes (self->feed->store, member->person, self->told, changes, counts, writer,
                                     error);
    }
  duo_wire_begin_changes (writer, self->id, self->told);
  if (counts)
    duo_wire_write_counts (writer, (const DuoWireCount *) (gpointer) counts->data, counts->len);
  duo_wire_end_changes (writer, MAX (self->rev, self->told), FALSE);

  return TRUE;
}

/* (nullable): where it cannot be read. A message without it would move the cursor over what nobody got. */
static GString *
make_directory (Event *self, DuoLiveMembership *member, const GArray *counts, GError **error)
{
  g_autoptr (DuoChanges) changes = NULL;
  DuoJsonWriter writer;
  g_autoptr (GString) text = NULL;

  if (self->directory && (changes = read_class_changes (self, member, error)) == NULL)
    return NULL;
  text = begin_text (&writer, DUO_LIVE_CHANGES);
  if (!write_directory (self, member, changes, counts, &writer, error))
    return NULL;
  duo_json_writer_end_object (&writer);

  return g_steal_pointer (&text);
}

static void
free_text (gpointer data)
{
  g_string_free (data, TRUE);
}

/* (nullable): the same text for all of one class */
static GString *
ensure_directory (
    Event *self, GHashTable *texts, DuoLiveMembership *member, const GArray *counts, GError **error)
{
  g_autofree char *class = duo_view_dup_class (member->person);
  GString *text = g_hash_table_lookup (texts, class);

  if (text)
    return text;
  text = make_directory (self, member, counts, error);
  if (text)
    g_hash_table_insert (texts, g_steal_pointer (&class), text);

  return text;
}

static void
tell_everybody (Event *self, const GArray *counts)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_text);

  for (guint i = 0; i < self->members->len; i++)
    {
      DuoLiveMembership *member = self->members->pdata[i];
      g_autoptr (GError) error = NULL;
      GString *text = ensure_directory (self, texts, member, counts, &error);

      if (text == NULL)
        {
          duo_live_client_refuse (member->client, error, NULL);
          continue;
        }
      send_text (member, text);
      member->upto = MAX (member->upto, self->rev);
    }
}

/* Other days or durations make other slots of everybody's time. */
static void
tell_slots_of_format (Event *self)
{
  gint64 format = read_format_rev (self);
  GHashTableIter iter;
  gpointer recruiter, watches;

  if (format <= self->grids)
    return;
  self->grids = format;
  g_hash_table_iter_init (&iter, self->watched);
  while (g_hash_table_iter_next (&iter, &recruiter, &watches))
    send_slots (self->feed, recruiter, watches);
}

static gboolean
on_tick (gpointer data)
{
  Event *self = data;
  gboolean owed = self->owed && self->told < self->rev;
  g_autoptr (GArray) changed = NULL;

  self->tick_id = 0;
  self->owed = FALSE;
  if (self->directory)
    tell_slots_of_format (self);
  if (self->members->len == 0)
    {
      self->directory = FALSE;
      return G_SOURCE_REMOVE;
    }
  changed = duo_live_counts_update (self->counts, self->feed->store, self->id);
  if (!owed && changed->len == 0)
    return G_SOURCE_REMOVE;
  tell_everybody (self, changed);
  self->told = MAX (self->told, self->rev);
  self->directory = FALSE;

  return G_SOURCE_REMOVE;
}

/* Whoever watches a grid need not have said hello. */
static gboolean
is_somebody_to_tell (Event *self)
{
  return self->members->len > 0 || (self->directory && g_hash_table_size (self->watched) > 0);
}

static void
schedule_tick (Event *self)
{
  if (self->tick_id == 0 && is_somebody_to_tell (self))
    self->tick_id = g_timeout_add (TICK_MS, on_tick, self);
}

void
duo_live_feed_committed (DuoLiveFeed *self,
                         const char *event_id,
                         gint64 rev,
                         GPtrArray *outcomes,
                         GPtrArray *recruiters,
                         gboolean directory)
{
  Event *event = g_hash_table_lookup (self->events, event_id);

  if (event == NULL)
    return;
  /* First those who are about to choose a slot: the others know, or have an answer under way. */
  for (guint i = 0; i < recruiters->len; i++)
    {
      GPtrArray *watches = g_hash_table_lookup (event->watched, recruiters->pdata[i]);

      if (watches)
        send_slots (self, recruiters->pdata[i], watches);
    }
  for (guint i = 0; i < outcomes->len; i++)
    {
      DuoOutcome *outcome = outcomes->pdata[i];

      if (outcome->chat)
        send_personal (self, event, outcome->chat);
    }
  event->directory = event->directory || directory;
  event->rev = MAX (event->rev, rev);
  /* Of a note those know by now who may read it: nobody else is told that somebody wrote. */
  if (!directory && outcomes->len == 0 && recruiters->len == 0)
    return;
  event->owed = TRUE;
  schedule_tick (event);
}

/* ── life ──────────────────────────────────────────────────────────────────────────────────── */

void
duo_live_feed_refresh (DuoLiveFeed *self)
{
  GHashTableIter iter;
  Event *event;

  g_hash_table_iter_init (&iter, self->events);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &event))
    schedule_tick (event);
}

static gboolean
on_refresh (gpointer data)
{
  duo_live_feed_refresh (data);

  return G_SOURCE_CONTINUE;
}

DuoLiveFeed *
duo_live_feed_new (DuoStore *store, DuoClock *clock)
{
  DuoLiveFeed *self = g_new0 (DuoLiveFeed, 1);

  self->store = g_object_ref (store);
  self->clock = duo_clock_ref (clock);
  self->events = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, event_free);
  self->refresh_id = g_timeout_add_seconds (COUNTS_SECONDS, on_refresh, self);

  return self;
}

void
duo_live_feed_free (DuoLiveFeed *self)
{
  g_source_remove (self->refresh_id);
  g_hash_table_unref (self->events);
  g_object_unref (self->store);
  duo_clock_unref (self->clock);
  g_free (self);
}
