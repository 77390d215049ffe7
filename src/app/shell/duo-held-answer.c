/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-held-answer.h"

#include <glib/gi18n.h>

struct _DuoHeldAnswer
{
  DuoSession *session;
  DuoChat *chat;
  DuoVerb verb;
  char *key;
  guint timer;
  DuoHeldAnswerOver over;
  gpointer data;
};

static void
on_time_over (gpointer data)
{
  DuoHeldAnswer *self = data;

  self->timer = 0;
  self->over (self, self->data);
}

/* The outbox's time counts, and this is as long. */
static void
start_timer (DuoHeldAnswer *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once (DUO_SESSION_UNDO_SECONDS * 1000, on_time_over, self);
}

DuoHeldAnswer *
duo_held_answer_new (
    DuoSession *session, DuoChat *chat, const DuoAnswer *answer, DuoHeldAnswerOver over, gpointer data)
{
  char *key = duo_session_command_undoable (session, answer->verb, chat, answer->colleague, answer->message);
  DuoHeldAnswer *self;

  if (!key)
    return NULL;

  self = g_new0 (DuoHeldAnswer, 1);
  *self = (DuoHeldAnswer) {g_object_ref (session), g_object_ref (chat), answer->verb, key, 0, over, data};
  start_timer (self);
  return self;
}

void
duo_held_answer_free (DuoHeldAnswer *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_object_unref (self->session);
  g_object_unref (self->chat);
  g_free (self->key);
  g_free (self);
}

DuoChat *
duo_held_answer_get_chat (DuoHeldAnswer *self)
{
  return self->chat;
}

DuoVerb
duo_held_answer_get_verb (DuoHeldAnswer *self)
{
  return self->verb;
}

const char *
duo_held_answer_get_key (DuoHeldAnswer *self)
{
  return self->key;
}

gboolean
duo_held_answer_hold_back (DuoHeldAnswer *self)
{
  if (!duo_session_hold_back (self->session, self->key))
    return FALSE;

  start_timer (self);
  return TRUE;
}

gboolean
duo_held_answer_undo (DuoHeldAnswer *self)
{
  return duo_session_undo (self->session, self->key);
}

const char *
duo_held_answer_get_too_late (void)
{
  return _ ("Too late to undo: it was already sent");
}
