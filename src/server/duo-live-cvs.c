/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-live-private.h"

#include "duo-permissions.h"

/* Chats in one message: a talent may have thousands of them. */
#define PAGE 200

/* What is read once for all who are told. */
typedef struct
{
  DuoLiveHub *hub;
  GPtrArray *members;     /* DuoLiveMembership, of the event */
  GHashTable *recruiters; /* id → DuoPersonRecord */
} Round;

/* (transfer none) (nullable): with an error */
static const DuoPersonRecord *
get_recruiter (Round *self, const char *id, GError **error)
{
  DuoPersonRecord *recruiter = g_hash_table_lookup (self->recruiters, id);

  if (recruiter)
    return recruiter;
  recruiter = duo_store_get_person (self->hub->store, id, error);
  if (recruiter)
    g_hash_table_insert (self->recruiters, recruiter->id, recruiter);

  return recruiter;
}

static gboolean
may_read (const DuoPersonRecord *person, const DuoChatRecord *chat, const DuoPersonRecord *recruiter)
{
  DuoRole role = duo_chat_record_get_role (chat, person->id, person->role,
                                           duo_person_record_is_colleague (person, recruiter));

  return duo_role_has_right (role, DUO_RIGHT_READ_CV);
}

/* As a personal change, which is ahead of the cursor and does not move it. Who may read the CV sees all of the chat. */
static void
send_page (DuoLiveMembership *member, const DuoWireChat *like, GPtrArray *chats)
{
  DuoWirePeer talent = {like->peer_id, like->peer_name, like->peer_title, like->peer_company, like->peer_cv};
  g_autoptr (GString) text = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, text);
  duo_live_begin (&writer, DUO_LIVE_CHANGES);
  duo_wire_begin_changes (&writer, like->record->event, member->upto);
  duo_json_writer_begin_array (&writer, "chats");
  for (guint i = 0; i < chats->len; i++)
    duo_wire_write_chat (&writer, NULL, chats->pdata[i], &talent);
  duo_json_writer_end_array (&writer);
  duo_wire_end_changes (&writer, -1, FALSE);
  duo_json_writer_end_object (&writer);
  duo_live_client_send (member->client, text->str, text->len);
  g_ptr_array_set_size (chats, 0);
}

static void
tell_member (Round *self, DuoLiveMembership *member, const DuoWireChat *like, GPtrArray *chats)
{
  g_autoptr (GPtrArray) page = g_ptr_array_new ();

  for (guint i = 0; i < chats->len; i++)
    {
      DuoChatRecord *chat = chats->pdata[i];
      const DuoPersonRecord *recruiter = g_hash_table_lookup (self->recruiters, chat->recruiter);

      if (recruiter && may_read (member->person, chat, recruiter))
        g_ptr_array_add (page, chat);
      if (page->len == PAGE)
        send_page (member, like, page);
    }
  if (page->len > 0)
    send_page (member, like, page);
}

/* (nullable): with an error; one of @chats as each recruiter sees it, the talent's CV included */
static DuoWireChat *
read_talent (Round *self, GPtrArray *chats, GError **error)
{
  const DuoPersonRecord *recruiter = NULL;

  for (guint i = chats->len; i-- > 0;)
    {
      recruiter = get_recruiter (self, ((DuoChatRecord *) chats->pdata[i])->recruiter, error);
      if (recruiter == NULL)
        return NULL;
    }

  return duo_view_dup_chat (self->hub->store, recruiter, chats->pdata[0], error);
}

/* @chats: of one talent */
static void
tell (Round *self, GPtrArray *chats)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoWireChat) like = read_talent (self, chats, &error);

  for (guint i = 0; i < self->members->len; i++)
    {
      DuoLiveMembership *member = self->members->pdata[i];

      if (member->person->role != DUO_ROLE_RECRUITER)
        continue;
      if (like)
        tell_member (self, member, like, chats);
      else
        duo_live_client_refuse (member->client, error, NULL); /* it may be one of theirs */
    }
}

void
duo_live_cvs_send (DuoLiveHub *self, const char *event, GPtrArray *chats)
{
  GPtrArray *members = duo_live_feed_get_members (self->feed, event);
  g_autoptr (GHashTable) recruiters =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) duo_person_record_free);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  Round round = {self, members, recruiters};

  for (guint i = 0; members && i < chats->len; i++)
    {
      const DuoChatRecord *chat = chats->pdata[i];
      const DuoChatRecord *next = i + 1 < chats->len ? chats->pdata[i + 1] : NULL;

      g_ptr_array_add (one, chats->pdata[i]);
      if (next && g_str_equal (chat->talent, next->talent))
        continue;
      tell (&round, one);
      g_ptr_array_set_size (one, 0);
    }
}
