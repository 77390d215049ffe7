/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-session.h"

#include "shell/duo-demo.h"
#include "shell/duo-sentence.h"
#include "shell/duo-window.h"

/* The pages' way to say something at the bottom of the window, without the window. */

static char *last_toast;

/* The real one would bring the demo with its processes into every test. */
G_DEFINE_QUARK (duo - demo - error, duo_demo_error)

void
duo_window_add_toast (GtkWidget *any_child, AdwToast *toast)
{
  g_set_str (&last_toast, adw_toast_get_title (toast));
  g_object_unref (toast);
}

void
duo_window_add_error_toast (GtkWidget *any_child, const GError *error)
{
  g_autofree char *sentence = duo_sentence_for_error (error);

  g_set_str (&last_toast, sentence);
}

char *
fake_window_steal_toast (void)
{
  return g_steal_pointer (&last_toast);
}
