/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-id.h"
#include "duo-paths.h"
#include "duo-queued-private.h"
#include "duo-wire.h"

DuoQueued *
duo_queued_new (void)
{
  DuoQueued *self = g_new0 (DuoQueued, 1);

  self->key = duo_id_new ();
  return self;
}

DuoQueued *
duo_queued_copy (const DuoQueued *self)
{
  DuoQueued *copy = g_memdup2 (self, sizeof *self);

  copy->key = g_strdup (self->key);
  copy->account = g_strdup (self->account);
  copy->event = g_strdup (self->event);
  copy->chat = g_strdup (self->chat);
  copy->person = g_strdup (self->person);
  copy->whom = g_strdup (self->whom);
  copy->message = g_strdup (self->message);
  copy->answer = g_strdup (self->answer);
  return copy;
}

void
duo_queued_free (DuoQueued *self)
{
  g_free (self->key);
  g_free (self->account);
  g_free (self->event);
  g_free (self->chat);
  g_free (self->person);
  g_free (self->whom);
  g_free (self->message);
  g_free (self->answer);
  g_free (self);
}

gboolean
duo_queued_same_record (const DuoQueued *a, const DuoQueued *b)
{
  return g_strcmp0 (a->event, b->event) == 0 && g_strcmp0 (a->person, b->person) == 0;
}

char *
duo_queued_dup_path (const DuoQueued *self)
{
  if (self->chat)
    return duo_path_build_verb (self->chat, self->verb);
  return duo_path_build (DUO_PATH_CHATS, self->event, NULL);
}

char *
duo_queued_dup_body (const DuoQueued *self)
{
  g_autoptr (GString) out = g_string_new (NULL);
  DuoJsonWriter writer;
  DuoWireCommand wire = {.verb = self->verb,
                         .with = self->whom,
                         .range = self->range,
                         .minutes = self->minutes,
                         .message = self->message,
                         .answer = self->answer};

  duo_json_writer_init (&writer, out);
  if (self->chat)
    duo_wire_write_command (&writer, &wire);
  else
    duo_wire_write_new_chat (&writer, &wire);
  return g_string_free_and_steal (g_steal_pointer (&out));
}
