/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

#include <glib/gi18n.h>

#include "duo-chime.h"
#include "shell/duo-sentence.h"
#include "shell/duo-text.h"

static char *
join_text (DuoRoomPage *self, DuoRefusal refusal, gboolean *alert)
{
  DuoTimeRange chat = duo_chat_get_range (self->chat);
  DuoTimeRange room = duo_room_page_get_room (self);
  g_autofree char *start = duo_room_start_text (chat, duo_room_page_get_now (self));

  *alert = FALSE;
  if (self->visit != NULL)
    return g_strdup (_ ("Entering the room…"));
  if (self->refusal != NULL)
    {
      *alert = TRUE;
      return duo_sentence_for_error (self->refusal);
    }
  if (duo_session_get_state (self->session) != DUO_SESSION_ONLINE)
    return g_strdup (_ ("No connection to the service. It is tried again by itself"));
  if (refusal == DUO_REFUSAL_ROOM_CLOSED && duo_room_page_get_now (self) < room.start)
    {
      g_autofree char *opens = duo_room_page_dup_moment (self, room.start);

      return g_strdup_printf (_ ("%s. The room opens at %s"), start, opens);
    }
  if (refusal != DUO_REFUSAL_NONE)
    return g_strdup (duo_sentence_for_refusal (refusal, duo_chat_get_my_role (self->chat)));

  return g_steal_pointer (&start);
}

static DuoRoomPeer
get_peer (DuoRoomPage *self)
{
  if (duo_session_get_state (self->session) != DUO_SESSION_ONLINE)
    return DUO_ROOM_PEER_UNKNOWN;

  return duo_chat_get_peer_present (self->chat) ? DUO_ROOM_PEER_HERE : DUO_ROOM_PEER_AWAY;
}

void
duo_room_page_update_check (DuoRoomPage *self)
{
  DuoRefusal refusal = duo_room_page_judge_join (self);
  gboolean alert;
  g_autofree char *text = join_text (self, refusal, &alert);
  gboolean can_join = refusal == DUO_REFUSAL_NONE && self->visit == NULL &&
                      duo_session_get_state (self->session) == DUO_SESSION_ONLINE;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.join",
                                 can_join && duo_room_page_is_showing (self, "check"));
  duo_room_check_set_join_text (self->check, text, alert);
  duo_room_check_set_peer (self->check, get_peer (self));
  duo_room_page_update_network (self);
}

void
duo_room_page_show_check (DuoRoomPage *self)
{
  duo_room_page_show_view (self, "check");
  duo_room_page_probe (self);
  duo_room_page_update_check (self);
  duo_room_check_focus_join (self->check);
}

/* Not the page: it would stay in its room until the service has answered. */
typedef struct
{
  DuoRoomCheck *check;
  gint64 started;
} Probe;

static void
probe_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Probe *probe = data;
  g_autoptr (DuoRoomCheck) check = probe->check;
  g_autoptr (GError) error = NULL;
  DuoSession *session = DUO_SESSION (source);
  g_autofree char *name = duo_session_probe_finish (session, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Its next try by itself may be most of a minute away, beside a service that is said to answer. */
  if (name != NULL && duo_session_get_state (session) == DUO_SESSION_OFFLINE)
    duo_session_reconnect (session);
  duo_room_check_set_network (check,
                              name != NULL ? (int) ((g_get_monotonic_time () - probe->started) / 1000) : -1);
}

void
duo_room_page_probe (DuoRoomPage *self)
{
  const char *address = duo_session_get_address (self->session);
  Probe *probe;

  if (address == NULL)
    return;

  probe = g_new0 (Probe, 1);
  *probe = (Probe) {g_object_ref (self->check), g_get_monotonic_time ()};
  duo_session_probe_async (self->session, address, self->cancellable, probe_cb, probe);
}

static char *
when_text (DuoRoomPage *self)
{
  DuoTimeRange chat = duo_chat_get_range (self->chat);
  g_autoptr (GTimeZone) mine = g_time_zone_new_local ();
  g_autofree char *range = duo_text_range (chat, duo_room_page_get_zone (self));
  g_autofree char *day =
      duo_text_same_day (chat.start, duo_room_page_get_now (self), duo_room_page_get_zone (self))
          ? g_strdup (_ ("Today"))
          : duo_text_day_medium (chat.start, duo_room_page_get_zone (self));
  g_autofree char *my_range = duo_text_my_range (chat, duo_room_page_get_zone (self), mine);
  g_autofree char *my_city = duo_text_city (mine);

  if (!duo_text_zones_differ (duo_room_page_get_zone (self), mine, chat.start))
    return g_strdup_printf ("%s, %s", day, range);

  return g_strdup_printf ("%s, %s %s · %s %s", day, range, duo_event_get_zone_name (self->event), my_range,
                          my_city);
}

void
duo_room_page_show_chat (DuoRoomPage *self)
{
  const char *name = duo_chat_get_peer_name (self->chat);
  const char *company = duo_chat_get_peer_company_name (self->chat);
  const char *line = company != NULL && *company != '\0' ? company : duo_chat_get_peer_title (self->chat);
  g_autofree char *when = when_text (self);
  g_autofree char *title = g_strdup_printf (_ ("1-1 Chat with %s"), name);

  g_free (self->first_name);
  self->first_name = duo_text_first_name (name);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  duo_room_check_set_chat (self->check, name, when);
  duo_text_panel_set_first_name (self->text, self->first_name);
  duo_room_stage_set_people (self->stage, name, line, duo_session_get_account_name (self->session));
  duo_room_stage_set_time (self->stage, duo_chat_get_range (self->chat), duo_room_page_get_now (self));
  duo_room_page_update_check (self);
}

void
duo_room_page_show_presence (DuoRoomPage *self)
{
  gboolean present = duo_chat_get_peer_present (self->chat);

  duo_room_page_update_check (self);
  if (present && duo_room_page_is_showing (self, "check") && gtk_widget_get_mapped (GTK_WIDGET (self)))
    duo_chime_play (duo_room_page_get_speaker (self));
}
