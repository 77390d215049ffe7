/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-live-private.h"

#include <string.h>

#include "duo-problem.h"
#include "duo-session-slide.h"

#define SWEEP_SECONDS 5
/* A socket that is silent is asked, and given up when it does not answer. */
#define QUIET_US (25 * G_USEC_PER_SEC)
#define LOST_US (75 * G_USEC_PER_SEC)
/* Whoever goes on sending after so many refusals does not listen. */
#define MAX_REFUSED 1000

/* ── clients ───────────────────────────────────────────────────────────────────────────────── */

static void
membership_free (gpointer data)
{
  DuoLiveMembership *self = data;

  duo_person_record_free (self->person);
  g_free (self);
}

static void
watch_free (gpointer data)
{
  DuoLiveWatch *self = data;

  g_free (self->event);
  g_free (self->recruiter);
  g_free (self);
}

static void
client_free (DuoLiveClient *self)
{
  duo_live_socket_free (self->socket);
  g_ptr_array_unref (self->memberships);
  g_ptr_array_unref (self->watches);
  duo_session_record_free (self->session);
  g_free (self);
}

/* Whoever was asked to go and is still there is cut off, so that not answering is no way to stay. */
static void
make_place (DuoLiveHub *self, GPtrArray *list)
{
  DuoLiveClient *oldest = NULL;
  guint staying = 0;

  for (guint i = 0; i < list->len; i++)
    {
      DuoLiveClient *client = list->pdata[i];

      if (duo_live_socket_is_closing (client->socket))
        duo_live_socket_drop (client->socket);
      else if (staying++ == 0)
        oldest = client;
    }
  if (staying >= self->config->live_sockets_per_account)
    duo_live_socket_close (oldest->socket, DUO_LIVE_CLOSE_POLICY, "too many sockets");
}

static void
add_to_account (DuoLiveHub *self, DuoLiveClient *client)
{
  GPtrArray *list = g_hash_table_lookup (self->accounts, client->account);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (self->accounts, g_strdup (client->account), list);
    }
  make_place (self, list);
  g_ptr_array_add (list, client);
}

static void
remove_from_account (DuoLiveHub *self, DuoLiveClient *client)
{
  GPtrArray *list = g_hash_table_lookup (self->accounts, client->account);

  g_ptr_array_remove (list, client);
  if (list->len == 0)
    g_hash_table_remove (self->accounts, client->account);
}

static void
on_closed (DuoLiveSocket *socket, gpointer data)
{
  DuoLiveClient *client = data;
  DuoLiveHub *self = client->hub;

  g_queue_unlink (&self->clients, &client->link);
  remove_from_account (self, client);
  duo_live_feed_forget (self->feed, client);
  duo_live_rooms_lose (self->rooms, client);
  client_free (client);
}

DuoLiveMembership *
duo_live_client_find_member (DuoLiveClient *self, const char *event)
{
  for (guint i = 0; i < self->memberships->len; i++)
    {
      DuoLiveMembership *member = self->memberships->pdata[i];

      if (g_str_equal (member->person->event, event))
        return member;
    }

  return NULL;
}

void
duo_live_client_send (DuoLiveClient *self, const char *text, gssize length)
{
  duo_live_socket_send (self->socket, text, length < 0 ? strlen (text) : (gsize) length);
}

void
duo_live_client_send_message (DuoLiveClient *self, DuoLiveMessage *message)
{
  g_autofree char *text = duo_live_message_dup_text (message);

  duo_live_client_send (self, text, -1);
  duo_live_message_free (message);
}

void
duo_live_client_send_problem (DuoLiveClient *self, const char *code, const char *detail, const char *chat)
{
  duo_live_client_send_message (self, duo_live_message_new_problem (code, detail, chat));
}

void
duo_live_client_refuse (DuoLiveClient *self, const GError *error, const char *chat)
{
  if (g_error_matches (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND))
    {
      duo_live_client_send_problem (self, duo_refusal_to_string (DUO_REFUSAL_NOT_FOUND),
                                    duo_refusal_to_detail (DUO_REFUSAL_NOT_FOUND), chat);
      return;
    }
  g_warning ("live: something could not be read: %s", error->message);
  duo_live_socket_drop (self->socket);
}

/* ── what comes ────────────────────────────────────────────────────────────────────────────── */

static void
on_hello (DuoLiveClient *client, DuoLiveMessage *message)
{
  duo_live_client_send_message (client, duo_live_message_new_welcome (duo_clock_now (client->hub->clock)));
  for (guint i = 0; message->since && i < message->since->len; i++)
    {
      DuoLiveCursor *cursor = &g_array_index (message->since, DuoLiveCursor, i);

      duo_live_feed_hello (client->hub->feed, client, cursor->event, cursor->rev);
    }
}

static void
handle (DuoLiveClient *client, DuoLiveMessage *message)
{
  DuoLiveHub *self = client->hub;

  switch (message->type)
    {
    case DUO_LIVE_HELLO:
      on_hello (client, message);
      break;
    case DUO_LIVE_WATCH:
      duo_live_feed_watch (self->feed, client, message->event, message->recruiter, message->on);
      break;
    case DUO_LIVE_JOIN:
      duo_live_rooms_join (self->rooms, client, message->chat, message->key, message->nonce);
      break;
    case DUO_LIVE_LEAVE:
      duo_live_rooms_leave (self->rooms, client, message->chat);
      break;
    case DUO_LIVE_SIGNAL:
      duo_live_rooms_signal (self->rooms, client, message->chat, message->data);
      break;
    case DUO_LIVE_PRESENCE:
      duo_live_rooms_ask (self->rooms, client, message->chat);
      break;
    case DUO_LIVE_PING:
      duo_live_client_send_message (client, duo_live_message_new_beat (DUO_LIVE_PONG, message->n));
      break;
    case DUO_LIVE_WELCOME:
    case DUO_LIVE_CHANGES:
    case DUO_LIVE_SLOTS:
    case DUO_LIVE_JOINED:
    case DUO_LIVE_LEFT:
    case DUO_LIVE_CLOSED:
    case DUO_LIVE_PONG:
    case DUO_LIVE_PROBLEM:
    case DUO_LIVE_UNKNOWN:
    default:
      break;
    }
}

static gboolean
look_session_up (DuoLiveClient *client)
{
  DuoLiveHub *self = client->hub;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoSessionRecord) now =
      duo_store_find_session (self->store, client->session->token_hash, &error);

  if (now)
    client->session->expires = now->expires;
  else if (g_error_matches (error, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND))
    duo_live_socket_close (client->socket, DUO_LIVE_CLOSE_POLICY, "the session has ended");
  else
    duo_live_client_refuse (client, error, NULL);

  return now != NULL;
}

/* Requests and other sockets of the session may have prolonged it, so what is on disk counts. */
static gboolean
is_signed_in (DuoLiveClient *client)
{
  return client->session->expires > duo_clock_now (client->hub->clock) || look_session_up (client);
}

static void
refuse_flood (DuoLiveClient *client)
{
  if (++client->refused > MAX_REFUSED)
    duo_live_socket_close (client->socket, DUO_LIVE_CLOSE_POLICY, "too many messages");
  else
    duo_live_client_send_problem (client, duo_problem_to_code (DUO_PROBLEM_TOO_MANY), "Slow down.", NULL);
}

static void
on_message (DuoLiveSocket *socket, const char *text, gsize length, gpointer data)
{
  DuoLiveClient *client = data;
  DuoLiveHub *self = client->hub;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoLiveMessage) message = NULL;

  if (duo_live_socket_is_closing (socket) || !is_signed_in (client))
    return;
  if (duo_rate_limit_take (self->rate, client->account, g_get_monotonic_time ()) > 0)
    {
      refuse_flood (client);
      return;
    }
  client->refused -= client->refused > 0;
  duo_session_slide (client->session, self->config, self->clock, self->store);
  message = duo_live_message_new_from_text (text, length, DUO_MAX_LIVE_MESSAGE, &error);
  if (message)
    handle (client, message);
  else
    duo_live_client_send_problem (client, duo_problem_to_code (DUO_PROBLEM_MALFORMED), error->message, NULL);
}

static const DuoLiveSocketFuncs socket_funcs = {on_message, on_closed};

/* ── the hub ───────────────────────────────────────────────────────────────────────────────── */

static void
on_committed (DuoStore *store,
              const char *event,
              gint64 rev,
              GPtrArray *outcomes,
              GPtrArray *recruiters,
              gboolean directory,
              DuoLiveHub *self)
{
  duo_live_feed_committed (self->feed, event, rev, outcomes, recruiters, directory);
  duo_live_rooms_committed (self->rooms, outcomes);
}

static void
on_noted (DuoStore *store, const char *event, GPtrArray *notes, DuoLiveHub *self)
{
  duo_live_notes_send (self, event, notes);
}

static void
on_cv_changed (DuoStore *store, const char *event, GPtrArray *chats, DuoLiveHub *self)
{
  duo_live_cvs_send (self, event, chats);
}

/* `people password` signs somebody out past the service. A session that is younger than the list is not in it, so what is
 * on disk counts. */
static void
on_foreign (DuoStore *store, GHashTable *sessions, DuoLiveHub *self)
{
  for (GList *link = self->clients.head; link; link = link->next)
    {
      DuoLiveClient *client = link->data;

      if (!g_hash_table_contains (sessions, client->session->id))
        look_session_up (client);
    }
}

static void
end_expired (DuoLiveHub *self)
{
  for (GList *link = self->clients.head; link; link = link->next)
    is_signed_in (link->data);
}

static gboolean
on_sweep (gpointer data)
{
  DuoLiveHub *self = data;
  gint64 now = g_get_monotonic_time ();

  for (GList *link = self->clients.head; link; link = link->next)
    {
      DuoLiveClient *client = link->data;
      gint64 silent = now - duo_live_socket_get_heard (client->socket);

      if (silent > LOST_US || client->parting)
        duo_live_socket_drop (client->socket);
      else if (silent > QUIET_US)
        duo_live_socket_ping (client->socket);
      client->parting = duo_live_socket_is_closing (client->socket);
    }
  end_expired (self);

  return G_SOURCE_CONTINUE;
}

DuoLiveHub *
duo_live_hub_new (const DuoConfig *config, DuoClock *clock, DuoStore *store, GError **error)
{
  DuoSocketSet *sockets = duo_socket_set_new (duo_live_socket_on_events, error);
  DuoLiveHub *self;

  if (sockets == NULL)
    return NULL;
  self = g_new0 (DuoLiveHub, 1);
  self->config = config;
  self->clock = duo_clock_ref (clock);
  self->store = g_object_ref (store);
  self->sockets = sockets;
  self->accounts =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->rate = duo_rate_limit_new (60 * G_USEC_PER_SEC / config->live_per_account.per_minute,
                                   config->live_per_account.burst);
  self->doubts = duo_rate_limit_new (DUO_LIVE_DOUBTS_US, DUO_LIVE_DOUBTS);
  self->feed = duo_live_feed_new (store, clock);
  self->rooms = duo_live_rooms_new (self);
  self->committed_id = g_signal_connect (store, "committed", G_CALLBACK (on_committed), self);
  self->cv_changed_id = g_signal_connect (store, "cv-changed", G_CALLBACK (on_cv_changed), self);
  self->noted_id = g_signal_connect (store, "noted", G_CALLBACK (on_noted), self);
  self->foreign_id = g_signal_connect (store, "foreign", G_CALLBACK (on_foreign), self);
  self->sweep_id = g_timeout_add_seconds (SWEEP_SECONDS, on_sweep, self);

  return self;
}

void
duo_live_hub_free (DuoLiveHub *self)
{
  while (self->clients.head)
    on_closed (NULL, self->clients.head->data);
  g_signal_handler_disconnect (self->store, self->committed_id);
  g_signal_handler_disconnect (self->store, self->cv_changed_id);
  g_signal_handler_disconnect (self->store, self->noted_id);
  g_signal_handler_disconnect (self->store, self->foreign_id);
  g_source_remove (self->sweep_id);
  duo_live_rooms_free (self->rooms);
  duo_live_feed_free (self->feed);
  duo_rate_limit_free (self->rate);
  duo_rate_limit_free (self->doubts);
  g_hash_table_unref (self->accounts);
  duo_socket_set_free (self->sockets);
  g_object_unref (self->store);
  duo_clock_unref (self->clock);
  g_free (self);
}

void
duo_live_hub_take (DuoLiveHub *self, int fd, GBytes *early, DuoSessionRecord *session)
{
  DuoLiveClient *client = g_new0 (DuoLiveClient, 1);

  client->hub = self;
  client->account = session->account;
  client->session = session;
  client->memberships = g_ptr_array_new_with_free_func (membership_free);
  client->watches = g_ptr_array_new_with_free_func (watch_free);
  client->link.data = client;
  client->socket = duo_live_socket_new (self->sockets, fd, early, &socket_funcs, client);
  g_queue_push_tail_link (&self->clients, &client->link);
  add_to_account (self, client);
  if (self->draining)
    duo_live_socket_close (client->socket, DUO_LIVE_CLOSE_GOING_AWAY, "the service ends");
  duo_live_socket_start (client->socket);
}

void
duo_live_hub_send_to_account (DuoLiveHub *self,
                              const char *account,
                              const char *text,
                              const DuoLiveClient *except)
{
  GPtrArray *list = account ? g_hash_table_lookup (self->accounts, account) : NULL;

  for (guint i = 0; list && i < list->len; i++)
    if (list->pdata[i] != except)
      duo_live_client_send (list->pdata[i], text, -1);
}

void
duo_live_hub_end_session (DuoLiveHub *self, const char *session)
{
  for (GList *link = self->clients.head; link; link = link->next)
    {
      DuoLiveClient *client = link->data;

      if (g_str_equal (client->session->id, session))
        duo_live_socket_close (client->socket, DUO_LIVE_CLOSE_POLICY, "signed out");
    }
}

void
duo_live_hub_look_up_account (DuoLiveHub *self, const char *account)
{
  GPtrArray *list = g_hash_table_lookup (self->accounts, account);

  for (guint i = 0; list && i < list->len; i++)
    look_session_up (list->pdata[i]);
}

void
duo_live_hub_set_left_func (DuoLiveHub *self, GFunc func, gpointer data)
{
  duo_live_rooms_set_left_func (self->rooms, func, data);
}

gboolean
duo_live_hub_is_present (DuoLiveHub *self, const char *chat, DuoRole side)
{
  return duo_live_rooms_is_present (self->rooms, chat, side);
}

gboolean
duo_live_hub_is_elsewhere (DuoLiveHub *self, const char *chat, DuoRole side, const DuoSessionRecord *session)
{
  return duo_live_rooms_is_elsewhere (self->rooms, chat, side, session);
}

void
duo_live_hub_refresh (DuoLiveHub *self)
{
  end_expired (self);
  duo_live_feed_refresh (self->feed);
}

void
duo_live_hub_drain (DuoLiveHub *self)
{
  self->draining = TRUE;
  duo_live_rooms_drain (self->rooms);
  for (GList *link = self->clients.head; link; link = link->next)
    duo_live_socket_close (((DuoLiveClient *) link->data)->socket, DUO_LIVE_CLOSE_GOING_AWAY,
                           "the service ends");
}

guint
duo_live_hub_get_n_sockets (DuoLiveHub *self)
{
  return self->clients.length;
}
