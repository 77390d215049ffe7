/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-format-command.h"

DuoFormatCommand *
duo_format_command_new (const char *account, const char *event, DuoFormatChange *change)
{
  DuoFormatCommand *self = g_new0 (DuoFormatCommand, 1);

  self->account = g_strdup (account);
  self->event = g_strdup (event);
  self->change = change;
  return self;
}

void
duo_format_command_free (DuoFormatCommand *self)
{
  g_free (self->account);
  g_free (self->event);
  duo_format_change_free (self->change);
  g_free (self);
}

DuoFormatOutcome *
duo_format_outcome_new (DuoFormatCode code)
{
  DuoFormatOutcome *self = g_new0 (DuoFormatOutcome, 1);

  self->code = code;
  self->touched = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_chat_record_free);
  return self;
}

void
duo_format_outcome_free (DuoFormatOutcome *self)
{
  g_clear_pointer (&self->event, duo_event_record_free);
  g_ptr_array_unref (self->touched);
  g_free (self);
}
