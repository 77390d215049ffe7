/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "duo-sync-private.h"
#include "fake-service.h"

#define CHANGES_PATH "/v1/events/" FAKE_EVENT "/changes"
#define OTHER "OTHEROTHEROTHEROTHEROT"

typedef struct
{
  FakeService *service;
  char *directory;
  char *path;
  DuoClock *clock;
  DuoHttp *http;
  DuoCache *cache;
  DuoSync *sync;
  guint applied;
  guint must_refresh;
} Fixture;

static void
on_applied (DuoSync *sync, Fixture *f)
{
  f->applied++;
}

static void
on_must_refresh (DuoSync *sync, Fixture *f)
{
  f->must_refresh++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->service = fake_service_new ();
  fake_service_furnish (f->service);
  f->directory = g_dir_make_tmp ("duologue-sync-XXXXXX", NULL);
  f->path = g_build_filename (f->directory, "cache.sqlite", NULL);
  f->clock = duo_clock_new ();
  f->http = duo_http_new (f->clock);
  duo_http_set_address (f->http, fake_service_get_address (f->service));
  f->cache = duo_cache_new (f->path);
  f->sync = duo_sync_new (f->http, f->cache, f->clock);
  g_signal_connect (f->sync, "applied", G_CALLBACK (on_applied), f);
  g_signal_connect (f->sync, "must-refresh", G_CALLBACK (on_must_refresh), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  duo_cache_flush (f->cache);
  settle ();
  g_assert_finalize_object (f->sync);
  g_assert_finalize_object (f->cache);
  g_assert_finalize_object (f->http);
  duo_clock_unref (f->clock);
  fake_service_free (f->service);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->directory), ==, 0);
  g_free (f->path);
  g_free (f->directory);
}

static gboolean
refresh (Fixture *f, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_sync_refresh_async (f->sync, NULL, take_result, &result);
  wait_result (result);
  return duo_sync_refresh_finish (f->sync, result, error);
}

static DuoEvent *
refreshed (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (refresh (f, &error));
  g_assert_no_error (error);
  return duo_sync_find_event (f->sync, FAKE_EVENT);
}

static char *
dup_hello (Fixture *f)
{
  g_autoptr (DuoLiveMessage) hello = duo_sync_dup_hello (f->sync);

  return duo_live_message_dup_text (hello);
}

static void
test_refresh (Fixture *f, gconstpointer data)
{
  g_autofree char *before = dup_hello (f);
  DuoEvent *event = refreshed (f);
  g_autofree char *after = dup_hello (f);

  g_assert_null (strstr (before, FAKE_EVENT));
  g_assert_nonnull (strstr (after, "\"" FAKE_EVENT "\":5"));
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_people (event)), ==, 2);
  g_assert_cmpuint (f->applied, >, 0);
  g_assert_true (refreshed (f) == event); /* the same object: pages hold it */
  g_assert_cmpuint (fake_service_count (f->service, "GET", CHANGES_PATH "?since=0"), ==, 1);
  g_assert_cmpuint (fake_service_count (f->service, "GET", CHANGES_PATH "?since=5"), ==, 1);
}

static void
test_refresh_fails (Fixture *f, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
    int code;
  } cases[] = {
      {401, "", DUO_CLIENT_ERROR_SIGNED_OUT},
      {503, "", DUO_CLIENT_ERROR_OFFLINE},
      {0, "", DUO_CLIENT_ERROR_OFFLINE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      fake_service_forget_answers (f->service, "GET", "/v1/events");
      fake_service_answer (f->service, "GET", "/v1/events", cases[i].status, cases[i].body);
      g_assert_false (refresh (f, &error));
      g_assert_error (error, DUO_CLIENT_ERROR, cases[i].code);
    }
}

/* Half of an answer changes nothing of what is known. */
static void
test_malformed_page (Fixture *f, gconstpointer data)
{
  static const char *const pages[] = {
      "",
      "[]",
      "{\"event\":\"" FAKE_EVENT "\",\"since\":5,\"upto\":9,\"more\":false,\"people\":[{\"id\":\"",
      "{\"event\":\"" FAKE_EVENT "\",\"since\":5,\"upto\":9,\"more\":false,\"people\":[{\"id\":\"" FAKE_ADA
      "\"}]}",
      "{\"event\":\"" OTHER "\",\"since\":5,\"upto\":9,\"more\":false}",
  };
  DuoEvent *event = refreshed (f);

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *hello = NULL;

      fake_service_forget_answers (f->service, "GET", CHANGES_PATH "*");
      fake_service_answer (f->service, "GET", CHANGES_PATH "*", 200, pages[i]);
      g_assert_false (refresh (f, &error));
      g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE);
      g_assert_cmpstr (duo_person_get_name (duo_event_find_person (event, FAKE_ADA)), ==, "Ada Lindqvist");
      hello = dup_hello (f);
      g_assert_nonnull (strstr (hello, ":5"));
    }
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fake_service_hold (f->service, "GET", CHANGES_PATH "?since=0");
  duo_sync_refresh_async (f->sync, cancellable, take_result, &result);
  fake_service_wait_request (f->service, "GET", CHANGES_PATH, 0);
  g_cancellable_cancel (cancellable);
  wait_result (result);
  g_assert_false (duo_sync_refresh_finish (f->sync, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fake_service_let_go (f->service);
}

/* An event that is no longer mine goes from the list. */
static void
test_events_come_and_go (Fixture *f, gconstpointer data)
{
  g_autofree char *hello = NULL;

  refreshed (f);
  fake_service_forget_answers (f->service, "GET", "/v1/events");
  fake_service_answer (f->service, "GET", "/v1/events", 200, "{\"events\":[]}");
  g_assert_true (refresh (f, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (duo_sync_get_events (f->sync)), ==, 0);
  g_assert_null (duo_sync_find_event (f->sync, FAKE_EVENT));
  hello = dup_hello (f);
  g_assert_null (strstr (hello, FAKE_EVENT));
}

static void
test_bookmarks_wait_for_their_people (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) marked = g_ptr_array_new ();
  DuoEvent *event;

  g_ptr_array_add (marked, (gpointer) FAKE_BEN);
  g_ptr_array_add (marked, (gpointer) "NOBODYNOBODYNOBODYNOBO");
  duo_sync_set_bookmarks (f->sync, marked);
  event = refreshed (f);
  g_assert_true (duo_person_get_bookmarked (duo_event_find_person (event, FAKE_BEN)));
  g_assert_false (duo_person_get_bookmarked (duo_event_find_person (event, FAKE_ADA)));
}

static DuoWireChat *
wire_chat (const char *event)
{
  DuoWireChat *chat = g_new0 (DuoWireChat, 1);

  chat->record = duo_chat_record_new ();
  g_set_str (&chat->record->id, FAKE_CHAT);
  g_set_str (&chat->record->event, event);
  g_set_str (&chat->record->recruiter, "UNLISTEDUNLISTEDUNLIST");
  g_set_str (&chat->record->talent, FAKE_ME);
  chat->record->state = DUO_CHAT_REQUESTED;
  chat->record->acted = DUO_ROLE_TALENT;
  chat->record->rev = 6;
  chat->peer_name = g_strdup ("Unlisted Person");
  return chat;
}

/* The answer of a command is shown at once, but the cursor stays: what others did meanwhile is still to come. */
static void
test_answer_of_a_command (Fixture *f, gconstpointer data)
{
  DuoEvent *event = refreshed (f);
  DuoChat *chat = duo_sync_take_chat (f->sync, wire_chat (FAKE_EVENT));
  g_autofree char *hello = dup_hello (f);

  g_assert_true (chat == duo_event_find_chat (event, FAKE_CHAT));
  g_assert_cmpstr (duo_chat_get_peer_name (chat), ==, "Unlisted Person");
  g_assert_nonnull (strstr (hello, ":5"));
  g_assert_null (duo_sync_take_chat (f->sync, wire_chat (OTHER)));
  g_assert_cmpuint (f->must_refresh, ==, 0);
}

typedef struct
{
  GObject *company;
  guint holders;
} Held;

static void
on_count_holders (DuoSync *sync, Held *held)
{
  held->holders = held->company->ref_count;
}

/* An event has hundreds of companies: one chat copies none of them. */
static void
test_chat_copies_no_companies (Fixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) companies = duo_event_dup_companies (refreshed (f));
  Held held = {g_hash_table_lookup (companies, "COMPANYCOMPANYCOMPANYC"), 0};
  guint before;

  g_assert_nonnull (held.company);
  before = held.company->ref_count;
  g_signal_connect (f->sync, "applied", G_CALLBACK (on_count_holders), &held);
  g_assert_nonnull (duo_sync_take_chat (f->sync, wire_chat (FAKE_EVENT)));
  g_assert_cmpuint (held.holders, ==, before);
}

static void
test_live_changes_of_an_unknown_event (Fixture *f, gconstpointer data)
{
  DuoWireChanges *changes = duo_wire_changes_new (OTHER);

  refreshed (f);
  changes->upto = 3;
  duo_sync_take_changes (f->sync, changes);
  g_assert_cmpuint (f->must_refresh, ==, 1); /* I was let into another event */
}

static void
test_gone (Fixture *f, gconstpointer data)
{
  const char *gone[] = {"person:" FAKE_BEN, "chat:" FAKE_CHAT, "person:NOBODYNOBODYNOBODYNOBO", "badge:x",
                        NULL};
  DuoWireChanges *changes = duo_wire_changes_new (FAKE_EVENT);
  DuoEvent *event = refreshed (f);

  duo_sync_take_chat (f->sync, wire_chat (FAKE_EVENT));
  g_clear_pointer (&changes->gone, g_strfreev);
  changes->gone = g_strdupv ((char **) gone);
  changes->since = 5;
  changes->upto = 7;
  duo_sync_take_changes (f->sync, changes);
  g_assert_null (duo_event_find_person (event, FAKE_BEN));
  g_assert_null (duo_event_find_chat (event, FAKE_CHAT));
  g_assert_nonnull (duo_event_find_person (event, FAKE_ADA));
  g_assert_cmpuint (f->must_refresh, ==, 0);
}

/* What a change says of the event is there at the next start, before any service is. */
static void
test_details_are_kept (Fixture *f, gconstpointer data)
{
  DuoWireChanges *changes = duo_wire_changes_new (FAKE_EVENT);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DuoCached) cached = NULL;
  const DuoEventRecord *kept;

  duo_cache_begin (f->cache, "https://chats.example.org", "amara", "amara@example.org", "Amara");
  changes->details = duo_event_record_copy (duo_event_get_record (refreshed (f)));
  changes->details->format.gap = 20;
  changes->details->rev = 9;
  changes->since = 5;
  changes->upto = 9;
  duo_sync_take_changes (f->sync, changes);
  duo_cache_load_async (f->cache, take_result, &result);
  wait_result (result);
  cached = duo_cache_load_finish (f->cache, result, NULL);
  g_assert_nonnull (cached);
  g_assert_cmpuint (cached->events->len, ==, 1);
  kept = ((DuoCachedEvent *) cached->events->pdata[0])->record;
  g_assert_cmpuint (kept->format.gap, ==, 20);
}

static void
test_clear (Fixture *f, gconstpointer data)
{
  g_autofree char *hello = NULL;

  refreshed (f);
  duo_sync_clear (f->sync);
  g_assert_cmpuint (g_list_model_get_n_items (duo_sync_get_events (f->sync)), ==, 0);
  hello = dup_hello (f);
  g_assert_null (strstr (hello, FAKE_EVENT));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sync/refresh", test_refresh);
  ADD ("/sync/refresh-fails", test_refresh_fails);
  ADD ("/sync/malformed-page", test_malformed_page);
  ADD ("/sync/cancelled", test_cancelled);
  ADD ("/sync/events-come-and-go", test_events_come_and_go);
  ADD ("/sync/bookmarks", test_bookmarks_wait_for_their_people);
  ADD ("/sync/answer-of-a-command", test_answer_of_a_command);
  ADD ("/sync/chat-copies-no-companies", test_chat_copies_no_companies);
  ADD ("/sync/unknown-event", test_live_changes_of_an_unknown_event);
  ADD ("/sync/gone", test_gone);
  ADD ("/sync/details-are-kept", test_details_are_kept);
  ADD ("/sync/clear", test_clear);
  return g_test_run ();
}
