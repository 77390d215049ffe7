/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-api-private.h"

#include "duo-json.h"
#include "duo-permissions.h"

/* A note under way. */
typedef struct
{
  DuoApiCall *call;
  char *chat;
  char *author;
} Errand;

static void
errand_free (Errand *self)
{
  duo_api_call_unref (self->call);
  g_free (self->chat);
  g_free (self->author);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static DuoHttpResponse *
answer_note (const DuoNoteRecord *note)
{
  GString *text = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, text);
  duo_wire_write_note (&writer, NULL, note);

  return duo_http_response_new_json (200, g_string_free (text, FALSE));
}

static DuoHttpResponse *
refuse_stale (DuoNoteRecord *note)
{
  DuoWireProblem *problem =
      duo_problem_begin (DUO_PROBLEM_STALE, "The note was changed meanwhile. Look at it again.");

  problem->note = note;

  return duo_problem_new_take (problem);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoNoteRecord) note = NULL;
  DuoStore *store = DUO_STORE (source);
  gboolean written = duo_store_write_finish (store, result, &error);
  gboolean stale = g_error_matches (error, DUO_STORE_ERROR, DUO_STORE_ERROR_STALE);
  DuoHttpResponse *response;

  if (stale)
    g_clear_error (&error);
  if (written || stale)
    note = duo_store_get_note (store, self->chat, self->author, &error);
  if (error)
    response = duo_problem_new_for_error (error);
  else
    response = written ? answer_note (note) : refuse_stale (g_steal_pointer (&note));
  duo_api_call_respond (self->call, response);
}

/* (nullable): NULL, with an answer, where who asks may not write on this chat */
static DuoNoteRecord *
begin_note (DuoApiCall *call, DuoRole *role, DuoHttpResponse **refusal)
{
  DuoStore *store = call->api->store;
  const char *account = duo_api_call_get_account (call);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChatRecord) chat = duo_store_get_chat (store, call->path.first, account, role, &error);
  g_autoptr (DuoPersonRecord) author = NULL;

  if (chat && !duo_role_has_right (*role, DUO_RIGHT_SEE_CHAT))
    *refusal = duo_problem_new_refusal (DUO_REFUSAL_NOT_FOUND);
  else if (chat && !duo_role_has_right (*role, DUO_RIGHT_WRITE_NOTE))
    *refusal = duo_problem_new_refusal (DUO_REFUSAL_NOT_ALLOWED);
  else if (chat)
    author = duo_store_find_participation (store, chat->event, account, &error);
  if (error)
    *refusal = duo_problem_new_for_error (error);

  return author ? duo_note_record_new (chat->event, chat->id, author->id) : NULL;
}

static DuoHttpResponse *
read_note (DuoApiCall *call, DuoRole role, DuoNoteRecord *note)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = duo_api_call_parse (call, &error);

  if (node)
    {
      DuoJson json = duo_json_root (node, &error);

      duo_wire_read_noted (&json, note);
    }
  if (error)
    return duo_problem_new_for_error (error);

  return duo_note_record_is_allowed (note, role) ? NULL : duo_problem_new_refusal (DUO_REFUSAL_NOT_ALLOWED);
}

DuoHttpResponse *
duo_api_put_note (DuoApiCall *call)
{
  DuoHttpResponse *refusal = NULL;
  DuoRole role = DUO_ROLE_STRANGER;
  g_autoptr (DuoNoteRecord) note = begin_note (call, &role, &refusal);
  gint64 seen = 0;
  DuoWrite *write;
  Errand *errand;

  if (note)
    refusal = duo_api_read_seen (call, &seen);
  if (note && !refusal)
    refusal = read_note (call, role, note);
  if (refusal)
    return refusal;
  errand = g_new0 (Errand, 1);
  *errand = (Errand) {duo_api_call_ref (call), g_strdup (note->chat), g_strdup (note->author)};
  write = duo_write_new ();
  duo_write_change_note (write, g_steal_pointer (&note), seen);
  duo_store_write_async (call->api->store, write, NULL, on_written, errand);

  return NULL;
}
