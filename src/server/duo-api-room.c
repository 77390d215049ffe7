/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-api-private.h"

#include <string.h>
#include <unistd.h>

#include "duo-ice.h"
#include "duo-live-socket.h"
#include "duo-permissions.h"
#include "duo-token.h"

/* ── /v1/chats/{c}/room ────────────────────────────────────────────────────────────────────── */

static DuoHttpResponse *
refuse_room (const DuoRoomRecord *room)
{
  DuoWireProblem *problem = duo_problem_begin_refusal (room->join.refusal);

  if (room->join.refusal == DUO_REFUSAL_ROOM_CLOSED)
    {
      problem->opens = room->open.start;
      problem->closes = room->open.end;
    }

  return duo_problem_new_take (problem);
}

static void
add_ice (DuoApiCall *call, DuoWireRoom *answer)
{
  gint64 now = duo_clock_now (call->api->clock);

  answer->ice = duo_ice_make_list (call->api->config, now, duo_api_call_get_account (call));
  answer->ice_until = duo_ice_get_end (call->api->config, now);
}

static DuoHttpResponse *
answer_room (DuoApiCall *call, gboolean enters)
{
  DuoApi *api = call->api;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoRoomRecord) room =
      duo_store_get_room (api->store, call->path.first, duo_api_call_get_account (call), &error);
  g_autoptr (DuoWireRoom) answer = g_new0 (DuoWireRoom, 1);
  GString *text;
  DuoJsonWriter writer;

  if (room == NULL)
    return duo_problem_new_for_error (error);
  if (!duo_role_has_right (room->role, DUO_RIGHT_SEE_CHAT))
    return duo_problem_new_refusal (DUO_REFUSAL_NOT_FOUND);
  if (room->join.refusal != DUO_REFUSAL_NONE)
    return refuse_room (room);
  answer->may_join = room->join.refusal == DUO_REFUSAL_NONE;
  answer->opens = room->open.start;
  answer->closes = room->open.end;
  answer->peer_present = duo_live_hub_is_present (
      api->hub, room->chat->id, room->role == DUO_ROLE_TALENT ? DUO_ROLE_RECRUITER : DUO_ROLE_TALENT);
  answer->elsewhere = duo_live_hub_is_elsewhere (api->hub, room->chat->id, room->role, call->session);
  if (enters)
    add_ice (call, answer);
  text = g_string_new (NULL);
  duo_json_writer_init (&writer, text);
  duo_wire_write_room (&writer, answer);

  return duo_http_response_new_json (200, g_string_free (text, FALSE));
}

DuoHttpResponse *
duo_api_get_room (DuoApiCall *call)
{
  return answer_room (call, FALSE);
}

DuoHttpResponse *
duo_api_post_room (DuoApiCall *call)
{
  return answer_room (call, TRUE);
}

/* ── GET /v1/live ──────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  DuoApi *api;
  guint8 token_hash[DUO_TOKEN_HASH_BYTES];
} Arrival;

/* A client that does not read puts this off for as long as it likes, and may have signed out meanwhile. */
static void
on_upgraded (int fd, GBytes *early, gpointer data)
{
  g_autofree Arrival *self = data;
  g_autoptr (GError) error = NULL;
  DuoSessionRecord *session;

  if (fd < 0)
    return;
  session = duo_store_find_session (self->api->store, self->token_hash, &error);
  if (session)
    {
      duo_live_hub_take (self->api->hub, fd, early, session);
      return;
    }
  g_debug ("live: nobody arrived: %s", error->message);
  close (fd);
}

static gboolean
has_word (const char *header, const char *word)
{
  g_auto (GStrv) words = NULL;

  if (header == NULL)
    return FALSE;
  words = g_strsplit (header, ",", -1);
  for (guint i = 0; words[i]; i++)
    if (g_ascii_strcasecmp (g_strstrip (words[i]), word) == 0)
      return TRUE;

  return FALSE;
}

static DuoHttpResponse *
refuse_handshake (void)
{
  DuoHttpResponse *response =
      duo_problem_new (DUO_PROBLEM_UPGRADE_REQUIRED, "This address is a WebSocket, version 13.");

  duo_http_response_add_header (response, "Upgrade", "websocket");
  duo_http_response_add_header (response, "Sec-WebSocket-Version", "13");

  return response;
}

DuoHttpResponse *
duo_api_get_live (DuoApiCall *call)
{
  DuoHttpRequest *request = call->request;
  const char *version = duo_http_request_get_header (request, "Sec-WebSocket-Version");
  g_autofree char *accept =
      duo_live_socket_dup_accept (duo_http_request_get_header (request, "Sec-WebSocket-Key"));
  DuoHttpResponse *response;
  Arrival *arrival;

  if (!has_word (duo_http_request_get_header (request, "Upgrade"), "websocket") ||
      !has_word (duo_http_request_get_header (request, "Connection"), "upgrade") ||
      g_strcmp0 (version, "13") != 0 || accept == NULL ||
      !g_str_equal (duo_http_request_get_method (request), "GET"))
    return refuse_handshake ();
  arrival = g_new0 (Arrival, 1);
  arrival->api = call->api;
  memcpy (arrival->token_hash, call->session->token_hash, sizeof arrival->token_hash);
  response = duo_http_response_new (101, NULL, NULL);
  duo_http_response_add_header (response, "Upgrade", "websocket");
  duo_http_response_add_header (response, "Sec-WebSocket-Accept", accept);
  duo_http_request_upgrade (request, response, on_upgraded, arrival);

  return NULL;
}
