/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-view.h"

#include "duo-permissions.h"

G_STATIC_ASSERT (sizeof (DuoCount) == sizeof (DuoWireCount));
G_STATIC_ASSERT (G_STRUCT_OFFSET (DuoCount, requests) == G_STRUCT_OFFSET (DuoWireCount, requests));

/* STRANGER, with the error, where it cannot be read. */
static DuoRole
get_chat_role (DuoStore *store, const DuoPersonRecord *viewer, const DuoChatRecord *chat, GError **error)
{
  g_autoptr (DuoPersonRecord) recruiter = NULL;

  if (viewer->role == DUO_ROLE_RECRUITER && !g_str_equal (viewer->id, chat->recruiter))
    {
      recruiter = duo_store_get_person (store, chat->recruiter, error);
      if (recruiter == NULL)
        return DUO_ROLE_STRANGER;
    }

  return duo_chat_record_get_role (chat, viewer->id, viewer->role,
                                   recruiter && duo_person_record_is_colleague (viewer, recruiter));
}

static void
hide_content (DuoChatRecord *chat)
{
  g_clear_pointer (&chat->message, g_free);
  g_clear_pointer (&chat->question, g_free);
  g_clear_pointer (&chat->answer, g_free);
  g_clear_pointer (&chat->reason, g_free);
}

static gboolean
fill_peer (DuoStore *store, DuoWireChat *chat, const char *id, GError **error)
{
  g_autoptr (DuoPersonRecord) peer = duo_store_get_person (store, id, error);
  g_autoptr (DuoCompanyRecord) company = NULL;

  if (peer == NULL)
    return FALSE;
  if (peer->company && (company = duo_store_get_company (store, peer->company, error)) == NULL)
    return FALSE;
  chat->peer_id = g_strdup (id);
  chat->peer_name = g_steal_pointer (&peer->name);
  chat->peer_title = g_steal_pointer (&peer->title);
  chat->peer_company = company ? g_steal_pointer (&company->name) : NULL;

  return TRUE;
}

/* (nullable) */
static DuoCvRecord *
dup_cv (DuoStore *store, const char *talent, GError **error)
{
  g_autoptr (GError) why = NULL;
  DuoCvRecord *cv = duo_store_get_cv (store, talent, NULL, &why);

  if (why != NULL && !g_error_matches (why, DUO_STORE_ERROR, DUO_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&why));
  return cv;
}

DuoWireChat *
duo_view_dup_chat (DuoStore *store, const DuoPersonRecord *viewer, const DuoChatRecord *chat, GError **error)
{
  g_autoptr (DuoWireChat) wire = g_new0 (DuoWireChat, 1);
  g_autoptr (GError) why = NULL;
  DuoRole role = get_chat_role (store, viewer, chat, &why);

  if (why == NULL)
    fill_peer (store, wire, role == DUO_ROLE_TALENT ? chat->recruiter : chat->talent, &why);
  if (why == NULL && role != DUO_ROLE_TALENT && duo_role_has_right (role, DUO_RIGHT_READ_CV))
    wire->peer_cv = dup_cv (store, chat->talent, &why);
  if (why != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }
  wire->record = duo_chat_record_copy (chat);
  if (!duo_role_has_right (role, DUO_RIGHT_SEE_CHAT_CONTENT))
    hide_content (wire->record);

  return g_steal_pointer (&wire);
}

void
duo_view_write_wire_chat (const DuoWireChat *chat, DuoJsonWriter *writer, const char *name)
{
  DuoWirePeer peer = {chat->peer_id, chat->peer_name, chat->peer_title, chat->peer_company, chat->peer_cv};

  duo_wire_write_chat (writer, name, chat->record, &peer);
}

gboolean
duo_view_write_chat (DuoStore *store,
                     const DuoPersonRecord *viewer,
                     const DuoChatRecord *chat,
                     DuoJsonWriter *writer,
                     const char *name,
                     GError **error)
{
  g_autoptr (DuoWireChat) wire = duo_view_dup_chat (store, viewer, chat, error);

  if (wire == NULL)
    return FALSE;
  duo_view_write_wire_chat (wire, writer, name);

  return TRUE;
}

gboolean
duo_view_write_slots (DuoStore *store,
                      const char *recruiter,
                      const char *date,
                      DuoRole role,
                      DuoJsonWriter *writer,
                      GError **error)
{
  gint64 rev = 0;
  g_autoptr (GPtrArray) days = duo_store_get_slots (store, recruiter, date, &rev, error);

  if (days == NULL)
    return FALSE;
  duo_wire_begin_slots (writer, recruiter, rev);
  for (guint i = 0; i < days->len; i++)
    {
      const DuoDaySlots *day = days->pdata[i];

      duo_wire_write_day (writer, day->date, day->minutes, day->place, day->slots, day->blocked,
                          role == DUO_ROLE_TALENT);
    }
  duo_wire_end_slots (writer);

  return TRUE;
}

static DuoWireDay *
dup_day (const DuoDaySlots *slots)
{
  DuoWireDay *day = duo_wire_day_new ();

  day->date = g_strdup (slots->date);
  day->minutes = slots->minutes;
  day->place = g_strdup (slots->place);
  g_array_append_vals (day->slots, slots->slots->data, slots->slots->len);
  day->blocked = g_array_ref (slots->blocked);

  return day;
}

DuoWireSlots *
duo_view_dup_slots (DuoStore *store, const char *recruiter, GError **error)
{
  gint64 rev = 0;
  g_autoptr (GPtrArray) days = duo_store_get_slots (store, recruiter, NULL, &rev, error);
  DuoWireSlots *slots;

  if (days == NULL)
    return NULL;
  slots = duo_wire_slots_new ();
  slots->recruiter = g_strdup (recruiter);
  slots->rev = rev;
  for (guint i = 0; i < days->len; i++)
    g_ptr_array_add (slots->days, dup_day (days->pdata[i]));

  return slots;
}

char *
duo_view_dup_class (const DuoPersonRecord *viewer)
{
  return g_strdup_printf ("%s %s", duo_role_to_string (viewer->role),
                          viewer->role == DUO_ROLE_RECRUITER && viewer->company ? viewer->company : "");
}

gboolean
duo_view_sees_counts (const DuoPersonRecord *viewer)
{
  return viewer->role != DUO_ROLE_RECRUITER;
}

void
duo_view_write_directory (const DuoChanges *changes, DuoJsonWriter *writer)
{
  duo_json_writer_begin_array (writer, "companies");
  for (guint i = 0; i < changes->companies->len; i++)
    duo_wire_write_company (writer, NULL, changes->companies->pdata[i]);
  duo_json_writer_end_array (writer);
  duo_json_writer_begin_array (writer, "people");
  for (guint i = 0; i < changes->people->len; i++)
    duo_wire_write_person (writer, NULL, changes->people->pdata[i]);
  duo_json_writer_end_array (writer);
  duo_json_writer_begin_array (writer, "gone");
  for (guint i = 0; i < changes->gone->len; i++)
    duo_json_writer_add_string (writer, NULL, changes->gone->pdata[i]);
  duo_json_writer_end_array (writer);
}

gboolean
duo_view_write_chats (DuoStore *store,
                      const DuoPersonRecord *viewer,
                      const GPtrArray *chats,
                      DuoJsonWriter *writer,
                      GError **error)
{
  duo_json_writer_begin_array (writer, "chats");
  for (guint i = 0; i < chats->len; i++)
    if (!duo_view_write_chat (store, viewer, chats->pdata[i], writer, NULL, error))
      return FALSE;
  duo_json_writer_end_array (writer);

  return TRUE;
}

gboolean
duo_view_write_changes (DuoStore *store,
                        const DuoPersonRecord *viewer,
                        gint64 since,
                        const DuoChanges *changes,
                        const GArray *counts,
                        DuoJsonWriter *writer,
                        GError **error)
{
  duo_wire_begin_changes (writer, viewer->event, since);
  if (changes->event)
    duo_wire_write_event (writer, "details", changes->event);
  duo_view_write_directory (changes, writer);
  if (!duo_view_write_chats (store, viewer, changes->chats, writer, error))
    return FALSE;
  duo_wire_write_notes (writer, changes->notes);
  if (counts)
    duo_wire_write_counts (writer, (const DuoWireCount *) (gpointer) counts->data, counts->len);
  duo_wire_end_changes (writer, changes->upto, changes->more);

  return TRUE;
}
