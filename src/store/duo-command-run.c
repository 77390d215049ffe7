/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-command-run-private.h"
#include "duo-calendar-private.h"
#include "duo-free-text.h"
#include "duo-id.h"
#include "duo-rows-private.h"
#include "duo-situation-private.h"
#include "duo-visits.h"

typedef struct
{
  DuoDatabase *database;
  DuoEffects *effects;
  const DuoCommand *command;
  gint64 now;
  DuoVerb verb; /* closing a room becomes one of two, by the visits */
  DuoRole role;
  DuoSituation *situation;
  DuoPersonRecord *successor; /* (nullable): who takes the chat over */
  DuoChatRecord *next;        /* the chat as it will be */
  gint64 planned;
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->situation, duo_situation_free);
  g_clear_pointer (&run->successor, duo_person_record_free);
  g_clear_pointer (&run->next, duo_chat_record_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static DuoOutcome *
outcome_new (Run *run, DuoOutcomeCode code, const DuoChatRecord *chat)
{
  DuoOutcome *outcome = g_new0 (DuoOutcome, 1);

  outcome->code = code;
  outcome->verb = run->verb;
  outcome->chat = chat != NULL ? duo_chat_record_copy (chat) : NULL;
  outcome->rev = chat != NULL ? chat->rev : 0;
  return outcome;
}

static DuoOutcome *
refuse (Run *run, DuoRefusal refusal, const DuoChatRecord *chat)
{
  /* Whoever is told that there is nothing must not be shown it. */
  DuoOutcome *outcome =
      outcome_new (run, DUO_OUTCOME_REFUSED, refusal != DUO_REFUSAL_NOT_FOUND ? chat : NULL);

  outcome->refusal = refusal;
  return outcome;
}

static gboolean
is_verb_for_successor (DuoVerb verb)
{
  return verb == DUO_VERB_HAND_OVER || verb == DUO_VERB_REASSIGN;
}

static gboolean
is_verb_for_slot (DuoVerb verb)
{
  return verb == DUO_VERB_BOOK || verb == DUO_VERB_PICK || verb == DUO_VERB_RESCHEDULE;
}

/* ── who and what it is about ── */

static gboolean
have_met (Run *run, const char *recruiter, const char *talent)
{
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "pair-has-met");

  duo_query_bind_text (query, ":recruiter", recruiter);
  duo_query_bind_text (query, ":talent", talent);
  return duo_query_next (query);
}

/* A booking promotes the record that the pair has; a request or invitation beside it is refused by the table. */
static void
promote (Run *run)
{
  DuoSituation *situation = run->situation;
  g_autoptr (DuoChatRecord) open = NULL;

  if (run->verb != DUO_VERB_BOOK)
    return;
  open = duo_situation_load_open_chat (situation, situation->recruiter->id);
  if (open == NULL || duo_chat_state_holds_time (open->state))
    return;
  situation->planned = open->range.end;
  situation->chat = g_steal_pointer (&open);
}

static gboolean
load_pair (Run *run)
{
  const DuoCommand *command = run->command;
  g_autoptr (DuoPersonRecord) me =
      duo_rows_load_participation (run->database, command->event, command->account);
  g_autoptr (DuoPersonRecord) peer = duo_rows_load_person (run->database, command->peer);
  g_autoptr (DuoPersonRecord) recruiter = NULL, talent = NULL;

  if (me == NULL || peer == NULL || !g_str_equal (me->event, peer->event))
    return FALSE;
  run->role = me->role;
  if (me->role == DUO_ROLE_TALENT)
    talent = g_steal_pointer (&me), recruiter = g_steal_pointer (&peer);
  else
    recruiter = g_steal_pointer (&me), talent = g_steal_pointer (&peer);
  if (talent->role != DUO_ROLE_TALENT || recruiter->role != DUO_ROLE_RECRUITER)
    return FALSE;
  if (!(run->role == DUO_ROLE_TALENT ? recruiter : talent)->listed &&
      !have_met (run, recruiter->id, talent->id))
    return FALSE;
  run->situation = duo_situation_load_pair (run->database, run->now, g_steal_pointer (&recruiter),
                                            g_steal_pointer (&talent));
  if (run->situation != NULL)
    promote (run);
  return run->situation != NULL;
}

static gboolean
load_chat (Run *run)
{
  run->situation = duo_situation_load_chat (run->database, run->now, run->command->chat);
  if (run->situation == NULL)
    return FALSE;
  run->role = duo_situation_get_role (run->situation, run->command->account);
  return run->role != DUO_ROLE_STRANGER;
}

/* Another recruiter of the event; for a hand-over a colleague. */
static gboolean
load_successor (Run *run)
{
  const DuoPersonRecord *recruiter = run->situation->recruiter;
  DuoPersonRecord *peer = duo_rows_load_person (run->database, run->command->peer);

  run->successor = peer;
  if (peer == NULL || peer->role != DUO_ROLE_RECRUITER || !g_str_equal (peer->event, recruiter->event) ||
      g_str_equal (peer->id, recruiter->id))
    return FALSE;
  return run->verb != DUO_VERB_HAND_OVER || duo_person_record_is_colleague (peer, recruiter);
}

/* Whether anybody came is known by the visits, not by who closes the room. */
static void
judge_visits (Run *run)
{
  g_autoptr (GArray) visits = NULL;

  if (run->verb != DUO_VERB_CLOSE_ROOM)
    return;
  visits = duo_rows_load_visits (run->database, run->command->chat);
  run->verb = duo_visits_judge (visits, run->now, duo_situation_is_in_person (run->situation));
}

/* ── the chat as it will be ── */

static void
replace_text (char **text, const char *with)
{
  if (with != NULL)
    g_set_str (text, with);
}

static DuoChatRecord *
chat_new (Run *run)
{
  DuoChatRecord *chat = duo_chat_record_new ();

  chat->id = duo_id_new ();
  chat->event = g_strdup (run->situation->event->id);
  chat->recruiter = g_strdup (run->situation->recruiter->id);
  chat->talent = g_strdup (run->situation->talent->id);
  chat->moved_by = DUO_ROLE_STRANGER;
  chat->created = run->now;
  return chat;
}

static gboolean
lacks_answer (Run *run)
{
  return run->command->answer == NULL &&
         duo_chat_record_lacks_answer (run->situation->chat, run->verb, run->situation->recruiter->question);
}

static gboolean
lacks_reason (Run *run)
{
  return duo_verb_needs_reason (run->verb, run->role) && duo_free_text_is_blank (run->command->message);
}

static void
set_texts (Run *run)
{
  const DuoCommand *command = run->command;
  DuoChatRecord *next = run->next;

  if (!duo_verb_seeks_chat (run->verb) && run->verb != DUO_VERB_INVITE)
    {
      replace_text (&next->reason, command->message);
      return;
    }
  replace_text (&next->message, command->message);
  if (command->answer != NULL)
    {
      g_set_str (&next->question, run->situation->recruiter->question);
      g_set_str (&next->answer, command->answer);
    }
}

static void
set_time (Run *run)
{
  DuoChatRecord *next = run->next;

  if (is_verb_for_slot (run->verb))
    {
      next->range = run->command->range;
      run->planned = next->range.end;
    }
  if (run->verb == DUO_VERB_EXTEND)
    next->range.end += (gint64) run->command->minutes * 60;
  next->extended = (guint) ((next->range.end - run->planned) / 60);
}

static void
set_attendance (Run *run)
{
  DuoChatRecord *next = run->next;
  g_autoptr (GArray) visits = NULL;

  next->late = run->verb == DUO_VERB_LATE ? run->command->minutes : 0;
  next->absent = DUO_ABSENT_NOBODY;
  if (next->state != DUO_CHAT_NO_SHOW)
    return;
  visits = duo_rows_load_visits (run->database, next->id);
  /* In person there are no visits: it is what the recruiter says. */
  next->absent = duo_situation_is_in_person (run->situation) ? DUO_ABSENT_TALENT
                                                             : duo_visits_get_absent (visits, run->now);
}

static gboolean
leaves_company (Run *run)
{
  return run->successor != NULL &&
         g_strcmp0 (run->situation->recruiter->company, run->successor->company) != 0;
}

/* What was written to the people of one company is not for those of another (PRODUCT §8). */
static void
drop_texts (DuoChatRecord *chat)
{
  g_clear_pointer (&chat->message, g_free);
  g_clear_pointer (&chat->question, g_free);
  g_clear_pointer (&chat->answer, g_free);
  g_clear_pointer (&chat->reason, g_free);
}

static void
prepare_next (Run *run, DuoChatState state)
{
  const DuoChatRecord *chat = run->situation->chat;
  DuoChatRecord *next = chat != NULL ? duo_chat_record_copy (chat) : chat_new (run);

  run->next = next;
  run->planned = run->situation->planned;
  next->state = state;
  next->acted = run->role;
  next->changed = run->now;
  if (is_verb_for_successor (run->verb))
    g_set_str (&next->recruiter, run->successor->id);
  if (is_verb_for_successor (run->verb) || run->verb == DUO_VERB_RESCHEDULE)
    next->moved_by = run->role;
  if (leaves_company (run))
    drop_texts (next);
  set_texts (run);
  set_time (run);
  set_attendance (run);
}

/* ── time ── */

static gboolean
is_offered (Run *run)
{
  DuoSituation *situation = run->situation;
  DuoTimeRange range = run->command->range;
  DuoDay *day =
      duo_time_range_is_valid (range) ? duo_event_record_find_day_at (situation->event, range.start) : NULL;

  return day != NULL &&
         duo_calendar_offers (run->database, situation->event, day, situation->recruiter, range, run->now);
}

/* The gap lies in the talent's own ticks, but those of a chat booked before the gap was raised are too few. */
static gboolean
is_too_close (Run *run)
{
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "too-close");
  DuoTimeRange clear = duo_format_get_clear (&run->situation->event->format, run->next->range);

  duo_query_bind_text (query, ":account", run->situation->talent->account);
  duo_query_bind_text (query, ":chat", run->next->id);
  duo_query_bind_int (query, ":earliest", clear.start);
  duo_query_bind_int (query, ":starts", run->next->range.start);
  return duo_query_next (query);
}

static DuoOutcomeCode
hold_time (Run *run)
{
  DuoSituation *situation = run->situation;
  const DuoPersonRecord *recruiter = run->successor != NULL ? run->successor : situation->recruiter;
  DuoTimeRange range = run->next->range, with_gap = range;

  with_gap.end = duo_format_get_clear (&situation->event->format, range).end;
  if (!duo_calendar_hold (run->database, recruiter->account, range, run->next->id))
    return is_verb_for_slot (run->verb) ? DUO_OUTCOME_SLOT_TAKEN : DUO_OUTCOME_NOT_FREE;
  if (is_too_close (run) ||
      !duo_calendar_hold (run->database, situation->talent->account, with_gap, run->next->id))
    return DUO_OUTCOME_NOT_FREE;
  return DUO_OUTCOME_DONE;
}

static void
bump_calendars (Run *run)
{
  DuoSituation *situation = run->situation;

  duo_effects_bump_calendars (run->effects, run->database, situation->recruiter->account);
  duo_effects_bump_calendars (run->effects, run->database, situation->talent->account);
  if (run->successor != NULL)
    duo_effects_bump_calendars (run->effects, run->database, run->successor->account);
}

/* Who was there at the old time was not there at the new one. */
static void
drop_visits (Run *run)
{
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "drop-visits");

  duo_query_bind_text (query, ":chat", run->next->id);
  duo_query_run (query);
}

/* Old ticks go and new ones come in one transaction, so a conflict undoes both (DESIGN §3). */
static DuoOutcomeCode
settle_time (Run *run)
{
  const DuoChatRecord *chat = run->situation->chat;
  gboolean held = chat != NULL && duo_chat_state_holds_time (chat->state);
  gboolean holds = duo_chat_state_holds_time (run->next->state);
  gboolean moved = held && (!duo_time_range_equal (chat->range, run->next->range) || run->successor != NULL);
  DuoOutcomeCode code = DUO_OUTCOME_DONE;

  if (moved && holds && !duo_chat_record_is_same_meeting (chat, run->next))
    drop_visits (run);
  if (held && (!holds || moved))
    duo_calendar_release (run->database, chat->id);
  if (holds && (!held || moved))
    code = hold_time (run);
  if (code == DUO_OUTCOME_DONE && (held != holds || moved))
    bump_calendars (run);
  return code;
}

/* ── writing ── */

/* A confirmed chat of this pair that has begun gives its place in the index to the new one. */
static void
make_room_for_pair (Run *run)
{
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "open-chat-of-pair");
  g_autoptr (DuoQuery) close = duo_database_query (run->database, "close-chat");

  duo_query_bind_text (query, ":recruiter", run->next->recruiter);
  duo_query_bind_text (query, ":talent", run->next->talent);
  if (!duo_query_next (query) || g_str_equal (duo_query_get_text (query, "id"), run->next->id))
    return;
  duo_query_bind_text (close, ":id", duo_query_get_text (query, "id"));
  duo_query_run (close);
}

static void
count_request (Run *run)
{
  g_autoptr (DuoQuery) query = duo_database_query (run->database, "count-request");

  duo_query_bind_text (query, ":id", run->next->recruiter);
  duo_query_run (query);
}

/* A chat that goes to another company is gone for those who saw it here. */
static void
bury (Run *run)
{
  g_autoptr (DuoQuery) query = NULL;

  if (!leaves_company (run))
    return;
  query = duo_database_query (run->database, "add-tombstone");
  duo_query_bind_text (query, ":kind", "chat");
  duo_query_bind_text (query, ":id", run->next->id);
  duo_query_bind_text (query, ":event", run->next->event);
  duo_query_bind_text (query, ":company", run->situation->recruiter->company);
  duo_query_bind_int (query, ":rev", run->next->rev);
  duo_query_run (query);
  duo_effects_note_directory (run->effects, run->next->event);
}

static DuoOutcome *
save (Run *run)
{
  gboolean is_new = run->situation->chat == NULL;
  /* Of a pair the first: whoever takes a request back and sends it again does not raise the number for all to see. */
  gboolean counts = run->verb == DUO_VERB_REQUEST && !have_met (run, run->next->recruiter, run->next->talent);
  DuoOutcome *outcome;

  if (is_new || run->successor != NULL)
    make_room_for_pair (run);
  run->next->rev = duo_effects_bump (run->effects, run->database, run->next->event);
  duo_rows_save_chat (run->database, run->next, run->planned, is_new);
  if (counts)
    count_request (run);
  bury (run);
  outcome = outcome_new (run, DUO_OUTCOME_DONE, run->next);
  outcome->minutes = run->command->minutes;
  duo_effects_note_outcome (run->effects, outcome);
  return outcome;
}

/* ── in order ── */

/* A refusal because of another record names that record. */
static DuoOutcome *
refuse_by_table (Run *run, DuoRefusal refusal)
{
  const char *recruiter = (run->successor != NULL ? run->successor : run->situation->recruiter)->id;
  g_autoptr (DuoChatRecord) other = NULL;

  if (refusal != DUO_REFUSAL_PAIR_OPEN || run->situation->chat != NULL)
    return refuse (run, refusal, run->situation->chat);
  other = duo_situation_load_open_chat (run->situation, recruiter);
  return refuse (run, refusal, other);
}

static gboolean
may_extend (Run *run)
{
  return duo_chat_record_may_extend (run->situation->chat, run->command->minutes, run->situation->planned);
}

static DuoOutcome *
carry_out (Run *run, DuoChatState state)
{
  DuoOutcomeCode code;

  if (is_verb_for_slot (run->verb) && !is_offered (run))
    return outcome_new (run, DUO_OUTCOME_SLOT_UNKNOWN, run->situation->chat);
  if (lacks_answer (run))
    return outcome_new (run, DUO_OUTCOME_ANSWER_MISSING, run->situation->chat);
  if (lacks_reason (run))
    return outcome_new (run, DUO_OUTCOME_REASON_MISSING, run->situation->chat);
  if (run->verb == DUO_VERB_EXTEND && !may_extend (run))
    return refuse (run, DUO_REFUSAL_TOO_LATE, run->situation->chat);

  prepare_next (run, state);
  code = settle_time (run);
  if (code == DUO_OUTCOME_NOT_FREE && run->verb == DUO_VERB_EXTEND)
    return refuse (run, DUO_REFUSAL_NOT_FREE, run->situation->chat);
  if (code != DUO_OUTCOME_DONE)
    return outcome_new (run, code, run->situation->chat);
  return save (run);
}

DuoOutcome *
duo_command_run (DuoDatabase *database, DuoEffects *effects, const DuoCommand *command, gint64 now)
{
  g_auto (Run) run = {.database = database, .effects = effects, .command = command, .now = now};
  DuoVerdict verdict;

  run.verb = command->verb;
  if (command->chat != NULL ? !load_chat (&run) : !load_pair (&run))
    return refuse (&run, DUO_REFUSAL_NOT_FOUND, NULL);
  if (command->chat != NULL && command->seen != 0 && command->seen != run.situation->chat->rev)
    return outcome_new (&run, DUO_OUTCOME_STALE, run.situation->chat);
  if (is_verb_for_successor (run.verb) && !load_successor (&run))
    return refuse (&run, DUO_REFUSAL_NOT_FOUND, NULL);

  judge_visits (&run);
  verdict = duo_chat_life_judge (
      run.situation->chat != NULL ? run.situation->chat->state : DUO_CHAT_NONE, run.verb, run.role,
      duo_situation_collect_facts (run.situation, run.verb, run.role, run.successor));
  if (verdict.refusal != DUO_REFUSAL_NONE)
    return refuse_by_table (&run, verdict.refusal);
  return carry_out (&run, verdict.next);
}
