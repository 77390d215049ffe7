/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-foreign-private.h"
#include "duo-rows-private.h"

struct _DuoForeign
{
  DuoDatabase *database;
  GHashTable *revs; /* event → gint64: up to which rev all was told */
  gint64 version;   /* of the last confirmed look */
  gint64 seen;      /* of the last look */
};

static gint64
read_version (DuoForeign *self)
{
  g_autoptr (DuoQuery) query = duo_database_query (self->database, "data-version");

  return duo_query_next (query) ? duo_query_get_int (query, "data_version") : self->version;
}

static gint64
get_rev (DuoForeign *self, const char *event)
{
  const gint64 *rev = g_hash_table_lookup (self->revs, event);

  return rev != NULL ? *rev : 0;
}

static void
set_rev (DuoForeign *self, const char *event, gint64 rev)
{
  g_hash_table_replace (self->revs, g_strdup (event), g_memdup2 (&rev, sizeof rev));
}

static void
load_revs (DuoForeign *self)
{
  g_autoptr (DuoQuery) query = duo_database_query (self->database, "event-revs");

  while (duo_query_next (query))
    set_rev (self, duo_query_get_text (query, "id"), duo_query_get_int (query, "rev"));
}

DuoForeign *
duo_foreign_new (DuoDatabase *database)
{
  DuoForeign *self = g_new0 (DuoForeign, 1);

  self->database = database;
  self->revs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->version = self->seen = read_version (self);
  load_revs (self);
  return self;
}

void
duo_foreign_free (DuoForeign *self)
{
  g_hash_table_unref (self->revs);
  g_free (self);
}

gboolean
duo_foreign_is_there (DuoForeign *self)
{
  self->seen = read_version (self);
  return self->seen != self->version;
}

/* What was done to a chat is known by what became of it: whoever is told of it looks at that. */
static DuoVerb
guess_verb (DuoChatState state)
{
  return state == DUO_CHAT_CANCELLED ? DUO_VERB_CANCEL : DUO_VERB_RESCHEDULE;
}

static void
collect_chats (DuoForeign *self, DuoEffects *effects, const char *event)
{
  g_autoptr (DuoQuery) query = duo_database_query (self->database, "chats-since");

  duo_query_bind_text (query, ":event", event);
  duo_query_bind_int (query, ":since", get_rev (self, event));
  while (duo_query_next (query))
    {
      g_autoptr (DuoChatRecord) chat = duo_rows_read_chat (query);
      DuoOutcome outcome = {
          .code = DUO_OUTCOME_DONE, .verb = guess_verb (chat->state), .chat = chat, .rev = chat->rev};

      duo_effects_note_recruiter (effects, self->database, event, chat->recruiter);
      duo_effects_note_outcome (effects, &outcome);
    }
}

static void
collect_notes (DuoForeign *self, DuoEffects *effects, const char *event)
{
  g_autoptr (DuoQuery) query = duo_database_query (self->database, "notes-since");

  duo_query_bind_text (query, ":event", event);
  duo_query_bind_int (query, ":since", get_rev (self, event));
  while (duo_query_next (query))
    {
      g_autoptr (DuoNoteRecord) note = duo_rows_read_note (query);

      duo_effects_add_note (effects, note);
    }
}

void
duo_foreign_collect (DuoForeign *self, DuoEffects *effects)
{
  g_autoptr (DuoQuery) query = duo_database_query (self->database, "event-revs");

  duo_effects_note_sessions (effects, self->database);
  while (duo_query_next (query))
    {
      const char *event = duo_query_get_text (query, "id");
      gint64 rev = duo_query_get_int (query, "rev");

      if (rev <= get_rev (self, event))
        continue;
      duo_effects_note_foreign (effects, event, rev);
      collect_chats (self, effects, event);
      collect_notes (self, effects, event);
    }
}

void
duo_foreign_confirm (DuoForeign *self, const DuoEffects *effects)
{
  self->version = self->seen;
  for (guint i = 0; i < effects->events->len; i++)
    {
      const DuoEventEffect *effect = effects->events->pdata[i];

      set_rev (self, effect->event, MAX (effect->rev, get_rev (self, effect->event)));
    }
}
