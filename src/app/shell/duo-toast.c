/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-toast.h"

#include <glib/gi18n.h>

#include "duo-sentence.h"

/* Long enough to read a name, a day and a time, and to decide. */
#define NEWS_SECONDS 10

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
