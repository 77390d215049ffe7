/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-room-code.h"
#include "duo-room-fader.h"
#include "duo-room-screen.h"
#include "duo-room-stage.h"
#include "duo-video-view.h"

G_BEGIN_DECLS

struct _DuoRoomStage
{
  AdwBin parent_instance;

  DuoRoomFader *fader;
  DuoVideoFeed *remote;
  DuoVideoFeed *own;
  DuoVideoFeed *shared; /* (nullable): the other's screen */
  char *peer_name;
  char *first_name;
  char *peer_line;
  DuoRoomScene scene;
  DuoTimeRange chat;
  gint64 now;
  gboolean my_camera;
  DuoPeerDevice peer_camera;
  gboolean picture_waits;
  DuoCallQuality quality_now;
  gboolean narrow;
  gboolean tight; /* narrow and low, so that words have hardly any place */
  gboolean away;
  DuoRoomReturn rejoin;

  AdwBreakpoint *stacked_place;
  AdwBreakpoint *narrow_place;
  AdwBreakpoint *tight_place;
  GtkWidget *overlay;
  DuoVideoView *video;
  GtkWidget *message;
  GtkWidget *message_avatar;
  GtkWidget *message_icon;
  GtkWidget *message_head;
  GtkWidget *message_spinner;
  GtkLabel *message_title;
  GtkLabel *message_body;
  GtkWidget *answers;
  GtkWidget *message_buttons;
  GtkWidget *message_close;
  GtkWidget *message_rejoin;
  GtkWidget *message_question;
  GtkWidget *message_leave;
  GtkWidget *message_again;
  DuoRoomScreen *screen;
  GtkLabel *screen_note;
  GtkWidget *sharing;
  GtkWidget *self_view;
  DuoVideoView *self_video;
  GtkWidget *self_off;
  GtkWidget *self_muted;
  AdwAvatar *self_avatar;
  GtkWidget *bottom;
  GtkWidget *header;
  AdwWindowTitle *title;
  GtkWidget *left;
  GtkLabel *left_label;
  GtkWidget *muted;
  GtkLabel *muted_label;
  GtkWidget *code;
  GtkLabel *code_label;
  DuoRoomCode *code_page;
  GtkWidget *quality;
  GtkImage *quality_icon;
  GtkLabel *quality_brief;
  GtkLabel *quality_label;
  GtkLabel *quality_details;
  GtkWidget *fullscreen;
  DuoRoomTime *time;
  GtkWidget *controls;
  GtkWidget *microphone_button;
  GtkWidget *camera_button;
  GtkWidget *screen_button;
  GtkWidget *text_button;
  GtkWidget *text_dot;
  GtkWidget *panel_button;
};

/* duo-room-stage.c */
gboolean duo_room_stage_has_picture (DuoRoomStage *self);
gboolean duo_room_stage_shows_screen (DuoRoomStage *self);
void duo_room_stage_set_class (DuoRoomStage *self, const char *name, gboolean has);
void duo_room_stage_update_left (DuoRoomStage *self);
void duo_room_stage_update_pictures (DuoRoomStage *self);
void duo_room_stage_update_fading (DuoRoomStage *self);
void duo_room_stage_update_subtitle (DuoRoomStage *self);

/* duo-room-stage-message.c */
gboolean duo_room_stage_asks (DuoRoomStage *self);
gboolean duo_room_stage_offers_again (DuoRoomStage *self);
void duo_room_stage_update_message (DuoRoomStage *self);

G_END_DECLS
