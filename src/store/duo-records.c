/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-records.h"

DuoAccountRecord *
duo_account_record_new (void)
{
  return g_new0 (DuoAccountRecord, 1);
}

void
duo_account_record_free (DuoAccountRecord *self)
{
  g_free (self->id);
  g_free (self->email);
  g_free (self->name);
  g_free (self->password);
  g_free (self);
}

DuoSessionRecord *
duo_session_record_new (void)
{
  return g_new0 (DuoSessionRecord, 1);
}

void
duo_session_record_free (DuoSessionRecord *self)
{
  g_free (self->id);
  g_free (self->account);
  g_free (self->device_name);
  g_free (self);
}

DuoAvailability *
duo_availability_new (const char *date, guint minutes)
{
  DuoAvailability *self = g_new0 (DuoAvailability, 1);

  self->date = g_strdup (date);
  self->minutes = minutes;
  self->blocked = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));
  return self;
}

void
duo_availability_free (DuoAvailability *self)
{
  g_free (self->date);
  g_free (self->place);
  g_clear_pointer (&self->blocked, g_array_unref);
  g_free (self);
}
