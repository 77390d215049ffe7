/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-stage-private.h"

#include <glib/gi18n.h>

#include "shell/duo-announce.h"
#include "shell/duo-css-class.h"

/* There is something to decide: nothing is sent to anybody meanwhile. */
gboolean
duo_room_stage_asks (DuoRoomStage *self)
{
  return self->scene == DUO_ROOM_SCENE_ENDED || self->scene == DUO_ROOM_SCENE_NEW_KEY;
}

gboolean
duo_room_stage_offers_again (DuoRoomStage *self)
{
  return gtk_widget_get_visible (self->message_again);
}

/* A narrow one gives its place to the button, which the own picture would cover otherwise. */
static gboolean
has_avatar (DuoRoomStage *self)
{
  return !duo_room_stage_asks (self) && self->scene != DUO_ROOM_SCENE_RECONNECTING && !self->tight &&
         !(self->narrow && duo_room_stage_offers_again (self));
}

/* What turns while one waits is beside the title, or where the avatar would be. */
static void
update_avatar (DuoRoomStage *self)
{
  gboolean has = has_avatar (self);

  gtk_widget_set_visible (self->message_avatar, has);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->message_head),
                                  has ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
}

static char *
dup_why_no_picture (DuoRoomStage *self)
{
  switch (self->peer_camera)
    {
    case DUO_PEER_DEVICE_ON:
      return g_strdup_printf (
          _ ("The connection is too slow for %s’s picture. You can still hear each other."),
          self->first_name);
    case DUO_PEER_DEVICE_OFF:
      return g_strdup_printf (_ ("%s’s camera is off"), self->first_name);
    case DUO_PEER_DEVICE_UNTOLD:
    default:
      return g_strdup ("");
    }
}

/* The one button to press, or another */
static void
suggest (GtkWidget *button, gboolean suggested)
{
  duo_css_class_set (button, "suggested-action", suggested);
  duo_css_class_set (button, "room-plain", !suggested);
}

void
duo_room_stage_update_message (DuoRoomStage *self)
{
  gboolean ended = self->scene == DUO_ROOM_SCENE_ENDED;
  gboolean new_key = self->scene == DUO_ROOM_SCENE_NEW_KEY;
  gboolean no_picture = self->scene == DUO_ROOM_SCENE_TALKING && !duo_room_stage_has_picture (self) &&
                        !duo_room_stage_shows_screen (self);
  gboolean busy = self->scene == DUO_ROOM_SCENE_PREPARING || self->scene == DUO_ROOM_SCENE_CONNECTING ||
                  self->scene == DUO_ROOM_SCENE_VERIFYING || self->scene == DUO_ROOM_SCENE_RECONNECTING;

  if (no_picture)
    {
      g_autofree char *body = dup_why_no_picture (self);

      gtk_label_set_label (self->message_title, self->peer_name);
      gtk_label_set_label (self->message_body, body);
    }
  gtk_widget_set_visible (self->message, self->scene != DUO_ROOM_SCENE_TALKING || no_picture);
  update_avatar (self);
  if (new_key)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->message_icon), "dialog-warning-symbolic");
  gtk_widget_set_visible (self->message_icon, duo_room_stage_asks (self) && !self->tight);
  gtk_widget_set_visible (self->message_question, new_key);
  gtk_widget_set_visible (self->message_spinner, busy);
  gtk_widget_set_visible (self->message_close, ended);
  gtk_widget_set_visible (self->message_rejoin, ended && self->rejoin != DUO_ROOM_RETURN_NONE);
  suggest (self->message_rejoin, self->rejoin == DUO_ROOM_RETURN_SUGGESTED);
  suggest (self->message_again, ended && self->rejoin == DUO_ROOM_RETURN_NONE);
  gtk_widget_set_visible (self->message_buttons, ended);
  gtk_widget_set_visible (self->answers, duo_room_stage_asks (self) || duo_room_stage_offers_again (self));
  gtk_widget_set_visible (self->controls, !ended);
  gtk_widget_set_visible (self->bottom, !ended);
  duo_room_stage_set_class (self, "ended", ended);
}

/* The way that does nothing that cannot be undone */
static GtkWidget *
get_safe_answer (DuoRoomStage *self)
{
  if (self->scene == DUO_ROOM_SCENE_NEW_KEY)
    return self->message_leave;
  if (self->scene == DUO_ROOM_SCENE_ENDED)
    return self->rejoin == DUO_ROOM_RETURN_SUGGESTED ? self->message_rejoin : self->message_close;

  return NULL;
}

/* Who writes meanwhile goes on: a key that was meant for a note must not answer. */
static gboolean
is_busy_elsewhere (DuoRoomStage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* What is to be decided is said whole, and the focus is where it can be. */
static void
ask (DuoRoomStage *self, const char *title, const char *body)
{
  g_autofree char *whole = g_strdup_printf ("%s\n%s", title, body);

  if (!is_busy_elsewhere (self))
    gtk_widget_grab_focus (get_safe_answer (self));
  duo_announce (GTK_WIDGET (self), whole, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* (nullable): what is to be said aloud; that one talks now is seen, and has no words over the picture */
static char *
dup_news (DuoRoomStage *self, DuoRoomScene scene, const char *title)
{
  if (title != NULL)
    return g_strcmp0 (title, gtk_label_get_label (self->message_title)) != 0 ? g_strdup (title) : NULL;
  if (scene != DUO_ROOM_SCENE_TALKING || self->scene == DUO_ROOM_SCENE_TALKING)
    return NULL;
  if (self->scene == DUO_ROOM_SCENE_RECONNECTING)
    return g_strdup (_ ("The connection is back"));

  return g_strdup_printf (_ ("You are connected to %s"), self->first_name);
}

void
duo_room_stage_set_scene (DuoRoomStage *self, DuoRoomScene scene, const char *title, const char *body)
{
  g_autofree char *news = dup_news (self, scene, title);

  self->scene = scene;
  duo_room_stage_update_left (self);
  duo_room_stage_update_subtitle (self);
  gtk_label_set_label (self->message_title, title != NULL ? title : "");
  gtk_label_set_label (self->message_body, body != NULL ? body : "");
  duo_room_stage_update_pictures (self);
  duo_room_stage_update_message (self);
  duo_room_stage_update_fading (self);
  if (news != NULL && duo_room_stage_asks (self))
    ask (self, news, body != NULL ? body : "");
  else if (news != NULL)
    duo_announce (GTK_WIDGET (self), news, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
duo_room_stage_set_end (DuoRoomStage *self, gboolean failed, DuoRoomReturn rejoin)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->message_icon),
                                failed ? "dialog-warning-symbolic" : "call-stop-symbolic");
  self->rejoin = rejoin;
  duo_room_stage_update_message (self);
}

static void
set_wrapping_label (GtkButton *button, const char *text)
{
  GtkLabel *label;

  gtk_button_set_label (button, text);
  label = GTK_LABEL (gtk_button_get_child (button));
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_justify (label, GTK_JUSTIFY_CENTER);
}

void
duo_room_stage_set_again (DuoRoomStage *self, const char *label)
{
  gboolean offered = duo_room_stage_offers_again (self);

  if (label != NULL && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->message_again)), label) != 0)
    set_wrapping_label (GTK_BUTTON (self->message_again), label);
  if ((label != NULL) == offered)
    return;

  gtk_widget_set_visible (self->message_again, label != NULL);
  duo_room_stage_update_pictures (self);
  duo_room_stage_update_message (self);
}

void
duo_room_stage_focus (DuoRoomStage *self)
{
  if (duo_room_stage_asks (self))
    gtk_widget_grab_focus (get_safe_answer (self));
  else if (!gtk_widget_grab_focus (self->microphone_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->video));
  else if (self->fader != NULL)
    duo_room_fader_overlook_focus (self->fader, self->microphone_button);
}
