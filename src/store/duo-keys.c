/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-keys-private.h"
#include "duo-store.h"

#define KEPT_SECONDS (48 * 3600)
#define CHAT_TYPE "(ssssuxxmsmsmsmsuuxxx)"
#define OUTCOME_TYPE "(uuuuxm" CHAT_TYPE "uuu)"

/* Answers that were kept before chats had an extension lack the last; before that, an absence and a delay too. */
static const char *const outcome_types[] = {OUTCOME_TYPE, "(uuuuxm" CHAT_TYPE "uu)", "(uuuuxm" CHAT_TYPE ")"};

static GVariant *
pack_chat (const DuoChatRecord *chat)
{
  return g_variant_new (CHAT_TYPE, chat->id, chat->event, chat->recruiter, chat->talent, (guint) chat->state,
                        chat->range.start, chat->range.end, chat->message, chat->question, chat->answer,
                        chat->reason, (guint) chat->acted, (guint) chat->moved_by, chat->created,
                        chat->changed, chat->rev);
}

static DuoChatRecord *
unpack_chat (GVariant *packed)
{
  DuoChatRecord *chat = duo_chat_record_new ();
  guint state, acted, moved_by;

  g_variant_get (packed, CHAT_TYPE, &chat->id, &chat->event, &chat->recruiter, &chat->talent, &state,
                 &chat->range.start, &chat->range.end, &chat->message, &chat->question, &chat->answer,
                 &chat->reason, &acted, &moved_by, &chat->created, &chat->changed, &chat->rev);
  chat->state = (DuoChatState) state;
  chat->acted = (DuoRole) acted;
  chat->moved_by = (DuoRole) moved_by;
  return chat;
}

/* As text: it reads the same on every machine, and by eye. */
static char *
format_outcome (const DuoOutcome *outcome)
{
  GVariant *chat = outcome->chat != NULL ? pack_chat (outcome->chat) : NULL;
  const DuoChatRecord *record = outcome->chat;
  g_autoptr (GVariant) packed = g_variant_ref_sink (g_variant_new (
      "(uuuux@m" CHAT_TYPE "uuu)", (guint) outcome->code, (guint) outcome->refusal, (guint) outcome->verb,
      outcome->minutes, outcome->rev, g_variant_new_maybe (G_VARIANT_TYPE (CHAT_TYPE), chat),
      record != NULL ? (guint) record->absent : 0, record != NULL ? record->late : 0,
      record != NULL ? record->extended : 0));

  return g_variant_print (packed, FALSE);
}

static GVariant *
parse_packed (const char *text)
{
  GVariant *packed = NULL;

  for (gsize i = 0; packed == NULL && i < G_N_ELEMENTS (outcome_types); i++)
    packed = g_variant_parse (G_VARIANT_TYPE (outcome_types[i]), text, NULL, NULL, NULL);
  return packed;
}

static void
unpack_news (GVariant *packed, DuoChatRecord *chat)
{
  gsize count = g_variant_n_children (packed);
  guint absent = DUO_ABSENT_NOBODY;

  if (count > 7)
    {
      g_variant_get_child (packed, 6, "u", &absent);
      g_variant_get_child (packed, 7, "u", &chat->late);
    }
  if (count > 8)
    g_variant_get_child (packed, 8, "u", &chat->extended);
  chat->absent = (DuoAbsence) absent;
}

/* (nullable): where it cannot be read it stands for nothing, and its command is judged as if it came for the first time:
 * one answer that nobody can read must not stop a service. */
static DuoOutcome *
parse_outcome (const char *text)
{
  g_autoptr (GVariant) packed = parse_packed (text);
  g_autoptr (GVariant) chat = NULL;
  DuoOutcome *outcome;
  guint code = DUO_OUTCOME_N, refusal = 0, verb = 0;

  if (packed == NULL)
    {
      g_warning ("a stored answer cannot be read: %.200s", text);
      return NULL;
    }
  outcome = g_new0 (DuoOutcome, 1);
  g_variant_get_child (packed, 0, "u", &code);
  g_variant_get_child (packed, 1, "u", &refusal);
  g_variant_get_child (packed, 2, "u", &verb);
  g_variant_get_child (packed, 3, "u", &outcome->minutes);
  g_variant_get_child (packed, 4, "x", &outcome->rev);
  chat = g_variant_get_child_value (packed, 5);
  outcome->code = (DuoOutcomeCode) code;
  outcome->refusal = (DuoRefusal) refusal;
  outcome->verb = (DuoVerb) verb;
  outcome->repeated = TRUE;
  if (g_variant_n_children (chat) == 1)
    {
      g_autoptr (GVariant) inner = g_variant_get_child_value (chat, 0);

      outcome->chat = unpack_chat (inner);
      unpack_news (packed, outcome->chat);
    }
  return outcome;
}

DuoOutcome *
duo_keys_find (DuoDatabase *database, const DuoCommand *command, gint64 now)
{
  g_autoptr (DuoQuery) query = NULL;
  DuoOutcome *outcome;

  if (command->account == NULL || command->key == NULL)
    return NULL;
  query = duo_database_query (database, "key");
  duo_query_bind_text (query, ":account", command->account);
  duo_query_bind_text (query, ":name", command->key);
  duo_query_bind_int (query, ":oldest", now - KEPT_SECONDS);
  if (!duo_query_next (query))
    return NULL;
  if (g_strcmp0 (duo_query_get_text (query, "digest"), command->digest) == 0)
    return parse_outcome (duo_query_get_text (query, "outcome"));
  outcome = g_new0 (DuoOutcome, 1);
  outcome->code = DUO_OUTCOME_KEY_REUSED;
  outcome->verb = command->verb;
  return outcome;
}

void
duo_keys_keep (DuoDatabase *database, const DuoCommand *command, const DuoOutcome *outcome, gint64 now)
{
  g_autoptr (DuoQuery) query = NULL;
  g_autofree char *text = NULL;

  if (command->account == NULL || command->key == NULL)
    return;
  query = duo_database_query (database, "keep-key");
  text = format_outcome (outcome);
  duo_query_bind_text (query, ":account", command->account);
  duo_query_bind_text (query, ":name", command->key);
  duo_query_bind_text (query, ":digest", command->digest != NULL ? command->digest : "");
  duo_query_bind_text (query, ":outcome", text);
  duo_query_bind_int (query, ":kept", now);
  duo_query_run (query);
}

void
duo_keys_forget (DuoDatabase *database, gint64 now)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "forget-keys");

  duo_query_bind_int (query, ":oldest", now - KEPT_SECONDS);
  duo_query_run (query);
}
