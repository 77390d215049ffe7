/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "directory/duo-my-profile-dialog.h"
#include "directory/duo-own-cv.h"
#include "directory/duo-person-page.h"
#include "fake-session-cv.h"
#include "made-up.h"
#include "page-test.h"
#include "shell/duo-cv-row.h"

/* What a talent does with their CV, and what a recruiter finds of it. */

#define NOT_PDF "This file is not a PDF. Save or export your CV as a PDF, then choose that file."
#define TOO_LARGE "This file is larger than 5 MB. Save your CV with smaller pictures, then choose it again."

typedef struct
{
  MadeUp *made_up;
  DuoSession *session;
  GtkWidget *window;
  GtkWidget *own; /* DuoOwnCv */
  char *folder;
} Fixture;

static void
open_dialog (Fixture *f, const char *cv)
{
  f->made_up = made_up_new (DUO_ROLE_TALENT);
  f->session = f->made_up->session;
  f->folder = g_dir_make_tmp (NULL, NULL);
  f->window = page_window_new (gtk_label_new ("Page"), 800, 900);
  fake_session_set_me (f->session, DUO_ROLE_TALENT, cv);
  adw_dialog_present (duo_my_profile_dialog_new (f->session), f->window);
  fake_session_answer_me (f->session, NULL);
  page_settle (f->window);
  f->own = page_get (f->window, DUO_TYPE_OWN_CV, NULL);
}

static void
close_dialog (Fixture *f)
{
  page_window_close (f->window);
  g_assert_finalize_object (g_steal_pointer (&f->made_up->session));
  made_up_free (f->made_up);
  g_rmdir (f->folder);
  g_free (f->folder);
}

static gboolean
has_button (Fixture *f, const char *label)
{
  return page_find (f->own, GTK_TYPE_BUTTON, label) != NULL;
}

static void
press (Fixture *f, const char *label)
{
  page_press (page_get (f->window, GTK_TYPE_BUTTON, label));
  page_settle (f->window);
}

static void
take (Fixture *f, const char *name, const char *begins, gsize length)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autofree char *text = g_malloc0 (length + 1);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  memcpy (text, begins, MIN (strlen (begins), length));
  g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
  duo_own_cv_take_file (DUO_OWN_CV (f->own), file);
}

static gboolean
is_put (gpointer session)
{
  return fake_session_get_put (session) != NULL;
}

static gboolean
is_idle (gpointer own)
{
  return page_find (own, GTK_TYPE_BUTTON, "Cancel") == NULL;
}

static void
forget (Fixture *f, const char *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_add (void)
{
  Fixture f;

  open_dialog (&f, NULL);
  g_assert_true (page_says (f.own, "No CV Yet"));
  g_assert_true (has_button (&f, "Add CV…"));
  g_assert_false (has_button (&f, "Remove"));
  take (&f, "Amara.pdf", "%PDF-1.7", 3000);
  page_wait_until (is_put, f.session);
  page_settle (f.window);
  g_assert_cmpstr (fake_session_get_put (f.session), ==, "Amara.pdf");
  g_assert_cmpuint (fake_session_get_put_size (f.session), ==, 3000);
  fake_session_progress (f.session, 1500, 3000);
  g_assert_cmpfloat (
      gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (page_get (f.own, GTK_TYPE_PROGRESS_BAR, NULL))), ==,
      0.5);
  g_assert_true (has_button (&f, "Cancel"));
  g_assert_false (has_button (&f, "Add CV…"));
  fake_session_answer_put (f.session, NULL);
  page_settle (f.window);
  g_assert_true (page_says (f.own, "Amara.pdf"));
  g_assert_true (has_button (&f, "Replace…"));
  forget (&f, "Amara.pdf");
  close_dialog (&f);
}

/* Said before anything is sent, and what was there stays. */
static void
test_refused_here (void)
{
  static const struct
  {
    const char *begins;
    gsize length;
    const char *sentence;
  } cases[] = {{"PK a document", 200, NOT_PDF}, {"", 0, NOT_PDF}, {"%PDF-", DUO_MAX_CV + 1, TOO_LARGE}};
  Fixture f;

  open_dialog (&f, "Old.pdf");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      take (&f, "file.pdf", cases[i].begins, cases[i].length);
      page_wait_until (is_idle, f.own);
      page_settle (f.window);
      g_assert_true (page_says (f.own, cases[i].sentence));
      g_assert_null (fake_session_get_put (f.session));
      g_assert_true (page_says (f.own, "Old.pdf"));
    }
  /* What is fine takes the sentence away. */
  take (&f, "file.pdf", "%PDF-", DUO_MAX_CV);
  page_wait_until (is_put, f.session);
  page_settle (f.window);
  g_assert_false (page_says (f.own, TOO_LARGE));
  fake_session_answer_put (f.session, NULL);
  forget (&f, "file.pdf");
  close_dialog (&f);
}

static void
test_failed (void)
{
  Fixture f;

  open_dialog (&f, "Old.pdf");
  take (&f, "New.pdf", "%PDF-", 100);
  page_wait_until (is_put, f.session);
  fake_session_answer_put (f.session, g_error_new (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, "gone"));
  page_settle (f.window);
  g_assert_true (page_says (f.own, "The service cannot be reached. Check the connection and try again."));
  g_assert_true (page_says (f.own, "Old.pdf"));
  forget (&f, "New.pdf");
  close_dialog (&f);
}

/* Nothing is told to the service as long as it can be brought back. */
static void
test_remove_and_undo (void)
{
  Fixture f;

  open_dialog (&f, "Mine.pdf");
  press (&f, "Remove");
  g_assert_true (page_says (f.own, "No CV Yet"));
  g_assert_cmpuint (fake_session_get_n_removed (f.session), ==, 0);
  press (&f, "Undo");
  g_assert_true (page_says (f.own, "Mine.pdf"));
  close_dialog (&f);
}

/* Who closes the dialog does not wait for it. */
static void
test_removed_when_closed (void)
{
  Fixture f;
  AdwDialog *dialog;

  open_dialog (&f, "Mine.pdf");
  press (&f, "Remove");
  dialog = ADW_DIALOG (page_get (f.window, DUO_TYPE_MY_PROFILE_DIALOG, NULL));
  adw_dialog_force_close (dialog);
  page_settle (f.window);
  g_assert_cmpuint (fake_session_get_n_removed (f.session), ==, 1);
  fake_session_answer_removal (f.session, g_error_new (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, "gone"));
  page_settle (f.window);
  fake_window_assert_toast ("The service cannot be reached. Check the connection and try again.");
  close_dialog (&f);
}

static void
test_open (void)
{
  Fixture f;

  open_dialog (&f, "Mine.pdf");
  press (&f, "Open");
  g_assert_cmpstr (fake_session_get_fetched (f.session), ==, duo_event_get_record (f.made_up->event)->me);
  g_assert_true (page_says (f.own, "Opening…"));
  fake_session_answer_fetch (f.session, NULL,
                             g_error_new (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, "gone"));
  page_settle (f.window);
  g_assert_false (page_says (f.own, "Opening…"));
  g_assert_true (page_says (f.own, "The service cannot be reached. Check the connection and try again."));
  close_dialog (&f);
}

static void
test_offline (void)
{
  Fixture f;

  open_dialog (&f, "Mine.pdf");
  g_assert_true (gtk_widget_is_sensitive (page_get (f.own, GTK_TYPE_BUTTON, "Remove")));
  fake_session_set_state (f.session, DUO_SESSION_OFFLINE);
  page_settle (f.window);
  g_assert_true (page_says (f.own, "Mine.pdf"));
  g_assert_false (gtk_widget_is_sensitive (page_get (f.own, GTK_TYPE_BUTTON, "Remove")));
  g_assert_false (gtk_widget_is_sensitive (page_get (f.own, GTK_TYPE_BUTTON, "Open")));
  close_dialog (&f);
}

/* ── a recruiter's side ── */

static void
test_recruiter (void)
{
  static const MadeUpChat chat = {"c-yuki", "yuki", DUO_CHAT_REQUESTED};
  g_autoptr (DuoCvRecord) cv = duo_cv_record_new ("Yuki.pdf", 214000, 1793700000);
  MadeUp *made_up = made_up_new_peopled (DUO_ROLE_RECRUITER);
  GtkWidget *view = adw_navigation_view_new ();
  GtkWidget *page, *window, *row;

  made_up_add_chats (made_up, &chat, 1);
  page = GTK_WIDGET (duo_person_page_new (made_up->session, made_up_find (made_up, "yuki")));
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (page));
  window = page_window_new (view, 1200, 800);
  g_assert_null (page_find (page, DUO_TYPE_CV_ROW, NULL));
  duo_event_set_peer_cv (made_up->event, duo_event_find_chat (made_up->event, "c-yuki"), cv);
  page_settle (window);
  row = page_get (page, DUO_TYPE_CV_ROW, NULL);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  page_settle (window);
  g_assert_cmpstr (fake_session_get_fetched (made_up->session), ==, "yuki");
  g_assert_true (page_says (row, "Opening…"));
  /* Pressed twice it is fetched once: the fake waits for one alone. */
  adw_action_row_activate (ADW_ACTION_ROW (row));
  fake_session_answer_fetch (made_up->session, NULL,
                             g_error_new (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, "gone"));
  page_settle (window);
  fake_window_assert_toast ("The service cannot be reached. Check the connection and try again.");
  g_assert_false (page_says (row, "Opening…"));
  gtk_widget_grab_focus (row);
  duo_event_set_peer_cv (made_up->event, duo_event_find_chat (made_up->event, "c-yuki"), NULL);
  page_settle (window);
  g_assert_null (page_find (page, DUO_TYPE_CV_ROW, NULL));
  page_window_close (window);
  g_assert_finalize_object (g_steal_pointer (&made_up->session));
  made_up_free (made_up);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/app/my-profile/add", test_add);
  g_test_add_func ("/app/my-profile/refused-here", test_refused_here);
  g_test_add_func ("/app/my-profile/failed", test_failed);
  g_test_add_func ("/app/my-profile/remove-and-undo", test_remove_and_undo);
  g_test_add_func ("/app/my-profile/removed-when-closed", test_removed_when_closed);
  g_test_add_func ("/app/my-profile/open", test_open);
  g_test_add_func ("/app/my-profile/offline", test_offline);
  g_test_add_func ("/app/my-profile/recruiter", test_recruiter);
  return g_test_run ();
}
