/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-api-private.h"

#include <string.h>

#include "duo-json.h"
#include "duo-permissions.h"

#define NEAREST 3
#define MIN_KEY 8
#define MAX_KEY 64

/* A command under way. */
typedef struct
{
  DuoApiCall *call;
  char *recruiter; /* (nullable): of a new chat */
  DuoTimeRange range;
} Errand;

static void
errand_free (Errand *self)
{
  duo_api_call_unref (self->call);
  g_free (self->recruiter);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

/* ── chats as the asking account sees them ─────────────────────────────────────────────────── */

static DuoWireChat *
dup_chat (DuoApiCall *call, const DuoChatRecord *chat, GError **error)
{
  DuoStore *store = call->api->store;
  g_autoptr (DuoPersonRecord) viewer =
      duo_store_find_participation (store, chat->event, duo_api_call_get_account (call), error);

  return viewer ? duo_view_dup_chat (store, viewer, chat, error) : NULL;
}

static DuoHttpResponse *
answer_chat (DuoApiCall *call, guint status, const DuoChatRecord *chat)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoWireChat) wire = dup_chat (call, chat, &error);
  GString *text;
  DuoJsonWriter writer;

  if (wire == NULL)
    return duo_problem_new_for_error (error);
  text = g_string_new (NULL);
  duo_json_writer_init (&writer, text);
  duo_view_write_wire_chat (wire, &writer, NULL);

  return duo_http_response_new_json (status, g_string_free (text, FALSE));
}

/* Takes @problem. */
static DuoHttpResponse *
answer_with_chat (DuoApiCall *call, DuoWireProblem *problem, const DuoChatRecord *chat)
{
  g_autoptr (GError) error = NULL;

  if (chat && (problem->chat = dup_chat (call, chat, &error)) == NULL)
    {
      duo_wire_problem_free (problem);
      return duo_problem_new_for_error (error);
    }

  return duo_problem_new_take (problem);
}

/* ── what is left ──────────────────────────────────────────────────────────────────────────── */

static GArray *
list_open (DuoStore *store, const char *recruiter, GError **error)
{
  g_autoptr (GPtrArray) days = duo_store_get_slots (store, recruiter, NULL, NULL, error);
  GArray *open;

  if (days == NULL)
    return NULL;
  open = g_array_new (FALSE, FALSE, sizeof (DuoSlot));
  for (guint i = 0; i < days->len; i++)
    {
      GArray *slots = ((DuoDaySlots *) days->pdata[i])->slots;

      for (guint n = 0; n < slots->len; n++)
        if (g_array_index (slots, DuoSlot, n).state == DUO_SLOT_OPEN)
          g_array_append_val (open, g_array_index (slots, DuoSlot, n));
    }

  return open;
}

/* Whoever loses a race is told the nearest that are free, and how many there are in all. */
static gboolean
add_what_is_left (
    DuoApiCall *call, DuoWireProblem *problem, const char *recruiter, DuoTimeRange asked, GError **error)
{
  g_autoptr (GArray) open = list_open (call->api->store, recruiter, error);

  if (open == NULL)
    return FALSE;

  problem->left = open->len;
  duo_slot_grid_keep_nearest (open, asked.start, NEAREST);
  g_clear_pointer (&problem->slots, g_array_unref);
  problem->slots = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));
  for (guint i = 0; i < open->len; i++)
    g_array_append_val (problem->slots, g_array_index (open, DuoSlot, i).range);

  return TRUE;
}

/* ── answers ───────────────────────────────────────────────────────────────────────────────── */

static DuoHttpResponse *
answer_no_slot (Errand *self, DuoProblem code, const char *detail, const DuoOutcome *outcome)
{
  g_autoptr (GError) error = NULL;
  DuoWireProblem *problem = duo_problem_begin (code, detail);
  const char *recruiter = outcome->chat ? outcome->chat->recruiter : self->recruiter;

  if (recruiter && !add_what_is_left (self->call, problem, recruiter, self->range, &error))
    {
      duo_wire_problem_free (problem);
      return duo_problem_new_for_error (error);
    }

  return answer_with_chat (self->call, problem, outcome->chat);
}

static DuoHttpResponse *
answer_outcome (Errand *self, const DuoOutcome *outcome)
{
  DuoApiCall *call = self->call;

  switch (outcome->code)
    {
    case DUO_OUTCOME_DONE:
      return answer_chat (call, call->path.path == DUO_PATH_CHATS ? 201 : 200, outcome->chat);
    case DUO_OUTCOME_REFUSED:
      return answer_with_chat (call, duo_problem_begin_refusal (outcome->refusal),
                               outcome->refusal == DUO_REFUSAL_NOT_FOUND ? NULL : outcome->chat);
    case DUO_OUTCOME_STALE:
      return answer_with_chat (
          call, duo_problem_begin (DUO_PROBLEM_STALE, "The chat is at another revision; look at it again."),
          outcome->chat);
    case DUO_OUTCOME_SLOT_TAKEN:
      return answer_no_slot (self, DUO_PROBLEM_SLOT_TAKEN, "Somebody was faster.", outcome);
    case DUO_OUTCOME_SLOT_UNKNOWN:
      return answer_no_slot (self, DUO_PROBLEM_SLOT_UNKNOWN, "The recruiter offers no such slot now.",
                             outcome);
    case DUO_OUTCOME_NOT_FREE:
      return answer_with_chat (
          call, duo_problem_begin (DUO_PROBLEM_NOT_FREE, "One of the two has another chat then."),
          outcome->chat);
    case DUO_OUTCOME_ANSWER_MISSING:
      return duo_problem_new (DUO_PROBLEM_ANSWER_MISSING,
                              "The recruiter asks a question; send an answer to it.");
    case DUO_OUTCOME_REASON_MISSING:
      return duo_problem_new (DUO_PROBLEM_REASON_MISSING,
                              "The talent is told why; send the reason as the message.");
    case DUO_OUTCOME_KEY_REUSED:
      return duo_problem_new (DUO_PROBLEM_KEY_REUSED,
                              "This idempotency key came with another command before.");
    case DUO_OUTCOME_N:
    default:
      g_return_val_if_reached (duo_problem_new (DUO_PROBLEM_UNAVAILABLE, "An answer is missing."));
    }
}

static void
on_commanded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoOutcome) outcome = duo_store_command_finish (DUO_STORE (source), result, &error);

  duo_api_call_respond (self->call,
                        outcome ? answer_outcome (self, outcome) : duo_problem_new_for_error (error));
}

/* ── what came ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_key (const char *key)
{
  gsize length = key ? strlen (key) : 0;

  if (length < MIN_KEY || length > MAX_KEY)
    return FALSE;
  for (; *key; key++)
    if (!g_ascii_isgraph (*key))
      return FALSE;

  return TRUE;
}

static char *
make_digest (DuoHttpRequest *request)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length;
  const char *body = duo_http_request_get_body (request, &length);

  g_checksum_update (checksum, (const guchar *) duo_http_request_get_method (request), -1);
  g_checksum_update (checksum, (const guchar *) " ", 1);
  g_checksum_update (checksum, (const guchar *) duo_http_request_get_path (request), -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  g_checksum_update (checksum, (const guchar *) body, length);

  return g_strdup (g_checksum_get_string (checksum));
}

static DuoWireCommand *
read_body (DuoApiCall *call, GError **error)
{
  g_autoptr (JsonNode) node = duo_api_call_parse (call, error);
  g_autoptr (GError) why = NULL;
  DuoWireCommand *wire;
  DuoJson json;

  if (node == NULL)
    return NULL;
  json = duo_json_root (node, &why);
  wire = call->path.path == DUO_PATH_CHATS ? duo_wire_read_new_chat (&json) : duo_wire_read_command (&json);
  if (wire && call->path.path != DUO_PATH_CHATS && call->path.verb == DUO_VERB_LATE &&
      !duo_chat_record_may_be_late (wire->minutes))
    duo_json_fail_member (&json, "minutes", "neither 3, 5 nor 10");
  if (why)
    {
      g_clear_pointer (&wire, duo_wire_command_free);
      g_propagate_error (error, g_steal_pointer (&why));
    }

  return wire;
}

static DuoHttpResponse *
run (DuoApiCall *call, DuoVerb verb, DuoWireCommand *wire, gint64 seen)
{
  DuoCommand *command = duo_command_new (verb);
  Errand *errand = g_new0 (Errand, 1);

  command->account = g_strdup (duo_api_call_get_account (call));
  command->key = g_strdup (duo_http_request_get_header (call->request, "Idempotency-Key"));
  command->digest = make_digest (call->request);
  if (call->path.path == DUO_PATH_CHATS)
    command->event = g_strdup (call->path.first);
  else
    command->chat = g_strdup (call->path.first);
  command->seen = seen;
  command->peer = g_strdup (wire->with);
  command->range = wire->range;
  command->minutes = wire->minutes;
  command->message = g_steal_pointer (&wire->message);
  command->answer = g_steal_pointer (&wire->answer);
  errand->call = duo_api_call_ref (call);
  errand->recruiter = call->path.path == DUO_PATH_CHATS ? g_strdup (wire->with) : NULL;
  errand->range = wire->range;
  duo_store_command_async (call->api->store, command, NULL, on_commanded, errand);

  return NULL;
}

static DuoHttpResponse *
refuse_key (void)
{
  return duo_problem_new (DUO_PROBLEM_KEY_MISSING, "Send an Idempotency-Key of %d to %d visible characters.",
                          MIN_KEY, MAX_KEY);
}

DuoHttpResponse *
duo_api_post_chat (DuoApiCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoWireCommand) wire = NULL;
  g_autoptr (DuoPersonRecord) viewer = NULL;

  if (!is_key (duo_http_request_get_header (call->request, "Idempotency-Key")))
    return refuse_key ();
  wire = read_body (call, &error);
  if (wire)
    viewer = duo_store_find_participation (call->api->store, call->path.first,
                                           duo_api_call_get_account (call), &error);
  if (viewer == NULL)
    return duo_problem_new_for_error (error);
  if (wire->verb != DUO_VERB_REQUEST && wire->verb != DUO_VERB_INVITE && wire->verb != DUO_VERB_BOOK)
    return duo_problem_new (DUO_PROBLEM_MALFORMED, "verb: a chat begins with book, request or invite");

  return run (call, wire->verb, wire, 0);
}

/* ── verbs ─────────────────────────────────────────────────────────────────────────────────── */

gboolean
duo_api_takes_verb (DuoVerb verb)
{
  switch (verb)
    {
    case DUO_VERB_ACCEPT:
    case DUO_VERB_DECLINE:
    case DUO_VERB_WITHDRAW:
    case DUO_VERB_PICK:
    case DUO_VERB_RESCHEDULE:
    case DUO_VERB_CANCEL:
    case DUO_VERB_HAND_OVER:
    case DUO_VERB_REASSIGN:
    case DUO_VERB_LATE:
    case DUO_VERB_EXTEND:
    case DUO_VERB_OUTCOME:
      return TRUE;
    case DUO_VERB_REQUEST:
    case DUO_VERB_INVITE:
    case DUO_VERB_BOOK:
    case DUO_VERB_JOIN:
    case DUO_VERB_EXPIRE:
    case DUO_VERB_CLOSE_ROOM:
    case DUO_VERB_CLOSE_EMPTY_ROOM:
    case DUO_VERB_REMOVE:
    case DUO_N_VERBS:
    default:
      return FALSE;
    }
}

/* `"17"`, as an entity tag is written. */
gboolean
duo_api_parse_tag (const char *text, gint64 *rev)
{
  gsize length = strlen (text);
  g_autofree char *inner = NULL;

  if (length < 3 || text[0] != '"' || text[length - 1] != '"')
    return FALSE;
  inner = g_strndup (text + 1, length - 2);

  return g_ascii_string_to_signed (inner, 10, 1, G_MAXINT64, rev, NULL);
}

static DuoHttpResponse *
require_tag (DuoApiCall *call)
{
  g_autoptr (GError) error = NULL;
  DuoRole role;
  g_autoptr (DuoChatRecord) chat =
      duo_store_get_chat (call->api->store, call->path.first, duo_api_call_get_account (call), &role, &error);

  if (chat == NULL)
    return duo_problem_new_for_error (error);
  if (!duo_role_has_right (role, DUO_RIGHT_SEE_CHAT))
    return duo_problem_new_refusal (DUO_REFUSAL_NOT_FOUND);

  return answer_with_chat (
      call,
      duo_problem_begin (DUO_PROBLEM_PRECONDITION_REQUIRED, "Send If-Match with the chat's rev in quotes."),
      chat);
}

DuoHttpResponse *
duo_api_post_verb (DuoApiCall *call)
{
  const char *tag = duo_http_request_get_header (call->request, "If-Match");
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoWireCommand) wire = NULL;
  gint64 seen = 0;

  if (!duo_api_takes_verb (call->path.verb))
    return duo_problem_new_refusal (DUO_REFUSAL_NOT_FOUND);
  if (!is_key (duo_http_request_get_header (call->request, "Idempotency-Key")))
    return refuse_key ();
  if (tag == NULL)
    return require_tag (call);
  if (!duo_api_parse_tag (tag, &seen))
    return duo_problem_new (DUO_PROBLEM_MALFORMED, "If-Match: write the chat's rev in quotes, as in \"17\".");
  wire = read_body (call, &error);
  if (wire == NULL)
    return duo_problem_new_for_error (error);

  return run (call, call->path.verb, wire, seen);
}
