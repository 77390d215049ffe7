/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rows-private.h"
#include "duo-store.h"

DuoCvRecord *
duo_rows_load_cv (DuoDatabase *database, const char *person)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "cv");

  duo_query_bind_text (query, ":person", person);
  if (!duo_query_next (query))
    return NULL;
  return duo_cv_record_new (duo_query_get_text (query, "name"), duo_query_get_int (query, "size"),
                            duo_query_get_int (query, "uploaded"));
}

GBytes *
duo_rows_load_cv_body (DuoDatabase *database, const char *person)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "cv-body");

  duo_query_bind_text (query, ":person", person);
  return duo_query_next (query) ? duo_query_dup_blob (query, "body") : NULL;
}

static gboolean
is_met (DuoDatabase *database, const DuoPersonRecord *talent, const DuoPersonRecord *me)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "talent-is-met");

  duo_query_bind_text (query, ":talent", talent->id);
  duo_query_bind_text (query, ":me", me->id);
  duo_query_bind_text (query, ":company", me->role == DUO_ROLE_RECRUITER ? me->company : NULL);
  return duo_query_next (query);
}

DuoRole
duo_rows_load_role_to_talent (DuoDatabase *database, const char *person, const char *account)
{
  g_autoptr (DuoPersonRecord) talent = duo_rows_load_person (database, person);
  g_autoptr (DuoPersonRecord) me = NULL;

  if (talent == NULL)
    return DUO_ROLE_STRANGER;
  me = duo_rows_load_participation (database, talent->event, account);
  return me ? duo_person_record_get_role_to_talent (me, talent, is_met (database, talent, me))
            : DUO_ROLE_STRANGER;
}

/* The chats are as they were: who may read the CV is told of it, and nobody else of anything. */
static void
tell_chats (DuoDatabase *database, const char *talent, DuoEffects *effects)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "chats-of-talent");

  duo_query_bind_text (query, ":talent", talent);
  while (duo_query_next (query))
    {
      g_autoptr (DuoChatRecord) chat = duo_rows_read_chat (query);

      duo_effects_add_cv (effects, chat);
    }
}

static void
mark (DuoDatabase *database, const char *talent, gint64 rev)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "put-cv-rev");

  duo_query_bind_text (query, ":id", talent);
  duo_query_bind_int (query, ":rev", rev);
  duo_query_run (query);
}

/* (transfer full): id, event, id, event … of the account's participations as a talent */
static GPtrArray *
list_talents (DuoDatabase *database, const char *account)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "talents-of-account");
  GPtrArray *talents = g_ptr_array_new_with_free_func (g_free);

  duo_query_bind_text (query, ":account", account);
  while (duo_query_next (query))
    {
      g_ptr_array_add (talents, duo_query_dup_text (query, "id"));
      g_ptr_array_add (talents, duo_query_dup_text (query, "event"));
    }
  return talents;
}

static gboolean
put (DuoDatabase *database, const char *account, const DuoCvRecord *cv, GBytes *body)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, cv ? "put-cv" : "remove-cv");

  duo_query_bind_text (query, ":account", account);
  if (cv != NULL)
    {
      duo_query_bind_text (query, ":name", cv->name);
      duo_query_bind_int (query, ":size", cv->size);
      duo_query_bind_int (query, ":uploaded", cv->uploaded);
      duo_query_bind_bytes (query, ":body", body);
    }
  return duo_query_run (query) > 0;
}

void
duo_rows_save_cv (
    DuoDatabase *database, const char *account, const DuoCvRecord *cv, GBytes *body, DuoEffects *effects)
{
  g_autoptr (GPtrArray) talents = list_talents (database, account);

  if (talents->len == 0)
    {
      duo_database_fail (database, DUO_STORE_ERROR_NOT_FOUND, "the account is no talent's");
      return;
    }
  if (!put (database, account, cv, body))
    return;
  for (guint i = 0; i < talents->len; i += 2)
    {
      mark (database, talents->pdata[i], duo_effects_bump (effects, database, talents->pdata[i + 1]));
      tell_chats (database, talents->pdata[i], effects);
    }
}
