/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-event-private.h"

/* A talent has one CV, of which each of their chats with me and my colleagues tells. */

static void
show (DuoEvent *self, DuoChat *chat)
{
  DuoPerson *person = duo_event_find_person (self, duo_chat_get_peer_id (chat));

  if (person)
    duo_person_set_cv (person, duo_chat_get_peer_cv (chat));
}

void
duo_event_set_peer_cv (DuoEvent *self, DuoChat *chat, const DuoCvRecord *cv)
{
  g_return_if_fail (DUO_IS_EVENT (self));
  g_return_if_fail (DUO_IS_CHAT (chat));

  if (duo_cv_record_equal (duo_chat_get_peer_cv (chat), cv))
    return;
  duo_chat_set_peer_cv (chat, cv);
  show (self, chat);
}

static void
show_all (DuoEvent *self, DuoKeyedList *chats)
{
  for (guint i = 0; i < duo_keyed_list_get_length (chats); i++)
    {
      DuoChat *chat = duo_keyed_list_get (chats, i);

      if (duo_chat_get_peer_cv (chat))
        show (self, chat);
    }
}

void
duo_event_relink_cvs (DuoEvent *self)
{
  if (self->record->role != DUO_ROLE_RECRUITER)
    return;
  show_all (self, self->chats);
  show_all (self, self->other_chats);
}

static void
forget (DuoEvent *self, DuoKeyedList *chats, GHashTable *ids, gboolean inside)
{
  for (guint i = 0; i < duo_keyed_list_get_length (chats); i++)
    {
      DuoChat *chat = duo_keyed_list_get (chats, i);

      if (g_hash_table_contains (ids, duo_chat_get_id (chat)) == inside)
        duo_event_set_peer_cv (self, chat, NULL);
    }
}

/* Those that stay and tell of the same CV show it again when all is linked anew. */
void
duo_event_unlink_cvs (DuoEvent *self, GHashTable *ids, gboolean inside)
{
  forget (self, self->chats, ids, inside);
  forget (self, self->other_chats, ids, inside);
}
