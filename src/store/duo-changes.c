/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-permissions.h"
#include "duo-reads-private.h"
#include "duo-rows-private.h"

/* What is asked for, and by whom. */
typedef struct
{
  DuoDatabase *database;
  const DuoPersonRecord *me;
  gint64 since;
  DuoChanges *page;
} Page;

static void
bind_window (Page *page, DuoQuery *query)
{
  duo_query_bind_text (query, ":event", page->me->event);
  duo_query_bind_int (query, ":since", page->since);
  duo_query_bind_int (query, ":upto", page->page->upto);
}

static gboolean
sees_everybody (const DuoPersonRecord *me)
{
  return me->role == DUO_ROLE_ORGANIZER;
}

/* Towards recruiters of other companies a recruiter is a stranger; those of the own one come with the company. */
static void
bind_people (const DuoPersonRecord *me, DuoQuery *query)
{
  DuoRole to_recruiters = me->role == DUO_ROLE_RECRUITER ? DUO_ROLE_STRANGER : me->role;

  duo_query_bind_int (query, ":recruiters", duo_role_has_right (to_recruiters, DUO_RIGHT_SEE_RECRUITERS));
  duo_query_bind_int (query, ":talents", duo_role_has_right (me->role, DUO_RIGHT_SEE_TALENTS));
  duo_query_bind_text (query, ":company", me->role == DUO_ROLE_RECRUITER ? me->company : NULL);
  duo_query_bind_int (query, ":everybody", sees_everybody (me));
}

static void
bind_chats (const DuoPersonRecord *me, DuoQuery *query)
{
  duo_query_bind_text (query, ":me", me->id);
  duo_query_bind_text (query, ":company", me->role == DUO_ROLE_RECRUITER ? me->company : NULL);
  duo_query_bind_int (query, ":everybody", sees_everybody (me));
}

/* Adds what @me may read of the notes that it finds. */
static void
take_notes (const DuoPersonRecord *me, DuoQuery *query, GPtrArray *notes)
{
  duo_query_bind_text (query, ":me", me->id);
  while (duo_query_next (query))
    {
      g_autoptr (DuoNoteRecord) note = duo_rows_read_note (query);

      if (duo_note_record_is_seen_by (note, me->id, me->role, me->company))
        g_ptr_array_add (notes, g_steal_pointer (&note));
    }
}

static void
load_companies (Page *page)
{
  g_autoptr (DuoQuery) query = duo_database_query (page->database, "changed-companies");

  bind_window (page, query);
  while (duo_query_next (query))
    g_ptr_array_add (page->page->companies, duo_rows_read_company (query));
}

static void
add_gone (Page *page, const char *kind, const char *id)
{
  if (page->since > 0)
    g_ptr_array_add (page->page->gone, g_strconcat (kind, ":", id, NULL));
}

static gboolean
is_seen (const DuoPersonRecord *me, const DuoPersonRecord *person)
{
  return person->listed || duo_person_record_is_colleague (me, person) || sees_everybody (me);
}

static void
load_people (Page *page)
{
  g_autoptr (DuoQuery) query = duo_database_query (page->database, "changed-people");

  bind_window (page, query);
  bind_people (page->me, query);
  while (duo_query_next (query))
    {
      DuoPersonRecord *person;

      if (duo_query_get_int (query, "removed") != 0)
        continue; /* its tombstone says so */
      person = duo_rows_read_person (query);
      if (is_seen (page->me, person))
        {
          g_ptr_array_add (page->page->people, person);
          continue;
        }
      add_gone (page, "person", person->id);
      duo_person_record_free (person);
    }
}

static void
load_chats (Page *page)
{
  g_autoptr (DuoQuery) query = duo_database_query (page->database, "changed-chats");

  bind_window (page, query);
  bind_chats (page->me, query);
  while (duo_query_next (query))
    g_ptr_array_add (page->page->chats, duo_rows_read_chat (query));
}

static void
load_notes (Page *page)
{
  g_autoptr (DuoQuery) query = duo_database_query (page->database, "changed-notes");

  bind_window (page, query);
  take_notes (page->me, query, page->page->notes);
}

/* The page that reaches the rev of the change tells of it. */
static void
load_event (Page *page)
{
  g_autoptr (DuoEventRecord) event = duo_rows_load_event (page->database, page->me->event);

  if (event != NULL && event->changed > page->since && event->changed <= page->page->upto)
    page->page->event = g_steal_pointer (&event);
}

/* What came back after it was gone is not gone. */
static gboolean
is_in_page (Page *page, const char *id)
{
  for (guint i = 0; i < page->page->chats->len; i++)
    {
      if (g_str_equal (((const DuoChatRecord *) g_ptr_array_index (page->page->chats, i))->id, id))
        return TRUE;
    }
  for (guint i = 0; i < page->page->people->len; i++)
    {
      if (g_str_equal (((const DuoPersonRecord *) g_ptr_array_index (page->page->people, i))->id, id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_note_in_page (Page *page, const char *id)
{
  for (guint i = 0; i < page->page->notes->len; i++)
    {
      g_autofree char *key = duo_note_record_dup_key (g_ptr_array_index (page->page->notes, i));

      if (g_str_equal (key, id))
        return TRUE;
    }
  return FALSE;
}

static void
load_tombstones (Page *page)
{
  g_autoptr (DuoQuery) query = duo_database_query (page->database, "changed-tombstones");

  bind_window (page, query);
  duo_query_bind_text (query, ":me", page->me->id);
  duo_query_bind_text (query, ":company", page->me->company);
  while (duo_query_next (query))
    {
      const char *id = duo_query_get_text (query, "id");

      if (!is_in_page (page, id) && !is_note_in_page (page, id))
        add_gone (page, duo_query_get_text (query, "kind"), id);
    }
}

/* The rev of the record that fills the page: all of that rev still belongs to it, so no rev is ever split. */
static gint64
find_page_end (Page *page, guint limit, gint64 newest)
{
  g_autoptr (DuoQuery) query = duo_database_query (page->database, "page-end");

  duo_query_bind_text (query, ":event", page->me->event);
  duo_query_bind_int (query, ":since", page->since);
  bind_people (page->me, query);
  duo_query_bind_text (query, ":me", page->me->id);
  duo_query_bind_int (query, ":offset", limit > 0 ? limit - 1 : 0);
  return duo_query_next (query) ? duo_query_get_int (query, "rev") : newest;
}

static gint64
load_newest (DuoDatabase *database, const char *event)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "event-by-id");

  duo_query_bind_text (query, ":id", event);
  return duo_query_next (query) ? duo_query_get_int (query, "rev") : 0;
}

static DuoChanges *
changes_new (void)
{
  DuoChanges *changes = g_new0 (DuoChanges, 1);

  changes->companies = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_company_record_free);
  changes->people = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_person_record_free);
  changes->chats = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_chat_record_free);
  changes->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_note_record_free);
  changes->gone = g_ptr_array_new_with_free_func (g_free);
  return changes;
}

DuoChanges *
duo_reads_load_changes (
    DuoDatabase *database, const char *event, const char *account, gint64 since, guint limit)
{
  g_autoptr (DuoPersonRecord) me = duo_rows_load_participation (database, event, account);
  g_autoptr (DuoChanges) changes = changes_new ();
  Page page = {database, me, since, changes};
  gint64 newest;

  if (me == NULL)
    {
      duo_database_fail (database, DUO_STORE_ERROR_NOT_FOUND, "there is no such event");
      return NULL;
    }
  newest = load_newest (database, event);
  changes->upto = find_page_end (&page, limit, newest);
  changes->more = changes->upto < newest;
  load_event (&page);
  load_companies (&page);
  load_people (&page);
  load_chats (&page);
  load_notes (&page);
  load_tombstones (&page);
  return g_steal_pointer (&changes);
}

GPtrArray *
duo_reads_load_chats (DuoDatabase *database, const char *event, const char *account)
{
  g_autoptr (DuoPersonRecord) me = duo_rows_load_participation (database, event, account);
  g_autoptr (DuoQuery) query = NULL;
  GPtrArray *chats;

  if (me == NULL)
    {
      duo_database_fail (database, DUO_STORE_ERROR_NOT_FOUND, "there is no such event");
      return NULL;
    }
  chats = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_chat_record_free);
  query = duo_database_query (database, "chats-of-participation");
  duo_query_bind_text (query, ":event", event);
  bind_chats (me, query);
  while (duo_query_next (query))
    g_ptr_array_add (chats, duo_rows_read_chat (query));
  return chats;
}

GPtrArray *
duo_reads_load_notes (DuoDatabase *database, const char *event, const char *account)
{
  g_autoptr (DuoPersonRecord) me = duo_rows_load_participation (database, event, account);
  g_autoptr (DuoQuery) query = NULL;
  GPtrArray *notes;

  if (me == NULL)
    {
      duo_database_fail (database, DUO_STORE_ERROR_NOT_FOUND, "there is no such event");
      return NULL;
    }
  notes = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_note_record_free);
  query = duo_database_query (database, "notes-of-participation");
  duo_query_bind_text (query, ":event", event);
  take_notes (me, query, notes);
  return notes;
}
