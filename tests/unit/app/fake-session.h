/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-session.h"

G_BEGIN_DECLS

/* A session without a service: takes the place of the real one in tests of pages. What a page asks for is written
 * down, and the test says what comes of it. */

typedef struct
{
  DuoVerb verb;
  DuoPerson *person; /* borrowed */
  DuoChat *chat;     /* borrowed */
  DuoTimeRange range;
  char *message;
  char *answer;
  guint minutes;
} FakeCommand;

DuoSession *fake_session_new (DuoClock *clock, DuoEvent *event);
void fake_session_set_synced (DuoSession *self, gint64 synced_at);
void fake_session_set_state (DuoSession *self, DuoSessionState state);

void fake_session_set_keyring (DuoSession *self, gboolean keyring);
/* One more event that I take part in; duo_session_set_event() changes to it. */
void fake_session_add_event (DuoSession *self, DuoEvent *event);

guint fake_session_get_n_commands (DuoSession *self);
/* The last command that was asked for, or NULL. */
const FakeCommand *fake_session_get_command (DuoSession *self);
/* Ends the command that waits: well, or with a DuoClientError. */
void fake_session_answer (DuoSession *self, DuoChat *chat);
void fake_session_fail (DuoSession *self, DuoClientError code, DuoRefusal refusal);

/* How often an organizer's change was asked for, and the last of them, or NULL. */
guint fake_session_get_n_changes (DuoSession *self);
const DuoFormatChange *fake_session_get_change (DuoSession *self);
/* Ends it: done, refused for @fault, or with a question about @touched (nullable); or with an error. */
void fake_session_answer_change (DuoSession *self, DuoFormatFault fault, DuoChat *touched);
void fake_session_fail_change (DuoSession *self, DuoClientError code);

/* What was said about commands that waited for a day: "send early, drop late". */
const char *fake_session_get_resolved (DuoSession *self);
/* (transfer full): what can still be taken back, in the order of its names: "accept c-kofi, decline c-lucia “No”,
 * hand-over c-kofi to piotr" */
/* What was asked for undoably is on disk. */
void fake_session_keep (DuoSession *self, const char *key);
/* Loading what was told fails from now on. */
void fake_session_lose_told (DuoSession *self);
char *fake_session_dup_undoable (DuoSession *self);
void fake_session_assert_undoable (DuoSession *self, const char *expected);
/* Its time is over: it is on its way. */
void fake_session_let_go (DuoSession *self);

/* From when on things are told; before anybody asks. What is told is kept by the session, as on a disk. */
void fake_session_set_told_since (DuoSession *self, gint64 since);

/* The slots that a page watches, or NULL. Borrowed. */
DuoSlots *fake_session_get_slots (DuoSession *self);
/* What pages will see when they begin to watch. (transfer none) */
void fake_session_set_slots (DuoSession *self, DuoSlots *slots);

/* What was set last: (element-type DuoOpening), or NULL. Borrowed. */
const GPtrArray *fake_session_get_availability (DuoSession *self);
/* Ends the setting that waits: the slots are as they were asked to be; or with a DuoClientError. */
void fake_session_accept_availability (DuoSession *self);
void fake_session_refuse_availability (DuoSession *self, DuoClientError code);
gboolean fake_session_is_setting_availability (DuoSession *self);
/* What settings were changed last, or NULL; they were taken over at once, or refused with what was set by fail_settings. */
const DuoWireSettings *fake_session_get_settings (DuoSession *self, gint64 *seen);
void fake_session_fail_settings (DuoSession *self, DuoClientError code);

/* How often something was noted; it is as it was written, and on its way (DUO_NOTE_KEPT) until the test says that it is
 * saved. */
guint fake_session_get_n_noted (DuoSession *self);
void fake_session_save_note (DuoSession *self, DuoNote *note, gint64 rev);

/* What was said in toasts since the last call, or NULL. (transfer full) */
char *fake_window_steal_toast (void);
gboolean fake_window_has_toast (void);
/* … that it was this. */
void fake_window_assert_toast (const char *expected);
/* Presses the button of the last toast that has one. */
void fake_window_press_toast (void);
/* Whether the last toast had a button. */
gboolean fake_window_toast_offers (void);

G_END_DECLS
