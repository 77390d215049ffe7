/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-late.h"

#include <glib/gi18n.h>

#include "duo-text.h"
#include "duo-window.h"

/* Which of the two sides I am on. */
static DuoRole
get_my_side (DuoChat *chat)
{
  return duo_chat_get_my_role (chat) == DUO_ROLE_TALENT ? DUO_ROLE_TALENT : DUO_ROLE_RECRUITER;
}

char *
duo_late_text_peer (DuoChat *chat, gint64 now)
{
  const DuoChatRecord *record = duo_chat_get_record (chat);
  DuoRole side = duo_chat_record_get_late_side (record);
  g_autofree char *first = duo_text_first_name (duo_chat_get_peer_name (chat));

  if (side == DUO_ROLE_STRANGER || side == get_my_side (chat) || now >= duo_chat_record_get_expected (record))
    return NULL;

  /* TRANSLATORS: a first name: "Ada is 5 minutes late" */
  return g_strdup_printf (ngettext ("%s is %u minute late", "%s is %u minutes late", record->late), first,
                          record->late);
}

char *
duo_late_text_mine (DuoChat *chat)
{
  const DuoChatRecord *record = duo_chat_get_record (chat);
  guint late = record->late;

  if (duo_chat_record_get_late_side (record) != get_my_side (chat))
    return NULL;
  if (record->acted != duo_chat_get_my_role (chat))
    return g_strdup_printf (
        ngettext ("A colleague said: %u minute late", "A colleague said: %u minutes late", late), late);

  return g_strdup_printf (ngettext ("You said: %u minute late", "You said: %u minutes late", late), late);
}

char *
duo_late_text_choice (guint minutes)
{
  return g_strdup_printf (ngettext ("%u Minute Late", "%u Minutes Late", minutes), minutes);
}

static void
command_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) chat = duo_session_command_finish (DUO_SESSION (object), result, &error);

  /* One that has no answer yet is tried again, and said by the window where nothing comes of it. */
  if (!chat && gtk_widget_get_root (widget) &&
      !g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE))
    duo_window_add_error_toast (widget, error);
}

void
duo_late_say (GtkWidget *widget, DuoSession *session, DuoChat *chat, guint minutes)
{
  duo_session_command_minutes_async (session, DUO_VERB_LATE, chat, minutes, NULL, command_cb,
                                     g_object_ref (widget));
}

void
duo_late_extend (GtkWidget *widget, DuoSession *session, DuoChat *chat, guint minutes)
{
  duo_session_command_minutes_async (session, DUO_VERB_EXTEND, chat, minutes, NULL, command_cb,
                                     g_object_ref (widget));
}
