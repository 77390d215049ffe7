/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-live-private.h"

#include "duo-permissions.h"

static gboolean
may_read (const DuoPersonRecord *person, const DuoChatRecord *chat, const DuoPersonRecord *recruiter)
{
  DuoRole role = duo_chat_record_get_role (chat, person->id, person->role,
                                           duo_person_record_is_colleague (person, recruiter));

  return role != DUO_ROLE_TALENT && duo_role_has_right (role, DUO_RIGHT_READ_CV);
}

/* As a personal change, which is ahead of the cursor and does not move it. */
static void
tell (DuoLiveHub *self, DuoLiveMembership *member, const DuoChatRecord *chat)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, text);
  duo_live_begin (&writer, DUO_LIVE_CHANGES);
  duo_wire_begin_changes (&writer, chat->event, member->upto);
  duo_json_writer_begin_array (&writer, "chats");
  if (!duo_view_write_chat (self->store, member->person, chat, &writer, NULL, &error))
    {
      duo_live_client_refuse (member->client, error, NULL);
      return;
    }
  duo_json_writer_end_array (&writer);
  duo_wire_end_changes (&writer, -1, FALSE);
  duo_json_writer_end_object (&writer);
  duo_live_client_send (member->client, text->str, text->len);
}

static void
tell_all (DuoLiveHub *self, const char *event, const DuoChatRecord *chat, const DuoPersonRecord *recruiter)
{
  for (GList *link = self->clients.head; link; link = link->next)
    {
      DuoLiveMembership *member = duo_live_client_find_member (link->data, event);

      if (member && may_read (member->person, chat, recruiter))
        tell (self, member, chat);
    }
}

void
duo_live_cvs_send (DuoLiveHub *self, const char *event, GPtrArray *chats)
{
  for (guint i = 0; i < chats->len; i++)
    {
      const DuoChatRecord *chat = chats->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (DuoPersonRecord) recruiter = duo_store_get_person (self->store, chat->recruiter, &error);

      if (recruiter)
        tell_all (self, event, chat, recruiter);
      else
        g_warning ("live: who may know of a CV cannot be read: %s", error->message);
    }
}
