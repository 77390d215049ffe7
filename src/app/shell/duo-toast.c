/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-toast.h"

#include <glib/gi18n.h>

#include "duo-sentence.h"

/* Long enough to read a name, a day and a time, and to decide. */
#define NEWS_SECONDS 10
/* Where a day and a time have no room beside two buttons, or little beside one. */
#define NARROW_WIDTH 500
#define NARROW_CHARS 18
#define NARROW_BUTTON_CHARS 5
#define NARROW_CHARS_ALONE 26
#define LINE_CHARS 56

AdwToast *
duo_toast_new_news (const char *text, const char *view)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  if (view)
    {
      adw_toast_set_button_label (toast, _ ("Show"));
      adw_toast_set_action_name (toast, "win.view");
      adw_toast_set_action_target (toast, "s", view);
    }
  adw_toast_set_timeout (toast, NEWS_SECONDS);
  return toast;
}

AdwToast *
duo_toast_new_request (const char *text, const char *chat)
{
  AdwToast *toast = duo_toast_new_news (text, NULL);

  adw_toast_set_button_label (toast, _ ("Show"));
  adw_toast_set_action_name (toast, "win.show-request");
  adw_toast_set_action_target (toast, "s", chat);
  return toast;
}

AdwToast *
duo_toast_new_outcome (DuoChat *chat, const GError *error)
{
  g_autofree char *sentence = error ? duo_sentence_for_error (error) : g_strdup (_ ("Sent"));
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (!sentence)
    return NULL;

  text = chat ? g_strdup_printf ("%s: %s", duo_chat_get_peer_name (chat), sentence) : g_strdup (sentence);
  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_timeout (toast, error ? 0 : NEWS_SECONDS);
  return toast;
}

AdwToast *
duo_toast_new_cache_lost (void)
{
  AdwToast *toast =
      adw_toast_new (_ ("What was kept on this computer could not be read. It is fetched again"));

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_timeout (toast, NEWS_SECONDS);
  return toast;
}

static const char *
say_lost (DuoLost what)
{
  switch (what)
    {
    case DUO_LOST_COMMANDS:
      return _ ("A file on this computer was damaged. What you did last may not have been sent: look at your "
                "chats");
    case DUO_LOST_KEYS:
      return _ ("A file on this computer was damaged. In your next chats, compare the code again");
    case DUO_LOST_KEY_CHANGES:
      return _ (
          "A key could not be kept on this computer; its disk may be full. In your next chat, compare the "
          "code again");
    case DUO_LOST_BOOKMARKS:
    default:
      return _ ("A file on this computer was damaged. Your bookmarks are gone");
    }
}

AdwToast *
duo_toast_new_lost (DuoLost what)
{
  AdwToast *toast = adw_toast_new (say_lost (what));

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_timeout (toast, 0);
  return toast;
}

gboolean
duo_toast_is_narrow (int width)
{
  return width < NARROW_WIDTH;
}

static GtkWidget *
new_title (const char *title, int chars)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), chars);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

/* @button: (nullable): what it says; more of it leaves less for the title */
static int
count_narrow_chars (const char *button)
{
  glong more = button != NULL ? g_utf8_strlen (button, -1) - NARROW_BUTTON_CHARS : 0;

  return button == NULL ? NARROW_CHARS_ALONE : NARROW_CHARS - (int) MAX (more, 0) / 2;
}

/* An overlay gives a toast the height that it has at its natural width, so that is what is narrow. */
char *
duo_toast_wrap (AdwToast *toast, int width)
{
  gboolean narrow = duo_toast_is_narrow (width);
  int chars = narrow ? count_narrow_chars (adw_toast_get_button_label (toast)) : LINE_CHARS;
  g_autofree char *title = g_strdup (adw_toast_get_title (toast));

  if (!narrow && g_utf8_strlen (title, -1) <= LINE_CHARS)
    return NULL;

  adw_toast_set_custom_title (toast, new_title (title, chars));
  return g_steal_pointer (&title);
}
