/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "duo-command-queue-private.h"
#include "fake-service.h"

#define BOOK "/v1/events/" FAKE_EVENT "/chats"
#define VERB(verb) "/v1/chats/" FAKE_CHAT "/" verb

typedef struct
{
  FakeService *service;
  DuoClock *clock;
  DuoHttp *http;
  char *directory;
  char *path;
  DuoOutbox *outbox;
  DuoCommandQueue *queue;
  GObject *chat; /* what the owner gives back */
  gboolean pending;
  GPtrArray *outcomes; /* GError* of answers that nobody waited for */
  gint64 last_rev;     /* of the last chat that came */
  guint held;
  char *held_key;
  guint signed_out;
} Fixture;

static void
on_pending (const DuoQueued *command, gboolean pending, gpointer data)
{
  ((Fixture *) data)->pending = pending;
}

static GObject *
on_answered (const DuoQueued *command, DuoWireChat *chat, const GError *error, gboolean told, gpointer data)
{
  Fixture *f = data;

  if (chat)
    f->last_rev = chat->record->rev;
  g_clear_pointer (&chat, duo_wire_chat_free);
  if (error && !told)
    g_ptr_array_add (f->outcomes, g_error_copy (error));
  return f->chat;
}

static void
on_held (const DuoQueued *command, gpointer data)
{
  Fixture *f = data;

  f->held++;
  g_set_str (&f->held_key, command->key);
}

static void
on_signed_out (const GError *error, gpointer data)
{
  ((Fixture *) data)->signed_out++;
}

static void
make_queue (Fixture *f)
{
  const DuoCommandOwner owner = {on_pending, on_answered, on_held, on_signed_out, f};

  f->outbox = duo_outbox_new (f->path);
  f->queue = duo_command_queue_new (f->outbox, f->http, f->clock, &owner);
}

static void
end_queue (Fixture *f)
{
  duo_command_queue_disown (f->queue);
  duo_outbox_flush (f->outbox);
  settle ();
  g_assert_finalize_object (f->queue);
  g_assert_finalize_object (f->outbox);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoSecret) token = duo_secret_new ("a-token");

  f->service = fake_service_new ();
  f->clock = duo_clock_new ();
  f->http = duo_http_new (f->clock);
  f->directory = g_dir_make_tmp ("duologue-queue-XXXXXX", NULL);
  f->path = g_build_filename (f->directory, "outbox.sqlite", NULL);
  f->chat = g_object_new (G_TYPE_OBJECT, NULL);
  f->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  duo_http_set_address (f->http, fake_service_get_address (f->service));
  duo_http_set_token (f->http, token);
  make_queue (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  end_queue (f);
  g_assert_finalize_object (f->http);
  g_assert_finalize_object (f->chat);
  duo_clock_unref (f->clock);
  g_ptr_array_unref (f->outcomes);
  g_free (f->held_key);
  fake_service_free (f->service);
  for (const char *const *ending = (const char *const[]) {"", "-wal", "-shm", NULL}; *ending; ending++)
    {
      g_autofree char *name = g_strconcat (f->path, *ending, NULL);

      g_unlink (name);
    }
  g_rmdir (f->directory);
  g_free (f->directory);
  g_free (f->path);
}

static DuoQueued *
command_of (Fixture *f, DuoVerb verb, const char *chat, const char *person)
{
  DuoQueued *command = duo_queued_new ();

  command->account = g_strdup ("amara");
  command->event = g_strdup (FAKE_EVENT);
  command->verb = verb;
  command->chat = g_strdup (chat);
  command->person = g_strdup (person);
  command->whom = chat ? NULL : g_strdup (person);
  command->seen = chat ? 3 : 0;
  command->created = duo_clock_now (f->clock);
  return command;
}

static void
give (Fixture *f, DuoQueued *command, GAsyncResult **result)
{
  duo_command_queue_take (f->queue, command, g_task_new (f->chat, NULL, take_result, result));
}

static void
assert_done (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) chat = g_task_propagate_pointer (G_TASK (result), &error);

  g_assert_no_error (error);
  g_assert_nonnull (chat);
}

static void
assert_failed (GAsyncResult *result, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (g_task_propagate_pointer (G_TASK (result), &error));
  g_assert_error (error, DUO_CLIENT_ERROR, code);
}

static GPtrArray *
load_left (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_outbox_load_async (f->outbox, "amara", take_result, &result);
  wait_result (result);
  return duo_outbox_load_finish (f->outbox, result, NULL);
}

static guint
count_on_disk (Fixture *f)
{
  g_autoptr (GPtrArray) left = load_left (f);

  return left->len;
}

static gboolean
is_sent_on_disk (Fixture *f)
{
  g_autoptr (GPtrArray) left = load_left (f);

  g_assert_cmpuint (left->len, ==, 1);
  return ((DuoQueued *) left->pdata[0])->sent;
}

static void
test_book (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *chat = fake_chat ("confirmed", 6);
  DuoQueued *command = command_of (f, DUO_VERB_BOOK, NULL, FAKE_ADA);
  const FakeRequest *sent;

  command->range = (DuoTimeRange) {1793707200, 1793708100};
  command->answer = g_strdup ("Because.");
  fake_service_answer (f->service, "POST", BOOK, 201, chat);
  give (f, command, &result);
  g_assert_true (f->pending);
  sent = fake_service_wait_request (f->service, "POST", BOOK, 0);
  g_assert_cmpuint (count_on_disk (f), ==, 1);
  wait_result (result);
  assert_done (result);
  g_assert_nonnull (strstr (sent->body, "\"verb\":\"book\""));
  g_assert_nonnull (strstr (sent->body, FAKE_ADA));
  g_assert_nonnull (strstr (sent->body, "2026-11-03T12:00:00Z"));
  g_assert_nonnull (strstr (sent->body, "Because."));
  g_assert_null (sent->seen);
  g_assert_cmpuint (strlen (sent->key), ==, 22);
  g_assert_false (f->pending);
  g_assert_cmpint (f->last_rev, ==, 6);
  g_assert_cmpuint (count_on_disk (f), ==, 0);
}

/* The answer is lost on the way: the same key goes again, and nobody hears of it twice. */
static void
test_lost_answer (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *chat = fake_chat ("confirmed", 6);

  fake_service_answer (f->service, "POST", BOOK, 0, NULL);
  fake_service_answer (f->service, "POST", BOOK, 201, chat);
  give (f, command_of (f, DUO_VERB_BOOK, NULL, FAKE_ADA), &result);
  wait_result (result);
  assert_failed (result, DUO_CLIENT_ERROR_OFFLINE);
  g_assert_true (f->pending);
  duo_command_queue_hurry (f->queue);
  wait_until (!f->pending);
  g_assert_cmpstr (fake_service_wait_request (f->service, "POST", BOOK, 0)->key, ==,
                   fake_service_wait_request (f->service, "POST", BOOK, 1)->key);
  g_assert_cmpuint (f->outcomes->len, ==, 0);
  g_assert_cmpuint (count_on_disk (f), ==, 0);
}

static void
test_tries_again_by_itself (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *chat = fake_chat ("confirmed", 6);

  fake_service_answer (f->service, "POST", BOOK, 503, "");
  fake_service_answer (f->service, "POST", BOOK, 201, chat);
  give (f, command_of (f, DUO_VERB_BOOK, NULL, FAKE_ADA), &result);
  wait_result (result);
  assert_failed (result, DUO_CLIENT_ERROR_OFFLINE);
  wait_until (!f->pending);
  g_assert_cmpuint (fake_service_count (f->service, "POST", BOOK), ==, 2);
}

static void
test_too_many (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *chat = fake_chat ("confirmed", 6);

  fake_service_set_retry_after (f->service, 1);
  fake_service_answer (f->service, "POST", BOOK, 429, "");
  fake_service_answer (f->service, "POST", BOOK, 201, chat);
  give (f, command_of (f, DUO_VERB_BOOK, NULL, FAKE_ADA), &result);
  wait_result (result);
  assert_failed (result, DUO_CLIENT_ERROR_BUSY);
  wait_until (!f->pending);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  fake_service_answer (f->service, "POST", BOOK, 409, "{\"title\":\"x\",\"status\":409,\"code\":\"paused\"}");
  give (f, command_of (f, DUO_VERB_BOOK, NULL, FAKE_ADA), &result);
  wait_result (result);
  assert_failed (result, DUO_CLIENT_ERROR_REFUSED);
  g_assert_false (f->pending);
  g_assert_cmpuint (count_on_disk (f), ==, 0);
  g_assert_cmpuint (f->outcomes->len, ==, 0); /* the caller knows */
}

static void
test_stale_brings_the_chat (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *chat = fake_chat ("cancelled", 9);
  g_autofree char *problem =
      g_strdup_printf ("{\"title\":\"x\",\"status\":412,\"code\":\"stale\",\"chat\":%s}", chat);

  fake_service_answer (f->service, "POST", VERB ("cancel"), 412, problem);
  give (f, command_of (f, DUO_VERB_CANCEL, FAKE_CHAT, FAKE_ADA), &result);
  wait_result (result);
  assert_failed (result, DUO_CLIENT_ERROR_STALE);
  g_assert_cmpint (f->last_rev, ==, 9);
  g_assert_cmpstr (fake_service_wait_request (f->service, "POST", VERB ("cancel"), 0)->seen, ==, "\"3\"");
}

/* About one person they go singly, and the next takes its rev from the answer before it. */
static void
test_one_after_the_other (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autofree char *moved = fake_chat ("confirmed", 7);
  g_autofree char *cancelled = fake_chat ("cancelled", 8);

  fake_service_answer (f->service, "POST", VERB ("reschedule"), 200, moved);
  fake_service_answer (f->service, "POST", VERB ("cancel"), 200, cancelled);
  fake_service_hold (f->service, "POST", VERB ("reschedule"));
  give (f, command_of (f, DUO_VERB_RESCHEDULE, FAKE_CHAT, FAKE_ADA), &first);
  give (f, command_of (f, DUO_VERB_CANCEL, FAKE_CHAT, FAKE_ADA), &second);
  fake_service_wait_request (f->service, "POST", VERB ("reschedule"), 0);
  g_assert_cmpuint (count_on_disk (f), ==, 2);
  g_assert_cmpuint (fake_service_count (f->service, "POST", VERB ("cancel")), ==, 0);
  fake_service_let_go (f->service);
  wait_result (first);
  g_assert_true (f->pending); /* the second is still on its way */
  wait_result (second);
  g_assert_false (f->pending);
  assert_done (first);
  assert_done (second);
  g_assert_cmpstr (fake_service_wait_request (f->service, "POST", VERB ("cancel"), 0)->seen, ==, "\"7\"");
}

static void
test_others_do_not_wait (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autofree char *chat = fake_chat ("confirmed", 7);

  fake_service_answer (f->service, "POST", VERB ("cancel"), 200, chat);
  fake_service_answer (f->service, "POST", BOOK, 201, chat);
  fake_service_hold (f->service, "POST", VERB ("cancel"));
  give (f, command_of (f, DUO_VERB_CANCEL, FAKE_CHAT, FAKE_ADA), &first);
  give (f, command_of (f, DUO_VERB_BOOK, NULL, FAKE_BEN), &second);
  wait_result (second);
  assert_done (second);
  g_assert_null (first);
  fake_service_let_go (f->service);
  wait_result (first);
  assert_done (first);
}

static void
test_followers_of_a_failure_are_dropped (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;

  fake_service_answer (f->service, "POST", VERB ("reschedule"), 409,
                       "{\"title\":\"x\",\"status\":409,\"code\":\"slot-taken\",\"left\":0}");
  fake_service_hold (f->service, "POST", VERB ("reschedule"));
  give (f, command_of (f, DUO_VERB_RESCHEDULE, FAKE_CHAT, FAKE_ADA), &first);
  give (f, command_of (f, DUO_VERB_CANCEL, FAKE_CHAT, FAKE_ADA), &second);
  fake_service_wait_request (f->service, "POST", VERB ("reschedule"), 0);
  g_assert_cmpuint (count_on_disk (f), ==, 2);
  fake_service_let_go (f->service);
  wait_result (second);
  assert_failed (first, DUO_CLIENT_ERROR_SLOT_TAKEN);
  assert_failed (second, DUO_CLIENT_ERROR_STALE);
  g_assert_cmpuint (fake_service_count (f->service, "POST", VERB ("cancel")), ==, 0);
  g_assert_cmpuint (count_on_disk (f), ==, 0);
}

static void
test_survives_a_restart (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autofree char *chat = fake_chat ("confirmed", 6);
  g_autofree char *key = NULL;
  DuoQueued *command = command_of (f, DUO_VERB_BOOK, NULL, FAKE_ADA);

  key = g_strdup (command->key);
  fake_service_hide (f->service);
  give (f, command, &result);
  wait_result (result);
  assert_failed (result, DUO_CLIENT_ERROR_OFFLINE);
  end_queue (f);
  f->pending = FALSE;

  make_queue (f);
  fake_service_show (f->service);
  fake_service_answer (f->service, "POST", BOOK, 201, chat);
  duo_outbox_load_async (f->outbox, "amara", take_result, &loaded);
  wait_result (loaded);
  duo_command_queue_take_left (f->queue, duo_outbox_load_finish (f->outbox, loaded, NULL));
  g_assert_true (f->pending);
  wait_until (!f->pending);
  g_assert_cmpstr (fake_service_wait_request (f->service, "POST", BOOK, 0)->key, ==, key);
  g_assert_cmpuint (count_on_disk (f), ==, 0);
}

static void
test_says_what_failed_later (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  fake_service_answer (f->service, "POST", BOOK, 0, NULL);
  fake_service_answer (f->service, "POST", BOOK, 409,
                       "{\"title\":\"x\",\"status\":409,\"code\":\"slot-taken\"}");
  give (f, command_of (f, DUO_VERB_BOOK, NULL, FAKE_ADA), &result);
  wait_result (result);
  duo_command_queue_hurry (f->queue);
  wait_until (f->outcomes->len == 1);
  g_assert_error ((GError *) f->outcomes->pdata[0], DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SLOT_TAKEN);
  g_assert_cmpuint (duo_command_queue_get_length (f->queue), ==, 0);
}

static GPtrArray *
one_of (DuoQueued *command)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_queued_free);

  g_ptr_array_add (commands, command);
  return commands;
}

static void
test_a_day_old_is_asked_about (Fixture *f, gconstpointer data)
{
  g_autofree char *chat = fake_chat ("confirmed", 6);
  DuoQueued *command = command_of (f, DUO_VERB_BOOK, NULL, FAKE_ADA);

  fake_service_answer (f->service, "POST", BOOK, 201, chat);
  command->created -= 24 * 60 * 60 + 1;
  duo_command_queue_take_left (f->queue, one_of (command));
  g_assert_cmpuint (f->held, ==, 1);
  duo_command_queue_hurry (f->queue);
  g_assert_cmpuint (f->held, ==, 1);
  duo_command_queue_repeat_held (f->queue);
  g_assert_cmpuint (f->held, ==, 2);
  g_assert_cmpuint (fake_service_count (f->service, "POST", BOOK), ==, 0);
  g_assert_false (duo_command_queue_resolve (f->queue, "some other", TRUE));
  g_assert_true (duo_command_queue_resolve (f->queue, f->held_key, TRUE));
  wait_until (!f->pending);
  g_assert_cmpuint (fake_service_count (f->service, "POST", BOOK), ==, 1);
}

static void
test_minutes_are_sent (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *chat = fake_chat ("confirmed", 6);
  DuoQueued *command = command_of (f, DUO_VERB_LATE, FAKE_CHAT, FAKE_ADA);

  command->minutes = 5;
  fake_service_answer (f->service, "POST", VERB ("late"), 200, chat);
  give (f, command, &result);
  wait_result (result);
  assert_done (result);
  g_assert_cmpstr (fake_service_wait_request (f->service, "POST", VERB ("late"), 0)->body, ==,
                   "{\"minutes\":5}");
}

/* What was cancelled waits as long as it takes; that somebody is late is news for two minutes. */
static void
test_the_moment_passes (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GAsyncResult) cancel = NULL;
  g_autofree char *chat = fake_chat ("cancelled", 6);
  DuoQueued *command = command_of (f, DUO_VERB_LATE, FAKE_CHAT, FAKE_ADA);

  command->minutes = 5;
  fake_service_hide (f->service);
  give (f, command, &late);
  give (f, command_of (f, DUO_VERB_CANCEL, "EEEEEEEEEEEEEEEEEEEEEE", FAKE_BEN), &cancel);
  wait_result (late);
  wait_result (cancel);
  g_assert_cmpuint (f->outcomes->len, ==, 0);
  duo_clock_set_offset_us (f->clock, duo_clock_get_offset_us (f->clock) + 121 * G_USEC_PER_SEC);
  fake_service_show (f->service);
  fake_service_answer (f->service, "POST", "/v1/chats/EEEEEEEEEEEEEEEEEEEEEE/cancel", 200, chat);
  duo_command_queue_hurry (f->queue);
  wait_until (duo_command_queue_get_length (f->queue) == 0);
  g_assert_cmpuint (fake_service_count (f->service, "POST", VERB ("late")), ==, 0);
  g_assert_cmpuint (fake_service_count (f->service, "POST", "/v1/chats/EEEEEEEEEEEEEEEEEEEEEE/cancel"), ==,
                    1);
  g_assert_cmpuint (f->outcomes->len, ==, 1);
  g_assert_error ((GError *) f->outcomes->pdata[0], DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE);
  g_assert_cmpuint (count_on_disk (f), ==, 0);
}

/* It was to change nothing that the next about the same person saw. */
static void
test_the_moment_passes_alone (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GAsyncResult) cancel = NULL;
  g_autofree char *chat = fake_chat ("cancelled", 6);
  DuoQueued *command = command_of (f, DUO_VERB_LATE, FAKE_CHAT, FAKE_ADA);

  command->minutes = 5;
  fake_service_hide (f->service);
  give (f, command, &late);
  give (f, command_of (f, DUO_VERB_CANCEL, FAKE_CHAT, FAKE_ADA), &cancel);
  wait_result (late);
  duo_clock_set_offset_us (f->clock, duo_clock_get_offset_us (f->clock) + 121 * G_USEC_PER_SEC);
  fake_service_show (f->service);
  fake_service_answer (f->service, "POST", VERB ("cancel"), 200, chat);
  duo_command_queue_hurry (f->queue);
  wait_result (cancel);
  assert_done (cancel);
  g_assert_cmpuint (fake_service_count (f->service, "POST", VERB ("late")), ==, 0);
  g_assert_cmpstr (fake_service_wait_request (f->service, "POST", VERB ("cancel"), 0)->seen, ==, "\"3\"");
  g_assert_cmpuint (f->outcomes->len, ==, 1);
  g_assert_error ((GError *) f->outcomes->pdata[0], DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE);
  g_assert_false (f->pending);
  g_assert_cmpuint (count_on_disk (f), ==, 0);
}

static void
give_late (Fixture *f, GAsyncResult **result)
{
  DuoQueued *command = command_of (f, DUO_VERB_LATE, FAKE_CHAT, FAKE_ADA);

  command->minutes = 5;
  give (f, command, result);
}

static void
let_the_moment_pass (Fixture *f)
{
  duo_clock_set_offset_us (f->clock, duo_clock_get_offset_us (f->clock) + 121 * G_USEC_PER_SEC);
}

static void
start_again (Fixture *f)
{
  end_queue (f);
  make_queue (f);
  duo_command_queue_take_left (f->queue, load_left (f));
}

/* It may have been said to the other side, so "it was not" would be a lie: the same key brings the answer. */
static void
test_sent_outlasts_its_moment (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) late = NULL;
  g_autofree char *chat = fake_chat ("confirmed", 6);
  gboolean again = GPOINTER_TO_INT (data);

  fake_service_answer (f->service, "POST", VERB ("late"), 0, NULL);
  fake_service_answer (f->service, "POST", VERB ("late"), 200, chat);
  give_late (f, &late);
  wait_result (late);
  assert_failed (late, DUO_CLIENT_ERROR_OFFLINE);
  g_assert_true (is_sent_on_disk (f));
  let_the_moment_pass (f);
  if (again)
    start_again (f);
  else
    duo_command_queue_hurry (f->queue);
  wait_until (duo_command_queue_get_length (f->queue) == 0);
  g_assert_cmpstr (fake_service_wait_request (f->service, "POST", VERB ("late"), 0)->key, ==,
                   fake_service_wait_request (f->service, "POST", VERB ("late"), 1)->key);
  g_assert_cmpint (f->last_rev, ==, 6);
  g_assert_cmpuint (f->outcomes->len, ==, 0);
  g_assert_cmpuint (count_on_disk (f), ==, 0);
}

/* The program that ends while it waits for the answer does not know either. */
static void
test_sent_is_noted_before (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) late = NULL;
  g_autofree char *chat = fake_chat ("confirmed", 6);

  fake_service_answer (f->service, "POST", VERB ("late"), 200, chat);
  fake_service_hold (f->service, "POST", VERB ("late"));
  give_late (f, &late);
  fake_service_wait_request (f->service, "POST", VERB ("late"), 0);
  g_assert_true (is_sent_on_disk (f));
  fake_service_let_go (f->service);
  wait_result (late);
  assert_done (late);
}

/* What reached nobody is not news after a restart either, and neither is what was turned away. */
static void
test_unsent_passes_after_a_restart (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) late = NULL;
  gboolean turned_away = GPOINTER_TO_INT (data);

  if (turned_away)
    fake_service_answer (f->service, "POST", VERB ("late"), 429, "");
  else
    fake_service_hide (f->service);
  give_late (f, &late);
  wait_result (late);
  assert_failed (late, turned_away ? DUO_CLIENT_ERROR_BUSY : DUO_CLIENT_ERROR_OFFLINE);
  g_assert_false (is_sent_on_disk (f));
  let_the_moment_pass (f);
  if (!turned_away)
    fake_service_show (f->service);
  start_again (f);
  g_assert_cmpuint (duo_command_queue_get_length (f->queue), ==, 0);
  g_assert_cmpuint (fake_service_count (f->service, "POST", VERB ("late")), ==, turned_away ? 1 : 0);
  g_assert_cmpuint (f->outcomes->len, ==, 1);
  g_assert_cmpuint (count_on_disk (f), ==, 0);
}

static void
test_a_day_old_can_be_dropped (Fixture *f, gconstpointer data)
{
  DuoQueued *command = command_of (f, DUO_VERB_BOOK, NULL, FAKE_ADA);

  command->created -= 24 * 60 * 60 + 1;
  duo_command_queue_take_left (f->queue, one_of (command));
  g_assert_true (duo_command_queue_resolve (f->queue, f->held_key, FALSE));
  g_assert_false (f->pending);
  g_assert_cmpuint (fake_service_count (f->service, "POST", BOOK), ==, 0);
  g_assert_cmpuint (count_on_disk (f), ==, 0);
}

/* ── what can be taken back ── */

#define LONG_MS 60000

static char *
answer_undoable (Fixture *f, guint milliseconds)
{
  DuoQueued *command = command_of (f, DUO_VERB_ACCEPT, FAKE_CHAT, FAKE_ADA);
  char *key = g_strdup (command->key);

  duo_command_queue_take_undoable (f->queue, command, milliseconds);
  return key;
}

static void
test_undoable_goes_in_time (Fixture *f, gconstpointer data)
{
  g_autofree char *chat = fake_chat ("accepted", 4);
  g_autofree char *key = NULL;
  gint64 began = g_get_monotonic_time ();

  fake_service_answer (f->service, "POST", VERB ("accept"), 200, chat);
  key = answer_undoable (f, 300);
  g_assert_true (f->pending);
  g_assert_cmpuint (count_on_disk (f), ==, 1);
  g_assert_cmpstr (fake_service_wait_request (f->service, "POST", VERB ("accept"), 0)->key, ==, key);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 300 * G_TIME_SPAN_MILLISECOND);
  wait_until (!f->pending);
  g_assert_false (duo_command_queue_undo (f->queue, key));
  g_assert_false (duo_command_queue_hold_back (f->queue, key, LONG_MS));
  g_assert_cmpuint (fake_service_count (f->service, "POST", VERB ("accept")), ==, 1);
  g_assert_cmpuint (count_on_disk (f), ==, 0);
}

static void
test_undone (Fixture *f, gconstpointer data)
{
  g_autofree char *key = answer_undoable (f, LONG_MS);

  g_assert_cmpuint (count_on_disk (f), ==, 1);
  duo_command_queue_hurry (f->queue); /* a connection that comes back is no reason to send it */
  g_assert_true (duo_command_queue_undo (f->queue, key));
  g_assert_false (f->pending);
  g_assert_cmpuint (count_on_disk (f), ==, 0);
  g_assert_false (duo_command_queue_undo (f->queue, key));
  g_assert_cmpuint (f->outcomes->len, ==, 0);
  g_assert_cmpuint (fake_service_count (f->service, "POST", VERB ("accept")), ==, 0);
}

/* Before it is on disk: the two works on the file keep their order. */
static void
test_undone_at_once (Fixture *f, gconstpointer data)
{
  g_autofree char *key = answer_undoable (f, LONG_MS);

  g_assert_true (duo_command_queue_undo (f->queue, key));
  g_assert_cmpuint (count_on_disk (f), ==, 0);
  g_assert_cmpuint (duo_command_queue_get_length (f->queue), ==, 0);
}

static void
test_held_back_longer (Fixture *f, gconstpointer data)
{
  g_autofree char *chat = fake_chat ("accepted", 4);
  g_autofree char *key = NULL;
  gint64 began;

  fake_service_answer (f->service, "POST", VERB ("accept"), 200, chat);
  key = answer_undoable (f, LONG_MS);
  began = g_get_monotonic_time ();
  g_assert_true (duo_command_queue_hold_back (f->queue, key, 200));
  fake_service_wait_request (f->service, "POST", VERB ("accept"), 0);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 200 * G_TIME_SPAN_MILLISECOND);
  wait_until (!f->pending);
}

/* The program crashes while Undo is on screen: the next run sends it at once, with its key. */
static void
test_undoable_survives_a_crash (Fixture *f, gconstpointer data)
{
  g_autofree char *chat = fake_chat ("accepted", 4);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autofree char *key = answer_undoable (f, LONG_MS);

  g_assert_cmpuint (count_on_disk (f), ==, 1);
  end_queue (f);
  make_queue (f);
  fake_service_answer (f->service, "POST", VERB ("accept"), 200, chat);
  duo_outbox_load_async (f->outbox, "amara", take_result, &loaded);
  wait_result (loaded);
  duo_command_queue_take_left (f->queue, duo_outbox_load_finish (f->outbox, loaded, NULL));
  wait_until (!f->pending);
  g_assert_cmpstr (fake_service_wait_request (f->service, "POST", VERB ("accept"), 0)->key, ==, key);
  g_assert_cmpuint (fake_service_count (f->service, "POST", VERB ("accept")), ==, 1);
}

static void
test_undoable_is_refused_later (Fixture *f, gconstpointer data)
{
  g_autofree char *key = NULL;

  fake_service_answer (f->service, "POST", VERB ("accept"), 409,
                       "{\"title\":\"x\",\"status\":409,\"code\":\"wrong-state\"}");
  key = answer_undoable (f, 1);
  wait_until (f->outcomes->len == 1);
  g_assert_error ((GError *) f->outcomes->pdata[0], DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_REFUSED);
  g_assert_false (f->pending);
}

/* ── before the end ── */

static gboolean
drain (Fixture *f, guint milliseconds)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_command_queue_drain_async (f->queue, milliseconds, take_result, &result);
  wait_result (result);
  return duo_command_queue_drain_finish (f->queue, result);
}

static void
test_drain_sends_at_once (Fixture *f, gconstpointer data)
{
  g_autofree char *chat = fake_chat ("accepted", 4);
  g_autofree char *key = NULL;

  fake_service_answer (f->service, "POST", VERB ("accept"), 200, chat);
  key = answer_undoable (f, LONG_MS);
  g_assert_true (drain (f, LONG_MS));
  g_assert_cmpuint (fake_service_count (f->service, "POST", VERB ("accept")), ==, 1);
  g_assert_false (f->pending);
  g_assert_cmpuint (count_on_disk (f), ==, 0);
  g_assert_true (drain (f, LONG_MS)); /* nothing to do */
}

/* A service that does not answer keeps nobody: the command stays and goes with the same key. */
static void
test_drain_is_bounded (Fixture *f, gconstpointer data)
{
  g_autofree char *chat = fake_chat ("accepted", 4);
  g_autofree char *key = NULL;

  fake_service_answer (f->service, "POST", VERB ("accept"), 200, chat);
  fake_service_hold (f->service, "POST", VERB ("accept"));
  key = answer_undoable (f, LONG_MS);
  g_assert_false (drain (f, 100));
  g_assert_cmpuint (count_on_disk (f), ==, 1);
  fake_service_let_go (f->service);
  wait_until (!f->pending);
}

/* Offline there is nothing to wait for. */
static void
test_drain_offline (Fixture *f, gconstpointer data)
{
  g_autofree char *key = NULL;

  fake_service_hide (f->service);
  key = answer_undoable (f, LONG_MS);
  g_assert_true (drain (f, LONG_MS));
  g_assert_true (f->pending);
  g_assert_cmpuint (count_on_disk (f), ==, 1);
  fake_service_show (f->service);
}

/* Once it went out, a service that is away later does not make it unsaid. */
static void
test_sent_stays_sent (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) late = NULL;
  g_autofree char *chat = fake_chat ("confirmed", 6);

  fake_service_answer (f->service, "POST", VERB ("late"), 0, NULL);
  fake_service_answer (f->service, "POST", VERB ("late"), 200, chat);
  give_late (f, &late);
  wait_result (late);
  assert_failed (late, DUO_CLIENT_ERROR_OFFLINE);
  fake_service_hide (f->service);
  g_assert_true (drain (f, LONG_MS)); /* tries it in vain */
  g_assert_true (is_sent_on_disk (f));
  let_the_moment_pass (f);
  fake_service_show (f->service);
  duo_command_queue_hurry (f->queue);
  wait_until (duo_command_queue_get_length (f->queue) == 0);
  g_assert_cmpuint (fake_service_count (f->service, "POST", VERB ("late")), ==, 2);
  g_assert_cmpuint (f->outcomes->len, ==, 0);
}

static void
test_signed_out_keeps_the_command (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  fake_service_answer (f->service, "POST", BOOK, 401, "");
  give (f, command_of (f, DUO_VERB_BOOK, NULL, FAKE_ADA), &result);
  wait_result (result);
  assert_failed (result, DUO_CLIENT_ERROR_SIGNED_OUT);
  g_assert_cmpuint (f->signed_out, ==, 1);
  duo_command_queue_clear (f->queue);
  g_assert_false (f->pending);
  g_assert_cmpuint (count_on_disk (f), ==, 1);
}

static void
test_strange_answer (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  fake_service_answer (f->service, "POST", BOOK, 201, "{\"id\":");
  give (f, command_of (f, DUO_VERB_BOOK, NULL, FAKE_ADA), &result);
  wait_result (result);
  assert_failed (result, DUO_CLIENT_ERROR_INCOMPATIBLE);
}

/* What cannot be kept is not sent: a crash would make it happen twice or not at all. */
static void
test_unkept_is_unsent (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_cmpint (g_mkdir (f->path, 0700), ==, 0); /* no file can be there */
  give (f, command_of (f, DUO_VERB_BOOK, NULL, FAKE_ADA), &result);
  wait_result (result);
  g_assert_false (g_task_had_error (G_TASK (result)) == FALSE);
  g_assert_cmpuint (fake_service_count (f->service, "POST", BOOK), ==, 0);
  g_assert_false (f->pending);
  g_test_expect_message ("duo-client", G_LOG_LEVEL_MESSAGE, "An answered command stays in the outbox*");
  duo_outbox_flush (f->outbox);
  settle ();
  g_test_assert_expected_messages ();
  g_assert_cmpint (g_rmdir (f->path), ==, 0);
}

#define ADD_WITH(path, data, function)                                                                       \
  g_test_add (path, Fixture, GINT_TO_POINTER (data), set_up, function, tear_down)
#define ADD(path, function) ADD_WITH (path, FALSE, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/queue/book", test_book);
  ADD ("/queue/lost-answer", test_lost_answer);
  ADD ("/queue/tries-again", test_tries_again_by_itself);
  ADD ("/queue/too-many", test_too_many);
  ADD ("/queue/refused", test_refused);
  ADD ("/queue/stale", test_stale_brings_the_chat);
  ADD ("/queue/one-after-the-other", test_one_after_the_other);
  ADD ("/queue/others-do-not-wait", test_others_do_not_wait);
  ADD ("/queue/followers-dropped", test_followers_of_a_failure_are_dropped);
  ADD ("/queue/survives-a-restart", test_survives_a_restart);
  ADD ("/queue/failed-later", test_says_what_failed_later);
  ADD ("/queue/a-day-old", test_a_day_old_is_asked_about);
  ADD ("/queue/a-day-old-dropped", test_a_day_old_can_be_dropped);
  ADD ("/queue/minutes", test_minutes_are_sent);
  ADD ("/queue/moment-passes", test_the_moment_passes);
  ADD ("/queue/moment-passes-alone", test_the_moment_passes_alone);
  ADD_WITH ("/queue/sent/outlasts-its-moment", FALSE, test_sent_outlasts_its_moment);
  ADD_WITH ("/queue/sent/outlasts-a-restart", TRUE, test_sent_outlasts_its_moment);
  ADD ("/queue/sent/stays", test_sent_stays_sent);
  ADD ("/queue/sent/noted-before", test_sent_is_noted_before);
  ADD_WITH ("/queue/unsent/out-of-reach", FALSE, test_unsent_passes_after_a_restart);
  ADD_WITH ("/queue/unsent/turned-away", TRUE, test_unsent_passes_after_a_restart);
  ADD ("/queue/undo/goes-in-time", test_undoable_goes_in_time);
  ADD ("/queue/undo/undone", test_undone);
  ADD ("/queue/undo/at-once", test_undone_at_once);
  ADD ("/queue/undo/longer", test_held_back_longer);
  ADD ("/queue/undo/crash", test_undoable_survives_a_crash);
  ADD ("/queue/undo/refused", test_undoable_is_refused_later);
  ADD ("/queue/drain/at-once", test_drain_sends_at_once);
  ADD ("/queue/drain/bounded", test_drain_is_bounded);
  ADD ("/queue/drain/offline", test_drain_offline);
  ADD ("/queue/signed-out", test_signed_out_keeps_the_command);
  ADD ("/queue/strange-answer", test_strange_answer);
  ADD ("/queue/unkept-is-unsent", test_unkept_is_unsent);
  return g_test_run ();
}
