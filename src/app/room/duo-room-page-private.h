/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-device-choices.h"
#include "duo-device-toasts.h"
#include "duo-room-after.h"
#include "duo-room-check.h"
#include "duo-room-page.h"
#include "duo-room-panel.h"
#include "duo-room-share.h"
#include "duo-room-stage.h"
#include "duo-room-visit.h"

G_BEGIN_DECLS

/* @id: (nullable): as DuoDeviceChoices has it. @name: (nullable) */
typedef struct
{
  char *id;
  char *name;
} DuoUsedDevice;

struct _DuoRoomPage
{
  AdwNavigationPage parent_instance;

  DuoSession *session;
  DuoChat *chat;
  DuoEvent *event;
  DuoDeviceMonitor *monitor;
  DuoDeviceChoices *choices; /* from when the page is in its window */
  DuoSoundTrial *trial;
  DuoMediaSource *source;
  DuoUsedDevice used[DUO_DEVICE_SPEAKER + 1];
  gboolean asking_camera; /* the desktop */
  gboolean camera_wished; /* it goes on once the desktop has let one through */
  guint picked;           /* kinds that the user chose just now, as bits */
  DuoDeviceToasts *toasts;
  gboolean camera_was_on; /* as the last visit ended */
  gboolean microphone_was_on;
  gboolean hinted; /* that the microphone is off */
  DuoRoomVisit *visit;
  DuoRoomShare *share; /* (nullable): while there is a call */
  GCancellable *cancellable;
  char *first_name;
  GError *refusal;      /* why the last try to enter failed */
  DuoRoomPass *servers; /* (nullable): those that were tested last */
  gboolean network_tried;
  guint ticks;
  guint tick_source;
  guint inhibit_cookie;
  GtkWindow *window;  /* not owned: the root while there is one */
  AdwDialog *closing; /* (nullable): borrowed, while it asks whether to leave */
  AdwDialog *moving;  /* (nullable): borrowed, while it asks whether another device is to leave */
  DuoRoomScene scene;
  GBytes *asked_key;      /* (nullable): of the peer, as was asked last */
  gboolean closed;        /* the call has ended because nobody may be in the room any more */
  DuoTimeRange span;      /* of all visits in which the two met; of all there were where they did not */
  DuoTimeRange told_room; /* when the service opens and closes it, as it said; 0 before */
  gint64 told_of;         /* the end of the chat that this was said of */
  gint64 talked;          /* seconds, in all visits */
  gint64 waited;
  char *late;        /* (nullable): what is said of a peer who is late */
  guint extended;    /* minutes, as was said last */
  gint64 note_until; /* the new end is said until then */

  DuoConversation *conversation; /* of all visits */

  GtkStack *views;
  DuoRoomCheck *check;
  AdwOverlaySplitView *split;
  DuoRoomStage *stage;
  DuoRoomPanel *panel;
  DuoTextPanel *text;  /* of the panel */
  gboolean notes_last; /* of its pages beside the text, the one that was in sight last */
  DuoRoomAfter *after;
};

/* duo-room-page.c */
gboolean duo_room_page_is_showing (DuoRoomPage *self, const char *view);
void duo_room_page_show_view (DuoRoomPage *self, const char *view);
gint64 duo_room_page_get_now (DuoRoomPage *self);
GTimeZone *duo_room_page_get_zone (DuoRoomPage *self);
DuoCall *duo_room_page_get_call (DuoRoomPage *self); /* (nullable) */
DuoRefusal duo_room_page_judge_join (DuoRoomPage *self);
/* Whether it was in full screen. */
gboolean duo_room_page_leave_fullscreen (DuoRoomPage *self);
/* Which page is beside the picture may have changed: says so to the actions. */
void duo_room_page_notify_panel (DuoRoomPage *self);
/* Microphone or camera may have changed: says so on the page and to the actions. */
void duo_room_page_update_mine (DuoRoomPage *self);

/* duo-room-page-devices.c */
gboolean duo_room_page_get_microphone (DuoRoomPage *self);
gboolean duo_room_page_get_camera (DuoRoomPage *self);
void duo_room_page_set_microphone (DuoRoomPage *self, gboolean on);
void duo_room_page_set_camera (DuoRoomPage *self, gboolean on);
/* Finds out which devices there are, or that a drawn person takes their place; off, whatever was on before. */
void duo_room_page_begin_devices (DuoRoomPage *self);
void duo_room_page_drop_source (DuoRoomPage *self);
/* As they were in the last visit; FALSE where one that was on is gone or failed, and then all are off. */
gboolean duo_room_page_resume_devices (DuoRoomPage *self);
/* Whoever goes in does not listen to oneself any more. */
void duo_room_page_stop_trial (DuoRoomPage *self);
/* (nullable): the loudspeaker's id. Borrowed. */
const char *duo_room_page_get_speaker (DuoRoomPage *self);
gboolean duo_room_page_has_device (DuoRoomPage *self, DuoDeviceKind kind);
/* Says from now on what is wrong with the loudspeaker of the call. */
void duo_room_page_begin_listening (DuoRoomPage *self);
void duo_room_page_install_device_actions (GtkWidgetClass *widget_class);
/* Before it is disposed of. */
void duo_room_page_end_devices (DuoRoomPage *self);

/* duo-room-page-share.c: my screen, and the other's */
gboolean duo_room_page_get_screen_shared (DuoRoomPage *self);
void duo_room_page_set_screen_shared (DuoRoomPage *self, gboolean shared);
void duo_room_page_begin_share (DuoRoomPage *self);
void duo_room_page_end_share (DuoRoomPage *self);
void duo_room_page_update_share (DuoRoomPage *self);
void duo_room_page_install_share_actions (GtkWidgetClass *widget_class);

/* duo-room-page-key.c: whose key is it? */
/* The user is asked about the key of who is here. */
void duo_room_page_keep_asked_key (DuoRoomPage *self);
/* Says that it is another one than before, where an older device says that this is right. */
void duo_room_page_say_vouched (DuoRoomPage *self);
void duo_room_page_install_key_actions (GtkWidgetClass *widget_class);

/* duo-room-page-panel.c: what is beside the picture, one page of it at a time */
void duo_room_page_begin_panel (DuoRoomPage *self);
void duo_room_page_begin_text (DuoRoomPage *self);
gboolean duo_room_page_get_text_shown (DuoRoomPage *self);
void duo_room_page_set_text_shown (DuoRoomPage *self, gboolean shown);
gboolean duo_room_page_get_notes_shown (DuoRoomPage *self);
void duo_room_page_set_notes_shown (DuoRoomPage *self, gboolean shown);
/* Whatever is in sight beside the text. */
gboolean duo_room_page_get_panel_shown (DuoRoomPage *self);
void duo_room_page_set_panel_shown (DuoRoomPage *self, gboolean shown);
void duo_room_page_on_panel_shown (DuoRoomPage *self);
void duo_room_page_on_panel_page (DuoRoomPage *self);
void duo_room_page_on_panel_close (DuoRoomPage *self);
/* Whether the peer gets what is written at once. */
void duo_room_page_update_text (DuoRoomPage *self);

/* duo-room-page-time.c */
char *duo_room_page_dup_moment (DuoRoomPage *self, gint64 moment);
/* "Expected at 14:20": of a peer who said to be late */
char *duo_room_page_dup_expected (DuoRoomPage *self);
/* How I can have another chat with the peer; DUO_N_VERBS where I cannot. */
DuoVerb duo_room_page_get_again (DuoRoomPage *self);
void duo_room_page_install_time_actions (GtkWidgetClass *widget_class);
void duo_room_page_follow_time (DuoRoomPage *self);
void duo_room_page_update_time (DuoRoomPage *self);

/* duo-room-page-check.c */
void duo_room_page_show_chat (DuoRoomPage *self);
void duo_room_page_update_check (DuoRoomPage *self);
void duo_room_page_show_check (DuoRoomPage *self);
void duo_room_page_probe (DuoRoomPage *self);
void duo_room_page_show_presence (DuoRoomPage *self);

/* duo-room-page-network.c: whether a call would find its way */
void duo_room_page_test_network (DuoRoomPage *self);
void duo_room_page_update_network (DuoRoomPage *self);

/* duo-room-page-room.c: when it opens and closes */
DuoTimeRange duo_room_page_get_room (DuoRoomPage *self);
void duo_room_page_take_pass (DuoRoomPage *self, const DuoRoomPass *pass);
/* Asks the service for it. */
void duo_room_page_look (DuoRoomPage *self);

/* duo-room-page-elsewhere.c: another device of mine is in the room */
void duo_room_page_ask_to_move (DuoRoomPage *self);

/* duo-room-page-call.c */
void duo_room_page_enter (DuoRoomPage *self);
void duo_room_page_end_visit (DuoRoomPage *self);
/* Nobody has come in; camera and microphone are for the next try. */
void duo_room_page_stay_out (DuoRoomPage *self);
/* The room closes at another time than was said. */
void duo_room_page_say_closes (DuoRoomPage *self);
void duo_room_page_update_stage (DuoRoomPage *self);
/* Says once more what the scene says. */
void duo_room_page_show_scene (DuoRoomPage *self);
void duo_room_page_update_after (DuoRoomPage *self);
void duo_room_page_update_inhibit (DuoRoomPage *self);

G_END_DECLS
