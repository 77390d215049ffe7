/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

#include <glib/gi18n.h>

#include "duo-chime.h"
#include "shell/duo-late.h"
#include "shell/duo-text.h"
#include "shell/duo-window.h"

/* Near its end the clocks of the two may differ about it. */
#define SURELY_OPEN_SECONDS 10

static gboolean
is_in_call (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);

  return call != NULL && duo_call_get_state (call) != DUO_CALL_ENDED;
}

void
duo_room_page_update_inhibit (DuoRoomPage *self)
{
  gboolean wanted = is_in_call (self) && self->window != NULL;
  GtkApplication *application = self->window != NULL ? gtk_window_get_application (self->window) : NULL;

  if (application == NULL)
    return;

  if (wanted && self->inhibit_cookie == 0)
    {
      self->inhibit_cookie = gtk_application_inhibit (
          application, self->window, GTK_APPLICATION_INHIBIT_IDLE | GTK_APPLICATION_INHIBIT_SUSPEND,
          _ ("In a 1-1 chat"));
    }
  else if (!wanted && self->inhibit_cookie != 0)
    {
      gtk_application_uninhibit (application, self->inhibit_cookie);
      self->inhibit_cookie = 0;
    }
}

static DuoRoomEnd
get_end (DuoRoomPage *self, DuoTimeRange room)
{
  gboolean open = duo_room_page_judge_join (self) == DUO_REFUSAL_NONE &&
                  duo_room_page_get_now (self) + SURELY_OPEN_SECONDS < room.end;
  gboolean talked = duo_room_visit_get_talked (self->visit) > 0;

  return (open ? DUO_ROOM_END_OPEN : 0) | (talked ? DUO_ROOM_END_TALKED : 0);
}

static gboolean
can_chime (DuoRoomPage *self)
{
  return duo_room_page_has_device (self, DUO_DEVICE_SPEAKER);
}

/* Who is late is waited for otherwise than who just is not there. */
static void
say_late (DuoRoomPage *self, char **title, char **body)
{
  g_autofree char *late = duo_late_text_peer (self->chat, duo_room_page_get_now (self));
  g_autofree char *expected = NULL, *waiting = NULL;

  if (late == NULL)
    return;
  expected = duo_room_page_dup_expected (self);
  waiting = g_steal_pointer (body);
  g_set_str (title, late);
  *body = g_strdup_printf ("%s\n%s", expected, waiting);
}

/* Once, when there is somebody to hear. */
static void
hint_microphone (DuoRoomPage *self)
{
  if (self->hinted || duo_room_page_get_microphone (self) ||
      !duo_room_page_has_device (self, DUO_DEVICE_MICROPHONE))
    return;

  self->hinted = TRUE;
  duo_window_add_toast (GTK_WIDGET (self), adw_toast_new (_ ("Your microphone is off. Ctrl+D turns it on")));
}

static void
greet (DuoRoomPage *self, DuoRoomScene before)
{
  if (self->scene != DUO_ROOM_SCENE_TALKING)
    return;
  if (before != DUO_ROOM_SCENE_TALKING && before != DUO_ROOM_SCENE_RECONNECTING)
    duo_room_page_say_vouched (self);
  hint_microphone (self);
}

static void
show_scene (DuoRoomPage *self, DuoRoomScene scene)
{
  DuoTimeRange room = duo_room_page_get_room (self);
  g_autofree char *closes = duo_room_page_dup_moment (self, room.end);
  DuoRoomEnd end = get_end (self, room);
  const GError *error = duo_call_get_error (duo_room_page_get_call (self));
  gboolean ended = scene == DUO_ROOM_SCENE_ENDED;
  DuoRoomScene before = self->scene;
  g_autofree char *title = ended ? duo_room_ended_title (error, end, self->first_name)
                                 : duo_room_scene_title (scene, self->first_name);
  g_autofree char *body = ended ? duo_room_ended_body (error, end, self->first_name)
                                : duo_room_scene_body (scene, self->first_name, closes, can_chime (self));

  if (scene == DUO_ROOM_SCENE_WAITING)
    say_late (self, &title, &body);
  if ((self->scene == DUO_ROOM_SCENE_WAITING || self->scene == DUO_ROOM_SCENE_PEER_LEFT) &&
      (scene == DUO_ROOM_SCENE_CONNECTING || scene == DUO_ROOM_SCENE_NEW_KEY))
    duo_chime_play (duo_room_page_get_speaker (self));
  if (scene == DUO_ROOM_SCENE_NEW_KEY)
    duo_room_page_keep_asked_key (self);
  self->scene = scene;
  self->closed = ended && error == NULL && (end & DUO_ROOM_END_OPEN) == 0;
  if (ended)
    duo_room_stage_set_end (self->stage, error != NULL, duo_room_ended_return (error, end));
  duo_room_stage_set_scene (self->stage, scene, title, body);
  greet (self, before);
}

void
duo_room_page_show_scene (DuoRoomPage *self)
{
  show_scene (self, self->scene);
}

void
duo_room_page_say_closes (DuoRoomPage *self)
{
  if (duo_room_page_is_showing (self, "after"))
    duo_room_page_update_after (self);
  else if (!duo_room_page_is_showing (self, "stage") || duo_room_page_get_call (self) == NULL)
    return;
  else if (self->scene == DUO_ROOM_SCENE_WAITING || self->scene == DUO_ROOM_SCENE_PEER_LEFT)
    show_scene (self, self->scene);
}

static void
update_quality (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);
  DuoCallQuality quality = duo_call_get_quality (call);
  DuoCallStats stats = {.round_trip_ms = -1};
  gboolean no_room = quality == DUO_CALL_QUALITY_SOUND_ONLY || duo_call_get_peer_screen (call);
  g_autofree char *details = NULL;

  duo_call_get_stats (call, &stats);
  details = duo_room_quality_details (&stats);
  duo_room_stage_set_quality (self->stage, quality, details);
  duo_room_stage_set_picture_waits (self->stage, no_room && stats.still > 1);
}

void
duo_room_page_update_stage (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);
  DuoRoomScene scene =
      duo_room_scene (duo_call_get_state (call), duo_room_visit_get_talked (self->visit) > 0);

  if (scene != self->scene)
    show_scene (self, scene);
  duo_room_stage_set_peers (self->stage, duo_call_get_peer_microphone (call),
                            duo_call_get_peer_camera (call));
  duo_room_stage_set_code (self->stage, duo_call_get_code (call), duo_call_get_key_trust (call));
  duo_room_page_update_share (self);
  duo_room_page_update_text (self);
  update_quality (self);
}

static void
show_stage (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);

  duo_room_check_set_source (self->check, NULL);
  duo_room_stage_set_feeds (self->stage, duo_call_get_remote_feed (call),
                            duo_media_source_get_self_feed (self->source));
  show_scene (self, duo_room_scene (duo_call_get_state (call), FALSE));
  duo_room_page_show_view (self, "stage");
  duo_room_stage_focus (self->stage);
}

void
duo_room_page_update_after (DuoRoomPage *self)
{
  DuoTimeRange room = duo_room_page_get_room (self);
  gboolean can_rejoin = duo_room_page_judge_join (self) == DUO_REFUSAL_NONE;
  gboolean can_book = duo_room_page_get_again (self) != DUO_N_VERBS;
  gboolean entering = self->visit != NULL && duo_room_page_get_call (self) == NULL;
  g_autofree char *closes = duo_room_page_dup_moment (self, room.end);

  duo_room_after_set_next (self->after, can_rejoin ? closes : NULL, can_book);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.rejoin", can_rejoin && !entering);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.book-again", can_book);
}

/* Who goes out and comes back has talked both times; waiting counts only where the two never met. */
static void
add_visit (DuoRoomPage *self)
{
  DuoTimeRange span = duo_room_visit_get_span (self->visit);
  gint64 talked = duo_room_visit_get_talked (self->visit);
  gboolean first = self->span.end == 0 || (talked > 0 && self->talked == 0);

  if (talked == 0 && self->talked > 0)
    return;

  self->span = (DuoTimeRange) {first ? span.start : self->span.start, span.end};
  self->talked += talked;
  self->waited += span.end - span.start;
}

/* "11:01–11:03", or the one minute that it was, and where I am elsewhere my time behind it */
static char *
dup_span (DuoRoomPage *self)
{
  g_autoptr (GTimeZone) mine = g_time_zone_new_local ();
  GTimeZone *zone = duo_room_page_get_zone (self);
  DuoTimeRange span = self->span;

  if (span.end - span.start < 60)
    return duo_text_with_my_time (duo_text_time (span.start, zone), span.start, zone, mine);

  return duo_text_with_my_range (duo_text_range (span, zone), span, zone, mine);
}

static void
show_after (DuoRoomPage *self)
{
  const char *name = duo_chat_get_peer_name (self->chat);
  gint64 start = duo_chat_get_range (self->chat).start;

  /* Who only looked in has missed nobody. */
  if (self->talked == 0 && duo_room_page_get_now (self) < start)
    {
      g_autofree char *begins = duo_room_page_dup_moment (self, start);

      duo_room_after_set_ahead (self->after, name, begins);
    }
  else
    {
      g_autofree char *spans = dup_span (self);

      duo_room_after_set_chat (self->after, name, self->talked, self->waited, self->span, spans);
    }
  duo_room_page_update_after (self);
  duo_room_page_leave_fullscreen (self);
  duo_room_page_show_view (self, "after");
  duo_room_after_focus_done (self->after);
}

/* Camera and microphone go off with the call, whoever ended it. */
void
duo_room_page_end_visit (DuoRoomPage *self)
{
  if (self->visit == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->visit, self);
  self->camera_was_on = duo_room_page_get_camera (self);
  self->microphone_was_on = duo_room_page_get_microphone (self);
  duo_room_page_end_share (self);
  if (duo_room_page_get_call (self) != NULL)
    g_signal_handlers_disconnect_by_data (duo_room_page_get_call (self), self);
  duo_room_visit_leave (self->visit);
  duo_room_page_update_inhibit (self);
  duo_room_page_drop_source (self);
  g_clear_object (&self->visit);
}

static void
begin_stage (DuoRoomPage *self)
{
  duo_room_page_take_pass (self, duo_room_visit_get_pass (self->visit));
  duo_room_page_begin_share (self);
  show_stage (self);
  duo_room_page_begin_listening (self);
}

static void
on_visit_changed (DuoRoomPage *self)
{
  if (duo_room_page_get_call (self) == NULL)
    return;

  if (!duo_room_page_is_showing (self, "stage"))
    begin_stage (self);
  duo_room_page_update_stage (self);
  duo_room_page_update_time (self);
  duo_room_page_update_inhibit (self);
  duo_room_page_update_mine (self);
  if (duo_call_get_state (duo_room_page_get_call (self)) != DUO_CALL_ENDED)
    return;

  add_visit (self);
  if (duo_room_visit_is_leaving (self->visit))
    show_after (self);
  else
    duo_room_page_update_after (self);
  duo_room_page_end_visit (self);
}

void
duo_room_page_stay_out (DuoRoomPage *self)
{
  g_signal_handlers_disconnect_by_data (self->visit, self);
  duo_room_visit_leave (self->visit);
  g_clear_object (&self->visit);
  if (duo_room_page_is_showing (self, "check"))
    duo_room_page_update_check (self);
  else
    duo_room_page_show_check (self);
}

static void
on_visit_refused (DuoRoomPage *self, const GError *error)
{
  g_clear_error (&self->refusal);
  self->refusal = g_error_copy (error);
  duo_room_page_stay_out (self);
}

static gboolean
hides_address (DuoRoomPage *self)
{
  GSettings *settings = duo_window_get_settings (GTK_WIDGET (self));

  return settings != NULL && g_settings_get_boolean (settings, "hide-address");
}

void
duo_room_page_enter (DuoRoomPage *self)
{
  g_return_if_fail (self->visit == NULL && self->source != NULL);

  g_clear_error (&self->refusal);
  duo_network_row_cancel (duo_room_check_get_network_row (self->check));
  duo_room_page_stop_trial (self);
  self->visit = duo_room_visit_new (self->session, self->chat, self->source, duo_room_page_get_speaker (self),
                                    self->conversation);
  g_signal_connect_swapped (self->visit, "changed", G_CALLBACK (on_visit_changed), self);
  g_signal_connect_swapped (self->visit, "refused", G_CALLBACK (on_visit_refused), self);
  g_signal_connect_swapped (self->visit, "elsewhere", G_CALLBACK (duo_room_page_ask_to_move), self);
  duo_room_visit_set_relay_only (self->visit, hides_address (self));
  duo_room_visit_enter (self->visit);
  duo_room_page_update_check (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.rejoin", FALSE);
}
