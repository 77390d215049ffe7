/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-command.h"

DuoCommand *
duo_command_new (DuoVerb verb)
{
  DuoCommand *self = g_new0 (DuoCommand, 1);

  self->verb = verb;
  return self;
}

void
duo_command_free (DuoCommand *self)
{
  g_free (self->account);
  g_free (self->key);
  g_free (self->digest);
  g_free (self->event);
  g_free (self->chat);
  g_free (self->peer);
  g_free (self->message);
  g_free (self->answer);
  g_free (self);
}

DuoOutcome *
duo_outcome_copy (const DuoOutcome *self)
{
  DuoOutcome *copy = g_memdup2 (self, sizeof *self);

  if (self->chat != NULL)
    copy->chat = duo_chat_record_copy (self->chat);
  return copy;
}

void
duo_outcome_free (DuoOutcome *self)
{
  g_clear_pointer (&self->chat, duo_chat_record_free);
  g_free (self);
}
