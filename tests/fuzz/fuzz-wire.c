/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-wire.h"

#include <string.h>

/* The first byte says which reader; what it understood, written and read again, is written the same. */

typedef gboolean (*Rewrite) (const DuoJson *json, DuoJsonWriter *writer);

#define EVENT "EEEEEEEEEEEEEEEEEEEEEE"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoVouch, g_free)

#define DEFINE_REWRITE(name, Type, read, write)                                                              \
  static gboolean rewrite_##name (const DuoJson *json, DuoJsonWriter *writer)                                \
  {                                                                                                          \
    g_autoptr (Type) value = read;                                                                           \
                                                                                                             \
    g_assert_true ((value == NULL) == duo_json_failed (json));                                               \
    if (value != NULL)                                                                                       \
      write;                                                                                                 \
    return value != NULL;                                                                                    \
  }

static void
write_chat (DuoJsonWriter *writer, const DuoWireChat *chat)
{
  const DuoWirePeer peer = {chat->peer_id, chat->peer_name, chat->peer_title, chat->peer_company,
                            chat->peer_cv};

  duo_wire_write_chat (writer, NULL, chat->record, &peer);
}

static void
write_slots (DuoJsonWriter *writer, const DuoWireSlots *slots)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_wire_begin_slots (writer, slots->recruiter, slots->rev);
  for (guint i = 0; i < slots->days->len; i++)
    {
      const DuoWireDay *day = g_ptr_array_index (slots->days, i);

      duo_wire_write_day (writer, day->date, day->minutes, day->place, day->slots, day->blocked, FALSE);
    }
  duo_wire_end_slots (writer);
  duo_json_writer_end_object (writer);
}

static void
write_changes (DuoJsonWriter *writer, const DuoWireChanges *changes)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_wire_write_changes (writer, changes);
  duo_json_writer_end_object (writer);
}

/* (transfer full) (nullable) */
static DuoNoteRecord *
read_noted (const DuoJson *json)
{
  g_autoptr (DuoNoteRecord) note = duo_note_record_new (EVENT, EVENT, EVENT);

  return duo_wire_read_noted (json, note) ? g_steal_pointer (&note) : NULL;
}

/* (transfer full) (nullable) */
static DuoVouch *
read_vouch (const DuoJson *json)
{
  g_autofree DuoVouch *vouch = g_new0 (DuoVouch, 1);

  return duo_wire_read_vouch (json, vouch) ? g_steal_pointer (&vouch) : NULL;
}

DEFINE_REWRITE (event, DuoEventRecord, duo_wire_read_event (json), duo_wire_write_event (writer, NULL, value))
DEFINE_REWRITE (events, GPtrArray, duo_wire_read_events (json), duo_wire_write_events (writer, NULL, value))
DEFINE_REWRITE (company,
                DuoCompanyRecord,
                duo_wire_read_company (json, EVENT),
                duo_wire_write_company (writer, NULL, value))
DEFINE_REWRITE (person,
                DuoPersonRecord,
                duo_wire_read_person (json, EVENT),
                duo_wire_write_person (writer, NULL, value))
DEFINE_REWRITE (chat, DuoWireChat, duo_wire_read_chat (json), write_chat (writer, value))
DEFINE_REWRITE (new_chat,
                DuoWireCommand,
                duo_wire_read_new_chat (json),
                duo_wire_write_new_chat (writer, value))
DEFINE_REWRITE (command, DuoWireCommand, duo_wire_read_command (json), duo_wire_write_command (writer, value))
DEFINE_REWRITE (room, DuoWireRoom, duo_wire_read_room (json), duo_wire_write_room (writer, value))
DEFINE_REWRITE (slots, DuoWireSlots, duo_wire_read_slots (json), write_slots (writer, value))
DEFINE_REWRITE (availability,
                GPtrArray,
                duo_wire_read_availability (json),
                duo_wire_write_availability (writer, value))
DEFINE_REWRITE (settings,
                DuoWireSettings,
                duo_wire_read_settings (json),
                duo_wire_write_settings (writer, value))
DEFINE_REWRITE (changes, DuoWireChanges, duo_wire_read_changes (json), write_changes (writer, value))
DEFINE_REWRITE (service, DuoWireService, duo_wire_read_service (json), duo_wire_write_service (writer, value))
DEFINE_REWRITE (sign_in, DuoWireSignIn, duo_wire_read_sign_in (json), duo_wire_write_sign_in (writer, value))
DEFINE_REWRITE (session, DuoWireSession, duo_wire_read_session (json), duo_wire_write_session (writer, value))
DEFINE_REWRITE (format_change,
                DuoFormatChange,
                duo_wire_read_format_change (json),
                duo_wire_write_format_change (writer, value))
DEFINE_REWRITE (problem, DuoWireProblem, duo_wire_read_problem (json), duo_wire_write_problem (writer, value))
DEFINE_REWRITE (noted, DuoNoteRecord, read_noted (json), duo_wire_write_noted (writer, value))
DEFINE_REWRITE (me, DuoWireMe, duo_wire_read_me (json), duo_wire_write_me (writer, value->person, value->cv))

DEFINE_REWRITE (devices, GPtrArray, duo_wire_read_devices (json), duo_wire_write_devices (writer, value))
DEFINE_REWRITE (vouch, DuoVouch, read_vouch (json), duo_wire_write_vouch (writer, value))

static const Rewrite rewrites[] = {
    rewrite_event,    rewrite_events,        rewrite_company, rewrite_person,  rewrite_chat,
    rewrite_new_chat, rewrite_command,       rewrite_room,    rewrite_slots,   rewrite_availability,
    rewrite_settings, rewrite_changes,       rewrite_service, rewrite_sign_in, rewrite_session,
    rewrite_problem,  rewrite_format_change, rewrite_noted,   rewrite_me,      rewrite_devices,
    rewrite_vouch,
};

/* (nullable): what was understood of @text, written anew */
static char *
rewrite (Rewrite function, const char *text, gsize length)
{
  g_autoptr (JsonNode) node = duo_json_parse (text, length, 4 * DUO_MAX_BODY, NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  DuoJson json = duo_json_root (node, &error);
  DuoJsonWriter writer;

  if (node == NULL)
    return NULL;

  duo_json_writer_init (&writer, out);
  return function (&json, &writer) ? g_string_free_and_steal (g_steal_pointer (&out)) : NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  Rewrite function;

  if (size == 0)
    return 0;

  function = rewrites[(guint8) (data[0] - 'a') % G_N_ELEMENTS (rewrites)];
  first = rewrite (function, (const char *) data + 1, size - 1);
  if (first == NULL)
    return 0;

  second = rewrite (function, first, strlen (first));
  g_assert_cmpstr (first, ==, second);
  return 0;
}
