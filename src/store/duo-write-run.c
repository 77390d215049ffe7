/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-write-run-private.h"
#include "duo-audit-private.h"
#include "duo-rows-private.h"
#include "duo-store.h"
#include "duo-visits.h"

typedef struct
{
  DuoDatabase *database;
  DuoEffects *effects;
  gint64 now;
} Run;

/* The next rev of @event for a record of its directory. */
static gint64
bump_directory (Run *run, const char *event)
{
  gint64 rev = duo_effects_bump_again (run->effects, run->database, event);

  if (rev != 0)
    duo_effects_note_directory (run->effects, event);
  return rev;
}

static void
put_account (Run *run, const DuoWriteItem *item)
{
  const DuoAccountRecord *account = item->record;
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "put-account");
  g_autofree char *email = g_utf8_strdown (account->email, -1);

  duo_query_bind_text (query, ":id", account->id);
  duo_query_bind_text (query, ":email", email);
  duo_query_bind_text (query, ":name", account->name);
  duo_query_bind_text (query, ":password", account->password);
  duo_query_run (query);
}

static void
put_event (Run *run, const DuoWriteItem *item)
{
  duo_rows_save_event (run->database, item->record, run->effects);
}

static void
put_company (Run *run, const DuoWriteItem *item)
{
  const DuoCompanyRecord *company = item->record;
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "put-company");

  duo_rows_bind_company (query, company, bump_directory (run, company->event));
  duo_query_run (query);
}

static void
put_person (Run *run, const DuoWriteItem *item)
{
  const DuoPersonRecord *person = item->record;
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "put-person");

  duo_rows_bind_person (query, person, bump_directory (run, person->event));
  duo_query_run (query);
}

/* (nullable): with an error in the database where there is none */
static DuoPersonRecord *
find_person (Run *run, const char *id)
{
  DuoPersonRecord *person = duo_rows_load_person (run->database, id);

  if (person == NULL)
    duo_database_fail (run->database, DUO_STORE_ERROR_NOT_FOUND, "there is no such person");
  return person;
}

static void
change_person (Run *run, const DuoWriteItem *item)
{
  const DuoPersonRecord *person = item->record;
  g_autoptr (DuoPersonRecord) present = find_person (run, person->id);

  if (present == NULL)
    return;
  if (present->rev == person->rev)
    put_person (run, item);
  else
    duo_database_fail (run->database, DUO_STORE_ERROR_STALE, "somebody else changed it meanwhile");
}

static void
run_with_id (Run *run, const char *statement, const char *parameter, const char *id)
{
  g_autoptr (DuoQuery) query = duo_database_query (run->database, statement);

  duo_query_bind_text (query, parameter, id);
  duo_query_run (query);
}

static void
add_session (Run *run, const DuoWriteItem *item)
{
  const DuoSessionRecord *session = item->record;
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "add-session");

  duo_query_bind_text (query, ":id", session->id);
  duo_query_bind_text (query, ":account", session->account);
  duo_query_bind_blob (query, ":token_hash", session->token_hash, sizeof session->token_hash);
  duo_query_bind_blob (query, ":device_key", session->device_key, sizeof session->device_key);
  duo_query_bind_text (query, ":device_name", session->device_name);
  duo_query_bind_int (query, ":expires", session->expires);
  duo_query_bind_int (query, ":since", run->now);
  duo_query_run (query);
  duo_rows_end_other_sessions (run->database, session->account, session->id);
}

static void
touch_session (Run *run, const DuoWriteItem *item)
{
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "touch-session");

  duo_query_bind_text (query, ":id", item->id);
  duo_query_bind_int (query, ":expires", item->when);
  duo_query_run (query);
}

static void
revoke_session (Run *run, const DuoWriteItem *item)
{
  run_with_id (run, "revoke-session", ":id", item->id);
}

static void
revoke_sessions (Run *run, const DuoWriteItem *item)
{
  run_with_id (run, "revoke-sessions", ":account", item->id);
  run_with_id (run, "revoke-vouches", ":account", item->id);
}

static void
forget_sessions (Run *run, const DuoWriteItem *item)
{
  g_autoptr (DuoQuery) sessions = duo_database_query (run->database, "forget-sessions");

  duo_query_bind_int (sessions, ":now", item->when);
  duo_query_run (sessions);
  duo_rows_forget_vouches (run->database, item->when);
}

static void
put_vouch (Run *run, const DuoWriteItem *item)
{
  duo_rows_save_vouch (run->database, item->id, item->record, run->now);
}

/* A chat on that day is nobody's change of it: only who sets a day meets who has set it. One that is so already is what
 * was wanted: the answer to it may have been lost, and it is said again. */
static gboolean
check_day_seen (Run *run, const DuoWriteItem *item, const char *blocked)
{
  const DuoAvailability *day = item->record;
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "availability-rev");

  duo_query_bind_text (query, ":person", item->id);
  duo_query_bind_text (query, ":date", day->date);
  if (!duo_query_next (query) || duo_query_get_int (query, "rev") <= item->seen)
    return TRUE;
  if (duo_query_get_int (query, "minutes") == day->minutes &&
      g_strcmp0 (duo_query_get_text (query, "place"), day->place) == 0 &&
      g_strcmp0 (duo_query_get_text (query, "blocked"), blocked) == 0)
    return TRUE;
  duo_database_fail (run->database, DUO_STORE_ERROR_STALE, "somebody else set this day meanwhile");
  return FALSE;
}

static void
put_availability (Run *run, const DuoWriteItem *item)
{
  const DuoAvailability *day = item->record;
  g_autoptr (DuoPersonRecord) person = find_person (run, item->id);
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "put-availability");
  g_autofree char *blocked = duo_rows_format_blocked (day->blocked);

  if (person == NULL || !check_day_seen (run, item, blocked))
    return;
  duo_query_bind_text (query, ":person", person->id);
  duo_query_bind_int (query, ":rev", duo_effects_bump (run->effects, run->database, person->event));
  duo_query_bind_text (query, ":date", day->date);
  duo_query_bind_int (query, ":minutes", day->minutes);
  duo_query_bind_text (query, ":place", day->place);
  duo_query_bind_text (query, ":blocked", blocked);
  duo_query_run (query);
  duo_effects_note_recruiter (run->effects, run->database, person->event, person->id);
}

static void
put_settings (Run *run, const DuoWriteItem *item)
{
  g_autoptr (DuoPersonRecord) person = find_person (run, item->id);
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "put-settings");

  if (person == NULL)
    return;
  duo_query_bind_text (query, ":id", person->id);
  duo_query_bind_int (query, ":direct", item->settings.direct);
  duo_query_bind_int (query, ":paused", item->settings.paused);
  duo_query_bind_text (query, ":question", item->settings.question);
  duo_query_bind_int (query, ":rev", bump_directory (run, person->event));
  duo_query_run (query);
}

static void
put_note (Run *run, const DuoWriteItem *item)
{
  duo_rows_save_note (run->database, item->record, item->seen, run->now, run->effects);
}

static void
resume_visit (Run *run, const DuoWriteItem *item)
{
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "resume-visit");

  duo_query_bind_text (query, ":chat", item->id);
  duo_query_bind_text (query, ":side", duo_role_to_string (item->side));
  duo_query_bind_int (query, ":since", item->when - DUO_SAME_VISIT_SECONDS);
  duo_query_run (query);
}

/* Where a visit is open, then or before, another is none. */
static void
enter_room (Run *run, const DuoWriteItem *item)
{
  g_autoptr (DuoQuery) query = NULL;

  resume_visit (run, item);
  query = duo_database_query (run->database, "enter-room");
  duo_query_bind_text (query, ":chat", item->id);
  duo_query_bind_text (query, ":side", duo_role_to_string (item->side));
  duo_query_bind_int (query, ":entered", item->when);
  duo_query_run (query);
}

static void
leave_room (Run *run, const DuoWriteItem *item)
{
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "leave-room");

  duo_query_bind_text (query, ":chat", item->id);
  duo_query_bind_text (query, ":side", duo_role_to_string (item->side));
  duo_query_bind_int (query, ":left_at", item->when);
  duo_query_run (query);
}

static void
leave_all_rooms (Run *run, const DuoWriteItem *item)
{
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "leave-all-rooms");

  duo_query_bind_int (query, ":left_at", item->when);
  duo_query_run (query);
}

static void
add_audit (Run *run, const DuoWriteItem *item)
{
  duo_audit_add (run->database, run->now, item->id, item->action, item->detail);
}

static void
put_cv (Run *run, const DuoWriteItem *item)
{
  duo_rows_save_cv (run->database, item->id, item->record, item->body, run->effects);
}

static void (*const runners[DUO_N_WRITES]) (Run *run, const DuoWriteItem *item) = {
    [DUO_WRITE_ACCOUNT] = put_account,
    [DUO_WRITE_EVENT] = put_event,
    [DUO_WRITE_COMPANY] = put_company,
    [DUO_WRITE_PERSON] = put_person,
    [DUO_WRITE_CHANGED_PERSON] = change_person,
    [DUO_WRITE_SESSION] = add_session,
    [DUO_WRITE_TOUCH_SESSION] = touch_session,
    [DUO_WRITE_REVOKE_SESSION] = revoke_session,
    [DUO_WRITE_REVOKE_SESSIONS] = revoke_sessions,
    [DUO_WRITE_FORGET_SESSIONS] = forget_sessions,
    [DUO_WRITE_VOUCH] = put_vouch,
    [DUO_WRITE_AVAILABILITY] = put_availability,
    [DUO_WRITE_SETTINGS] = put_settings,
    [DUO_WRITE_NOTE] = put_note,
    [DUO_WRITE_CV] = put_cv,
    [DUO_WRITE_ENTER_ROOM] = enter_room,
    [DUO_WRITE_LEAVE_ROOM] = leave_room,
    [DUO_WRITE_LEAVE_ALL_ROOMS] = leave_all_rooms,
    [DUO_WRITE_AUDIT] = add_audit,
};

void
duo_write_run (DuoDatabase *database, DuoEffects *effects, const DuoWrite *write, gint64 now)
{
  Run run = {database, effects, now};

  for (guint i = 0; i < write->items->len && duo_database_is_well (database); i++)
    {
      const DuoWriteItem *item = g_ptr_array_index (write->items, i);

      runners[item->kind](&run, item);
    }
}
