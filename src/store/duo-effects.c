/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-effects-private.h"
#include "duo-store.h"

static void
event_effect_free (DuoEventEffect *effect)
{
  g_free (effect->event);
  g_ptr_array_unref (effect->outcomes);
  g_ptr_array_unref (effect->recruiters);
  g_ptr_array_unref (effect->notes);
  g_ptr_array_unref (effect->cvs);
  g_free (effect);
}

DuoEffects *
duo_effects_new (void)
{
  DuoEffects *self = g_new0 (DuoEffects, 1);

  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_effect_free);
  return self;
}

void
duo_effects_free (DuoEffects *self)
{
  g_ptr_array_unref (self->events);
  g_clear_pointer (&self->sessions, g_hash_table_unref);
  g_free (self);
}

static DuoEventEffect *
find (DuoEffects *self, const char *event)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      DuoEventEffect *effect = g_ptr_array_index (self->events, i);

      if (g_str_equal (effect->event, event))
        return effect;
    }
  return NULL;
}

static DuoEventEffect *
ensure (DuoEffects *self, const char *event)
{
  DuoEventEffect *effect = find (self, event);

  if (effect != NULL)
    return effect;
  effect = g_new0 (DuoEventEffect, 1);
  effect->event = g_strdup (event);
  effect->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_outcome_free);
  effect->recruiters = g_ptr_array_new_with_free_func (g_free);
  effect->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_note_record_free);
  effect->cvs = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_chat_record_free);
  g_ptr_array_add (self->events, effect);
  return effect;
}

gint64
duo_effects_bump_again (DuoEffects *self, DuoDatabase *database, const char *event)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "bump-event");
  DuoEventEffect *effect;

  duo_query_bind_text (query, ":id", event);
  if (!duo_query_next (query))
    {
      duo_database_fail (database, DUO_STORE_ERROR_NOT_FOUND, "there is no such event");
      return 0;
    }
  effect = ensure (self, event);
  effect->rev = duo_query_get_int (query, "rev");
  return effect->rev;
}

gint64
duo_effects_bump (DuoEffects *self, DuoDatabase *database, const char *event)
{
  DuoEventEffect *effect = find (self, event);

  return effect != NULL ? effect->rev : duo_effects_bump_again (self, database, event);
}

void
duo_effects_note_recruiter (DuoEffects *self, DuoDatabase *database, const char *event, const char *recruiter)
{
  DuoEventEffect *effect;

  duo_effects_bump (self, database, event);
  effect = ensure (self, event);
  if (!g_ptr_array_find_with_equal_func (effect->recruiters, recruiter, g_str_equal, NULL))
    g_ptr_array_add (effect->recruiters, g_strdup (recruiter));
}

void
duo_effects_bump_calendars (DuoEffects *self, DuoDatabase *database, const char *account)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "recruiter-events");

  duo_query_bind_text (query, ":account", account);
  while (duo_query_next (query))
    duo_effects_note_recruiter (self, database, duo_query_get_text (query, "event"),
                                duo_query_get_text (query, "id"));
}

void
duo_effects_note_directory (DuoEffects *self, const char *event)
{
  ensure (self, event)->directory = TRUE;
}

void
duo_effects_note_foreign (DuoEffects *self, const char *event, gint64 rev)
{
  DuoEventEffect *effect = ensure (self, event);

  effect->rev = MAX (effect->rev, rev);
  effect->directory = TRUE;
}

void
duo_effects_note_sessions (DuoEffects *self, DuoDatabase *database)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "session-ids");

  g_clear_pointer (&self->sessions, g_hash_table_unref);
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (duo_query_next (query))
    g_hash_table_add (self->sessions, g_strdup (duo_query_get_text (query, "id")));
}

void
duo_effects_note_outcome (DuoEffects *self, const DuoOutcome *outcome)
{
  g_ptr_array_add (ensure (self, outcome->chat->event)->outcomes, duo_outcome_copy (outcome));
}

void
duo_effects_add_note (DuoEffects *self, const DuoNoteRecord *note)
{
  g_ptr_array_add (ensure (self, note->event)->notes, duo_note_record_copy (note));
}

void
duo_effects_add_cv (DuoEffects *self, const DuoChatRecord *chat)
{
  g_ptr_array_add (ensure (self, chat->event)->cvs, duo_chat_record_copy (chat));
}

static void
merge_notes (GPtrArray *notes, GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (notes, duo_note_record_copy (g_ptr_array_index (more, i)));
}

static void
merge_recruiters (GPtrArray *recruiters, GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    {
      const char *id = g_ptr_array_index (more, i);

      if (!g_ptr_array_find_with_equal_func (recruiters, id, g_str_equal, NULL))
        g_ptr_array_add (recruiters, g_strdup (id));
    }
}

/* Of what a batch does to a CV the last counts. Chats of one talent stand together. */
static void
merge_cvs (GPtrArray *cvs, GPtrArray *more)
{
  g_autoptr (GHashTable) talents = g_hash_table_new (g_str_hash, g_str_equal);
  guint kept = 0;

  for (guint i = 0; i < more->len; i++)
    g_hash_table_add (talents, ((DuoChatRecord *) more->pdata[i])->talent);
  for (guint i = 0; i < cvs->len; i++)
    {
      DuoChatRecord *chat = cvs->pdata[i];

      if (g_hash_table_contains (talents, chat->talent))
        continue;
      cvs->pdata[i] = cvs->pdata[kept];
      cvs->pdata[kept++] = chat;
    }
  g_ptr_array_set_size (cvs, (int) kept);
  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (cvs, duo_chat_record_copy (more->pdata[i]));
}

void
duo_effects_merge (DuoEffects *self, DuoEffects *job)
{
  for (guint i = 0; i < job->events->len; i++)
    {
      DuoEventEffect *from = g_ptr_array_index (job->events, i);
      DuoEventEffect *into = ensure (self, from->event);

      into->rev = MAX (into->rev, from->rev);
      g_ptr_array_extend_and_steal (into->outcomes, g_steal_pointer (&from->outcomes));
      from->outcomes = g_ptr_array_new ();
      into->directory = into->directory || from->directory;
      merge_recruiters (into->recruiters, from->recruiters);
      merge_notes (into->notes, from->notes);
      merge_cvs (into->cvs, from->cvs);
    }
}
