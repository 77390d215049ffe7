/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-live.h"

DuoLiveMessage *
duo_live_message_new (DuoLiveType type)
{
  DuoLiveMessage *self = g_new0 (DuoLiveMessage, 1);

  self->type = type;
  return self;
}

void
duo_live_message_free (DuoLiveMessage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->since, g_array_unref);
  g_free (self->recruiter);
  g_free (self->event);
  g_free (self->chat);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_free (self->data);
  duo_wire_changes_free (self->changes);
  duo_wire_slots_free (self->slots);
  g_free (self->code);
  g_free (self->detail);
  g_free (self);
}

DuoLiveMessage *
duo_live_message_new_hello (void)
{
  DuoLiveMessage *self = duo_live_message_new (DUO_LIVE_HELLO);

  self->since = g_array_new (FALSE, FALSE, sizeof (DuoLiveCursor));
  return self;
}

void
duo_live_message_add_cursor (DuoLiveMessage *self, const char *event, gint64 rev)
{
  DuoLiveCursor cursor = {.rev = rev};

  g_strlcpy (cursor.event, event, sizeof cursor.event);
  g_array_append_val (self->since, cursor);
}

DuoLiveMessage *
duo_live_message_new_watch (const char *event, const char *recruiter, gboolean on)
{
  DuoLiveMessage *self = duo_live_message_new (DUO_LIVE_WATCH);

  self->event = g_strdup (event);
  self->recruiter = g_strdup (recruiter);
  self->on = on;
  return self;
}

DuoLiveMessage *
duo_live_message_new_key (DuoLiveType type, const char *chat, GBytes *key, GBytes *nonce)
{
  DuoLiveMessage *self = duo_live_message_new_room (type, chat);

  self->key = g_bytes_ref (key);
  self->nonce = g_bytes_ref (nonce);
  return self;
}

DuoLiveMessage *
duo_live_message_new_room (DuoLiveType type, const char *chat)
{
  DuoLiveMessage *self = duo_live_message_new (type);

  self->chat = g_strdup (chat);
  return self;
}

DuoLiveMessage *
duo_live_message_new_signal (const char *chat, const char *data)
{
  DuoLiveMessage *self = duo_live_message_new_room (DUO_LIVE_SIGNAL, chat);

  self->data = g_strdup (data);
  return self;
}

DuoLiveMessage *
duo_live_message_new_presence (const char *chat, gboolean peer_present)
{
  DuoLiveMessage *self = duo_live_message_new_room (DUO_LIVE_PRESENCE, chat);

  self->on = peer_present;
  return self;
}

DuoLiveMessage *
duo_live_message_new_beat (DuoLiveType type, gint64 n)
{
  DuoLiveMessage *self = duo_live_message_new (type);

  self->n = n;
  return self;
}

DuoLiveMessage *
duo_live_message_new_welcome (gint64 now)
{
  DuoLiveMessage *self = duo_live_message_new (DUO_LIVE_WELCOME);

  self->now = now;
  return self;
}

DuoLiveMessage *
duo_live_message_new_problem (const char *code, const char *detail, const char *chat)
{
  DuoLiveMessage *self = duo_live_message_new (DUO_LIVE_PROBLEM);

  self->code = g_strdup (code);
  self->detail = g_strdup (detail);
  self->chat = g_strdup (chat);
  return self;
}
