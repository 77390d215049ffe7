/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-stage-private.h"

#include <glib/gi18n.h>

#include "duo-room-controls.h"
#include "shell/duo-announce.h"
#include "shell/duo-css-class.h"
#include "shell/duo-text.h"

G_DEFINE_FINAL_TYPE (DuoRoomStage, duo_room_stage, ADW_TYPE_BIN)

static gboolean
shows_remote (DuoRoomStage *self)
{
  return self->scene == DUO_ROOM_SCENE_TALKING || self->scene == DUO_ROOM_SCENE_RECONNECTING;
}

gboolean
duo_room_stage_has_picture (DuoRoomStage *self)
{
  return self->peer_camera == DUO_PEER_DEVICE_ON && !self->picture_waits;
}

gboolean
duo_room_stage_shows_screen (DuoRoomStage *self)
{
  return shows_remote (self) && self->shared != NULL;
}

/* Only what lies over a picture goes away; what is wrong with it stays said, and that there is something to read. */
void
duo_room_stage_update_fading (DuoRoomStage *self)
{
  gboolean may_fade = self->scene == DUO_ROOM_SCENE_TALKING &&
                      (duo_room_stage_has_picture (self) || duo_room_stage_shows_screen (self)) &&
                      !duo_room_quality_is_bad (self->quality_now) &&
                      !gtk_widget_get_visible (self->text_dot);

  if (self->fader != NULL)
    duo_room_fader_set_may_fade (self->fader, may_fade);
}

void
duo_room_stage_set_class (DuoRoomStage *self, const char *name, gboolean has)
{
  duo_css_class_set (GTK_WIDGET (self), name, has);
}

void
duo_room_stage_update_pictures (DuoRoomStage *self)
{
  /* The buttons want the place. */
  gboolean alone = duo_room_stage_asks (self) || (self->tight && duo_room_stage_offers_again (self));
  gboolean screen = duo_room_stage_shows_screen (self);
  gboolean shows_me = self->my_camera || gtk_widget_get_visible (self->self_muted);
  DuoVideoFeed *camera = shows_remote (self) && duo_room_stage_has_picture (self) ? self->remote : NULL;

  /* A feed has one view: who had it lets go first. */
  if (screen)
    duo_video_view_set_feed (self->video, NULL);
  duo_room_screen_set_feeds (self->screen, screen ? self->shared : NULL, screen ? camera : NULL);
  if (!screen)
    duo_video_view_set_feed (self->video, camera);
  duo_video_view_set_feed (self->self_video, self->my_camera && !alone ? self->own : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->screen), screen);
  gtk_widget_set_visible (GTK_WIDGET (self->screen_note), screen);
  gtk_widget_set_visible (self->self_off, !self->my_camera);
  /* Beside a screen there is place only for what shows something, which one's own silence is. */
  gtk_widget_set_visible (self->self_view, !alone && (!screen || shows_me));
  /* Words over a picture that stands still. */
  duo_room_stage_set_class (self, "interrupted", self->scene == DUO_ROOM_SCENE_RECONNECTING);
  duo_room_stage_set_class (self, "without-me", alone);
  duo_room_stage_set_class (self, "watching", screen);
  duo_room_stage_set_class (self, "alone", screen && camera == NULL && !shows_me);
}

/* Who talks before the chat begins has begun, and wants to know until when. */
void
duo_room_stage_update_left (DuoRoomStage *self)
{
  gint64 start = shows_remote (self) ? MIN (self->chat.start, self->now) : self->chat.start;
  g_autofree char *text =
      duo_room_left_text ((DuoTimeRange) {start, self->chat.end}, self->now, self->narrow);

  /* A label that changes costs a frame, so it changes only with what it says. */
  if (g_strcmp0 (gtk_label_get_label (self->left_label), text) != 0)
    gtk_label_set_label (self->left_label, text);
}

/* Whose microphone it is has to be said wherever there is room for it; the struck icon says the rest. */
static void
update_muted (DuoRoomStage *self)
{
  g_autofree char *whole = g_strdup_printf (_ ("%s is muted"), self->first_name);

  gtk_label_set_label (self->muted_label, whole);
  gtk_widget_set_visible (GTK_WIDGET (self->muted_label), !self->narrow);
  gtk_widget_set_tooltip_text (self->muted, whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->muted), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
}

static const char *
get_away_text (DuoRoomStage *self)
{
  return shows_remote (self) ? _ ("The service cannot be reached; your call goes on")
                             : _ ("The service cannot be reached. Trying again…");
}

/* A narrow header would cut off what matters of it. */
static const char *
get_away_brief (DuoRoomStage *self)
{
  /* TRANSLATORS: both where there is room for thirty letters: the service cannot be reached */
  return shows_remote (self) ? _ ("No service; the call goes on") : _ ("No service. Trying again…");
}

void
duo_room_stage_update_subtitle (DuoRoomStage *self)
{
  const char *away = self->narrow ? get_away_brief (self) : get_away_text (self);

  adw_window_title_set_subtitle (self->title, self->away ? away : self->peer_line);
}

static void
show_quality (DuoRoomStage *self)
{
  const char *text = duo_room_quality_text (self->quality_now);
  const char *brief = duo_room_quality_brief (self->quality_now);

  gtk_image_set_from_icon_name (self->quality_icon, duo_room_quality_icon (self->quality_now));
  gtk_label_set_label (self->quality_brief, brief != NULL ? brief : "");
  gtk_widget_set_visible (GTK_WIDGET (self->quality_brief), brief != NULL);
  duo_css_class_set (self->quality, "image-button", brief == NULL);
  gtk_widget_set_tooltip_text (self->quality, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->quality), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_label_set_label (self->quality_label, text);
  gtk_widget_set_visible (self->quality, self->quality_now != DUO_CALL_QUALITY_UNKNOWN);
}

static void
on_breakpoint (DuoRoomStage *self, GParamSpec *pspec, AdwBreakpointBin *bin)
{
  AdwBreakpoint *place = adw_breakpoint_bin_get_current_breakpoint (bin);

  self->tight = place == self->tight_place;
  self->narrow = place == self->narrow_place || self->tight;
  duo_room_stage_set_class (self, "narrow", self->narrow);
  duo_room_stage_set_class (self, "stacked", place == self->stacked_place);
  duo_room_stage_update_left (self);
  update_muted (self);
  duo_room_stage_update_subtitle (self);
  duo_room_stage_update_pictures (self);
  duo_room_stage_update_message (self);
}

/* A pointer that closed a popover leaves the focus on its button, which would keep the controls up for good. */
static void
on_popover_toggled (DuoRoomStage *self, GParamSpec *pspec, GtkMenuButton *button)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!gtk_menu_button_get_active (button) && GTK_IS_WINDOW (root) &&
      !gtk_window_get_focus_visible (GTK_WINDOW (root)))
    gtk_widget_grab_focus (GTK_WIDGET (self->video));
}

static void
on_shown (DuoRoomStage *self)
{
  gboolean shown = duo_room_fader_get_shown (self->fader);

  duo_room_stage_set_class (self, "faded", !shown);
  /* What cannot be seen must not be hit: a first touch only brings it back. */
  gtk_widget_set_can_target (self->controls, shown);
  gtk_widget_set_can_target (self->header, shown);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), shown ? NULL : "none");
}

static void
duo_room_stage_dispose (GObject *object)
{
  DuoRoomStage *self = DUO_ROOM_STAGE (object);

  if (self->fader != NULL)
    g_signal_handlers_disconnect_by_data (self->fader, self);
  g_clear_object (&self->fader);
  g_clear_object (&self->remote);
  g_clear_object (&self->own);
  g_clear_object (&self->shared);

  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_ROOM_STAGE);

  G_OBJECT_CLASS (duo_room_stage_parent_class)->dispose (object);
}

static void
duo_room_stage_finalize (GObject *object)
{
  DuoRoomStage *self = DUO_ROOM_STAGE (object);

  g_free (self->peer_name);
  g_free (self->first_name);
  g_free (self->peer_line);

  G_OBJECT_CLASS (duo_room_stage_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, stacked_place);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, narrow_place);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, tight_place);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, overlay);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, video);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, message);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, message_avatar);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, message_icon);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, message_head);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, message_spinner);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, message_title);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, message_body);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, answers);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, message_buttons);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, message_close);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, message_rejoin);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, message_question);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, message_leave);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, screen);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, screen_note);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, sharing);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, self_view);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, self_video);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, self_off);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, self_muted);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, self_avatar);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, bottom);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, header);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, title);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, left);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, left_label);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, muted);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, muted_label);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, code);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, code_label);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, code_page);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, quality);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, quality_icon);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, quality_brief);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, quality_label);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, quality_details);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, fullscreen);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, time);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, message_again);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, controls);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, microphone_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, camera_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, screen_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, text_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, text_dot);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomStage, panel_button);
}

static void
duo_room_stage_class_init (DuoRoomStageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = duo_room_stage_dispose;
  object_class->finalize = duo_room_stage_finalize;

  g_type_ensure (DUO_TYPE_VIDEO_VIEW);
  g_type_ensure (DUO_TYPE_ROOM_CODE);
  g_type_ensure (DUO_TYPE_ROOM_TIME);
  g_type_ensure (DUO_TYPE_ROOM_SCREEN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-room-stage.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_breakpoint);
  gtk_widget_class_bind_template_callback (widget_class, on_popover_toggled);
}

static void
duo_room_stage_init (DuoRoomStage *self)
{
  self->peer_name = g_strdup ("");
  self->first_name = g_strdup ("");
  self->peer_line = g_strdup ("");
  self->rejoin = DUO_ROOM_RETURN_SUGGESTED;
  gtk_widget_init_template (GTK_WIDGET (self));
  duo_room_stage_update_pictures (self);
  duo_room_stage_update_message (self);
  duo_room_stage_set_text (self, FALSE, 0);
  duo_room_stage_set_panel (self, FALSE);
  duo_room_controls_show_screen (self->screen_button, FALSE);
  show_quality (self);
}

void
duo_room_stage_start_fading (DuoRoomStage *self, DuoScreenReader *reader, guint delay, guint first_delay)
{
  g_return_if_fail (self->fader == NULL);

  self->fader = duo_room_fader_new (GTK_WIDGET (self), reader, delay, first_delay);
  duo_room_fader_add_controls (self->fader, self->header);
  duo_room_fader_add_controls (self->fader, self->controls);
  g_signal_connect_swapped (self->fader, "notify::shown", G_CALLBACK (on_shown), self);
  duo_room_stage_update_fading (self);
}

void
duo_room_stage_set_people (DuoRoomStage *self,
                           const char *peer_name,
                           const char *peer_line,
                           const char *my_name)
{
  g_autofree char *picture = g_strdup_printf (_ ("Picture of %s"), peer_name);
  g_autofree char *note = NULL;

  g_set_str (&self->peer_name, peer_name);
  g_free (self->first_name);
  self->first_name = duo_text_first_name (peer_name);
  note = g_strdup_printf (_ ("%s is sharing a screen"), self->first_name);
  adw_window_title_set_title (self->title, peer_name);
  g_set_str (&self->peer_line, peer_line);
  duo_room_stage_update_subtitle (self);
  adw_avatar_set_text (ADW_AVATAR (self->message_avatar), peer_name);
  adw_avatar_set_text (self->self_avatar, my_name);
  update_muted (self);
  duo_room_screen_set_name (self->screen, peer_name);
  gtk_label_set_label (self->screen_note, note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->video), GTK_ACCESSIBLE_PROPERTY_LABEL, picture, -1);
}

void
duo_room_stage_set_service_away (DuoRoomStage *self, gboolean away)
{
  if (away == self->away)
    return;

  self->away = away;
  duo_room_stage_update_subtitle (self);
  if (away)
    duo_announce (GTK_WIDGET (self), get_away_text (self), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
duo_room_stage_set_feeds (DuoRoomStage *self, DuoVideoFeed *remote, DuoVideoFeed *own)
{
  g_set_object (&self->remote, remote);
  g_set_object (&self->own, own);
  duo_room_stage_update_pictures (self);
}

void
duo_room_stage_set_mine (DuoRoomStage *self, gboolean microphone, gboolean camera)
{
  self->my_camera = camera;
  gtk_widget_set_visible (self->self_muted, !microphone);
  duo_room_controls_show_microphone (self->microphone_button, microphone);
  duo_room_controls_show_camera (self->camera_button, camera);
  duo_room_stage_update_pictures (self);
}

/* Whoever is not heard any more is not known to have gone. */
static void
show_peer_muted (DuoRoomStage *self, gboolean muted)
{
  g_autofree char *heard = g_strdup_printf (_ ("%s is not muted any more"), self->first_name);

  if (gtk_widget_get_visible (self->muted) == muted)
    return;

  gtk_widget_set_visible (self->muted, muted);
  if (shows_remote (self))
    duo_announce (GTK_WIDGET (self), muted ? gtk_label_get_label (self->muted_label) : heard,
                  GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
duo_room_stage_set_peers (DuoRoomStage *self, DuoPeerDevice microphone, DuoPeerDevice camera)
{
  self->peer_camera = camera;
  show_peer_muted (self, shows_remote (self) && microphone == DUO_PEER_DEVICE_OFF);
  duo_room_stage_update_pictures (self);
  duo_room_stage_update_message (self);
  duo_room_stage_update_fading (self);
}

void
duo_room_stage_set_code (DuoRoomStage *self, const char *code, DuoKeyTrust trust)
{
  g_autofree char *text = code != NULL ? duo_room_code_text (code) : g_strdup ("");
  g_autofree char *spoken = code != NULL ? duo_room_code_spoken (code) : g_strdup ("");
  g_autofree char *name = g_strdup_printf (_ ("Code to compare: %s"), spoken);

  if (code != NULL)
    duo_room_code_show (self->code_page, code, trust, self->first_name);
  else
    gtk_menu_button_popdown (GTK_MENU_BUTTON (self->code));
  gtk_widget_set_visible (self->code, code != NULL);
  gtk_label_set_label (self->code_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->code), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
duo_room_stage_set_time (DuoRoomStage *self, DuoTimeRange chat, gint64 now)
{
  self->chat = chat;
  self->now = now;
  duo_room_stage_update_left (self);
}

DuoRoomTime *
duo_room_stage_get_time (DuoRoomStage *self)
{
  return self->time;
}

/* Said aloud where it becomes bad, and where it is well again. */
static void
announce_quality (DuoRoomStage *self, DuoCallQuality before)
{
  gboolean bad = duo_room_quality_is_bad (self->quality_now);

  if (bad || (duo_room_quality_is_bad (before) && self->quality_now != DUO_CALL_QUALITY_UNKNOWN))
    duo_announce (GTK_WIDGET (self), duo_room_quality_text (self->quality_now),
                  GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
duo_room_stage_set_quality (DuoRoomStage *self, DuoCallQuality quality, const char *details)
{
  DuoCallQuality before = self->quality_now;

  gtk_label_set_label (self->quality_details, details);
  gtk_widget_set_visible (GTK_WIDGET (self->quality_details), *details != '\0');
  if (quality == before)
    return;

  self->quality_now = quality;
  show_quality (self);
  duo_room_stage_update_fading (self);
  announce_quality (self, before);
}

void
duo_room_stage_set_picture_waits (DuoRoomStage *self, gboolean waits)
{
  if (waits == self->picture_waits)
    return;

  self->picture_waits = waits;
  duo_room_stage_update_pictures (self);
  duo_room_stage_update_message (self);
  duo_room_stage_update_fading (self);
}

void
duo_room_stage_set_text (DuoRoomStage *self, gboolean shown, guint unread)
{
  gtk_widget_set_visible (self->text_dot, unread > 0);
  duo_room_controls_show_text (self->text_button, shown, unread);
  duo_room_stage_update_fading (self);
}

void
duo_room_stage_set_panel (DuoRoomStage *self, gboolean shown)
{
  duo_room_controls_show_panel (self->panel_button, shown);
}

void
duo_room_stage_set_screen (DuoRoomStage *self, DuoVideoFeed *screen)
{
  g_autofree char *over = g_strdup_printf (_ ("%s has stopped sharing a screen"), self->first_name);

  if (!g_set_object (&self->shared, screen))
    return;

  duo_room_stage_update_pictures (self);
  duo_room_stage_update_message (self);
  duo_room_stage_update_fading (self);
  /* Of whoever has left that is said. */
  if (shows_remote (self))
    duo_announce (GTK_WIDGET (self), screen != NULL ? gtk_label_get_label (self->screen_note) : over,
                  GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
duo_room_stage_set_sharing (DuoRoomStage *self, gboolean sharing)
{
  if (gtk_widget_get_visible (self->sharing) == sharing)
    return;

  gtk_widget_set_visible (self->sharing, sharing);
  duo_room_controls_show_screen (self->screen_button, sharing);
  duo_announce (GTK_WIDGET (self),
                sharing ? _ ("You are sharing your screen") : _ ("Your screen is not shared any more"),
                GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
duo_room_stage_set_fullscreen (DuoRoomStage *self, gboolean fullscreen)
{
  gtk_button_set_icon_name (GTK_BUTTON (self->fullscreen),
                            fullscreen ? "view-restore-symbolic" : "view-fullscreen-symbolic");
  gtk_widget_set_tooltip_text (self->fullscreen,
                               fullscreen ? _ ("Leave Full Screen (Esc)") : _ ("Full Screen (F11)"));
}

gboolean
duo_room_stage_get_faded (DuoRoomStage *self)
{
  return self->fader != NULL && !duo_room_fader_get_shown (self->fader);
}
