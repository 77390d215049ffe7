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
#define TOO_LARGE                                                                                            \
  "This file is larger than 5.2\u00a0MB. Save your CV with smaller pictures, then choose it again."

typedef struct
{
  MadeUp *made_up;
  DuoSession *session;
  GtkWidget *window;
  GtkWidget *own; /* DuoOwnCv */
  char *folder;
} Fixture;

/* However slow this computer is, what was removed can be brought back. */
static void
present (Fixture *f)
{
  adw_dialog_present (duo_my_profile_dialog_new (f->session), f->window);
  fake_session_answer_me (f->session, NULL);
  page_settle (f->window);
  f->own = page_get (f->window, DUO_TYPE_OWN_CV, NULL);
  duo_own_cv_set_undo_seconds (DUO_OWN_CV (f->own), 0);
}

static void
open_dialog (Fixture *f, const char *cv)
{
  f->made_up = made_up_new (DUO_ROLE_TALENT);
  f->session = f->made_up->session;
  f->folder = g_dir_make_tmp (NULL, NULL);
  f->window = page_window_new (gtk_label_new ("Page"), 800, 900);
  fake_session_set_me (f->session, DUO_ROLE_TALENT, cv);
  present (f);
}

static void
leave (Fixture *f)
{
  adw_dialog_force_close (ADW_DIALOG (page_get (f->window, DUO_TYPE_MY_PROFILE_DIALOG, NULL)));
  page_settle (f->window);
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
write_file (Fixture *f, const char *name, const char *begins, gsize length)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autofree char *text = g_malloc0 (length + 1);

  memcpy (text, begins, MIN (strlen (begins), length));
  g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
}

static void
take (Fixture *f, const char *name, const char *begins, gsize length)
{
  g_autoptr (GFile) file = g_file_new_build_filename (f->folder, name, NULL);

  write_file (f, name, begins, length);
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

static gboolean
has_toast (gpointer data)
{
  return fake_window_has_toast ();
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
  g_assert_true (page_says (f.own, "A PDF of up to 5.2\u00a0MB. Choose it, or drop it here."));
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

/* By chance a little later than the service says. */
static gboolean
says_wait (Fixture *f, guint from, guint to)
{
  for (guint seconds = from; seconds <= to; seconds++)
    {
      g_autofree char *sentence = g_strdup_printf ("The service is busy. Trying again in %u %s…", seconds,
                                                   seconds == 1 ? "second" : "seconds");

      if (page_says (f->own, sentence))
        return TRUE;
    }
  return FALSE;
}

/* Where the service says when to come back, that is done; where it does not, the user decides. */
static void
test_busy (void)
{
  Fixture f;

  open_dialog (&f, NULL);
  take (&f, "New.pdf", "%PDF-", 100);
  page_wait_until (is_put, f.session);
  fake_session_progress (f.session, 50, 100);
  fake_session_answer_put (f.session, fake_session_new_busy (1));
  page_settle (f.window);
  g_assert_true (page_says (f.own, "New.pdf"));
  g_assert_true (says_wait (&f, 1, 2));
  g_assert_null (fake_session_get_put (f.session));
  page_wait_until (is_put, f.session);
  page_settle (f.window);
  g_assert_true (page_says (f.own, "Sending…"));
  g_assert_cmpuint (fake_session_get_put_size (f.session), ==, 100);
  fake_session_answer_put (f.session, fake_session_new_busy (0));
  page_settle (f.window);
  g_assert_true (page_says (f.own, "No CV Yet"));
  g_assert_true (page_says (f.own, "Too many attempts. Wait a minute, then try again."));
  forget (&f, "New.pdf");
  close_dialog (&f);
}

/* Who cancels waits for nothing; what would take too long is not waited for. */
static void
test_busy_is_left (void)
{
  Fixture f;

  open_dialog (&f, NULL);
  take (&f, "New.pdf", "%PDF-", 100);
  page_wait_until (is_put, f.session);
  fake_session_answer_put (f.session, fake_session_new_busy (200));
  page_settle (f.window);
  g_assert_true (says_wait (&f, 200, 300));
  press (&f, "Cancel");
  page_wait_until (is_idle, f.own);
  g_assert_null (fake_session_get_put (f.session));
  fake_session_answer_me (f.session, NULL);
  take (&f, "New.pdf", "%PDF-", 100);
  page_wait_until (is_put, f.session);
  fake_session_answer_put (f.session, fake_session_new_busy (301));
  page_settle (f.window);
  g_assert_true (has_button (&f, "Add CV…"));
  /* Nor is it tried for whoever signs in next. */
  take (&f, "New.pdf", "%PDF-", 100);
  page_wait_until (is_put, f.session);
  fake_session_answer_put (f.session, fake_session_new_busy (1));
  fake_session_set_state (f.session, DUO_SESSION_SIGNED_OUT);
  page_wait_until (is_idle, f.own);
  g_assert_null (fake_session_get_put (f.session));
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

  open_dialog (&f, "Mine.pdf");
  press (&f, "Remove");
  leave (&f);
  g_assert_cmpuint (fake_session_get_n_removed (f.session), ==, 1);
  fake_session_answer_removal (f.session, g_error_new (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, "gone"));
  page_settle (f.window);
  fake_window_assert_toast ("The service cannot be reached. Check the connection and try again.");
  close_dialog (&f);
}

/* Who closes the window does not either. */
static void
test_removed_with_its_window (void)
{
  Fixture f;

  open_dialog (&f, "Mine.pdf");
  press (&f, "Remove");
  gtk_widget_set_visible (f.window, FALSE);
  g_assert_cmpuint (fake_session_get_n_removed (f.session), ==, 1);
  fake_session_answer_removal (f.session, NULL);
  close_dialog (&f);
}

/* As libadwaita does where the dialog becomes a sheet, or a sheet a dialog. */
static void
move_to_and_fro (Fixture *f)
{
  AdwDialog *dialog = ADW_DIALOG (page_get (f->window, DUO_TYPE_MY_PROFILE_DIALOG, NULL));
  g_autoptr (GtkWidget) child = g_object_ref (adw_dialog_get_child (dialog));

  adw_dialog_set_child (dialog, NULL);
  g_assert_false (gtk_widget_get_mapped (f->own));
  adw_dialog_set_child (dialog, child);
  page_settle (f->window);
  g_assert_true (gtk_widget_get_mapped (f->own));
}

/* A window that becomes narrow takes nobody's CV. */
static void
test_moved (void)
{
  Fixture f;

  open_dialog (&f, "Mine.pdf");
  press (&f, "Remove");
  move_to_and_fro (&f);
  g_assert_cmpuint (fake_session_get_n_removed (f.session), ==, 0);
  press (&f, "Undo");
  g_assert_true (page_says (f.own, "Mine.pdf"));
  press (&f, "Open");
  move_to_and_fro (&f);
  g_assert_true (page_says (f.own, "Opening…"));
  /* The control: what is broken off is not waited for. */
  duo_own_cv_leave (DUO_OWN_CV (f.own));
  fake_session_answer_fetch (f.session, NULL, g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "left"));
  page_settle (f.window);
  g_assert_false (page_says (f.own, "Opening…"));
  g_assert_true (gtk_widget_is_sensitive (page_get (f.own, GTK_TYPE_BUTTON, "Open")));
  close_dialog (&f);
}

/* The service hears of one thing after the other. */
static void
test_replace_what_is_removed (void)
{
  Fixture f;

  open_dialog (&f, "Old.pdf");
  press (&f, "Remove");
  take (&f, "New.pdf", "%PDF-", 100);
  page_wait_until (is_put, f.session);
  page_settle (f.window);
  g_assert_cmpuint (fake_session_get_n_removed (f.session), ==, 0);
  g_assert_null (page_find (f.window, GTK_TYPE_BUTTON, "Undo"));
  fake_session_answer_put (f.session, NULL);
  page_settle (f.window);
  g_assert_true (page_says (f.own, "New.pdf"));

  press (&f, "Remove");
  duo_own_cv_leave (DUO_OWN_CV (f.own));
  g_assert_cmpuint (fake_session_get_n_removed (f.session), ==, 1);
  take (&f, "New.pdf", "%PDF-", 100);
  page_settle (f.window);
  g_assert_null (fake_session_get_put (f.session));
  fake_session_answer_removal (f.session, NULL);
  page_wait_until (is_put, f.session);
  fake_session_answer_put (f.session, NULL);
  page_settle (f.window);
  g_assert_true (page_says (f.own, "New.pdf"));
  forget (&f, "New.pdf");
  close_dialog (&f);
}

/* What is sent goes on without its dialog, and the next one hears of it. */
static void
test_sent_without_its_dialog (void)
{
  Fixture f;

  open_dialog (&f, "Old.pdf");
  take (&f, "New.pdf", "%PDF-", 100);
  page_wait_until (is_put, f.session);
  leave (&f);
  present (&f);
  g_assert_true (page_says (f.own, "Old.pdf"));
  fake_session_answer_put (f.session, NULL);
  page_settle (f.window);
  g_assert_true (page_says (f.own, "New.pdf"));

  take (&f, "New.pdf", "PK a document", 100);
  leave (&f);
  page_wait_until (has_toast, NULL);
  fake_window_assert_toast (NOT_PDF);
  forget (&f, "New.pdf");
  close_dialog (&f);
}

/* Whether it came too late for the service, only the service knows. */
static void
test_cancel (void)
{
  Fixture f;

  open_dialog (&f, "Old.pdf");
  take (&f, "New.pdf", "%PDF-", 100);
  page_wait_until (is_put, f.session);
  page_settle (f.window);
  press (&f, "Cancel");
  fake_session_answer_put (f.session, g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough"));
  page_settle (f.window);
  fake_session_set_me (f.session, DUO_ROLE_TALENT, "New.pdf");
  fake_session_answer_me (f.session, NULL);
  page_settle (f.window);
  g_assert_true (page_says (f.own, "New.pdf"));
  forget (&f, "New.pdf");
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

static GtkDropTarget *
get_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  g_assert_not_reached ();
}

static gboolean
drop (Fixture *f, const GValue *value)
{
  gboolean taken = FALSE;

  g_signal_emit_by_name (get_target (f->own), "drop", value, 1.0, 1.0, &taken);
  return taken;
}

/* @other: (nullable): a second file beside it */
static gboolean
drop_on (Fixture *f, const char *name, const char *other)
{
  g_autoptr (GFile) file = g_file_new_build_filename (f->folder, name, NULL);
  g_autoptr (GFile) second = other ? g_file_new_build_filename (f->folder, other, NULL) : NULL;
  GFile *files[] = {file, second};
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (files, other ? 2 : 1));
  return drop (f, &value);
}

static gboolean
drop_one (Fixture *f, GFile *file)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_FILE);
  g_value_set_object (&value, file);
  return drop (f, &value);
}

/* What is not taken goes back to where it was dragged from. */
static void
test_drop (void)
{
  Fixture f;

  open_dialog (&f, NULL);
  fake_session_set_state (f.session, DUO_SESSION_OFFLINE);
  g_assert_false (drop_on (&f, "none.pdf", NULL));
  fake_session_set_state (f.session, DUO_SESSION_ONLINE);
  fake_session_answer_me (f.session, NULL);
  g_assert_true (drop_on (&f, "none.pdf", NULL));
  g_assert_false (drop_on (&f, "none.pdf", NULL));
  page_wait_until (is_idle, f.own);
  page_settle (f.window);
  g_assert_true (page_says (f.own, "This file cannot be read. Choose another one."));
  g_assert_false (drop_on (&f, "one.pdf", "two.pdf"));
  page_settle (f.window);
  g_assert_true (page_says (f.own, "Only one file can be your CV. Drop that one alone."));
  close_dialog (&f);
}

/* From a list of one, and by itself: it is sent as if it had been chosen. */
static void
test_dropped_is_sent (void)
{
  g_autoptr (GFile) file = NULL;
  GdkContentFormats *formats;
  Fixture f;

  open_dialog (&f, NULL);
  formats = gtk_drop_target_get_formats (get_target (f.own));
  g_assert_true (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST));
  g_assert_true (gdk_content_formats_contain_gtype (formats, G_TYPE_FILE));
  for (guint i = 0; i < 2; i++)
    {
      const char *name = i == 0 ? "List.pdf" : "File.pdf";

      write_file (&f, name, "%PDF-1.7", 3000);
      file = g_file_new_build_filename (f.folder, name, NULL);
      g_assert_true (i == 0 ? drop_on (&f, name, NULL) : drop_one (&f, file));
      page_wait_until (is_put, f.session);
      g_assert_cmpstr (fake_session_get_put (f.session), ==, name);
      g_assert_cmpuint (fake_session_get_put_size (f.session), ==, 3000);
      fake_session_answer_put (f.session, NULL);
      page_settle (f.window);
      g_assert_true (page_says (f.own, name));
      forget (&f, name);
      g_clear_object (&file);
    }
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

/* A recruiter has nothing to press on it: what they wrote was selected whole. */
static void
test_nothing_is_selected (void)
{
  MadeUp *made_up = made_up_new_peopled (DUO_ROLE_RECRUITER);
  GtkWidget *window = page_window_new (gtk_label_new ("Page"), 800, 900);
  GtkWidget *focus;

  fake_session_set_me (made_up->session, DUO_ROLE_RECRUITER, NULL);
  adw_dialog_present (duo_my_profile_dialog_new (made_up->session), window);
  fake_session_answer_me (made_up->session, NULL);
  page_settle (window);
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_nonnull (focus);
  g_assert_false (GTK_IS_LABEL (focus));
  adw_dialog_force_close (ADW_DIALOG (page_get (window, DUO_TYPE_MY_PROFILE_DIALOG, NULL)));
  page_settle (window);
  page_window_close (window);
  g_assert_finalize_object (g_steal_pointer (&made_up->session));
  made_up_free (made_up);
}

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
  /* Whoever has left the page is shown no CV, and told of nothing. */
  duo_event_set_peer_cv (made_up->event, duo_event_find_chat (made_up->event, "c-yuki"), cv);
  page_settle (window);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  page_window_close (window);
  fake_session_answer_fetch (made_up->session, NULL,
                             g_error_new (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE, "gone"));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (fake_window_has_toast ());
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
  g_test_add_func ("/app/my-profile/busy", test_busy);
  g_test_add_func ("/app/my-profile/busy-is-left", test_busy_is_left);
  g_test_add_func ("/app/my-profile/remove-and-undo", test_remove_and_undo);
  g_test_add_func ("/app/my-profile/removed-when-closed", test_removed_when_closed);
  g_test_add_func ("/app/my-profile/removed-with-its-window", test_removed_with_its_window);
  g_test_add_func ("/app/my-profile/moved", test_moved);
  g_test_add_func ("/app/my-profile/replace-what-is-removed", test_replace_what_is_removed);
  g_test_add_func ("/app/my-profile/sent-without-its-dialog", test_sent_without_its_dialog);
  g_test_add_func ("/app/my-profile/cancel", test_cancel);
  g_test_add_func ("/app/my-profile/drop", test_drop);
  g_test_add_func ("/app/my-profile/dropped-is-sent", test_dropped_is_sent);
  g_test_add_func ("/app/my-profile/open", test_open);
  g_test_add_func ("/app/my-profile/offline", test_offline);
  g_test_add_func ("/app/my-profile/nothing-is-selected", test_nothing_is_selected);
  g_test_add_func ("/app/my-profile/recruiter", test_recruiter);
  return g_test_run ();
}
