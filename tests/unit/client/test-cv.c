/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "duo-session-cv.h"
#include "real-service.h"
#include "session-fixture.h"

/* A talent's CV on its way to the real service, and from there to a recruiter's disk. */

typedef struct
{
  RealService *service;
  DuoSession *recruiter;
  DuoSession *talent;
  DuoPerson *talent_there; /* as the recruiter's app has it */
} Fixture;

static DuoSession *
join (RealService *service, const char *email, const char *role)
{
  g_autofree char *profile = g_strdup_printf ("%s-%s", strrchr (g_test_get_path (), '/') + 1, role);
  DuoSession *session = session_of (profile);

  g_assert_true (sign_in (session, service->address, email, service->password, NULL));
  wait_state (session, DUO_SESSION_ONLINE);
  return session;
}

static const char *
my_id (DuoSession *session)
{
  return duo_event_get_record (duo_session_get_event (session))->me;
}

static gboolean
is_met (GListModel *chats, const char *talent)
{
  for (guint i = 0; i < g_list_model_get_n_items (chats); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (chats, i);

      if (g_str_equal (duo_chat_get_peer_id (chat), talent))
        return TRUE;
    }
  return FALSE;
}

/* Somebody with whom neither the recruiter nor a colleague has any record yet. */
static DuoPerson *
find_stranger (DuoEvent *event)
{
  GListModel *people = duo_event_get_people (event);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (DuoPerson) person = g_list_model_get_item (people, i);

      if (!is_met (duo_event_get_chats (event), duo_person_get_id (person)) &&
          !is_met (duo_event_get_other_chats (event), duo_person_get_id (person)))
        return person;
    }
  g_assert_not_reached ();
}

/* Some of the made-up talents have one. */
static void
must_remove (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  duo_session_remove_cv_async (f->talent, NULL, take_result, &result);
  wait_result (result);
  g_assert_true (duo_session_remove_cv_finish (f->talent, result, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  const char *email;

  f->service = real_service_new (2, 30);
  f->recruiter = join (f->service, f->service->recruiters[0], "recruiter");
  f->talent_there = find_stranger (duo_session_get_event (f->recruiter));
  email = g_hash_table_lookup (f->service->emails, duo_person_get_id (f->talent_there));
  f->talent = join (f->service, email, "talent");
  must_remove (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  finish_session (f->talent);
  finish_session (f->recruiter);
  real_service_free (f->service);
}

static GBytes *
pdf_new (gsize length)
{
  char *body = g_malloc0 (length);

  memcpy (body, "%PDF-1.7\n", 9);
  return g_bytes_new_take (body, length);
}

static DuoCvRecord *
put_cv (DuoSession *session, const char *name, GBytes *body, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_session_put_cv_async (session, name, body, NULL, NULL, NULL, take_result, &result);
  wait_result (result);
  return duo_session_put_cv_finish (session, result, error);
}

static void
must_put (Fixture *f)
{
  g_autoptr (GBytes) body = pdf_new (2000);
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoCvRecord) cv = put_cv (f->talent, "Mine.pdf", body, &error);

  g_assert_no_error (error);
}

static const DuoWireMe *
load_me (DuoSession *session)
{
  DuoEvent *event = duo_session_get_event (session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  duo_session_load_me_async (session, event, NULL, take_result, &result);
  wait_result (result);
  g_assert_true (duo_session_load_me_finish (session, result, &error));
  g_assert_no_error (error);
  return duo_session_get_me (session, event);
}

static GFile *
fetch (DuoSession *session, const char *person, const DuoCvRecord *cv, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  duo_session_fetch_cv_async (session, person, cv, NULL, take_result, &result);
  wait_result (result);
  return duo_session_fetch_cv_finish (session, result, error);
}

/* The recruiter invites, which is a record that the two share. */
static void
invite (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) chat =
      command_and_wait (f->recruiter, DUO_VERB_INVITE, f->talent_there, NULL, (DuoTimeRange) {0, 0}, &error);

  g_assert_no_error (error);
}

typedef struct
{
  guint n;
  goffset last;
  goffset total;
} Progress;

static void
on_progress (goffset current, goffset total, gpointer data)
{
  Progress *progress = data;

  g_assert_cmpint (current, >, progress->last);
  *progress = (Progress) {progress->n + 1, current, total};
}

static gboolean
on_idle (gpointer n)
{
  (*(guint *) n)++;
  return G_SOURCE_CONTINUE;
}

/* Five MiB go out in pieces, between which the program does other things. */
static void
test_large (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) body = pdf_new (DUO_MAX_CV);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoCvRecord) cv = NULL;
  Progress progress = {0};
  guint n_between = 0;
  guint idle = g_idle_add (on_idle, &n_between);

  duo_session_put_cv_async (f->talent, "Documents/Large one.PDF", body, on_progress, &progress, NULL,
                            take_result, &result);
  wait_result (result);
  g_source_remove (idle);
  cv = duo_session_put_cv_finish (f->talent, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cv->name, ==, "Large one.pdf");
  g_assert_cmpuint (cv->size, ==, DUO_MAX_CV);
  g_assert_cmpint (progress.last, ==, DUO_MAX_CV);
  g_assert_cmpint (progress.total, ==, DUO_MAX_CV);
  g_assert_cmpuint (progress.n, >, 10);
  g_assert_cmpuint (n_between, >, 10);
  g_assert_true (duo_cv_record_equal (load_me (f->talent)->cv, cv));
}

/* The service says so too, where an app does not look. */
static void
test_not_taken (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("My life", 7);
  g_autoptr (GBytes) large = pdf_new (DUO_MAX_CV + 1);
  g_autoptr (GError) no_pdf = NULL, too_large = NULL, no_talent = NULL;
  g_autoptr (GBytes) body = pdf_new (100);

  g_assert_null (put_cv (f->talent, "a.pdf", text, &no_pdf));
  g_assert_error (no_pdf, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED);
  g_assert_null (put_cv (f->talent, "a.pdf", large, &too_large));
  g_assert_error (too_large, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED);
  g_assert_null (put_cv (f->recruiter, "a.pdf", body, &no_talent));
  g_assert_error (no_talent, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_REFUSED);
  g_assert_null (load_me (f->talent)->cv);
}

/* A refusal costs no more than a head, however large the CV is. */
static void
test_refused_unsent (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) small = pdf_new (100);
  g_autoptr (GBytes) large = pdf_new (DUO_MAX_CV);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Progress progress = {0};

  for (guint n = 0; !error; n++)
    {
      g_autoptr (DuoCvRecord) cv = put_cv (f->talent, "Mine.pdf", small, &error);

      g_assert_cmpuint (n, <, 100);
    }
  g_clear_error (&error);
  duo_session_put_cv_async (f->talent, "Mine.pdf", large, on_progress, &progress, NULL, take_result, &result);
  wait_result (result);
  g_assert_null (duo_session_put_cv_finish (f->talent, result, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_BUSY);
  g_assert_cmpuint (duo_client_error_get_retry_after (error), >, 0);
  g_assert_cmpuint (progress.n, ==, 0);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) body = pdf_new (DUO_MAX_CV);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Progress progress = {0};

  duo_session_put_cv_async (f->talent, "a.pdf", body, on_progress, &progress, cancellable, take_result,
                            &result);
  wait_until (progress.n > 0);
  g_cancellable_cancel (cancellable);
  wait_result (result);
  g_assert_null (duo_session_put_cv_finish (f->talent, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (load_me (f->talent)->cv);
}

static void
test_me (Fixture *f, gconstpointer data)
{
  const DuoWireMe *me = load_me (f->talent);

  g_assert_cmpstr (me->person->id, ==, my_id (f->talent));
  g_assert_cmpstr (me->person->event, ==, duo_event_get_id (duo_session_get_event (f->talent)));
  g_assert_cmpint (me->person->role, ==, DUO_ROLE_TALENT);
  g_assert_null (me->cv);
  must_put (f);
  g_assert_cmpstr (duo_session_get_me (f->talent, duo_session_get_event (f->talent))->cv->name, ==,
                   "Mine.pdf");
  must_remove (f);
  g_assert_null (duo_session_get_me (f->talent, duo_session_get_event (f->talent))->cv);
}

/* Nobody else on the computer reads it, and nothing of it stays. */
static void
check_private (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  GStatBuf there, inside;

  g_assert_cmpint (g_stat (g_file_peek_path (file), &there), ==, 0);
  g_assert_cmpuint (there.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (g_file_peek_path (folder), &inside), ==, 0);
  g_assert_cmpuint (inside.st_mode & 0777, ==, 0700);
}

static void
test_shared (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoCvRecord) guess = duo_cv_record_new ("Mine.pdf", 2000, 0);
  g_autoptr (GBytes) wanted = pdf_new (2000);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;

  must_put (f);
  settle ();
  g_assert_null (duo_person_get_cv (f->talent_there));
  g_assert_null (fetch (f->recruiter, duo_person_get_id (f->talent_there), guess, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_REFUSED);
  g_assert_cmpint (duo_client_error_get_refusal (error), ==, DUO_REFUSAL_NOT_FOUND);
  g_clear_error (&error);

  invite (f);
  wait_until (duo_person_get_cv (f->talent_there) != NULL);
  g_assert_nonnull (duo_chat_get_peer_cv (duo_person_get_chat (f->talent_there)));
  file =
      fetch (f->recruiter, duo_person_get_id (f->talent_there), duo_person_get_cv (f->talent_there), &error);
  g_assert_no_error (error);
  body = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (body, wanted));
  check_private (file);
  sign_out (f->recruiter);
  g_assert_false (g_file_query_exists (file, NULL));
}

static gboolean
is_gone (GFile *file)
{
  return !g_file_query_exists (file, NULL);
}

static GFile *
must_fetch (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GFile *file;

  wait_until (duo_person_get_cv (f->talent_there) != NULL);
  file =
      fetch (f->recruiter, duo_person_get_id (f->talent_there), duo_person_get_cv (f->talent_there), &error);
  g_assert_no_error (error);
  return file;
}

/* What its talent has replaced or removed lies on no recruiter's computer. */
static void
test_taken_away (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) body = pdf_new (100);
  g_autoptr (DuoCvRecord) cv = NULL;
  g_autoptr (GFile) first = NULL;
  g_autoptr (GFile) second = NULL;

  must_put (f);
  invite (f);
  first = must_fetch (f);
  cv = put_cv (f->talent, "Newer.pdf", body, NULL);
  wait_until (g_str_equal (duo_person_get_cv (f->talent_there)->name, "Newer.pdf"));
  g_assert_false (is_gone (first));
  second = must_fetch (f);
  g_assert_true (is_gone (first));
  g_assert_false (is_gone (second));
  must_remove (f);
  wait_until (duo_person_get_cv (f->talent_there) == NULL);
  wait_until (is_gone (second));
}

/* One's own may be open before anything is known of oneself, and stays there until it is taken away. */
static void
test_own (Fixture *f, gconstpointer data)
{
  g_autoptr (DuoCvRecord) guess = duo_cv_record_new ("Mine.pdf", 2000, 0);
  GListModel *chats = duo_event_get_chats (duo_session_get_event (f->talent));
  guint n_chats = g_list_model_get_n_items (chats);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;

  must_put (f);
  g_assert_null (duo_session_get_me (f->talent, duo_session_get_event (f->talent)));
  file = fetch (f->talent, my_id (f->talent), guess, &error);
  g_assert_no_error (error);
  invite (f);
  wait_until (g_list_model_get_n_items (chats) > n_chats);
  settle ();
  g_assert_false (is_gone (file));
  g_assert_nonnull (load_me (f->talent)->cv);
  g_assert_false (is_gone (file));
  must_remove (f);
  g_assert_true (is_gone (file));
}

/* What comes after one has signed out is not kept, whoever has signed in meanwhile. */
static void
test_signed_out_meanwhile (void)
{
  FakeService *service = fake_service_new ();
  g_autoptr (DuoCvRecord) cv = duo_cv_record_new ("CV.pdf", 12, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DuoSession *session;

  fake_service_furnish (service);
  fake_service_answer (service, "GET", "/v1/people/" FAKE_BEN "/cv", 200, "%PDF-1.7");
  fake_service_hold (service, "GET", "/v1/people/" FAKE_BEN "/cv");
  session = online_session_of ("signed-out-meanwhile", service);
  duo_session_fetch_cv_async (session, FAKE_BEN, cv, NULL, take_result, &result);
  fake_service_wait_request (service, "GET", "/v1/people/" FAKE_BEN "/cv", 0);
  sign_out (session);
  wait_result (result);
  g_assert_null (duo_session_fetch_cv_finish (session, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  fake_service_let_go (service);
  finish_session (session);
  fake_service_free (service);
}

/* What changes is seen at once, and offline what was seen last. */
static void
test_followed (Fixture *f, gconstpointer data)
{
  const char *id = my_id (f->talent);
  DuoEvent *event;
  DuoPerson *person;
  g_autoptr (GFile) file = NULL;

  invite (f);
  g_assert_null (duo_person_get_cv (f->talent_there));
  must_put (f);
  wait_until (duo_person_get_cv (f->talent_there) != NULL);
  must_remove (f);
  wait_until (duo_person_get_cv (f->talent_there) == NULL);
  must_put (f);
  wait_until (duo_person_get_cv (f->talent_there) != NULL);

  file = must_fetch (f);
  duo_session_flush (f->recruiter);
  finish_session (f->recruiter);
  g_assert_true (is_gone (file));
  real_service_kill (f->service);
  f->recruiter = session_of ("followed-recruiter");
  g_assert_true (restore (f->recruiter));
  event = duo_session_get_event (f->recruiter);
  wait_until ((person = duo_event_find_person (event, id)) != NULL);
  g_assert_cmpstr (duo_person_get_cv (person)->name, ==, "Mine.pdf");
}

/* A file of an earlier run, which was killed, does not wait for somebody who opens another one. */
static void
test_left_over (void)
{
  g_autofree char *folder =
      g_build_filename (g_get_user_cache_dir (), "duologue", "left-over", "cvs", "somebody", NULL);
  g_autofree char *old = g_build_filename (folder, "Old.pdf", NULL);
  DuoSession *session;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (old, "%PDF-", -1, NULL));
  session = session_of ("left-over");
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  finish_session (session);
}

/* Whatever a service sends, it is no program that is opened. */
static void
test_no_pdf (void)
{
  FakeService *service = fake_service_new ();
  g_autoptr (DuoCvRecord) cv = duo_cv_record_new ("CV.pdf", 12, 1);
  g_autoptr (GError) error = NULL;
  DuoSession *session;

  fake_service_furnish (service);
  fake_service_answer (service, "GET", "/v1/people/" FAKE_BEN "/cv", 200, "#!/bin/sh");
  session = online_session_of ("no-pdf", service);
  g_assert_null (fetch (session, FAKE_BEN, cv, &error));
  g_assert_error (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE);
  finish_session (session);
  fake_service_free (service);
}

/* There is no place for it: when to come back is said with the error, of whichever kind it is. */
static void
test_no_place (void)
{
  static const guint statuses[] = {429, 503};
  FakeService *service = fake_service_new ();
  g_autoptr (GBytes) body = pdf_new (100);
  DuoSession *session;

  fake_service_furnish (service);
  session = online_session_of ("no-place", service);
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (GError) waits = NULL;
      g_autoptr (GError) error = NULL;

      fake_service_answer (service, "PUT", "/v1/me/cv", statuses[i], "");
      fake_service_set_retry_after (service, 7);
      g_assert_null (put_cv (session, "CV.pdf", body, &waits));
      g_assert_cmpuint (duo_client_error_get_retry_after (waits), ==, 7);
      fake_service_set_retry_after (service, 0);
      g_assert_null (put_cv (session, "CV.pdf", body, &error));
      g_assert_cmpuint (duo_client_error_get_retry_after (error), ==, 0);
    }
  finish_session (session);
  fake_service_free (service);
}

#define ADD(name, test) g_test_add ("/client/cv/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  char *directory = begin_directories ();
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("large", test_large);
  ADD ("not-taken", test_not_taken);
  ADD ("refused-unsent", test_refused_unsent);
  ADD ("cancelled", test_cancelled);
  ADD ("me", test_me);
  ADD ("shared", test_shared);
  ADD ("followed", test_followed);
  ADD ("taken-away", test_taken_away);
  ADD ("own", test_own);
  g_test_add_func ("/client/cv/left-over", test_left_over);
  g_test_add_func ("/client/cv/signed-out-meanwhile", test_signed_out_meanwhile);
  g_test_add_func ("/client/cv/no-pdf", test_no_pdf);
  g_test_add_func ("/client/cv/no-place", test_no_place);
  status = g_test_run ();
  end_directories (directory);
  return status;
}
