/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-session.h"
#include "shell/duo-toast.h"
#include "shell/duo-window.h"

/* Nothing else says that it failed: it stays until somebody has read it. */
static void
test_failure_stays (void)
{
  g_autoptr (GError) error = g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_FAILED, "the cause");
  g_autoptr (AdwToast) toast = duo_toast_new_outcome (NULL, error);

  g_assert_cmpuint (adw_toast_get_timeout (toast), ==, 0);
  g_assert_cmpstr (adw_toast_get_title (toast), !=, "");
  g_assert_false (adw_toast_get_use_markup (toast));
}

static void
test_success_goes (void)
{
  g_autoptr (AdwToast) toast = duo_toast_new_outcome (NULL, NULL);

  g_assert_cmpuint (adw_toast_get_timeout (toast), >, 0);
  g_assert_cmpstr (adw_toast_get_title (toast), ==, "Sent");
}

/* Taken back by its user: that is no failure. */
static void
test_cancelled_says_nothing (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "taken back");

  g_assert_null (duo_toast_new_outcome (NULL, error));
}

static void
test_news_goes (void)
{
  g_autoptr (AdwToast) toast = duo_toast_new_news ("Amara <b>Okafor</b> booked", "chats");
  g_autoptr (AdwToast) seen = duo_toast_new_news ("Amara booked", NULL);

  g_assert_cmpuint (adw_toast_get_timeout (toast), >, 0);
  g_assert_false (adw_toast_get_use_markup (toast));
  g_assert_cmpstr (adw_toast_get_action_name (toast), ==, "win.view");
  g_assert_null (adw_toast_get_button_label (seen));
}

/* A page that has left its window has nowhere to say it. */
static void
test_without_a_window (void)
{
  GtkWidget *page = g_object_ref_sink (gtk_label_new (NULL));
  AdwToast *toast = duo_toast_new_outcome (NULL, NULL);

  g_object_add_weak_pointer (G_OBJECT (toast), (gpointer *) &toast);
  duo_window_add_toast (page, toast);
  g_assert_null (toast);
  g_assert_finalize_object (page);
}

int
main (int argc, char **argv)
{
  gtk_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/toast/failure-stays", test_failure_stays);
  g_test_add_func ("/toast/success-goes", test_success_goes);
  g_test_add_func ("/toast/cancelled-says-nothing", test_cancelled_says_nothing);
  g_test_add_func ("/toast/news-goes", test_news_goes);
  g_test_add_func ("/toast/without-a-window", test_without_a_window);
  return g_test_run ();
}
