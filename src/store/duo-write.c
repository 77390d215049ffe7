/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-write-private.h"

static void
item_free (DuoWriteItem *item)
{
  if (item->free_record != NULL)
    item->free_record (item->record);
  g_free (item->id);
  g_free (item->action);
  g_free (item->detail);
  g_clear_pointer (&item->body, g_bytes_unref);
  g_free (item->settings.question);
  g_free (item);
}

static DuoWriteItem *
add_item (DuoWrite *self, DuoWriteKind kind, const char *id)
{
  DuoWriteItem *item = g_new0 (DuoWriteItem, 1);

  item->kind = kind;
  item->id = g_strdup (id);
  g_ptr_array_add (self->items, item);
  return item;
}

DuoWrite *
duo_write_new (void)
{
  DuoWrite *self = g_new0 (DuoWrite, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  return self;
}

void
duo_write_free (DuoWrite *self)
{
  g_ptr_array_unref (self->items);
  g_free (self);
}

void
duo_write_take_account (DuoWrite *self, DuoAccountRecord *account)
{
  DuoWriteItem *item = add_item (self, DUO_WRITE_ACCOUNT, NULL);

  item->record = account;
  item->free_record = (GDestroyNotify) duo_account_record_free;
}

void
duo_write_take_event (DuoWrite *self, DuoEventRecord *event)
{
  DuoWriteItem *item = add_item (self, DUO_WRITE_EVENT, NULL);

  item->record = event;
  item->free_record = (GDestroyNotify) duo_event_record_free;
}

void
duo_write_take_company (DuoWrite *self, DuoCompanyRecord *company)
{
  DuoWriteItem *item = add_item (self, DUO_WRITE_COMPANY, NULL);

  item->record = company;
  item->free_record = (GDestroyNotify) duo_company_record_free;
}

void
duo_write_take_person (DuoWrite *self, DuoPersonRecord *person)
{
  DuoWriteItem *item = add_item (self, DUO_WRITE_PERSON, NULL);

  item->record = person;
  item->free_record = (GDestroyNotify) duo_person_record_free;
}

void
duo_write_change_person (DuoWrite *self, DuoPersonRecord *person)
{
  DuoWriteItem *item = add_item (self, DUO_WRITE_CHANGED_PERSON, NULL);

  item->record = person;
  item->free_record = (GDestroyNotify) duo_person_record_free;
}

void
duo_write_take_session (DuoWrite *self, DuoSessionRecord *session)
{
  DuoWriteItem *item = add_item (self, DUO_WRITE_SESSION, NULL);

  item->record = session;
  item->free_record = (GDestroyNotify) duo_session_record_free;
}

void
duo_write_touch_session (DuoWrite *self, const char *session, gint64 expires)
{
  add_item (self, DUO_WRITE_TOUCH_SESSION, session)->when = expires;
}

void
duo_write_revoke_session (DuoWrite *self, const char *session)
{
  add_item (self, DUO_WRITE_REVOKE_SESSION, session);
}

void
duo_write_revoke_sessions (DuoWrite *self, const char *account)
{
  add_item (self, DUO_WRITE_REVOKE_SESSIONS, account);
}

void
duo_write_forget_sessions (DuoWrite *self, gint64 when)
{
  add_item (self, DUO_WRITE_FORGET_SESSIONS, NULL)->when = when;
}

void
duo_write_vouch (DuoWrite *self, const char *account, const DuoVouch *vouch)
{
  DuoWriteItem *item = add_item (self, DUO_WRITE_VOUCH, account);

  item->record = g_memdup2 (vouch, sizeof *vouch);
  item->free_record = g_free;
}

void
duo_write_change_availability (DuoWrite *self, const char *person, DuoAvailability *day, gint64 seen)
{
  DuoWriteItem *item = add_item (self, DUO_WRITE_AVAILABILITY, person);

  item->record = day;
  item->free_record = (GDestroyNotify) duo_availability_free;
  item->seen = seen;
}

void
duo_write_take_availability (DuoWrite *self, const char *person, DuoAvailability *day)
{
  duo_write_change_availability (self, person, day, G_MAXINT64);
}

void
duo_write_set_settings (DuoWrite *self, const char *person, const DuoSettings *settings)
{
  DuoWriteItem *item = add_item (self, DUO_WRITE_SETTINGS, person);

  item->settings = *settings;
  item->settings.question = g_strdup (settings->question);
}

static void
add_visit (DuoWrite *self, DuoWriteKind kind, const char *chat, DuoRole side, gint64 when)
{
  DuoWriteItem *item = add_item (self, kind, chat);

  item->side = side;
  item->when = when;
}

void
duo_write_change_note (DuoWrite *self, DuoNoteRecord *note, gint64 seen)
{
  DuoWriteItem *item = add_item (self, DUO_WRITE_NOTE, NULL);

  item->record = note;
  item->free_record = (GDestroyNotify) duo_note_record_free;
  item->seen = seen;
}

void
duo_write_take_cv (DuoWrite *self, const char *account, DuoCvRecord *cv, GBytes *body)
{
  DuoWriteItem *item = add_item (self, DUO_WRITE_CV, account);

  item->record = cv;
  item->free_record = (GDestroyNotify) duo_cv_record_free;
  item->body = body ? g_bytes_ref (body) : NULL;
}

gsize
duo_write_get_bytes (const DuoWrite *self)
{
  gsize bytes = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const DuoWriteItem *item = self->items->pdata[i];

      bytes += item->body ? g_bytes_get_size (item->body) : 0;
    }

  return bytes;
}

void
duo_write_enter_room (DuoWrite *self, const char *chat, DuoRole side, gint64 when)
{
  add_visit (self, DUO_WRITE_ENTER_ROOM, chat, side, when);
}

void
duo_write_leave_room (DuoWrite *self, const char *chat, DuoRole side, gint64 when)
{
  add_visit (self, DUO_WRITE_LEAVE_ROOM, chat, side, when);
}

void
duo_write_leave_all_rooms (DuoWrite *self, gint64 when)
{
  add_item (self, DUO_WRITE_LEAVE_ALL_ROOMS, NULL)->when = when;
}

void
duo_write_audit (DuoWrite *self, const char *account, const char *action, const char *detail)
{
  DuoWriteItem *item = add_item (self, DUO_WRITE_AUDIT, account);

  item->action = g_strdup (action);
  item->detail = g_strdup (detail);
}
