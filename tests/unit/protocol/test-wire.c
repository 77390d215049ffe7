/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire.h"

#include <string.h>

#define E "EEEEEEEEEEEEEEEEEEEEEE"
#define R "RRRRRRRRRRRRRRRRRRRRRR"
#define T "TTTTTTTTTTTTTTTTTTTTTT"
#define C "CCCCCCCCCCCCCCCCCCCCCC"
#define ME "MMMMMMMMMMMMMMMMMMMMMM"
#define KEY "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

/* Every message is written down as it must look, read, and written again: both directions are held to one text. */

#define EVENT                                                                                                \
  "{\"id\":\"" E "\",\"name\":\"Arkad\",\"description\":\"A fair\",\"contact\":\"a@b.se\","                  \
  "\"zone\":\"Europe/"                                                                                       \
  "Stockholm\",\"state\":\"open\",\"rev\":7,\"changed\":6,\"role\":\"talent\",\"me\":\"" ME "\","            \
  "\"profile\":{\"topics\":[\"Rust\"],\"languages\":[\"Svenska\"]},"                                         \
  "\"days\":[{\"date\":\"2026-11-03\",\"kind\":\"virtual\",\"windows\":[[540,720],[780,1020]]},"             \
  "{\"date\":\"2026-11-04\",\"kind\":\"in-person\",\"windows\":[[600,660]]}],"                               \
  "\"format\":{\"requests_by\":[\"talents\",\"recruiters\"],\"durations\":[15,30],\"limit_per_talent\":5,"   \
  "\"limit_per_company\":20,\"gap\":10,\"opens\":\"2026-10-01T07:00:00Z\",\"closes\":60,\"expiry\":1440,"    \
  "\"notice\":120,\"room_early\":5,\"room_late\":5}}"
#define COMPANY                                                                                              \
  "{\"id\":\"" C                                                                                             \
  "\",\"name\":\"Analytical\",\"field\":\"Engines\",\"size\":\"200, Lund\",\"languages\":[\"English\"],"     \
  "\"website\":\"https://example.org\",\"rev\":3}"
#define PERSON                                                                                               \
  "{\"id\":\"" R "\",\"role\":\"recruiter\",\"name\":\"Ada\",\"title\":\"Engineer\",\"company\":\"" C "\","  \
  "\"about\":\"Hello\",\"topics\":[\"C\"],\"languages\":[\"English\",\"Svenska\"],\"question\":\"Why?\","    \
  "\"mode\":\"direct\",\"paused\":true,\"listed\":true,\"rev\":4}"
#define CHAT                                                                                                 \
  "{\"id\":\"" C "\",\"event\":\"" E "\",\"recruiter\":\"" R "\",\"talent\":\"" T                            \
  "\",\"state\":\"confirmed\","                                                                              \
  "\"start\":\"2026-11-03T13:15:00Z\",\"end\":\"2026-11-03T13:30:00Z\",\"message\":\"Hi\",\"question\":"     \
  "\"Why?\","                                                                                                \
  "\"answer\":\"Because\",\"reason\":\"moved\",\"acted\":\"talent\",\"moved_by\":\"recruiter\",\"absent\":"  \
  "\"both\",\"late\":5,\"extended\":10,"                                                                     \
  "\"created\":\"2026-10-01T07:00:00Z\",\"changed\":\"2026-10-02T07:00:00Z\",\"rev\":9,"                     \
  "\"peer\":{\"id\":\"" R "\",\"name\":\"Ada\",\"title\":\"Engineer\",\"company\":\"Analytical\"}}"

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
test_event (void)
{
  Fixture f;
  g_autoptr (DuoEventRecord) event = NULL;

  begin (&f, EVENT);
  event = duo_wire_read_event (&f.root);
  g_assert_no_error (f.error);
  g_assert_cmpint (event->state, ==, DUO_EVENT_OPEN);
  g_assert_cmpint (event->role, ==, DUO_ROLE_TALENT);
  g_assert_cmpint (event->changed, ==, 6);
  g_assert_cmpstr (event->my_topics[0], ==, "Rust");
  g_assert_cmpstr (event->my_languages[0], ==, "Svenska");
  g_assert_cmpuint (event->days->len, ==, 2);
  g_assert_cmpuint (event->format.n_durations, ==, 2);
  g_assert_cmpuint (event->format.limit_per_talent, ==, 5);
  g_assert_cmpint (duo_day_get_kind (g_ptr_array_index (event->days, 1)), ==, DUO_DAY_IN_PERSON);
  duo_wire_write_event (&f.writer, NULL, event);
  end (&f, EVENT);
}

static void
test_events (void)
{
  Fixture f;
  g_autoptr (GPtrArray) events = NULL;

  begin (&f, "{\"events\":[" EVENT "," EVENT "]}");
  events = duo_wire_read_events (&f.root);
  g_assert_cmpuint (events->len, ==, 2);
  duo_wire_write_events (&f.writer, NULL, events);
  end (&f, "{\"events\":[" EVENT "," EVENT "]}");
}

/* A change says what it changes, and nothing else. */
static void
test_format_change (void)
{
  static const char *const texts[] = {
      "{}",
      "{\"zone\":\"Europe/Stockholm\",\"contact\":\"\",\"state\":\"closed\","
      "\"days\":[{\"date\":\"2026-11-03\",\"kind\":\"in-person\",\"windows\":[[540,720],[780,1020]]}],"
      "\"format\":{\"requests_by\":[\"talents\"],\"durations\":[15,30],\"limit_per_talent\":0,"
      "\"limit_per_company\":0,\"gap\":10,\"closes\":0,\"expiry\":360,\"notice\":0,\"room_early\":5,"
      "\"room_late\":5},"
      "\"touched\":[{\"chat\":\"" C "\",\"rev\":3,\"do\":\"keep\"},{\"chat\":\"" R
      "\",\"rev\":4,\"do\":\"cancel\"}],\"reason\":\"Sorry.\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Fixture f;
      g_autoptr (DuoFormatChange) change = NULL;

      begin (&f, texts[i]);
      change = duo_wire_read_format_change (&f.root);
      g_assert_no_error (f.error);
      g_assert_cmpint (change->has_format, ==, i == 1);
      g_assert_cmpint (change->days != NULL, ==, i == 1);
      duo_wire_write_format_change (&f.writer, change);
      end (&f, texts[i]);
    }
}

/* What may be missing: the least an event says. */
static void
test_least_event (void)
{
  Fixture f;
  g_autoptr (DuoEventRecord) event = NULL;

  begin (&f, "{\"id\":\"" E "\",\"name\":\"\",\"zone\":\"UTC\",\"state\":\"draft\",\"rev\":0,"
             "\"format\":{\"requests_by\":[\"talents\"],\"durations\":[5]}}");
  event = duo_wire_read_event (&f.root);
  g_assert_nonnull (event);
  g_assert_null (event->description);
  g_assert_cmpint (event->role, ==, DUO_ROLE_STRANGER);
  g_assert_cmpuint (event->days->len, ==, 0);
  g_assert_cmpint (event->format.requests_by, ==, DUO_REQUESTS_BY_TALENTS);
  g_assert_cmpuint (event->format.room_early, ==, 5);
  end (&f, NULL);
}

static void
test_company (void)
{
  Fixture f;
  g_autoptr (DuoCompanyRecord) company = NULL;

  begin (&f, COMPANY);
  company = duo_wire_read_company (&f.root, E);
  g_assert_cmpstr (company->event, ==, E);
  g_assert_cmpstr (company->website, ==, "https://example.org");
  duo_wire_write_company (&f.writer, NULL, company);
  end (&f, COMPANY);
}

static void
test_person (void)
{
  Fixture f;
  g_autoptr (DuoPersonRecord) person = NULL;

  begin (&f, PERSON);
  person = duo_wire_read_person (&f.root, E);
  g_assert_cmpstr (person->event, ==, E);
  g_assert_cmpint (person->role, ==, DUO_ROLE_RECRUITER);
  g_assert_true (person->direct);
  g_assert_true (person->paused);
  duo_wire_write_person (&f.writer, NULL, person);
  end (&f, PERSON);
}

/* The account is known to the service only, and never leaves it. */
static void
test_account_stays (void)
{
  g_autoptr (DuoPersonRecord) person = duo_person_record_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  DuoJsonWriter writer;

  person->id = g_strdup (R);
  person->name = g_strdup ("Ada");
  person->account = g_strdup ("secret-account");
  duo_json_writer_init (&writer, out);
  duo_wire_write_person (&writer, NULL, person);
  g_assert_null (strstr (out->str, "secret-account"));
}

static void
test_chat (void)
{
  Fixture f;
  g_autoptr (DuoWireChat) chat = NULL;
  DuoWirePeer peer;

  begin (&f, CHAT);
  chat = duo_wire_read_chat (&f.root);
  g_assert_cmpint (chat->record->state, ==, DUO_CHAT_CONFIRMED);
  g_assert_cmpuint (duo_time_range_get_minutes (chat->record->range), ==, 15);
  g_assert_cmpint (chat->record->moved_by, ==, DUO_ROLE_RECRUITER);
  g_assert_cmpint (chat->record->absent, ==, DUO_ABSENT_BOTH);
  g_assert_cmpuint (chat->record->late, ==, 5);
  g_assert_cmpuint (chat->record->extended, ==, 10);
  g_assert_cmpstr (chat->peer_company, ==, "Analytical");
  peer = (DuoWirePeer) {chat->peer_id, chat->peer_name, chat->peer_title, chat->peer_company, chat->peer_cv};
  duo_wire_write_chat (&f.writer, NULL, chat->record, &peer);
  end (&f, CHAT);
}

static void
test_chat_without_peer (void)
{
  Fixture f;
  g_autoptr (DuoWireChat) chat = NULL;

  begin (&f,
         "{\"id\":\"" C "\",\"event\":\"" E "\",\"recruiter\":\"" R "\",\"talent\":\"" T "\","
         "\"state\":\"requested\",\"created\":\"2026-10-01T07:00:00Z\",\"changed\":\"2026-10-02T07:00:00Z\","
         "\"rev\":9}");
  chat = duo_wire_read_chat (&f.root);
  g_assert_nonnull (chat);
  g_assert_null (chat->peer_id);
  g_assert_cmpint (chat->record->range.start, ==, 0);
  duo_wire_write_chat (&f.writer, NULL, chat->record, NULL);
  g_assert_null (strstr (f.out->str, "peer"));
  g_assert_null (strstr (f.out->str, "start"));
  end (&f, NULL);
}

#define CV_PEER                                                                                              \
  "{\"id\":\"" T                                                                                             \
  "\",\"name\":\"Amara\",\"cv\":{\"name\":\"%s\",\"size\":1234,\"uploaded\":\"2026-10-02T07:00:00Z\"}}"

static char *
dup_chat_with_cv (const char *name)
{
  g_autofree char *peer = g_strdup_printf (CV_PEER, name);

  return g_strdup_printf ("{\"id\":\"" C "\",\"event\":\"" E "\",\"recruiter\":\"" R "\",\"talent\":\"" T
                          "\","
                          "\"state\":\"requested\",\"acted\":\"talent\",\"created\":\"2026-10-01T07:00:00Z\","
                          "\"changed\":\"2026-10-02T07:00:00Z\",\"rev\":9,\"peer\":%s}",
                          peer);
}

/* Whatever a service calls it, it becomes a file in one folder here. */
static void
test_chat_with_cv (void)
{
  g_autofree char *text = dup_chat_with_cv ("Amara.pdf");
  g_autofree char *wicked = dup_chat_with_cv ("../../.config/autostart/x.desktop");
  g_autoptr (DuoWireChat) chat = NULL, other = NULL;
  DuoWirePeer peer;
  Fixture f, g;

  begin (&f, text);
  chat = duo_wire_read_chat (&f.root);
  g_assert_cmpstr (chat->peer_cv->name, ==, "Amara.pdf");
  g_assert_cmpuint (chat->peer_cv->size, ==, 1234);
  peer = (DuoWirePeer) {chat->peer_id, chat->peer_name, chat->peer_title, chat->peer_company, chat->peer_cv};
  duo_wire_write_chat (&f.writer, NULL, chat->record, &peer);
  end (&f, text);
  begin (&g, wicked);
  other = duo_wire_read_chat (&g.root);
  g_assert_cmpstr (other->peer_cv->name, ==, "x.desktop.pdf");
  end (&g, NULL);
}

/* A newer service may say more, and words that we do not know yet. */
static void
test_newer_service (void)
{
  Fixture f;
  g_autoptr (DuoWireChat) chat = NULL;
  g_autoptr (DuoPersonRecord) person = NULL;

  begin (&f, "{\"id\":\"" C "\",\"event\":\"" E "\",\"recruiter\":\"" R "\",\"talent\":\"" T
             "\",\"state\":\"paused\","
             "\"acted\":\"robot\",\"created\":\"2026-10-01T07:00:00Z\",\"changed\":\"2026-10-02T07:00:00Z\","
             "\"rev\":9,"
             "\"mood\":{\"a\":[1,2]},\"peer\":{\"id\":\"" R "\",\"name\":\"A\",\"avatar\":5}}");
  chat = duo_wire_read_chat (&f.root);
  g_assert_nonnull (chat);
  g_assert_cmpint (chat->record->state, ==, DUO_CHAT_NONE);
  g_assert_cmpint (chat->record->acted, ==, DUO_ROLE_STRANGER);
  end (&f, NULL);

  begin (&f, "{\"id\":\"" R "\",\"role\":\"moderator\",\"name\":\"A\",\"mode\":\"lottery\",\"rev\":1}");
  person = duo_wire_read_person (&f.root, E);
  g_assert_nonnull (person);
  g_assert_false (person->direct);
  g_assert_true (person->listed);
  g_assert_cmpint (person->role, ==, DUO_ROLE_STRANGER);
  end (&f, NULL);
}

static void
test_event_of_newer_service (void)
{
  Fixture f;
  g_autoptr (DuoEventRecord) event = NULL;

  begin (&f, "{\"id\":\"" E
             "\",\"name\":\"A\",\"zone\":\"UTC\",\"state\":\"postponed\",\"rev\":1,\"role\":\"judge\","
             "\"days\":[{\"date\":\"2026-11-03\",\"kind\":\"hybrid\",\"windows\":[[540,720]]}],"
             "\"format\":{\"requests_by\":[\"talents\",\"robots\"],\"durations\":[5],\"colour\":\"red\"}}");
  event = duo_wire_read_event (&f.root);
  g_assert_nonnull (event);
  g_assert_cmpint (event->state, ==, DUO_EVENT_CLOSED);
  g_assert_cmpint (event->role, ==, DUO_ROLE_STRANGER);
  g_assert_cmpint (duo_day_get_kind (g_ptr_array_index (event->days, 0)), ==, DUO_DAY_VIRTUAL);
  end (&f, NULL);
}

static void
test_new_chat (void)
{
  static const char text[] = "{\"verb\":\"book\",\"with\":\"" R "\",\"start\":\"2026-11-03T13:15:00Z\","
                             "\"end\":\"2026-11-03T13:30:00Z\",\"message\":\"Hi\",\"answer\":\"Because\"}";
  Fixture f;
  g_autoptr (DuoWireCommand) command = NULL;

  begin (&f, text);
  command = duo_wire_read_new_chat (&f.root);
  g_assert_cmpint (command->verb, ==, DUO_VERB_BOOK);
  g_assert_cmpstr (command->with, ==, R);
  duo_wire_write_new_chat (&f.writer, command);
  end (&f, text);
}

static void
test_command (void)
{
  static const char *const texts[] = {
      "{}",
      "{\"message\":\"Sorry\"}",
      "{\"minutes\":5}",
      "{\"with\":\"" R "\",\"message\":\"Ada has more time\"}",
      "{\"start\":\"2026-11-03T13:15:00Z\",\"end\":\"2026-11-03T13:30:00Z\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Fixture f;
      g_autoptr (DuoWireCommand) command = NULL;

      begin (&f, texts[i]);
      command = duo_wire_read_command (&f.root);
      g_assert_nonnull (command);
      duo_wire_write_command (&f.writer, command);
      end (&f, texts[i]);
    }
}

static void
test_room (void)
{
  static const char text[] = "{\"may_join\":true,\"opens\":\"2026-11-03T13:10:00Z\",\"closes\":\"2026-11-"
                             "03T13:35:00Z\",\"peer_present\":true,\"elsewhere\":false,"
                             "\"ice\":[\"turn://1:a%2Fb@host:3478\",\"stun://host:3478\"],"
                             "\"ice_until\":\"2026-11-03T13:20:00Z\"}";
  Fixture f;
  g_autoptr (DuoWireRoom) room = NULL;

  begin (&f, text);
  room = duo_wire_read_room (&f.root);
  g_assert_cmpuint (g_strv_length (room->ice), ==, 2);
  g_assert_cmpint (room->closes - room->opens, ==, 25 * 60);
  g_assert_cmpint (room->ice_until - room->opens, ==, 10 * 60);
  duo_wire_write_room (&f.writer, room);
  end (&f, text);
}

static void
test_service (void)
{
  static const char text[] =
      "{\"name\":\"Arkad\",\"version\":\"0.1.0\",\"protocol\":[1],\"registration\":\"open\","
      "\"sign_in\":[\"password\"]}";
  Fixture f;
  g_autoptr (DuoWireService) service = NULL;
  g_autoptr (DuoWireService) newer = NULL;

  begin (&f, text);
  service = duo_wire_read_service (&f.root);
  g_assert_true (service->speaks_v1);
  duo_wire_write_service (&f.writer, service);
  end (&f, text);

  begin (&f, "{\"name\":\"A\",\"version\":\"9\",\"protocol\":[2,3]}");
  newer = duo_wire_read_service (&f.root);
  g_assert_nonnull (newer);
  g_assert_false (newer->speaks_v1);
  end (&f, NULL);
}

static void
test_sign_in (void)
{
  static const char text[] = "{\"method\":\"password\",\"email\":\"a@b.se\",\"password\":\"hunter2 \\\"\","
                             "\"device\":{\"name\":\"laptop\",\"key\":\"" KEY "\"}}";
  Fixture f;
  g_autoptr (DuoWireSignIn) sign_in = NULL;

  begin (&f, text);
  sign_in = duo_wire_read_sign_in (&f.root);
  g_assert_cmpstr (sign_in->password, ==, "hunter2 \"");
  g_assert_cmpuint (g_bytes_get_size (sign_in->key), ==, 32);
  duo_wire_write_sign_in (&f.writer, sign_in);
  end (&f, text);
}

static void
test_session (void)
{
  static const char text[] =
      "{\"token\":\"t0ken\",\"expires\":\"2026-12-03T13:15:00Z\",\"account\":{\"id\":\"" C "\","
      "\"name\":\"Ada\",\"email\":\"a@b.se\"}}";
  Fixture f;
  g_autoptr (DuoWireSession) session = NULL;

  begin (&f, text);
  session = duo_wire_read_session (&f.root);
  g_assert_cmpstr (session->token, ==, "t0ken");
  g_assert_cmpstr (session->account, ==, C);
  duo_wire_write_session (&f.writer, session);
  end (&f, text);
}

static void
test_problem (void)
{
  static const char *const texts[] = {
      "{\"type\":\"about:blank\",\"title\":\"No\",\"status\":409,\"code\":\"limit-reached\",\"detail\":\"5 "
      "of 5\"}",
      "{\"type\":\"about:blank\",\"title\":\"Changed\",\"status\":412,\"code\":\"stale\",\"chat\":" CHAT "}",
      "{\"type\":\"about:blank\",\"title\":\"Taken\",\"status\":409,\"code\":\"slot-taken\","
      "\"slots\":[[\"2026-11-03T13:15:00Z\",\"2026-11-03T13:30:00Z\"]],\"left\":4}",
      "{\"type\":\"about:blank\",\"title\":\"Closed\",\"status\":409,\"code\":\"room-closed\","
      "\"opens\":\"2026-11-03T13:10:00Z\",\"closes\":\"2026-11-03T13:35:00Z\"}",
      "{\"type\":\"about:blank\",\"title\":\"Changed\",\"status\":412,\"code\":\"stale\",\"person\":" PERSON
      "}",
  };
  static const DuoRefusal refusals[] = {DUO_REFUSAL_LIMIT_REACHED, DUO_REFUSAL_NONE, DUO_REFUSAL_NONE,
                                        DUO_REFUSAL_ROOM_CLOSED, DUO_REFUSAL_NONE};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Fixture f;
      g_autoptr (DuoWireProblem) problem = NULL;

      begin (&f, texts[i]);
      problem = duo_wire_read_problem (&f.root);
      g_assert_no_error (f.error);
      g_assert_cmpint (duo_wire_problem_get_refusal (problem), ==, refusals[i]);
      duo_wire_write_problem (&f.writer, problem);
      end (&f, texts[i]);
    }
}

/* Which member is wrong, what is booked, and what is there: each with its own code, here in one. */
static void
test_format_problem (void)
{
  static const char text[] =
      "{\"type\":\"about:blank\",\"title\":\"No\",\"status\":422,\"code\":\"format-refused\","
      "\"member\":\"zone\",\"fault\":\"zone-fixed\",\"touched\":[" CHAT "],\"event\":" EVENT "}";
  Fixture f;
  g_autoptr (DuoWireProblem) problem = NULL;

  begin (&f, text);
  problem = duo_wire_read_problem (&f.root);
  g_assert_no_error (f.error);
  g_assert_cmpint (problem->fault, ==, DUO_FORMAT_ZONE_FIXED);
  g_assert_cmpuint (problem->touched->len, ==, 1);
  g_assert_cmpint (problem->event->rev, ==, 7);
  duo_wire_write_problem (&f.writer, problem);
  end (&f, text);
}

static void
test_problem_new (void)
{
  g_autoptr (DuoWireProblem) problem = duo_wire_problem_new (429, "too-many", "Too many");

  g_assert_cmpuint (problem->status, ==, 429);
  g_assert_cmpstr (problem->code, ==, "too-many");
  g_assert_cmpint (duo_wire_problem_get_refusal (problem), ==, DUO_REFUSAL_NONE);
}

static void
test_nothing_is_freed (void)
{
  duo_wire_chat_free (NULL);
  duo_wire_command_free (NULL);
  duo_wire_room_free (NULL);
  duo_wire_service_free (NULL);
  duo_wire_sign_in_free (NULL);
  duo_wire_session_free (NULL);
  duo_wire_problem_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/wire/event", test_event);
  g_test_add_func ("/protocol/wire/events", test_events);
  g_test_add_func ("/protocol/wire/format-change", test_format_change);
  g_test_add_func ("/protocol/wire/least-event", test_least_event);
  g_test_add_func ("/protocol/wire/company", test_company);
  g_test_add_func ("/protocol/wire/person", test_person);
  g_test_add_func ("/protocol/wire/account-stays", test_account_stays);
  g_test_add_func ("/protocol/wire/chat", test_chat);
  g_test_add_func ("/protocol/wire/chat-without-peer", test_chat_without_peer);
  g_test_add_func ("/protocol/wire/chat-with-cv", test_chat_with_cv);
  g_test_add_func ("/protocol/wire/newer-service", test_newer_service);
  g_test_add_func ("/protocol/wire/event-of-newer-service", test_event_of_newer_service);
  g_test_add_func ("/protocol/wire/new-chat", test_new_chat);
  g_test_add_func ("/protocol/wire/command", test_command);
  g_test_add_func ("/protocol/wire/room", test_room);
  g_test_add_func ("/protocol/wire/service", test_service);
  g_test_add_func ("/protocol/wire/sign-in", test_sign_in);
  g_test_add_func ("/protocol/wire/session", test_session);
  g_test_add_func ("/protocol/wire/problem", test_problem);
  g_test_add_func ("/protocol/wire/format-problem", test_format_problem);
  g_test_add_func ("/protocol/wire/problem-new", test_problem_new);
  g_test_add_func ("/protocol/wire/nothing-is-freed", test_nothing_is_freed);
  return g_test_run ();
}
