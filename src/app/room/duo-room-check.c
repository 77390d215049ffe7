/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-check.h"

#include <glib/gi18n.h>

#include "duo-chime-row.h"
#include "duo-device-list.h"
#include "duo-device-text.h"
#include "duo-room-controls.h"
#include "duo-room-text.h"
#include "duo-trial-row.h"
#include "duo-video-view.h"
#include "shell/duo-announce.h"
#include "shell/duo-css-class.h"
#include "shell/duo-late.h"
#include "shell/duo-privacy.h"
#include "shell/duo-text.h"

struct _DuoRoomCheck
{
  AdwBin parent_instance;

  DuoMediaSource *source;
  DuoDeviceChoices *choices;
  gboolean camera_unasked;
  char *peer_name;
  char *first_name;
  char *when_text;
  DuoRoomPeer peer;
  char *late_title; /* (nullable): of a peer who is away */
  char *late_body;

  AdwWindowTitle *title;
  GtkLabel *when;
  DuoVideoView *video;
  GtkWidget *notice;
  GtkImage *notice_icon;
  GtkLabel *notice_title;
  GtkLabel *notice_body;
  GtkWidget *microphone_button;
  GtkWidget *camera_button;
  AdwAvatar *peer_avatar;
  GtkLabel *peer_title;
  GtkLabel *peer_body;
  GtkWidget *join_button;
  GtkLabel *join_text;
  GtkMenuButton *late_button;
  GtkLabel *late_label;
  GtkLabel *sent_text;
  AdwComboRow *camera_row;
  AdwComboRow *microphone_row;
  AdwActionRow *level_row;
  GtkLevelBar *level;
  AdwComboRow *speaker_row;
  DuoChimeRow *chime_row;
  DuoTrialRow *trial_row;
  AdwActionRow *network_row;
  GtkImage *network_icon;
  GtkWidget *network_mark;
  GtkWidget *network_mark_icon;
  GtkLabel *network_word;
  DuoNetworkRow *connection_row;
  AdwActionRow *encryption_row;
};

G_DEFINE_FINAL_TYPE (DuoRoomCheck, duo_room_check, ADW_TYPE_BIN)

static guint
count_devices (DuoRoomCheck *self, DuoDeviceKind kind)
{
  /* Before it is known which there are none is missed. */
  if (kind == DUO_DEVICE_CAMERA && self->camera_unasked)
    return 1;
  return self->choices != NULL ? duo_device_choices_count (self->choices, kind) : 1;
}

/* (nullable) (transfer full): what to do about the device, where it failed */
static char *
dup_problem (DuoRoomCheck *self, DuoDeviceKind kind)
{
  const GError *problem = self->source != NULL ? duo_media_source_get_problem (self->source, kind) : NULL;

  return problem != NULL ? duo_device_text_problem (kind, problem) : NULL;
}

static void
show_notice (DuoRoomCheck *self, const char *icon, const char *title, const char *body)
{
  gtk_image_set_from_icon_name (self->notice_icon, icon);
  gtk_label_set_label (self->notice_title, title);
  gtk_label_set_label (self->notice_body, body);
}

static char *
dup_what_is_sent (DuoRoomCheck *self, gboolean seen, gboolean heard)
{
  if (seen && heard)
    return g_strdup_printf (_ ("%s will see and hear you"), self->first_name);
  if (seen)
    return g_strdup_printf (_ ("%s will see you, but not hear you"), self->first_name);
  if (heard)
    return g_strdup_printf (_ ("%s will hear you, but not see you"), self->first_name);

  return g_strdup_printf (_ ("%s will neither see nor hear you"), self->first_name);
}

/* Somebody may go in with anything off, but not without knowing; said at any time, so that nothing moves. */
static void
update_sent (DuoRoomCheck *self)
{
  gboolean seen = self->source != NULL && duo_media_source_get_camera (self->source);
  gboolean heard = self->source != NULL && duo_media_source_get_microphone (self->source);
  g_autofree char *text = dup_what_is_sent (self, seen, heard);

  gtk_label_set_label (self->sent_text, text);
}

/* What is left to whoever has no camera. */
static char *
dup_without_camera (DuoRoomCheck *self)
{
  gboolean talks = count_devices (self, DUO_DEVICE_MICROPHONE) > 0;
  gboolean listens = count_devices (self, DUO_DEVICE_SPEAKER) > 0;

  if (talks && listens)
    return g_strdup_printf (_ ("%s sees your initials. You can still talk and listen"), self->first_name);
  if (listens)
    return g_strdup_printf (_ ("%s sees your initials. You can still listen"), self->first_name);
  if (talks)
    return g_strdup_printf (_ ("%s sees your initials. You can still talk"), self->first_name);

  return g_strdup_printf (_ ("%s sees your initials. You can still write to each other"), self->first_name);
}

static char *
dup_without_microphone (DuoRoomCheck *self)
{
  if (count_devices (self, DUO_DEVICE_SPEAKER) > 0)
    return g_strdup_printf (_ ("%s cannot hear you. You can still listen"), self->first_name);

  return g_strdup_printf (_ ("%s cannot hear you. You can still write to each other"), self->first_name);
}

static void
update_camera (DuoRoomCheck *self)
{
  gboolean on = self->source != NULL && duo_media_source_get_camera (self->source);
  g_autofree char *problem = dup_problem (self, DUO_DEVICE_CAMERA);
  g_autofree char *initials =
      g_strdup_printf (_ ("%s sees your initials until you turn it on"), self->first_name);
  g_autofree char *none = dup_without_camera (self);

  update_sent (self);
  gtk_widget_set_visible (self->notice, !on);
  duo_video_view_set_feed (self->video, on ? duo_media_source_get_self_feed (self->source) : NULL);
  duo_room_controls_show_camera (self->camera_button, on);
  if (problem != NULL)
    show_notice (self, "dialog-warning-symbolic", _ ("The Camera Does Not Work"), problem);
  else if (count_devices (self, DUO_DEVICE_CAMERA) == 0)
    show_notice (self, "camera-disabled-symbolic", _ ("No Camera Found"), none);
  else
    show_notice (self, "camera-disabled-symbolic", _ ("Camera Is Off"), initials);
}

static void
update_microphone (DuoRoomCheck *self)
{
  gboolean on = self->source != NULL && duo_media_source_get_microphone (self->source);
  g_autofree char *none = dup_without_microphone (self);
  g_autofree char *problem = dup_problem (self, DUO_DEVICE_MICROPHONE);
  const char *hint = on ? _ ("Say a few words") : _ ("Turn the microphone on to see it");

  update_sent (self);
  duo_room_controls_show_microphone (self->microphone_button, on);
  gtk_level_bar_set_value (self->level, on ? duo_media_source_get_level (self->source) : 0);
  adw_action_row_set_subtitle (self->level_row, problem != NULL                                    ? problem
                                                : count_devices (self, DUO_DEVICE_MICROPHONE) == 0 ? none
                                                                                                   : hint);
}

static char *
dup_peer_title (DuoRoomCheck *self)
{
  if (self->peer == DUO_ROOM_PEER_UNKNOWN)
    return g_strdup (self->peer_name);
  if (self->peer == DUO_ROOM_PEER_HERE)
    return g_strdup_printf (_ ("%s is here"), self->first_name);
  if (self->late_title != NULL)
    return g_strdup (self->late_title);

  return g_strdup_printf (_ ("%s has not joined yet"), self->first_name);
}

/* (nullable) */
static const char *
get_peer_body (DuoRoomCheck *self)
{
  if (self->peer == DUO_ROOM_PEER_HERE)
    return _ ("Waiting in the room");
  if (self->peer == DUO_ROOM_PEER_UNKNOWN)
    return NULL;
  if (self->late_body != NULL)
    return self->late_body;

  return count_devices (self, DUO_DEVICE_SPEAKER) > 0 ? _ ("You will hear a chime") : NULL;
}

static void
show_peer (DuoRoomCheck *self)
{
  gboolean here = self->peer == DUO_ROOM_PEER_HERE;
  const char *body = get_peer_body (self);
  g_autofree char *title = dup_peer_title (self);
  g_autofree char *encryption = NULL;
  g_autofree char *checked =
      here ? g_strdup (_ ("End to end, checked when you join"))
           : g_strdup_printf (_ ("End to end, checked when %s joins"), self->first_name);

  gtk_label_set_label (self->peer_title, title);
  gtk_label_set_label (self->peer_body, body != NULL ? body : "");
  gtk_widget_set_visible (GTK_WIDGET (self->peer_body), body != NULL);
  encryption = g_strdup_printf ("%s\n%s %s", checked, duo_privacy_text_code (), duo_privacy_text_service ());
  adw_action_row_set_subtitle (self->encryption_row, encryption);
}

static void
say_missing (AdwComboRow *row, gboolean there, const char *plain, const char *confined)
{
  const char *missing = duo_device_text_is_confined () ? confined : plain;

  duo_device_list_set_hint (row, there ? NULL : missing);
}

static void
update_devices (DuoRoomCheck *self)
{
  gboolean camera = count_devices (self, DUO_DEVICE_CAMERA) > 0;
  gboolean microphone = count_devices (self, DUO_DEVICE_MICROPHONE) > 0;
  gboolean speaker = count_devices (self, DUO_DEVICE_SPEAKER) > 0;

  /* Not insensitive: what to do about it has to be readable. */
  say_missing (self->camera_row, camera, _ ("No camera found. Plug one in"),
               _ ("No camera found. Plug one in, or allow it in Settings › Apps › Duologue"));
  if (self->camera_unasked)
    duo_device_list_set_hint (self->camera_row, _ ("Your desktop asks you when you turn it on"));
  say_missing (self->microphone_row, microphone, _ ("No microphone found. Plug one in"),
               _ ("No microphone found. Plug one in, or allow it in Settings › Apps › Duologue"));
  say_missing (self->speaker_row, speaker, _ ("No speakers found. Plug some in"),
               _ ("No speakers found. Plug some in, or allow sound in Settings › Apps › Duologue"));
  update_camera (self);
  update_microphone (self);
  show_peer (self);
}

/* Two zones do not fit beside the buttons of a narrow header: they get a line of their own. */
static void
on_narrow (DuoRoomCheck *self)
{
  adw_window_title_set_subtitle (self->title, "");
}

static void
on_wide (DuoRoomCheck *self)
{
  adw_window_title_set_subtitle (self->title, self->when_text);
}

static void
on_level (DuoRoomCheck *self)
{
  gtk_level_bar_set_value (self->level, duo_media_source_get_level (self->source));
}

static void
duo_room_check_dispose (GObject *object)
{
  DuoRoomCheck *self = DUO_ROOM_CHECK (object);

  if (self->choices != NULL)
    g_signal_handlers_disconnect_by_data (self->choices, self);
  g_clear_object (&self->choices);
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);

  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_ROOM_CHECK);

  G_OBJECT_CLASS (duo_room_check_parent_class)->dispose (object);
}

static void
duo_room_check_finalize (GObject *object)
{
  DuoRoomCheck *self = DUO_ROOM_CHECK (object);

  g_free (self->peer_name);
  g_free (self->first_name);
  g_free (self->when_text);
  g_free (self->late_title);
  g_free (self->late_body);

  G_OBJECT_CLASS (duo_room_check_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, title);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, when);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, video);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, notice);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, notice_icon);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, notice_title);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, notice_body);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, microphone_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, camera_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, peer_avatar);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, peer_title);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, peer_body);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, join_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, join_text);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, late_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, late_label);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, sent_text);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, camera_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, microphone_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, level_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, level);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, speaker_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, chime_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, trial_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, network_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, network_icon);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, network_mark);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, network_mark_icon);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, network_word);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, connection_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, encryption_row);
}

static void
duo_room_check_class_init (DuoRoomCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = duo_room_check_dispose;
  object_class->finalize = duo_room_check_finalize;

  g_type_ensure (DUO_TYPE_CHIME_ROW);
  g_type_ensure (DUO_TYPE_TRIAL_ROW);
  g_type_ensure (DUO_TYPE_VIDEO_VIEW);
  g_type_ensure (DUO_TYPE_NETWORK_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-room-check.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow);
  gtk_widget_class_bind_template_callback (widget_class, on_wide);
}

static void
add_late_choices (DuoRoomCheck *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (const guint *minutes = duo_chat_record_get_latenesses (); *minutes > 0; minutes++)
    {
      g_autofree char *label = duo_late_text_choice (*minutes);
      g_autofree char *action = g_strdup_printf ("room.late(uint32 %u)", *minutes);

      g_menu_append (menu, label, action);
    }
  gtk_menu_button_set_menu_model (self->late_button, G_MENU_MODEL (menu));
}

static void
duo_room_check_init (DuoRoomCheck *self)
{
  self->peer_name = g_strdup ("");
  self->first_name = g_strdup ("");
  self->when_text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_level_bar_remove_offset_value (self->level, NULL);
  add_late_choices (self);
}

void
duo_room_check_set_chat (DuoRoomCheck *self, const char *peer_name, const char *when)
{
  g_autofree char *title = g_strdup_printf (_ ("1-1 Chat with %s"), peer_name);

  g_set_str (&self->peer_name, peer_name);
  g_set_str (&self->when_text, when);
  g_free (self->first_name);
  self->first_name = duo_text_first_name (peer_name);
  adw_window_title_set_title (self->title, title);
  gtk_label_set_label (self->when, when);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->when)))
    adw_window_title_set_subtitle (self->title, when);
  adw_avatar_set_text (self->peer_avatar, peer_name);
  update_devices (self);
}

void
duo_room_check_set_choices (DuoRoomCheck *self, DuoDeviceChoices *choices, DuoSoundTrial *trial)
{
  g_return_if_fail (self->choices == NULL);

  self->choices = g_object_ref (choices);
  duo_device_choices_bind (choices, DUO_DEVICE_CAMERA, self->camera_row);
  duo_device_choices_bind (choices, DUO_DEVICE_MICROPHONE, self->microphone_row);
  duo_device_choices_bind (choices, DUO_DEVICE_SPEAKER, self->speaker_row);
  duo_chime_row_set_choices (self->chime_row, choices);
  duo_trial_row_set_trial (self->trial_row, trial, choices);
  g_signal_connect_swapped (choices, "changed", G_CALLBACK (update_devices), self);
  update_devices (self);
}

void
duo_room_check_set_camera_unasked (DuoRoomCheck *self, gboolean unasked)
{
  if (self->camera_unasked == unasked)
    return;

  self->camera_unasked = unasked;
  update_devices (self);
}

void
duo_room_check_set_source (DuoRoomCheck *self, DuoMediaSource *source)
{
  if (self->source == source)
    return;

  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_set_object (&self->source, source);
  if (source != NULL)
    {
      g_signal_connect_swapped (source, "notify::camera", G_CALLBACK (update_camera), self);
      g_signal_connect_swapped (source, "notify::camera-problem", G_CALLBACK (update_camera), self);
      g_signal_connect_swapped (source, "notify::microphone", G_CALLBACK (update_microphone), self);
      g_signal_connect_swapped (source, "notify::microphone-problem", G_CALLBACK (update_microphone), self);
      g_signal_connect_swapped (source, "notify::level", G_CALLBACK (on_level), self);
    }
  update_camera (self);
  update_microphone (self);
}

void
duo_room_check_set_peer (DuoRoomCheck *self, DuoRoomPeer peer)
{
  if (self->peer == peer)
    return;

  self->peer = peer;
  show_peer (self);
  if (peer == DUO_ROOM_PEER_UNKNOWN)
    return;

  duo_announce (GTK_WIDGET (self), gtk_label_get_label (self->peer_title),
                GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
duo_room_check_set_peer_late (DuoRoomCheck *self, const char *title, const char *body)
{
  gboolean changed = g_set_str (&self->late_title, title);

  changed |= g_set_str (&self->late_body, body);
  if (!changed)
    return;

  show_peer (self);
  if (title != NULL && self->peer == DUO_ROOM_PEER_AWAY)
    duo_announce (GTK_WIDGET (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
duo_room_check_set_mine_late (DuoRoomCheck *self, gboolean offered, const char *said)
{
  const char *label = said != NULL ? said : _ ("Running Late");

  gtk_widget_set_visible (GTK_WIDGET (self->late_button), offered);
  if (g_strcmp0 (gtk_label_get_label (self->late_label), label) == 0)
    return;

  gtk_label_set_label (self->late_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->late_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

void
duo_room_check_set_join_text (DuoRoomCheck *self, const char *text, gboolean alert)
{
  if (g_strcmp0 (gtk_label_get_label (self->join_text), text) == 0)
    return;

  gtk_label_set_label (self->join_text, text);
  duo_css_class_set (GTK_WIDGET (self->join_text), "error", alert);
  if (alert)
    duo_announce (GTK_WIDGET (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

void
duo_room_check_set_network (DuoRoomCheck *self, int milliseconds)
{
  g_autofree char *answer = milliseconds == 0
                                ? g_strdup (_ ("The service answers at once"))
                                : g_strdup_printf (_ ("The service answers in %d ms"), milliseconds);
  gboolean reached = milliseconds >= 0;

  adw_action_row_set_subtitle (self->network_row, reached ? answer : _ ("The service does not answer"));
  gtk_image_set_from_icon_name (self->network_icon, reached ? "network-wireless-signal-excellent-symbolic"
                                                            : "network-wireless-offline-symbolic");
  gtk_widget_set_visible (self->network_mark, reached);
  gtk_label_set_label (self->network_word, duo_room_answer_word (milliseconds));
  gtk_widget_set_visible (self->network_mark_icon, duo_room_answer_is_good (milliseconds));
  duo_css_class_set (self->network_mark, "success", duo_room_answer_is_good (milliseconds));
}

DuoNetworkRow *
duo_room_check_get_network_row (DuoRoomCheck *self)
{
  return self->connection_row;
}

void
duo_room_check_focus_join (DuoRoomCheck *self)
{
  gtk_widget_grab_focus (self->join_button);
}
