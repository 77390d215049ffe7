/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-room.h"
#include "fake-session.h"

#include "shell/duo-demo.h"
#include "shell/duo-sentence.h"
#include "shell/duo-toast.h"
#include "shell/duo-window.h"

/* The pages' way to say something at the bottom of the window, without the window. */

static char *last_toast;
static gboolean last_offers;
static AdwToast *last_button; /* weak */
static DuoTestSource test_source;
static gboolean has_test_source;
static GSettings *settings;

/* The real one would bring the demo with its processes into every test. */
G_DEFINE_QUARK (duo - demo - error, duo_demo_error)

/* Where there is a place for it, as in a preview, it is seen as in the real one. */
static gboolean
show_toast (GtkWidget *any_child, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (any_child, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *title = NULL;

  if (overlay == NULL)
    return FALSE;

  title = duo_toast_wrap (toast, gtk_widget_get_width (overlay));
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  return TRUE;
}

void
duo_window_add_toast (GtkWidget *any_child, AdwToast *toast)
{
  g_set_str (&last_toast, adw_toast_get_title (toast));
  last_offers = adw_toast_get_button_label (toast) != NULL;
  if (adw_toast_get_button_label (toast))
    g_set_weak_pointer (&last_button, toast);
  if (!show_toast (any_child, toast))
    g_object_unref (toast);
}

void
duo_window_add_error_toast (GtkWidget *any_child, const GError *error)
{
  g_autofree char *sentence = duo_sentence_for_error (error);

  g_set_str (&last_toast, sentence);
}

gboolean
fake_window_has_toast (void)
{
  return last_toast != NULL;
}

char *
fake_window_steal_toast (void)
{
  return g_steal_pointer (&last_toast);
}

void
fake_window_assert_toast (const char *expected)
{
  g_autofree char *toast = fake_window_steal_toast ();

  g_assert_cmpstr (toast, ==, expected);
}

gboolean
fake_window_toast_offers (void)
{
  return last_offers;
}

void
fake_window_press_toast (void)
{
  g_assert_nonnull (last_button);
  g_signal_emit_by_name (last_button, "button-clicked");
}

void
fake_window_set_test_source (const DuoTestSource *test)
{
  has_test_source = test != NULL;
  if (test != NULL)
    test_source = *test;
}

GSettings *
duo_window_get_settings (GtkWidget *any_child)
{
  return settings;
}

void
fake_window_set_settings (GSettings *remembered)
{
  g_set_object (&settings, remembered);
}

gboolean
duo_window_get_test_source (GtkWidget *any_child, DuoTestSource *test)
{
  *test = test_source;
  return has_test_source;
}
