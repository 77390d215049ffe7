/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <time.h>

#include "duo-pages-private.h"
#include "duo-sync-private.h"
#include "fake-service.h"

/* An event of ten thousand: what of it happens on the main thread must not be felt. */

#define N_PEOPLE 10000
#define N_COMPANIES 400

/* What the main thread may be kept for, in time of its own, so that a busy machine does not count; sanitizers take
 * several times as long. */
#define MAIN_THREAD_MS 30
#if defined(__SANITIZE_ADDRESS__)
#define PATIENCE 4
#else
#define PATIENCE 1
#endif

typedef struct
{
  char *directory;
  char *path;
  DuoClock *clock;
  DuoHttp *http;
  DuoCache *cache;
  DuoSync *sync;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->directory = g_dir_make_tmp ("duologue-many-XXXXXX", NULL);
  f->path = g_build_filename (f->directory, "cache.sqlite", NULL);
  f->clock = duo_clock_new ();
  f->http = duo_http_new (f->clock);
  f->cache = duo_cache_new (f->path);
  f->sync = duo_sync_new (f->http, f->cache, f->clock);
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
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->directory), ==, 0);
  g_free (f->path);
  g_free (f->directory);
}

static char *
id_of (char kind, guint number)
{
  return g_strdup_printf ("%c%021u", kind, number);
}

static DuoPersonRecord *
make_person (guint number)
{
  static const char *const names[] = {"Ada Lindqvist", "Noël Ångström", "Amara Okafor", "山田 太郎"};
  static const char *const topics[] = {"Rust", "Distributed systems", "Robotics", NULL};
  static const char *const languages[] = {"Swedish", "English", NULL};
  DuoPersonRecord *record = duo_person_record_new ();

  record->id = id_of ('P', number);
  record->event = g_strdup (FAKE_EVENT);
  record->company = id_of ('C', number % N_COMPANIES);
  record->role = DUO_ROLE_RECRUITER;
  record->name = g_strdup_printf ("%s %u", names[number % G_N_ELEMENTS (names)], number);
  record->title = g_strdup ("Engineering Manager, Platform");
  record->about = g_strdup ("Builds the teams that build the machines. Likes questions better than answers.");
  g_clear_pointer (&record->topics, g_strfreev);
  record->topics = g_strdupv ((char **) topics);
  g_clear_pointer (&record->languages, g_strfreev);
  record->languages = g_strdupv ((char **) languages);
  record->listed = TRUE;
  record->rev = 3;
  return record;
}

static DuoWireChanges *
make_changes (void)
{
  DuoWireChanges *changes = duo_wire_changes_new (FAKE_EVENT);

  for (guint i = 0; i < N_COMPANIES; i++)
    {
      DuoCompanyRecord *record = duo_company_record_new ();

      record->id = id_of ('C', i);
      record->event = g_strdup (FAKE_EVENT);
      record->name = g_strdup_printf ("Nordlys %u", i);
      record->field = g_strdup ("Robotics");
      record->size = g_strdup ("200");
      record->rev = 2;
      g_ptr_array_add (changes->companies, record);
    }
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      DuoWireCount count = {.open = i % 30, .requests = i % 7};
      g_autofree char *id = id_of ('P', i);

      g_strlcpy (count.id, id, sizeof count.id);
      g_array_append_val (changes->counts, count);
      g_ptr_array_add (changes->people, make_person (i));
    }
  changes->upto = 5;
  return changes;
}

static DuoEventRecord *
make_event (void)
{
  DuoDayWindow window = {540, 1020};
  DuoEventRecord *record = duo_event_record_new ();

  record->id = g_strdup (FAKE_EVENT);
  record->name = g_strdup ("Nordic Careers");
  record->zone = g_strdup ("Europe/Stockholm");
  record->state = DUO_EVENT_OPEN;
  record->me = g_strdup (FAKE_ME);
  record->my_topics = g_strsplit ("Rust GTK Python Storage", " ", -1);
  record->my_languages = g_strsplit ("English Swedish", " ", -1);
  record->role = DUO_ROLE_TALENT;
  g_ptr_array_add (record->days, duo_day_new ("2026-11-03", DUO_DAY_VIRTUAL, &window, 1, NULL));
  return record;
}

static void
fill_cache (Fixture *f)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_event_record_free);
  g_autoptr (DuoBatch) batch = duo_batch_new_take (make_changes (), NULL);

  g_ptr_array_add (events, make_event ());
  duo_cache_begin (f->cache, "https://chats.example.org", "amara", "amara@example.org", "Amara");
  duo_cache_put_kept (f->cache);
  duo_cache_put_events (f->cache, events);
  batch->reset = TRUE;
  duo_cache_put_batch (f->cache, batch);
  duo_cache_flush (f->cache);
}

static gint64
thread_time (void)
{
  struct timespec now;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now), ==, 0);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Says the figure, and fails where it would be felt. */
static void
judge (const char *what, gint64 started)
{
  double ms = (thread_time () - started) / 1000.0;

  g_test_message ("%s: %.1f ms on the main thread", what, ms);
  g_assert_cmpfloat (ms, <, MAIN_THREAD_MS * PATIENCE);
}

static void
count_cb (GListModel *model, guint position, guint removed, guint added, guint *count)
{
  (*count)++;
}

static void
test_restore (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) rest_result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoCached) cached = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GPtrArray) first = NULL;
  DuoEvent *event;
  gint64 asked, started;

  fill_cache (f);
  asked = g_get_monotonic_time ();
  duo_cache_load_async (f->cache, take_result, &result);
  wait_result (result);
  cached = duo_cache_load_finish (f->cache, result, &error);
  g_assert_no_error (error);
  duo_sync_restore (f->sync, cached);
  event = duo_sync_find_event (f->sync, FAKE_EVENT);
  g_assert_false (duo_event_get_complete (event));
  duo_cache_load_rest_async (f->cache, duo_sync_dup_companies (f->sync), take_result, &rest_result);
  wait_result (rest_result);
  rest = duo_cache_load_rest_finish (f->cache, rest_result, &error);
  g_assert_no_error (error);
  g_test_message ("reading 10,000: %.1f ms in its thread", (g_get_monotonic_time () - asked) / 1000.0);

  started = thread_time ();
  duo_sync_restore_rest (f->sync, rest);
  judge ("restoring 10,000", started);
  g_assert_true (duo_event_get_complete (event));
  started = thread_time ();
  first = duo_event_dup_first_people (event, 48);
  judge ("finding the first of 10,000", started);
  g_assert_cmpuint (duo_person_get_open_slots (first->pdata[47]), ==, 29);
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_people (event)), ==, N_PEOPLE);
  g_assert_cmpuint (duo_person_get_open_slots (duo_event_find_person (event, "P000000000000000009999")), ==,
                    9999 % 30);
}

/* The search texts are there already: the first keystroke does not make ten thousand. */
static void
test_first_keystroke (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoEventRecord) record = make_event ();
  g_autoptr (DuoEvent) event = duo_event_new (record, f->clock);
  g_autoptr (DuoBatch) batch = duo_batch_new_take (make_changes (), NULL);
  GListModel *people = duo_event_get_people (event);
  guint found = 0;
  gint64 started;

  duo_batch_apply (batch, event);
  started = thread_time ();
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (DuoPerson) person = g_list_model_get_item (people, i);

      found += strstr (duo_person_get_search_text (person), "angstrom") != NULL;
    }
  judge ("looking for a word in 10,000", started);
  g_assert_cmpuint (found, ==, N_PEOPLE / 4);
}

static void
on_page (DuoEvent *event, DuoBatch *batch, gpointer data)
{
  gint64 started = thread_time ();
  guint *pages = data;

  duo_batch_apply (batch, event);
  judge ("taking a page of 10,000", started);
  (*pages)++;
}

static void
test_page (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoEventRecord) record = make_event ();
  g_autoptr (DuoEvent) event = duo_event_new (record, f->clock);
  g_autoptr (FakeService) service = fake_service_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  DuoWireChanges *changes = make_changes ();
  DuoPages *pages;
  DuoJsonWriter writer;
  guint n_pages = 0, n_changes = 0;

  duo_json_writer_init (&writer, text);
  duo_json_writer_begin_object (&writer, NULL);
  duo_wire_write_changes (&writer, changes);
  duo_json_writer_end_object (&writer);
  duo_wire_changes_free (changes);
  fake_service_answer (service, "GET", "/v1/events/" FAKE_EVENT "/changes?since=0", 200, text->str);
  duo_http_set_address (f->http, fake_service_get_address (service));
  g_signal_connect (duo_event_get_people (event), "items-changed", G_CALLBACK (count_cb), &n_changes);
  pages = duo_pages_new (f->http, event, 0, on_page, &n_pages);
  duo_pages_run_async (pages, NULL, take_result, &result);
  wait_result (result);
  g_assert_true (duo_pages_run_finish (pages, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_pages, ==, 1);
  g_assert_cmpuint (n_changes, ==, 1);
  g_clear_object (&result);
  g_assert_finalize_object (pages);
}

/* Counts of everybody come up to twice a second. */
static void
test_counts (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoEventRecord) record = make_event ();
  g_autoptr (DuoEvent) event = duo_event_new (record, f->clock);
  g_autoptr (DuoBatch) everybody = duo_batch_new_take (make_changes (), NULL);
  DuoWireChanges *changes = duo_wire_changes_new (FAKE_EVENT);
  g_autoptr (DuoBatch) counts = NULL;
  gint64 started;

  g_array_append_vals (changes->counts, everybody->changes->counts->data, everybody->changes->counts->len);
  changes->upto = 6;
  counts = duo_batch_new_take (changes, NULL);
  duo_batch_apply (everybody, event);
  started = thread_time ();
  duo_batch_apply (counts, event);
  judge ("counts of 10,000", started);
}

/* The service says that everything starts over, and hardly anybody is left. */
static void
test_nearly_all_leave (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoEventRecord) record = make_event ();
  g_autoptr (DuoEvent) event = duo_event_new (record, f->clock);
  g_autoptr (DuoBatch) batch = duo_batch_new_take (make_changes (), NULL);
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) chats = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_changes = 0;
  gint64 started;

  duo_batch_apply (batch, event);
  g_hash_table_add (people, (gpointer) "P000000000000000005000");
  g_signal_connect (duo_event_get_people (event), "items-changed", G_CALLBACK (count_cb), &n_changes);
  started = thread_time ();
  duo_event_retain (event, people, chats);
  judge ("9,999 of 10,000 leave", started);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (duo_event_get_people (event)), ==, 1);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/many/restore", test_restore);
  ADD ("/many/first-keystroke", test_first_keystroke);
  ADD ("/many/page", test_page);
  ADD ("/many/counts", test_counts);
  ADD ("/many/nearly-all-leave", test_nearly_all_leave);
  return g_test_run ();
}
