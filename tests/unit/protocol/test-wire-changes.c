/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire.h"

#include <string.h>

#define E "EEEEEEEEEEEEEEEEEEEEEE"
#define R "RRRRRRRRRRRRRRRRRRRRRR"
#define T "TTTTTTTTTTTTTTTTTTTTTT"
#define C "CCCCCCCCCCCCCCCCCCCCCC"

#define CHANGES                                                                                              \
  "{\"event\":\"" E "\",\"since\":5,\"details\":{\"id\":\"" E                                                \
  "\",\"name\":\"Fair\",\"zone\":\"UTC\",\"state\":\"open\",\"rev\":9,\"changed\":8,\"days\":[],"            \
  "\"format\":{\"requests_by\":[\"talents\"],\"durations\":[15],\"limit_per_talent\":0,"                     \
  "\"limit_per_company\":0,\"gap\":0,\"closes\":0,\"expiry\":0,\"notice\":0,\"room_early\":5,"               \
  "\"room_late\":5}},\"companies\":[{\"id\":\"" C "\",\"name\":\"Analytical\",\"languages\":[],"             \
  "\"rev\":6}],\"people\":[{\"id\":\"" R                                                                     \
  "\",\"role\":\"recruiter\",\"name\":\"Ada\",\"topics\":[],\"languages\":[],"                               \
  "\"mode\":\"selective\",\"paused\":false,\"listed\":true,\"rev\":7}],\"chats\":[{\"id\":\"" C              \
  "\",\"event\":\"" E "\",\"recruiter\":\"" R "\",\"talent\":\"" T                                           \
  "\",\"state\":\"requested\",\"acted\":\"talent\","                                                         \
  "\"created\":\"2026-10-01T07:00:00Z\",\"changed\":\"2026-10-02T07:00:00Z\",\"rev\":8,"                     \
  "\"peer\":{\"id\":\"" R "\",\"name\":\"Ada\"}}],\"notes\":[{\"chat\":\"" C "\",\"author\":\"" R            \
  "\",\"text\":\"Good\",\"next_step\":\"Second talk\",\"mark\":\"strong-yes\","                              \
  "\"shared\":true,\"changed\":\"2026-10-02T07:00:00Z\",\"rev\":9}],"                                        \
  "\"gone\":[\"chat:" C "\",\"person:" T "\"],"                                                              \
  "\"counts\":[[\"" R "\",12,3],[\"" T "\",0,0]],\"upto\":9,\"more\":true}"
#define SLOTS                                                                                                \
  "{\"recruiter\":\"" R "\",\"rev\":4,\"days\":[{\"date\":\"2026-11-03\",\"minutes\":15,\"slots\":["         \
  "[\"2026-11-03T08:00:00Z\",\"2026-11-03T08:15:00Z\",\"open\"],"                                            \
  "[\"2026-11-03T08:15:00Z\",\"2026-11-03T08:30:00Z\",\"blocked\"],"                                         \
  "[\"2026-11-03T08:30:00Z\",\"2026-11-03T08:45:00Z\",\"booked\"],"                                          \
  "[\"2026-11-03T08:45:00Z\",\"2026-11-03T09:00:00Z\",\"past\"]],"                                           \
  "\"blocked\":[[\"2026-11-03T08:15:00Z\",\"2026-11-03T08:45:00Z\"]]},"                                      \
  "{\"date\":\"2026-11-04\",\"minutes\":30,\"place\":\"Hall 2\",\"slots\":[]}]}"

typedef struct
{
  JsonNode *node;
  GError *error;
  DuoJson root;
  GString *out;
  DuoJsonWriter writer;
} Fixture;

static void
begin (Fixture *f, const char *text)
{
  *f = (Fixture) {0};
  f->node = duo_json_parse (text, strlen (text), DUO_MAX_BODY, &f->error);
  g_assert_no_error (f->error);
  f->root = duo_json_root (f->node, &f->error);
  f->out = g_string_new (NULL);
  duo_json_writer_init (&f->writer, f->out);
}

static void
end (Fixture *f, const char *expected)
{
  g_assert_no_error (f->error);
  if (expected != NULL)
    g_assert_cmpstr (f->out->str, ==, expected);
  g_string_free (f->out, TRUE);
  json_node_unref (f->node);
}

static void
test_changes (void)
{
  Fixture f;
  g_autoptr (DuoWireChanges) changes = NULL;
  DuoPersonRecord *person;

  begin (&f, CHANGES);
  changes = duo_wire_read_changes (&f.root);
  g_assert_no_error (f.error);
  person = g_ptr_array_index (changes->people, 0);
  g_assert_cmpstr (person->event, ==, E);
  g_assert_cmpint (changes->since, ==, 5);
  g_assert_cmpint (changes->details->changed, ==, 8);
  g_assert_cmpint (changes->upto, ==, 9);
  g_assert_true (changes->more);
  g_assert_cmpstr (changes->gone[1], ==, "person:" T);
  g_assert_cmpstr (g_array_index (changes->counts, DuoWireCount, 0).id, ==, R);
  g_assert_cmpuint (g_array_index (changes->counts, DuoWireCount, 0).open, ==, 12);
  duo_json_writer_begin_object (&f.writer, NULL);
  duo_wire_write_changes (&f.writer, changes);
  duo_json_writer_end_object (&f.writer);
  end (&f, CHANGES);
}

/* A personal change sent ahead of the cursor must not move it. */
static void
test_ahead_of_the_cursor (void)
{
  Fixture f;
  g_autoptr (DuoWireChanges) changes = NULL;

  begin (&f, "{\"event\":\"" E "\"}");
  changes = duo_wire_read_changes (&f.root);
  g_assert_cmpint (changes->upto, ==, -1);
  g_assert_false (changes->more);
  g_assert_cmpuint (changes->chats->len, ==, 0);
  g_assert_cmpuint (g_strv_length (changes->gone), ==, 0);
  duo_json_writer_begin_object (&f.writer, NULL);
  duo_wire_write_changes (&f.writer, changes);
  duo_json_writer_end_object (&f.writer);
  end (&f, "{\"event\":\"" E "\",\"since\":0,\"more\":false}");
}

static void
test_slots (void)
{
  Fixture f;
  g_autoptr (DuoWireSlots) slots = NULL;
  const DuoWireDay *first, *second;

  begin (&f, SLOTS);
  slots = duo_wire_read_slots (&f.root);
  g_assert_no_error (f.error);
  first = g_ptr_array_index (slots->days, 0);
  second = g_ptr_array_index (slots->days, 1);
  g_assert_cmpuint (first->slots->len, ==, 4);
  g_assert_cmpint (g_array_index (first->slots, DuoSlot, 1).state, ==, DUO_SLOT_BLOCKED);
  g_assert_cmpuint (first->blocked->len, ==, 1);
  g_assert_null (second->blocked);
  g_assert_cmpstr (second->place, ==, "Hall 2");
  duo_json_writer_begin_object (&f.writer, NULL);
  duo_wire_begin_slots (&f.writer, slots->recruiter, slots->rev);
  duo_wire_write_day (&f.writer, first->date, first->minutes, first->place, first->slots, first->blocked,
                      FALSE);
  duo_wire_write_day (&f.writer, second->date, second->minutes, second->place, second->slots, second->blocked,
                      FALSE);
  duo_wire_end_slots (&f.writer);
  duo_json_writer_end_object (&f.writer);
  end (&f, SLOTS);
}

/* A talent cannot tell what is blocked from what is booked. */
static void
test_blocked_is_hidden (void)
{
  Fixture f;
  g_autoptr (DuoWireSlots) slots = NULL;
  const DuoWireDay *day;

  begin (&f, SLOTS);
  slots = duo_wire_read_slots (&f.root);
  day = g_ptr_array_index (slots->days, 0);
  duo_wire_write_day (&f.writer, day->date, day->minutes, NULL, day->slots, day->blocked, TRUE);
  g_assert_null (strstr (f.out->str, "blocked"));
  g_assert_nonnull (strstr (f.out->str, "open"));
  end (&f, NULL);
}

/* A state of slot that is not known yet cannot be booked. */
static void
test_unknown_slot_state (void)
{
  Fixture f;
  g_autoptr (DuoWireSlots) slots = NULL;
  const DuoWireDay *day;

  begin (&f,
         "{\"recruiter\":\"" R "\",\"rev\":4,\"days\":[{\"date\":\"2026-11-03\",\"minutes\":15,\"slots\":["
         "[\"2026-11-03T08:00:00Z\",\"2026-11-03T08:15:00Z\",\"offered\",\"and more\"]]}]}");
  slots = duo_wire_read_slots (&f.root);
  g_assert_no_error (f.error);
  day = g_ptr_array_index (slots->days, 0);
  g_assert_cmpint (g_array_index (day->slots, DuoSlot, 0).state, ==, DUO_SLOT_BOOKED);
  end (&f, NULL);
}

static void
test_availability (void)
{
  static const char text[] =
      "{\"days\":[{\"date\":\"2026-11-03\",\"minutes\":15,\"blocked\":[[\"2026-11-03T08:00:00Z\","
      "\"2026-11-03T08:15:00Z\"]]},{\"date\":\"2026-11-04\",\"minutes\":30,\"place\":\"Hall "
      "2\",\"blocked\":[]}]}";
  Fixture f;
  g_autoptr (GPtrArray) openings = NULL;

  begin (&f, text);
  openings = duo_wire_read_availability (&f.root);
  g_assert_no_error (f.error);
  g_assert_cmpuint (openings->len, ==, 2);
  duo_wire_write_availability (&f.writer, openings);
  end (&f, text);
}

static void
test_settings (void)
{
  static const char *const texts[] = {
      "{}",
      "{\"mode\":\"direct\",\"paused\":true,\"question\":\"Why?\",\"about\":\"Hi\",\"topics\":[\"C\"],"
      "\"languages\":[]}",
      "{\"mode\":\"selective\"}",
      "{\"question\":\"\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Fixture f;
      g_autoptr (DuoWireSettings) settings = NULL;

      begin (&f, texts[i]);
      settings = duo_wire_read_settings (&f.root);
      g_assert_no_error (f.error);
      duo_wire_write_settings (&f.writer, settings);
      end (&f, texts[i]);
    }
}

/* "" takes the question away; leaving it out keeps it. */
/* Compared with what the service makes of a text, and only where something is wanted. */
static void
test_settings_hold (void)
{
  const struct
  {
    DuoWireSettings settings;
    gboolean hold;
  } cases[] = {
      {{0}, TRUE},
      {{.has_direct = TRUE, .direct = TRUE}, TRUE},
      {{.has_direct = TRUE, .direct = FALSE}, FALSE},
      {{.has_paused = TRUE, .paused = TRUE}, FALSE},
      {{.has_question = TRUE, .question = (char *) "Why\a?"}, TRUE},
      {{.has_question = TRUE, .question = (char *) "Who?"}, FALSE},
      {{.has_question = TRUE}, FALSE},
      {{.has_about = TRUE}, TRUE},
      {{.topics = (char *[]) {"C", NULL}}, TRUE},
      {{.topics = (char *[]) {"C", "Rust", NULL}}, FALSE},
      {{.languages = (char *[]) {NULL}}, TRUE},
      {{.languages = (char *[]) {"Finnish", NULL}}, FALSE},
  };
  g_autoptr (DuoPersonRecord) person = duo_person_record_new ();

  person->direct = TRUE;
  person->question = g_strdup ("Why?");
  g_strfreev (person->topics);
  person->topics = g_strsplit ("C", ",", -1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (duo_wire_settings_hold (&cases[i].settings, person), ==, cases[i].hold);
}

static void
test_taking_the_question_away (void)
{
  Fixture f;
  g_autoptr (DuoWireSettings) away = NULL;
  g_autoptr (DuoWireSettings) kept = NULL;

  begin (&f, "{\"question\":\"\"}");
  away = duo_wire_read_settings (&f.root);
  g_assert_true (away->has_question);
  g_assert_null (away->question);
  end (&f, NULL);

  begin (&f, "{}");
  kept = duo_wire_read_settings (&f.root);
  g_assert_false (kept->has_question);
  end (&f, NULL);
}

/* Ten thousand recruiters are written and read in one go; what came out is what went in. */
static void
test_many (void)
{
  g_autoptr (DuoWireChanges) changes = duo_wire_changes_new (E);
  g_autoptr (DuoWireChanges) again = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  DuoJsonWriter writer;
  DuoJson root;

  for (guint i = 0; i < 10000; i++)
    {
      DuoPersonRecord *person = duo_person_record_new ();

      person->id = g_strdup_printf ("%022u", i);
      person->name = g_strdup_printf ("Number %u", i);
      person->rev = i;
      g_ptr_array_add (changes->people, person);
    }
  duo_json_writer_init (&writer, out);
  duo_json_writer_begin_object (&writer, NULL);
  duo_wire_write_changes (&writer, changes);
  duo_json_writer_end_object (&writer);

  node = duo_json_parse (out->str, out->len, 16 * DUO_MAX_BODY, &error);
  g_assert_no_error (error);
  root = duo_json_root (node, &error);
  again = duo_wire_read_changes (&root);
  g_assert_no_error (error);
  g_assert_cmpuint (again->people->len, ==, 10000);
  g_assert_cmpstr (((DuoPersonRecord *) g_ptr_array_index (again->people, 9999))->name, ==, "Number 9999");
}

/* What a newer service knows is no reason to lose the note; what a client sends has to be known. */
static void
test_note (void)
{
  static const char *const wrong[] = {"{\"mark\":\"brilliant\"}", "{\"text\":7}", "{\"shared\":\"yes\"}",
                                      "[]"};
  g_autofree char *long_text = g_strnfill (DUO_MAX_NOTE + 1, 'x');
  g_autofree char *too_long = g_strdup_printf ("{\"text\":\"%s\"}", long_text);
  g_autoptr (DuoNoteRecord) note = NULL;
  Fixture f;

  begin (&f,
         "{\"chat\":\"" C "\",\"author\":\"" R "\",\"text\":\"\",\"next_step\":\"\",\"mark\":\"brilliant\","
         "\"shared\":false,\"changed\":\"2026-10-02T07:00:00Z\",\"rev\":9}");
  note = duo_wire_read_note (&f.root, E);
  g_assert_nonnull (note);
  g_assert_cmpint (note->mark, ==, DUO_MARK_NONE);
  end (&f, NULL);

  begin (&f, "{\"text\":\"a\\u202e\\r\\nb\",\"next_step\":\"one\\ntwo\",\"mark\":\"no\"}");
  g_assert_true (duo_wire_read_noted (&f.root, note));
  duo_wire_write_noted (&f.writer, note);
  end (&f, "{\"text\":\"a\\nb\",\"next_step\":\"one two\",\"mark\":\"no\",\"shared\":false}");

  for (guint i = 0; i <= G_N_ELEMENTS (wrong); i++)
    {
      begin (&f, i < G_N_ELEMENTS (wrong) ? wrong[i] : too_long);
      g_assert_false (duo_wire_read_noted (&f.root, note));
      g_assert_error (f.error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_MALFORMED);
      g_clear_error (&f.error);
      end (&f, NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/wire/changes", test_changes);
  g_test_add_func ("/protocol/wire/ahead-of-the-cursor", test_ahead_of_the_cursor);
  g_test_add_func ("/protocol/wire/slots", test_slots);
  g_test_add_func ("/protocol/wire/blocked-is-hidden", test_blocked_is_hidden);
  g_test_add_func ("/protocol/wire/unknown-slot-state", test_unknown_slot_state);
  g_test_add_func ("/protocol/wire/availability", test_availability);
  g_test_add_func ("/protocol/wire/settings", test_settings);
  g_test_add_func ("/protocol/wire/settings-hold", test_settings_hold);
  g_test_add_func ("/protocol/wire/taking-the-question-away", test_taking_the_question_away);
  g_test_add_func ("/protocol/wire/note", test_note);
  g_test_add_func ("/protocol/wire/many", test_many);
  return g_test_run ();
}
