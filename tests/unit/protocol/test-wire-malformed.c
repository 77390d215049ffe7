/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire.h"

#include <string.h>

#define ID "EEEEEEEEEEEEEEEEEEEEEE"
#define KEY "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

/* Each reader gets a good message, then the same with one member changed or taken away, and must name it. */

typedef gboolean (*Reads) (const DuoJson *json);

#define DEFINE_READS(name, Type, call)                                                                       \
  static gboolean reads_##name (const DuoJson *json)                                                         \
  {                                                                                                          \
    g_autoptr (Type) value = call;                                                                           \
                                                                                                             \
    return value != NULL;                                                                                    \
  }

DEFINE_READS (event, DuoEventRecord, duo_wire_read_event (json))
DEFINE_READS (events, GPtrArray, duo_wire_read_events (json))
DEFINE_READS (format_change, DuoFormatChange, duo_wire_read_format_change (json))
DEFINE_READS (company, DuoCompanyRecord, duo_wire_read_company (json, ID))
DEFINE_READS (person, DuoPersonRecord, duo_wire_read_person (json, ID))
DEFINE_READS (chat, DuoWireChat, duo_wire_read_chat (json))
DEFINE_READS (new_chat, DuoWireCommand, duo_wire_read_new_chat (json))
DEFINE_READS (command, DuoWireCommand, duo_wire_read_command (json))
DEFINE_READS (room, DuoWireRoom, duo_wire_read_room (json))
DEFINE_READS (slots, DuoWireSlots, duo_wire_read_slots (json))
DEFINE_READS (availability, GPtrArray, duo_wire_read_availability (json))
DEFINE_READS (settings, DuoWireSettings, duo_wire_read_settings (json))
DEFINE_READS (changes, DuoWireChanges, duo_wire_read_changes (json))
DEFINE_READS (service, DuoWireService, duo_wire_read_service (json))
DEFINE_READS (sign_in, DuoWireSignIn, duo_wire_read_sign_in (json))
DEFINE_READS (session, DuoWireSession, duo_wire_read_session (json))
DEFINE_READS (devices, GPtrArray, duo_wire_read_devices (json))
DEFINE_READS (problem, DuoWireProblem, duo_wire_read_problem (json))

#define DEVICE(key, since)                                                                                   \
  "{\"session\":\"" ID "\",\"key\":\"" key "\",\"since\":" since ",\"current\":false}"
#define FORMAT "{\"requests_by\":[\"talents\"],\"durations\":[15]}"
#define EVENT(days, format)                                                                                  \
  "{\"id\":\"" ID "\",\"name\":\"A\",\"zone\":\"UTC\",\"state\":\"open\",\"rev\":1,\"days\":" days           \
  ",\"format\":" format "}"
#define DAYS(kind, windows)                                                                                  \
  "{\"days\":[{\"date\":\"2026-11-03\",\"kind\":\"" kind "\",\"windows\":" windows "}]}"
#define CHAT(state, created, more)                                                                           \
  "{\"id\":\"" ID "\",\"event\":\"" ID "\",\"recruiter\":\"" ID "\",\"talent\":\"" ID "\",\"state\":" state  \
  ",\"created\":" created ",\"changed\":\"2026-10-02T07:00:00Z\",\"rev\":1" more "}"
#define GOOD_TIME "\"2026-10-01T07:00:00Z\""
#define TEN "xxxxxxxxxx"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define FOUR "\"a\",\"a\",\"a\",\"a\""
#define SIXTEEN FOUR "," FOUR "," FOUR "," FOUR
#define SLOT(slot)                                                                                           \
  "{\"recruiter\":\"" ID "\",\"rev\":1,\"days\":[{\"date\":\"x\",\"minutes\":15,\"slots\":[" slot "]}]}"

static const struct
{
  Reads reads;
  const char *text;
  const char *path; /* NULL: it is good */
} cases[] = {
    {reads_event, EVENT ("[]", FORMAT), NULL},
    {reads_event, "[]", "message"},
    {reads_event, "{}", "id"},
    {reads_event, "{\"id\":\"x\"}", "id"},
    {reads_event, "{\"id\":\"" ID "\",\"name\":\"A\",\"zone\":\"UTC\",\"state\":\"open\",\"rev\":1}",
     "format"},
    {reads_event,
     "{\"id\":\"" ID
     "\",\"name\":\"A\",\"zone\":\"/etc/passwd\",\"state\":\"open\",\"rev\":1,\"days\":[],\"format\":" FORMAT
     "}",
     "zone"},
    {reads_event, EVENT ("{}", FORMAT), "days"},
    {reads_event, EVENT ("[5]", FORMAT), "days[0]"},
    {reads_event, EVENT ("[{\"date\":\"2026-11-03\",\"kind\":\"virtual\",\"windows\":[]}]", FORMAT),
     "days[0]"},
    {reads_event, EVENT ("[{\"date\":\"nov\",\"kind\":\"virtual\",\"windows\":[[0,5]]}]", FORMAT), "days[0]"},
    {reads_event, EVENT ("[{\"date\":\"2026-11-03\",\"kind\":\"virtual\",\"windows\":[[540]]}]", FORMAT),
     "days[0].windows[0][1]"},
    {reads_event, EVENT ("[{\"date\":\"2026-11-03\",\"kind\":\"virtual\",\"windows\":[[540,1441]]}]", FORMAT),
     "days[0].windows[0][1]"},
    {reads_event, EVENT ("[]", "[]"), "format"},
    {reads_event, EVENT ("[]", "{\"durations\":[15]}"), "format"},
    {reads_event, EVENT ("[]", "{\"requests_by\":[\"talents\"],\"durations\":[3]}"), "format.durations[0]"},
    {reads_event, EVENT ("[]", "{\"requests_by\":[\"talents\"],\"durations\":[30,15]}"), "format"},
    {reads_event, EVENT ("[]", "{\"requests_by\":[\"talents\"],\"durations\":[15],\"gap\":-5}"),
     "format.gap"},
    {reads_event, EVENT ("[]", "{\"requests_by\":[\"talents\"],\"durations\":[15],\"opens\":5}"),
     "format.opens"},
    {reads_event,
     EVENT (
         "[]",
         "{\"requests_by\":[\"talents\"],\"durations\":[5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5]}"),
     "format.durations"},
    {reads_events, "{\"events\":[" EVENT ("[]", FORMAT) "]}", NULL},
    {reads_events, "{\"events\":[" EVENT ("[]", FORMAT) ",{}]}", "events[1].id"},

    {reads_format_change, "{}", NULL},
    {reads_format_change, "{\"format\":" FORMAT "}", NULL},
    {reads_format_change, "{\"state\":\"asleep\"}", "state"},
    {reads_format_change, "{\"zone\":5}", "zone"},
    {reads_format_change, "{\"days\":{}}", "days"},
    {reads_format_change, DAYS ("virtual", "[[540,720],[700,800]]"), "days[0]"},
    {reads_format_change, DAYS ("by-letter", "[[540,720]]"), "days[0].kind"},
    {reads_format_change, DAYS ("virtual", "[[540,720,800]]"), "days[0].windows[0]"},
    {reads_format_change, "{\"format\":{\"requests_by\":[],\"durations\":[15]}}", "format"},
    {reads_format_change, "{\"touched\":[{\"chat\":\"x\",\"rev\":1,\"do\":\"keep\"}]}", "touched[0].chat"},
    {reads_format_change, "{\"touched\":[{\"chat\":\"" ID "\",\"rev\":0,\"do\":\"keep\"}]}",
     "touched[0].rev"},
    {reads_format_change, "{\"touched\":[{\"chat\":\"" ID "\",\"rev\":1,\"do\":\"burn\"}]}", "touched[0].do"},

    {reads_company, "{\"id\":\"" ID "\",\"name\":\"A\",\"rev\":1}", NULL},
    {reads_company, "{\"id\":\"" ID "\",\"name\":\"A\"}", "rev"},
    {reads_company, "{\"id\":\"" ID "\",\"name\":\"A\",\"rev\":-1}", "rev"},
    {reads_company, "{\"id\":\"" ID "\",\"name\":\"A\",\"rev\":1,\"languages\":\"sv\"}", "languages"},
    {reads_person, "{\"id\":\"" ID "\",\"role\":\"talent\",\"name\":\"A\",\"rev\":1}", NULL},
    {reads_person, "{\"id\":\"" ID "\",\"role\":5,\"name\":\"A\",\"rev\":1}", "role"},
    {reads_person, "{\"id\":\"" ID "\",\"role\":\"talent\",\"name\":\"A\",\"rev\":1,\"company\":\"x\"}",
     "company"},
    {reads_person, "{\"id\":\"" ID "\",\"role\":\"talent\",\"name\":\"A\",\"rev\":1,\"paused\":1}", "paused"},
    {reads_person, "{\"id\":\"" ID "\",\"role\":\"talent\",\"name\":\"A\",\"rev\":1,\"topics\":[null]}",
     "topics[0]"},

    {reads_chat, CHAT ("\"requested\"", GOOD_TIME, ""), NULL},
    {reads_chat, CHAT ("5", GOOD_TIME, ""), "state"},
    {reads_chat, CHAT ("\"requested\"", "0", ""), "created"},
    {reads_chat, CHAT ("\"requested\"", GOOD_TIME, ",\"start\":" GOOD_TIME), "end"},
    {reads_chat, CHAT ("\"requested\"", GOOD_TIME, ",\"start\":" GOOD_TIME ",\"end\":" GOOD_TIME), "start"},
    {reads_chat, CHAT ("\"requested\"", GOOD_TIME, ",\"message\":[]"), "message"},
    {reads_chat, CHAT ("\"requested\"", GOOD_TIME, ",\"peer\":5"), "peer"},
    {reads_chat, CHAT ("\"requested\"", GOOD_TIME, ",\"peer\":{\"id\":\"" ID "\"}"), "peer.name"},

    {reads_new_chat, "{\"verb\":\"request\",\"with\":\"" ID "\"}", NULL},
    {reads_new_chat, "{\"with\":\"" ID "\"}", "verb"},
    {reads_new_chat, "{\"verb\":\"cancel\",\"with\":\"" ID "\"}", "verb"},
    {reads_new_chat, "{\"verb\":\"request\"}", "with"},
    {reads_new_chat, "{\"verb\":\"book\",\"with\":\"" ID "\"}", "start"},
    {reads_command, "{\"minutes\":10}", NULL},
    {reads_command, "{\"minutes\":121}", "minutes"},
    {reads_command, "{\"minutes\":2.5}", "minutes"},
    {reads_command, "{\"end\":" GOOD_TIME "}", "start"},
    {reads_command, "{\"with\":\"../..\"}", "with"},
    {reads_room, "{\"may_join\":true,\"opens\":" GOOD_TIME ",\"closes\":" GOOD_TIME "}", NULL},
    {reads_room, "{\"opens\":" GOOD_TIME ",\"closes\":" GOOD_TIME "}", "may_join"},
    {reads_room, "{\"may_join\":true,\"opens\":" GOOD_TIME ",\"closes\":" GOOD_TIME ",\"ice\":[5]}",
     "ice[0]"},

    {reads_slots, SLOT (""), NULL},
    {reads_slots, SLOT ("[]"), "days[0].slots[0][2]"},
    {reads_slots, SLOT ("[" GOOD_TIME "," GOOD_TIME ",\"open\"]"), "days[0].slots[0]"},
    {reads_slots, SLOT ("[1,2,\"open\"]"), "days[0].slots[0][0]"},
    {reads_slots, "{\"recruiter\":\"" ID "\",\"rev\":1,\"days\":[{\"date\":\"x\",\"minutes\":0}]}",
     "days[0].minutes"},
    {reads_availability, "{\"days\":[{\"date\":\"x\",\"minutes\":15}]}", NULL},
    {reads_availability, "{}", "days"},
    {reads_availability, "{\"days\":[{\"date\":\"x\",\"minutes\":17}]}", "days[0].minutes"},
    {reads_availability, "{\"days\":[{\"date\":\"x\",\"minutes\":15,\"blocked\":[5]}]}",
     "days[0].blocked[0]"},
    {reads_settings, "{\"mode\":\"direct\"}", NULL},
    {reads_settings, "{\"mode\":\"lottery\"}", "mode"},
    {reads_settings, "{\"paused\":\"yes\"}", "paused"},
    {reads_settings, "{\"topics\":[\"" HUNDRED "\"]}", NULL},
    {reads_settings, "{\"topics\":[\"" HUNDRED "x\"]}", "topics"},
    {reads_settings, "{\"languages\":[\"" HUNDRED "x\"]}", "languages"},
    {reads_settings, "{\"topics\":[" SIXTEEN "," SIXTEEN "]}", NULL},
    {reads_settings, "{\"topics\":[" SIXTEEN "," SIXTEEN ",\"a\"]}", "topics"},

    {reads_changes, "{\"event\":\"" ID "\"}", NULL},
    {reads_changes, "{}", "event"},
    {reads_changes, "{\"event\":\"" ID "\",\"upto\":-1}", "upto"},
    {reads_changes, "{\"event\":\"" ID "\",\"people\":[{}]}", "people[0].id"},
    {reads_changes, "{\"event\":\"" ID "\",\"companies\":[{}]}", "companies[0].id"},
    {reads_changes, "{\"event\":\"" ID "\",\"chats\":[{}]}", "chats[0].id"},
    {reads_changes, "{\"event\":\"" ID "\",\"counts\":[[\"" ID "\",1]]}", "counts[0][2]"},
    {reads_changes, "{\"event\":\"" ID "\",\"counts\":[[\"" ID "x\",1,1]]}", "counts[0][0]"},
    {reads_changes, "{\"event\":\"" ID "\",\"gone\":[1]}", "gone[0]"},

    {reads_service, "{\"name\":\"A\",\"version\":\"1\",\"protocol\":[1]}", NULL},
    {reads_service, "{\"name\":\"A\",\"version\":1}", "version"},
    {reads_service, "{\"name\":\"A\",\"version\":\"1\",\"protocol\":[\"1\"]}", "protocol[0]"},
    {reads_sign_in,
     "{\"method\":\"password\",\"email\":\"a\",\"password\":\"b\",\"device\":{\"name\":\"c\",\"key\":\"" KEY
     "\"}}",
     NULL},
    {reads_sign_in, "{\"method\":\"magic\",\"device\":{}}", "method"},
    {reads_sign_in, "{\"method\":\"password\",\"email\":\"a\",\"password\":\"b\"}", "device"},
    {reads_sign_in,
     "{\"method\":\"password\",\"email\":\"a\",\"password\":\"b\",\"device\":{\"name\":\"c\",\"key\":\"AA\"}"
     "}",
     "device.key"},
    {reads_session,
     "{\"token\":\"t\",\"expires\":" GOOD_TIME ",\"account\":{\"id\":\"" ID
     "\",\"name\":\"A\",\"email\":\"a\"}}",
     NULL},
    {reads_session, "{\"token\":\"t\",\"expires\":" GOOD_TIME ",\"account\":{\"id\":\"" ID "\"}}",
     "account.name"},
    {reads_devices, "{\"devices\":[" DEVICE (KEY, GOOD_TIME) "]}", NULL},
    {reads_devices, "{\"devices\":[]}", NULL},
    {reads_devices, "{\"devices\":{}}", "devices"},
    {reads_devices, "{\"devices\":[" DEVICE (KEY, GOOD_TIME) "," DEVICE ("AAAA", GOOD_TIME) "]}",
     "devices[1].key"},
    {reads_devices, "{\"devices\":[" DEVICE (KEY, "0") "]}", "devices[0].since"},
    {reads_devices, "{\"devices\":[{\"session\":\"x\"}]}", "devices[0].session"},
    {reads_problem, "{\"code\":\"stale\"}", NULL},
    {reads_problem, "{\"status\":409}", "code"},
    {reads_problem, "{\"code\":\"stale\",\"chat\":{}}", "chat.id"},
    {reads_problem, "{\"code\":\"slot-taken\",\"slots\":[[]]}", "slots[0][0]"},
};

static void
test_the_path_is_named (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node =
          duo_json_parse (cases[i].text, strlen (cases[i].text), DUO_MAX_BODY, &error);
      DuoJson root = duo_json_root (node, &error);
      g_autofree char *start = g_strconcat (cases[i].path != NULL ? cases[i].path : "", ": ", NULL);

      g_test_message ("%s", cases[i].text);
      g_assert_nonnull (node);
      g_assert_cmpint (cases[i].reads (&root), ==, cases[i].path == NULL);
      if (cases[i].path == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_MALFORMED);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, start));
    }
}

static void
test_too_many_devices (void)
{
  for (guint extra = 0; extra < 2; extra++)
    {
      g_autoptr (GString) text = g_string_new ("{\"devices\":[");
      g_autoptr (GPtrArray) devices = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GError) error = NULL;
      DuoJson root;

      for (guint i = 0; i < DUO_MAX_DEVICES + extra; i++)
        g_string_append_printf (text, "%s%s", i > 0 ? "," : "", DEVICE (KEY, GOOD_TIME));
      g_string_append (text, "]}");
      node = duo_json_parse (text->str, text->len, DUO_MAX_BODY, NULL);
      root = duo_json_root (node, &error);
      devices = duo_wire_read_devices (&root);
      g_assert_cmpint (devices == NULL, ==, extra > 0);
    }
}

/* Whatever the store has, no answer has more than a reader takes. */
static void
test_no_more_devices_are_written (void)
{
  for (guint n = DUO_MAX_DEVICES - 1; n <= DUO_MAX_DEVICES + 1; n++)
    {
      g_autoptr (GPtrArray) written =
          g_ptr_array_new_with_free_func ((GDestroyNotify) duo_device_record_free);
      g_autoptr (GPtrArray) read = NULL;
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GError) error = NULL;
      DuoJsonWriter writer;
      DuoJson root;

      for (guint i = 0; i < n; i++)
        {
          g_ptr_array_add (written, duo_device_record_new ());
          ((DuoDeviceRecord *) written->pdata[i])->session = g_strdup (ID);
        }
      duo_json_writer_init (&writer, text);
      duo_wire_write_devices (&writer, written);
      node = duo_json_parse (text->str, text->len, DUO_MAX_BODY, NULL);
      root = duo_json_root (node, &error);
      read = duo_wire_read_devices (&root);
      g_assert_no_error (error);
      g_assert_cmpuint (read->len, ==, MIN (n, DUO_MAX_DEVICES));
    }
}

/* Whatever stands in the place of the whole message, every reader says no and nothing breaks. */
static void
test_other_kinds_of_messages (void)
{
  static const char *const texts[] = {"null", "5", "true", "\"text\"", "[]", "[{}]"};
  static const Reads all[] = {
      reads_event,   reads_company,      reads_person,  reads_chat,     reads_new_chat, reads_room,
      reads_slots,   reads_availability, reads_changes, reads_service,  reads_sign_in,  reads_session,
      reads_problem, reads_events,       reads_command, reads_settings, reads_devices,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (all); j++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (JsonNode) node = duo_json_parse (texts[i], strlen (texts[i]), DUO_MAX_BODY, NULL);
        DuoJson root = duo_json_root (node, &error);

        g_assert_false (all[j](&root));
        g_assert_error (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_MALFORMED);
      }
}

static void
test_text_limit (void)
{
  g_autofree char *longest = g_strnfill (DUO_MAX_TEXT, 'x'), *longer = g_strnfill (DUO_MAX_TEXT + 1, 'x');
  const char *const messages[] = {longest, longer};

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"message\":\"%s\"}", messages[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = duo_json_parse (text, strlen (text), DUO_MAX_BODY, NULL);
      DuoJson root = duo_json_root (node, &error);

      g_assert_cmpint (reads_command (&root), ==, i == 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/wire/the-path-is-named", test_the_path_is_named);
  g_test_add_func ("/protocol/wire/other-kinds-of-messages", test_other_kinds_of_messages);
  g_test_add_func ("/protocol/wire/too-many-devices", test_too_many_devices);
  g_test_add_func ("/protocol/wire/no-more-devices-are-written", test_no_more_devices_are_written);
  g_test_add_func ("/protocol/wire/text-limit", test_text_limit);
  return g_test_run ();
}
