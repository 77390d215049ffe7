/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-event-private.h"

/* Where somebody is shown: the other side is found in the directory, one's own side is not. */
static DuoKeyedList *
list_for_person (DuoEvent *self, DuoPerson *person)
{
  DuoRole mine = self->record->role;
  DuoRole theirs = duo_person_get_role (person);

  if (mine == DUO_ROLE_RECRUITER && theirs == DUO_ROLE_RECRUITER)
    return self->colleagues;
  if (!duo_person_get_listed (person) || (mine == DUO_ROLE_TALENT && theirs != DUO_ROLE_RECRUITER))
    return self->others;
  return self->people;
}

static DuoKeyedList *
list_that_has (DuoEvent *self, const char *id)
{
  if (duo_keyed_list_lookup (self->people, id))
    return self->people;
  if (duo_keyed_list_lookup (self->colleagues, id))
    return self->colleagues;
  return duo_keyed_list_lookup (self->others, id) ? self->others : NULL;
}

static void
adopt_changed (DuoEvent *self, DuoKeyedList *now, DuoPerson *person, DuoPerson *fresh)
{
  g_autoptr (DuoPerson) keep = g_object_ref (person);
  const char *id = duo_person_get_id (person);
  DuoKeyedList *then;

  duo_person_take_over (person, fresh);
  id = duo_person_get_id (person);
  then = list_for_person (self, person);
  if (then == now)
    {
      duo_keyed_list_touch (now, id);
      return;
    }
  duo_keyed_list_remove (now, id);
  duo_keyed_list_stage (then, id, person);
}

static void
adopt_person (DuoEvent *self, DuoPerson *fresh)
{
  const char *id = duo_person_get_id (fresh);
  DuoKeyedList *list = list_that_has (self, id);
  DuoPerson *person = list ? duo_keyed_list_lookup (list, id) : NULL;

  if (!person)
    duo_keyed_list_stage (list_for_person (self, fresh), id, fresh);
  else if (duo_person_get_rev (person) < duo_person_get_rev (fresh))
    adopt_changed (self, list, person, fresh);
}

static DuoCompany *
find_company (DuoEvent *self, const char *id)
{
  return id ? g_hash_table_lookup (self->companies, id) : NULL;
}

static void
refresh_companies (DuoEvent *self, DuoKeyedList *list)
{
  for (guint i = 0; i < duo_keyed_list_get_length (list); i++)
    {
      DuoPerson *person = duo_keyed_list_get (list, i);
      DuoCompany *company = find_company (self, duo_person_get_company_id (person));

      if (company == duo_person_get_company (person))
        continue;
      duo_person_set_company (person, company);
      duo_keyed_list_touch (list, duo_person_get_id (person));
    }
  duo_keyed_list_commit (list);
}

/* Of others' chats the service tells organizers and, of colleagues', recruiters. */
static DuoRole
my_role_in (DuoEvent *self, const DuoChatRecord *record)
{
  return duo_chat_record_get_role (record, self->record->me, self->record->role, TRUE);
}

/* A handed-over chat changes sides: it becomes a new object with the other role. */
static void
take_chat (DuoEvent *self, const DuoChatRecord *record)
{
  DuoRole role = my_role_in (self, record);
  gboolean mine = role == DUO_ROLE_TALENT || role == DUO_ROLE_RECRUITER;
  DuoKeyedList *list = mine ? self->chats : self->other_chats;
  DuoChat *chat = duo_keyed_list_lookup (list, record->id);
  g_autoptr (DuoChat) fresh = NULL;

  duo_keyed_list_remove (mine ? self->other_chats : self->chats, record->id);
  if (!chat)
    {
      fresh = duo_chat_new (record, role);
      duo_chat_set_peer (fresh, duo_event_find_person (self, duo_chat_get_peer_id (fresh)));
      duo_keyed_list_stage (list, record->id, fresh);
    }
  else if (duo_chat_get_rev (chat) < record->rev)
    {
      duo_chat_update (chat, record);
      /* Who listens hears of a chat that was handed over with its new other side. */
      duo_chat_set_peer (chat, duo_event_find_person (self, duo_chat_get_peer_id (chat)));
      duo_keyed_list_touch (list, record->id);
    }
}

static gboolean
needs_me (DuoChat *chat)
{
  DuoChatState state = duo_chat_get_state (chat);

  if (duo_chat_get_my_role (chat) == DUO_ROLE_RECRUITER)
    return state == DUO_CHAT_REQUESTED;
  return state == DUO_CHAT_INVITED || state == DUO_CHAT_ACCEPTED;
}

/* A chat with a time goes before one without, an earlier one before a later one. */
static gboolean
goes_before (DuoChat *a, DuoChat *b)
{
  gboolean a_has_time = duo_chat_state_holds_time (duo_chat_get_state (a));
  gboolean b_has_time = duo_chat_state_holds_time (duo_chat_get_state (b));

  if (a_has_time != b_has_time)
    return a_has_time;
  return duo_chat_get_range (a).start < duo_chat_get_range (b).start;
}

static void
link_chat (DuoEvent *self, GHashTable *by_peer, DuoChat *chat)
{
  const char *peer = duo_chat_get_peer_id (chat);
  DuoChat *other = g_hash_table_lookup (by_peer, peer);

  duo_chat_set_peer (chat, duo_event_find_person (self, peer));
  if (duo_chat_state_is_open (duo_chat_get_state (chat)) && (!other || goes_before (chat, other)))
    g_hash_table_replace (by_peer, g_strdup (peer), g_object_ref (chat));
}

static void
show_chat_at_people (DuoEvent *self, GHashTable *peers, GHashTable *by_peer)
{
  GHashTableIter iter;
  gpointer peer;

  g_hash_table_iter_init (&iter, peers);
  while (g_hash_table_iter_next (&iter, &peer, NULL))
    {
      DuoPerson *person = duo_event_find_person (self, peer);

      if (person)
        duo_person_set_chat (person, g_hash_table_lookup (by_peer, peer));
    }
}

void
duo_event_relink (DuoEvent *self)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&self->chat_by_peer);
  guint open_requests = 0;

  self->chat_by_peer = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  for (guint i = 0; i < duo_keyed_list_get_length (self->chats); i++)
    {
      DuoChat *chat = duo_keyed_list_get (self->chats, i);

      link_chat (self, self->chat_by_peer, chat);
      open_requests += needs_me (chat);
    }
  show_chat_at_people (self, before, self->chat_by_peer);
  show_chat_at_people (self, self->chat_by_peer, self->chat_by_peer);
  duo_event_relink_cvs (self);
  duo_event_set_open_requests (self, open_requests);
  duo_event_refresh (self);
}

void
duo_event_adopt_companies (DuoEvent *self, GPtrArray *companies)
{
  gboolean replaced = FALSE;

  g_return_if_fail (DUO_IS_EVENT (self));

  for (guint i = 0; i < companies->len; i++)
    {
      DuoCompany *company = companies->pdata[i];
      DuoCompany *old = find_company (self, duo_company_get_id (company));

      if (old && duo_company_get_rev (old) == duo_company_get_rev (company))
        continue;
      g_hash_table_replace (self->companies, g_strdup (duo_company_get_id (company)), g_object_ref (company));
      replaced = TRUE;
    }
  if (!replaced)
    return;
  refresh_companies (self, self->people);
  refresh_companies (self, self->colleagues);
  refresh_companies (self, self->others);
}

void
duo_event_take_companies (DuoEvent *self, GPtrArray *records)
{
  g_autoptr (GPtrArray) companies = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) owned = records;

  g_return_if_fail (DUO_IS_EVENT (self));

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (companies, duo_company_new (records->pdata[i]));
  duo_event_adopt_companies (self, companies);
}

void
duo_event_adopt_people (DuoEvent *self, GPtrArray *people)
{
  g_return_if_fail (DUO_IS_EVENT (self));

  for (guint i = 0; i < people->len; i++)
    adopt_person (self, people->pdata[i]);
  duo_keyed_list_commit (self->people);
  duo_keyed_list_commit (self->colleagues);
  duo_keyed_list_commit (self->others);
  duo_event_relink (self);
}

void
duo_event_take_people (DuoEvent *self, GPtrArray *records)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) owned = records;

  g_return_if_fail (DUO_IS_EVENT (self));

  for (guint i = 0; i < records->len; i++)
    {
      const DuoPersonRecord *record = records->pdata[i];

      g_ptr_array_add (people, duo_person_new (record, find_company (self, record->company)));
    }
  duo_event_adopt_people (self, people);
}

void
duo_event_take_chats (DuoEvent *self, GPtrArray *records)
{
  g_autoptr (GPtrArray) owned = records;

  g_return_if_fail (DUO_IS_EVENT (self));

  for (guint i = 0; i < records->len; i++)
    take_chat (self, records->pdata[i]);
  duo_keyed_list_commit (self->chats);
  duo_keyed_list_commit (self->other_chats);
  duo_event_relink (self);
}

void
duo_event_set_counts (DuoEvent *self, const DuoPersonCounts *counts, gsize n_counts)
{
  g_return_if_fail (DUO_IS_EVENT (self));

  for (gsize i = 0; i < n_counts; i++)
    {
      DuoPerson *person = duo_event_find_person (self, counts[i].id);

      if (person)
        duo_person_set_counts (person, counts[i].open_slots, counts[i].requests);
    }
  if (n_counts > 0)
    duo_event_emit_counts_changed (self);
}

/* The chats of somebody who left keep the name. */
static void
keep_names (DuoKeyedList *chats, GHashTable *people, gboolean inside)
{
  for (guint i = 0; i < duo_keyed_list_get_length (chats); i++)
    {
      DuoChat *chat = duo_keyed_list_get (chats, i);
      DuoPerson *person = duo_chat_get_peer (chat);

      if (!person || g_hash_table_contains (people, duo_person_get_id (person)) != inside)
        continue;
      duo_chat_set_peer_names (chat, duo_person_get_name (person), duo_person_get_title (person),
                               duo_person_get_company_name (person));
      duo_chat_set_peer (chat, NULL);
    }
}

static void
remove_sets (DuoEvent *self, GHashTable *people, GHashTable *chats, gboolean inside)
{
  keep_names (self->chats, people, inside);
  keep_names (self->other_chats, people, inside);
  duo_event_unlink_cvs (self, chats, inside);
  duo_keyed_list_remove_all (self->chats, chats, inside);
  duo_keyed_list_remove_all (self->other_chats, chats, inside);
  duo_keyed_list_remove_all (self->people, people, inside);
  duo_keyed_list_remove_all (self->colleagues, people, inside);
  duo_keyed_list_remove_all (self->others, people, inside);
  duo_event_relink (self);
}

void
duo_event_remove (DuoEvent *self, GHashTable *people, GHashTable *chats)
{
  g_return_if_fail (DUO_IS_EVENT (self));
  remove_sets (self, people, chats, TRUE);
}

void
duo_event_retain (DuoEvent *self, GHashTable *people, GHashTable *chats)
{
  g_return_if_fail (DUO_IS_EVENT (self));
  remove_sets (self, people, chats, FALSE);
}

static void
remove_one (DuoEvent *self, const char *person, const char *chat)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) chats = g_hash_table_new (g_str_hash, g_str_equal);

  if (person)
    g_hash_table_add (people, (gpointer) person);
  if (chat)
    g_hash_table_add (chats, (gpointer) chat);
  duo_event_remove (self, people, chats);
}

void
duo_event_remove_person (DuoEvent *self, const char *id)
{
  g_return_if_fail (DUO_IS_EVENT (self));
  remove_one (self, id, NULL);
}

void
duo_event_remove_chat (DuoEvent *self, const char *id)
{
  g_return_if_fail (DUO_IS_EVENT (self));
  remove_one (self, NULL, id);
}

GHashTable *
duo_event_dup_companies (DuoEvent *self)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  GHashTableIter iter;
  gpointer id, company;

  g_return_val_if_fail (DUO_IS_EVENT (self), copy);

  g_hash_table_iter_init (&iter, self->companies);
  while (g_hash_table_iter_next (&iter, &id, &company))
    g_hash_table_insert (copy, g_strdup (id), g_object_ref (company));
  return copy;
}
