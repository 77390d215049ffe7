/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-batch-private.h"
#include "duo-reader-private.h"

DUO_DEFINE_READER (DuoWireChanges, read_changes, duo_wire_read_changes)

static void
make_companies (DuoBatch *self, GHashTable *companies)
{
  for (guint i = 0; i < self->changes->companies->len; i++)
    {
      const DuoCompanyRecord *record = self->changes->companies->pdata[i];
      DuoCompany *old = g_hash_table_lookup (companies, record->id);
      DuoCompany *company;

      if (old && duo_company_get_rev (old) == record->rev)
        continue;
      company = duo_company_new (record);
      g_ptr_array_add (self->companies, company);
      g_hash_table_replace (companies, g_strdup (duo_company_get_id (company)), g_object_ref (company));
    }
}

static void
add_person (DuoBatch *self, GHashTable *companies, DuoPersonRecord *record)
{
  DuoCompany *company = record->company ? g_hash_table_lookup (companies, record->company) : NULL;
  DuoPerson *person = duo_person_new_take (record, company);

  duo_person_get_search_text (person);
  g_ptr_array_add (self->people, person);
}

static DuoBatch *
new_batch (DuoWireChanges *changes, GHashTable *known, gboolean keep_records)
{
  g_autoptr (GHashTable) companies =
      known ? g_hash_table_ref (known)
            : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  DuoBatch *self = g_new0 (DuoBatch, 1);

  g_atomic_ref_count_init (&self->references);
  self->changes = changes;
  self->companies = g_ptr_array_new_with_free_func (g_object_unref);
  self->people = g_ptr_array_new_full (changes->people->len, g_object_unref);
  make_companies (self, companies);
  for (guint i = 0; i < changes->people->len; i++)
    {
      DuoPersonRecord *record = changes->people->pdata[i];

      add_person (self, companies, keep_records ? duo_person_record_copy (record) : record);
    }
  return self;
}

DuoBatch *
duo_batch_new_take (DuoWireChanges *changes, GHashTable *known)
{
  return new_batch (changes, known, TRUE);
}

DuoBatch *
duo_batch_new_restored (DuoWireChanges *changes, GHashTable *known)
{
  DuoBatch *self = new_batch (changes, known, FALSE);

  g_ptr_array_set_free_func (changes->people, NULL);
  g_ptr_array_set_size (changes->people, 0);
  return self;
}

DuoBatch *
duo_batch_new_from_bytes (GBytes *body, GHashTable *known, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  DuoWireChanges *changes = read_changes (text ? text : "", length, DUO_MAX_CHANGES, error);

  return changes ? duo_batch_new_take (changes, known) : NULL;
}

DuoBatch *
duo_batch_ref (DuoBatch *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
duo_batch_unref (DuoBatch *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  duo_wire_changes_free (self->changes);
  g_ptr_array_unref (self->companies);
  g_ptr_array_unref (self->people);
  g_free (self);
}

static void
apply_chats (DuoBatch *self, DuoEvent *event)
{
  GPtrArray *chats = self->changes->chats;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  if (chats->len == 0)
    return;
  for (guint i = 0; i < chats->len; i++)
    g_ptr_array_add (records, ((DuoWireChat *) chats->pdata[i])->record);
  duo_event_take_chats (event, g_steal_pointer (&records));
  for (guint i = 0; i < chats->len; i++)
    {
      const DuoWireChat *wire = chats->pdata[i];
      DuoChat *chat = duo_event_find_chat (event, wire->record->id);

      if (!chat)
        continue;
      duo_chat_set_peer_names (chat, wire->peer_name, wire->peer_title, wire->peer_company);
      duo_event_set_peer_cv (event, chat, wire->peer_cv);
    }
}

/* Of what was shared with me I know only what comes now, where everything comes anew. */
static void
apply_notes (DuoBatch *self, DuoEvent *event)
{
  if (self->reset)
    duo_event_forget_notes (event);
  if (self->changes->notes->len > 0)
    duo_event_take_notes (event, self->changes->notes);
}

static void
apply_gone (DuoBatch *self, DuoEvent *event)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) chats = g_hash_table_new (g_str_hash, g_str_equal);

  for (char **gone = self->changes->gone; gone && *gone; gone++)
    {
      if (g_str_has_prefix (*gone, "chat:"))
        g_hash_table_add (chats, *gone + strlen ("chat:"));
      else if (g_str_has_prefix (*gone, "person:"))
        g_hash_table_add (people, *gone + strlen ("person:"));
      else if (g_str_has_prefix (*gone, "note:"))
        duo_event_remove_note (event, *gone + strlen ("note:"));
    }
  if (g_hash_table_size (people) + g_hash_table_size (chats) > 0)
    duo_event_remove (event, people, chats);
}

static void
apply_counts (DuoBatch *self, DuoEvent *event)
{
  const GArray *wire = self->changes->counts;
  g_autofree DuoPersonCounts *counts = g_new (DuoPersonCounts, wire->len);

  for (guint i = 0; i < wire->len; i++)
    {
      const DuoWireCount *count = &g_array_index (wire, DuoWireCount, i);

      counts[i] = (DuoPersonCounts) {count->id, count->open, count->requests};
    }
  duo_event_set_counts (event, counts, wire->len);
}

void
duo_batch_apply (DuoBatch *self, DuoEvent *event)
{
  if (self->changes->details)
    duo_event_update_details (event, self->changes->details);
  if (self->companies->len > 0)
    duo_event_adopt_companies (event, self->companies);
  if (self->people->len > 0)
    duo_event_adopt_people (event, self->people);
  apply_chats (self, event);
  apply_notes (self, event);
  apply_gone (self, event);
  apply_counts (self, event);
}
